import Foundation
import TestSupport
import Testing
import Warraq

/// Dumps with many stories in one file.
struct ManyStoriesTests {
  private func story(_ number: Int) -> String {
    """
    عنوان الخبر رقم \(number)
    تاريخ النشر: \(number % 27 + 1)th, June 2024 GMT
    هذه فقرة أولى من الخبر رقم \(number) وهي فقرة كاملة.
    وهذه فقرة ثانية منه.
    المصدر: سانا
    إقرأ أيضاً:
    خبر آخر قرأه الناس
    قال أحدهم، أمس، إن الخبر الآخر أهم.

    """
  }

  @Test func `stories are separated by their dates and keep their related stories`() throws {
    let dump = try TextDump((1...5).map(story).joined())
    #expect(dump.articles.map(\.headline) == (1...5).map { "عنوان الخبر رقم \($0)" })
    #expect(dump.articles.allSatisfy { $0.related.count == 1 && $0.body.count == 2 })
  }

  @Test(arguments: ["arabic", "english", "french", "persian", "mixed", "pathological"])
  func `copies of a sample in one file are as many stories`(name: String) throws {
    let url = SharedFolder.packageRoot.appending(path: "Samples/text/\(name).txt")
    let sample = try String(contentsOf: url, encoding: .utf8) + "\n"
    let alone = try TextDump(sample)
    let dump = try TextDump(sample + sample + sample)
    #expect(dump.articles == alone.articles + alone.articles + alone.articles)
  }

  @Test func `a date anywhere in its line begins a story`() throws {
    let story = "A headline\nStory ID: 12 Published: 2024-06-24\nA paragraph.\nAnother one.\n"
    let dump = try TextDump(story + story)
    #expect(dump.articles.map(\.body.count) == [2, 2])
  }

  private let dated = """
    A headline
    Published: 2024-06-24
    A paragraph of the story.
    Source: AFP
    Tags: one, two
    Read also:
    A story of another day
    Published: 2024-06-20
    What happened on that day.

    """

  @Test func `related stories with dates do not swallow the stories after them`() throws {
    let plain = "A third one\nPublished: 2024-06-23\nIt has a paragraph.\n"
    let dump = try TextDump(dated + plain + dated + plain + plain + dated)
    let third = "A third one"
    #expect(
      dump.articles.map(\.headline) == [
        "A headline", third, "A headline", third, third, "A headline",
      ])
    #expect(dump.articles.map(\.related.count) == [1, 0, 1, 0, 0, 1])
    #expect(dump.articles.allSatisfy { $0.body.count == 1 })
  }

  @Test func `several related stories with dates belong to one story`() throws {
    let more = "Of a third day\nPublished: 2024-06-21\nWhat happened then.\n"
    let dump = try TextDump(dated + more + more)
    #expect(dump.article.related.compactMap(\.article?.headline).count == 3)
  }

  @Test func `a story alone is never cut`() throws {
    let dated = try TextDump(
      """
      A headline
      Published: 2024-06-24
      A paragraph.
      A line without a full stop
      Another paragraph.
      Published: 2024-06-24
      """)
    #expect(dated.articles.count == 1)
    let ruled = try TextDump(
      "A headline\n==========\nDate: 2024-06-24\nOne.\n* * *\nTwo.\n---\nThree.\n")
    #expect(ruled.articles.count == 1)
    #expect(ruled.article.body.count == 5)
    #expect(ruled.article.body.filter { $0 == .divider }.count == 2)
  }

  @Test(arguments: ["====", "----", "***", "\u{0C}"])
  func `rows of ornaments and form feeds part stories`(separator: String) throws {
    let dump = try TextDump(
      """
      First headline
      Date: 2024-06-24
      One. And more.
      \(separator)
      Second headline
      Date: 2024-06-25
      Two. And more.
      """)
    #expect(dump.articles.map(\.headline) == ["First headline", "Second headline"])
    #expect(dump.articles.map(\.body.count) == [1, 1])
  }

  @Test func `the user may name the line between stories`() throws {
    var options = TextReader.Options()
    options.splitOn = "#####"
    let dump = try TextDump(
      "One\nText.\n#####\nTwo\nText.\n  #####\nThree\nText.", options: options)
    #expect(dump.articles.map(\.headline) == ["One", "Two", "Three"])
  }

  @Test func `a long dump comes in batches and every story knows its line`() throws {
    let count = 3000
    let bytes = Array((1...count).map(story).joined().utf8)
    var context = ConversionContext.fixed
    let reader = TextReader()
    let source = ByteSource(name: "dump.txt", bytes: bytes)
    var scanner = reader.makeScanner()
    var records = 0
    var batches = 0
    var hasMore = true
    while hasMore {
      var batch = RecordBatch()
      batch.beginFile("dump.txt")
      hasMore = try scanner.scan(source, into: &batch, context: &context)
      #expect(batch.bytes.count < 2 * RecordBatch.targetBytes)
      batches += 1
      for index in 0..<batch.count {
        let record = batch[index]
        #expect(record.line == records * 8 + 1)
        #expect(bytes[record.byteOffset...].starts(with: record.bytes))
        records += 1
      }
    }
    #expect(records == count)
    #expect(batches > 2)
  }

  @Test func `a story larger than the limit is an error`() throws {
    var context = ConversionContext.fixed
    context.limits.maximumRecordBytes = 100_000
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 500_000)
    #expect(throws: ConversionError.self) {
      _ = try TextReader().articles(in: bytes, name: "dump.txt", context: &context)
    }
  }
}
