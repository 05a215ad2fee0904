import Foundation
import TestSupport
import Testing
import Warraq

/// Books of generated articles with pictures, notes, corrections, lists and formulas.
@Suite struct EPUBPropertyTests {
  /// A picture of one pixel (GIF 89a), of a colour.
  private static func picture(_ shade: UInt8) -> [UInt8] {
    Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, shade, shade, shade, 0, 0, 0]
      + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
  }

  private func articles(_ count: Int, seed: UInt64) -> [Article] {
    var generator = ArticleGenerator(seed: seed)
    return generator.articles(count).enumerated().map { index, article in
      var article = article
      if index % 2 == 0 {
        article.media.append(
          Asset(
            id: "photo-\(index)", kind: .picture,
            renditions: [
              Asset.Rendition(
                href: "photo-\(index % 5).gif", mediaType: "image/gif",
                data: Self.picture(UInt8(index % 5)))
            ], altText: "A quay"))
        article.body.append(.figure(Figure(media: "photo-\(index)")))
      }
      article.body.append(
        .paragraph([
          "Killed: ", .deletion(["10"]), .insertion(["12"]), ". Area = \u{221A}(a^2+b^2)/c.",
        ]))
      article.body.append(
        .list(
          ListBlock(
            isOrdered: true, start: index % 7, isReversed: index % 3 == 0,
            numbering: ListBlock.Numbering.allCases[index % 5],
            items: [[.paragraph(["one"])], [.paragraph(["two"])]])))
      article.body.append(.paragraph(["A claim", .footnoteReference("n-\(index)"), "."]))
      article.body.append(.footnote(id: "n-\(index)", [.paragraph(["So the report."])]))
      return article
    }
  }

  private func book(_ articles: [Article], data: Bool = true) throws -> [UInt8] {
    var options = EPUBWriter.Options()
    options.editorialNotes = true
    options.data = data
    var context = ConversionContext.fixed
    return try EPUBWriter(options).document(of: articles, context: &context)
  }

  private func read(_ book: [UInt8]) throws -> [Article] {
    var context = ConversionContext.fixed
    return try EPUBReader().articles(in: book, name: "b.epub", context: &context)
  }

  @Test func `books of books are the same, and so are their articles`() throws {
    let articles = articles(200, seed: 18)
    let first = try book(articles)
    let back = try read(first)
    #expect(back.count == articles.count)
    for (after, before) in zip(back, articles) where after != before {
      Issue.record("\(ArticleTree.text(of: before))\n---\n\(ArticleTree.text(of: after))")
      break
    }
    #expect(try book(back) == first)
  }

  @Test func `a book without data has the same text`() throws {
    let articles = articles(100, seed: 19).map { article in
      var article = article
      // A page shows more of posts, and of pictures that are elsewhere, than their text, and has
      // no boxes that only say "read more".
      article.media.removeAll { !$0.id.hasPrefix("photo-") }
      article.body = article.body.mapBlocks { block in
        switch block {
        case .embed: []
        case .aside(_, role: AsideRole.readMore): []
        case .figure(let figure): figure.media.hasPrefix("photo-") ? [block] : []
        default: [block]
        }
      }
      return article
    }
    let back = try read(book(articles, data: false))
    #expect(back.count == articles.count)
    for (after, before) in zip(back, articles) {
      let (found, expected) = (Self.words(after), Self.words(before))
      guard found != expected else { continue }
      let same = zip(found, expected).prefix { $0 == $1 }.count
      let start = max(0, same - 8)
      Issue.record(
        "\(before.id): \(expected.dropFirst(start).prefix(16)), not \(found.dropFirst(start).prefix(16))"
      )
    }
  }

  /// The words of a story, without what nobody sees.
  private static func words(_ article: Article) -> [String] {
    article.body.plainText.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
