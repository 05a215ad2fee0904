#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// One input of a conversion.
public enum Input: Hashable, Sendable {
  /// A file.
  case file(String)
  /// Standard input.
  case standardInput
  /// Bytes in memory, with a name for diagnostics.
  case memory([UInt8], name: String)

  /// Opens it.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  public func open() throws(ConversionError) -> ByteSource {
    switch self {
    case .file(let path): try ByteSource(path: path)
    case .standardInput: ByteSource(standardInput: "<stdin>")
    case .memory(let bytes, let name): ByteSource(name: name, bytes: bytes)
    }
  }
}

extension Input {
  /// The inputs that one word of a command line means.
  ///
  /// `-` is standard input; a folder is all files below it that some format reads, in order of
  /// their paths; a pattern that is no file's name is what it matches (`glob(7)`).
  ///
  /// A folder inside the folder that cannot be listed is an input too, one that fails to open: the
  /// others go on. A link to a folder that it is in is passed over.
  ///
  /// - Throws: `ConversionError` `input.unreadable` for a folder that cannot be listed,
  ///   `input.no-match` for a pattern that matches nothing, `input.empty-folder`.
  public static func expand(
    _ word: String, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    if word == "-" { return [.standardInput] }
    if Folders.exists(word) {
      let files = try files(below: word, inside: [], readsFiles: readsFiles)
      guard !files.isEmpty else {
        throw ConversionError(.emptyFolder, at: SourceLocation(file: word))
      }
      return files.map { .file($0) }
    }
    guard word.utf8.contains(where: { "*?[".utf8.contains($0) }), access(word, F_OK) != 0 else {
      return [.file(word)]
    }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(word, 0, nil, &matches) == 0 else {
      throw ConversionError(.noMatch, at: SourceLocation(file: word))
    }
    let paths = (0..<Int(matches.gl_pathc)).compactMap { index in
      matches.gl_pathv[index].map { String(cString: $0) }
    }
    var inputs: [Input] = []
    for path in paths {
      inputs += Folders.exists(path) ? try expand(path, readsFiles: readsFiles) : [.file(path)]
    }
    return inputs
  }

  /// The files below a folder that some format reads, hidden ones left out, in the order of the
  /// bytes of their paths.
  private static func files(
    below folder: String, inside ancestors: Set<FolderIdentity>, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [String] {
    guard let stream = opendir(folder) else {
      throw .unreadable(folder, SystemCalls.lastError)
    }
    var status = stat()
    _ = fstat(dirfd(stream), &status)
    let (isNew, ancestors) = {
      var all = ancestors
      let identity = FolderIdentity(
        device: UInt64(bitPattern: Int64(status.st_dev)), file: UInt64(status.st_ino))
      return (all.insert(identity).inserted, all)
    }()
    var names: [String] = []
    while isNew, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    var paths: [String] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      if Folders.exists(path) {
        do throws(ConversionError) {
          paths += try files(below: path, inside: ancestors, readsFiles: readsFiles)
        } catch {
          // Opening it says once more why it cannot be read, and where failed inputs are counted.
          paths.append(path)
        }
      } else if readsFiles(path) {
        paths.append(path)
      }
    }
    return paths
  }

  private struct FolderIdentity: Hashable {
    var device: UInt64
    var file: UInt64
  }
}

extension Diagnostic.Message {
  static let noMatch = Self(
    id: "input.no-match", text: "no file matches; quote the pattern once only")
  static let emptyFolder = Self(
    id: "input.empty-folder", text: "no file in this folder has an extension that a format reads")
}
