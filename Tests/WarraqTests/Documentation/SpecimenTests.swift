import Foundation
import TestSupport
import Testing
import Warraq

/// The story with every element, which designers look at.
@Suite struct SpecimenTests {
  private static let place = "Samples/issue/specimen.json"

  private func articles() throws -> [Article] {
    let url = SharedFolder.packageRoot.appending(path: Self.place)
    var context = ConversionContext.fixed
    let articles = try JSONReader().articles(
      in: Array(Data(contentsOf: url)), name: Self.place, context: &context)
    #expect(context.log.diagnostics.isEmpty)
    return articles
  }

  @Test func `the specimen has every element of a body`() throws {
    var names = ElementNames()
    for article in try articles() { names.walk(article.body) }
    let expected =
      "aside code deletion divider embed emphasis figure footnote footnoteReference heading "
      + "insertion lineBreak link list paragraph preformatted quote span strong subscript "
      + "superscript table text"
    #expect(names.found.sorted().joined(separator: " ") == expected)
    #expect(names.numberings == Set(["decimal", "lower-alpha", "upper-roman"]))
  }

  @Test func `a book of the specimen breaks no rule and comes back`() throws {
    let articles = try articles()
    var context = ConversionContext.fixed
    let book = try EPUBWriter().document(of: articles, context: &context)
    #expect(try EPUBReader().articles(in: book, context: &context) == articles)
    let page = try OpenBook(bytes: book).text("a00001.xhtml")
    #expect(page.contains(#"<table class="wide">"#))
    #expect(page.contains(#"<ol reversed="reversed">"#))
  }
}

/// The kinds of blocks and inlines that are met.
private struct ElementNames: BodyVisitor {
  var found: Set<String> = []
  var numberings: Set<String> = []

  mutating func enter(_ block: Block) -> Bool {
    let name =
      switch block {
      case .paragraph: "paragraph"
      case .heading: "heading"
      case .quote: "quote"
      case .list: "list"
      case .table: "table"
      case .figure: "figure"
      case .embed: "embed"
      case .preformatted: "preformatted"
      case .divider: "divider"
      case .aside: "aside"
      case .footnote: "footnote"
      }
    found.insert(name)
    if case .list(let list) = block { numberings.insert(list.numbering.rawValue) }
    return true
  }

  mutating func enter(_ inline: Inline) -> Bool {
    let name =
      switch inline {
      case .text: "text"
      case .emphasis: "emphasis"
      case .strong: "strong"
      case .link: "link"
      case .code: "code"
      case .lineBreak: "lineBreak"
      case .superscript: "superscript"
      case .subscript: "subscript"
      case .deletion: "deletion"
      case .insertion: "insertion"
      case .span: "span"
      case .footnoteReference: "footnoteReference"
      }
    found.insert(name)
    return true
  }
}
