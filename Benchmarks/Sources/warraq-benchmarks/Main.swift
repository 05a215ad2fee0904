import Warraq

/// Measures every format of the table in this process, without files and on one processor.
///
///     swift run -c release --package-path Benchmarks warraq-benchmarks CORPUS.jsonl
///
/// It reads the stories once, then writes them in every format that can be written, and reads back
/// what it wrote in every format that can be read. One row a format: time a story, and megabytes of
/// the format a second; the fastest of several turns, because nothing makes code faster by chance.
@main
struct Main {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: warraq-benchmarks CORPUS.jsonl")
      return
    }
    var context = ConversionContext.fixed
    let corpus = try bytes(of: CommandLine.arguments[1])
    var stories = try JSONReader(.lines).articles(in: corpus, context: &context)
    for index in stories.indices {
      _ = Identification().apply(to: &stories[index], context: &context)
    }
    print("| format | MB | write, µs a story | MB/s | read, µs a story | MB/s |")
    print("|---|---:|---:|---:|---:|---:|")
    for format in FormatRegistry.standard.formats {
      guard let writer = try format.writer?.make() else { continue }
      try measure(format, writer, stories)
    }
  }

  private static func measure(
    _ format: Format, _ writer: any ArticleWriter, _ stories: [Article]
  ) throws {
    var document: [UInt8] = []
    let writing = try fastest {
      var context = ConversionContext.fixed
      document = try writer.document(of: stories, context: &context)
    }
    var row = [format.name, decimal(Double(document.count) / 1e6)]
    row += columns(writing, document.count, stories.count)
    if let reader = try format.reader?.make() {
      var count = 0
      let reading = try fastest {
        var context = ConversionContext.fixed
        count = try reader.articles(in: document, context: &context).count
      }
      // Fewer come back only where a format cannot hold several.
      row += columns(reading, document.count, max(count, 1))
    } else {
      row += ["", ""]
    }
    print("| " + row.joined(separator: " | ") + " |")
  }

  private static func columns(_ time: Duration, _ bytes: Int, _ stories: Int) -> [String] {
    let seconds = time / .seconds(1)
    return [decimal(seconds * 1e6 / Double(stories)), decimal(Double(bytes) / 1e6 / seconds)]
  }

  private static func decimal(_ value: Double) -> String {
    String(Double(Int(value * 10 + 0.5)) / 10)
  }

  private static func fastest(_ work: () throws -> Void) rethrows -> Duration {
    let clock = ContinuousClock()
    return try (0..<5).map { _ in try clock.measure(work) }.min() ?? .zero
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    let source = try ByteSource(path: path)
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, upTo: 1 << 20) > 0 {}
    return bytes
  }
}
