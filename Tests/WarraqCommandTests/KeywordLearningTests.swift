import Synchronization
import TestSupport
import Testing
import Warraq

@testable import WarraqCommand

struct KeywordLearningTests {
  /// A format whose readers are counted.
  private struct CountedReader: ArticleReader {
    let decoded: Counter

    func decode(
      _ record: Record, into articles: inout [Article], context: inout ConversionContext
    ) throws(ConversionError) {
      decoded.add()
    }
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
  }

  private struct NoOptions: Sendable {}

  @Test(arguments: [true, false])
  func `only texts are read twice`(isNamed: Bool) async throws {
    let decoded = Counter()
    let counted = Format(
      name: "counted", title: "Counted", extensions: ["counted"], mediaTypes: [],
      sniff: { $0.contains("counted") ? .certain : .no },
      reader: FormatDirection(settings: [], defaults: NoOptions()) { _ in
        CountedReader(decoded: decoded)
      })
    var converter = Converter(
      registry: FormatRegistry(
        FormatRegistry.standard.formats + [counted], codecs: FormatRegistry.standard.codecs),
      writer: JSONWriter(.lines))
    converter.sourceFormat = isNamed ? counted : nil
    let folder = try TemporaryFolder()
    let dump = "عنوان الخبر هنا\nفقرة من الخبر.\nكلمات دلالية: سد النهضة السودان إثيوبيا\n"
    let inputs: [Input] = [
      .file(try folder.write("this is counted", to: "a.counted")),
      .file(try folder.write(dump, to: "a.txt")),
    ]
    let learning = KeywordLearning(readsTwice: true, path: nil, temporaryFolder: folder.path(""))
    let taught = try await learning.prepare(converter, inputs: inputs) { _ in }
    #expect(decoded.value == 0)
    let table = String(decoding: taught.readerSettings.last?.bytes ?? [], as: UTF8.self)
    #expect(table.hasPrefix(isNamed ? "#lists\t0\t" : "#lists\t1\t"))
  }
}
