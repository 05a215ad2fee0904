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

  /// How many bytes it has, compressed or not; `nil` for what is no regular file.
  public var size: Int? {
    switch self {
    case .file(let path):
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      return Int(status.st_size)
    case .standardInput: return nil
    case .memory(let bytes, _): return bytes.count
    }
  }

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
  /// `-` is standard input; a folder is all regular files below it that some format reads, in order
  /// of their paths; a pattern that is no file's name is what it matches (`glob(7)`).
  ///
  /// - Throws: `ConversionError` `input.no-match` for a pattern that matches nothing,
  ///   `input.empty-folder` for a folder without such files.
  public static func expand(
    _ word: String, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    var skipped = SkippedFiles()
    return try expand(word, skipped: &skipped, readsFiles: readsFiles)
  }

  /// The inputs that one word of a command line means, and what its folders hold besides.
  ///
  /// Hidden files are neither inputs nor counted. Pipes, sockets and devices are inputs only where
  /// they are named.
  ///
  /// - Parameters:
  ///   - word: the word.
  ///   - skipped: is given what is no input.
  ///   - readsFiles: whether some format reads files with this path.
  /// - Throws: as ``expand(_:readsFiles:)``.
  public static func expand(
    _ word: String, skipped: inout SkippedFiles, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    if word == "-" { return [.standardInput] }
    if Folders.exists(word) {
      var found = FolderContents()
      found.collect(below: word, readsFiles: readsFiles)
      guard !found.inputs.isEmpty else {
        throw ConversionError(.emptyFolder(found.skipped), at: SourceLocation(file: word))
      }
      skipped.merge(found.skipped)
      return found.inputs
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
      if Folders.exists(path) {
        inputs += try expand(path, skipped: &skipped, readsFiles: readsFiles)
      } else if FolderContents.isSpecial(path) {
        skipped.add(.special)
      } else {
        inputs.append(.file(path))
      }
    }
    return inputs
  }
}

/// What lies below a folder.
private struct FolderContents {
  var inputs: [Input] = []
  var skipped = SkippedFiles()

  /// Whether the path is neither a regular file nor a folder; one that is not there is neither.
  static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Adds what lies below a folder, hidden files left out, in the order of the bytes of the paths.
  ///
  /// A folder that cannot be listed is an input itself, so that opening it says why and the others
  /// go on; so is a link that leads nowhere.
  mutating func collect(below folder: String, readsFiles: (String) -> Bool) {
    guard let stream = opendir(folder) else { return inputs.append(.file(folder)) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        collect(below: path, readsFiles: readsFiles)
      } else if Folders.exists(path) {
        skipped.add(.linkToFolder)
      } else if Self.isSpecial(path) {
        skipped.add(.special)
      } else if readsFiles(path) {
        inputs.append(.file(path))
      } else {
        skipped.add(.file(extension: FormatRegistry.fileExtension(of: path)))
      }
    }
  }
}

extension Diagnostic.Message {
  static let noMatch = Self(
    id: "input.no-match", text: "no file matches; quote the pattern once only")

  static func emptyFolder(_ skipped: SkippedFiles) -> Self {
    let found = skipped.isEmpty ? "" : ": it has \(skipped.summary)"
    return Self(
      id: "input.empty-folder",
      text: "no file in this folder has an extension that a format reads\(found)")
  }
}
