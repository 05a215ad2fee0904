internal import Warraq

/// The words of a command line that belong to no fixed option: inputs, and options of formats and
/// transforms.
///
/// The options come from the tables of formats and of transforms, so a new one brings its own.
struct FormatWords {
  /// Inputs as typed.
  private(set) var inputs: [String] = []
  /// Options for the reader.
  private(set) var readerSettings: [SettingValue] = []
  /// Options for the writer.
  private(set) var writerSettings: [SettingValue] = []
  /// Options of transforms, in the order in which they were typed.
  private(set) var transformSettings: [SettingValue] = []

  /// Sorts the words.
  ///
  /// An option goes to the reader and the writer that have it; `--from-NAME` and `--to-NAME` go to
  /// one of them.
  ///
  /// - Parameters:
  ///   - words: what the fixed options left over, in their order.
  ///   - readers: the formats the input may be of.
  ///   - writer: the format of the output.
  ///   - transforms: options of transforms.
  ///   - knownOptions: names of the fixed options, for "did you mean".
  init(
    _ words: [String], readers: [Format], writer: Format?, transforms: [SettingInfo] = [],
    knownOptions: [String]
  ) throws(ConversionError) {
    let readerInfos = readers.flatMap { $0.reader?.settings ?? [] }
    let writerInfos = writer?.writer?.settings ?? []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        inputs += rest
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        inputs.append(word)
        continue
      }
      guard word.hasPrefix("--") else { throw ConversionError(.unknownOption(word, nearest: nil)) }
      let body = word.dropFirst(2)
      let typedName = body.prefix { $0 != "=" }
      var value = body.count > typedName.count ? String(body.dropFirst(typedName.count + 1)) : nil

      var candidates: [(name: Substring, reads: Bool, writes: Bool)] = [(typedName, true, true)]
      if typedName.hasPrefix("from-") { candidates.append((typedName.dropFirst(5), true, false)) }
      if typedName.hasPrefix("to-") { candidates.append((typedName.dropFirst(3), false, true)) }
      var isHandled = false
      for (name, reads, writes) in candidates {
        let isNegated = name.hasPrefix("no-")
        let plain = isNegated ? name.dropFirst(3) : name
        let found =
          (reads ? readerInfos : []).filter { $0.name == plain || $0.name == name }
          + (writes ? writerInfos : []).filter { $0.name == plain || $0.name == name }
          + (reads && writes ? transforms : []).filter { $0.name == name }
        guard let info = found.first else { continue }
        if case .flag = info.kind {
          guard value == nil else { throw ConversionError(.needlessValue(word)) }
          value = isNegated ? "false" : "true"
        } else if isNegated, info.name == plain {
          continue
        } else if value == nil {
          guard let next = rest.popFirst() else {
            throw ConversionError(.missingValue(word, info))
          }
          value = next
        }
        var setting = SettingValue(info.name, value ?? "")
        if case .file = info.kind, !info.words.contains(setting.text) {
          setting = SettingValue(info.name, bytes: try Self.contents(of: setting.text))
        }
        if reads, readerInfos.contains(where: { $0.name == info.name }) {
          readerSettings.append(setting)
        }
        if writes, writerInfos.contains(where: { $0.name == info.name }) {
          writerSettings.append(setting)
        }
        if transforms.contains(info) { transformSettings.append(setting) }
        isHandled = true
        break
      }
      guard isHandled else {
        let all = (readerInfos + writerInfos + transforms).map(\.name) + knownOptions
        if let owner = Self.owner(of: String(typedName)) {
          throw ConversionError(.foreignOption(word, owner: owner, target: writer?.name))
        }
        throw ConversionError(
          .unknownOption(word, nearest: Spelling.nearest(to: String(typedName), in: all)))
      }
    }
    // A reader is made when its first input is opened, which is late to hear of a mistyped value.
    for reader in readers { try reader.reader?.check(readerSettings) }
  }

  /// The format that has an option which this conversion cannot use.
  private static func owner(of name: String) -> String? {
    let plain = name.hasPrefix("no-") ? String(name.dropFirst(3)) : name
    return FormatRegistry.standard.formats.first { format in
      let settings = (format.reader?.settings ?? []) + (format.writer?.settings ?? [])
      return settings.contains { $0.name == plain || $0.name == name }
    }?.name
  }

  private static func contents(of path: String) throws(ConversionError) -> [UInt8] {
    let source = path == "-" ? ByteSource(standardInput: "<stdin>") : try ByteSource(path: path)
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, upTo: 1 << 20) > 0 {}
    return bytes
  }
}

extension Diagnostic.Message {
  static func unknownOption(_ word: String, nearest: String?) -> Self {
    let hint = nearest.map { "; did you mean '--\($0)'?" } ?? " ('warraq help convert' lists them)"
    return Self(id: "usage.unknown-option", text: "no option is named '\(word)'\(hint)")
  }

  static func foreignOption(_ word: String, owner: String, target: String?) -> Self {
    let doing = target.map { "converting to \($0)" } ?? "this"
    return Self(
      id: "usage.foreign-option",
      text: "'\(word)' is an option of \(owner) and has no effect when \(doing)")
  }

  static func needlessValue(_ word: String) -> Self {
    Self(id: "usage.needless-value", text: "'\(word)': this option takes no value")
  }

  static func missingValue(_ word: String, _ info: SettingInfo) -> Self {
    let usage = FormatHelp.usage(of: info)
    return Self(id: "usage.missing-value", text: "'\(word)' needs a value: \(usage)")
  }
}
