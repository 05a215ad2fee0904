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
    ("a · b", ["a", "b"]), ("قطار", ["قطار"]), ("U.S.", ["U.S."]),
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
    ("application/octet-stream", nil), ("chemical/x-pdb", nil),
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
}
