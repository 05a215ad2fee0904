import TestSupport
import Testing
import Warraq

/// Stories as newspapers print them, through a dump and back.
struct TextDumpRoundTripTests {
  private struct Language {
    let tag: String
    let words: [String]
    let names: [String]
    let tags: [String]
  }

  private static let languages = [
    Language(
      tag: "en",
      words: [
        "harbour", "council", "morning", "bridge", "ferry", "fishermen", "winter", "railway",
        "market", "engineers", "village", "budget", "storm", "teachers", "coast", "island",
        "hospital", "farmers", "valley", "museum",
      ], names: ["Harbour Wire", "The Lintown Courier"],
      tags: ["night ferry", "Lintown", "coast guard", "winter storm"]),
    Language(
      tag: "ar",
      words: [
        "المدينة", "الميناء", "العمال", "الجسر", "المطر", "المدرسة", "السوق", "الصيادون", "الساحل",
        "الجزيرة", "المزارعون", "الوادي", "المتحف", "القطار", "الكهرباء", "المياه", "الطريق",
      ], names: ["صحيفة المرفأ", "وكالة أنباء الساحل"],
      tags: ["تحلية المياه", "الساحل الشمالي", "الميناء القديم"]),
    Language(
      tag: "fr",
      words: [
        "marins", "village", "hiver", "marché", "éleveurs", "baie", "pont", "musée", "vallée",
        "mairie", "pêcheurs", "rivière", "école", "tempête", "phare", "jardin",
      ], names: ["Le Courrier du Port", "Agence du Littoral"],
      tags: ["ostréiculture", "Port-Ellé", "mer du Nord"]),
    Language(
      tag: "ru",
      words: [
        "город", "мост", "рыбаки", "зима", "рынок", "школа", "остров", "берег", "музей", "поезд",
        "долина", "больница", "учителя", "дорога", "порт",
      ], names: ["Береговой вестник", "Северное агентство"],
      tags: ["ночной паром", "северный берег", "старый порт"]),
  ]

  private func story(_ random: inout SplitMix) -> Article {
    func pick<Element>(_ choices: [Element]) -> Element {
      choices[Int(random.next() % UInt64(choices.count))]
    }
    func count(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.next() % UInt64(range.count))
    }
    let language = pick(Self.languages)
    func words(_ range: ClosedRange<Int>) -> String {
      let text = (0..<count(range)).map { _ in pick(language.words) }.joined(separator: " ")
      return text.prefix(1).uppercased() + text.dropFirst()
    }
    var article = Article()
    article.language = language.tag
    article.headline = words(5...9)
    article.published = NewsDate(year: count(2001...2025), month: count(1...12), day: count(1...28))
    article.body = (0..<count(2...7)).map { _ in .paragraph([.text(words(9...30) + ".")]) }
    article.sources = [Source(name: pick(language.names))]
    article.keywords = (0..<count(2...3)).map { Keyword(language.tags[$0]) }
    if count(0...2) == 0 { article.related = [RelatedItem(title: words(5...8))] }
    return article
  }

  @Test func `what a dump prints of a story comes back equal`() throws {
    var random = SplitMix(state: 76)
    let articles = (0..<1000).map { _ in story(&random) }
    var options = TextWriter.Options()
    options.layout = .dump
    var context = ConversionContext.fixed
    let dump = try TextWriter(options).document(of: articles, context: &context)
    let back = try TextReader().articles(in: dump, context: &context)
    try #require(back.count == articles.count)
    var different: [String] = []
    for (article, read) in zip(articles, back) {
      let same =
        read.headline == article.headline && read.body == article.body
        && read.published?.description == article.published?.description
        && read.keywords.map(\.text) == article.keywords.map(\.text)
        && read.sources.map(\.name) == article.sources.map(\.name)
        && read.related.map(\.title) == article.related.map(\.title)
      if !same { different.append("\(article.headline ?? "")\n\(read)") }
    }
    #expect(different.isEmpty, "\(different.count): \(different.first ?? "")")
  }
}
