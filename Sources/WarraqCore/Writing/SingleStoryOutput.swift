/// The output of a format whose documents hold one story.
package struct SingleStoryOutput: ArticleOutput {
  private let several: Diagnostic.Message
  private let none: Diagnostic.Message
  private let end: [UInt8]
  private var hasStory = false

  /// Makes an output.
  ///
  /// - Parameters:
  ///   - several: what to say where there are more stories than one.
  ///   - none: what to say where there is no story.
  ///   - end: what stands at the end of the document.
  package init(several: Diagnostic.Message, none: Diagnostic.Message, end: String = "") {
    self.several = several
    self.none = none
    self.end = Array(end.utf8)
  }

  package mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {}

  package mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    guard !hasStory, batch.parts.count == 1 else { throw ConversionError(several) }
    hasStory = true
    try sink.write(batch.buffer.bytes)
  }

  package mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard hasStory else { throw ConversionError(none) }
    if !end.isEmpty { try sink.write(end) }
  }
}
