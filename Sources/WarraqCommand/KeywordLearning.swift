internal import Warraq

/// How a run learns keywords from its lists without separators.
struct KeywordLearning: Sendable {
  /// Whether the inputs are read once before, to split each list by what all of them teach.
  var readsTwice: Bool
  /// Where to write what was learned.
  var path: String?
  private let collector: KeywordCollector

  init(readsTwice: Bool, path: String?, temporaryFolder: String) {
    self.readsTwice = readsTwice
    self.path = path
    collector = KeywordCollector(folder: temporaryFolder)
  }

  /// The converter that learns, after a first reading of the inputs where one is wanted.
  ///
  /// - Parameter tell: is given what there is to say of what was learned.
  func prepare(
    _ converter: Converter, inputs: [Input], tell: (Diagnostic) -> Void
  ) async throws(ConversionError) -> Converter {
    guard readsTwice else { return collecting(converter) }
    let reading = collecting(converter)
    // Only what it takes to read: no other output, choice or condition counts yet.
    var first = Converter(
      registry: reading.registry,
      writer: try reading.registry.requireFormat(named: "jsonl").makeWriter())
    first.sourceFormat = reading.sourceFormat
    first.readerSettings = reading.readerSettings
    first.jobs = reading.jobs
    first.limits = reading.limits
    first.sourceDate = reading.sourceDate
    first.temporaryFolder = reading.temporaryFolder
    // What is wrong with the inputs is said when they are converted.
    let inputs = inputs.filter { mayHaveLists($0, of: reading) }
    if !inputs.isEmpty {
      _ = try await first.convert(
        inputs, to: .file("/dev/null"), onDiagnostic: { _ in }, onProgress: { _ in })
    }
    var taught = converter
    taught.readerSettings.append(SettingValue("tags", bytes: try table(tell)))
    return taught
  }

  /// Writes what was learned, where that is wanted.
  ///
  /// - Parameter tell: is given what there is to say of what was learned.
  func finish(tell: (Diagnostic) -> Void) throws(ConversionError) {
    guard let path else { return }
    var file = try BufferedFile(path: path)
    // What is left out was told before the second reading.
    file.buffer.append(contentsOf: try table(readsTwice ? { _ in } : tell))
    if let failure = file.finish() { throw failure }
  }

  private func table(_ tell: (Diagnostic) -> Void) throws(ConversionError) -> [UInt8] {
    let table = try collector.table()
    if table.leftOut > 0 { tell(Diagnostic(.note, .rareKeywords(table.leftOut), at: nil)) }
    return table.bytes
  }

  /// Whether an input is of the format that has lists without separators.
  private func mayHaveLists(_ input: Input, of converter: Converter) -> Bool {
    if let format = converter.sourceFormat { return format.name == Format.text.name }
    do throws(ConversionError) {
      return try FormatDetection.format(of: input, in: converter.registry).name == Format.text.name
    } catch {
      return false
    }
  }

  /// The converter with a text format that tells the collector of its lists.
  private func collecting(_ converter: Converter) -> Converter {
    let text = Format.text(collecting: collector)
    var learning = converter
    learning.registry = FormatRegistry(
      converter.registry.formats.map { $0.name == text.name ? text : $0 },
      codecs: converter.registry.codecs)
    if converter.sourceFormat?.name == text.name { learning.sourceFormat = text }
    return learning
  }
}

extension Diagnostic.Message {
  static func rareKeywords(_ count: Int) -> Self {
    Self(
      id: "keywords.rare",
      text: "the lists of this run have more keywords than are learned; the \(count) rarest were"
        + " left out")
  }

  static let learnNeedsFiles = Self(
    id: "usage.keywords-learn",
    text: "--keywords learn reads its inputs twice, so they have to be files, without --shard and "
      + "--resume; write a table with --keywords-out first and give it with --tags")
  static let keywordsOutNeedsWhole = Self(
    id: "usage.keywords-out",
    text: "--keywords-out writes what a whole run learned; leave out --resume")
}
