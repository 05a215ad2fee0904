#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file beside an input, such as a picture that an article points to.
package enum LocalFile {
  /// What came of looking for a file.
  package enum Outcome: Equatable {
    /// Its bytes.
    case bytes([UInt8])
    /// There is no such file, or it is no plain file, or it lies outside the folder.
    case missing
    /// It is larger than was asked for.
    case tooLarge
  }

  /// Reads a file below a folder.
  ///
  /// An article may come from anybody, so its addresses lead nowhere but down: neither `..` nor a
  /// symbolic link leaves the folder.
  ///
  /// - Parameters:
  ///   - path: relative to the folder.
  ///   - folder: empty for the current one.
  ///   - maximumBytes: the largest file to read.
  package static func read(
    _ path: String, below folder: String, maximumBytes: Int
  ) -> Outcome {
    guard !path.isEmpty, !path.utf8.starts(with: "/".utf8), !path.utf8.contains(0),
      let base = realPath(folder.isEmpty ? "." : folder),
      let target = realPath(base + "/" + path),
      target.utf8.starts(with: (base == "/" ? base : base + "/").utf8)
    else { return .missing }
    guard let status = FileStatus.of(target), status.st_mode & S_IFMT == S_IFREG else {
      return .missing
    }
    guard status.st_size <= maximumBytes else { return .tooLarge }
    do throws(ConversionError) {
      let source = try ByteSource(path: target)
      var bytes: [UInt8] = []
      while bytes.count <= maximumBytes, try source.read(into: &bytes, upTo: 1 << 20) > 0 {}
      return bytes.count <= maximumBytes ? .bytes(bytes) : .tooLarge
    } catch {
      return .missing
    }
  }

  /// The one path of a file that is or will be there, however it is named, also by a link that
  /// leads to no file yet.
  package static func canonicalPath(_ path: String) -> String {
    let path = FileSink.target(of: path)
    if let target = realPath(path) { return target }
    let folder = folder(of: path)
    guard let base = realPath(folder.isEmpty ? "." : folder) else { return path }
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] }
    return (base == "/" ? "" : base) + "/" + (name ?? path[...])
  }

  /// The path of a file that a path which leads nowhere may have been meant for: the one in its
  /// folder with the nearest name, `nil` where none is near or the file is there, if only as a link.
  package static func nearest(to path: String) -> String? {
    guard FileStatus.of(path, followsLinks: false) == nil else { return nil }
    let folder = folder(of: path)
    let names = Folders.names(in: folder.isEmpty ? "." : folder, atMost: 10_000).filter {
      !$0.hasPrefix(".")
    }
    let prefix = folder.isEmpty ? "" : folder == "/" ? "/" : folder + "/"
    return Spelling.near(String(path.dropFirst(prefix.count)), in: names).map { prefix + $0 }
  }

  /// The folder of a path; empty when it has none.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path that a symbolic link has; `nil` for all else.
  static func linkTarget(of path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = SystemPath.withName(of: path) { readlink($0, &bytes, Int(PATH_MAX)) }
    guard count > 0 else { return nil }
    let target = SystemPath.text(of: bytes.prefix(count).map { UInt8(bitPattern: $0) })
    guard !target.utf8.starts(with: "/".utf8) else { return target }
    let folder = folder(of: path)
    return folder.isEmpty ? target : folder == "/" ? "/" + target : folder + "/" + target
  }

  package static func realPath(_ path: String) -> String? {
    guard let resolved = SystemPath.withName(of: path, { realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return SystemPath.text(of: resolved)
  }
}
