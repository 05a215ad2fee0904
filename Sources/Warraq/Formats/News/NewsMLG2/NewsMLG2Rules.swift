internal import WarraqMarkup

/// What makes a NewsML-G2 item a good one, beyond what its schema asks for.
///
/// "Guidelines" are the NewsML-G2 Guidelines (https://iptc.org/std/NewsML-G2/guidelines/).
extension CheckRule {
  static let newsML = [
    newsMLUnknownRoot, newsMLNoGuid, newsMLGuidNotIRI, newsMLGuidWithVersion, newsMLGuidRepeated,
    newsMLVersion, newsMLStandard, newsMLConformance, newsMLNoLanguage, newsMLLanguageTag,
    newsMLNoDirection, newsMLBodyNoDirection, newsMLNoCatalog, newsMLUnknownCatalog,
    newsMLUndeclaredAlias, newsMLQCode, newsMLNoItemClass, newsMLNoProvider, newsMLEmptyProvider,
    newsMLNoVersionCreated, newsMLNoPubStatus, newsMLPubStatus, newsMLDateTime, newsMLNoZone,
    newsMLNoContentZone, newsMLPaddedDate, newsMLBasicDate, newsMLUrgency, newsMLNoHeadline,
    newsMLNoContentLanguage, newsMLInlineXML,
    newsMLEmptyInlineXML,
    newsMLBodyNamespace, newsMLContentType, newsMLDuplicateID, newsMLGroupRoot, newsMLGroupRef,
    newsMLDanglingReference, newsMLNoItems, newsMLName, newsMLDirection, newsMLSlugline,
    newsMLAddress,
  ]

  static let newsMLName = CheckRule(
    "newsml.id-not-name", .error, "an 'id' is no name of XML",
    because: "It begins with a letter or '_' and holds neither blanks nor colons, so that others "
      + "can refer to it.",
    see: "NewsML-G2 2.35 schema, @id (xs:ID); Namespaces in XML 1.0, NCName")

  static let newsMLDirection = CheckRule(
    "newsml.dir", .error, "'dir' is neither 'ltr' nor 'rtl'",
    because: "Elements of NewsML-G2 know no other direction, and both in small letters.",
    see: "NewsML-G2 2.35 schema, @dir")

  static let newsMLSlugline = CheckRule(
    "newsml.slugline", .error, "a slugline, keyword, name or credit line holds a tab or a line end",
    because: "The schema asks for one line with nothing but blanks between its words.",
    see: "NewsML-G2 2.35 schema, g2normalizedString")

  static let newsMLAddress = CheckRule(
    "newsml.address", .error, "an 'href' is no IRI",
    because: "Percent signs stand before two digits, brackets around IPv6 addresses, and one '#' "
      + "before a fragment.",
    see: "RFC 3987; RFC 3986, appendix A")

  static let newsMLUnknownRoot = CheckRule(
    "newsml.unknown-root", .error, "the root is no item and no message of NewsML-G2",
    because: "Documents are a newsItem, packageItem, conceptItem, knowledgeItem, planningItem, "
      + "catalogItem or newsMessage. Parts such as a contentSet are not documents.",
    see: "NewsML-G2 2.35 schema, global elements")

  static let newsMLNoGuid = CheckRule(
    "newsml.no-guid", .error, "the item has no 'guid'",
    because: "The guid is how receivers tell a new item from a new version of an old one.",
    see: "NewsML-G2 Guidelines, Item identification")

  static let newsMLGuidNotIRI = CheckRule(
    "newsml.guid-not-iri", .warning, "the guid is no IRI",
    because: "The schema takes any text, but the guid must be unique in the world and persist: "
      + "'urn:newsml:<domain>:<YYYYMMDD>:<id>' (RFC 3085) or 'tag:<domain>,<year>:<id>' "
      + "(RFC 4151).",
    see: "NewsML-G2 Guidelines, Item identification; RFC 3987")

  static let newsMLGuidWithVersion = CheckRule(
    "newsml.guid-with-version", .warning, "the guid ends in the version",
    because: "All versions of an item have one guid, and 'version' counts them. With the version "
      + "in the guid, each correction is a new story to its receivers.",
    see: "NewsML-G2 Guidelines, Item identification")

  static let newsMLGuidRepeated = CheckRule(
    "newsml.guid-repeated", .error, "two items of the message have one guid and version",
    because: "A receiver keeps one of them, and which one is not defined.",
    see: "NewsML-G2 Guidelines, Item identification")

  static let newsMLVersion = CheckRule(
    "newsml.version", .error, "the version is not a whole number from 1 on",
    because: "Versions are counted: '1.2', '0' and dates are none. Without it, the version is 1.",
    see: "NewsML-G2 2.35 schema, @version (xs:positiveInteger)")

  static let newsMLStandard = CheckRule(
    "newsml.standard", .error, "the item does not say which standard and version it follows",
    because: "'standard' is 'NewsML-G2' and 'standardversion' two numbers such as '2.35'.",
    see: "NewsML-G2 2.35 schema, @standard, @standardversion")

  static let newsMLConformance = CheckRule(
    "newsml.conformance", .warning, "the item has more than Core conformance, and does not say so",
    because: "Without conformance=\"power\" an item is Core, and a receiver that does Core only "
      + "may pass over what is not.",
    see: "NewsML-G2 Guidelines, Conformance; 2.24 Core schema")

  static let newsMLNoLanguage = CheckRule(
    "newsml.no-language", .warning, "the item has no 'xml:lang'",
    because: "It is the language of every name and title in the item that states no other.",
    see: "NewsML-G2 Guidelines, Language; XML 1.0, 2.12")

  static let newsMLLanguageTag = CheckRule(
    "newsml.language-tag", .error, "a language is not a BCP 47 tag",
    because: "Parts of a tag are joined with hyphens: 'ar-EG', not 'ar_EG'.",
    see: "BCP 47 (RFC 5646), 2.1")

  static let newsMLNoDirection = CheckRule(
    "newsml.no-direction", .warning,
    "the item is in a right-to-left language and states no direction",
    because: "A language says nothing of direction to most programs: titles and headlines are set "
      + "with their full stop at the wrong end.",
    see: "NewsML-G2 2.35 schema, @dir; W3C, Strings on the Web")

  static let newsMLBodyNoDirection = CheckRule(
    "newsml.body-no-direction", .warning,
    "the body is in a right-to-left language without dir=\"rtl\"",
    because:
      "The body is shown without the item around it, so the 'html' element needs a direction "
      + "of its own.",
    see: "HTML, 3.2.6.4 The dir attribute")

  static let newsMLNoCatalog = CheckRule(
    "newsml.no-catalog", .warning, "there are QCodes, but no catalog says what their aliases mean",
    because: "An alias means what the item's or the message's catalogs say. Refer to the IPTC's "
      + "with a catalogRef, and declare your own aliases in a catalog.",
    see: "NewsML-G2 Guidelines, Catalogs")

  static let newsMLUnknownCatalog = CheckRule(
    "newsml.unknown-catalog", .note, "a catalog is not known here, so aliases cannot be checked",
    because: "Catalogs are never fetched. Those of the IPTC up to number 41 are built in.",
    see: "NewsML-G2 Guidelines, Catalogs")

  static let newsMLUndeclaredAlias = CheckRule(
    "newsml.undeclared-alias", .warning, "no catalog declares the alias of a QCode",
    because: "Nobody can tell what the code means. Declare the alias in a catalog, or write 'uri'.",
    see: "NewsML-G2 Guidelines, QCodes")

  static let newsMLQCode = CheckRule(
    "newsml.qcode", .error, "a value is not a QCode",
    because: "A QCode is an alias, a colon and a code, without spaces: role=\"main\" is none. Use "
      + "the attribute that takes an IRI, such as roleuri, or a declared alias.",
    see: "NewsML-G2 2.35 schema, QCodeType")

  static let newsMLNoItemClass = CheckRule(
    "newsml.no-item-class", .error, "itemMeta has no itemClass",
    because: "It says what the item is: ninat:text, ninat:picture, ninat:composite.",
    see: "NewsML-G2 2.35 schema, itemMeta")

  static let newsMLNoProvider = CheckRule(
    "newsml.no-provider", .error, "itemMeta has no provider",
    because: "It says who answers for the item.",
    see: "NewsML-G2 2.35 schema, itemMeta")

  static let newsMLEmptyProvider = CheckRule(
    "newsml.empty-provider", .warning, "the provider is not named",
    because: "The schema takes an empty element. Give a registered nprov code, a 'uri', or a "
      + "'literal' with a name.",
    see: "NewsML-G2 Guidelines, Provider")

  static let newsMLNoVersionCreated = CheckRule(
    "newsml.no-version-created", .error, "itemMeta has no versionCreated",
    because: "Receivers order versions by it.",
    see: "NewsML-G2 2.35 schema, itemMeta")

  static let newsMLNoPubStatus = CheckRule(
    "newsml.no-pub-status", .note, "itemMeta has no pubStatus",
    because: "Without it the item is usable; the Guidelines recommend to say so.",
    see: "NewsML-G2 Guidelines, Publishing status")

  static let newsMLPubStatus = CheckRule(
    "newsml.pub-status", .warning, "the publishing status is not one of the IPTC's",
    because: "They are stat:usable, stat:withheld and stat:canceled, with one l.",
    see: "IPTC NewsCodes, pubstatusg2")

  static let newsMLDateTime = CheckRule(
    "newsml.date-time", .error, "a date and time is not as XML Schema writes it",
    because: "It is '2024-05-01T10:00:00+03:00': no day alone, no space, a colon in the zone.",
    see: "XML Schema part 2, 3.2.7 dateTime")

  static let newsMLNoZone = CheckRule(
    "newsml.no-zone", .warning, "a date and time has no zone",
    because: "The schema takes it, but it is up to a day off for a reader elsewhere.",
    see: "NewsML-G2 Guidelines, Date and time")

  static let newsMLNoContentZone = CheckRule(
    "newsml.no-content-zone", .note, "a date of the content has a time but no zone",
    because: "The content's dates may be as rough as what is known of them. Give the zone where it "
      + "is known.",
    see: "NewsML-G2 2.35 schema, TruncatedDateTimeType")

  static let newsMLPaddedDate = CheckRule(
    "newsml.padded-date", .warning, "there is space around a date",
    because: "XML Schema strips it, but libxml2 and others do not everywhere. Do not indent inside "
      + "of dates.",
    see: "XML Schema part 2, 4.3.6 whiteSpace")

  static let newsMLBasicDate = CheckRule(
    "newsml.basic-date", .warning, "a date without hyphens is the number of a year",
    because: "'20240501' is valid as the year 20,240,501. NewsML 1 and NITF write dates so; here "
      + "they need hyphens.",
    see: "XML Schema part 2, 3.2.11 gYear")

  static let newsMLUrgency = CheckRule(
    "newsml.urgency", .error, "the urgency is not a number from 1 to 9",
    because: "1 is the most urgent, 9 the least.",
    see: "NewsML-G2 2.35 schema, urgency")

  static let newsMLNoHeadline = CheckRule(
    "newsml.no-headline", .note, "a text has no headline",
    because: "Receivers list items by their headlines. Alerts may have none; their first paragraph "
      + "then stands for it.",
    see: "NewsML-G2 Guidelines, Content metadata")

  static let newsMLNoContentLanguage = CheckRule(
    "newsml.no-content-language", .note, "contentMeta does not say the language of the text",
    because: "'xml:lang' is the language of the metadata; that of the story is language@tag.",
    see: "NewsML-G2 Guidelines, Content language")

  static let newsMLInlineXML = CheckRule(
    "newsml.inline-xml", .error, "inlineXML holds more than one element",
    because: "It has one child and no text. Wrap paragraphs in an 'html' element.",
    see: "NewsML-G2 2.35 schema, inlineXML")

  static let newsMLEmptyInlineXML = CheckRule(
    "newsml.empty-inline-xml", .warning, "inlineXML is empty",
    because: "The schema takes it, but a rendition without content is none.",
    see: "NewsML-G2 2.35 schema, inlineXML")

  static let newsMLBodyNamespace = CheckRule(
    "newsml.body-namespace", .warning, "the body is in the wrong namespace",
    because: "Without an xmlns of its own, 'html' is an element of NewsML-G2, which has none of "
      + "that name; the schema is lax and says nothing. Declare the namespace of XHTML or NITF.",
    see: "Namespaces in XML 1.0, 6.2; NewsML-G2 Guidelines, inlineXML")

  static let newsMLContentType = CheckRule(
    "newsml.content-type", .warning, "the content type is not that of the content",
    because: "Receivers choose a rendition by its type: 'application/xhtml+xml' for XHTML, "
      + "'application/nitf+xml' for NITF. 'application/xhtml+html' does not exist.",
    see: "NewsML-G2 Guidelines, Content; RFC 3236")

  static let newsMLDuplicateID = CheckRule(
    "newsml.duplicate-id", .error, "an id occurs twice in the document",
    because: "Values of xs:ID are unique across all items of a message.",
    see: "XML Schema part 2, 3.3.8 ID")

  static let newsMLGroupRoot = CheckRule(
    "newsml.group-root", .error, "the root of the groupSet is the id of no group",
    because: "Nothing of the package can be found then. Schema processors do not check it.",
    see: "NewsML-G2 2.35 schema, groupSet/@root (xs:IDREF)")

  static let newsMLGroupRef = CheckRule(
    "newsml.group-ref", .error, "a groupRef refers to no group",
    because: "The part of the package that it stands for cannot be found.",
    see: "NewsML-G2 2.35 schema, groupRef/@idref (xs:IDREF)")

  static let newsMLDanglingReference = CheckRule(
    "newsml.dangling-reference", .note, "a package refers to an item that is not in the message",
    because: "The receiver must have had the item before, or the story is incomplete.",
    see: "NewsML-G2 Guidelines, Packages; residref")

  static let newsMLNoItems = CheckRule(
    "newsml.no-items", .error, "the message has no item",
    because: "A newsMessage exists to carry items in its itemSet.",
    see: "NewsML-G2 2.35 schema, newsMessage")
}
