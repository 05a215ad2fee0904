public import WarraqModel

extension FormatRegistry {
  /// The articles in bytes of any format of the table, compressed or not.
  ///
  /// ```swift
  /// let articles = try FormatRegistry.standard.articles(in: bytes, name: "story.txt")
  /// ```
  ///
  /// The format is detected from the bytes and the extension of the name. Articles have identifiers,
  /// as those of a ``Converter`` have.
  ///
  /// - Parameters:
  ///   - bytes: an array, `Data`, or any other sequence of bytes.
  ///   - name: the name of the file that they come from, for detection and for diagnostics.
  ///   - limits: what no input may exceed.
  ///   - onDiagnostic: called with every diagnostic, errors included; `nil` to throw the first error
  ///     and to ignore warnings and notes.
  /// - Throws: `ConversionError` for the first record that cannot be read, unless there is an
  ///   `onDiagnostic`.
  public func articles(
    in bytes: some Sequence<UInt8>, name: String = "<memory>", limits: Limits = Limits(),
    onDiagnostic: (@Sendable (Diagnostic) -> Void)? = nil
  ) throws(ConversionError) -> [Article] {
    var iterator = articles(
      from: .memory([UInt8](bytes), name: name), limits: limits, onDiagnostic: onDiagnostic
    ).makeAsyncIterator()
    var articles: [Article] = []
    while let article = try iterator.nextArticle() { articles.append(article) }
    return articles
  }

  /// The articles of inputs, read as they are asked for, so that an input may be of any size.
  ///
  /// ```swift
  /// for try await article in FormatRegistry.standard.articles(from: .file("news.jsonl.gz")) {
  ///   print(article.headline ?? article.id)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - inputs: what to read, in this order.
  ///   - limits: what no input may exceed.
  ///   - onDiagnostic: called with every diagnostic, errors included; `nil` to throw the first error
  ///     and to ignore warnings and notes.
  public func articles(
    from inputs: Input..., limits: Limits = Limits(),
    onDiagnostic: (@Sendable (Diagnostic) -> Void)? = nil
  ) -> ArticleStream {
    ArticleStream(registry: self, inputs: inputs, limits: limits, onDiagnostic: onDiagnostic)
  }
}

/// The articles of some inputs, one after the other.
///
/// ``FormatRegistry/articles(from:limits:onDiagnostic:)`` makes one. Every iteration opens the inputs
/// again; no more than one batch of records, about 256 KiB, is in memory.
public struct ArticleStream: AsyncSequence, Sendable {
  /// An article.
  public typealias Element = Article
  /// What an iteration throws.
  public typealias Failure = ConversionError

  let registry: FormatRegistry
  let inputs: [Input]
  let limits: Limits
  let onDiagnostic: (@Sendable (Diagnostic) -> Void)?

  /// Starts at the first article.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

  /// Reads the articles.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var feeder: BatchFeeder
    private var batch: [Article] = []
    private var position = 0
    private let limits: Limits
    private let onDiagnostic: (@Sendable (Diagnostic) -> Void)?
    /// The error to throw when the articles of its batch are taken.
    private var failure: ConversionError?

    init(_ stream: ArticleStream) {
      limits = stream.limits
      onDiagnostic = stream.onDiagnostic
      feeder = BatchFeeder(
        inputs: stream.inputs, registry: stream.registry, sourceFormat: nil, settings: [],
        context: ConversionContext(limits: limits))
    }

    /// The next article; `nil` after the last, and when the task is cancelled.
    ///
    /// - Throws: `ConversionError` for the first record or input that cannot be read, when there is
    ///   no `onDiagnostic`.
    public mutating func next() async throws(ConversionError) -> Article? {
      try nextArticle()
    }

    /// The next article, without a task.
    mutating func nextArticle() throws(ConversionError) -> Article? {
      while position == batch.count {
        if let failure { throw failure }
        guard let work = feeder.next() else { return nil }
        decode(work)
      }
      defer { position += 1 }
      return batch[position]
    }

    private mutating func decode(_ work: Work) {
      batch.removeAll(keepingCapacity: true)
      position = 0
      var context = ConversionContext(limits: limits)
      work.decode(context: &context) { article, context in
        _ = Identification().apply(to: &article, context: &context)
        batch.append(article)
      }
      for diagnostic in context.log.diagnostics {
        if let onDiagnostic {
          onDiagnostic(diagnostic)
        } else if diagnostic.severity == .error {
          failure = failure ?? ConversionError(diagnostic.message, at: diagnostic.location)
        }
      }
    }
  }
}
