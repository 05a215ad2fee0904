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
    // White space and punctuation are in no character of several bytes, digits and letters may be.
    guard let end = pending.lastIndex(where: { $0 < 0x30 }) else { return }
    pending[...end].withUnsafeBufferPointer { target.append(contentsOf: decode($0)) }
    pending.removeSubrange(...end)
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
