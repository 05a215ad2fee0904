internal import CZlib
internal import WarraqCore

/// Content that a server packed on its way (RFC 9110, 8.4).
package enum WireContent {
  /// How it is packed.
  package enum Coding: Sendable { case gzip, deflate, zstandard, brotli }

  /// Whether this system has the library that unpacks brotli.
  package static var readsBrotli: Bool { BrotliLibrary.shared != nil }

  /// Unpacks content of which not all may be there.
  ///
  /// - Parameters:
  ///   - bytes: the packed content.
  ///   - coding: how it is packed. `deflate` with or without the frame of zlib, as servers send both.
  ///   - limit: how many bytes are unpacked at most.
  /// - Returns: what could be unpacked, and whether that is all of it; `nil` where it is not packed so.
  package static func unpacked(
    _ bytes: ArraySlice<UInt8>, _ coding: Coding, limit: Int
  ) -> (bytes: [UInt8], isWhole: Bool)? {
    switch coding {
    case .gzip:
      guard bytes.starts(with: [0x1F, 0x8B]) else { return nil }
      return inflated(bytes, windowBits: 15 + 16, limit: limit)
    case .deflate:
      if let (method, flags) = bytes.firstTwo, method & 15 == 8,
        (Int(method) << 8 + Int(flags)) % 31 == 0,
        let found = inflated(bytes, windowBits: 15, limit: limit)
      {
        return found
      }
      return inflated(bytes, windowBits: -15, limit: limit)
    case .brotli:
      return BrotliLibrary.shared?.unpacked(bytes, limit: limit)
    case .zstandard:
      guard bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) else { return nil }
      return unpacked(bytes, by: .zstandard, limit: limit)
    }
  }

  private static func unpacked(
    _ bytes: ArraySlice<UInt8>, by codec: Codec, limit: Int
  ) -> (bytes: [UInt8], isWhole: Bool)? {
    var output: [UInt8] = []
    do throws(ConversionError) {
      let decompressor = try codec.makeDecompressor()
      var rest = bytes
      while output.count <= limit {
        let before = output.count
        let used = try decompressor.decompress(rest, into: &output, upTo: 256 << 10)
        rest = rest.dropFirst(used)
        if used == 0, output.count == before { break }
      }
      if output.count <= limit { try decompressor.finish() }
      return output.count > limit ? (Array(output.prefix(limit)), false) : (output, true)
    } catch {
      return output.isEmpty ? nil : (Array(output.prefix(limit)), false)
    }
  }

  private static func inflated(
    _ bytes: ArraySlice<UInt8>, windowBits: Int32, limit: Int
  ) -> (bytes: [UInt8], isWhole: Bool)? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard warraq_inflate_start(stream, windowBits) == Z_OK else { return nil }
    defer { inflateEnd(stream) }
    var output: [UInt8] = []
    var result = Z_OK
    bytes.withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = uInt(clamping: source.count)
      while result == Z_OK, output.count < limit {
        let room = min(limit - output.count, max(64 << 10, source.count * 4))
        var grown = 0
        output.append(addingCapacity: room) { span in
          span.withUnsafeMutableBufferPointer { target, initialized in
            guard let base = target.baseAddress else { return }
            stream.pointee.next_out = base + initialized
            stream.pointee.avail_out = uInt(clamping: room)
            result = inflate(stream, Z_NO_FLUSH)
            grown = room - Int(stream.pointee.avail_out)
            initialized += grown
          }
        }
        if grown == 0, stream.pointee.avail_in == 0 { break }
      }
    }
    guard !output.isEmpty || result == Z_STREAM_END else { return nil }
    return (output, result == Z_STREAM_END)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var firstTwo: (UInt8, UInt8)? {
    count >= 2 ? (self[startIndex], self[startIndex + 1]) : nil
  }
}
