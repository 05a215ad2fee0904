public import WarraqModel

/// Writes one format.
///
/// A writer has two halves. `encode` turns one article into bytes, depends on nothing but its
/// arguments, and runs on any task; the output takes the encoded articles in order on one task.
public protocol ArticleWriter: Sendable {
  /// What stands between two encoded articles of one output.
  var separator: [UInt8] { get }

  /// Whether an output holds one article and no more, so that several need outputs of their own.
  ///
  /// The output itself refuses a second one; this is for those who choose between the two.
  var holdsOneArticle: Bool { get }

  /// Whether outputs strung together are one output when only the first of them was begun: those of
  /// formats that are lines and nothing else.
  var joinsOutputs: Bool { get }

  /// Whether an output is a folder of files, so that its sink is a ``FolderSink``.
  var writesFolder: Bool { get }

  /// What becomes of a feature of the model, under the options of this writer.
  func treatment(of feature: Loss.Feature) -> Loss.Treatment

  /// The features that the options leave out by choice, as columns that are not selected do: what
  /// becomes of them is no loss.
  var unselectedFeatures: Loss.FeatureSet { get }

  /// Whether its documents are for those who read stories, so that one that is written is out,
  /// whatever the document says of it.
  var publishes: Bool { get }

  /// The fields that ``encode(_:to:context:)`` looks at; see ``ConversionContext/projection``.
  var projection: Projection { get }

  /// Appends the bytes of one article.
  ///
  /// Returns what the output has to know about the article besides its bytes, `nil` for formats
  /// that only string them together.
  ///
  /// - Throws: `ConversionError` when the article cannot be written; the machine then forgets what
  ///   was appended.
  func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)?

  /// Makes the sequential half for one output.
  func makeOutput() -> any ArticleOutput
}

extension ArticleWriter {
  /// The default, none: what is not written is lost.
  public var unselectedFeatures: Loss.FeatureSet { [] }

  /// They may be for editors and programs.
  public var publishes: Bool { false }

  /// Nothing.
  public var separator: [UInt8] { [] }
  /// No.
  public var joinsOutputs: Bool { false }

  /// The default, all.
  public var projection: Projection { .all }

  /// `false`.
  public var holdsOneArticle: Bool { false }

  /// The default, `false`: an output is one file.
  public var writesFolder: Bool { false }
}

/// The sequential half of a writer: one output document.
public protocol ArticleOutput {
  /// Starts the document.
  mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError)

  /// Appends encoded articles, in order.
  mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError)

  /// Ends the document.
  mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError)

  /// What another output of the same writer has to know to resume the document from here;
  /// `nil` when it cannot. An output that never can says so before the first article.
  var resumptionState: [UInt8]? { get }

  /// Goes on with a document, in the place of ``begin(_:context:)``.
  mutating func resume(from state: [UInt8])
}

extension ArticleOutput {
  /// The default: a document cannot be resumed.
  public var resumptionState: [UInt8]? { nil }
  /// Does nothing.
  public mutating func resume(from state: [UInt8]) {}
}

/// An output that strings encoded articles together.
public struct DelimitedOutput: ArticleOutput {
  private let prologue: [UInt8]
  private let separator: [UInt8]
  private let epilogue: [UInt8]
  private var isFirst = true

  /// Makes an output that writes `prologue`, the articles with `separator` between them, `epilogue`.
  public init(prologue: [UInt8] = [], separator: [UInt8] = [], epilogue: [UInt8] = []) {
    self.prologue = prologue
    self.separator = separator
    self.epilogue = epilogue
  }

  /// Writes the prologue.
  public mutating func begin(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    try sink.write(prologue)
  }

  /// Whether there are articles already.
  public var resumptionState: [UInt8]? { [isFirst ? 0 : 1] }

  /// Goes on after the articles that there are.
  public mutating func resume(from state: [UInt8]) { isFirst = state != [1] }

  /// Writes the articles.
  public mutating func append(
    _ batch: EncodedBatch, to sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    guard !batch.parts.isEmpty else { return }
    if !isFirst { try sink.write(separator) }
    isFirst = false
    try sink.write(batch.buffer.bytes)
  }

  /// Writes the epilogue.
  public mutating func finish(
    _ sink: any ByteSink, context: inout ConversionContext
  ) throws(ConversionError) {
    try sink.write(epilogue)
  }
}
