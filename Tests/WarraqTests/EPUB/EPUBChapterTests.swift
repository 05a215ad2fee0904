import Foundation
import Testing
import Warraq

@Suite struct EPUBChapterTests {
  private func chapter(_ article: Article) throws -> String {
    // What readers show: the data block is tested elsewhere.
    try OpenBook([article]).text("a00001.xhtml").components(separatedBy: "<script")[0]
  }

  private func story(_ change: (inout Article) -> Void) throws -> String {
    var article = Article(id: "urn:x:1")
    article.language = "en"
    article.headline = "H"
    change(&article)
    return try chapter(article)
  }

  @Test func `a chapter says all that the story says`() throws {
    let text = try chapter(SampleStories.arabic)
    for part in [
      #"<h1 id="headline">افتتاح مكتبة المدينة القديمة بعد ترميم دام 3 سنوات</h1>"#,
      #"<p class="deck">القاعة الكبرى"#, "بقلم <bdi>ليلى المراكشي</bdi>، <bdi>Sam O’Neil</bdi>",
      "<b>فاس</b>", #"<p class="section">ثقافة</p>"#, "<h2>مخطوطات نادرة</h2>", "@library",
      #"<bdi><a href="https://citypress.example/">City Press</a></bdi>"#, "<bdi>UNESCO</bdi>",
      #"<a href="https://news.example/ar/2024/06/24/maktaba"><bdi dir="ltr">news.example</bdi></a>"#,
      "© 2024 أخبار الورّاق",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("إقرأ المزيد"), "what is left of a read-more box is not printed")
  }

  @Test func `lines that run otherwise than the story say so`() throws {
    let english = try story { article in
      article.headline = "بيان الوزارة (2)!"
      article.section = "World"
      article.titles = [RoleText(role: TitleRole.kicker, text: "عاجل!")]
      article.summaries = [RoleText(role: SummaryRole.summary, text: "قالت Reuters: لا تعليق!")]
    }
    for part in [
      #"<h1 id="headline" dir="rtl">"#, #"<p class="kicker" dir="rtl">"#,
      #"<p class="deck" dir="rtl">"#, #"<p class="section">World"#,
    ] {
      #expect(english.contains(part), "\(part)")
    }
    let arabic = try story { article in
      article.language = "ar"
      article.headline = "شركة Nahda تطلق النسخة 2.0!"
      article.summaries = [RoleText(role: SummaryRole.summary, text: "All is well (again)!")]
    }
    #expect(arabic.contains(#"<h1 id="headline">"#))
    #expect(arabic.contains(#"<p class="deck" dir="ltr">All"#))
  }

  @Test func `a related story stands below under the words of its source`() throws {
    let text = try chapter(SampleStories.arabic)
    let related = text.components(separatedBy: #"<aside class="related""#)
    #expect(related.count == 2)
    #expect(related[1].contains(#"<h2 id="related">إقرأ أيضاً</h2>"#))
    #expect(related[1].contains("المدينة تستعيد 3 أبواب من القرن الرابع عشر</bdi></h3>"))
    #expect(related[1].contains("باب المحروق كما كان"))
    #expect(related[1].contains(#"<a href="https://news.example/en/paper"><bdi>How paper"#))
  }

  @Test func `a day stays a day and keeps its printed form`() throws {
    let text = try chapter(SampleStories.arabic)
    #expect(
      text.contains(
        #"<time datetime="2024-06-24" title="24th, June 2024 GMT">24 يونيو 2024</time>"#))
    #expect(text.contains(#"<time datetime="2024-06-25T09:30+01:00">25 يونيو 2024"#))
  }

  @Test func `a date that was not understood is printed and not marked up`() throws {
    let text = try story { $0.published = NewsDate(unresolved: "06/07/2024") }
    #expect(text.contains(#"<p class="date">06/07/2024</p>"#))
    #expect(!text.contains("<time"))
  }

  @Test(arguments: [
    ("en", "24 June 2024, 17:05 UTC+5:30"), ("de", "24. Juni 2024, 17:05 UTC+5:30"),
    ("es", "24 de junio de 2024, 17:05 UTC+5:30"), ("ru", "24 июня 2024, 17:05 UTC+5:30"),
    ("he", "24 ביוני 2024, 17:05 UTC+5:30"), ("fa", "۲۴ ژوئن ۲۰۲۴ – 17:05 UTC+5:30"),
    ("xx", "24 June 2024, 17:05 UTC+5:30"),
  ])
  func `dates are in the words of the story`(language: String, expected: String) throws {
    let text = try story {
      $0.language = language
      $0.published = NewsDate(
        year: 2024, month: 6, day: 24, hour: 17, minute: 5, offsetMinutes: 330)
    }
    let plain = text.replacing(#"<bdi dir="ltr">"#, with: "").replacing("</bdi>", with: "")
    #expect(plain.contains(">\(expected)</time>"))
  }

  @Test func `a summary that opens the story is not read twice`() throws {
    let summary = RoleText(role: SummaryRole.summary, text: "First words.")
    let twice = try story {
      $0.summaries = [summary]
      $0.body = [.paragraph(["First words."])]
    }
    #expect(!twice.contains(#"class="deck""#))
    let once = try story {
      $0.summaries = [summary]
      $0.body = [.paragraph(["Other words."])]
    }
    #expect(once.contains(#"<p class="deck">First words.</p>"#))
  }

  @Test func `a picture that is carried is in the book once`() throws {
    let book = try OpenBook([SampleStories.illustrated, SampleStories.illustrated])
    let pictures = book.names.filter { $0.hasPrefix("EPUB/images/") }
    #expect(pictures.count == 1)
    #expect(try book.file(pictures[0]) == SampleStories.pixel)
    #expect(book.isStored(pictures[0]))
    let text = try book.text("a00001.xhtml")
    #expect(text.contains(#"alt="Un point gris"/>"#))
    #expect(text.contains("<figcaption>Un point · <small>Photo : A. Martin</small></figcaption>"))
  }

  @Test func `a picture elsewhere is a link with its caption`() throws {
    let text = try chapter(SampleStories.illustrated)
    #expect(!text.contains(#"src="http"#))
    #expect(text.contains(#"<a href="https://example.org/far.jpg">"#))
    #expect(text.contains("Au loin"))
    #expect(text.contains(#"<a href="https://example.org/f.mp4">"#), "loose media come last")
  }

  @Test(arguments: [
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("<svg/>".utf8), [], [0xFF, 0xD8, 0xFF],
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0], Array("GIF89a".utf8),
    Array("RIFF\u{FF}\u{FF}\u{0}\u{0}WEBPVP8 xxxxxxxxxxxxxxxx".utf8),
  ])
  func `bytes that are no whole picture stay out`(bytes: [UInt8]) throws {
    var article = SampleStories.illustrated
    article.media = [
      Asset(
        id: "near", kind: .picture, renditions: [Asset.Rendition(href: "a.png", data: bytes)],
        caption: "Caption")
    ]
    let book = try OpenBook([article])
    #expect(!book.names.contains { $0.hasPrefix("EPUB/images/") })
    let text = try book.text("a00001.xhtml")
    #expect(!text.contains("<img") && text.contains("Caption"))
  }

  @Test func `the style sheet holds nothing that validators and old readers refuse`() throws {
    let sheet = try OpenBook([SampleStories.english]).text("style.css")
    for word in [
      "direction:", "unicode-bidi", "rem;", "vh", "calc(", "var(", "position:", "left", "color:",
    ] {
      if word == "color:" {
        #expect(!sheet.replacing("a { color: inherit; }", with: "").contains(word))
      } else {
        #expect(!sheet.contains(word), "\(word)")
      }
    }
  }

  @Test(arguments: [
    ("اتصل على +212 539-12-34-56 الآن", ["+212 539-12-34-56"]),
    ("حساب @port_news هنا", ["@port_news"]),
    ("لغة C++ و C# و .NET", ["C++", "C#", ".NET"]), ("وسم #Harbour", ["#Harbour"]),
    ("بين 2024-06-24 و 12.5 ومعدل +3 و a+b", []), ("بريد a@b.example", []),
  ])
  func `numbers and handles keep their order in Arabic`(text: String, runs: [String]) throws {
    let page = try story {
      $0.language = "ar"
      $0.body = [.paragraph([.text(text)])]
    }
    let found = page.components(separatedBy: #"<bdi dir="ltr">"#).dropFirst().map {
      $0.components(separatedBy: "</bdi>")[0]
    }
    #expect(found == runs)
    var article = Article(id: "urn:x:1")
    article.language = "ar"
    article.body = [.paragraph([.text(text)])]
    var context = ConversionContext.fixed
    let book = try EPUBWriter().document(of: [article], context: &context)
    let read = try EPUBReader().articles(in: book, name: "b.epub", context: &context)
    #expect(read.map(\.body) == [article.body])
  }

  @Test func `code in Arabic reads from left to right`() throws {
    let page = try story {
      $0.language = "ar"
      $0.body = [.preformatted("let x = \"مفتوح\""), .paragraph(["نص ", .code("f(x)")])]
    }
    #expect(page.contains(#"<pre dir="ltr">let x = "<bdi>مفتوح</bdi>"</pre>"#))
    #expect(page.contains(#"<code dir="ltr">"#))
    #expect(try !story { $0.body = [.preformatted("a = b")] }.contains("<pre dir"))
  }

  @Test func `cells of a wide table say what stands above them`() throws {
    func table(_ columns: Int, span: Int = 1) throws -> String {
      let head = (0..<columns).map { Table.Cell([.paragraph([.text("C\($0)")])], isHeader: true) }
      let row = (0..<columns).map { Table.Cell([.paragraph([.text("\($0)")])], columnSpan: span) }
      return try story { $0.body = [.table(Table(rows: [head, row]))] }
    }
    #expect(try table(5).contains(#"<table class="wide">"#))
    #expect(try table(5).contains(#"<td class="number" data-label="C4">4</td>"#))
    #expect(try !table(4).contains("data-label"))
    #expect(try !table(5, span: 2).contains("data-label"))
  }

  @Test func `a table that a telephone cannot show says how wide it is`() throws {
    func table(_ rows: [[String]], span: Int = 1) throws -> String {
      let cells = rows.enumerated().map { index, row in
        row.map {
          Table.Cell([.paragraph([.text($0)])], isHeader: index == 0, columnSpan: span)
        }
      }
      return try story { $0.body = [.table(Table(rows: cells))] }
    }
    let long = "Binnenschifffahrtsverwaltung"
    #expect(try table([["A", "B"], [long, "x"]]).contains("<table><thead>"))
    #expect(try table([["A", "B"], [long, long]]).contains(#"<table class="wide">"#))
    let many = (0..<14).map { "Month \($0)" }
    #expect(try table([many, many]).contains(#"<table class="wide broad">"#))
    #expect(try table([many, many], span: 2).contains(#"<table class="grid">"#))
    #expect(try table([["港口", "船"], ["港口港口港口港口港口港口港口港口港口港口港口", "1"]]).contains("<table><thead>"))
  }

  @Test func `columns of numbers are aligned at their ends`() throws {
    let rows = [["Port", "Fare", "Year"], ["Aden", "£12.50", "c. 1990"], ["Tunis", "–", "1991"]]
    let page = try story {
      $0.body = [
        .table(
          Table(
            rows: rows.enumerated().map { index, row in
              row.map { Table.Cell([.paragraph([.text($0)])], isHeader: index == 0) }
            }))
      ]
    }
    #expect(page.contains(#"<th scope="col" class="number">Fare</th>"#))
    #expect(page.contains(#"<td class="number">£12.50</td><td>c. 1990</td>"#))
  }

  @Test func `a byline tells photographers and translators apart from authors`() throws {
    var article = Article(id: "urn:x:1")
    article.language = "en"
    article.headline = "Head"
    article.creators = [
      Contributor(name: "Ann Reed", role: "author"),
      Contributor(name: "Tom Vale", role: "photographer"),
    ]
    article.contributors = [
      Contributor(name: "Zoe"), Contributor(name: "Eli", role: "translator"),
    ]
    article.body = [.paragraph(["x"])]
    var options = EPUBWriter.Options()
    options.data = false
    let book = try OpenBook([article], options: options)
    let page = try book.text("a00001.xhtml")
    #expect(
      page.contains(
        #"By <bdi>Ann Reed</bdi> · <span data-role="photographer">Photographs: <bdi>Tom Vale"#))
    var context = ConversionContext.fixed
    let back = try EPUBReader().articles(in: book.bytes, context: &context)
    #expect(back.first?.creators == article.creators)
    #expect(back.first?.contributors == article.contributors)
  }

  @Test(arguments: [
    ("/x", "https://news.example/x"), ("y?z=1", "https://news.example/a/y?z=1"),
    ("#part", "https://news.example/a/1#part"), ("javascript:alert(1)", nil),
    ("https://other.example/", "https://other.example/"),
  ])
  func `a link without a host leads to the site of its story`(href: String, expected: String?)
    throws
  {
    let page = try story {
      $0.url = "https://news.example/a/1"
      $0.body = [.paragraph([.link(["x"], href: href)])]
    }
    #expect(page.contains("<p>x</p>") == (expected == nil))
    if let expected { #expect(page.contains("<p><a href=\"\(expected)\"")) }
    let without = try story { $0.body = [.paragraph([.link(["x"], href: href)])] }
    #expect(without.contains("<p>x</p>") == (expected == nil || !href.contains("://")))
  }
}
