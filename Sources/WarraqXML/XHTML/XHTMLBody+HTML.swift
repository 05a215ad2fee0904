package import WarraqCore
package import WarraqModel

extension XHTMLBody {
  /// The body of a story as HTML: one `div` that says its language and direction.
  package static func html(of article: Article, context: inout ConversionContext) -> String {
    var html = ByteBuffer()
    XMLWriter.append(to: &html, context: &context) { xml, context in
      xml.open("div")
      // XHTML's own attribute for the language is no attribute of HTML.
      if let language = LanguageTag.wellFormed(article.language) { xml.attribute("lang", language) }
      xml.attribute("dir", article.shownDirection.rawValue)
      var body = XHTMLBody(media: article.media)
      body.write(article.body, to: &xml, context: &context)
      xml.close(collapses: false)
    }
    return String(decoding: html.bytes, as: UTF8.self)
  }
}
