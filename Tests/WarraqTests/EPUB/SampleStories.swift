import Warraq

/// Stories of our own for the tests of books.
enum SampleStories {
  /// A story as a news aggregator prints it, with all that stands below it.
  static var arabic: Article {
    var article = Article(id: "urn:newsml:warraq.example:20240624:1")
    article.language = "ar"
    article.section = "ثقافة"
    article.headline = "افتتاح مكتبة المدينة القديمة بعد ترميم دام 3 سنوات"
    article.titles = [
      RoleText(role: TitleRole.sub, text: "القاعة الكبرى تستقبل القراء مجانًا حتى نهاية الشهر")
    ]
    article.creators = [
      Contributor(name: "ليلى المراكشي", role: "author"), Contributor(name: "Sam O’Neil"),
    ]
    article.dateline = "فاس"
    article.published = NewsDate(year: 2024, month: 6, day: 24, text: "24th, June 2024 GMT")
    article.modified = NewsDate(
      year: 2024, month: 6, day: 25, hour: 9, minute: 30, offsetMinutes: 60)
    article.body = [
      .paragraph([
        "أعلنت بلدية المدينة، اليوم الاثنين، افتتاح المكتبة القديمة (1357) أمام القراء بعد ترميم دام 3 سنوات، ",
        "بكلفة بلغت 12.5 مليون درهم.",
      ]),
      .paragraph([
        "وقال مدير المكتبة في بيان نقلته وكالة ",
        .span(["Reuters"], language: "en", direction: .leftToRight),
        ": \"أعدنا إلى الرفوف 4,200 مخطوط، وما زال العمل جاريًا على 600 غيرها\".",
      ]),
      .aside([.paragraph(["إقرأ المزيد"])], role: AsideRole.readMore),
      .heading(level: 2, ["مخطوطات نادرة"]),
      .paragraph([
        "ومن أندر ما تضمه المكتبة نسخة من ", .emphasis(["كتاب الحيوان"]),
        " نسخها ورّاق من أهل بغداد، و",
        .link(["فهرس رقمي"], href: "https://example.org/catalogue?a=1&b=2"), " يضم كل المخطوطات.",
      ]),
      .quote(
        [.paragraph(["الكتاب الذي لا يُقرأ رفٌّ فارغ."])], attribution: ["أمينة المخطوطات"]),
      .embed(
        Embed(
          provider: "twitter", url: "https://twitter.com/library/status/1",
          text: "⚡️ المكتبة تفتح أبوابها الساعة 10:00\n◀️ البلدية", author: "@library",
          media: ["https://pic.twitter.com/WxYz"])),
      .paragraph(["وتستقبل المكتبة زوارها كل يوم ما عدا الجمعة."]),
    ]
    article.sources = [
      Source(name: "وكالة المدينة", role: SourceRole.agency),
      Source(name: "City Press", role: SourceRole.agency, url: "https://citypress.example/"),
      Source(name: "أخبار الورّاق", role: SourceRole.publisher),
    ]
    article.keywords = ["مكتبات", "مخطوطات", "فاس", "UNESCO"].map { Keyword($0) }
    article.url = "https://news.example/ar/2024/06/24/maktaba"
    article.copyrightNotice = "© 2024 أخبار الورّاق"
    var other = Article(id: "urn:newsml:warraq.example:20240601:7")
    other.language = "ar"
    other.headline = "المدينة تستعيد 3 أبواب من القرن الرابع عشر"
    other.body = [
      .paragraph(["قالت مديرية التراث، اليوم السبت، إن 3 أبواب خشبية عادت إلى أماكنها بعد ترميمها."]
      ),
      .embed(Embed(provider: "twitter", text: "باب المحروق كما كان ◀️", media: [])),
      .paragraph(["ويُتوقع أن يستغرق ترميم الأبواب الباقية ما بين 3 و 5 أشهر."]),
    ]
    article.related = [
      RelatedItem(label: "إقرأ أيضاً:", article: other),
      RelatedItem(title: "How paper reached Fez", url: "https://news.example/en/paper"),
    ]
    return article
  }

  /// A story that reads from left to right.
  static var english: Article {
    var article = Article(id: "urn:newsml:warraq.example:20240625:2")
    article.language = "en-GB"
    article.headline = "Rail link to the coast opens two years late"
    article.titles = [RoleText(role: TitleRole.kicker, text: "Transport")]
    article.byline = "By Mara Ellison in Lintown"
    article.creators = [Contributor(name: "Mara Ellison", role: "author")]
    article.published = NewsDate(
      year: 2024, month: 6, day: 25, hour: 17, minute: 5, second: 9, offsetMinutes: 60)
    article.summaries = [
      RoleText(
        role: SummaryRole.summary, text: "Four trains an hour, and a fare that few expected.")
    ]
    article.body = [
      .paragraph(["The first train left Lintown at 5:14 on Tuesday with 310 people on board."]),
      .paragraph([
        "“It is late, and it is here,” said the minister, who read a line of the poem ",
        .span(["على هذه الأرض ما يستحق الحياة"], language: "ar", direction: .rightToLeft),
        " at the platform.",
      ]),
      .list(
        ListBlock(items: [
          [.paragraph(["Lintown to Sandgate: 22 minutes"])],
          [.paragraph(["Single fare: £3.40"])],
        ])),
      .table(
        Table(
          caption: ["Trains an hour"],
          rows: [
            [
              Table.Cell([.paragraph(["Day"])], isHeader: true),
              Table.Cell([.paragraph(["Trains"])], isHeader: true),
            ],
            [Table.Cell([.paragraph(["Weekday"])]), Table.Cell([.paragraph(["4"])])],
            [Table.Cell([.paragraph(["Sunday"])]), Table.Cell([.paragraph(["2"])])],
          ])),
    ]
    article.keywords = [Keyword("rail"), Keyword("transport")]
    article.sources = [Source(name: "Lintown Courier", role: SourceRole.publisher)]
    return article
  }

  /// Stories in other languages, short ones.
  static var others: [Article] {
    [
      ("fa", "بازگشایی کتابخانهٔ شهر پس از سه سال", "شهرداری روز دوشنبه گفت که کتابخانه باز می‌شود."),
      ("he", "הספרייה העירונית נפתחה מחדש", "הספרייה נפתחה ביום שני בשעה 10:00."),
      ("ru", "Городская библиотека открылась после ремонта", "Ремонт шёл три года."),
    ].map { language, headline, text in
      var article = Article(id: "urn:newsml:warraq.example:\(language)")
      article.language = language
      article.headline = headline
      article.published = NewsDate(year: 2024, month: 6)
      article.body = [.paragraph([.text(text)])]
      return article
    }
  }

  /// A picture of one pixel that is whole (PNG).
  static let pixel: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54,
    0x78, 0xDA, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0, 0, 0, 0, 0x49, 0x45,
    0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]

  /// A story with a picture that it carries and one that it only points to.
  static var illustrated: Article {
    var article = Article(id: "urn:newsml:warraq.example:20240626:3")
    article.language = "fr"
    article.headline = "Deux images et une carte"
    article.body = [
      .paragraph(["Le texte."]), .figure(Figure(media: "far")), .figure(Figure(media: "near")),
    ]
    article.media = [
      Asset(
        id: "near", kind: .picture, renditions: [Asset.Rendition(data: pixel)], caption: "Un point",
        altText: "Un point gris", credit: "Photo : A. Martin"),
      Asset(
        id: "far", kind: .picture,
        renditions: [Asset.Rendition(href: "https://example.org/far.jpg")], caption: "Au loin"),
      Asset(id: "lead", kind: .picture, renditions: [Asset.Rendition(data: pixel)]),
      Asset(
        id: "film", kind: .video,
        renditions: [Asset.Rendition(href: "https://example.org/f.mp4", mediaType: "video/mp4")],
        caption: "Le film"),
    ]
    return article
  }

  /// A story of so many paragraphs, with a heading, a list and a note where it is not plain.
  static func long(_ paragraphs: Int, isPlain: Bool) -> Article {
    var article = english
    article.id = "urn:x:long"
    article.media = []
    article.body = (1...paragraphs).map { number in
      .paragraph([
        .text("Paragraph \(number) of a long story with some words in it & more of them.")
      ])
    }
    guard !isPlain else { return article }
    article.body.insert(.heading(level: 2, ["A part"]), at: 1)
    article.body.insert(.paragraph(["Not so.", .footnoteReference("one"), " Or so."]), at: 2)
    article.body.append(.list(ListBlock(items: [[.paragraph(["An item"])]])))
    article.body.append(.footnote(id: "one", [.paragraph(["A note at the end."])]))
    return article
  }
}
