internal import WarraqMarkup
internal import WarraqModel

/// The vocabularies that the items of feeds are written in, whatever prefix or namespace they give.
enum FeedVocabulary: Sendable {
  /// The feed's own.
  case own
  /// RSS 1.0 content (http://purl.org/rss/1.0/modules/content/).
  case content
  /// Dublin Core elements (http://purl.org/dc/elements/1.1/).
  case dublinCore
  /// Dublin Core terms (http://purl.org/dc/terms/).
  case terms
  /// Media RSS (https://www.rssboard.org/media-rss).
  case media
  /// Atom, 0.3 or 1.0 (https://www.rfc-editor.org/rfc/rfc4287).
  case atom
  /// Licences of Creative Commons.
  case license
  /// Podcasts (https://help.apple.com/itc/podcasts_connect/#/itcb54353390).
  case podcast
  /// What magazines and news services say of their items (https://www.w3.org/submissions/prism/).
  case prism
  /// XHTML.
  case xhtml
  /// Another one.
  case other

  /// The IRI of RSS 1.0.
  static let rssIRI = "http://purl.org/rss/1.0/"
  /// The IRI of ``content``.
  static let contentIRI = "http://purl.org/rss/1.0/modules/content/"
  /// The IRI of ``dublinCore``.
  static let dublinCoreIRI = "http://purl.org/dc/elements/1.1/"
  /// The IRI of ``terms``.
  static let termsIRI = "http://purl.org/dc/terms/"
  /// The IRI of ``media``.
  static let mediaIRI = "http://search.yahoo.com/mrss/"
  /// The IRI of ``atom``.
  static let atomIRI = "http://www.w3.org/2005/Atom"
  /// The IRI of ``xhtml``.
  static let xhtmlIRI = "http://www.w3.org/1999/xhtml"

  init(iri: String) {
    // What nearly all feeds declare is told at a glance.
    switch iri {
    case Self.rssIRI, "http://my.netscape.com/rdf/simple/0.9/",
      "http://channel.netscape.com/rdf/simple/0.9/":
      self = .own
    case Self.xhtmlIRI: self = .xhtml
    case Self.contentIRI: self = .content
    case Self.dublinCoreIRI: self = .dublinCore
    case Self.termsIRI: self = .terms
    case Self.mediaIRI: self = .media
    case Self.atomIRI: self = .atom
    default:
      let iri = iri.lowercased()
      self = Self.parts.first { iri.hasASCII($0.part) }?.vocabulary ?? .other
    }
  }

  // By what is in the IRI in small letters, however it begins and ends.
  private static let parts: [(part: StaticString, vocabulary: FeedVocabulary)] = [
    ("purl.org/dc/elements", .dublinCore),
    ("purl.org/dc/terms", .terms),
    ("rss/1.0/modules/content", .content),
    ("yahoo.com/mrss", .media),
    ("rssboard.org/media-rss", .media),
    ("w3.org/2005/atom", .atom),
    ("purl.org/atom/ns", .atom),
    ("creativecommons", .license),
    ("web.resource.org/cc", .license),
    ("itunes.com/dtds/podcast", .podcast),
    ("prismstandard.org/namespaces", .prism),
    ("backend.userland.com/rss", .own),
    ("harvard.edu/tech/rss", .own),
  ]

  init(prefix: Substring) {
    switch prefix {
    case "content": self = .content
    case "dc": self = .dublinCore
    case "dcterms": self = .terms
    case "media": self = .media
    case "atom", "a10": self = .atom
    case "cc", "creativeCommons": self = .license
    case "itunes": self = .podcast
    case "xhtml": self = .xhtml
    case "prism": self = .prism
    case "rss": self = .own
    default: self = .other
    }
  }
}

extension XMLTree.Element {
  /// The vocabulary and the local name of an element of a feed.
  ///
  /// A prefix that is not declared counts as what it usually stands for.
  ///
  /// - Parameter own: the namespace of the feed's root.
  func feedName(own: String?) -> (vocabulary: FeedVocabulary, name: String) {
    let name = self.name
    guard let namespace else {
      guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (.own, name) }
      return (
        FeedVocabulary(prefix: name[..<colon]), String(name[name.index(after: colon)...])
      )
    }
    return (namespace == own ? .own : FeedVocabulary(iri: namespace), name)
  }
}
