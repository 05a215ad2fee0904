/// Something to tell the user about an input or an output.
public struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, Comparable {
    /// Worth knowing; nothing is wrong.
    case note
    /// Something was guessed, repaired or left out.
    case warning
    /// A record or an input was not converted.
    case error

    /// Orders mild before bad.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// An identifier and the words for it.
  public struct Message: Hashable, Sendable {
    /// `format.kebab-case`; it does not change between releases.
    public let id: String
    /// Lower case, no full stop; names the thing and the remedy.
    public let text: String

    /// Makes a message.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// What it is.
  public var message: Message
  /// Where it is, when it has a place.
  public var location: SourceLocation?
  /// Which of several outputs it is about, 0 first; `nil` when there is one, or when it is about all.
  public package(set) var output: Int?

  /// Makes a diagnostic.
  public init(_ severity: Severity, _ message: Message, at location: SourceLocation? = nil) {
    self.severity = severity
    self.message = message
    self.location = location
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message [id]`.
  ///
  /// What a terminal would obey is escaped: see ``Message/description``.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return "\(place)\(severity.rawValue): \(message)"
  }
}

extension Diagnostic.Message: CustomStringConvertible {
  /// `message [id]`, always one line.
  ///
  /// A message quotes its input, and an input may come from anybody: control characters, line ends
  /// and marks that change the direction of text are written as escapes such as `\u{1B}`.
  public var description: String { "\(text) [\(id)]".escapedForDisplay }
}

/// A place in an input.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path as the user gave it; `<stdin>` for standard input.
  public var file: String
  /// The line, 1 first.
  public var line: Int?
  /// The column in Unicode scalars, 1 first.
  public var column: Int?
  /// The offset in bytes, 0 first.
  public var byteOffset: Int?

  /// Makes a location.
  public init(file: String, line: Int? = nil, column: Int? = nil, byteOffset: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }

  /// `file`, `file:line` or `file:line:column`, with escapes as in a message.
  public var description: String {
    var text = file
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text.escapedForDisplay
  }
}

extension String {
  /// The text in one line, with escapes in place of what a terminal would obey.
  fileprivate var escapedForDisplay: String {
    guard unicodeScalars.contains(where: \.isObeyedByTerminals) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where SystemPath.isByte(scalar):
        text += String(scalar).displayedPath
      case _ where scalar.isObeyedByTerminals:
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character (C0, DEL, C1), a line or paragraph separator, an embedding,
  /// override or isolate of bidirectional text, or a byte of a file's name that is no UTF-8.
  fileprivate var isObeyedByTerminals: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0x10FF80...: true
    default: false
    }
  }
}
