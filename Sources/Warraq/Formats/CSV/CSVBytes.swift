internal import WarraqCore
internal import WarraqModel

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The bytes that matter in a table, and searches for them.
enum CSVBytes {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  /// The end of a file in DOS, Control-Z.
  static let endOfFile: UInt8 = 0x1A
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The first position of `byte`, or `end`.
  @inline(__always)
  static func index(
    of byte: UInt8, in base: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    guard let found = memchr(base + start, Int32(byte), end - start) else { return end }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }

  /// The first position of a quotation mark, a line feed or a carriage return, or `end`.
  @inline(__always)
  static func endOfPlainRun(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    indexOfAny(quote, lineFeed, carriageReturn, quote, in: base, from: start, to: end)
  }

  /// The first position of one of four bytes, or `end`.
  @inline(__always)
  static func indexOfAny(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, in base: UnsafePointer<UInt8>,
    from start: Int, to end: Int
  ) -> Int {
    ByteScan.first(base, from: start, to: end) { bytes in
      bytes.equal(a) .| bytes.equal(b) .| bytes.equal(c) .| bytes.equal(d)
    }
  }

  /// How many line feeds there are.
  static func countLines(in base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    ByteScan.count(of: lineFeed, in: UnsafeBufferPointer(start: base + start, count: end - start))
  }
}
