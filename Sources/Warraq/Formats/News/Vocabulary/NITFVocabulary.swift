/// Names that writers and readers of NITF 3.6 share (https://iptc.org/standards/nitf/).
enum NITFVocabulary {
  /// The namespace of NITF 3.5 and later.
  static let namespace = "http://iptc.org/std/NITF/2006-10-18/"
  /// The one value that the schema allows for `nitf@version`.
  static let version = "-//IPTC//DTD NITF 3.6//EN"
  /// The namespace of `h:dir`: NITF 3.6 lost the attribute that 2.5 had, and allows foreign ones.
  static let xhtml = "http://www.w3.org/1999/xhtml"
  /// The namespace of `w:` attributes, which say what NITF has no attribute for.
  static let extensions = "urn:warraq:extension"

  /// Names of `meta` elements for what NITF has no element for.
  enum Meta {
    /// A stated direction.
    static let direction = "warraq.direction"
    /// A title that is not printed with the headline.
    static let title = "warraq.title"
    /// The credit to organisations.
    static let creditLine = "warraq.credit-line"
    /// What is allowed to text and data mining.
    static let dataMining = "warraq.data-mining"
    /// How the content was made.
    static let digitalSourceType = "warraq.digital-source-type"
    /// A source.
    static let source = "warraq.source"
    /// Another story.
    static let related = "warraq.related"
    /// Values of other formats, as JSON.
    static let extra = "warraq.extra"
  }

  /// The role of `nitf@uno` among the other identifiers.
  static let uno = "uno"
  /// The role of an `ed-msg` that names no type.
  static let note = "note"
  /// The role of the note in `correction@info`.
  static let correction = "correction"
  /// The class of a `byline` that is not printed and names one creator.
  static let creator = "creator"
  /// The class of the `tagline` that names the contributors.
  static let contributors = "contributors"
  /// The class of a `dateline` that is not printed and names one place.
  static let located = "located"
  /// The role of a person in a byline of whom none is said.
  static let author = "author"
  /// The source of a code that is an IRI.
  static let iri = "iri"
  /// The source of a code that is a name, in the language that `xml:lang` says.
  static let name = "name"

  // MARK: Classes

  /// The class of an `em` that is important text.
  static let strong = "bold"
  /// The class of an `em` that is computer text.
  static let code = "code"
  /// The class of an `em` that is raised text.
  static let superscript = "superscript"
  /// The class of an `em` that is lowered text.
  static let `subscript` = "subscript"
  /// The class of an `em` that was struck out.
  static let deletion = "deletion"
  /// The class of an `em` that was put in.
  static let insertion = "insertion"
  /// The `rel` of a link to an `fn`, the element of a note.
  static let footnote = "footnote"
  /// The first word of the class of a `note` that stands beside the story; the rest is its role.
  static let aside = "aside"
  /// The first word of the class of a `bq` that is of another platform; the rest is its name.
  static let embed = "embed"
  /// The class of a `media` that stands nowhere in the story.
  static let attached = "attached"
  /// The class of a `media-caption` that belongs to the asset, not to its place in the story.
  static let assetCaption = "asset"

  // MARK: media-metadata@name

  /// The identifier of an asset.
  static let mediaID = "warraq.id"
  /// What sort of thing an asset is, where `media-type` does not tell.
  static let mediaKind = "warraq.kind"
  /// The place of an asset among the story's, where that is not the order of the body.
  static let mediaPosition = "warraq.position"
  /// The caption of an asset that has another one in the story.
  static let mediaCaption = "warraq.caption"

  /// The words of a class after `first`, `nil` where the class starts with another word.
  static func rest(ofClass name: String?, after first: String) -> String? {
    guard let name, name.hasPrefix(first) else { return nil }
    let rest = name.dropFirst(first.count)
    if rest.isEmpty { return "" }
    return rest.hasPrefix(" ") ? String(rest.dropFirst()) : nil
  }

  /// A class of two parts, the second of which may be empty.
  static func joined(_ first: String, _ rest: String?) -> String {
    guard let rest, !rest.isEmpty else { return first }
    return first + " " + rest
  }
}
