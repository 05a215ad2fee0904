internal import WarraqModel

/// The identifiers of elements that are notes.
package enum FootnoteAnchor {
  private static let prefix = "fn-"

  /// The `id` of the element of a note: a name of XML, whatever the identifier of the note is.
  package static func anchor(of id: String) -> String {
    var anchor = prefix
    for scalar in id.unicodeScalars {
      let isPlain =
        scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar) || scalar == "-"
      if isPlain {
        anchor.unicodeScalars.append(scalar)
      } else {
        anchor += "_\(String(scalar.value, radix: 16))_"
      }
    }
    return anchor
  }

  /// The identifier of the note whose element has that `id`: what ``anchor(of:)`` was made of, or
  /// the `id` of another program.
  static func id(of anchor: String) -> String {
    guard anchor.hasPrefix(prefix) else { return anchor }
    var id = ""
    var rest = anchor.dropFirst(prefix.count)
    while let start = rest.firstIndex(of: "_") {
      id += rest[..<start]
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: "_"),
        let scalar = UInt32(rest[..<end], radix: 16).flatMap(Unicode.Scalar.init)
      else {
        id += "_"
        continue
      }
      id.unicodeScalars.append(scalar)
      rest = rest[rest.index(after: end)...]
    }
    return id + rest
  }

  /// The place that a note leads back to.
  static func reference(to id: String) -> String {
    "fnref-" + anchor(of: id).dropFirst(prefix.count)
  }
}

extension [Block] {
  /// The identifiers of the notes.
  var footnoteIDs: Set<String> {
    var collector = FootnoteCollector()
    collector.walk(self)
    return collector.ids
  }
}

private struct FootnoteCollector: BodyVisitor {
  var ids: Set<String> = []

  mutating func enter(_ block: Block) -> Bool {
    if case .footnote(let id, let blocks) = block, blocks.contains(where: \.isVisible) {
      ids.insert(id)
    }
    return true
  }

  mutating func enter(_ inline: Inline) -> Bool { false }
}
