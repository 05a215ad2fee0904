#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The decoder of brotli (RFC 7932) where the system has one: libbrotlidec, looked for when the first
/// page needs it, so that nothing else does.
struct BrotliLibrary: Sendable {
  private typealias Create =
    @Sendable @convention(c) (UnsafeRawPointer?, UnsafeRawPointer?, UnsafeRawPointer?) ->
    OpaquePointer?
  private typealias Destroy = @Sendable @convention(c) (OpaquePointer?) -> Void
  private typealias Decompress =
    @Sendable @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<Int>?,
      UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<Int>?,
      UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<Int>?
    ) -> Int32

  private let create: Create
  private let destroy: Destroy
  private let decompress: Decompress

  static let shared = BrotliLibrary()

  private init?() {
    let names = ["libbrotlidec.so.1", "libbrotlidec.1.dylib", "libbrotlidec.so"]
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW) }).first,
      let create = dlsym(library, "BrotliDecoderCreateInstance"),
      let destroy = dlsym(library, "BrotliDecoderDestroyInstance"),
      let decompress = dlsym(library, "BrotliDecoderDecompressStream")
    else { return nil }
    self.create = unsafeBitCast(create, to: Create.self)
    self.destroy = unsafeBitCast(destroy, to: Destroy.self)
    self.decompress = unsafeBitCast(decompress, to: Decompress.self)
  }

  /// What could be unpacked, and whether that is all of it; `nil` for nothing.
  func unpacked(_ bytes: ArraySlice<UInt8>, limit: Int) -> (bytes: [UInt8], isWhole: Bool)? {
    guard let state = create(nil, nil, nil) else { return nil }
    defer { destroy(state) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var isWhole = false
    bytes.withUnsafeBufferPointer { input in
      var left = input.count
      var next = input.baseAddress
      while output.count <= limit {
        var result: Int32 = 0
        var made = 0
        chunk.withUnsafeMutableBufferPointer { room in
          var free = room.count
          var target = room.baseAddress
          result = decompress(state, &left, &next, &free, &target, nil)
          made = room.count - free
        }
        output += chunk[..<made]
        // 1 is the end, 3 asks for room; there is no more input to ask for.
        isWhole = result == 1
        guard result == 3 else { break }
      }
    }
    guard !output.isEmpty else { return nil }
    return output.count > limit ? (Array(output.prefix(limit)), false) : (output, isWhole)
  }
}
