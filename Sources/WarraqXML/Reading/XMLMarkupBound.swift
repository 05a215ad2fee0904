#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Counts the quoted values of each piece of markup, so that no tag with too many of them comes to
/// libxml2, whose time grows with the square of the attributes and namespaces of an element.
///
/// It looks at bytes in pieces of any size. Zeros do not count, so that UTF-16 is understood too.
struct XMLMarkupBound {
  /// How many values a tag or a declaration may have.
  static let maximumValues = 1000
  /// What a record with more of them holds.
  static let excess = "an element with more than \(maximumValues) attributes and namespaces"

  private enum State {
    case text
    /// Behind `<`, until it is known what begins.
    case opening
    case tag
    /// A declaration of a document type, up to its internal subset or its end.
    case declaration
    case quoted(UInt8, inDeclaration: Bool)
    /// A comment, a section of CDATA or an instruction, which ends with `>` behind these bytes.
    case other(end: UInt8, count: Int)
  }

  private var state = State.text
  private var opening: [UInt8] = []
  private var values = 0
  /// How many of the last bytes were those that a comment, a section or an instruction ends with.
  private var matched = 0

  /// Looks at the next bytes; returns where the first value beyond the bound ends, `nil` where there
  /// is none.
  mutating func firstExcess(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    while position < bytes.count {
      switch state {
      case .text:
        guard Self.skip(to: UInt8(ascii: "<"), in: bytes, &position) else { return nil }
        state = .opening
        opening.removeAll(keepingCapacity: true)
      case .quoted(let quote, let inDeclaration):
        guard Self.skip(to: quote, in: bytes, &position) else { return nil }
        state = inDeclaration ? .declaration : .tag
        values += 1
        if values > Self.maximumValues { return position }
      case .opening, .tag, .declaration, .other:
        let byte = bytes[position]
        position += 1
        if byte != 0 { see(byte) }
      }
    }
    return nil
  }

  private mutating func see(_ byte: UInt8) {
    switch state {
    case .opening:
      opening.append(byte)
      open(byte)
    case .tag, .declaration:
      let inDeclaration = if case .declaration = state { true } else { false }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        state = .quoted(byte, inDeclaration: inDeclaration)
      case UInt8(ascii: ">"): state = .text
      // What stands in a subset is markup of its own.
      case UInt8(ascii: "[") where inDeclaration: state = .text
      default: break
      }
    case .other(let end, let count):
      if byte == UInt8(ascii: ">"), matched >= count {
        state = .text
      } else {
        matched = byte == end ? matched + 1 : 0
      }
    case .text, .quoted: break
    }
  }

  private mutating func open(_ byte: UInt8) {
    values = 0
    matched = 0
    switch opening.count {
    case 1 where byte == UInt8(ascii: "?"): state = .other(end: byte, count: 1)
    case 1 where byte == UInt8(ascii: "!"): break
    case 1:
      state = .tag
      see(byte)
    case 2 where byte == UInt8(ascii: "["): state = .other(end: UInt8(ascii: "]"), count: 2)
    case 2 where byte == UInt8(ascii: "-"): break
    case 3 where byte == UInt8(ascii: "-"): state = .other(end: byte, count: 2)
    default:
      state = .declaration
      see(byte)
    }
  }

  /// Goes behind the next occurrence of a byte; `false` where there is none.
  private static func skip(
    to byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    let start = position
    let found = memchr(base + start, Int32(byte), bytes.count - start)
    position = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) + 1 } ?? bytes.count
    return found != nil
  }
}
