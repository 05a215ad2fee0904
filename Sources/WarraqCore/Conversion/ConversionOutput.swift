/// One of the outputs of a conversion: what writes it, and where it goes.
public struct ConversionOutput: Sendable {
  /// What writes it.
  public var writer: any ArticleWriter
  /// Where it goes.
  public var plan: OutputPlan
  /// Compresses it, in the same tasks that do the rest of the work.
  public var codec: Codec?
  /// The format that an existing file has to be of for the output to take its place; `nil` to
  /// replace files of any kind. The inputs are never replaced.
  public var replaceableFormat: Format?

  /// Makes an output.
  public init(
    writer: any ArticleWriter, plan: OutputPlan, codec: Codec? = nil,
    replaceableFormat: Format? = nil
  ) {
    self.writer = writer
    self.plan = plan
    self.codec = codec
    self.replaceableFormat = replaceableFormat
  }
}
