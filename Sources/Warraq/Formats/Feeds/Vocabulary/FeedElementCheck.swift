internal import WarraqCore
internal import WarraqMarkup
internal import WarraqXML

/// Holds the elements of a feed against ``FeedElementTable``.
struct FeedElementCheck {
  /// What is wrong, in the order of the document.
  private(set) var breaches: [(rule: CheckRule, text: String, element: XMLTree.Element)] = []
  private let own: String?
  /// Whether elements that the feed's own vocabulary does not have are wrong.
  private let isStrict: Bool

  /// - Parameters:
  ///   - own: the namespace of the feed's root.
  ///   - isStrict: whether an unknown element of that vocabulary is wrong.
  init(own: String?, isStrict: Bool = true) {
    self.own = own
    self.isStrict = isStrict
  }

  private mutating func report(_ rule: CheckRule, _ text: String, at element: XMLTree.Element) {
    breaches.append((rule, text, element))
  }

  /// Looks at an element, which has that name in the table, and at what is in it.
  mutating func check(_ element: XMLTree.Element, as name: String, in context: String = "root") {
    guard let row = FeedElementTable.standard.row(name, in: context) else { return }
    checkValue(of: element, name, row)
    checkAttributes(of: element, name, row)
    var seen: Set<String> = []
    var values: Set<String> = []
    for child in element.children {
      guard let key = key(of: child) else { continue }
      let isFirst = seen.insert(key).inserted
      guard let inner = FeedElementTable.standard.row(key, in: name) else {
        let isOwn = !key.contains(":")
        if isOwn && row.isClosed && isStrict || Self.isKnownOnly(key) {
          report(.feedUnknownElement, "'\(key)' is no element of '\(name)'", at: child)
        }
        continue
      }
      if inner.isOnce, !isFirst {
        let rule: CheckRule =
          switch name {
          case "entry": .atomRepeated
          case "item": .rssRepeated
          default: .feedRepeated
          }
        report(rule, "'\(key)' occurs more than once in '\(name)'", at: child)
      }
      if name == "skipHours" || name == "skipDays" {
        let text = child.text == "24" ? "0" : child.text
        if !values.insert(text).inserted {
          report(.feedRepeated, "'\(child.text)' occurs twice in '\(name)'", at: child)
        }
      }
      check(child, as: key, in: name)
    }
    // RSS before 1.0 asked for less.
    let isOld = name.hasPrefix("rdf:") && !isStrict
    for child in row.children where !seen.contains(child) && !isOld {
      report(.feedMissingElement, "'\(name)' has no '\(child)'", at: element)
    }
    checkMore(element, name)
  }

  private mutating func checkValue(
    of element: XMLTree.Element, _ name: String, _ row: FeedElementTable.Row
  ) {
    var children = element.children
    if row.isLeaf, children.next() != nil {
      report(.feedUnknownElement, "'\(name)' has elements in it", at: element)
    }
    if row.isOnly, !element.directText.isBlank {
      report(.feedText, "there is text between the elements of '\(name)'", at: element)
    }
    guard let kind = row.kind else { return }
    // Atom forbids white space around values, RSS does not say (RFC 4287, 2).
    let isExact = own == FeedVocabulary.atomIRI || name.hasPrefix("itunes:")
    let text = isExact ? element.rawText : element.text
    if !FeedValue.accepts(text, as: kind) {
      let rule: CheckRule =
        switch name {
        case "id": .atomIDNotIRI
        case "updated", "published": .atomDate
        case "author": .rssAuthor
        default: .feedValue
        }
      report(rule, "'\(text)' in '\(name)' is not \(FeedValue.name(kind))", at: element)
    }
  }

  private mutating func checkAttributes(
    of element: XMLTree.Element, _ name: String, _ row: FeedElementTable.Row
  ) {
    guard !row.attributes.isEmpty else { return }
    let present = Dictionary(
      element.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for (attribute, isRequired, kind) in row.attributes {
      guard let value = present[attribute] else {
        if isRequired {
          let rule: CheckRule =
            switch (name, attribute) {
            case ("link", "href"): .atomLink
            case ("category", "term"): .atomCategory
            case ("enclosure", _): .rssEnclosure
            default: .feedAttribute
            }
          report(rule, "'\(name)' has no attribute '\(attribute)'", at: element)
        }
        continue
      }
      if let kind, !FeedValue.accepts(value, as: kind) {
        report(
          .feedAttribute,
          "'\(value)' in '\(attribute)' of '\(name)' is not \(FeedValue.name(kind))", at: element)
      }
    }
  }

  /// The name in the table; `nil` for a vocabulary that is not in it.
  private func key(of element: XMLTree.Element) -> String? {
    let name = element.name
    guard let namespace = element.namespace, namespace != own,
      FeedVocabulary(iri: namespace) != .own
    else { return name.contains(":") ? nil : name }
    return FeedElementTable.prefixes[namespace].map { $0 + ":" + name }
  }

  /// Whether a vocabulary has no elements but those of the table, where they may stand.
  private static func isKnownOnly(_ key: String) -> Bool {
    ["itunes:", "thr:", "trackback:"].contains { key.hasPrefix($0) }
  }

  // MARK: - What no table says

  private mutating func checkMore(_ element: XMLTree.Element, _ name: String) {
    if let base = element["xml:base"], !FeedValue.accepts(base, as: "ref") {
      report(.feedAttribute, "'\(base)' in 'xml:base' is not an address", at: element)
    }
    switch name {
    case "feed", "entry", "source": checkLinks(element, name)
    case "media:rating": checkRating(element)
    case "media:restriction": checkRestriction(element)
    case "media:hash":
      let length = element["algo"] == "sha-1" ? 40 : 32
      let text = element.text
      if text.utf8.count != length || !text.allSatisfy(\.isHexDigit) {
        report(
          .feedValue, "'\(text)' in '\(name)' has not \(length) hexadecimal digits", at: element)
      }
    case "sx:history":
      if element["by"] == nil, element["when"] == nil {
        report(.feedAttribute, "'\(name)' has neither 'by' nor 'when'", at: element)
      }
    case "sx:sharing":
      let (since, until) = (element["since"], element["until"])
      if (since == nil) != (until == nil) {
        report(.feedAttribute, "'\(name)' has one of 'since' and 'until'", at: element)
      } else if let since, let until, since > until {
        report(.feedAttribute, "'\(name)' begins after it ends", at: element)
      }
    default: break
    }
  }

  private mutating func checkLinks(_ element: XMLTree.Element, _ name: String) {
    var alternates: Set<String> = []
    var targets: [String: String] = [:]
    let isComplete = element.children.contains { key(of: $0) == "fh:complete" }
    for link in element.children where key(of: link) == "link" {
      let relation = link["rel"] ?? "alternate"
      targets[relation] = targets[relation] ?? link["href"]
      let key = [link["type"], link["hreflang"]].map { $0 ?? "" }.joined(separator: " ")
      if relation == "alternate", !alternates.insert(key).inserted {
        report(
          .feedRepeated, "'\(name)' has two alternate links of one type and language", at: link)
      }
      let pages = ["first", "last", "next", "previous", "next-archive", "prev-archive"]
      if isComplete, pages.contains(relation) {
        report(.feedPages, "a complete feed has no '\(relation)' page", at: link)
      }
    }
    for (end, further) in [("last", "next"), ("first", "previous")] {
      if let here = targets["self"], here == targets[end], targets[further] != nil {
        report(.feedPages, "the \(end) page has a '\(further)' page", at: element)
      }
    }
    if isComplete, let current = targets["current"], current != targets["self"] {
      report(.feedPages, "a complete feed is its own 'current' page", at: element)
    }
  }

  private mutating func checkRating(_ element: XMLTree.Element) {
    let text = element.text
    let isRight =
      switch element["scheme"] ?? "urn:simple" {
      case "urn:simple": ["adult", "nonadult"].contains(text)
      case "urn:mpaa":
        ["g", "m", "nc-17", "pg", "pg-13", "r", "x"].contains(text)
      case "urn:v-chip":
        text.hasPrefix("tv-") && text == text.lowercased()
      case "urn:icra": text.hasPrefix("r (") && text.hasSuffix(")")
      default: true
      }
    if !isRight {
      report(.feedValue, "'\(text)' in 'media:rating' is no value of its scheme", at: element)
    }
  }

  private mutating func checkRestriction(_ element: XMLTree.Element) {
    let words = element.text.split(separator: " ").map(String.init)
    let isRight =
      switch element["type"] {
      case nil: words.isEmpty || words == ["all"] || words == ["none"]
      case "country":
        words.allSatisfy { word in
          word.utf8.count == 2 && word.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 } && word != "XX"
        }
      case "uri": words.allSatisfy { FeedValue.accepts($0, as: "iri") }
      default: true
      }
    if !isRight {
      report(
        .feedValue, "'\(element.text)' in 'media:restriction' is no value of its type",
        at: element)
    }
  }
}
