/// Why a record, an input or a whole conversion could not go on.
public struct ConversionError: Error, CustomStringConvertible {
  /// What happened, with an identifier that does not change between releases.
  public let message: Diagnostic.Message
  /// Where, when it has a place.
  public var location: SourceLocation?
  /// Which of several outputs it is about, 0 first.
  var output: Int?
  /// The error that caused it.
  public let underlying: (any Error)?

  /// Makes an error.
  public init(
    _ message: Diagnostic.Message, at location: SourceLocation? = nil,
    underlying: (any Error)? = nil
  ) {
    self.message = message
    self.location = location
    self.underlying = underlying
  }

  /// The error as a diagnostic.
  public var diagnostic: Diagnostic {
    var diagnostic = Diagnostic(.error, message, at: location)
    diagnostic.output = output
    return diagnostic
  }

  /// `file:line:column: error: message [id]`.
  public var description: String { diagnostic.description }
}
