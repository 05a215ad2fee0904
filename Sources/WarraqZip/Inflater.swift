internal import CLibDeflate

/// Unpacks raw deflate streams (RFC 1951) that were made here and whose size is known.
package enum Inflater {
  /// What a stream unpacks to; `nil` when it is damaged or does not have that size.
  package static func inflate(_ stream: [UInt8], size: Int) -> [UInt8]? {
    guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
    defer { libdeflate_free_decompressor(decompressor) }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      isWhole =
        stream.withUnsafeBytes { stream in
          libdeflate_deflate_decompress(
            decompressor, stream.baseAddress, stream.count, target.baseAddress, size, nil)
        } == LIBDEFLATE_SUCCESS
      count = isWhole ? size : 0
    }
    return isWhole ? bytes : nil
  }
}
