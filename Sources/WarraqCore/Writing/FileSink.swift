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
  // Whether the unfinished file can be seen in its folder, and has to be removed.
  private var hasName: Bool
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
    let status = FileStatus.of(path)
    let kind = (status?.st_mode ?? S_IFREG) & S_IFMT
    if kind == S_IFDIR { throw .unwritable(path, SystemError(number: EISDIR)) }
    if kind != S_IFREG {
      folder = nil
      self.path = path
      temporaryPath = nil
      hasName = true
      switch kind == S_IFIFO ? SystemCalls.openPipe(path) : SystemCalls.open(path, O_WRONLY) {
      case .success(let descriptor): self.descriptor = descriptor
      case .failure(let error): throw .unwritable(path, error)
      }
      return
    }
    // A link stays a link: the file it points to is replaced, or made.
    let target = Self.target(of: path)
    self.path = target
    guard FileStatus.of(target, followsLinks: false).map({ $0.st_mode & S_IFMT != S_IFLNK }) ?? true
    else { throw .unwritable(path, SystemError(number: ELOOP)) }
    let unfinished = UnfinishedFile(target: target)
    folder = unfinished.folder
    let temporary = unfinished.path(ending: suffix)
    temporaryPath = temporary
    let mode = status.map { UInt32($0.st_mode) & 0o777 } ?? 0o666
    if let descriptor = UnnamedFile.open(in: unfinished.folder, mode: mode) {
      self.descriptor = descriptor
      hasName = false
      return
    }
    hasName = true
    UnfinishedFile.removeAbandoned(in: unfinished.folder)
    switch SystemCalls.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: mode) {
    case .success(let descriptor): self.descriptor = descriptor
    case .failure(let error): throw .unwritable(path, error)
    }
    // As long as it is locked, its process is there.
    flock(descriptor, LOCK_EX | LOCK_NB)
  }

  deinit { cancel() }

  /// Refuses a path at which no file can be made, and leaves nothing there. What is not a regular
  /// file is not opened: that could wait for whoever reads it.
  ///
  /// - Throws: as making the file does.
  package static func check(_ path: String) throws(ConversionError) {
    let kind = (FileStatus.of(path)?.st_mode ?? S_IFREG) & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { return }
    try FileSink(path: path).cancel()
  }

  /// Writes the bytes.
  public func write(_ bytes: [UInt8]) throws(ConversionError) {
    let result = bytes.withUnsafeBytes { SystemCalls.write(descriptor, $0) }
    if case .failure(let error) = result { throw .unwritable(path, error) }
  }

  /// Closes the file and gives it its name.
  public func commit() throws(ConversionError) {
    guard descriptor >= 0 else { return }
    if !hasName, let temporaryPath {
      guard UnnamedFile.link(descriptor, to: temporaryPath) else {
        let error = SystemCalls.lastError
        cancel()
        throw .unwritable(path, error)
      }
      hasName = true
    }
    let closed = close(descriptor)
    descriptor = -1
    guard let temporaryPath else { return }
    let renamed = SystemPath.withName(of: temporaryPath) { old in
      SystemPath.withName(of: path) { new in rename(old, new) }
    }
    guard closed == 0, renamed == 0 else {
      let error = SystemCalls.lastError
      SystemPath.withName(of: temporaryPath) { _ = unlink($0) }
      throw .unwritable(path, error)
    }
  }

  /// Removes what was written; the target stays as it was.
  public func cancel() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if hasName, let temporaryPath { SystemPath.withName(of: temporaryPath) { _ = unlink($0) } }
  }

  /// The path that takes the place of the file: where a link leads, also one to a file that is not
  /// there yet.
  static func target(of path: String) -> String {
    var target = path
    // As many links as the system follows; more of them lead nowhere, and opening says so.
    for _ in 0..<40 {
      if let found = LocalFile.realPath(target) { return found }
      guard let next = LocalFile.linkTarget(of: target) else { break }
      target = next
    }
    return target
  }
}

/// Makes folders.
package enum Folders {
  /// Makes the folder and those above it.
  ///
  /// - Throws: `ConversionError` `output.unwritable`.
  package static func create(_ path: String) throws(ConversionError) {
    guard !path.isEmpty, SystemPath.withName(of: path, { mkdir($0, 0o777) }) != 0, errno != EEXIST
    else { return }
    let error = SystemCalls.lastError
    guard error.number == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex
    else { throw .unwritable(path, error) }
    try create(String(path[..<slash]))
    guard SystemPath.withName(of: path, { mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
      throw .unwritable(path, SystemCalls.lastError)
    }
  }

  /// Refuses a folder that cannot be made, or in which no file can be made, and leaves nothing there.
  ///
  /// - Parameter path: empty for the current one.
  /// - Throws: `ConversionError` `output.unwritable`, of the path.
  package static func check(_ path: String) throws(ConversionError) {
    var path = path.isEmpty ? "." : path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    var folder = path
    // What is missing is made in the folder above.
    while FileStatus.of(folder, followsLinks: false) == nil, folder != ".", folder != "/" {
      let above = LocalFile.folder(of: folder)
      folder = above.isEmpty ? "." : above
    }
    guard exists(folder) else { throw .unwritable(path, SystemError(number: ENOTDIR)) }
    do throws(ConversionError) {
      try FileSink(path: (folder == "/" ? "" : folder) + "/.warraq-new").cancel()
    } catch {
      guard let cause = error.underlying as? SystemError else { throw error }
      throw .unwritable(path, cause)
    }
  }

  /// The names in a folder, in no order, without `.` and `..`; none of one that cannot be listed.
  static func names(in folder: String, atMost maximum: Int = .max) -> [String] {
    guard let stream = SystemPath.withName(of: folder, opendir) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < maximum, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { SystemPath.text(of: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Whether the path is a folder.
  package static func exists(_ path: String) -> Bool {
    guard let status = FileStatus.of(path) else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
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
