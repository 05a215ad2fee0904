import WarraqCore

/// What books must be like. The specification is EPUB 3.3, https://www.w3.org/TR/epub-33/.
extension CheckRule {
  static let epub = [
    epubMimetype, epubContainer, epubEncryption, epubFileName, epubFileCharacter, epubFileCase,
    epubNotListed,
    epubVersion,
    epubOldVersion, epubMetadata, epubEmptyMetadata, epubUniqueIdentifier, epubModified, epubDate,
    epubLanguageTag, epubAccessibility, epubManifest, epubMissingFile, epubRemoteResource,
    epubForeignResource, epubUnlistedResource, epubNotInSpine, epubViewport,
    epubSpine, epubProgression, epubNavigation, epubNavigationOrder, epubProperties,
    epubNoLanguage, epubLanguages, epubDirection, epubNoTitle, epubDanglingLink, epubUnsafeLink,
    epubNoAlternative, epubStyleDirection, epubStyleEncoding, epubStyleSyntax, epubUnknownElement,
    epubDocumentType,
    epubOverlay,
  ]

  static let epubMimetype = CheckRule(
    "epub.mimetype", .error, "the archive does not start with a bare 'mimetype'",
    because:
      "The first entry is 'mimetype', stored, without extra fields, with 'application/epub+zip' "
      + "and nothing else in it, so that systems tell a book by its first bytes. Tools that pack a "
      + "folder get it wrong; epubcheck 5 passes one that is compressed.",
    see: "EPUB 3.3, 4.2.3")

  static let epubContainer = CheckRule(
    "epub.container", .error, "META-INF/container.xml does not lead to the package document",
    because: "Readers find everything else through it.", see: "EPUB 3.3, 4.2.6.3.1")

  static let epubEncryption = CheckRule(
    "epub.encryption", .error, "META-INF does not say right what is encrypted or signed",
    because: "Readers cannot show what they cannot decrypt, and only fonts may be obfuscated.",
    see: "EPUB 3.3, 4.2.6.3.2, 4.3")

  static let epubFileName = CheckRule(
    "epub.file-name", .warning, "the name of a file is not plain ASCII without spaces",
    because: "Some readers and file systems cannot open it.", see: "EPUB 3.3, 4.2.3, File names")

  static let epubFileCase = CheckRule(
    "epub.file-case", .error, "the names of two files differ in case alone",
    because: "Most file systems can keep one of them.", see: "EPUB 3.3, 4.2.3, File names")

  static let epubFileCharacter = CheckRule(
    "epub.file-character", .error,
    "the name of a file has a character that no book may have in one",
    because:
      "Control characters, those for private use and any of \" * : < > ? \\ | are not allowed: "
      + "common systems cannot keep such a file.",
    see: "EPUB 3.3, 4.2.3, File names")

  static let epubNotListed = CheckRule(
    "epub.not-listed", .warning, "the manifest does not list a file of the archive",
    because: "No reader shows it, and it is carried around for nothing.", see: "EPUB 3.3, 5.6.1")

  static let epubVersion = CheckRule(
    "epub.version", .error, "the package has no version that there is",
    because: "It is '3.0' for all of EPUB 3.", see: "EPUB 3.3, 5.4")

  static let epubOldVersion = CheckRule(
    "epub.old-version", .warning, "the book is of EPUB 2",
    because: "It has no navigation document, no direction of pages and no words for accessibility.",
    see: "EPUB 3.3, 5.4")

  static let epubMetadata = CheckRule(
    "epub.metadata", .error, "the package lacks an identifier, a title or a language",
    because: "All three are required.", see: "EPUB 3.3, 5.5.3")

  static let epubEmptyMetadata = CheckRule(
    "epub.empty-metadata", .error, "an element of the metadata is empty",
    because: "Elements of Dublin Core have a value, or are not there.", see: "EPUB 3.3, 5.5.2")

  static let epubUniqueIdentifier = CheckRule(
    "epub.unique-identifier", .error, "unique-identifier is the id of no dc:identifier",
    because: "It says which identifier is that of the book.", see: "EPUB 3.3, 5.4")

  static let epubModified = CheckRule(
    "epub.modified", .error, "there is not one dcterms:modified as 2024-05-01T10:00:00Z",
    because: "It tells one edition from another. Fractions and other zones are not allowed.",
    see: "EPUB 3.3, 5.5.5")

  static let epubDate = CheckRule(
    "epub.date", .error, "the date of publication is not one date of ISO 8601",
    because: "There is at most one dc:date.", see: "EPUB 3.3, 5.5.4.1")

  static let epubLanguageTag = CheckRule(
    "epub.language-tag", .error, "a language of the book is not a BCP 47 tag",
    because: "'ar', never 'ar_SA' or 'und'; shops refuse the book.",
    see: "EPUB 3.3, 5.5.3.3; BCP 47 (RFC 5646), 2.1")

  static let epubAccessibility = CheckRule(
    "epub.accessibility", .warning, "the metadata does not say how accessible the book is",
    because:
      "schema:accessMode, accessibilityFeature and accessibilityHazard are required of a book "
      + "that claims to be accessible, and by law of shops in the European Union.",
    see: "EPUB Accessibility 1.1, 2.2")

  static let epubManifest = CheckRule(
    "epub.manifest", .error, "an item of the manifest is incomplete or repeated",
    because: "Each file of the book is one item with an id, an href and a media-type.",
    see: "EPUB 3.3, 5.6.2")

  static let epubMissingFile = CheckRule(
    "epub.missing-file", .error, "a file that the manifest lists is not in the archive",
    because: "Readers refuse the book, or show an empty page.", see: "EPUB 3.3, 5.6.2")

  static let epubRemoteResource = CheckRule(
    "epub.remote-resource", .error, "something is fetched from the network",
    because:
      "Only audio, video and fonts may lie outside of the book, and the manifest says so with "
      + "'remote-resources'. A picture may not.",
    see: "EPUB 3.3, 3.6")

  static let epubForeignResource = CheckRule(
    "epub.foreign-resource", .error, "readers need not be able to show something",
    because:
      "Pages are XHTML or SVG, pictures GIF, JPEG, PNG, SVG or WebP and sounds MP3, MP4 or Ogg "
      + "Opus, or the manifest names a fallback that is.",
    see: "EPUB 3.3, 3.2, 3.5")

  static let epubUnlistedResource = CheckRule(
    "epub.unlisted-resource", .error,
    "a page shows or links to a file that the manifest does not list",
    because: "Readers need not find it.", see: "EPUB 3.3, 3.3")

  static let epubNotInSpine = CheckRule(
    "epub.not-in-spine", .error, "a link leads to a page that is not in the spine",
    because: "A page that the reader can come to has its place in the order.",
    see: "EPUB 3.3, 5.7.1")

  static let epubViewport = CheckRule(
    "epub.viewport", .error, "a page of a fixed layout does not say its size",
    because: "It has a meta viewport with width and height.", see: "EPUB 3.3, 8.2.2.6")

  static let epubSpine = CheckRule(
    "epub.spine", .error, "the spine does not list each page once",
    because: "It is the order in which the book is read.", see: "EPUB 3.3, 5.7")

  static let epubProgression = CheckRule(
    "epub.progression", .warning, "the pages of a right-to-left book turn from left to right",
    because: "The direction of the pages is apart from that of the text: it is "
      + "page-progression-direction=\"rtl\" on the spine.",
    see: "EPUB 3.3, 5.7.1")

  static let epubNavigation = CheckRule(
    "epub.navigation", .error, "the book has no navigation document with a table of contents",
    because: "One item has the property 'nav', and in it is a nav of the type 'toc' with a list.",
    see: "EPUB 3.3, 7")

  static let epubNavigationOrder = CheckRule(
    "epub.navigation-order", .warning, "the table of contents is not in the order of the pages",
    because: "Readers show where they are by it.", see: "EPUB 3.3, 7.4.2")

  static let epubProperties = CheckRule(
    "epub.properties", .error, "the manifest says of a page what is not so",
    because:
      "'scripted', 'svg' and 'mathml' are given to the pages that have such things, and to no "
      + "others.",
    see: "EPUB 3.3, 5.6.2.1")

  static let epubNoLanguage = CheckRule(
    "epub.no-language", .warning, "a page does not say its language",
    because: "Voices and hyphenation are chosen by it.", see: "EPUB Accessibility 1.1; WCAG 3.1.1")

  static let epubLanguages = CheckRule(
    "epub.languages", .error, "lang and xml:lang of a page differ",
    because: "They must have the same value.", see: "HTML, 3.2.6.2")

  static let epubDirection = CheckRule(
    "epub.direction", .warning, "a page in a right-to-left language states no direction",
    because: "A language gives text no direction. Some readers look at html alone and some at body "
      + "alone, so it stands on both.",
    see: "HTML, 3.2.6.4 The dir attribute")

  static let epubNoTitle = CheckRule(
    "epub.no-title", .error, "a page has no title",
    because: "An empty title is not allowed.", see: "HTML, 4.2.2; WCAG 2.4.2")

  static let epubDanglingLink = CheckRule(
    "epub.dangling-link", .error, "a link leads to nothing in the book",
    because: "Links of the site that the text came from need their whole address.",
    see: "EPUB 3.3, 4.2.5")

  static let epubUnsafeLink = CheckRule(
    "epub.unsafe-link", .error, "a link runs a script or leads to a file of the reader's",
    because: "javascript:, data: and file: are not allowed in a book.", see: "EPUB 3.3, 3.7")

  static let epubNoAlternative = CheckRule(
    "epub.no-alternative", .warning, "a picture has no 'alt'",
    because: "Who cannot see it is not told what it shows. alt=\"\" is for ornament.",
    see: "WCAG 1.1.1")

  static let epubStyleDirection = CheckRule(
    "epub.style-direction", .error, "a style sheet sets the direction of text",
    because:
      "'direction' and 'unicode-bidi' are not allowed in style sheets: direction is content, "
      + "and readers ignore it there. Use the attribute 'dir'.",
    see: "EPUB 3.3, 6.3.1.3")

  static let epubStyleSyntax = CheckRule(
    "epub.style-syntax", .error, "a style sheet ends within a block",
    because: "What follows where it is joined to another one is lost.",
    see: "EPUB 3.3, 6.3.1; CSS Syntax, 5.4.8")

  static let epubStyleEncoding = CheckRule(
    "epub.style-encoding", .error, "a style sheet is in neither UTF-8 nor UTF-16",
    because: "Readers need not know another encoding.", see: "EPUB 3.3, 6.3.1.2")

  static let epubUnknownElement = CheckRule(
    "epub.unknown-element", .error, "a page has an element that XHTML does not have",
    because: "Readers show its words as they like, or not at all.", see: "EPUB 3.3, 6.1; HTML, 4")

  static let epubDocumentType = CheckRule(
    "epub.document-type", .error, "a document names a type outside of the book",
    because: "An NCX may name that of its standard; readers fetch none.",
    see: "EPUB 3.3, 3.9 and B")

  static let epubOverlay = CheckRule(
    "epub.overlay", .error, "a page does not name the media overlay that speaks its words",
    because: "Each page has one overlay, and the manifest says which.",
    see: "EPUB 3.3, 9.3.1")

  /// What keeps an archive from being read.
  static let zip: [CheckRule] = [
    ("zip.unreadable", "the archive cannot be read"),
    ("zip.too-many-entries", "the archive has more entries than the limit"),
    ("zip.unsafe-name", "the name of an entry leads out of the archive"),
    ("zip.duplicate-name", "two entries have one name"),
    ("zip.damaged-entry", "an entry cannot be unpacked"),
    ("zip.too-large", "the archive unpacks to more than the limit"),
    ("zip.expansion", "an entry unpacks to many times its size, as a bomb does"),
  ].map { id, summary in
    CheckRule(
      id, .error, summary, because: "Make the archive anew; it is damaged, or made to do harm.",
      see: "EPUB 3.3, 4.2; APPNOTE 6.3.10")
  }
}
