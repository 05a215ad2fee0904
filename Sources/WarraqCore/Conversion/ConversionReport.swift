/// What a conversion did.
public struct ConversionReport: Sendable {
  /// Inputs that were opened.
  public internal(set) var inputs = 0
  /// Inputs that could not be opened or read to their end.
  public internal(set) var failedInputs = 0
  /// Records that could not be decoded, and articles that could not be encoded.
  public internal(set) var failedRecords = 0
  /// Warnings about inputs and records.
  public internal(set) var warnings = 0
  /// Articles written.
  public internal(set) var articles = 0
  /// Bytes read.
  public internal(set) var bytesRead = 0
  /// Outputs completed: 0 or 1, or the number of files of a split output.
  public internal(set) var outputs = 0
  /// How often each diagnostic was emitted, by its identifier.
  public internal(set) var diagnosticCounts: [String: Int] = [:]
  /// What was lost.
  public internal(set) var losses = LossCount()
  /// What was met and has no place in an article.
  public internal(set) var reading = ReadingCount()
  /// Records that were written from where they lie, without an `Article` between.
  public internal(set) var inLane = 0
  /// Records that hold something unusual and took the ordinary way, where others did not.
  public internal(set) var leftLane = 0
  /// Whether the reader of the output went away before the end, which is no failure.
  public internal(set) var isOutputClosed = false
  /// Whether there were as many errors as `Converter.maximumErrors` allows.
  public internal(set) var isStoppedByErrors = false

  /// Makes the report of a conversion that did nothing.
  package init(isStoppedByErrors: Bool = false) { self.isStoppedByErrors = isStoppedByErrors }

  /// Whether every input was converted.
  public var isComplete: Bool { failedInputs == 0 && failedRecords == 0 }
}

extension ConversionReport: CustomStringConvertible {
  /// What was converted, what failed and what was lost, one line each; the last two where there is
  /// something to say.
  ///
  /// ```
  /// 12 articles from 3 inputs
  /// failed: 1 input, 2 records
  /// lost: 4 × assets dropped, 1 × rights flattened
  /// ```
  public var description: String {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    var lines = ["\(count(articles, "article")) from \(count(inputs, "input"))"]
    var failures: [String] = []
    if failedInputs > 0 { failures.append(count(failedInputs, "input")) }
    if failedRecords > 0 { failures.append(count(failedRecords, "record")) }
    if !failures.isEmpty { lines.append("failed: " + failures.joined(separator: ", ")) }
    if !losses.isEmpty { lines.append("lost: \(losses)") }
    if isStoppedByErrors { lines.append("stopped: too many errors") }
    return lines.joined(separator: "\n")
  }
}

/// How far a conversion is.
public struct ConversionProgress: Sendable {
  /// Bytes of input read.
  public let bytesRead: Int
  /// Articles written.
  public let articles: Int
  /// Inputs opened.
  public let inputs: Int
  /// Bytes of input that an earlier run had read.
  public let bytesReadBefore: Int
  /// Articles that an earlier run had written.
  public let articlesBefore: Int

  init(bytesRead: Int, articles: Int, inputs: Int, atStart start: ConversionProgress? = nil) {
    self.bytesRead = bytesRead
    self.articles = articles
    self.inputs = inputs
    bytesReadBefore = start?.bytesRead ?? 0
    articlesBefore = start?.articles ?? 0
  }
}
