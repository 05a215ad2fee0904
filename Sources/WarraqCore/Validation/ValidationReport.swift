/// What came of checking one input.
public struct ValidationReport: Hashable, Sendable {
  /// The path as the user gave it; `<stdin>` for standard input.
  public var file: String
  /// The name of its format, `nil` where it could not be told.
  public var format: String?
  /// The schema that it was checked against, `nil` for none.
  public var schema: String?
  /// How many records were looked at.
  public var records = 0
  /// How many errors there are.
  public var errors = 0
  /// How many warnings there are.
  public var warnings = 0
  /// How many notes there are.
  public var notes = 0

  /// Whether it has no error.
  public var isValid: Bool { errors == 0 }

  /// Makes a report of nothing.
  public init(file: String) {
    self.file = file
  }

  mutating func count(_ diagnostic: Diagnostic) {
    switch diagnostic.severity {
    case .error: errors += 1
    case .warning: warnings += 1
    case .note: notes += 1
    }
  }
}
