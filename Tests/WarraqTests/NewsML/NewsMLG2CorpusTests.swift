import Foundation
import TestSupport
import Testing
import Warraq

/// Real files of agencies and of the IPTC.
@Suite(.enabled(if: SharedFolder.isPresent))
struct NewsMLG2CorpusTests {
  static let files: [String] = {
    guard let url = SharedFolder.url?.appending(path: "corpus/newsml-g2") else { return [] }
    let walk = FileManager.default.enumerator(atPath: url.path)
    let names = walk?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".xml") }.sorted()
  }()

  @Test(arguments: files)
  func `a file is read with every word of its body, or says in one line why not`(
    _ file: String
  ) throws {
    let bytes = try SharedFolder.bytes("corpus/newsml-g2/" + file)
    var context = ConversionContext.fixed
    let articles = try NewsMLG2Reader().articles(in: bytes, context: &context)
    if articles.isEmpty {
      #expect(context.log.diagnostics.count == 1)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let words = Set(Self.words(articles.map(Self.allText).joined(separator: " ")))
    for content in Self.bodies(in: text) {
      let missing = Self.words(content).filter { !words.contains($0) }
      #expect(missing == [], "\(file)")
    }
  }

  @Test(arguments: ["own-arabic-rtl.xml", "LISTING_2_NewsML-G2_Text_Document.xml"])
  func `a file cut at any hundredth byte is an error with a place`(_ file: String) throws {
    let bytes = try SharedFolder.bytes("corpus/newsml-g2/" + file)
    for count in stride(from: 0, to: bytes.count - 20, by: 100) {
      var context = ConversionContext.fixed
      let cut = Array(bytes[..<count])
      #expect(try NewsMLG2Reader().articles(in: cut, context: &context).isEmpty)
      #expect(context.log.diagnostics.map(\.message.id) == ["xml.malformed"])
      #expect(context.log.diagnostics.first?.location?.line != nil)
    }
  }

  private static func allText(of article: Article) -> String {
    let captions = article.media.flatMap { [$0.caption, $0.altText, $0.credit] }.compactMap { $0 }
    let facts =
      [article.headline, article.byline, article.dateline].compactMap { $0 }
      + article.titles.map(\.text) + article.summaries.map(\.text)
    return ([article.body.plainText] + captions + facts).joined(separator: " ")
  }

  /// The text between the body's tags, in the markup that stories are written in.
  private static func bodies(in text: String) -> [String] {
    var found: [String] = []
    for (start, end) in [("<body.content", "</body.content>"), ("<body>", "</body>")] {
      var rest = text[...]
      while let opening = rest.range(of: start),
        let closing = rest[opening.upperBound...].range(of: end)
      {
        found.append(String(rest[opening.lowerBound..<closing.lowerBound]))
        rest = rest[closing.upperBound...]
      }
    }
    return found
  }

  /// The words of a text without its tags.
  private static func words(_ markup: String) -> [String] {
    let text = markup.replacing(#/<!--(?s:.*?)-->|<[^<>]*>/#, with: " ")
      .replacingOccurrences(of: "&amp;", with: "&").replacingOccurrences(of: "&quot;", with: "\"")
      .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
    return text.split { $0.isWhitespace || $0.isPunctuation }.map(String.init)
  }
}
