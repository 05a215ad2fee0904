import TestSupport
import Testing
import Warraq
import WarraqZip

/// A book as others make them, to be read.
struct ForeignBook {
  /// The files, in order; `mimetype` and `META-INF/container.xml` are added unless they are there.
  var files: [(path: String, text: String)] = []
  var metadata = ""
  var manifest = ""
  var spine = ""
  var guide = ""
  var package = "OPS/content.opf"
  var container: String?

  /// Adds a page to files, manifest and spine.
  mutating func addPage(
    _ path: String, _ body: String, href: String? = nil, head: String = "<title>T</title>",
    html: String = "", mediaType: String = "application/xhtml+xml"
  ) {
    let id = "p\(files.count)"
    files.append(
      (
        "OPS/\(path)",
        """
        <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" \
        xmlns:epub="http://www.idpf.org/2007/ops"\(html)><head>\(head)</head>\(body)</html>
        """
      ))
    manifest += #"<item id="\#(id)" href="\#(href ?? path)" media-type="\#(mediaType)"/>"#
    spine += #"<itemref idref="\#(id)"/>"#
  }

  var bytes: [UInt8] {
    get throws {
      let zip = try ZipWriter()
      try zip.add("mimetype", Array("application/epub+zip".utf8), .stored)
      let rootfile =
        #"<rootfile full-path="\#(package)" media-type="application/oebps-package+xml"/>"#
      let container =
        self.container ?? """
          <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
          <rootfiles>\(rootfile)</rootfiles></container>
          """
      if !container.isEmpty {
        try zip.add("META-INF/container.xml", Array(container.utf8), .deflated)
      }
      let opf = """
        <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:opf="http://www.idpf.org/2007/opf">\(metadata)</metadata>
        <manifest>\(manifest)</manifest><spine>\(spine)</spine>\(guide)</package>
        """
      try zip.add(package, Array(opf.utf8), .deflated)
      for file in files { try zip.add(file.path, Array(file.text.utf8), .deflated) }
      let sink = MemorySink()
      try zip.finish(to: sink, timestamp: #require(NewsDate(year: 2020)))
      return sink.bytes
    }
  }

  /// The articles of the book and the identifiers of what is said of it.
  func read() throws -> (articles: [Article], messages: [String]) {
    var context = ConversionContext.fixed
    let articles = try EPUBReader().articles(in: bytes, name: "b.epub", context: &context)
    return (articles, context.log.diagnostics.map(\.message.id))
  }
}
