internal import CZlib
public import WarraqCore

extension Codec {
  /// gzip (RFC 1952), through zlib.
  public static let gzip = Codec(
    name: "gzip", extensions: ["gz"], signatures: [[0x1F, 0x8B, 0x08]],
    makeDecompressor: { () throws(ConversionError) in try GzipDecompressor() },
    compress: { bytes throws(ConversionError) in try Gzip.member(of: bytes) })
}

enum Gzip {
  // The level of `gzip`: higher ones cost twice the time for one part in a hundred.
  private static let level: Int32 = 6

  /// The bytes as one member.
  static func member(of bytes: [UInt8]) throws(ConversionError) -> [UInt8] {
    var stream = z_stream()
    var header = gz_header()
    guard warraq_gzip_write_start(&stream, &header, level) == Z_OK else {
      throw ConversionError(.cannotCompress("gzip", "no memory"))
    }
    defer { deflateEnd(&stream) }
    var result = Z_OK
    let bound = Int(deflateBound(&stream, uLong(bytes.count)))
    let member = [UInt8](unsafeUninitializedCapacity: bound) { output, initialized in
      bytes.withUnsafeBufferPointer { input in
        // zlib does not write to its input; its interface predates const.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        result = deflate(&stream, Z_FINISH)
        initialized = output.count - Int(stream.avail_out)
      }
    }
    guard result == Z_STREAM_END else {
      throw ConversionError(.cannotCompress("gzip", "zlib says \(result)"))
    }
    return member
  }
}

/// Unpacks the members of a gzip file.
private final class GzipDecompressor: Decompressor {
  // zlib keeps a pointer to the structure, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isInsideMember = false
  private var isAfterMember = false

  init() throws(ConversionError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard warraq_gzip_read_start(stream) == Z_OK else {
      stream.deallocate()
      throw ConversionError(.corrupt("gzip", "no memory to unpack it"))
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decompress(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo count: Int
  ) throws(ConversionError) -> Int {
    var padding = 0
    if !isInsideMember {
      // Tapes and disks pad files with zeros.
      if isAfterMember { padding = input.prefix { $0 == 0 }.count }
      guard padding < input.count else { return padding }
      inflateReset(stream)
      isInsideMember = true
    }
    var used = 0
    var result = Z_OK
    input.dropFirst(padding).withUnsafeBufferPointer { source in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.pointee.avail_in = uInt(clamping: source.count)
      output.append(addingCapacity: count) { span in
        span.withUnsafeMutableBufferPointer { target, initialized in
          guard let base = target.baseAddress else { return }
          stream.pointee.next_out = base + initialized
          stream.pointee.avail_out = uInt(clamping: count)
          result = inflate(stream, Z_NO_FLUSH)
          initialized += Int(uInt(clamping: count) - stream.pointee.avail_out)
        }
      }
      used = Int(uInt(clamping: source.count) - stream.pointee.avail_in)
    }
    switch result {
    case Z_STREAM_END:
      isInsideMember = false
      isAfterMember = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib says \(result)"
      throw ConversionError(.corrupt("gzip", reason))
    }
    return padding + used
  }

  func finish() throws(ConversionError) {
    if isInsideMember { throw ConversionError(.truncated("gzip")) }
  }
}

extension Diagnostic.Message {
  static func cannotCompress(_ codec: String, _ reason: String) -> Self {
    Self(id: "output.compression", text: "cannot write \(codec): \(reason)")
  }
}
