public import WarraqModel

extension ArticleReader {
  /// The articles of one input in memory.
  ///
  /// Records that cannot be read are emitted as errors in `context.log`; the others are returned.
  ///
  /// - Throws: `ConversionError` when the input cannot be read any further.
  public func articles(
    in bytes: [UInt8], name: String = "<memory>", context: inout ConversionContext
  ) throws(ConversionError) -> [Article] {
    let source = ByteSource(name: name, bytes: bytes)
    var scanner = makeScanner()
    var articles: [Article] = []
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile(name)
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      for index in 0..<batch.count {
        do throws(ConversionError) {
          try decode(batch[index], into: &articles, context: &context)
        } catch {
          context.log.emit(error)
        }
      }
    }
    if source.controlLetters > 0 {
      context.log.emit(
        .warning, .controlLetters(source.controlLetters), at: SourceLocation(file: name))
    }
    return articles
  }
}

extension ArticleWriter {
  /// One document of all the articles, in memory.
  ///
  /// What the articles lose is counted in `context.log`.
  ///
  /// - Throws: `ConversionError` when an article or the document cannot be written.
  public func document(
    of articles: [Article], context: inout ConversionContext
  ) throws(ConversionError) -> [UInt8] {
    let sink = MemorySink()
    var output = makeOutput()
    try output.begin(sink, context: &context)
    var batch = EncodedBatch()
    var losses = LossTally(of: [self])
    for article in articles {
      try batch.append(article, with: self, separator: separator, context: &context)
      losses.add(article)
    }
    losses.report(to: &context.log)
    try output.append(batch, to: sink, context: &context)
    try output.finish(sink, context: &context)
    return sink.bytes
  }

  /// The features that this writer does not keep as they are.
  public var lossyFeatures: Loss.FeatureSet {
    Loss.FeatureSet { treatment(of: $0) != .kept }
  }
}
