#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Writes files into a folder, each of which is whole or not there.
///
/// Files that the folder has under other names stay. A conversion that is given up leaves what it has
/// written.
package final class FileFolderSink: FolderSink {
  private let path: String
  private var made: Set<String> = []

  /// Makes a sink for a folder, which is made with the first file.
  package init(path: String) {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// What waits on disk waits where the folder is.
  package var folder: String? {
    LocalFile.folder(of: path).isEmpty ? "." : LocalFile.folder(of: path)
  }

  /// Writes a file.
  package func write(_ bytes: [UInt8], to name: String) throws(ConversionError) {
    let target = path + "/" + name
    let folder = LocalFile.folder(of: target)
    if made.insert(folder).inserted { try Folders.create(folder) }
    let file = try FileSink(path: target)
    try file.write(bytes)
    try file.commit()
  }

  /// Refuses bytes that are of no file.
  package func write(_ bytes: [UInt8]) throws(ConversionError) {
    throw .unwritable(path, SystemError(number: EISDIR))
  }

  /// Does nothing: each file is out when it is written.
  package func commit() {}

  /// Does nothing: each file is out when it is written.
  package func cancel() {}
}
