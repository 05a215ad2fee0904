import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup

struct XMLWriterTests {
  private func written(
    _ body: (inout XMLWriter) -> Void
  ) -> (text: String, diagnostics: [Diagnostic]) {
    var buffer = ByteBuffer()
    buffer.append("before" as StaticString)
    var context = ConversionContext.fixed
    XMLWriter.append(to: &buffer, context: &context) { xml, _ in body(&xml) }
    return (String(decoding: buffer.bytes.dropFirst(6), as: UTF8.self), context.log.diagnostics)
  }

  @Test func `elements nest and empty ones collapse`() {
    let (text, diagnostics) = written { xml in
      xml.open("a")
      xml.attribute("n", decimal: -12)
      xml.open("b")
      xml.close()
      xml.open("c")
      xml.close(collapses: false)
      xml.text("x")
      xml.close()
    }
    #expect(text == #"<a n="-12"><b/><c></c>x</a>"#)
    #expect(diagnostics.isEmpty)
  }

  @Test func `what is left open is closed`() {
    let (text, _) = written { xml in
      xml.open("a")
      xml.open("b")
      xml.text("x")
    }
    #expect(text == "<a><b>x</b></a>")
  }

  @Test(arguments: [
    ("a<b>&\"c\"", "a&lt;b&gt;&amp;\"c\""),
    ("tab\tline\nfeed\rreturn", "tab\tline\nfeed&#13;return"),
    ("0123456789abcdef0123456789abcde<f", "0123456789abcdef0123456789abcde&lt;f"),
    ("", ""),
    (
      "\u{200F}\u{202B}می\u{200C}خواهم\u{2069} 👩‍👩‍👧 ❤\u{FE0F}",
      "\u{200F}\u{202B}می\u{200C}خواهم\u{2069} 👩‍👩‍👧 ❤\u{FE0F}"
    ),
    ("\u{FEFF}\u{FB01}\u{FFFD}\u{1FFFE}", "\u{FEFF}\u{FB01}\u{FFFD}\u{1FFFE}"),
  ])
  func `text keeps everything but markup`(_ given: String, _ expected: String) {
    let (text, diagnostics) = written { $0.element("t", given) }
    #expect(text == (given.isEmpty ? "<t></t>" : "<t>\(expected)</t>"))
    #expect(diagnostics.isEmpty)
  }

  @Test func `attributes refer to white space and quotes`() {
    let (text, _) = written { xml in
      xml.open("t")
      xml.attribute("a", "\"<&>'\t\n\r")
      xml.attribute("b", "x\ty\r\nz", whiteSpace: .asSpaces)
    }
    #expect(text == #"<t a="&quot;&lt;&amp;&gt;'&#9;&#10;&#13;" b="x y z"/>"#)
  }

  @Test func `forbidden characters go and are counted once`() {
    let (text, diagnostics) = written { xml in
      xml.open("t")
      xml.attribute("a", "\u{0}x")
      xml.text("a\u{1}b\u{FFFE}c\u{FFFF}\u{1F}d\u{7F}\u{EFFF}")
    }
    #expect(text == "<t a=\"x\">abcd\u{7F}\u{EFFF}</t>")
    #expect(diagnostics.map(\.message.id) == ["xml.forbidden-character"])
    #expect(diagnostics.first?.message.text.hasPrefix("left out 5 characters ") == true)
  }

  @Test func `indentation stays out of content`() {
    let (text, _) = written { xml in
      xml.indents = true
      xml.open("a")
      xml.open("b")
      xml.element("c", "x")
      xml.close()
      xml.open("p")
      xml.indents = false
      xml.text("1 ")
      xml.element("i", "2")
      xml.indents = true
      xml.close()
      xml.open("e")
      xml.close()
      xml.close()
    }
    #expect(text == "\n<a>\n  <b>\n    <c>x</c>\n  </b>\n  <p>1 <i>2</i></p>\n  <e/>\n</a>")
  }

  @Test func `an error gives the buffer back`() {
    struct Stop: Error {}
    var buffer = ByteBuffer()
    buffer.append("before" as StaticString)
    var context = ConversionContext.fixed
    #expect(throws: Stop.self) {
      try XMLWriter.append(to: &buffer, context: &context) { xml, _ throws(Stop) in
        xml.open("a")
        throw Stop()
      }
    }
    #expect(String(decoding: buffer.bytes, as: UTF8.self).hasPrefix("before"))
  }
}

struct URITextTests {
  @Test(arguments: [
    ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ("  HTTP://Example.org ", "HTTP://Example.org"),
    ("https://example.org/خبر 1", "https://example.org/%D8%AE%D8%A8%D8%B1%201"),
    ("https://example.org/100%/a%20b", "https://example.org/100%25/a%20b"),
    ("https://[2001:db8::1]:8080/[x]", "https://[2001:db8::1]:8080/%5Bx%5D"),
    ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
    ("mailto:desk@example.org", "mailto:desk@example.org"),
    ("tel:+375-29", "tel:+375-29"),
    ("https://exa\nmple.org/", "https://example.org/"),
  ])
  func `a good address is kept and encoded`(_ given: String, _ expected: String) {
    #expect(URIText.link(given) == expected)
  }

  @Test(arguments: [
    "javascript:alert(1)", "java\nscript:alert(1)", " JAVASCRIPT:x", "data:text/html,x",
    "file:///etc/passwd", "vbscript:x", "/relative", "relative", "#f", "", " ", "http:", "http://",
    "https:///x", "https://a b/", "https://<x>/", "https://a:99999/", "https://[::x]/", "mailto:",
    "mailto:#x",
    "//example.org/x", "https://.org/", "https://%00/",
  ])
  func `an address that is not to be trusted is refused`(_ given: String) {
    #expect(URIText.link(given) == nil)
  }

  @Test func `pictures may be relative`() {
    #expect(URIText.resource("img/é.jpg") == "img/%C3%A9.jpg")
    #expect(URIText.resource("10:30.jpg") == "./10:30.jpg")
    #expect(URIText.resource("data:image/png;base64,AA") == nil)
    #expect(URIText.resource("mailto:x@example.org") == nil)
    #expect(URIText.resource("//evil.example/x") == nil)
  }
}
