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
  /// `-` is standard input; a folder is all files below it that some format reads, in order of
  /// their paths; a pattern that is no file's name is what it matches (`glob(7)`).
  ///
  /// - Throws: `ConversionError` `input.no-match` for a pattern that matches nothing,
  ///   `input.empty-folder` for a folder without such files.
  public static func expand(
    _ word: String, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    if word == "-" { return [.standardInput] }
    if Folders.exists(word) {
      let inputs = inputs(below: word, readsFiles: readsFiles)
      guard !inputs.isEmpty else {
        throw ConversionError(.emptyFolder, at: SourceLocation(file: word))
      }
      return inputs
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

  /// The files below a folder, hidden ones left out, in the order of the bytes of their paths.
  ///
  /// A folder that cannot be listed is an input itself, so that opening it says why and the others
  /// go on. Links to folders are not followed: they may lead back.
  private static func inputs(below folder: String, readsFiles: (String) -> Bool) -> [Input] {
    guard let stream = opendir(folder) else { return [.file(folder)] }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    var inputs: [Input] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      var status = stat()
      let isFolder = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      if isFolder {
        inputs += Self.inputs(below: path, readsFiles: readsFiles)
      } else if readsFiles(path) {
        inputs.append(.file(path))
      }
    }
    return inputs
  }
}

extension Diagnostic.Message {
  static let noMatch = Self(
    id: "input.no-match", text: "no file matches; quote the pattern once only")
  static let emptyFolder = Self(
    id: "input.empty-folder", text: "no file in this folder has an extension that a format reads")
}
