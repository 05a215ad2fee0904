import Foundation
import TestSupport
import Testing
import Warraq

/// What every reader of XML promises, whatever it is given: a clear error or an article, bounded
/// memory, no network, no file, no crash.
struct HostileXMLTests {
  // Pages are read as browsers read them, also those that are XML.
  static let formats = FormatRegistry.standard.formats
    .filter { $0.reader != nil && $0.mediaTypes.contains { $0.hasSuffix("+xml") } }
    .map(\.name).filter { $0 != "html" }

  /// A word that hostile content stands in for.
  private static let marker = "MARKER"

  /// Documents of formats that are not written.
  private static let documents = [
    "newsml1": """
    <?xml version="1.0" encoding="UTF-8"?>
    <NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:x:1</PublicIdentifier>\
    </NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>MARKER</HeadLine>\
    </NewsLines><ContentItem><DataContent><nitf><body><body.content><p>MARKER and text</p>\
    </body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>
    """
  ]

  /// A good document with the marker in its headline and in its body.
  private func document(_ format: String) throws -> String {
    let known = try FormatRegistry.standard.requireFormat(named: format)
    guard let writer = try known.writer?.make() else {
      return try #require(Self.documents[format], "a document of \(format) is needed here")
    }
    var article = FeatureSample(.headline).article
    article.headline = Self.marker
    article.provider = Party(name: "Agency")
    article.body = [.paragraph([.text("\(Self.marker) and text")])]
    var context = ConversionContext.fixed
    return String(
      decoding: try writer.document(of: [article], context: &context), as: UTF8.self)
  }

  /// The document with a document type, and something else for the marker.
  private func document(
    _ format: String, type: String? = nil, marker replacement: String
  ) throws -> [UInt8] {
    var text = try document(format).replacingOccurrences(of: Self.marker, with: replacement)
    if let type {
      let start = try #require(text.firstMatch(of: #/<([A-Za-z:]+)/#))
      text.insert(contentsOf: "<!DOCTYPE \(start.1) \(type)>", at: start.range.lowerBound)
    }
    return Array(text.utf8)
  }

  private func read(
    _ format: String, _ bytes: [UInt8], limits: Limits = Limits()
  ) throws -> (articles: [Article], errors: [Diagnostic], all: [String]) {
    let reader = try #require(
      try FormatRegistry.standard.requireFormat(named: format).reader?.make())
    var context = ConversionContext.fixed
    context.limits = limits
    var articles: [Article] = []
    do throws(ConversionError) {
      articles = try reader.articles(in: bytes, context: &context)
    } catch {
      context.log.emit(error)
    }
    return (
      articles, context.log.diagnostics.filter { $0.severity == .error },
      context.log.diagnostics.map(\.message.id)
    )
  }

  private func text(of articles: [Article]) -> String {
    articles.map { ArticleTree.text(of: $0) }.joined()
  }

  @Test func `there are readers of XML to try`() {
    #expect(Set(["newsml", "nitf", "rss", "atom"]).isSubset(of: Self.formats))
  }

  @Test(arguments: formats)
  func `a document that is good is read`(_ format: String) throws {
    let (articles, errors, _) = try read(format, document(format, marker: "Words"))
    #expect(errors.isEmpty)
    #expect(articles.first?.headline == "Words")
    #expect(articles.first?.plainText == "Words and text")
  }

  @Test(arguments: formats)
  func `entities that grow without end are refused`(_ format: String) throws {
    var laughs = "<!ENTITY l0 'lol lol lol lol lol lol lol lol lol lol'>"
    for level in 1...9 {
      let references = String(repeating: "&l\(level - 1);", count: 10)
      laughs += "<!ENTITY l\(level) '\(references)'>"
    }
    let bomb = try document(format, type: "[\(laughs)]", marker: "&l9;")
    let (articles, errors, _) = try read(format, bomb)
    #expect(!errors.isEmpty)
    #expect(text(of: articles).utf8.count < 100_000)
    let long = String(repeating: "a", count: 100_000)
    let many = String(repeating: "&e;", count: 100_000)
    let blowup = try read(
      format, document(format, type: "[<!ENTITY e '\(long)'>]", marker: many))
    #expect(!blowup.errors.isEmpty)
    #expect(text(of: blowup.articles).utf8.count < 100_000)
    let loop = try read(
      format, document(format, type: "[<!ENTITY a '&b;'><!ENTITY b '&a;'>]", marker: "&a;"))
    #expect(!loop.errors.isEmpty)
  }

  @Test(arguments: formats)
  func `nothing outside of the document is opened`(_ format: String) throws {
    let folder = try TemporaryFolder()
    let file = "file://" + (try folder.write("<!ENTITY x 'S-E-C-R-E-T'>S-E-C-R-E-T", to: "s.dtd"))
    let listener = try Listener()
    for address in [file, "http://127.0.0.1:\(listener.port)/x"] {
      for (type, marker) in [
        ("SYSTEM '\(address)'", "&x; words"), ("PUBLIC 'p' '\(address)'", "words"),
        ("[<!ENTITY x SYSTEM '\(address)'>]", "&x; words"),
        ("[<!ENTITY % p SYSTEM '\(address)'> %p;]", "&x; words"),
        ("[<!ENTITY % p PUBLIC 'p' '\(address)'> %p;]", "words"),
      ] {
        let (articles, errors, _) = try read(
          format, document(format, type: type, marker: marker))
        #expect(errors.isEmpty || articles.isEmpty)
        #expect(!text(of: articles).contains("S-E-C-R-E-T"), "\(type)")
        #expect(articles.isEmpty || text(of: articles).contains("words"))
      }
      let included = try document(
        format,
        marker: "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='\(address)'/> words")
      #expect(try !text(of: read(format, included).articles).contains("S-E-C-R-E-T"))
      var located = String(decoding: try document(format, marker: "words"), as: UTF8.self)
      let start = try #require(located.firstMatch(of: #/<[A-Za-z:]+/#)).range.upperBound
      located.insert(
        contentsOf:
          " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x \(address)'",
        at: start)
      #expect(try read(format, Array(located.utf8)).articles.count == 1)
    }
    #expect(!listener.hasCaller)
  }

  @Test(arguments: formats)
  func `ten thousand levels are an error with a place`(_ format: String) throws {
    let deep =
      String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    let (_, errors, _) = try read(format, document(format, marker: deep))
    #expect(errors.map(\.message.id) == ["xml.too-deep"])
    #expect(errors.first?.location?.line != nil)
    let open = try read(format, document(format, marker: String(repeating: "<a>", count: 10_000)))
    #expect(!open.errors.isEmpty)
  }

  @Test(arguments: formats)
  func `a text beyond the limit is an error, and so is an item that never ends`(
    _ format: String
  ) throws {
    var limits = Limits()
    limits.maximumRecordBytes = 100_000
    let huge = try document(format, marker: String(repeating: "word ", count: 400_000))
    let (articles, errors, _) = try read(format, huge, limits: limits)
    #expect(errors.map(\.message.id).contains("input.record-too-large"))
    #expect(text(of: articles).utf8.count < 200_000)
    let endless = huge.prefix(huge.count / 2)
    #expect(try !read(format, Array(endless), limits: limits).errors.isEmpty)
  }

  @Test(arguments: formats)
  func `a document cut at any hundredth byte is an error with a place`(_ format: String) throws {
    let bytes = try document(format, marker: "Words")
    for count in stride(from: 0, to: bytes.count - 10, by: 100) {
      let (_, errors, all) = try read(format, Array(bytes[..<count]))
      #expect(!errors.isEmpty, "\(format) \(count): \(all)")
      #expect(errors.allSatisfy { $0.location?.line != nil })
    }
  }

  @Test(arguments: formats)
  func `bytes in another encoding than declared are an error or read right`(
    _ format: String
  ) throws {
    let text = String(decoding: try document(format, marker: "Caf\u{E9}"), as: UTF8.self)
    let latin = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let undeclared = try read(format, latin)
    #expect(undeclared.articles.first?.headline == "Caf\u{E9}")
    #expect(undeclared.all.contains { $0.contains("input.repaired-bytes") })
    func declared(_ name: String) throws -> String {
      try #require(text.contains("encoding=\"UTF-8\""))
      return text.replacingOccurrences(of: "UTF-8", with: name)
    }
    let right = try declared("ISO-8859-1").unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
    #expect(try read(format, right).articles.first?.headline == "Caf\u{E9}")
    // What is declared in ASCII is not in UTF-16.
    let wide = try declared("UTF-16")
    #expect(try read(format, Array(wide.utf8)).articles.first?.headline == "Caf\u{E9}")
    #expect(
      try read(format, [0xFF, 0xFE] + wide.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        .articles.first?.headline == "Caf\u{E9}")
    // What nobody knows is read as UTF-8, which bytes can show that they are not.
    let unknown = try declared("x-nonsense")
    #expect(try read(format, Array(unknown.utf8)).articles.first?.headline == "Caf\u{E9}")
    let unreadable = unknown.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(try read(format, unreadable).errors.map(\.message.id) == ["xml.malformed"])
    #expect(try !read(format, (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }).errors.isEmpty)
  }
}

/// A socket of this machine that tells whether anybody came.
private final class Listener {
  let port: UInt16
  private let descriptor: Int32

  init() throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let result = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) | listen(descriptor, 8)
          | getsockname(descriptor, address, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard descriptor >= 0, result == 0 else { throw CocoaError(.fileReadUnknown) }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Whether somebody is waiting to be let in.
  var hasCaller: Bool {
    let caller = accept(descriptor, nil, nil)
    if caller >= 0 { close(caller) }
    return caller >= 0
  }
}
