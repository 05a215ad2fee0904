#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writes to a file descriptor that is open already, such as standard output.
public final class DescriptorSink: ByteSink {
  private let descriptor: Int32
  private let name: String

  /// Writes to standard output.
  ///
  /// A pipe is given room for several batches, so that its reader and we seldom wait for each other.
  public static func standardOutput() -> DescriptorSink {
    SystemCalls.widenPipe(STDOUT_FILENO)
    return DescriptorSink(descriptor: STDOUT_FILENO, name: "<stdout>")
  }

  /// Makes a sink over a descriptor, which stays open.
  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Writes the bytes.
  public func write(_ bytes: [UInt8]) throws(ConversionError) {
    let result = bytes.withUnsafeBytes { SystemCalls.write(descriptor, $0) }
    if case .failure(let error) = result { throw .unwritable(name, error) }
  }

  /// Does nothing: what was written is out.
  public func commit() {}

  /// Does nothing: what was written is out.
  public func cancel() {}
}

/// Writes a file beside its target and renames it when complete.
///
/// The target is the old file or the whole new one, never half of it. A target that is not a
/// regular file, such as `/dev/null` or a named pipe, is written directly.
public final class FileSink: ByteSink {
  /// The folder of the file; `nil` for a target that is not a regular file.
  public let folder: String?
  private let path: String
  private let temporaryPath: String?
  private var descriptor: Int32

  /// Starts a file.
  ///
  /// - Throws: `ConversionError` `output.unwritable` when it cannot be made, or the target is a
  ///   directory.
  public convenience init(path: String) throws(ConversionError) {
    try self.init(path: path, suffix: "\(getpid())")
  }

  /// Starts a file.
  ///
  /// - Parameter suffix: ends the name of the unfinished file. With one that does not change, what a
  ///   process that was killed left is replaced by the next.
  init(path: String, suffix: String) throws(ConversionError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw .unwritable(path, SystemError(number: EISDIR))
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      folder = nil
      self.path = path
      temporaryPath = nil
      switch SystemCalls.open(path, O_WRONLY) {
      case .success(let descriptor): self.descriptor = descriptor
      case .failure(let error): throw .unwritable(path, error)
      }
      return
    }
    // A link stays a link: the file it points to is replaced.
    let target = exists ? Self.resolved(path) : path
    self.path = target
    let unfinished = UnfinishedFile(target: target)
    folder = unfinished.folder
    let temporary = unfinished.path(ending: suffix)
    temporaryPath = temporary
    let mode = exists ? UInt32(status.st_mode) & 0o777 : 0o666
    switch SystemCalls.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: mode) {
    case .success(let descriptor): self.descriptor = descriptor
    case .failure(let error): throw .unwritable(path, error)
    }
  }

  deinit { cancel() }

  /// Writes the bytes.
  public func write(_ bytes: [UInt8]) throws(ConversionError) {
    let result = bytes.withUnsafeBytes { SystemCalls.write(descriptor, $0) }
    if case .failure(let error) = result { throw .unwritable(path, error) }
  }

  /// Closes the file and gives it its name.
  public func commit() throws(ConversionError) {
    guard descriptor >= 0 else { return }
    let closed = close(descriptor)
    descriptor = -1
    guard let temporaryPath else { return }
    guard closed == 0, rename(temporaryPath, path) == 0 else {
      let error = SystemCalls.lastError
      unlink(temporaryPath)
      throw .unwritable(path, error)
    }
  }

  /// Removes what was written; the target stays as it was.
  public func cancel() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if let temporaryPath { unlink(temporaryPath) }
  }

  /// The path that takes the place of the file: where a link leads.
  static func target(of path: String) -> String {
    access(path, F_OK) == 0 ? resolved(path) : path
  }

  private static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}

/// Makes folders.
package enum Folders {
  /// Makes the folder and those above it.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  package static func create(_ path: String) throws(ConversionError) {
    guard !path.isEmpty, mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    let error = SystemCalls.lastError
    guard error.number == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex
    else { throw .unwritable(path, error) }
    try create(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .unwritable(path, SystemCalls.lastError)
    }
  }

  /// Whether the path is a folder.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension ConversionError {
  /// An output cannot be written.
  package static func unwritable(_ path: String, _ error: SystemError) -> ConversionError {
    let message =
      error.isBrokenPipe
      ? Diagnostic.Message(id: "output.closed", text: "the reader closed the output")
      : Diagnostic.Message(
        id: "output.unwritable",
        text: "cannot write: \(error)\(error.isNoRoom ? "; make room and run it again" : "")")
    return ConversionError(message, at: SourceLocation(file: path), underlying: error)
  }

  /// Whether the error says that the reader of a pipe has gone, which is no failure.
  package var isClosedOutput: Bool { message.id == "output.closed" }
}
