import Foundation
import TestSupport
import Testing
import Warraq

/// Nothing that a dump holds vanishes, and nothing is invented.
struct ConservationTests {
  /// A dump made of random parts, and what of it the model has no place for.
  private struct Dump {
    var text = ""
    var dropped = ""
  }

  private struct Words {
    var language: String
    var words: [String]
    var published: [String]
    var updated: String
    var author: String
    var source: String
    var keywords: String
    var readMore: String
    var related: String
    var boilerplate: String
    var stop: String
  }

  private let languages = [
    Words(
      language: "ar",
      words: [
        "المدينة", "قال", "النهر", "كتاب", "«باب", "النخيل»", "وَقْت", "ميـــناء", "١٢٣", "3.5",
        "RT\u{200F}", "\u{2067}Haifa\u{2069}", "👨‍👩‍👧", "🌧️", "من", "في", "\"نعم\"", "وأضاف", "—",
      ],
      published: ["تاريخ النشر:", "نشر بتاريخ", "تاريخ الخبر:"], updated: "آخر تحديث:",
      author: "بقلم/", source: "المصدر:", keywords: "كلمات دلالية:", readMore: "إقرأ المزيد",
      related: "إقرأ أيضاً:", boilerplate: "تابعوا قناتنا", stop: "."),
    Words(
      language: "en",
      words: [
        "harbour", "The", "said", "boats,", "fog", "“never”", "again", "é", "e\u{301}", "Source",
        "by", "3.5", "C++", "#fog", "@port", "of", "the", "Orrin", "—", "(quay)",
      ],
      published: ["Published:", "Published on", "Date:"], updated: "Last updated:", author: "By",
      source: "Source:", keywords: "Tags:", readMore: "Read more", related: "Read also:",
      boilerplate: "Share this article", stop: "."),
    Words(
      language: "fa",
      words: [
        "می‌خواهم", "کتابخانهٔ", "شهر", "گفت", "۱۲۳", "و", "«آری»", "دریا", "کودکان", "برف", "راه‌ها",
      ],
      published: ["تاریخ انتشار:", "تاریخ انتشار :"], updated: "آخرین به‌روزرسانی:",
      author: "نویسنده:", source: "منبع:", keywords: "برچسب‌ها:", readMore: "بیشتر بخوانید",
      related: "اخبار مرتبط:", boilerplate: "ارسال نظر", stop: "."),
    Words(
      language: "ru",
      words: ["порт", "Сказал", "лёд", "йод", "«да»", "и", "Новый", "причал,", "12", "СССР"],
      published: ["Опубликовано:", "Дата публикации:"], updated: "Обновлено:", author: "Автор:",
      source: "Источник:", keywords: "Теги:", readMore: "Читать далее", related: "Читайте также:",
      boilerplate: "Поделиться", stop: "."),
  ]

  private func dump(_ generator: inout SeededGenerator) -> Dump {
    var dump = Dump()
    let words = languages.randomElement(using: &generator) ?? languages[0]
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    func text(_ count: ClosedRange<Int>) -> String {
      // The first word of a line must not look like a label or an ornament.
      let first = words.language == "ru" ? "Ветер" : words.language == "en" ? "Wind" : "ريح"
      let rest = (0..<Int.random(in: count, using: &generator)).map { _ in
        words.words.randomElement(using: &generator) ?? ""
      }
      return ([first] + rest).joined(separator: chance(5) ? "  " : " ")
    }
    func line(_ text: String, dropping label: String = "") {
      dump.text += text + (chance(10) ? " \n" : "\n")
      dump.dropped += label
      if chance(10) { dump.text += "\n" }
    }
    func paragraphs(_ count: ClosedRange<Int>) {
      for _ in 0..<Int.random(in: count, using: &generator) {
        let paragraph = text(8...40) + words.stop
        if chance(10) {
          line(words.readMore)
        } else if chance(10) {
          line(words.readMore + paragraph)
          continue
        }
        if chance(10) {
          line(paragraph + "🔴 " + text(1...6))
          line("🚢 " + text(1...6) + " pic.twitter.com/Ab12Cd")
        } else {
          line(paragraph)
        }
      }
    }
    line(text(3...8))
    if chance(80) {
      let label = words.published.randomElement(using: &generator) ?? ""
      line("\(label) 24 June 2024", dropping: label)
    }
    if chance(30) { line("\(words.updated) 2024-06-25", dropping: words.updated) }
    if chance(40) { line("\(words.author) Mara Ellison") }
    paragraphs(1...8)
    for index in 0..<Int.random(in: 0...2, using: &generator) {
      let joint = ["+", "/", "،", ";"].randomElement(using: &generator) ?? ""
      let number = index * 10 + Int.random(in: 10...19, using: &generator)
      line(
        "\(words.source) Wire\(number)\(joint)Agency \(number)", dropping: words.source + joint)
    }
    if chance(50) {
      let list = (0..<Int.random(in: 2...8, using: &generator)).map { "tag \($0)" }
      if chance(50) {
        let separator = ["، ", ", ", " | "].randomElement(using: &generator) ?? ""
        line(
          "\(words.keywords) \(list.joined(separator: separator))",
          dropping: words.keywords + String(repeating: separator, count: list.count - 1))
      } else {
        line("\(words.keywords) \(list.joined(separator: " "))", dropping: words.keywords)
      }
    }
    if chance(20) { line(words.boilerplate) }
    if chance(50) {
      line(words.related)
      line(text(3...8))
      paragraphs(1...4)
    }
    return dump
  }

  @Test func `the characters of random dumps are all in fields and labels`() throws {
    var generator = SeededGenerator(seed: 2619)
    for number in 1...300 {
      let dump = dump(&generator)
      let read = try TextDump(dump.text)
      var kept = Inventory(dump.dropped)
      for article in read.articles { kept = kept.adding(Inventory(of: article)) }
      let given = Inventory(dump.text)
      #expect(
        kept == given,
        "dump \(number): invented \(kept.excess(over: given)) lost \(given.excess(over: kept))\n\(dump.text)"
      )
      if kept != given { return }
    }
  }

  @Test(arguments: ["arabic", "english", "french", "persian", "mixed", "pathological", "many"])
  func `the samples give stories without a trace of their labels in the body`(name: String) throws {
    let url = SharedFolder.packageRoot.appending(path: "Samples/text/\(name).txt")
    let dump = try TextDump(bytes: Array(Data(contentsOf: url)))
    #expect(dump.articles.count == (name == "many" ? 3 : 1))
    for story in dump.articles {
      #expect(story.headline != nil)
      #expect(story.published?.isResolved == true)
      #expect(story.body.paragraphs.count >= 2)
      #expect(!story.sources.isEmpty)
    }
    #expect(!dump.diagnostics.contains { $0.severity == .error })
  }
}
