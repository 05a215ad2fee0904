internal import WarraqModel
internal import WarraqMarkup

/// What a feed says of all its items.
struct FeedHead: Sendable {
  /// The namespace of the root.
  var namespace: String?
  /// The name of the feed.
  var title: String?
  /// The address of its home page.
  var link: String?
  /// The base of relative links, where it is stated.
  var base: String?
  /// The language, a BCP 47 tag.
  var language: String?
  /// The copyright line.
  var rights: String?
  /// Those who made its items, where an item names no one.
  var authors: [Contributor] = []
  /// Those who answer for its contents, where an item names no one.
  var editors: [Contributor] = []
  /// Whether Warraq wrote it: its items then say all that is known of them.
  var isOurs = false

  /// What `generator` says in feeds that Warraq writes.
  static let generator = "Warraq"
  /// The same as the resource that RSS 1.0 asks for (`admin:generatorAgent`).
  static let generatorIRI = "urn:warraq:generator"
  /// What stands for the home page of a feed that has none; RSS asks for an address.
  static let feedIRI = "urn:warraq:feed"
  /// The IRI that an identifier that is none is put into.
  static let identifiers = "urn:warraq:id:"

  /// Makes a head that says nothing.
  init() {}

  /// Reads the root of a feed as far as its first item.
  init(root: XMLTree.Element) {
    namespace = root.namespace
    read(root)
    for child in root.children where child.isNamed("channel") { read(child) }
  }

  /// The text of a title; what Atom does not call HTML is text (RFC 4287, 3.1.1).
  private static func title(_ child: XMLTree.Element) -> String? {
    guard let text = child.nonEmptyText else { return nil }
    let isText = child.namespace == FeedVocabulary.atomIRI && child["type"] ?? "text" == "text"
    return isText ? text : FeedText.plain(text)
  }

  private mutating func read(_ element: XMLTree.Element) {
    base = element["xml:base"] ?? base
    language = element["xml:lang"] ?? language
    for child in element.children {
      let (vocabulary, name) = child.feedName(own: namespace)
      switch (vocabulary, name) {
      case (.own, "title"), (.atom, "title"):
        title = Self.title(child) ?? title
      case (.dublinCore, "title"), (.dublinCore, "publisher"): title = title ?? child.nonEmptyText
      case (.own, "link"), (.atom, "link"):
        guard let href = child["href"] else {
          let text = child.nonEmptyText
          link = text == Self.feedIRI ? link : text ?? link
          continue
        }
        if child["rel"] ?? "alternate" == "alternate" { link = link ?? href }
      case (.own, "language"), (.dublinCore, "language"): language = child.nonEmptyText ?? language
      case (.own, "copyright"), (.own, "rights"), (.dublinCore, "rights"):
        rights = child.nonEmptyText.map { FeedText.plain($0) } ?? rights
      case (.own, "author"), (.atom, "author"):
        if let author = Contributor(atom: child, base: base) { authors.append(author) }
      case (.dublinCore, "creator"), (.podcast, "author"):
        if authors.isEmpty, let text = child.nonEmptyText {
          authors = PeopleText.people(in: text)
        }
      case (.own, "managingEditor"):
        if var editor = child.nonEmptyText.map({ FeedItem.author($0) }) {
          editor.role = "editor"
          editors.append(editor)
        }
      case (.own, "generator"): isOurs = child.text == Self.generator
      case (_, "generatorAgent"): isOurs = child["rdf:resource"] == Self.generatorIRI
      default: break
      }
    }
  }
}

extension Contributor {
  /// Reads a person of Atom (RFC 4287, 3.2), `nil` when nothing is said of it.
  ///
  /// - Parameter base: what its address is relative to.
  init?(atom person: XMLTree.Element, base: String?) {
    var name: String?
    var identifiers: [String] = []
    for child in person.children {
      switch child.feedName(own: person.namespace).name {
      case "name": name = child.nonEmptyText
      case "uri", "url", "homepage":
        guard let text = child.nonEmptyText else { continue }
        identifiers.append(base.flatMap { IRIReference(base: $0).resolve(text) } ?? text)
      case "email": if let text = child.nonEmptyText { identifiers.append("mailto:" + text) }
      default: break
      }
    }
    let address = identifiers.first.map {
      $0.hasPrefix("mailto:") ? String($0.dropFirst(7)) : $0
    }
    var children = person.children
    // Atom 0.3 and others put the name where the elements should be.
    let text = children.next() == nil ? person.nonEmptyText : nil
    guard let shown = name ?? text ?? address else { return nil }
    self.init(name: shown, identifiers: identifiers)
  }
}
