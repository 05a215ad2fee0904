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
  ///   - writers: the formats of the outputs.
  ///   - transforms: options of transforms.
  init(
    _ words: [String], readers: [Format], writers: [Format], transforms: [SettingInfo] = []
  ) throws(ConversionError) {
    let readerInfos = readers.flatMap { $0.reader?.settings ?? [] }
    let writerInfos = writers.flatMap { $0.writer?.settings ?? [] }
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        inputs += rest
        break
      }
      guard word.hasPrefix("--") else {
        inputs.append(word)
        continue
      }
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
          let path = setting.text
          setting = SettingValue(
            info.name, bytes: try Self.contents(of: path, info.words),
            file: path == "-" ? "<stdin>" : path)
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
        throw ConversionError(
          .foreignOption(
            "--\(typedName)", owners: Self.owners(of: String(typedName)),
            targets: writers.map(\.name)))
      }
    }
    // A reader is made when its first input is opened, which is late to hear of a mistyped value.
    for reader in readers { try reader.reader?.check(readerSettings) }
  }

  /// The options for the writer of one of the formats.
  func writerSettings(of format: Format) -> [SettingValue] {
    let known = format.writer?.settings ?? []
    return writerSettings.filter { setting in known.contains { $0.name == setting.name } }
  }

  /// The formats that have an option which this conversion cannot use.
  private static func owners(of name: String) -> [String] {
    let plain = name.hasPrefix("no-") ? String(name.dropFirst(3)) : name
    return FormatRegistry.standard.formats.filter { format in
      let settings = (format.reader?.settings ?? []) + (format.writer?.settings ?? [])
      return settings.contains { $0.name == plain || $0.name == name }
    }.map(\.name)
  }

  /// - Parameter words: what the option takes in place of a file.
  private static func contents(
    of path: String, _ words: [String]
  ) throws(ConversionError) -> [UInt8] {
    let source: ByteSource
    do throws(ConversionError) {
      source = path == "-" ? ByteSource(standardInput: "<stdin>") : try ByteSource(path: path)
    } catch {
      guard let name = Spelling.near(path, in: words) ?? LocalFile.nearest(to: path) else {
        throw error
      }
      throw ConversionError(
        Diagnostic.Message(
          id: error.message.id, text: error.message.text + "; did you mean '\(name)'?"),
        at: error.location, underlying: error.underlying)
    }
    return try source.wholeContents(maximum: 1 << 28)
  }
}

extension Diagnostic.Message {
  static func foreignOption(_ word: String, owners: [String], targets: [String]) -> Self {
    let doing =
      targets.isEmpty ? "here" : "when converting to \(targets.joined(separator: " and "))"
    return Self(
      id: "usage.foreign-option",
      text: "'\(word)' is an option of "
        + (owners.isEmpty ? "'warraq convert'" : owners.joined(separator: ", "))
        + " and has no effect \(doing)")
  }

  static func needlessValue(_ word: String) -> Self {
    Self(id: "usage.needless-value", text: "'\(word)': this option takes no value")
  }

  static func missingValue(_ word: String, _ info: SettingInfo) -> Self {
    let usage = FormatHelp.usage(of: info)
    return Self(id: "usage.missing-value", text: "'\(word)' needs a value: \(usage)")
  }
}
