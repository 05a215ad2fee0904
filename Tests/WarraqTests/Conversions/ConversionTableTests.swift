import Testing
import Warraq

/// The same content through every reader that can hold it.
struct ConversionTableTests {
  private static func read(_ reader: some ArticleReader, _ text: String) throws -> (
    article: Article, messages: [String]
  ) {
    var context = ConversionContext.fixed
    let articles = try reader.articles(in: Array(text.utf8), context: &context)
    return (try #require(articles.first), context.log.diagnostics.map(\.message.text))
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\"": "\\\""
        default: String(scalar)
        }
      }.joined() + "\""
  }

  private static func cell(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  // MARK: - Plain text

  /// Texts and their paragraphs; a line break is `/`.
  static let texts: [(String, [String])] = [
    ("one", ["one"]), ("  one  ", ["one"]), ("one\ntwo", ["one", "two"]),
    ("one\n\ntwo", ["one", "two"]), ("one\nmore\n\ntwo", ["one/more", "two"]),
    ("one\r\nmore\r\n\r\ntwo", ["one/more", "two"]), ("\n\none\n\n\n\ntwo\n", ["one", "two"]),
    ("one\n \t\ntwo", ["one", "two"]), ("one  \n  two", ["one", "two"]),
    ("one\u{2028}more", ["one/more"]), ("one\u{2028}more\ntwo", ["one/more", "two"]),
    ("one\u{2029}two", ["one", "two"]), ("one\nmore\u{2029}two", ["one/more", "two"]),
    ("\u{A0}one\u{3000}", ["one"]), ("one\n\u{A0}\ntwo", ["one", "two"]),
    ("سطر\nآخر", ["سطر", "آخر"]), ("سطر\nآخر\n\nفقرة", ["سطر/آخر", "فقرة"]),
    ("one\rtwo", ["one", "two"]), ("one\r\rtwo\rmore", ["one", "two/more"]), ("\tone\t", ["one"]),
    ("one\n\n\n", ["one"]), ("one\u{2029}\u{2029}two", ["one", "two"]),
    ("\u{2028}one\u{2028}", ["one"]), ("כותרת\n\nשורה\nועוד", ["כותרת", "שורה/ועוד"]),
    ("tom & jerry", ["tom & jerry"]), ("2 > 1", ["2 > 1"]), ("one\n--\ntwo", ["one", "--", "two"]),
    ("# one\n* two", ["# one", "* two"]), ("\u{200F}سطر", ["\u{200F}سطر"]),
    ("一\n\u{3000}二", ["一", "二"]), ("a  b", ["a  b"]), ("5 < 6", ["5 < 6"]), (" \n ", []),
  ]

  @Test(arguments: texts)
  func `plain text has the same paragraphs in every reader`(
    text: String, expected: [String]
  ) throws {
    let json = Self.quoted(text)
    let xml = text.split(separator: "<", omittingEmptySubsequences: false)
      .joined(separator: "&lt;").replacing("\r\n", with: "\n")
    let bodies: [(String, Article)] = [
      ("json", try Self.read(JSONReader(), "{\"content\":\(json)}").article),
      ("csv", try Self.read(CSVReader(), "id,body\n1,\(Self.cell(text))\n").article),
      (
        "jsonfeed",
        try Self.read(
          JSONFeedReader(),
          "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\","
            + "\"items\":[{\"id\":\"1\",\"content_text\":\(json)}]}"
        ).article
      ),
      (
        "ninjs", try Self.read(NinjsReader(), "{\"uri\":\"urn:x:1\",\"body_text\":\(json)}").article
      ),
      (
        "newsml",
        try Self.read(
          NewsMLG2Reader(),
          "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'><contentSet>"
            + "<inlineData contenttype='text/plain'>\(xml)</inlineData></contentSet></newsItem>"
        ).article
      ),
      (
        "atom",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id><title>A</title>"
            + "<content type='text'>\(xml)</content></entry></feed>"
        ).article
      ),
    ]
    for (name, article) in bodies {
      let found = article.body.map { block in
        [block].plainText.split(separator: "\n").joined(separator: "/")
      }
      #expect(found == expected, "\(name)")
    }
  }

  // MARK: - Keywords

  static let keywords: [(String, [String])] = [
    ("ferry", ["ferry"]), ("night boat", ["night boat"]), ("a, b", ["a", "b"]),
    ("a,b;c|d", ["a", "b", "c", "d"]), ("a\nb", ["a", "b"]), ("بحر، عبّارة", ["بحر", "عبّارة"]),
    ("ferry, night boat; harbour | tide،sea", ["ferry", "night boat", "harbour", "tide", "sea"]),
    ("أ؛ب", ["أ", "ب"]), ("海、船", ["海", "船"]), ("海，船", ["海", "船"]), (" a , , b ", ["a", "b"]),
    ("• a • b", ["a", "b"]), ("#ferry #night_boat", ["ferry", "night boat"]), ("C#", ["C#"]),
    ("a · b", ["a", "b"]), ("a،b؛c", ["a", "b", "c"]), ("a ; b ;", ["a", "b"]),
    ("● a ● b", ["a", "b"]), ("a；b", ["a", "b"]), ("R&D", ["R&D"]),
    ("A/B testing", ["A/B testing"]),
    ("#a", ["a"]), ("#a,#b_c", ["a", "b c"]), ("a#b", ["a#b"]), ("24/7", ["24/7"]),
    ("كأس العالم 2026", ["كأس العالم 2026"]), ("«a», «b»", ["«a»", "«b»"]), ("a-b", ["a-b"]),
    ("قطار", ["قطار"]), ("U.S.", ["U.S."]),
  ]

  @Test(arguments: keywords)
  func `keyword text has the same keywords in every reader`(
    text: String, expected: [String]
  ) throws {
    let json = try Self.read(JSONReader(), "{\"tags\":\(Self.quoted(text))}").article
    #expect(json.keywords.map(\.text) == expected)
    let csv = try Self.read(CSVReader(), "id,keywords\n1,\(Self.cell(text))\n").article
    #expect(csv.keywords.map(\.text) == expected)
    // White space of an element is one blank, so a line end cannot separate there.
    if text.contains("\n") { return }
    let rss = try Self.read(
      RSSReader(),
      "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item>"
        + "<media:keywords>\(text)</media:keywords></item></channel></rss>")
    #expect(rss.article.keywords.map(\.text) == expected)
  }

  // MARK: - Media types

  static let kinds: [(String, Asset.Kind?)] = [
    ("image/jpeg", .picture), ("IMAGE/PNG", .picture), ("video/mp4", .video),
    ("audio/mpeg", .audio), ("application/pdf", .document), ("text/csv", .document),
    ("image/svg+xml", .picture), ("image/webp", .picture), ("image/jpeg; q=1", .picture),
    ("video/webm", .video), ("application/vnd.apple.mpegurl", .video), ("audio/ogg", .audio),
    ("text/html", .document), ("text/plain", .document), ("application/json", .document),
    ("application/zip", .document), ("", nil), ("jpeg", nil), ("application/octet-stream", nil),
    ("chemical/x-pdb", nil),
  ]

  @Test(arguments: kinds)
  func `a media type means the same kind in every reader`(
    type: String, expected: Asset.Kind?
  ) throws {
    let entry = "[{\"url\":\"http://a.example/1\",\"type\":\"\(type)\"}]"
    let json = try Self.read(JSONReader(), "{\"headline\":\"A\",\"attachments\":\(entry)}").article
    #expect(json.media.first?.kind == expected)
    #expect(json.media.count == 1)
    let images = try Self.read(JSONReader(), "{\"headline\":\"A\",\"images\":\(entry)}").article
    #expect(images.media.first?.kind == expected ?? .picture)
    let feed = try Self.read(
      JSONFeedReader(),
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"items\":[{\"id\":\"1\","
        + "\"attachments\":[{\"url\":\"http://a.example/1\",\"mime_type\":\"\(type)\"}]}]}"
    ).article
    #expect(feed.media.first?.kind == expected)
    let rss = try Self.read(
      RSSReader(),
      "<rss version='2.0'><channel><item><enclosure url='http://a.example/1' type='\(type)'/>"
        + "</item></channel></rss>"
    ).article
    #expect(rss.media.first?.kind == expected)
  }

  // MARK: - Dates

  /// Dates in a language, what they become and what is said about them.
  static let dates: [(String, String, String, String?)] = [
    ("2024-06-24", "en", "2024-06-24", nil),
    ("06/07/2024", "", "06/07/2024", "may be 2024-06-07 or 2024-07-06; kept as text"),
    ("06/07/2024", "en-GB", "2024-07-06", nil), ("soon", "en", "soon", "is not a date that exists"),
    ("yesterday", "en", "yesterday", "is relative; kept as text"),
    ("1403-04-04", "fa", "2024-06-24", nil), ("1403-04-04", "prs", "2024-06-24", nil),
    ("1403-04-04", "ps", "2024-06-24", nil), ("1403-02-31", "fa", "2024-05-20", nil),
    ("1403-04-04T10:00:00+03:30", "fa", "2024-06-24T10:00:00+03:30", nil),
    ("1445-12-18", "ar", "1445-12-18", "may be 2024-06-24 or 1445-12-18"),
    ("1403-04-04", "en", "1403-04-04", "read as 1403-04-04; check it"),
    ("0000-00-00", "en", "0000-00-00", "stands for no date"),
    ("0001-01-01T00:00:00", "en", "0001-01-01T00:00:00", "stands for no date"),
    ("9999-12-31", "en", "9999-12-31", "stands for no date"),
    ("2999-12-31", "en", "2999-12-31", "stands for no date"),
    ("1970-01-01T00:00:00Z", "en", "1970-01-01T00:00:00Z", "check it"),
    ("-0044-03-15", "en", "-0044-03-15", "is not a date that exists"),
    ("2016-12-31T23:59:60Z", "en", "2017-01-01T00:00:00Z", nil),
    ("2024-06Z", "en", "2024-06", nil), ("2024+03:00", "en", "2024", nil),
    ("2024-06-24T10:00:00Z", "fa", "2024-06-24T10:00:00Z", nil),
    ("2024-02-30", "en", "2024-02-30", "is not a date that exists"),
    ("2024-13-01", "en", "2024-13-01", "is not a date that exists"),
    ("12024-06-24", "en", "12024-06-24", "is not a date that exists"),
    ("24 June 2024", "en", "2024-06-24", nil), ("24. Juni 2024", "de", "2024-06-24", nil),
    ("24 juin 2024", "fr", "2024-06-24", nil), ("24 يونيو 2024", "ar", "2024-06-24", nil),
    ("24 حزيران 2024", "ar", "2024-06-24", nil), ("4 تیر 1403", "fa", "2024-06-24", nil),
    ("۱۴۰۳-۰۴-۰۴", "fa", "2024-06-24", nil), ("۱۴۰۳-۰۴-۰۴", "prs", "2024-06-24", nil),
    ("۱۴۰۳/۰۴/۰۴", "ps", "2024-06-24", nil), ("2024年6月24日", "zh", "2024-06-24", nil),
    ("Mon, 24 Jun 2024 10:00:00 GMT", "en", "2024-06-24T10:00:00Z", nil),
    ("Mon, 24 Jun 2024 10:00:00 +0200", "en", "2024-06-24T10:00:00+02:00", nil),
    ("Mon, 24 Jun 2024 10:00:00 BST", "en", "2024-06-24T10:00:00", "names a zone"),
    ("Mon, 24 Jun 2024 10:00:00 A", "en", "2024-06-24T10:00:00", "names a zone"),
    ("Tue, 24 Jun 2024 10:00:00 GMT", "en", "2024-06-24T10:00:00Z", "check it"),
    ("  2024-06-24 ", "en", "2024-06-24", nil), ("1719223200", "en", "2024-06-24T10:00:00Z", nil),
    ("20240624T100000Z", "en", "2024-06-24T10:00:00Z", nil),
    ("2024-W26-1", "en", "2024-06-24", nil),
    ("2024-06-24T10:00:00.5+05:30", "en", "2024-06-24T10:00:00.5+05:30", nil),
    ("2024-06-24T10:00:00-00:00", "en", "2024-06-24T10:00:00Z", nil),
    ("24-06-2024", "de", "2024-06-24", nil), ("24.06.2024", "de", "2024-06-24", nil),
    ("6/24/2024", "en-US", "2024-06-24", nil), ("June 24, 2024", "en", "2024-06-24", nil),
    ("24 de junio de 2024", "es", "2024-06-24", nil), ("24 июня 2024", "ru", "2024-06-24", nil),
    ("24 Haziran 2024", "tr", "2024-06-24", nil), ("٢٤ يونيو ٢٠٢٤", "ar", "2024-06-24", nil),
    ("24 ביוני 2024", "he", "2024-06-24", nil), ("2024/06/24", "ja", "2024-06-24", nil),
    ("tomorrow", "en", "tomorrow", "is relative; kept as text"),
    ("2024-06-24T25:00:00Z", "en", "2024-06-24T25:00:00Z", "is not a date that exists"),
    ("June", "en", "June", "is part of a date"), ("24 June", "en", "24 June", "is part of a date"),
  ]

  @Test(arguments: dates)
  func `a printed date means the same in every reader`(
    text: String, language: String, expected: String, message: String?
  ) throws {
    let tag = language.isEmpty ? "und" : language
    let found: [(String, (article: Article, messages: [String]))] = [
      (
        "json", try Self.read(JSONReader(), "{\"lang\":\"\(tag)\",\"date\":\"\(text)\"}")
      ),
      ("csv", try Self.read(CSVReader(), "language,date\n\(tag),\(Self.cell(text))\n")),
      (
        "jsonfeed",
        try Self.read(
          JSONFeedReader(),
          "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"items\":[{"
            + "\"id\":\"1\",\"language\":\"\(tag)\",\"date_published\":\"\(text)\"}]}")
      ),
      (
        "rss",
        try Self.read(
          RSSReader(),
          "<rss version='2.0'><channel><language>\(tag)</language><item><pubDate>\(text)</pubDate>"
            + "</item></channel></rss>")
      ),
      (
        "atom",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='\(tag)'><entry><id>urn:x:1</id>"
            + "<published>\(text)</published></entry></feed>")
      ),
      (
        "ninjs",
        try Self.read(
          NinjsReader(),
          "{\"uri\":\"urn:x:1\",\"language\":\"\(tag)\",\"versionCreated\":\"\(text)\"}")
      ),
      (
        "newsml",
        try Self.read(
          NewsMLG2Reader(),
          "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1' xml:lang='\(tag)'>"
            + "<itemMeta><versionCreated>\(text)</versionCreated></itemMeta></newsItem>")
      ),
      (
        "nitf",
        try Self.read(
          NITFReader(),
          "<nitf baselang='\(tag)'><head><pubdata date.publication='\(text)'/></head></nitf>")
      ),
      (
        "newsml1",
        try Self.read(
          NewsML1Reader(),
          "<NewsML><NewsItem xml:lang='\(tag)'><NewsManagement><ThisRevisionCreated>\(text)"
            + "</ThisRevisionCreated></NewsManagement><NewsComponent><ContentItem><DataContent>x"
            + "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>")
      ),
    ]
    for (name, (article, messages)) in found {
      #expect(article.published?.description == expected, "\(name)")
      if let message {
        #expect(messages.contains { $0.contains(message) }, "\(name): \(messages)")
      } else {
        #expect(messages == [], "\(name)")
      }
    }
  }

  // MARK: - People

  /// Texts of a list of people, and the names in them.
  static let people: [(String, [String])] = [
    ("Ann Reed", ["Ann Reed"]), ("Ann Reed and Bo Lind", ["Ann Reed", "Bo Lind"]),
    ("Ann Reed & Bo Lind", ["Ann Reed", "Bo Lind"]),
    ("Ann Reed; Bo Lind", ["Ann Reed", "Bo Lind"]),
    ("Ann Reed | Bo Lind", ["Ann Reed", "Bo Lind"]), ("Ann Reed, Bo Lind", ["Ann Reed, Bo Lind"]),
    ("Ann Reed, Bo Lind and Cy Moss", ["Ann Reed", "Bo Lind", "Cy Moss"]),
    ("Reed, Ann", ["Reed, Ann"]),
    ("Reed, Ann; Lind, Bo", ["Reed, Ann", "Lind, Bo"]), ("  Ann Reed ", ["Ann Reed"]),
    ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
    ("Marks and Sons", ["Marks and Sons"]), ("آن ريد", ["آن ريد"]),
    ("آن ريد؛ بو ليند", ["آن ريد", "بو ليند"]),
    ("李明；王芳", ["李明", "王芳"]), ("Anne-Marie O’Neil", ["Anne-Marie O’Neil"]), ("Reuters", ["Reuters"]),
    ("Ludwig van Beek and Ann de la Rue", ["Ludwig van Beek", "Ann de la Rue"]),
    ("Ann Reed <ann@example.org>", ["Ann Reed"]), ("ann@example.org (Ann Reed)", ["Ann Reed"]),
    ("ann@example.org", ["ann@example.org"]),
    ("Ann Reed <ann@example.org>; Bo Lind", ["Ann Reed", "Bo Lind"]), ("Ann Reed;;", ["Ann Reed"]),
  ]

  @Test(arguments: people)
  func `a text that names people names the same ones in every reader`(
    text: String, expected: [String]
  ) throws {
    let json = Self.quoted(text)
    let xml = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    let lists: [(String, Article)] = [
      ("json", try Self.read(JSONReader(), "{\"title\":\"A\",\"author\":\(json)}").article),
      ("csv", try Self.read(CSVReader(), "title,authors\nA,\(Self.cell(text))\n").article),
      (
        "rss",
        try Self.read(
          RSSReader(),
          "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item>"
            + "<title>A</title><dc:creator>\(xml)</dc:creator></item></channel></rss>"
        ).article
      ),
      (
        "jsonfeed",
        try Self.read(
          JSONFeedReader(),
          "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"items\":[{"
            + "\"id\":\"1\",\"title\":\"A\",\"author\":\(json)}]}"
        ).article
      ),
      (
        "markdown",
        try Self.read(MarkdownReader(), "---\ntitle: A\nauthor: \(json)\n---\n\nText.\n").article
      ),
    ]
    for (name, article) in lists {
      #expect(article.creators.map(\.name) == expected, "\(name)")
      let addresses = article.creators.flatMap(\.identifiers)
      #expect(addresses == (text.contains("@") ? ["mailto:ann@example.org"] : []), "\(name)")
    }
    // What stands apart is one name, whatever is in it.
    let one: [(String, Article)] = [
      (
        "atom",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id><title>A</title>"
            + "<author><name>\(xml)</name></author></entry></feed>"
        ).article
      ),
      (
        "newsml",
        try Self.read(
          NewsMLG2Reader(),
          "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'><contentMeta>"
            + "<creator><name>\(xml)</name></creator></contentMeta></newsItem>"
        ).article
      ),
      (
        "json",
        try Self.read(JSONReader(), "{\"headline\":\"A\",\"creators\":[{\"name\":\(json)}]}")
          .article
      ),
    ]
    for (name, article) in one {
      #expect(article.creators.map(\.name.trimmed) == [text.trimmed], "\(name)")
    }
  }

  // MARK: - Languages

  static let languages: [(String, String?)] = [
    ("en", "en"), ("en-GB", "en-GB"), ("en_GB", "en-GB"), ("zh_Hans_CN", "zh-Hans-CN"),
    ("ar", "ar"),
    (" ar ", "ar"), (" ar_EG ", "ar-EG"), ("", nil), ("  ", nil), ("eng", "eng"), ("und", "und"),
    ("English", "en"), ("en, fr", "en, fr"), ("x-default", "x-default"), ("fa-AF", "fa-AF"),
    ("de-DE-1996", "de-DE-1996"), ("i-klingon", "i-klingon"), ("zxx", "zxx"), ("iw", "iw"),
    ("pt-BR.UTF-8", "pt-BR.UTF-8"),
  ]

  @Test(arguments: languages)
  func `a language is the same tag in every reader`(text: String, expected: String?) throws {
    let json = Self.quoted(text)
    let found: [(String, Article)] = [
      ("json", try Self.read(JSONReader(), "{\"title\":\"A\",\"language\":\(json)}").article),
      ("json, lang", try Self.read(JSONReader(), "{\"title\":\"A\",\"lang\":\(json)}").article),
      ("csv", try Self.read(CSVReader(), "title,language\nA,\(Self.cell(text))\n").article),
      (
        "jsonfeed",
        try Self.read(
          JSONFeedReader(),
          "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"language\":\(json),"
            + "\"items\":[{\"id\":\"1\",\"title\":\"A\"}]}"
        ).article
      ),
      (
        "rss",
        try Self.read(
          RSSReader(),
          "<rss version='2.0'><channel><language>\(text)</language><item><title>A</title></item>"
            + "</channel></rss>"
        ).article
      ),
      (
        "atom",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='\(text)'><entry><id>urn:x:1</id>"
            + "<title>A</title></entry></feed>"
        ).article
      ),
      (
        "ninjs",
        try Self.read(NinjsReader(), "{\"uri\":\"urn:x:1\",\"language\":\(json)}").article
      ),
      (
        "newsml",
        try Self.read(
          NewsMLG2Reader(),
          "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:x:1'><contentMeta>"
            + "<language tag='\(text)'/><headline>A</headline></contentMeta></newsItem>"
        ).article
      ),
      (
        "nitf",
        try Self.read(
          NITFReader(), "<nitf baselang='\(text)'><head><title>A</title></head></nitf>"
        ).article
      ),
      (
        "markdown",
        try Self.read(MarkdownReader(), "---\ntitle: A\nlang: \(json)\n---\n\nText.\n").article
      ),
    ]
    for (name, article) in found { #expect(article.language == expected, "\(name)") }
  }

  // MARK: - Addresses

  /// Links of a story at `https://news.example.org/2024/06/story`, and where they lead; nowhere where
  /// they are none that may be followed.
  static let addresses: [(String, String?)] = [
    ("/a", "https://news.example.org/a"), ("a", "https://news.example.org/2024/06/a"),
    ("../a", "https://news.example.org/2024/a"), ("./a/../b", "https://news.example.org/2024/06/b"),
    ("//cdn.example/a", "https://cdn.example/a"), ("/a b", "https://news.example.org/a%20b"),
    ("?q=1", "https://news.example.org/2024/06/story?q=1"),
    ("https://x.example/y", "https://x.example/y"),
    ("../../../a", "https://news.example.org/a"), ("a#b", "https://news.example.org/2024/06/a#b"),
    ("HTTPS://X.example/y", "HTTPS://X.example/y"), ("mailto:a@b.example", "mailto:a@b.example"),
    ("tel:+123", "tel:+123"), ("javascript:alert(1)", nil), ("data:text/plain,x", nil), ("", nil),
    ("/é", "https://news.example.org/é"), ("/شعب", "https://news.example.org/شعب"),
    ("  /a  ", "https://news.example.org/a"), ("\\a", "https://news.example.org/2024/06/%5Ca"),
    ("/%zz", "https://news.example.org/%zz"),
    ("vbscript:x", nil), ("file:///etc/hosts", "file:///etc/hosts"),
  ]

  @Test(arguments: addresses)
  func `a link leads to the same address in every reader`(
    text: String, expected: String?
  ) throws {
    let base = "https://news.example.org/2024/06/story"
    let html = "<p>x <a href=\"\(text)\">link</a></p>"
    let escaped = html.replacing("<", with: "&lt;")
    let found: [(String, Article)] = [
      (
        "json",
        try Self.read(
          JSONReader(), "{\"title\":\"A\",\"url\":\"\(base)\",\"content_html\":\(Self.json(html))}"
        ).article
      ),
      (
        "csv",
        try Self.read(CSVReader(), "title,url,content_html\nA,\(base),\(Self.cell(html))\n").article
      ),
      (
        "jsonfeed",
        try Self.read(
          JSONFeedReader(),
          "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"items\":[{\"id\":\"1\","
            + "\"url\":\"\(base)\",\"content_html\":\(Self.json(html))}]}"
        ).article
      ),
      (
        "rss",
        try Self.read(
          RSSReader(),
          "<rss version='2.0'><channel><item><title>A</title><link>\(base)</link><description>"
            + "\(escaped)</description></item></channel></rss>"
        ).article
      ),
      (
        "atom",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:x:1</id><title>A</title>"
            + "<link href='\(base)'/><content type='html'>\(escaped)</content></entry></feed>"
        ).article
      ),
      (
        "atom, xml:base",
        try Self.read(
          AtomReader(),
          "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='\(base)'><entry><id>urn:x:1</id>"
            + "<title>A</title><content type='html'>\(escaped)</content></entry></feed>"
        ).article
      ),
    ]
    for (name, article) in found {
      #expect(article.body.plainText == "x link", "\(name)")
      var link: String?
      if case .paragraph(let inlines)? = article.body.first {
        for case .link(_, let href, _) in inlines { link = href }
      }
      #expect(link == expected, "\(name)")
    }
  }

  private static func json(_ text: String) -> String {
    quoted(text.replacing("\\", with: "\\\\"))
  }
}
