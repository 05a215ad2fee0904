internal import CZstd
public import WarraqCore

extension Codec {
  /// Zstandard (RFC 8878), through libzstd.
  public static let zstandard = Codec(
    name: "zstd", extensions: ["zst", "zstd"],
    // A frame, and the frames to be skipped that some tools put first.
    signatures: [[0x28, 0xB5, 0x2F, 0xFD]] + (0x50...0x5F).map { [$0, 0x2A, 0x4D, 0x18] },
    makeDecompressor: { () throws(ConversionError) in try ZstandardDecompressor() },
    compress: { bytes throws(ConversionError) in try Zstandard.frame(of: bytes) })
}

enum Zstandard {
  // The level of `zstd`.
  private static let level: Int32 = 3

  /// The bytes as one frame with its checksum.
  static func frame(of bytes: [UInt8]) throws(ConversionError) -> [UInt8] {
    guard let context = ZSTD_createCCtx() else {
      throw ConversionError(.cannotCompress("zstd", "no memory"))
    }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    var result = 0
    let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) {
      output, initialized in
      bytes.withUnsafeBytes { input in
        result = ZSTD_compress2(
          context, output.baseAddress, output.count, input.baseAddress, input.count)
      }
      initialized = ZSTD_isError(result) == 0 ? result : 0
    }
    guard ZSTD_isError(result) == 0 else {
      throw ConversionError(.cannotCompress("zstd", String(cString: ZSTD_getErrorName(result))))
    }
    return frame
  }
}

/// Unpacks the frames of a Zstandard file.
private final class ZstandardDecompressor: Decompressor {
  private let context: OpaquePointer
  private(set) var isInsideMember = false
  private var isAtStart = true
  /// What was read of the dictionary that the file begins with, and how many bytes it has.
  private var dictionary: (bytes: [UInt8], count: Int)?

  // The largest window that the format's own tools accept unasked: 128 MiB.
  private static let largestWindow: Int32 = 27

  private static let largestDictionary = 64 << 20

  init() throws(ConversionError) {
    guard let context = ZSTD_createDCtx() else {
      throw ConversionError(.corrupt("zstd", "no memory to unpack it"))
    }
    self.context = context
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindow)
  }

  deinit { ZSTD_freeDCtx(context) }

  func decompress(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    // Without input a frame would be begun.
    guard isInsideMember || !input.isEmpty else { return 0 }
    if let taken = try takeDictionary(input) { return taken }
    var source = ZSTD_inBuffer()
    var result = 0
    input.withUnsafeBytes { bytes in
      source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      output.append(addingCapacity: count) { span in
        span.withUnsafeMutableBufferPointer { room, initialized in
          guard let base = room.baseAddress else { return }
          var target = ZSTD_outBuffer(dst: base + initialized, size: count, pos: 0)
          result = ZSTD_decompressStream(context, &target, &source)
          initialized += target.pos
        }
      }
    }
    guard ZSTD_isError(result) == 0 else {
      throw ConversionError(.corrupt("zstd", String(cString: ZSTD_getErrorName(result))))
    }
    // 0 says that a frame is complete and all of it is out.
    isInsideMember = result != 0
    return source.pos
  }

  /// Reads the dictionary in the frame to be skipped that some archives begin with
  /// (https://iipc.github.io/warc-specifications/specifications/warc-zstd/); returns how many bytes
  /// of it were there, `nil` for none.
  private func takeDictionary(_ input: ArraySlice<UInt8>) throws(ConversionError) -> Int? {
    var rest = input
    if isAtStart {
      isAtStart = false
      guard input.count >= 8, input.starts(with: [0x5D, 0x2A, 0x4D, 0x18]) else { return nil }
      let size = input.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard size <= Self.largestDictionary else {
        throw ConversionError(.corrupt("zstd", "its dictionary is too large"))
      }
      dictionary = ([], size)
      isInsideMember = true
      rest = rest.dropFirst(8)
    }
    guard var found = dictionary else { return nil }
    dictionary = nil
    rest = rest.prefix(found.count - found.bytes.count)
    found.bytes += rest
    if found.bytes.count < found.count {
      dictionary = found
    } else {
      isInsideMember = false
      try load(found.bytes)
    }
    return rest.endIndex - input.startIndex
  }

  private func load(_ stored: [UInt8]) throws(ConversionError) {
    guard !stored.isEmpty else { return }
    var bytes = stored
    // It may be packed itself.
    if stored.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      var unpacked: [UInt8] = []
      let inner = try ZstandardDecompressor()
      var place = 0
      while place < stored.count || inner.isInsideMember, unpacked.count <= Self.largestDictionary {
        let before = unpacked.count
        let taken = try inner.decompress(stored[place...], into: &unpacked, upTo: 1 << 20)
        place += taken
        if taken == 0, unpacked.count == before { break }
      }
      try inner.finish()
      bytes = unpacked
    }
    let result = bytes.withUnsafeBytes {
      ZSTD_DCtx_loadDictionary(context, $0.baseAddress, $0.count)
    }
    guard ZSTD_isError(result) == 0 else {
      throw ConversionError(.corrupt("zstd", "its dictionary is damaged"))
    }
  }

  func abandonMember() {
    // The dictionary stays.
    ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    isInsideMember = false
    isAtStart = false
    dictionary = nil
  }

  func finish() throws(ConversionError) {
    if isInsideMember { throw ConversionError(.truncated("zstd")) }
  }
}
