#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Finds the markup of an XML document, one piece after the other, and says no more of it than what
/// it takes to count what is open.
struct XMLTagTokenizer {
  struct Tag {
    enum Kind {
      case start(isEmpty: Bool), end, declaration, documentType
      /// A comment, an instruction, a CDATA section.
      case other
    }

    var kind: Kind
    /// Where it lies, from `<` to `>`.
    var range: Range<Int>

    /// The name with its prefix.
    func fullName(in bytes: [UInt8]) -> ArraySlice<UInt8> {
      let start = bytes[range].dropFirst()
      return start.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    }

    /// The name without its prefix.
    func name(in bytes: [UInt8]) -> ArraySlice<UInt8> {
      let name = fullName(in: bytes)
      guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else { return name }
      return name[(colon + 1)...]
    }
  }

  /// All before it has been seen.
  var position = 0

  /// The next piece of markup, `nil` when none is complete yet.
  mutating func next(in bytes: [UInt8]) -> Tag? {
    bytes.withUnsafeBufferPointer { next(in: $0) }
  }

  /// Looks at tags until no more than `target` elements are open; returns where that is, `nil` when
  /// it is not yet.
  mutating func skip(in bytes: [UInt8], depth: inout Int, to target: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      while let tag = next(in: bytes) {
        switch tag.kind {
        case .start(let isEmpty): if !isEmpty { depth &+= 1 }
        case .end:
          depth = max(depth &- 1, 0)
          if depth == target { return tag.range.upperBound }
        case .declaration, .documentType, .other: break
        }
      }
      return nil
    }
  }

  private mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Tag? {
    guard let start = Self.find(UInt8(ascii: "<"), in: bytes, from: position) else {
      position = bytes.count
      return nil
    }
    position = start
    guard start + 1 < bytes.count else { return nil }
    let kind: Tag.Kind
    let end: Int?
    switch bytes[start + 1] {
    case UInt8(ascii: "!"):
      // The longest opening that has to be distinguished is "<![CDATA[".
      guard start + 9 <= bytes.count else { return nil }
      if bytes[start + 2] == UInt8(ascii: "-") {
        kind = .other
        end = Self.end("-->", in: bytes, from: start + 4)
      } else if bytes[start + 2] == UInt8(ascii: "[") {
        kind = .other
        end = Self.end("]]>", in: bytes, from: start + 9)
      } else {
        kind = .documentType
        end = Self.endOfDocumentType(in: bytes, from: start + 2)
      }
    case UInt8(ascii: "?"):
      guard start + 6 <= bytes.count else { return nil }
      let isDeclaration =
        bytes[start + 2] == UInt8(ascii: "x") && bytes[start + 3] == UInt8(ascii: "m")
        && bytes[start + 4] == UInt8(ascii: "l") && bytes[start + 5] <= 0x20
      kind = isDeclaration ? .declaration : .other
      end = Self.end("?>", in: bytes, from: start + 2)
    case UInt8(ascii: "/"):
      kind = .end
      end = Self.find(UInt8(ascii: ">"), in: bytes, from: start + 2).map { $0 + 1 }
    default:
      end = Self.endOfTag(in: bytes, from: start + 1)
      kind = .start(isEmpty: end.map { bytes[$0 - 2] == UInt8(ascii: "/") } ?? false)
    }
    guard let end else { return nil }
    position = end
    return Tag(kind: kind, range: start..<end)
  }

  private static func find(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The position after the next occurrence of a terminator.
  private static func end(
    _ terminator: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let length = terminator.utf8CodeUnitCount
    let last = terminator.utf8Start[length - 1]
    var position = start + length - 1
    while let index = find(last, in: bytes, from: position) {
      var matches = true
      for back in 1..<length where bytes[index - back] != terminator.utf8Start[length - 1 - back] {
        matches = false
      }
      if matches { return index + 1 }
      position = index + 1
    }
    return nil
  }

  /// The position after the `>` that ends a start tag; one in quotes does not.
  private static func endOfTag(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ">"): return position + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let quote = find(bytes[position], in: bytes, from: position + 1) else { return nil }
        position = quote + 1
      default: position += 1
      }
    }
    return nil
  }

  private static func endOfDocumentType(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var position = start
    var isInSubset = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ">"):
        if !isInSubset { return position + 1 }
        position += 1
      case UInt8(ascii: "["):
        isInSubset = true
        position += 1
      case UInt8(ascii: "]"):
        isInSubset = false
        position += 1
      case UInt8(ascii: "<") where bytes[position...].starts(with: "<!--".utf8):
        guard let end = end("-->", in: bytes, from: position + 4) else { return nil }
        position = end
      case UInt8(ascii: "<") where bytes[position...].starts(with: "<?".utf8):
        guard let end = end("?>", in: bytes, from: position + 2) else { return nil }
        position = end
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let quote = find(bytes[position], in: bytes, from: position + 1) else { return nil }
        position = quote + 1
      default: position += 1
      }
    }
    return nil
  }
}
