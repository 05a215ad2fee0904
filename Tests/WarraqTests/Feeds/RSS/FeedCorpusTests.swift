import Foundation
import TestSupport
import Testing
import Warraq

/// Real feeds and the test files of feed parsers.
@Suite(.enabled(if: SharedFolder.isPresent))
struct FeedCorpusTests {
  static var files: [String] {
    ["rss", "atom"].flatMap { folder in
      let path = SharedFolder.path("corpus/\(folder)")
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
        .filter { $0.hasSuffix(".xml") }.sorted().map { "corpus/\(folder)/\($0)" }
    }
  }

  @Test(arguments: files)
  func `a feed is read with every word that it shows`(_ file: String) throws {
    let bytes = try SharedFolder.bytes(file)
    let format = try FormatRegistry.standard.detect(
      ContentSample(bytes: bytes.prefix(4096), isComplete: false, fileExtension: "xml"), name: file)
    #expect(["rss", "atom"].contains(format.name))
    var context = ConversionContext.fixed
    let articles = try #require(try format.reader?.make()).articles(in: bytes, context: &context)
    #expect(!context.log.diagnostics.contains { $0.severity == .error })
    let start = String(decoding: bytes.prefix(100), as: UTF8.self)
    let source =
      start.contains("ISO-8859-1")
      ? try #require(String(bytes: bytes, encoding: .isoLatin1))
      : String(decoding: bytes, as: UTF8.self)
    let items = Self.items(in: source)
    #expect(articles.count == items.count)
    let words = Set(Self.words(articles.map { ArticleTree.text(of: $0) }.joined(separator: " ")))
    for item in items {
      for body in Self.bodies(in: item) {
        // What is in Base64 is no word.
        let missing = Self.words(body).filter { !words.contains($0) && !$0.hasPrefix("RXhh") }
        #expect(missing == [], "\(file)")
      }
    }
  }

  private static func items(in source: String) -> [Substring] {
    ranges(of: #/<(?:item|entry)[\s>](?s:.*?)</(?:item|entry)>/#, in: source)
  }

  private static func bodies(in item: Substring) -> [Substring] {
    ranges(
      of:
        #/<(title|description|summary|content|content:encoded|body|fullitem)(?:\s[^>]*[^/])?>(?s:.*?)</\1>/#,
      in: String(item))
  }

  private static func ranges(of pattern: some RegexComponent, in text: String) -> [Substring] {
    text.ranges(of: pattern).map { text[$0] }
  }

  /// The words of a text without its tags, escaped or not.
  private static func words(_ markup: some StringProtocol) -> [String] {
    var text = String(markup)
    for _ in 0..<2 {
      text = text.replacing("<![CDATA[", with: "").replacing("]]>", with: "")
        .replacing(#/<!--(?s:.*?)-->|</?[A-Za-z][^<>]*>/#, with: " ")
      for (entity, character) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
        ("&nbsp;", " "), ("&amp;", "&"),
      ] {
        text = text.replacing(entity, with: character)
      }
    }
    return text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
