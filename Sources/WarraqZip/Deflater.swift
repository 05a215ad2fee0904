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
  // Chapters of news at level 1 are 1 to 2 parts in a hundred larger than at level 4, pages of nothing
  // but Arabic 5, and take half of its time.
  private static let level: Int32 = 1

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
}
