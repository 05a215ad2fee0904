import TestSupport
import Testing
import Warraq

/// Records as content management systems, agencies, crawlers and data sets export them stay on the
/// lane, whatever is in them.
struct LaneExportTests {
  /// One record of each kind of export; `#` is the number of the story.
  static let kinds: [(name: String, record: String)] = [
    (
      "the REST interface of a blog",
      #"{"id":10#,"date":"2024-06-24T17:05:09","date_gmt":"2024-06-24T14:05:09","guid":"#
        + #"{"rendered":"https://a.example/?p=10#"},"slug":"story-#","status":"publish","type":"post","#
        + #""link":"https://a.example/2024/story-#/","title":{"rendered":"The tide&#8217;s #"},"content":"#
        + #"{"rendered":"<p>One <a href=\"https://b.example/#\">two</a> &amp; three.</p>\n<ul><li>A</li></ul>","#
        + #""protected":false},"excerpt":{"rendered":"<p>Short [&hellip;]</p>\n","protected":false},"#
        + #""author":3,"categories":[4,9],"tags":[11],"meta":[],"_links":{"self":[{"href":"https://a.example/#"}]}}"#
    ),
    (
      "a blog with pictures in its stories",
      #"{ "id": 20#, "status": "publish", "link": "https://a.example/p/#", "title": {"rendered": "T #"}, "#
        + #""content": {"rendered": "<p>One.</p><figure><img src=\"https://a.example/#.jpg\" alt=\"x\">"#
        + #"<figcaption>Seen</figcaption></figure><p>Two.</p>"}, "excerpt": {"rendered": ""}}"#
    ),
    (
      "the database of a blog",
      #"{"ID":30#,"post_title":"T <em>#</em>","post_content":"<h2>A</h2><blockquote><p>B</p></blockquote>","#
        + #""post_excerpt":"Short","post_date":"2024-06-24 17:05:09","post_status":"publish","#
        + #""post_author":"Ann Reed","permalink":"https://a.example/#","categories":["News","Local"],"#
        + #""tags":["sea","tide table"],"featured_image":"https://a.example/#.jpg","comment_count":7}"#
    ),
    (
      "a crawler",
      #"{"authors":["Ann Reed","Bo Lind"],"date_download":"2024-07-01 10:00:00","date_modify":null,"#
        + #""date_publish":"2024-06-24 17:05:09","description":"Short","filename":"f%2F#.json","#
        + #""image_url":"https://a.example/#.jpg","language":"en","localpath":null,"#
        + #""maintext":"One \"two\".\nThree \u2013 four.\n\nFive.","source_domain":"a.example","title":"T #","#
        + #""title_page":null,"url":"https://a.example/#"}"#
    ),
    (
      "an extractor of texts",
      #"{"title":"T #","author":"Ann Reed; Bo Lind","hostname":"a.example","date":"2024-06-24","#
        + #""fingerprint":"ab12","id":null,"license":null,"comments":"","raw_text":"One","text":"One.\nTwo.","#
        + #""language":"en","image":"https://a.example/#.jpg","pagetype":"article","#
        + #""source":"https://a.example/#","excerpt":"Short","categories":"News;Local","tags":"sea;tide"}"#
    ),
    (
      "an interface to many papers",
      #"{"source":{"id":null,"name":"Coastal News"},"author":"Ann Reed","title":"T # - Coastal News","#
        + #""description":"Short","url":"https://a.example/#","urlToImage":"https://a.example/#.jpg","#
        + #""publishedAt":"2024-06-24T17:05:09Z","content":"One… [+1234 chars]"}"#
    ),
    (
      "an agency",
      #"{"guid":"tag:a.example,2024:#","version":1,"headline":"T #","slugline":"sea-vote","byline":"By Ann Reed","#
        + #""dateline":"LINTOWN (CN)","body_html":"<p>One <strong>two</strong>.</p>","#
        + #""published_at":"2024-06-24T17:05:09+00:00","language":"en","priority":5,"urgency":3,"#
        + #""keywords":["sea"],"subject":[{"code":"20000590","name":"transport","scheme":"medtop"}],"#
        + #""genre":[{"code":"Article","name":"Article"}],"source":"CN","copyright":"© 2024","#
        + #""usage_terms":"Not for resale.","word_count":345,"place":[{"name":"Lintown"}],"#
        + #""associations":{"featuremedia":{"type":"picture"}},"extra_info":{"n":[1,-2.5e3,{"a":null}]}}"#
    ),
    (
      "a spider",
      #"{"url":"https://a.example/#","title":"\n  T #  ","author":["Ann Reed"],"#
        + #""published_time":"2024-06-24T17:05:09+03:00","body":["One.","Two."],"section":"News","#
        + #""images":[{"url":"https://a.example/#.jpg","path":"full/ab.jpg","checksum":"ff00"}],"#
        + #""crawled_at":1719300000.123,"scraped":true,"links":["https://b.example/1"]}"#
    ),
    (
      "linked data of pages",
      #"{"@context":"https://schema.org","@type":"NewsArticle","headline":"T #","#
        + #""datePublished":"2024-06-24T17:05:09+03:00","author":[{"@type":"Person","name":"Ann Reed","#
        + #""url":"https://a.example/ann"}],"publisher":{"@type":"Organization","name":"Coastal News","#
        + #""logo":{"@type":"ImageObject","url":"https://a.example/logo.png"}},"#
        + #""image":["https://a.example/#.jpg"],"mainEntityOfPage":"https://a.example/#","#
        + #""articleBody":"One.\nTwo.","articleSection":"News","inLanguage":"en","keywords":"sea,tide"}"#
    ),
  ]

  static let writers: [(name: String, writer: any ArticleWriter)] = [
    ("csv", CSVWriter()), ("jsonl", JSONWriter(.lines)), ("newsml", NewsMLG2Writer()),
    ("ninjs", NinjsWriter()),
  ]

  private static func lines(_ record: String, count: Int) -> String {
    (0..<count).map { record.replacing("#", with: "\($0)") }.joined(separator: "\n")
  }

  @Test(arguments: kinds.indices)
  func `records of an export are the same on the lane and stay on it`(kind: Int) async throws {
    let (name, record) = Self.kinds[kind]
    for (format, writer) in Self.writers {
      let both = try await LaneComparison(Array(Self.lines(record, count: 3).utf8), to: writer)
      #expect(both.lane.account == both.ordinary.account, "\(name), \(format)")
      #expect(
        both.isSame,
        """
        \(name), \(format)
        \(String(decoding: both.lane.bytes, as: UTF8.self).prefix(3000))
        \(String(decoding: both.ordinary.bytes, as: UTF8.self).prefix(3000))
        """)
      #expect(both.lane.inLane == 3, "\(name), \(format)")
    }
  }
}
