import Synchronization
import Testing
import Warraq
import WarraqHTML

/// Inputs whose encoding is not the one that they state, or that state none.
struct ForeignEncodingTests {
  /// A text in an encoding and its bytes.
  struct Case: CustomTestStringConvertible {
    var encoding: String
    var headline: String
    var text: String

    init(_ encoding: String, _ headline: String, _ text: String) {
      self.encoding = encoding
      self.headline = headline
      self.text = text
    }

    var testDescription: String { encoding }
  }

  static let cases = [
    Case("windows-1251", "Мост открыт для всех", "Новый мост через реку открыли сегодня утром."),
    Case("koi8-r", "Мост открыт для всех", "Новый мост через реку открыли сегодня утром."),
    Case("iso-8859-5", "Мост открыт для всех", "Новый мост через реку открыли сегодня утром."),
    Case("ibm866", "Мост открыт для всех", "Новый мост через реку открыли сегодня утром."),
    Case(
      "windows-1250", "Nový most je otevřen", "Řekl, že most přes řeku dnes ráno otevřeli všem."),
    Case("windows-1254", "Köprü bugün açıldı", "Kısa kış bitti, başkan yığınla ışık ve çığ gördü."),
    Case("windows-1253", "Η γέφυρα άνοιξε", "Η νέα γέφυρα στον ποταμό άνοιξε σήμερα το πρωί."),
    Case("windows-1255", "הגשר נפתח היום", "הגשר החדש מעל הנהר נפתח הבוקר לכל האנשים."),
    Case("windows-1256", "افتتاح الجسر الجديد", "افتتح الجسر الجديد على النهر صباح اليوم للجميع."),
    Case("iso-8859-6", "افتتاح الجسر الجديد", "افتتح الجسر الجديد على النهر صباح اليوم للجميع."),
    Case("windows-1252", "Le pont est rouvert à l’été", "“Enfin”, a dit le maire, né à Orléans."),
  ]

  private final class Log: Sendable {
    private let found = Mutex<[String]>([])
    func add(_ diagnostic: Diagnostic) { found.withLock { $0.append(diagnostic.message.id) } }
    var ids: [String] { found.withLock { $0 } }
  }

  private static func read(_ bytes: [UInt8], _ name: String) throws -> (Article, [String]) {
    let log = Log()
    let articles = try FormatRegistry.standard.articles(in: bytes, name: name) { log.add($0) }
    return (try #require(articles.first, "\(log.ids)"), log.ids)
  }

  /// The bytes of a text in an encoding of one byte a character.
  private static func bytes(_ text: String, in label: String) throws -> [UInt8] {
    let encoding = try #require(PageEncoding(label: label.utf8))
    var reverse: [Character: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF {
      let decoded = [byte].withUnsafeBufferPointer { encoding.decode($0) } ?? []
      if let letter = String(decoding: decoded, as: UTF8.self).first { reverse[letter] = byte }
    }
    return try text.map { character in
      if let ascii = character.asciiValue { return ascii }
      return try #require(reverse[character], "\(character)")
    }
  }

  private static let documents: [(name: String, text: @Sendable (Case) -> String)] = [
    (
      "a.rss",
      {
        "<rss><channel><title>\($0.headline)</title><item><title>\($0.headline)</title>"
          + "<description>\($0.text)</description></item></channel></rss>"
      }
    ),
    (
      "a.nitf",
      {
        "<nitf><body><body.head><hedline><hl1>\($0.headline)</hl1></hedline></body.head>"
          + "<body.content><p>\($0.text)</p></body.content></body></nitf>"
      }
    ),
    (
      "a.xml",
      {
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta><headline>"
          + "\($0.headline)</headline></contentMeta><contentSet><inlineData contenttype="
          + "'text/plain'>\($0.text)</inlineData></contentSet></newsItem>"
      }
    ),
    (
      "b.xml",
      {
        "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>\($0.headline)</HeadLine>"
          + "</NewsLines><ContentItem><DataContent>\($0.text)</DataContent></ContentItem>"
          + "</NewsComponent></NewsItem></NewsML>"
      }
    ),
    ("a.txt", { "\($0.headline)\nDate: 5 March 2024\n\($0.text)\n" }),
    ("a.md", { "# \($0.headline)\n\n\($0.text)\n" }),
    ("a.csv", { "headline,body\n\"\($0.headline)\",\"\($0.text)\"\n" }),
    ("a.json", { "{\"headline\":\"\($0.headline)\",\"body\":\"\($0.text)\"}" }),
  ]

  @Test(arguments: cases, documents.indices)
  func `a document that states no encoding is read in the one of its letters`(
    _ sample: Case, _ index: Int
  ) throws {
    let (name, text) = Self.documents[index]
    let (article, ids) = try Self.read(Self.bytes(text(sample), in: sample.encoding), name)
    #expect(article.headline == sample.headline)
    #expect(article.body == [.paragraph([.text(sample.text)])])
    #expect(!ids.isEmpty)
  }

  // Its bytes are ASCII: those of the sign for "show" are "<(", which starts no tag.
  private static let japanese = Case(
    "iso-2022-jp", "\u{1B}$B66$r<($9F|\u{1B}(B",
    "\u{1B}$B?7$7$$66$,3+DL$7$?!#;TD9$O!V$3$l$r<($7$?!W$H=R$Y$?!#\u{1B}(B")

  @Test(arguments: documents.indices, [false, true])
  func `a document that shifts to Japanese is read so`(_ index: Int, isDeclared: Bool) throws {
    let (name, text) = Self.documents[index]
    var bytes = Array(text(Self.japanese).utf8)
    if isDeclared {
      guard bytes.first == UInt8(ascii: "<") else { return }
      bytes = Array("<?xml version='1.0' encoding='ISO-2022-JP'?>".utf8) + bytes
    }
    let (article, ids) = try Self.read(bytes, name)
    #expect(article.headline == "橋を示す日")
    #expect(article.body.plainText == "新しい橋が開通した。市長は「これを示した」と述べた。")
    #expect(ids.contains("input.likely-encoding") == !isDeclared)
  }

  @Test func `a long text that shifts to Japanese is cut nowhere`() throws {
    let lines = String(repeating: "\(Self.japanese.text)\n\n", count: 9_000)
    let (article, _) = try Self.read(Array("\(Self.japanese.headline)\n\n\(lines)".utf8), "a.md")
    #expect(article.body.count == 9_001)
    #expect(article.body.allSatisfy { ![$0].plainText.contains("\u{FFFD}") })
    let page = String(repeating: Self.japanese.text, count: 9_000)
    let (one, _) = try Self.read(Array("# A\n\n\(page)".utf8), "a.md")
    #expect(one.body.plainText == String(repeating: "新しい橋が開通した。市長は「これを示した」と述べた。", count: 9_000))
  }

  /// A page with a text several times in its article, and a script that is longer than that.
  private static func page(headline: [UInt8], text: [UInt8]) -> [UInt8] {
    let data = """
      <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05"}</script>
      """
    let script = String(repeating: "var first = second + third; ", count: 50)
    let paragraphs = (0..<8).flatMap { _ in Array("<p>".utf8) + text + text + Array("</p>".utf8) }
    return Array(
      "<html><head>\(data)<script>\(script)</script></head>"
        .utf8)
      + Array("<body><article><h1>".utf8) + headline + Array("</h1>".utf8) + paragraphs
      + Array("</article></body></html>".utf8)
  }

  @Test(arguments: cases)
  func `a page that states no encoding is read in the one of its letters`(_ sample: Case) throws {
    let page = Self.page(
      headline: try Self.bytes(sample.headline, in: sample.encoding),
      text: try Self.bytes(sample.text, in: sample.encoding))
    let (article, _) = try Self.read(page, "a.html")
    #expect(article.headline == sample.headline)
    #expect(article.body.plainText.contains(sample.text))
  }

  @Test(arguments: [
    ("big5", "A4B5A4D1A5ABA4A4A4DFB67DA9F1A446B773AABABEFAA576B3D5AAABC05D"),
    ("gbk", "BDF1CCECCAD0D6D0D0C4BFAAB7C5C1CBD0C2B5C4C0FACAB7B2A9CEEFB9DD"),
    (
      "euc-kr",
      "BFC0B4C320BDC3B3BBBFA120BBF5B7CEBFEE20B9DAB9B0B0FCC0CC20B9AEC0BB20BFADBEFABDC0B4CFB4D9"
    ),
    (
      "shift_jis",
      "8DA193FA81418E7382CC92869053959482C9905682B582A2948E95A88AD982AA8A4A8AD982B582DC82B582BD"
    ),
    (
      "euc-jp",
      "BAA3C6FCA1A2BBD4A4CEC3E6BFB4C9F4A4CBBFB7A4B7A4A4C7EECAAAB4DBA4ACB3ABB4DBA4B7A4DEA4B7A4BF"
    ),
    (
      "iso-2022-jp",
      "1B24423A23467C21223B54244E43663F344974244B3F3724372424476E4A2A345B242C332B345B2437245E2437243F1B2842"
    ),
  ])
  func `a page of East Asia that states no encoding is read in the one of its letters`(
    label: String, digits: String
  ) throws {
    let hexadecimal = Array(digits)
    let text = stride(from: 0, to: hexadecimal.count, by: 2).compactMap {
      UInt8(String(hexadecimal[$0...($0 + 1)]), radix: 16)
    }
    let encoding = try #require(PageEncoding(label: label.utf8))
    let decoded = try #require(text.withUnsafeBufferPointer { encoding.decode($0) })
    let page = Self.page(headline: text, text: text)
    let (article, ids) = try Self.read(page, "a.html")
    #expect(article.headline == String(decoding: decoded, as: UTF8.self))
    #expect(ids.contains("html.doubtful-encoding"))
  }

  // `make growth` counts that the work grows with the text; it took minutes.
  @Test(arguments: documents.indices)
  func `a long text in an encoding that is not stated is read`(index: Int) throws {
    let (name, text) = Self.documents[index]
    var sample = Self.cases[4]
    sample.text = Array(repeating: sample.text, count: 4000).joined(separator: " ")
    let (article, _) = try Self.read(Self.bytes(text(sample), in: sample.encoding), name)
    #expect(article.body.plainText == sample.text)
  }

  @Test(arguments: ["iso-8859-1", "us-ascii", "windows-1251", "gbk", "utf-16"], documents.indices)
  func `a document in UTF-8 that states another encoding is read in UTF-8`(
    label: String, index: Int
  ) throws {
    let (name, text) = Self.documents[index]
    guard name.hasSuffix("ml") || name.hasSuffix("ss") || name.hasSuffix("tf") else { return }
    let sample = Self.cases[6]
    let declared = "<?xml version='1.0' encoding='\(label)'?>" + text(sample)
    let (article, ids) = try Self.read(Array(declared.utf8), name)
    #expect(article.headline == sample.headline)
    #expect(article.body == [.paragraph([.text(sample.text)])])
    #expect(ids.contains("xml.wrong-encoding") == (label != "utf-16"))
  }

  @Test(arguments: documents.indices)
  func `controls above ASCII are the letters of windows-1252`(index: Int) throws {
    let (name, text) = Self.documents[index]
    let sample = Case("", "don\u{92}t \u{85}", "\u{93}5 \u{80}\u{94} \u{96} ok\u{81}")
    let (article, ids) = try Self.read(Array(text(sample).utf8), name)
    #expect(article.headline == "don’t …")
    #expect(article.body == [.paragraph(["“5 €” – ok\u{81}"])])
    #expect(ids.contains("input.control-letters"))
  }

  @Test(arguments: [
    ("a.rss", "<rss><channel><item><title>don&#146;t &#x96;</title></item></channel></rss>"),
    (
      "b.rss",
      "<!DOCTYPE rss><rss><channel><item><title>don&#146;t &#x96;</title></item></channel></rss>"
    ),
    (
      "c.rss", "<rss><channel><item><title>don&amp;#146;t &amp;#150;</title></item></channel></rss>"
    ),
    ("a.json", #"{"headline":"don\u0092t \u0096","body":"x"}"#),
    ("a.jsonl", #"{"title":"don\u0092t \u0096","content":"x"}"#),
  ])
  func `references and escapes of controls are letters too`(name: String, text: String) throws {
    let (article, _) = try Self.read(Array(text.utf8), name)
    #expect(article.headline == "don’t –")
  }

  @Test(arguments: ["a.txt", "a.md"])
  func `one byte that is not UTF-8 costs no text`(name: String) throws {
    var bytes = Array("# Le café — fermé\n\nDate: 5 March 2024\n\nLe caf".utf8)
    bytes += [0xE9]
    bytes += Array(" — l’été — est fermé.\n".utf8)
    let (article, ids) = try Self.read(bytes, name)
    #expect(article.body.last == .paragraph(["Le café — l’été — est fermé."]))
    #expect(ids.contains("input.repaired-bytes"))
  }
}
