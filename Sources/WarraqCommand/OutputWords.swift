internal import Warraq

/// The outputs that `-o`, `--to` and `--split` name.
struct OutputWords {
  /// One of them.
  struct Output {
    var format: Format
    var codec: Codec?
    /// The path as typed; `nil` for the standard output that nobody named.
    var path: String?
    /// The template of `--split`.
    var split: String?
    /// Whether there are others.
    var isOneOfSeveral = false
  }

  /// The outputs, one at least, in the order in which they were typed.
  private(set) var outputs: [Output] = []

  /// Finds the format of each.
  ///
  /// - Throws: `ConversionError` `usage.no-target`, `usage.unknown-extension` or `usage.outputs`,
  ///   and that of a format that is not known or not written.
  init(
    paths: [String], formats: [String], split: String?, registry: FormatRegistry
  ) throws(ConversionError) {
    guard paths.count > 1 else {
      let path = paths.first
      // The path that is more exact has the extension.
      let named = [path, split].compactMap { $0 }
      guard formats.count <= 1 else {
        throw ConversionError(.unpairedFormats(formats.count, paths.count))
      }
      let format = try Self.format(named: formats.first, paths: named, registry)
      outputs = [
        Output(
          format: format,
          codec: [split, path].compactMap { $0 }.first.flatMap(registry.codec(forPath:)),
          path: path, split: split)
      ]
      return
    }
    guard split == nil else { throw ConversionError(.splitOfSeveral) }
    guard formats.isEmpty || formats.count == paths.count else {
      throw ConversionError(.unpairedFormats(formats.count, paths.count))
    }
    for (index, path) in paths.enumerated() {
      let name = formats.isEmpty ? nil : formats[index]
      let format = try Self.format(named: name, paths: [path], registry)
      outputs.append(
        Output(
          format: format, codec: registry.codec(forPath: path), path: path, isOneOfSeveral: true))
    }
  }

  /// The names of the formats.
  var formatNames: [String] { outputs.map(\.format.name) }

  private static func format(
    named name: String?, paths: [String], _ registry: FormatRegistry
  ) throws(ConversionError) -> Format {
    let format: Format
    if let name {
      format = try registry.requireFormat(named: name)
    } else {
      let path = paths.first {
        !FormatRegistry.fileExtension(of: String(registry.unpackedPath(of: $0))).isEmpty
      }
      guard let path else { throw ConversionError(.noTarget) }
      guard let found = registry.writableFormat(forPath: path) else {
        throw ConversionError(
          .unknownExtension(path, nearest: nearest(to: path, registry)))
      }
      format = found
    }
    guard format.writer != nil else { throw ConversionError(.notWritable(format.name)) }
    return format
  }

  /// The path with the extension that may have been meant.
  private static func nearest(to path: String, _ registry: FormatRegistry) -> String? {
    let typed = FormatRegistry.fileExtension(of: path)
    let known =
      registry.formats.filter { $0.writer != nil }.flatMap(\.extensions)
      + registry.codecs.flatMap(\.extensions)
    return Spelling.near(typed, in: known).map { path.dropLast(typed.count) + $0 }
  }
}

extension OutputWords.Output {
  /// Where the output of a writer goes.
  ///
  /// - Throws: `ConversionError` `usage.template`, `usage.folder` or `usage.outputs`.
  func plan(for writer: any ArticleWriter) throws(ConversionError) -> OutputPlan {
    if writer.writesFolder {
      guard let path, path != "-", split == nil, codec == nil else {
        throw ConversionError(.folderOutput)
      }
      return .file(path)
    }
    if let split {
      guard let path else { return .split(try PathTemplate(split)) }
      return .split(try PathTemplate(path.hasSuffix("/") ? path + split : "\(path)/\(split)"))
    }
    guard let path, path != "-" else { return .standardOutput }
    guard path.hasSuffix("/") || Folders.exists(path) else {
      return .file(path)
    }
    guard !isOneOfSeveral else { throw ConversionError(.splitOfSeveral) }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return .split(try PathTemplate("\(folder){slug}.\(format.extensions.first ?? format.name)"))
  }
}

extension Diagnostic.Message {
  static let noTarget = Self(
    id: "usage.no-target", text: "no output format; name one with --to, or by the extension of -o")

  static func unknownExtension(_ path: String, nearest: String?) -> Self {
    let hint = nearest.map { "did you mean '\($0)'? (--to names a format)" }
    return Self(
      id: "usage.unknown-extension",
      text: "no format is written to files like '\(path)'; \(hint ?? "name one with --to")")
  }

  fileprivate static func unpairedFormats(_ formats: Int, _ paths: Int) -> Self {
    func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
    return Self(
      id: "usage.outputs",
      text: paths < 2
        ? "--to is given \(times(formats)); give it once, or once for each -o in their order"
        : "--to is given \(times(formats)) and -o \(times(paths)); leave --to out, or give it once "
          + "for each -o in their order")
  }

  fileprivate static let folderOutput = Self(
    id: "usage.folder",
    text: "a site is a folder of pages; name the folder with -o, without --split and an extension "
      + "such as .gz")

  fileprivate static let splitOfSeveral = Self(
    id: "usage.outputs",
    text: "several -o are one file each; a folder or --split needs a run of its own")
}
