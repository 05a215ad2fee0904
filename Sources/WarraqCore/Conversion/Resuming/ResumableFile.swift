#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file that stays when the program is stopped, and can be resumed.
///
/// One process at a time has it.
package final class ResumableFile: ByteSink {
  private let path: String
  private var descriptor: Int32
  /// How many bytes it has.
  package private(set) var count: Int

  /// Opens the file, or makes it.
  ///
  /// - Throws: `ConversionError` `output.unwritable`; `resume.locked` when another process has it.
  package init(path: String) throws(ConversionError) {
    self.path = path
    switch SystemCalls.open(path, O_RDWR | O_CREAT) {
    case .success(let descriptor): self.descriptor = descriptor
    case .failure(let error): throw .unwritable(path, error)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw ConversionError(.locked, at: SourceLocation(file: path))
    }
    count = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Goes back to the first `count` bytes.
  package func truncate(to count: Int) throws(ConversionError) {
    guard ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, off_t(count), SEEK_SET) >= 0
    else { throw .unwritable(path, SystemCalls.lastError) }
    self.count = count
  }

  /// Writes the bytes.
  package func write(_ bytes: [UInt8]) throws(ConversionError) {
    let result = bytes.withUnsafeBytes { SystemCalls.write(descriptor, $0) }
    if case .failure(let error) = result { throw .unwritable(path, error) }
    count += bytes.count
  }

  /// All of its bytes.
  package func contents() throws(ConversionError) -> [UInt8] {
    let source = try ByteSource(path: path)
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, upTo: 1 << 20) > 0 {}
    return bytes
  }

  /// Waits until what was written is on the disk.
  package func synchronize() throws(ConversionError) {
    guard fsync(descriptor) == 0 else { throw .unwritable(path, SystemCalls.lastError) }
  }

  /// Waits until a file that was closed is on the disk.
  static func synchronize(_ path: String) throws(ConversionError) {
    switch SystemCalls.open(path, O_RDONLY) {
    case .success(let descriptor):
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw .unwritable(path, SystemCalls.lastError) }
    case .failure(let error): throw .unwritable(path, error)
    }
  }

  /// Gives the file another name, which lasts when this returns.
  package func rename(to target: String) throws(ConversionError) {
    try synchronize()
    guard systemRename(path, target) == 0 else { throw .unwritable(target, SystemCalls.lastError) }
    close(descriptor)
    descriptor = -1
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(target[...$0]) } ?? "."
    guard case .success(let folderDescriptor) = SystemCalls.open(folder, O_RDONLY) else { return }
    // Not every file system can do this for a folder; there it is not needed.
    _ = fsync(folderDescriptor)
    close(folderDescriptor)
  }

  /// Removes the file.
  package func remove() {
    SystemPath.withName(of: path) { _ = unlink($0) }
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Does nothing: the owner renames the file.
  package func commit() {}

  /// Does nothing: the owner removes the file.
  package func cancel() {}
}

private func systemRename(_ path: String, _ target: String) -> Int32 {
  SystemPath.withName(of: path) { old in SystemPath.withName(of: target) { rename(old, $0) } }
}
