internal import ArgumentParser
internal import Warraq

/// The options that say which files are read.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Of folders and patterns take the files that match, such as '*.xml' or 'sport/**'. Again: one \
      of them has to match.
      """, valueName: "pattern"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Of folders and patterns leave out the files and folders that match.",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Read the files that this file names, one a line; - for standard input.", valueName: "file"),
    completion: .file())
  var filesFrom: String?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "The names of --files-from end with a zero byte, as those of 'find -print0' do.")
  var null = false

  @Option(
    help: ArgumentHelp(
      """
      What files of folders are that no format reads: skip (a note), warn (one warning that counts \
      them by extension) or error (exit status 1) (default: warn).
      """, valueName: "what"))
  var unknown = UnknownFiles.warn

  /// The inputs, what is wrong with some of the words, and what the folders hold besides.
  struct Found {
    var inputs: [Input] = []
    var failures: [ConversionError] = []
    var skipped = SkippedFiles()
    var notices: [Diagnostic] = []
    /// What helps where a word names nothing.
    var hints = InputHints()
    /// Whether standard input is among the inputs.
    var readsStandardInput: Bool { inputs.contains(.standardInput) }
  }

  /// Finds what the words name.
  ///
  /// - Throws: `ConversionError` `usage.…`, and `input.unreadable` for the file of names.
  func find(
    _ words: [String], none: Diagnostic.Message, readsFiles: (String) -> Bool
  ) throws(ConversionError) -> Found {
    var words = words
    var found = Found()
    let filter = PathFilter(included: include, excluded: exclude)
    let listed = try filesFrom.map { path throws(ConversionError) in try names(in: path) }
    if words.isEmpty, listed == nil {
      guard Surroundings.hasPipedInput else { throw ConversionError(none) }
      words = ["-"]
    }
    if null, filesFrom == nil {
      throw ConversionError(.nullAlone)
    }
    if filesFrom == "-", words.contains("-") {
      throw ConversionError(.badSetting("files-from", "-", expected: "a file, as - is an input"))
    }
    for word in words {
      take(word, filter: filter, readsFiles: readsFiles, into: &found)
      if found.inputs.last == .file(word) { found.hints.add(word) }
    }
    for name in listed ?? [] {
      // A name of a list is no pattern.
      if Folders.exists(name) {
        take(name, filter: filter, readsFiles: readsFiles, into: &found)
      } else {
        found.inputs.append(.file(name))
        found.hints.add(address: name)
      }
    }
    if let filesFrom, listed == [] {
      let place = SourceLocation(file: filesFrom == "-" ? "<stdin>" : filesFrom)
      if words.isEmpty {
        found.failures.append(ConversionError(.emptyList, at: place))
      } else {
        found.notices.append(Diagnostic(.warning, .emptyList, at: place))
      }
    }
    return found
  }

  /// Adds what a word names.
  private func take(
    _ word: String, filter: PathFilter, readsFiles: (String) -> Bool, into found: inout Found
  ) {
    var passed = SkippedFiles()
    defer { found.skipped.merge(passed) }
    do throws(ConversionError) {
      found.inputs += try Input.expand(
        word, skipped: &passed, filter: filter, readsFiles: readsFiles)
      if !passed.isEmpty {
        found.notices.append(
          Diagnostic(
            passed.isByChoice ? .note : unknown.severity, .skippedFiles(passed),
            at: SourceLocation(file: word)))
      }
    } catch {
      found.failures.append(error)
    }
  }

  /// The names in a file, as bytes.
  private func names(in path: String) throws(ConversionError) -> [String] {
    let source = path == "-" ? ByteSource(standardInput: "<stdin>") : try ByteSource(path: path)
    var bytes = try source.wholeContents(maximum: 1 << 29)
    // Editors of Windows mark a list as UTF-8.
    if !null, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard null || !bytes.contains(0) else { throw ConversionError(.unsaidNull(source.name)) }
    return bytes.split(separator: null ? 0 : UInt8(ascii: "\n")).compactMap { name in
      let name = !null && name.last == UInt8(ascii: "\r") ? name.dropLast() : name
      return name.isEmpty ? nil : SystemPath.text(of: Array(name))
    }
  }
}

extension Diagnostic.Message {
  fileprivate static let emptyList = Self(
    id: "input.empty-list", text: "this list of --files-from names no file")

  fileprivate static let nullAlone = Self(
    id: "usage.null", text: "-0 is about the names of --files-from, which is not given")

  fileprivate static func unsaidNull(_ name: String) -> Self {
    Self(
      id: "usage.null",
      text: "\(name) has names that end with a zero byte, as 'find -print0' writes them; add -0")
  }
}
