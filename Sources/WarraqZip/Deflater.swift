internal import CLibDeflate
internal import Synchronization
package import WarraqCore

/// Compresses whole buffers into raw deflate streams (RFC 1951) on any task.
///
/// ```swift
/// let deflater = Deflater()
/// let checksum = deflater.deflate(&buffer.bytes, from: start)
/// ```
///
/// One level and one library, so that the same bytes are as many and the same on every run.
/// Compressors are large, so they are kept and used again; there are as many as tasks that compress
/// at the same time.
package final class Deflater: Sendable {
  // News at level 4 is 1.5 parts in a hundred larger than at level 6 and takes 0.7 of the time;
  // level 1 is 3 to 7 larger and takes half.
  private static let level: Int32 = 4

  private let idle = Mutex<[Compressor]>([])

  /// Makes a deflater.
  package init() {}

  /// Puts the deflate stream of the bytes from `start` on in their place.
  ///
  /// - Throws: `ConversionError` `output.compression` without memory for a compressor.
  package func deflate(
    _ bytes: inout [UInt8], from start: Int
  ) throws(ConversionError) -> Deflated {
    let compressor =
      if let known = idle.withLock({ $0.popLast() }) { known } else {
        try Compressor(level: Self.level)
      }
    defer { idle.withLock { $0.append(compressor) } }
    let size = bytes.count - start
    let checksum = bytes.withUnsafeBytes { bytes in
      let plain = UnsafeRawBufferPointer(rebasing: bytes[start...])
      compressor.compress(plain)
      return CRC32.checksum(of: plain)
    }
    bytes.removeSubrange(start...)
    bytes.append(contentsOf: compressor.output)
    return Deflated(size: size, packedSize: compressor.output.count, checksum: checksum)
  }
}

/// What an archive has to say of a deflated entry.
package struct Deflated: Hashable, Sendable {
  /// How many bytes it unpacks to.
  package let size: Int
  /// How many bytes the stream has.
  package let packedSize: Int
  /// The CRC-32 of what it unpacks to.
  package let checksum: UInt32
}

/// A compressor and the room for its output.
///
/// It may go from task to task because whoever took it out of the list of idle ones has it alone.
private final class Compressor: @unchecked Sendable {
  private let pointer: OpaquePointer
  private var room: UnsafeMutableRawBufferPointer
  private var count = 0

  /// What was compressed last.
  var output: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

  init(level: Int32) throws(ConversionError) {
    guard let pointer = libdeflate_alloc_compressor(level) else {
      throw ConversionError(.cannotCompress("deflate", "no memory"))
    }
    self.pointer = pointer
    room = .allocate(byteCount: 64 << 10, alignment: 1)
  }

  deinit {
    libdeflate_free_compressor(pointer)
    room.deallocate()
  }

  func compress(_ bytes: UnsafeRawBufferPointer) {
    let bound = libdeflate_deflate_compress_bound(pointer, bytes.count)
    if bound > room.count {
      room.deallocate()
      room = .allocate(byteCount: bound, alignment: 1)
    }
    count = libdeflate_deflate_compress(
      pointer, bytes.baseAddress, bytes.count, room.baseAddress, room.count)
  }
}

/// The checksum of ZIP (APPNOTE 4.4.7).
package enum CRC32 {
  /// The checksum of bytes.
  package static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt32 {
    libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }

  /// The checksum of bytes that follow one another, from that of each part and the second's length.
  ///
  /// The first is multiplied by x to the power of the bits that follow it, in the field of the
  /// polynomial.
  package static func combined(_ first: UInt32, _ second: UInt32, secondBytes: Int) -> UInt32 {
    var product = first
    var rest = secondBytes
    var index = 3  // 2 ^ 3 bits in a byte
    while rest > 0 {
      if rest & 1 == 1 { product = multiplied(product, powers[index % powers.count]) }
      rest >>= 1
      index += 1
    }
    return product ^ second
  }

  /// x to the power of 2 ^ index. The row repeats, because x has an order that divides 2 ^ 32 - 1.
  private static let powers: [UInt32] = {
    var powers: [UInt32] = [1 << 30]
    while powers.count < 32 {
      let last = powers[powers.count - 1]
      powers.append(multiplied(last, last))
    }
    return powers
  }()

  /// The product of two polynomials modulo that of the checksum; the highest bit is x to the 0.
  private static func multiplied(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var product: UInt32 = 0
    var shifted = b
    for bit in stride(from: UInt32(31), through: 0, by: -1) {
      if a >> bit & 1 == 1 { product ^= shifted }
      shifted = shifted & 1 == 1 ? shifted >> 1 ^ 0xEDB8_8320 : shifted >> 1
    }
    return product
  }
}
