import TestSupport
import Testing
import Warraq

/// Pages that browsers save in one file.
@Suite struct SavedPageTests {
  private let page = """
    <!DOCTYPE html><html lang="fr"><head><title>Le port est ouvert après dix ans</title></head><body>
    <article><h1>Le port est ouvert après dix ans</h1><p class="byline">Par Zoé Réed</p>
    <p>Le nouveau port de Lintown a été ouvert lundi, dix ans après la pose de la première pierre au nord.</p>
    <p>Deux bateaux par jour partiront du port, qui a coûté deux fois plus cher que prévu, dit la ville.</p>
    </article></body></html>
    """

  private func file(_ encoding: String, _ body: String, isCut: Bool = false) -> [UInt8] {
    let lines = [
      "From: <Saved by Blink>", "Snapshot-Content-Location: https://www.lintown.example/port?a=1",
      "Subject: Le port", "Date: Mon, 1 Jan 2029 09:00:00 -0000", "MIME-Version: 1.0",
      "Content-Type: multipart/related;", "\ttype=\"text/html\";",
      "\tboundary=\"----MultipartBoundary--xyz----\"", "", "",
      "------MultipartBoundary--xyz----", "Content-Type: text/css",
      "Content-Location: cid:css@mhtml.blink", "", "p { color: red }",
      "------MultipartBoundary--xyz----", "Content-Type: text/html",
      "Content-ID: <frame@mhtml.blink>", "Content-Transfer-Encoding: \(encoding)",
      "Content-Location: https://www.lintown.example/port?a=1", "", body,
    ]
    let end = isCut ? "" : "\r\n------MultipartBoundary--xyz------\r\n"
    return Array((lines.joined(separator: "\r\n") + end).utf8)
  }

  /// Lines of 60 bytes at most, cut inside characters.
  private func quotedPrintable(_ text: String) -> String {
    var result = ""
    var length = 0
    for byte in text.utf8 {
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != 0x3D
      let digits = String(byte, radix: 16, uppercase: true)
      let code =
        isPlain
        ? String(UnicodeScalar(byte))
        : byte == 0x0A ? "\r\n" : "=\(digits.count < 2 ? "0" : "")\(digits)"
      if length + code.utf8.count > 60 {
        result += "=\r\n"
        length = 0
      }
      result += code
      length = byte == 0x0A ? 0 : length + code.utf8.count
    }
    return result
  }

  private func read(_ bytes: [UInt8]) throws -> (article: Article?, messages: [String]) {
    var context = ConversionContext.fixed
    let article = try? HTMLReader().articles(in: bytes, context: &context).first
    return (article, context.log.diagnostics.map(\.message.id))
  }

  @Test func `a page is read from what a browser saved`() throws {
    for bytes in [
      file("quoted-printable", quotedPrintable(page)), file("8bit", page),
      file("quoted-printable", quotedPrintable(page), isCut: true),
    ] {
      let article = try #require(try read(bytes).article)
      #expect(article.headline == "Le port est ouvert après dix ans")
      #expect(article.url == "https://www.lintown.example/port?a=1")
      #expect(article.creators.map(\.name) == ["Zoé Réed"])
      #expect(article.published == nil)
      #expect(article.body.plainText.contains("a coûté deux fois"))
    }
  }

  @Test func `base64 with and without its last bytes is read`() throws {
    // "<title>Port</title><h1>Port</h1>" would be no article; what counts here is the text.
    let story = String(
      repeating: "<p>The harbour was opened on Monday, as the mayor had said.", count: 3)
    let source = Array(
      "<title>The harbour opens</title><article><h1>The harbour opens</h1>\(story)".utf8)
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text = ""
    for start in stride(from: 0, to: source.count, by: 3) {
      let bytes = source[start..<min(start + 3, source.count)]
      let bits = bytes.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0...bytes.count {
        text += String(UnicodeScalar(digits[bits >> (18 - 6 * place) & 63]))
      }
      text += String(repeating: "=", count: 3 - bytes.count)
      if start % 57 == 0 { text += "\r\n" }
    }
    #expect(try read(file("base64", text)).article?.headline == "The harbour opens")
  }

  @Test func `a saved file is told from text and names what it lacks`() throws {
    let bytes = file("8bit", page)
    let certain = FormatRegistry.standard.formats.filter {
      $0.sniff(ContentSample(bytes: bytes[...], isComplete: true)) == .certain
    }
    #expect(certain.map(\.name) == ["html"])
    let empty = Array(
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--"
        .utf8)
    #expect(try read(empty).article == nil)
    let mail = Array(
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\r\n\r\n--\r\n--".utf8)
    #expect(try read(mail).article == nil)
  }
}
