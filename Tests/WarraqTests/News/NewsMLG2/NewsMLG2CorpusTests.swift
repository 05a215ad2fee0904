import Foundation
import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

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
    let words = Set(Self.words(articles.map(Self.allText).joined(separator: " ")))
    var document = bytes[...]
    if document.starts(with: [0xEF, 0xBB, 0xBF]) { document = document.dropFirst(3) }
    let tree = try XMLTree(Record(bytes: document, file: file), limits: Limits())
    for content in Self.bodies(in: tree.root) {
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

  /// The text of every body in `inlineXML`, in the markup that stories are written in, with space
  /// around each element.
  private static func bodies(in root: XMLTree.Element) -> [String] {
    var found: [String] = []
    var rest = [root]
    while let element = rest.popLast() {
      if element.name == "inlineXML" {
        for name: StaticString in ["body.content", "body", "BODY"] {
          guard let body = element.firstDescendant(name) else { continue }
          found.append(spacedText(of: body))
          break
        }
      } else {
        rest += element.children
      }
    }
    return found
  }

  /// The text in the elements that readers see.
  private static func spacedText(of element: XMLTree.Element) -> String {
    if ["script", "style", "title"].contains(element.name) { return "" }
    // Words that markup of letters parts stay whole: only blocks are looked into.
    let children = Array(element.children)
    let isLine = children.allSatisfy {
      ["a", "b", "i", "em", "strong", "span", "br", "sup", "sub", "u"].contains($0.name)
    }
    if isLine { return element.text }
    return element.directText + " "
      + children.map { spacedText(of: $0) }.joined(separator: " ")
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0.isPunctuation }.map(String.init)
  }
}
