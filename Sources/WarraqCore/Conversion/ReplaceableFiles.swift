internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Which files an output may take the place of: none of the inputs, and where a format is asked
/// for, only files of that format and empty ones.
package struct ReplaceableFiles {
  private let format: Format?
  private let codec: Codec?
  private let inputs: InputFiles

  package init(format: Format? = nil, codec: Codec? = nil, inputs: InputFiles) {
    self.format = format
    self.codec = codec
    self.inputs = inputs
  }

  /// Refuses an output that may not take the place of the file at its path.
  ///
  /// - Throws: `ConversionError` `output.is-input` or `output.exists`.
  package func check(_ path: String) throws(ConversionError) {
    guard let identity = FileIdentity(ofRegularFileAt: path) else { return }
    if inputs.contain(identity) {
      throw ConversionError(.outputIsInput, at: SourceLocation(file: path))
    }
    guard let format, identity.bytes > 0 else { return }
    let bytes = try start(ofFileAt: path)
    func likelihood(fileExtension: String) -> Likelihood {
      format.sniff(
        ContentSample(
          bytes: bytes, isComplete: bytes.count < FormatRegistry.sampleBytes,
          fileExtension: fileExtension))
    }
    if bytes.isEmpty, codec != nil { return }
    // A table of one column is none without its extension; a bad start is JSON with it.
    guard
      likelihood(fileExtension: "") > .no
        || likelihood(fileExtension: format.extensions.first ?? "") >= .likely
    else {
      throw ConversionError(.outputExists(format: format.title), at: SourceLocation(file: path))
    }
  }
}

extension ReplaceableFiles {
  /// Refuses a standard output that is appended to an input, which would be read for ever.
  ///
  /// - Throws: `ConversionError` `output.is-input`.
  package func checkStandardOutput() throws(ConversionError) {
    guard let identity = FileIdentity(ofRegularFileAt: STDOUT_FILENO), identity.bytes > 0,
      inputs.contain(identity)
    else { return }
    throw ConversionError(.outputIsInput, at: SourceLocation(file: "<stdout>"))
  }

  /// The first bytes of a file, unpacked where the output is to be compressed.
  private func start(ofFileAt path: String) throws(ConversionError) -> ArraySlice<UInt8> {
    let source = try ByteSource(path: path)
    if let codec {
      let start = try source.peek(FormatRegistry.signatureBytes)
      guard codec.signatures.contains(where: { start.starts(with: $0) }) else {
        throw ConversionError(.outputExists(format: codec.name), at: SourceLocation(file: path))
      }
      try source.unpack(codec, limits: Limits())
    }
    return try source.peek(FormatRegistry.sampleBytes)
  }
}

/// Which files the inputs of a conversion are, whatever their paths.
///
/// They are looked at once, when the first output exists already: most conversions never need it.
package final class InputFiles: Sendable {
  private let inputs: [Input]
  private let identities = Mutex<Set<FileIdentity>?>(nil)

  package init(_ inputs: [Input]) { self.inputs = inputs }

  fileprivate func contain(_ identity: FileIdentity) -> Bool {
    identities.withLock { known in
      let found =
        known
        ?? Set(
          inputs.compactMap { input in
            switch input {
            case .file(let path): FileIdentity(ofRegularFileAt: path)
            case .standardInput: FileIdentity(ofRegularFileAt: STDIN_FILENO)
            case .memory: nil
            }
          })
      known = found
      return found.contains(identity)
    }
  }
}

/// What makes a file the same as another, whatever its path.
private struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64
  let bytes: Int

  init?(ofRegularFileAt path: String) {
    guard let status = FileStatus.of(path) else { return nil }
    self.init(status)
  }

  init?(ofRegularFileAt descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    bytes = Int(status.st_size)
  }

  static func == (a: FileIdentity, b: FileIdentity) -> Bool {
    a.device == b.device && a.number == b.number
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(number)
  }
}

extension Diagnostic.Message {
  static let outputIsInput = Self(
    id: "output.is-input", text: "this is an input too, and would be lost; name another output")

  static func outputExists(format: String) -> Self {
    Self(
      id: "output.exists",
      text: "exists and is no \(format); move it away, or replace it with --force")
  }
}
