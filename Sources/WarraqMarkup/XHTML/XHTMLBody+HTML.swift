package import WarraqCore
package import WarraqModel

extension XHTMLBody {
  /// Appends the body of a story as HTML, one `div` that says its language and direction, in the
  /// quotation marks of a JSON string.
  package static func appendJSON(
    htmlOf article: Article, to buffer: inout ByteBuffer, context: inout ConversionContext
  ) {
    appendJSON(
      language: article.language, direction: article.shownDirection, to: &buffer, context: &context
    ) { xml, context in
      var body = XHTMLBody(media: article.media)
      body.write(article.body, to: &xml, context: &context)
    }
  }

  /// Appends the `div` around what `write` writes.
  package static func appendJSON(
    language: String?, direction: TextDirection, to buffer: inout ByteBuffer,
    context: inout ConversionContext,
    _ write: (inout XMLWriter, inout ConversionContext) -> Void
  ) {
    XMLWriter.write(context: &context) { xml, context in
      xml.open("div")
      // XHTML's own attribute for the language is no attribute of HTML.
      if let language = LanguageTag.wellFormed(language) { xml.attribute("lang", language) }
      xml.attribute("dir", direction)
      write(&xml, &context)
      xml.close(collapses: false)
    } use: { html in
      buffer.append(jsonUTF8: html)
    }
  }
}
