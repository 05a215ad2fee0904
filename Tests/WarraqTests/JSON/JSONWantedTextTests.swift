import Testing
import Warraq

/// Texts of features that nobody looks at are not made.
struct JSONWantedTextTests {
  private func read(
    _ json: String, wanting wanted: Projection
  ) throws -> (article: Article, diagnostics: [String]) {
    var context = ConversionContext.fixed
    context.projection = wanted
    let articles = try JSONReader(.lines).articles(
      in: Array(json.utf8), name: "in", context: &context)
    return (try #require(articles.first), context.log.diagnostics.map(\.description))
  }

  private let wanted = Projection(Loss.FeatureSet(.headline)).union(Identification().projection)

  @Test func `what is wanted is whole, of the rest there is a beginning`() throws {
    let json = #"""
      {"id":"urn:x:1","title":"A headline of more than fifteen bytes","subtitle":"Élargi, puis rénové à grands frais",\#
      "images":[{"href":"https://example.org/a/very/long/address.jpg","width":"640"}],\#
      "strange":"a value of more than fifteen bytes"}
      """#
    let (article, _) = try read(json, wanting: wanted)
    let (whole, _) = try read(json, wanting: .all)
    #expect(article.headline == "A headline of more than fifteen bytes")
    #expect(article.titles.map(\.text) == ["Élargi, puis r"])
    #expect(article.media.first?.renditions.first?.href == "https://example")
    #expect(article.media.first?.renditions.first?.width == 640)
    #expect(article.features == whole.features)
    #expect(whole.titles.map(\.text) == ["Élargi, puis rénové à grands frais"])
  }

  @Test(arguments: [
    #"{"titles":[{"role":"sub","value":"wrong escape \q in a long text"}]}"#,
    #"{"titles":[{"role":"sub","value":"not closed, and long enough"}"#,
    #"{"titles":"of another shape, and long enough","headline":"h"}"#,
    #"{"related":[{"title":"one of two of a name","title":"two of two of a name","x":1}],"id":"u:1"}"#,
  ])
  func `what is wrong with it is told all the same`(json: String) throws {
    func told(_ wanted: Projection) -> [String] {
      var context = ConversionContext.fixed
      context.projection = wanted
      do throws(ConversionError) {
        _ = try JSONReader(.lines).articles(in: Array(json.utf8), name: "in", context: &context)
      } catch {
        context.log.emit(error)
      }
      return context.log.diagnostics.map(\.description)
    }
    #expect(told(wanted) == told(.all))
  }

  @Test func `a story without words to tell it by is identified by all there is`() throws {
    let json = #"{"titles":[{"role":"sub","value":"A subtitle of more than fifteen bytes"}]}"#
    func identifier(wanting wanted: Projection) throws -> String {
      var (article, _) = try read(json, wanting: wanted)
      var context = ConversionContext.fixed
      _ = Identification().apply(to: &article, context: &context)
      return article.id
    }
    #expect(try identifier(wanting: wanted) == identifier(wanting: .all))
  }
}
