import TestSupport
import Testing

@testable import Warraq

/// Lists of keywords, with separators and without.
struct KeywordTests {
  private func keywords(_ list: String, options: TextReader.Options = .init()) throws -> [Keyword] {
    try TextDump("عنوان الخبر هنا\nفقرة من الخبر.\nكلمات دلالية: \(list)\n", options: options)
      .article.keywords
  }

  @Test(arguments: [
    "سوريا، حلب، سد النهضة", "سوريا, حلب, سد النهضة", "سوريا | حلب | سد النهضة",
    "سوريا؛ حلب؛ سد النهضة", "#سوريا #حلب #سد_النهضة", "سوريا - حلب - سد النهضة",
    "سوريا / حلب / سد النهضة", "\nسوريا\nحلب\nسد النهضة", "\n• سوريا\n• حلب\n• سد النهضة",
    "سوريا، حلب،\nسد النهضة.",
  ])
  func `printed separators part keywords without doubt`(list: String) throws {
    #expect(try keywords(list) == ["سوريا", "حلب", "سد النهضة"].map { Keyword($0) })
  }

  @Test func `one word is one keyword`() throws {
    #expect(try keywords("سوريا") == [Keyword("سوريا")])
  }

  @Test func `a list in no order is split with less confidence`() throws {
    let list = "وزارة الصحة بيروت ميناء طرابلس أسعار النفط كرة القدم الجزائر زلزال تركيا أوبك"
    let dump = try TextDump("عنوان الخبر هنا\nفقرة من الخبر.\nكلمات دلالية: \(list)\n")
    let found = dump.article.keywords
    #expect(found.count > 4)
    #expect(found.map(\.text).joined(separator: " ") == list)
    #expect(found.contains { ($0.confidence ?? 1) < 0.9 })
    #expect(dump.messages("text.keywords-unseparated").count == 1)
  }

  @Test func `a list too long to split stays one keyword of no confidence`() throws {
    let list = (0..<700).map { "كلمة\($0)" }.joined(separator: " ")
    #expect(try keywords(list) == [Keyword(list, confidence: 0)])
  }

  @Test func `known tags split a list in no order`() throws {
    var options = TextReader.Options()
    options.tags = [
      "وزارة الصحة", "بيروت", "ميناء طرابلس", "أسعار النفط", "كرة القدم", "زلزال تركيا",
    ]
    let found = try keywords(
      "وزارة الصحة بيروت ميناء طرابلس أسعار النفط كرة القدم زلزال تركيا", options: options)
    #expect(found.map(\.text) == options.tags)
  }

  @Test func `raw keeps the list as one keyword`() throws {
    var options = TextReader.Options()
    options.keywords = .raw
    let list = "أوروبا الاتحاد الأوروبي كييف"
    #expect(try keywords(list, options: options) == [Keyword(list)])
  }

  // MARK: - What the lists of a run teach each other

  private static let runOfLists = [
    "سد النهضة السودان إثيوبيا", "إثيوبيا سد النهضة مصر", "مصر كرة القدم سد النهضة",
    "كرة القدم تونس", "تونس سد النهضة كرة القدم", "كرة القدم السودان مصر",
  ]

  private func table(
    of lists: [String], collector: KeywordCollector = KeywordCollector(folder: "/tmp")
  ) throws -> [UInt8] {
    for list in lists {
      var context = ConversionContext.fixed
      let text = "عنوان الخبر هنا\nفقرة من الخبر.\nكلمات دلالية: \(list)\n"
      _ = try TextReader(.init(), collecting: collector)
        .articles(in: Array(text.utf8), name: "dump.txt", context: &context)
    }
    return try collector.table().bytes
  }

  private func options(tags table: [UInt8]) -> TextReader.Options {
    var options = TextReader.Options()
    let table = KeywordTable(String(decoding: table, as: UTF8.self))
    options.tags = table.given
    options.learned = table.learned
    return options
  }

  @Test func `the lists of a run teach each other in whatever order they come`() throws {
    let table = try table(of: Self.runOfLists)
    #expect(try self.table(of: Self.runOfLists.reversed()) == table)
    let list = "سد النهضة كرة القدم إثيوبيا"
    let found = try keywords(list, options: options(tags: table))
    #expect(found.map(\.text) == ["سد النهضة", "كرة القدم", "إثيوبيا"])
    let alone = try keywords(list)
    let sure = found.reduce(1) { min($0, $1.confidence ?? 1) }
    #expect(sure > alone.reduce(1) { min($0, $1.confidence ?? 1) })
  }

  @Test(arguments: [1, 3, 10])
  func `what does not fit into memory changes nothing of what is learned`(held: Int) throws {
    let folder = try TemporaryFolder()
    let whole = try table(of: Self.runOfLists)
    let collector = KeywordCollector(folder: folder.path(""), maximumHeld: held)
    #expect(try table(of: Self.runOfLists, collector: collector) == whole)
    #expect(try folder.files().isEmpty)
  }

  @Test func `the rarest keywords are left out where there are too many`() throws {
    let collector = KeywordCollector(folder: "/tmp", maximumKeywords: 2, maximumHeld: 4)
    let table = try table(of: Self.runOfLists, collector: collector)
    let whole = try self.table(of: Self.runOfLists)
    #expect(
      table == Array(whole.split(separator: 0x0A).prefix(3).joined(separator: [0x0A])) + [0x0A])
    let lines = whole.count { $0 == 0x0A } - 1
    #expect(try collector.table().leftOut == lines - 2)
  }

  @Test func `tables strung together are the table of both`() throws {
    let first = try table(of: Array(Self.runOfLists.prefix(3)))
    let second = try table(of: Array(Self.runOfLists.dropFirst(3)))
    let both = options(tags: first + second)
    let whole = try options(tags: table(of: Self.runOfLists))
    #expect(both.learned?.lists == 6)
    #expect(both.learned?.sorted == whole.learned?.sorted)
    #expect(both.tags.isEmpty)
  }

  @Test func `a file of known keywords may have a table and keywords of one's own`() throws {
    let options = options(tags: Array("#lists\t2\t1.500\nسد النهضة\t2.000\nكرة القدم\na\tb\n".utf8))
    #expect(options.tags == ["كرة القدم", "a\tb"])
    #expect(options.learned?.sorted == 1500)
  }

  // MARK: - How well

  /// A list that lost its separators, the keywords it had, and a story that uses some of them.
  private struct Sample {
    var tags: [String]
    var story: String
  }

  private func samples(_ language: String, count: Int, seed: UInt64) -> [Sample] {
    var generator = SeededGenerator(seed: seed)
    let tags = TagLists.tags(language).enumerated()
      .filter { $0.offset % 2 == 1 }.map(\.element)
    let fillers = [
      "ar": ["قال", "إن", "وأضاف", "كما", "بسبب", "اليوم", "أمس", "بشأن"],
      "en": ["said", "that", "it", "was", "added", "today", "because", "still"],
      "fr": ["a", "dit", "que", "aussi", "hier", "encore", "selon", "après"],
      "ru": ["сказал", "что", "также", "вчера", "ещё", "было", "сегодня", "как"],
      "fa": ["گفت", "که", "امروز", "نیز", "دیروز", "افزود", "همچنین", "است"],
    ]
    let words = fillers[language] ?? []
    return (0..<count).map { _ in
      let chosen = Set(
        tags.shuffled(using: &generator).prefix(Int.random(in: 4...14, using: &generator)))
      let sorted = chosen.sorted {
        $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
      }
      // Six in ten keywords occur in the story.
      var story: [String] = []
      for tag in sorted.shuffled(using: &generator) {
        for _ in 0..<Int.random(in: 2...6, using: &generator) {
          story.append(words.randomElement(using: &generator) ?? "")
        }
        if Int.random(in: 0..<10, using: &generator) < 6 {
          let isJoined = language == "ar" && Int.random(in: 0..<3, using: &generator) == 0
          story.append(isJoined ? "و" + tag : tag)
        }
      }
      return Sample(tags: sorted, story: story.joined(separator: " "))
    }
  }

  private struct Score: CustomStringConvertible {
    var found = 0
    var wanted = 0
    var right = 0
    var whole = 0
    var refused = 0
    var lists = 0
    var confidence = 0.0
    var confidenceOfWrong = 0.0
    var precision: Double { Double(right) / Double(max(found, 1)) }
    var recall: Double { Double(right) / Double(max(wanted, 1)) }
    var description: String {
      func short(_ value: Double) -> String { String(Int((value * 1000).rounded())) + "‰" }
      return "precision \(short(precision)) recall \(short(recall)) whole "
        + "\(short(Double(whole) / Double(lists))) refused \(refused)/\(lists) confidence "
        + "\(short(confidence / Double(max(found, 1)))) of wrong ones "
        + short(confidenceOfWrong / Double(max(found - right, 1)))
    }
  }

  private func score(
    _ language: String, known: [String] = [], isSorted: Bool = true
  ) -> Score {
    var score = Score()
    let splitter = KeywordSplitter(language: language, known: known)
    var generator = SeededGenerator(seed: 99)
    for sample in samples(language, count: 200, seed: 7) {
      let tags = isSorted ? sample.tags : sample.tags.shuffled(using: &generator)
      let words = tags.joined(separator: " ").split(separator: " ").map { Array($0.utf8)[...] }
      score.lists += 1
      score.wanted += tags.count
      guard let found = splitter.split(words, story: [Array(sample.story.utf8)[...]]) else {
        score.refused += 1
        continue
      }
      let wanted = Set(tags)
      var all = true
      for keyword in found {
        let text = keyword.words.map { String(decoding: words[$0], as: UTF8.self) }
          .joined(separator: " ")
        score.confidence += keyword.confidence
        if wanted.contains(text) {
          score.right += 1
        } else {
          score.confidenceOfWrong += keyword.confidence
          all = false
        }
      }
      if all, found.count == tags.count { score.whole += 1 }
      score.found += found.count
    }
    return score
  }

  @Test(arguments: ["ar", "en", "fr", "ru", "fa"])
  func `nine in ten keywords of sorted lists are found`(language: String) {
    let sorted = score(language)
    let unsorted = score(language, isSorted: false)
    let known = score(language, known: Array(TagLists.tags(language).prefix(60)))
    print("keywords \(language) sorted: \(sorted)")
    print("keywords \(language) sorted, half known: \(known)")
    print("keywords \(language) unsorted: \(unsorted)")
    #expect(sorted.precision > 0.8)
    #expect(sorted.recall > 0.75)
    #expect(known.precision > sorted.precision)
    #expect(sorted.refused + unsorted.refused == 0)
    #expect(unsorted.recall < sorted.recall)
  }
}
