package import WarraqCore

/// The root element of an XML document whose start is known, to tell its format from.
package struct XMLSample {
  /// The local name of the root element.
  package let name: String
  /// The start tag, from `<` to `>`, or as much of it as there is.
  package let startTag: ArraySlice<UInt8>

  /// Finds the root element; `nil` when the sample is no XML or ends before it.
  package init?(_ sample: ContentSample) {
    let bytes = Array(sample.trimmed)
    guard bytes.first == UInt8(ascii: "<") else { return nil }
    var tokenizer = XMLTagTokenizer()
    while let tag = tokenizer.next(in: bytes) {
      switch tag.kind {
      case .other, .declaration, .documentType: continue
      case .end: return nil
      case .start:
        name = String(decoding: tag.name(in: bytes), as: UTF8.self)
        startTag = bytes[tag.range]
        return
      }
    }
    // A long start tag may not end in the sample, and its name is all that counts.
    let rest = bytes[min(tokenizer.position, bytes.count)...]
    guard let second = rest.dropFirst().first, second > 0x40 else { return nil }
    let tag = XMLTagTokenizer.Tag(kind: .other, range: rest.startIndex..<bytes.count)
    name = String(decoding: tag.name(in: bytes), as: UTF8.self)
    startTag = rest
  }

  /// Whether the start tag holds the text, such as the IRI of a namespace.
  package func mentions(_ text: StaticString) -> Bool {
    ContentSample(bytes: startTag, isComplete: false).contains(text)
  }
}
