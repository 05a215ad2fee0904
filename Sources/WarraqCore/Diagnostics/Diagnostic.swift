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

  /// Makes a diagnostic.
  public init(_ severity: Severity, _ message: Message, at location: SourceLocation? = nil) {
    self.severity = severity
    self.message = message
    self.location = location
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message [id]`.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return "\(place)\(severity.rawValue): \(message.text) [\(message.id)]"
  }
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

  /// `file`, `file:line` or `file:line:column`.
  public var description: String {
    var text = file
    if let line {
      text += ":\(line)"
      if let column { text += ":\(column)" }
    }
    return text
  }
}
