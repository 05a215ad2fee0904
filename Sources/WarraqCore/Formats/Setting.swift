/// One option of a format: a row that help, completions and documentation are made from.
public struct Setting<Options>: Sendable {
  /// What the row says.
  public let info: SettingInfo
  private let apply: @Sendable (inout Options, SettingValue) throws(ConversionError) -> Void

  /// Makes a row.
  ///
  /// - Parameters:
  ///   - name: the option's name on the command line without the dashes.
  ///   - kind: what value it takes.
  ///   - help: one line, a full sentence; says the default.
  ///   - apply: sets the option from the value's text: `true` or `false` for a flag, the contents
  ///     for a file.
  public init(
    _ name: String, _ kind: SettingInfo.Kind, help: String,
    apply: @escaping @Sendable (inout Options, String) throws(ConversionError) -> Void
  ) {
    info = SettingInfo(name: name, kind: kind, help: help)
    self.apply = { options, value throws(ConversionError) in try apply(&options, value.text) }
  }

  /// Makes a row for an option that is a file whose contents need not be text, such as a picture.
  ///
  /// - Parameters:
  ///   - name: the option's name on the command line without the dashes.
  ///   - placeholder: what the help calls the path.
  ///   - help: one line, a full sentence.
  ///   - apply: sets the option from the contents of the file.
  public static func file(
    _ name: String, _ placeholder: String = "FILE", words: [String] = [], help: String,
    apply: @escaping @Sendable (inout Options, [UInt8]) throws(ConversionError) -> Void
  ) -> Setting {
    Setting(SettingInfo(name: name, kind: .file(placeholder), help: help, words: words)) {
      options, value throws(ConversionError) in try apply(&options, value.bytes)
    }
  }

  private init(
    _ info: SettingInfo,
    apply: @escaping @Sendable (inout Options, SettingValue) throws(ConversionError) -> Void
  ) {
    self.info = info
    self.apply = apply
  }

  /// Sets the option; an error in a file names the file.
  func set(_ options: inout Options, _ value: SettingValue) throws(ConversionError) {
    do throws(ConversionError) {
      try apply(&options, value)
    } catch {
      guard let file = value.file, error.location?.file == "--\(value.name)" else { throw error }
      var error = error
      error.location?.file = file
      throw error
    }
  }

  /// Makes a row for an on-or-off option.
  public static func flag(
    _ name: String, _ path: any WritableKeyPath<Options, Bool> & Sendable, help: String
  ) -> Setting {
    Setting(name, .flag, help: help) { options, text in
      options[keyPath: path] = text == "true"
    }
  }

  /// Makes a row for an option that is one of a few words.
  public static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Options, Choice> & Sendable, help: String
  ) -> Setting where Choice.RawValue == String {
    Setting(name, .choice(Choice.allCases.map(\.rawValue)), help: help) {
      options, text throws(ConversionError) in
      guard let choice = Choice(rawValue: text) else {
        throw ConversionError(.badSetting(name, text, words: Choice.allCases.map(\.rawValue)))
      }
      options[keyPath: path] = choice
    }
  }
}

/// What a ``Setting`` says of itself.
public struct SettingInfo: Hashable, Sendable {
  /// What value an option takes.
  public enum Kind: Hashable, Sendable {
    /// None: it is on when it is there. `--no-NAME` turns it off.
    case flag
    /// A text; the string is the placeholder in the help.
    case text(String)
    /// One of these words.
    case choice([String])
    /// A file's path; the option receives the file's contents.
    case file(String)
  }

  /// The option's name without the dashes.
  public let name: String
  /// What value it takes.
  public let kind: Kind
  /// One line that says what it does and its default.
  public let help: String
  /// The words that the option takes in place of a file.
  public var words: [String] = []
}

extension Diagnostic.Message {
  /// An option has a value that it cannot take.
  public static func badSetting(_ name: String, _ value: String, expected: String) -> Self {
    Self(id: "usage.option-value", text: "--\(name) cannot be '\(value)'; expected \(expected)")
  }

  /// An option that is one of a few words has another, and the nearest is named.
  public static func badSetting(_ name: String, _ value: String, words: [String]) -> Self {
    let nearest =
      value.isEmpty
      ? nil : Spelling.synonym(of: value, in: words) ?? Spelling.nearest(to: value, in: words)
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return badSetting(name, value, expected: words.joined(separator: ", ") + hint)
  }
}
