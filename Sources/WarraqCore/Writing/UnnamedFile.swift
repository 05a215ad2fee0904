#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Files that have no name until they are complete, so that nothing is left of a process that is
/// killed.
enum UnnamedFile {
  /// Opens a file without a name in a folder, for reading and writing; `nil` where the system or the
  /// file system has no such files, or could not name it later.
  static func open(in folder: String, mode: UInt32) -> Int32? {
    #if os(Linux)
      // O_TMPFILE, which the C library declares for GNU sources only.
      let flags = O_RDWR | 0o20_000_000 | O_DIRECTORY
      guard
        case .success(let descriptor) = SystemCalls.open(
          folder.isEmpty ? "." : folder, flags, mode: mode)
      else { return nil }
      guard access(link(of: descriptor), F_OK) == 0 else {
        close(descriptor)
        return nil
      }
      return descriptor
    #else
      return nil
    #endif
  }

  /// Gives an open file without a name its first one, in the place of what has it; returns whether
  /// that was possible.
  static func link(_ descriptor: Int32, to path: String) -> Bool {
    SystemPath.withName(of: path) { name in
      // A name that a process left which was killed between naming and renaming.
      unlink(name)
      return linkat(AT_FDCWD, link(of: descriptor), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }
  }

  private static func link(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }
}

extension UnfinishedFile {
  /// Removes the unfinished files of processes that are gone.
  ///
  /// Their names end with the number of the process. A number may be taken again and means nothing
  /// in another container, so a file has to be unlocked too: a process that writes it holds the lock.
  static func removeAbandoned(in folder: String) {
    guard let stream = SystemPath.withName(of: folder.isEmpty ? "." : folder, opendir) else {
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { SystemPath.text(of: $0) }
      }
      guard name.utf8.first == UInt8(ascii: "."), let dash = name.utf8.lastIndex(of: 0x2D),
        name[..<dash].hasSuffix(".warraq") || name[..<dash].hasSuffix(".warraq-digest"),
        let process = Int32(name[name.utf8.index(after: dash)...]), process > 0,
        kill(process, 0) != 0, errno == ESRCH,
        case .success(let descriptor) = SystemCalls.open(folder + name, O_RDWR | O_NOFOLLOW)
      else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        SystemPath.withName(of: folder + name) { _ = unlink($0) }
      }
      close(descriptor)
    }
  }
}
