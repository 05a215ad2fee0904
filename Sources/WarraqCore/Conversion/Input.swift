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
      guard let status = FileStatus.of(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
      return Int(status.st_size)
    case .standardInput: return nil
    case .memory(let bytes, _): return bytes.count
    }
  }

  /// Whether it is a file that is not there.
  package var isMissing: Bool {
    if case .file(let path) = self { FileStatus.of(path) == nil } else { false }
  }

  /// Whether it gives its bytes once: standard input, or a pipe, a socket or a device.
  package var isStream: Bool {
    switch self {
    case .file(let path): FolderContents.isSpecial(path)
    case .standardInput: true
    case .memory: false
    }
  }

  /// Asks whether it may be opened, without opening it: that can wait for whoever writes it.
  ///
  /// - Throws: `ConversionError` `input.unreadable`.
  package func checkAccess() throws(ConversionError) {
    switch self {
    case .file(let path):
      if let status = FileStatus.of(path), status.st_mode & S_IFMT == S_IFSOCK {
        throw .unreadable(path, SystemError(number: ENXIO))
      }
      guard SystemPath.withName(of: path, { access($0, R_OK) }) == 0 else {
        throw .unreadable(path, SystemCalls.lastError)
      }
    case .standardInput:
      let way = fcntl(STDIN_FILENO, F_GETFL)
      guard way >= 0, way & O_ACCMODE != O_WRONLY else {
        throw .unreadable("<stdin>", SystemError(number: EBADF))
      }
    case .memory: break
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
  /// of their paths; a pattern that is no file's name is what it matches: `glob(7)`, and `**` for
  /// any number of folders, which follows no links.
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
  ///   - filter: which files of folders and patterns are wanted.
  ///   - readsFiles: whether some format reads files with this path.
  /// - Throws: as ``expand(_:readsFiles:)``.
  public static func expand(
    _ word: String, skipped: inout SkippedFiles, filter: PathFilter = PathFilter(),
    readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    if word == "-" { return [.standardInput] }
    var found = FolderContents(filter: filter)
    if Folders.exists(word) {
      found.collect(below: word, readsFiles: readsFiles)
      skipped.merge(found.skipped)
      guard !found.inputs.isEmpty else {
        throw ConversionError(.emptyFolder(found.skipped), at: SourceLocation(file: word))
      }
      return found.inputs
    }
    guard PathPattern.isPattern(word), FileStatus.of(word) == nil else { return [.file(word)] }
    if BraceExpansion.isIn(word) {
      return try choices(of: word, filter, &skipped, readsFiles)
    }
    let pattern = PathPattern(word.hasSuffix("/") ? String(word.dropLast()) : word)
    guard pattern.isDeep else {
      return try matches(of: pattern, word, &found, &skipped, readsFiles)
    }
    let base = pattern.fixedFolder
    found.collect(
      below: base.isEmpty ? "." : base, named: base, matching: pattern, readsFiles: readsFiles)
    skipped.merge(found.skipped)
    guard !found.inputs.isEmpty else {
      throw ConversionError(.noMatch(found.skipped), at: SourceLocation(file: word))
    }
    return found.inputs
  }

  /// What the choices of a pattern with `{a,b}` match together, each file once. A choice that
  /// matches nothing costs the others nothing.
  private static func choices(
    of word: String, _ filter: PathFilter, _ skipped: inout SkippedFiles,
    _ readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    let choices = BraceExpansion.alternatives(of: word)
    guard choices != [word] else { return [.file(word)] }
    var inputs: [Input] = []
    var known: Set<Input> = []
    for choice in choices {
      guard PathPattern.hasSigns(choice) || FileStatus.of(choice, followsLinks: false) != nil else {
        continue
      }
      let found = try? expand(choice, skipped: &skipped, filter: filter, readsFiles: readsFiles)
      inputs += (found ?? []).filter { known.insert($0).inserted }
    }
    guard !inputs.isEmpty else {
      throw ConversionError(.noMatch(skipped), at: SourceLocation(file: word))
    }
    return inputs
  }

  /// What a pattern without `**` matches.
  private static func matches(
    of pattern: PathPattern, _ word: String, _ found: inout FolderContents,
    _ skipped: inout SkippedFiles, _ readsFiles: (String) -> Bool
  ) throws(ConversionError) -> [Input] {
    let paths = pattern.paths().filter { !word.hasSuffix("/") || Folders.exists($0) }
    var inputs: [Input] = []
    for path in paths {
      if Folders.exists(path) {
        // A folder without stories costs the pattern nothing else.
        inputs +=
          (try? expand(path, skipped: &skipped, filter: found.filter, readsFiles: readsFiles)) ?? []
      } else if FolderContents.isSpecial(path) {
        skipped.add(.special)
      } else if found.filter.takes(path) {
        inputs.append(.file(path))
      } else {
        skipped.add(.excluded)
      }
    }
    guard !inputs.isEmpty else {
      throw ConversionError(.noMatch(skipped), at: SourceLocation(file: word))
    }
    return inputs
  }
}

/// What lies below a folder.
private struct FolderContents {
  let filter: PathFilter
  var inputs: [Input] = []
  var skipped = SkippedFiles()

  init(filter: PathFilter) { self.filter = filter }

  /// Whether the path is neither a regular file nor a folder; one that is not there is neither.
  static func isSpecial(_ path: String) -> Bool {
    guard let status = FileStatus.of(path) else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// What a name in a folder is.
  private enum Kind {
    case folder
    case file
    /// A link, or what the folder does not say.
    case unclear
  }

  /// Adds what lies below a folder, hidden files left out, in the order of the bytes of the paths.
  ///
  /// A folder that cannot be listed is an input itself, so that opening it says why and the others
  /// go on; so is a link that leads nowhere.
  mutating func collect(below folder: String, readsFiles: (String) -> Bool) {
    collect(below: folder, named: folder, path: "", matching: nil, readsFiles: readsFiles)
  }

  /// Adds the files below a folder that a pattern matches.
  ///
  /// - Parameter named: the folder as the pattern has it; empty for the current one.
  ///   A folder that the pattern matches is all files below it that some format reads.
  mutating func collect(
    below folder: String, named: String, matching pattern: PathPattern, readsFiles: (String) -> Bool
  ) {
    collect(below: folder, named: named, path: "", matching: pattern, readsFiles: readsFiles)
  }

  /// - Parameters:
  ///   - named: the start of the paths of what is found.
  ///   - path: the path below the folder where the search began, for the filter.
  private mutating func collect(
    below folder: String, named: String, path: String, matching pattern: PathPattern?,
    readsFiles: (String) -> Bool
  ) {
    guard let stream = SystemPath.withName(of: folder, opendir) else {
      // A pattern asks for files; that there is no such folder is no match.
      if pattern == nil || !path.isEmpty { inputs.append(.file(folder)) }
      return
    }
    var entries: [(name: String, kind: Kind)] = []
    while let entry = readdir(stream) {
      let kind: Kind =
        switch entry.pointee.d_type {
        case UInt8(DT_DIR): .folder
        case UInt8(DT_REG): .file
        default: .unclear
        }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { SystemPath.text(of: $0) }
      }
      let isWanted =
        !name.utf8.starts(with: ".".utf8)
        || pattern?.namesHidden == true && name != "." && name != ".."
      if isWanted { entries.append((name, kind)) }
    }
    closedir(stream)
    entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let prefix = named.isEmpty || named.hasSuffix("/") ? named : named + "/"
    for (name, kind) in entries {
      let found = prefix + name
      let below = path.isEmpty ? name : path + "/" + name
      if kind == .folder || kind == .unclear && Self.isFolder(found) {
        guard !filter.excludes(below) else {
          skipped.add(.excluded)
          continue
        }
        let isMatched = pattern.map { !$0.endsDeep && $0.matches(found) } ?? true
        collect(
          below: found, named: found, path: below, matching: isMatched ? nil : pattern,
          readsFiles: readsFiles)
      } else if kind == .unclear, Folders.exists(found) {
        if pattern == nil { skipped.add(.linkToFolder) }
      } else if let pattern, !pattern.matches(found) {
        continue
      } else if kind == .unclear, Self.isSpecial(found) {
        skipped.add(.special)
      } else if !filter.takes(below) {
        skipped.add(.excluded)
      } else if pattern != nil || readsFiles(found) {
        inputs.append(.file(found))
      } else {
        skipped.add(.file(extension: FormatRegistry.fileExtension(of: found)))
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    guard let status = FileStatus.of(path, followsLinks: false) else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }
}

extension Diagnostic.Message {
  /// - Parameter skipped: what the pattern matches and is not read.
  static func noMatch(_ skipped: SkippedFiles) -> Self {
    let text =
      if skipped.isEmpty {
        "no file matches this pattern"
      } else if skipped.counts[.excluded] != nil {
        "--include and --exclude leave no file of this pattern to read: \(skipped.summary)"
      } else {
        "no file of this pattern can be read: \(skipped.summary)"
      }
    return Self(
      id: "input.no-match", text: "\(text) ('warraq help patterns' explains them)")
  }

  static func emptyFolder(_ skipped: SkippedFiles) -> Self {
    let text =
      if skipped.isEmpty {
        "no file in this folder has an extension that a format reads"
      } else if skipped.counts[.excluded] != nil {
        "--include and --exclude leave no file of this folder to read: \(skipped.summary)"
      } else {
        "no file in this folder has an extension that a format reads: it has \(skipped.summary)"
      }
    return Self(id: "input.empty-folder", text: text)
  }
}
