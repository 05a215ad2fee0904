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
