internal import WarraqModel

/// An encoding that ``TextEncoding`` does not know, and how texts in it become UTF-8.
package struct LegacyEncoding: Sendable {
  /// Its name.
  package let name: String
  private let decode: @Sendable (UnsafeBufferPointer<UInt8>) -> [UInt8]
  // What was read behind the last place where a text may be cut.
  private var pending: [UInt8] = []

  /// Makes an encoding of one or more bytes a character, in which ASCII stands for itself.
  package init(
    name: String, decode: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> [UInt8]
  ) {
    self.name = name
    self.decode = decode
  }

  /// Decodes more bytes of a text and appends what is complete.
  mutating func append(_ bytes: [UInt8], to target: inout [UInt8]) {
    pending.append(contentsOf: bytes)
    if shifts {
      guard let end = endOfShift else { return }
      pending[...end].withUnsafeBufferPointer { target.append(contentsOf: decode($0)) }
      pending.removeSubrange(...end)
      return
    }
    // White space and punctuation are in no character of several bytes, digits and letters may be.
    guard let end = pending.lastIndex(where: { $0 < 0x30 }) else { return }
    pending[...end].withUnsafeBufferPointer { target.append(contentsOf: decode($0)) }
    pending.removeSubrange(...end)
  }

  /// Whether the text is in bytes of ASCII that stand for Japanese letters between two sequences of
  /// escape: ISO-2022-JP (RFC 1468).
  private var shifts: Bool { name == Self.shifting }

  private static let shifting = "iso-2022-jp"

  /// The last byte after which a text that shifts is in ASCII: a line end, or a sequence that says so.
  private var endOfShift: Int? {
    pending.indices.last { index in
      switch pending[index] {
      case 0x0A: true
      case UInt8(ascii: "B"): pending[..<index].suffix(2).elementsEqual([0x1B, UInt8(ascii: "(")])
      default: false
      }
    }
  }

  /// Whether bytes seem to be in ISO-2022-JP: seven bits each, with a sequence that begins Japanese
  /// letters.
  package static func mayShift(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        ByteScan.first(0x1B, in: base, from: 0, to: bytes.count) != nil,
        bytes.allSatisfy({ $0 < 0x80 })
      else { return false }
      return (2..<max(bytes.count, 2)).contains { index in
        bytes[index - 2] == 0x1B && bytes[index - 1] == UInt8(ascii: "$")
          && (bytes[index] == UInt8(ascii: "B") || bytes[index] == UInt8(ascii: "@"))
      }
    }
  }

  /// Ends the text.
  mutating func finish(into target: inout [UInt8]) {
    pending.withUnsafeBufferPointer { target.append(contentsOf: decode($0)) }
    pending = []
  }

  /// A text in UTF-8.
  func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.withUnsafeBufferPointer { decode($0) }
  }
}
