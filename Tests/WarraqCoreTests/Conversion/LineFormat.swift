import WarraqCore
import WarraqModel

extension Format {
  /// A format as small as can be: a headline a line; `!` at the start of a line is an error.
  static let lines = Format(
    name: "lines", title: "Lines", extensions: ["lines"], mediaTypes: ["text/x-lines"],
    sniff: { $0.bytes.first == UInt8(ascii: "#") ? .certain : .no },
    reader: FormatDirection(settings: [], defaults: ()) { LineReader() },
    writer: FormatDirection(settings: [], defaults: ()) { LineWriter() })
}

struct LineReader: ArticleReader {
  func makeScanner() -> any RecordScanner { LineScanner() }

  func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    if record.bytes.first == UInt8(ascii: "!") {
      throw ConversionError(Diagnostic.Message(id: "lines.bad", text: "a bad line"))
    }
    if record.bytes.first == UInt8(ascii: "#") { return }
    var article = Article(id: "urn:line:\(record.line)")
    article.headline = String(decoding: record.bytes, as: UTF8.self)
    articles.append(article)
  }
}

/// Reads in small steps, so that a test needs little to fill several batches.
struct LineScanner: RecordScanner {
  private var line = 1
  private var byteOffset = 0
  private var carry: [UInt8] = []

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    var start = batch.bytes.count
    batch.bytes += carry
    let count = try source.read(into: &batch.bytes, upTo: 64 << 10)
    while let end = batch.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      batch.append(start..<end, line: line, byteOffset: byteOffset)
      byteOffset += end + 1 - start
      line += 1
      start = end + 1
    }
    carry = Array(batch.bytes[start...])
    batch.bytes.removeSubrange(start...)
    return count > 0
  }
}

struct LineWriter: ArticleWriter {
  /// Whether each line ends itself and the document has neither start nor end.
  var joinsOutputs = false

  init(joins: Bool = false) { joinsOutputs = joins }

  var separator: [UInt8] { joinsOutputs ? [] : [UInt8(ascii: "\n")] }

  func treatment(of feature: Loss.Feature) -> Loss.Treatment {
    feature == .headline ? .kept : .dropped
  }

  func encode(
    _ article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) throws(ConversionError) -> (any Sendable)? {
    buffer.append(article.headline ?? "")
    if article.headline == "unwritable" {
      throw ConversionError(Diagnostic.Message(id: "lines.unwritable", text: "cannot write it"))
    }
    if joinsOutputs { buffer.append("\n") }
    return nil
  }

  func makeOutput() -> any ArticleOutput {
    joinsOutputs
      ? DelimitedOutput()
      : DelimitedOutput(
        prologue: Array("<\n".utf8), separator: separator, epilogue: Array("\n>".utf8))
  }
}

extension Converter {
  /// From lines to a document of lines.
  static var lines: Converter {
    var converter = Converter(registry: FormatRegistry([.lines], codecs: []), writer: LineWriter())
    converter.sourceFormat = .lines
    return converter
  }
}
