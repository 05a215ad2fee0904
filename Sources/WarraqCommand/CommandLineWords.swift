internal import Warraq

/// The words of a command line, checked and spelled as the parser of arguments takes them.
///
/// What is wrong with an option is found here, before anything else is looked at and in the words
/// of this command: the parser has a style of its own, and takes `-dash.txt` for six options.
struct CommandLineWords {
  /// The words for the parser.
  private(set) var words: [String] = []
  /// The command that is named, or the default one.
  let command: CommandName

  private let options: [CommandOption]
  private let formatOptions: [SettingInfo]

  /// Checks the words.
  ///
  /// - Throws: `ConversionError` `usage.…` for an option that is not there, lacks its value or has
  ///   one that it cannot take.
  init(_ arguments: [String]) throws(ConversionError) {
    var rest = arguments[...]
    let named = rest.first.flatMap(CommandName.init(rawValue:))
    command = named ?? .convert
    options = command.options
    formatOptions =
      command.takesFormatOptions
      ? TransformChoices.infos
        + FormatRegistry.standard.formats
        .flatMap { ($0.reader?.settings ?? []) + ($0.writer?.settings ?? []) } : []
    if named != nil, let word = rest.popFirst() { words.append(word) }
    while let word = rest.popFirst() {
      if word == "--" {
        words.append(word)
        words += rest
        break
      }
      if word.hasPrefix("--") {
        try takeLong(word, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try takeLetters(word, &rest)
      } else {
        words.append(word)
      }
    }
  }

  private mutating func takeLong(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(ConversionError) {
    let body = word.dropFirst(2)
    let typed = body.prefix { $0 != "=" }
    let name = knownName(for: typed)
    let value = body.count > typed.count ? String(body.dropFirst(typed.count + 1)) : nil
    // The one option that may have a value or none.
    if command == .convert, name == "strict", let value {
      guard value == "all" else {
        throw ConversionError(.badSetting("strict", value, expected: "all, or no value"))
      }
      return words.append("--strict-all")
    }
    guard let option = options.first(where: { $0.name == name }) else {
      guard let info = formatOption(named: name) else {
        let nearest = Spelling.nearest(to: String(name), in: names(like: name))
        throw ConversionError(.unknownOption(word, nearest: nearest, command: command))
      }
      words.append(word)
      if case .flag = info.kind { return }
      // The value of an option of a format is its own affair, even when it starts with a dash.
      if value == nil, let next = rest.popFirst() {
        words[words.count - 1] = "\(word)=\(next)"
      }
      return
    }
    try take(option, typed: "--\(name)", value: value, &rest)
  }

  /// The names that a word may have been meant for: with `no-` those of what can be turned off.
  private func names(like word: Substring) -> [String] {
    let names = options.map(\.name) + formatOptions.map(\.name)
    guard word.hasPrefix("no-") else { return names }
    return names
      + formatOptions.compactMap { if case .flag = $0.kind { "no-\($0.name)" } else { nil } }
  }

  /// The name of an option of this command: that of the input is '--from' where something is written
  /// and '--format' where nothing is, and either name will do.
  private func knownName(for name: Substring) -> Substring {
    func isKnown(_ name: Substring) -> Bool { options.contains { $0.name == name } }
    guard !isKnown(name) else { return name }
    switch name {
    case "from" where isKnown("format"): return "format"
    case "format" where isKnown("from"): return "from"
    default: return name
    }
  }

  /// The option of a format or a transform that a name means, with or without `from-`, `to-` and
  /// `no-`.
  private func formatOption(named name: Substring) -> SettingInfo? {
    var names = [name]
    if name.hasPrefix("from-") { names.append(name.dropFirst(5)) }
    if name.hasPrefix("to-") { names.append(name.dropFirst(3)) }
    if let info = formatOptions.first(where: { info in names.contains { $0 == info.name } }) {
      return info
    }
    let negated = names.filter { $0.hasPrefix("no-") }.map { $0.dropFirst(3) }
    return formatOptions.first { info in
      if case .flag = info.kind { negated.contains { $0 == info.name } } else { false }
    }
  }

  private mutating func takeLetters(
    _ word: String, _ rest: inout ArraySlice<String>
  ) throws(ConversionError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else {
        throw ConversionError(.unknownLetter(word, nearest: nearestName(to: word, letter)))
      }
      guard option.value.isNeeded else {
        guard letters.first != "=" else { throw ConversionError(.needlessValue(word)) }
        words.append("-\(letter)")
        continue
      }
      if letters.first == "=" { letters.removeFirst() }
      return try take(
        option, typed: "-\(letter)", value: letters.isEmpty ? nil : String(letters), &rest)
    }
  }

  /// The option that a word with one dash may have been meant for.
  private func nearestName(to word: String, _ letter: Character) -> String? {
    let name = String(word.dropFirst())
    guard name.count > 1 else {
      let lower = letter.lowercased()
      let near = options.filter { $0.name.hasPrefix(lower) }
      // What has a letter would be typed with it.
      return (near.first { $0.letter == nil } ?? near.first)?.name
    }
    guard !name.contains(".") else { return nil }
    return Spelling.nearest(to: name, in: options.map(\.name))
  }

  private mutating func take(
    _ option: CommandOption, typed: String, value: String?, _ rest: inout ArraySlice<String>
  ) throws(ConversionError) {
    guard option.value.isNeeded else {
      guard value == nil else { throw ConversionError(.needlessValue("\(typed)=\(value ?? "")")) }
      return words.append(typed)
    }
    var given = value
    // A number below zero is a value that is wrong, and no option.
    if given == nil, let next = rest.first,
      next == "-" || !next.hasPrefix("-") || option.value.isNumber && Int(next) != nil
    {
      given = rest.removeFirst()
    }
    guard let given, !given.isEmpty else { throw ConversionError(.missingValue(typed, option)) }
    switch option.value {
    case .number:
      guard let number = Int(given), number > 0 else {
        throw ConversionError(.badSetting(option.name, given, expected: "a number above 0"))
      }
    case .words(let known):
      guard known.contains(given) else {
        throw ConversionError(.badSetting(option.name, given, words: known))
      }
    case .none, .text, .file, .format, .list: break
    }
    let word = "--\(option.name)="
    words.append(word + given)
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownOption(
    _ word: String, nearest: String?, command: CommandName
  ) -> Self {
    let hint =
      nearest.map { "; did you mean '--\($0)'?" } ?? " ('warraq help \(command)' lists them)"
    return Self(id: "usage.unknown-option", text: "no option is named '\(word)'\(hint)")
  }

  fileprivate static func unknownLetter(_ word: String, nearest: String?) -> Self {
    let hint =
      nearest.map { "did you mean '--\($0)'?" } ?? "a file of that name is written './\(word)'"
    return Self(id: "usage.unknown-option", text: "no option is named '\(word)'; \(hint)")
  }

  fileprivate static func missingValue(_ typed: String, _ option: CommandOption) -> Self {
    Self(
      id: "usage.missing-value",
      text: "'\(typed)' needs a value; 'warraq help --\(option.name)' says which")
  }
}
