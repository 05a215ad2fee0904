internal import WarraqCore

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension XMLRecordParser {
  /// A name and where its prefix ends.
  struct Name {
    var range: Range<Int>
    /// The offset of the colon, `nil` where there is none.
    var colon: Int?

    var local: Range<Int> { (colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound }
    var prefix: Range<Int>? { colon.map { range.lowerBound..<$0 } }
  }

  /// Reads a name with at most one colon inside (Namespaces in XML 1.0, 4).
  mutating func parseName() -> Name? {
    let start = position
    guard start < end, base[start].isXMLNameStart else { return nil }
    var index = start + 1
    var colon: Int?
    while index < end {
      let byte = base[index]
      if byte == UInt8(ascii: ":") {
        guard colon == nil, index + 1 < end, base[index + 1].isXMLNameStart else { return nil }
        colon = index
      } else if !byte.isXMLNameByte {
        break
      }
      index &+= 1
    }
    // What is not ASCII may be part of a name; libxml2 knows.
    guard index < end, base[index] < 0x80, index - start < 1000 else { return nil }
    position = index
    return Name(range: start..<index, colon: colon)
  }

  // MARK: - Tags

  mutating func parseStartTag() -> Bool {
    let place = position
    position += 1
    guard frames.count < bounds.maximumDepth, let name = parseName() else { return false }
    let firstAttribute = builder.attributes.count
    let prefixCount = prefixes.count
    var defaultNamespace = frames.last?.defaultNamespace ?? -1
    var hasPrefixedAttributes = false
    var declarations = 0
    var isEmpty = false
    while true {
      let hasSpace = skipSpace()
      guard position < end else { return false }
      if base[position] == UInt8(ascii: ">") {
        position += 1
        break
      }
      if base[position] == UInt8(ascii: "/") {
        guard position + 1 < end, base[position + 1] == UInt8(ascii: ">") else { return false }
        position += 2
        isEmpty = true
        break
      }
      // Of more, libxml2 is asked.
      guard builder.attributes.count - firstAttribute <= 32, declarations <= 64, hasSpace,
        let attribute = parseName()
      else { return false }
      skipSpace()
      guard position < end, base[position] == UInt8(ascii: "=") else { return false }
      position += 1
      skipSpace()
      guard let value = parseValue() else { return false }
      if attribute.colon == nil, bytes(attribute.range, equal: "xmlns") {
        guard declarations & 1 == 0 else { return false }
        declarations |= 1
        guard !isReserved(value) else { return false }
        defaultNamespace = value.count == 0 ? -1 : builder.addNamespace(value)
      } else if let prefix = attribute.prefix, bytes(prefix, equal: "xmlns") {
        guard value.count > 0, !isReserved(value),
          declare(attribute.local, value, from: prefixCount)
        else {
          return false
        }
        declarations += 2
      } else {
        if attribute.colon != nil { hasPrefixedAttributes = true }
        builder.addAttribute(.init(attribute.range), value)
      }
    }
    let attributeCount = builder.attributes.count - firstAttribute
    nodeCount += 2 + 2 * attributeCount + declarations / 2 + declarations & 1
    guard attributeCount <= 32, declarations <= 64, nodeCount <= bounds.maximumNodes,
      hasUniqueAttributes(from: firstAttribute, prefixed: hasPrefixedAttributes)
    else { return false }
    var namespace = defaultNamespace
    if let prefix = name.prefix {
      guard !bytes(prefix, equal: "xml"), let declared = self.namespace(of: prefix) else {
        return false
      }
      namespace = declared
    }
    builder.open(
      .init(name.local), namespace: namespace, firstAttribute: firstAttribute, place: place)
    if isEmpty {
      builder.close()
      forgetPrefixes(from: prefixCount)
    } else {
      frames.append(
        Frame(
          name: name.range, prefixCount: prefixCount, defaultNamespace: defaultNamespace))
    }
    return true
  }

  mutating func parseEndTag() -> Bool {
    guard let frame = frames.popLast() else { return false }
    let start = position + 2
    let count = frame.name.count
    guard start + count < end,
      memcmp(base + start, base + frame.name.lowerBound, count) == 0
    else { return false }
    position = start + count
    skipSpace()
    guard position < end, base[position] == UInt8(ascii: ">") else { return false }
    position += 1
    builder.close()
    forgetPrefixes(from: frame.prefixCount)
    return true
  }

  // MARK: - Attributes

  /// Reads a value in quotes as XML normalizes it (3.3.3).
  private mutating func parseValue() -> XMLNodes.Stretch? {
    guard position < end else { return nil }
    let quote = base[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    position += 1
    var start = position
    var tailStart: Int?
    while true {
      guard let index = endOfPlainValue(from: position, quote) else { return nil }
      position = index
      let byte = base[index]
      if byte == quote { break }
      // Everything else stops at what has to be written in another way.
      guard byte != UInt8(ascii: "<") else { return nil }
      if tailStart == nil { tailStart = builder.tailEnd }
      builder.append(
        toTail: UnsafeBufferPointer(start: base + start, count: position - start))
      if byte == UInt8(ascii: "&") {
        guard let character = parseReference() else { return nil }
        builder.append(toTail: character)
      } else {
        builder.append(toTail: 0x20)
        position += 1
      }
      start = position
    }
    defer { position += 1 }
    guard position - start <= bounds.maximumText else { return nil }
    guard let tailStart else { return .init(start..<position) }
    builder.append(toTail: UnsafeBufferPointer(start: base + start, count: position - start))
    return .init(tailStart..<builder.tailEnd)
  }

  /// The first position of the quote, of `<` or `&`, or of white space that is no space.
  private func endOfPlainValue(from start: Int, _ quote: UInt8) -> Int? {
    var index = start
    while index < end {
      let byte = base[index]
      if byte == quote || byte == 0x3C || byte == 0x26 || byte < 0x20 { return index }
      index &+= 1
    }
    return nil
  }

  /// Whether no two attributes are the same, by their names and by their namespaces (6.3).
  private func hasUniqueAttributes(from first: Int, prefixed: Bool) -> Bool {
    let attributes = builder.attributes[first...]
    guard attributes.count > 1 || prefixed else { return true }
    for (index, attribute) in attributes.enumerated() {
      let name = attribute.name.range
      for other in attributes.dropFirst(index + 1) where same(name, other.name.range) {
        return false
      }
      guard prefixed, let colon = self.colon(in: name) else { continue }
      guard let namespace = namespace(of: name.lowerBound..<colon) else { return false }
      for other in attributes.dropFirst(index + 1) {
        let otherName = other.name.range
        guard let otherColon = self.colon(in: otherName),
          same((colon + 1)..<name.upperBound, (otherColon + 1)..<otherName.upperBound)
        else { continue }
        // Two prefixes for one namespace are rare enough to leave them to libxml2.
        guard let other = self.namespace(of: otherName.lowerBound..<otherColon),
          other != namespace, !sameNamespace(other, namespace)
        else { return false }
      }
    }
    return true
  }

  // MARK: - Namespaces

  /// The namespace of XML itself, which need not be declared.
  private static let xmlNamespace: Int32 = -2

  private mutating func declare(
    _ prefix: Range<Int>, _ iri: XMLNodes.Stretch, from firstPrefix: Int
  ) -> Bool {
    // The prefixes `xml` and `xmlns` are not for everybody (3).
    guard !bytes(prefix, equal: "xml"), !bytes(prefix, equal: "xmlns"),
      !prefixes[firstPrefix...].contains(where: { same($0.name, prefix) })
    else { return false }
    prefixes.append((prefix, builder.addNamespace(iri)))
    return true
  }

  private mutating func forgetPrefixes(from count: Int) {
    if prefixes.count > count { prefixes.removeSubrange(count...) }
  }

  /// Whether a namespace is one that must not be declared.
  private func isReserved(_ iri: XMLNodes.Stretch) -> Bool {
    builder.isSame(iri, "http://www.w3.org/XML/1998/namespace", in: base)
      || builder.isSame(iri, "http://www.w3.org/2000/xmlns/", in: base)
  }

  private func namespace(of prefix: Range<Int>) -> Int32? {
    if bytes(prefix, equal: "xml") { return Self.xmlNamespace }
    return prefixes.last { same($0.name, prefix) }?.namespace
  }

  private func sameNamespace(_ first: Int32, _ second: Int32) -> Bool {
    guard first >= 0, second >= 0 else { return first == second }
    return builder.isSame(
      builder.namespaces[Int(first)], builder.namespaces[Int(second)], in: base)
  }

  // MARK: - Bytes

  private func colon(in name: Range<Int>) -> Int? {
    name.first { base[$0] == UInt8(ascii: ":") }
  }

  private func same(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    first.count == second.count
      && memcmp(base + first.lowerBound, base + second.lowerBound, first.count) == 0
  }

  func bytes(_ range: Range<Int>, equal text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount
      && memcmp(base + range.lowerBound, text.utf8Start, range.count) == 0
  }
}

extension UInt8 {
  // One bit for each character of ASCII: letters, digits, `-`, `.`, `_`.
  private static let nameBytes: (UInt64, UInt64) = (0x03FF_6000_0000_0000, 0x07FF_FFFE_87FF_FFFE)

  /// Whether it is a character of a name in ASCII, other than a colon (XML 1.0, 2.3).
  @inline(__always)
  var isXMLNameByte: Bool {
    guard self < 0x80 else { return false }
    let bits = self < 0x40 ? Self.nameBytes.0 : Self.nameBytes.1
    return bits >> UInt64(self & 0x3F) & 1 == 1
  }

  /// Whether a name in ASCII may start with it, other than a colon.
  @inline(__always)
  var isXMLNameStart: Bool { (self | 0x20) &- 0x61 < 26 || self == UInt8(ascii: "_") }

  /// What it is worth as a hexadecimal digit.
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
