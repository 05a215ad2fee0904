import Testing
import Warraq

/// Reads dumps in several languages.
struct TextReaderTests {
  @Test func `an English dump has headline, dates, byline, sources, tags and a related title`()
    throws
  {
    let dump = try TextDump(
      """
      Bakers of Orrin strike over flour prices
      Published on 4 March 2025 at 18:40
      Last updated: 5 March 2025
      By Mara Ellison
      Every bakery in Orrin stayed closed on Tuesday.

      "We cannot pay more," said one of them: "Nobody can."
      Source: Reuters / AFP
      Source: The Orrin Courier
      Filed under: bakeries; Orrin; strikes
      See also: Flour mill to close in May
      """)
    let story = dump.article
    #expect(story.headline == "Bakers of Orrin strike over flour prices")
    #expect(story.published?.description == "2025-03-04T18:40")
    #expect(story.modified?.description == "2025-03-05")
    #expect(story.byline == "By Mara Ellison")
    #expect(story.creators == [Contributor(name: "Mara Ellison", role: "author")])
    #expect(dump.paragraphs.count == 2)
    #expect(
      story.sources == [
        Source(name: "Reuters", role: "agency"), Source(name: "AFP", role: "agency"),
        Source(name: "The Orrin Courier", role: "publisher"),
      ])
    #expect(story.creditLine == "Reuters / AFP")
    #expect(story.keywords == ["bakeries", "Orrin", "strikes"].map { Keyword($0) })
    #expect(story.extra.isEmpty)
    #expect(story.related == [RelatedItem(title: "Flour mill to close in May", label: "See also:")])
  }

  @Test func `several labels on one line are split`() throws {
    let story = try TextDump(
      """
      افتتاح مكتبة الحي
      تاريخ النشر 12:11 18-12-2017 الكاتب: ندى سالم المصدر: صحيفة النور البلد: لبنان
      فتحت المكتبة أبوابها صباح اليوم أمام أطفال الحي.
      """
    ).article
    #expect(story.published?.description == "2017-12-18T12:11")
    #expect(story.creators.map(\.name) == ["ندى سالم"])
    #expect(story.sources.map(\.name) == ["صحيفة النور"])
    #expect(story.section == "لبنان")
    #expect(story.body.count == 1)
  }

  @Test func `a second label in brackets belongs to the date of the change`() throws {
    let story = try TextDump(
      """
      هدوء في الميناء
      نشر بتاريخ: 02/05/2024 ( آخر تحديث: 03/05/2024 الساعة: 01:26 )
      عاد الهدوء إلى الميناء.
      """
    ).article
    #expect(story.published?.text == "02/05/2024")
    #expect(story.modified?.description == "2024-05-03T01:26")
  }

  @Test func `labels and values on lines of their own belong together`() throws {
    let story = try TextDump(
      """
      La mairie plante mille arbres
      Publié
      ,
      le
      12 mars 2021 à 16h25
      Les premiers arbres ont été plantés lundi.
      Mots-clés :
      arbres
      climat
      mairie
      """
    ).article
    #expect(story.published?.description == "2021-03-12T16:25")
    #expect(story.body.paragraphs == ["Les premiers arbres ont été plantés lundi."])
    #expect(story.keywords.map(\.text) == ["arbres", "climat", "mairie"])
  }

  @Test func `a French line with four labels gives two dates, a time and an author`() throws {
    let story = try TextDump(
      """
      Le pont rouvre
      Publié le 12/03/2021 16:25 Mis à jour le 01/04/2021 15:52 Temps de lecture : < 1 min. \
      Article rédigé par Léa Morin
      Le pont a rouvert lundi matin, après huit mois de travaux.
      """
    ).article
    #expect(story.published?.description == "2021-03-12T16:25")
    #expect(story.modified?.description == "2021-04-01T15:52")
    #expect(story.extra["readingTime"] == .string("< 1 min."))
    #expect(story.byline == "Article rédigé par Léa Morin")
    #expect(story.creators.map(\.name) == ["Léa Morin"])
  }

  @Test func `a Persian dump keeps its joiners and knows its calendar`() throws {
    let story = try TextDump(
      """
      کتابخانهٔ تازه گشایش می‌یابد
      کد خبر: ۳۹۸۰۵۰ تاریخ انتشار : ۱۴۰۴/۰۲/۲۵
      کتابخانهٔ تازهٔ شهر فردا گشایش می‌یابد و کتاب‌های آن رایگان است.
      منبع: خبرگزاری شهر
      برچسب‌ها: شهر، کتابخانه
      """
    ).article
    #expect(story.headline == "کتابخانهٔ تازه گشایش می\u{200C}یابد")
    #expect(story.alternateIDs == [RoleText(role: "story-number", text: "۳۹۸۰۵۰")])
    #expect(story.published?.description == "2025-05-15")
    #expect(story.language == "fa")
    #expect(story.sources == [Source(name: "خبرگزاری شهر", role: "agency")])
    #expect(story.keywords.map(\.text) == ["شهر", "کتابخانه"])
  }

  @Test func `a Russian dump is read by its own labels`() throws {
    let story = try TextDump(
      """
      В порту открыли новый причал
      Опубликовано: 13.11.2006, 21:23
      Новый причал принял первые суда.
      ПодробнееПо словам капитана порта, работы шли два года.
      Источник: ТАСС
      Теги: порт, причал
      Читайте также: Рыбаки просят расширить гавань
      """
    ).article
    #expect(story.published?.description == "2006-11-13T21:23")
    #expect(story.body.readMoreLabels == ["Подробнее"])
    #expect(story.body.paragraphs.last == "По словам капитана порта, работы шли два года.")
    #expect(story.sources == [Source(name: "ТАСС", role: "agency")])
    #expect(story.related.first?.title == "Рыбаки просят расширить гавань")
  }

  @Test(arguments: [
    "إقرأ المزيد", "اقرأ المزيد", "أقرأ\u{200F} المزيد", "اقـرأ المزيــد", "إِقْرَأ المزيد",
  ])
  func `labels match in any spelling and keep the one that was printed`(label: String) throws {
    let story = try TextDump("عنوان الخبر هنا\nفقرة أولى.\n\(label)\nفقرة ثانية.\n").article
    #expect(story.body.readMoreLabels == [label])
    #expect(story.body.paragraphs == ["فقرة أولى.", "فقرة ثانية."])
  }

  @Test(arguments: [
    "Published in 1998 by a small press, the book was forgotten for years.",
    "By the time the boats came back, the harbour was full.",
    "Share prices fell for a third day.",
    "Read moreover what the judge wrote.",
    "Source: the ministry said on Monday that it knew nothing of the plan and would ask again.",
    "شارك الأهالي في رفع أكياس الرمل.",
    "المزيد من الأمطار متوقع غدا.",
    "كتب: \"لن أعود\".",
    "Par ailleurs, la mairie promet des arbres.",
    "Updated: The plan was changed.",
  ])
  func `a sentence that begins like a label stays a paragraph`(sentence: String) throws {
    let dump = try TextDump("Headline of the story\nFirst paragraph.\n\(sentence)\n")
    #expect(dump.paragraphs == ["First paragraph.", sentence])
  }

  @Test func `a line with a place and an agency is the dateline`() throws {
    let arabic = try TextDump(
      "خبر عاجل من العاصمة\nموسكو-سانا\nأعلنت الوزارة اليوم افتتاح المعرض السنوي.\n")
    #expect(arabic.article.dateline == "موسكو-سانا")
    let english = try TextDump(
      "Boats stay in port\nLINTOWN, March 3 (Reuters)\nFog kept every boat at its berth.\n")
    #expect(english.article.dateline == "LINTOWN, March 3 (Reuters)")
    #expect(english.paragraphs == ["Fog kept every boat at its berth."])
  }

  @Test func `a byline before the headline is a byline`() throws {
    let story = try TextDump("بقلم/ سعاد منصور\nحين يضيق البحر\nلا أحد يسأل البحر.\n").article
    #expect(story.headline == "حين يضيق البحر")
    #expect(story.byline == "بقلم/ سعاد منصور")
    #expect(story.creators.map(\.name) == ["سعاد منصور"])
    let english = try TextDump("By Ana Ruiz\nCouncil votes on the harbour\nIt said yes.\n").article
    #expect(english.headline == "Council votes on the harbour")
    #expect(english.byline == "By Ana Ruiz")
    let title = try TextDump("By sea and by land\nIt was a long way.\n").article
    #expect(title.headline == "By sea and by land")
  }

  @Test func `broken lines are joined where empty lines part paragraphs`() throws {
    let dump = try TextDump(
      """
      Council keeps the ferry
      Date: 4 March 2025

      The council of Lintown voted on Tuesday to keep the night ferry to
      Saint Orrin running for at least five more years, ending a dispute
      that had split the harbour since last autumn.

      The operator had argued that fewer than forty passengers a night no
      longer paid for the crew, and asked for a subsidy.

      It will get one.
      """)
    #expect(
      dump.paragraphs == [
        "The council of Lintown voted on Tuesday to keep the night ferry to Saint Orrin running "
          + "for at least five more years, ending a dispute that had split the harbour since last "
          + "autumn.",
        "The operator had argued that fewer than forty passengers a night no longer paid for the "
          + "crew, and asked for a subsidy.",
        "It will get one.",
      ])
  }

  @Test func `an ambiguous date keeps its text and both readings are named`() throws {
    let dump = try TextDump("A headline\nDate: 06/07/2024\nA paragraph of the story.\n")
    #expect(dump.article.published == NewsDate(unresolved: "06/07/2024"))
    let message = try #require(dump.messages("text.ambiguous-date").first)
    #expect(message.contains("2024-06-07") && message.contains("2024-07-06"))
  }

  @Test func `a relative date needs a reference date`() throws {
    let text = "A headline\nPublished: 2 hours ago\nA paragraph of the story.\n"
    let without = try TextDump(text)
    #expect(without.article.published == NewsDate(unresolved: "2 hours ago"))
    #expect(without.messages("text.relative-date").count == 1)
    var options = TextReader.Options()
    options.referenceDate = NewsDate(iso8601: "2024-06-24T14:05:00Z")
    let with = try TextDump(text, options: options).article.published
    #expect(with?.description.hasPrefix("2024-06-24T12:05") == true)
  }

  @Test(arguments: [
    ("Yesterday", "2024-06-23"), ("أمس", "2024-06-23"), ("منذ ساعتين", "2024-06-24T12:05"),
  ])
  func `a line below the headline is a date without a digit too`(
    _ line: String, _ date: String
  ) throws {
    let text = "A headline\n\(line)\n\nA paragraph of the story.\n"
    var options = TextReader.Options()
    options.referenceDate = NewsDate(iso8601: "2024-06-24T14:05:00Z")
    let article = try TextDump(text, options: options).article
    #expect(article.published?.description.hasPrefix(date) == true)
    #expect(article.plainText == "A paragraph of the story.")
    #expect(try TextDump(text).messages("text.relative-date").count == 1)
    let words = try TextDump("A headline\nNow and then\n\nA paragraph of the story.\n").article
    #expect(words.published == nil)
  }

  @Test func `relative dates of a related story are never resolved`() throws {
    var options = TextReader.Options()
    options.referenceDate = NewsDate(iso8601: "2024-06-24T14:05:00Z")
    let story = try TextDump(
      """
      A headline
      Published: yesterday
      A paragraph.
      Source: AFP
      Read also:
      Another headline
      Published: yesterday
      Another paragraph.
      """, options: options
    ).article
    #expect(story.published?.description == "2024-06-23")
    #expect(story.related.first?.article?.published == NewsDate(unresolved: "yesterday"))
  }

  @Test func `the language option wins over the text`() throws {
    var options = TextReader.Options()
    options.language = "en-GB"
    let story = try TextDump("A headline\nDate: 06/07/2024\nText of it.\n", options: options)
      .article
    #expect(story.language == "en-GB")
    #expect(story.published?.description == "2024-07-06")
  }

  @Test func `no text is an error and no headline or body is a note`() throws {
    #expect(try TextDump("").diagnostics.map(\.message.id) == ["text.empty"])
    #expect(try TextDump(" \n\u{FEFF}\n\t\n").diagnostics.map(\.message.id) == ["text.empty"])
    let headlineOnly = try TextDump("Only a headline")
    #expect(headlineOnly.article.headline == "Only a headline")
    #expect(headlineOnly.messages("text.no-body").count == 1)
    let long = String(repeating: "A long first line that is a paragraph. ", count: 10)
    let bodyOnly = try TextDump(long)
    #expect(bodyOnly.article.headline == nil)
    #expect(bodyOnly.paragraphs.count == 1)
    #expect(bodyOnly.messages("text.no-headline").count == 1)
  }

  @Test func `a byte that is not UTF-8 is a warning with its place`() throws {
    let dump = try TextDump(bytes: Array("A headline\nA par".utf8) + [0xE9, 0x41])
    #expect(dump.article.body == [.paragraph(["A paréA"])])
    let diagnostic = try #require(dump.diagnostics.first)
    #expect(diagnostic.message.id == "input.repaired-bytes")
    #expect(diagnostic.location?.line == 2)
    #expect(diagnostic.location?.byteOffset == 16)
  }

  @Test func `UTF-8 that was read as windows-1256 is repaired`() throws {
    let dump = try TextDump("ظ…طµط±\nتاريخ النشر: 9th, October 2023 GMT\nظ…طµط± ظ…طµط±\n")
    #expect(dump.article.headline == "مصر")
    #expect(dump.paragraphs == ["مصر مصر"])
    #expect(dump.messages("text.mojibake").count == 1)
  }

  @Test func `line ends of every kind part paragraphs`() throws {
    let dump = try TextDump("A headline\r\nOne.\rTwo.\nThree.\u{2029}Four.\u{2028}Five.")
    #expect(dump.paragraphs == ["One.", "Two.", "Three.", "Four.", "Five."])
  }

  @Test func `boilerplate and further dates are kept beside the story`() throws {
    let story = try TextDump(
      """
      خبر من المدينة
      تاريخ النشر: 2024-06-24
      فقرة أولى من الخبر.
      تابعوا آخر الأخبار على قناتنا
      طباعة
      تاريخ النشر: 2024-06-25
      """
    ).article
    #expect(
      story.extra["boilerplate"]
        == .array([.string("تابعوا آخر الأخبار على قناتنا"), .string("طباعة")]))
    #expect(story.extra["otherDates"] == .string("2024-06-25"))
    #expect(story.body.count == 1)
  }

  // MARK: - Lines of metadata

  @Test(arguments: [
    ("By Jane Doe | 24 June 2024 | Updated 25 June 2024", "By Jane Doe", "2024-06-24"),
    ("Jane Doe · 24 June 2024", "Jane Doe", "2024-06-24"),
    ("24 June 2024 | By Jane Doe", "By Jane Doe", "2024-06-24"),
    ("Par Jean Dupont le 24 juin 2024 à 10h35", "Par Jean Dupont", "2024-06-24T10:35"),
    ("نویسنده: سارا امیری | ۴ تیر ۱۴۰۳", "نویسنده: سارا امیری", "2024-06-24"),
  ])
  func `names and dates of one line are told apart`(
    line: String, byline: String, date: String
  ) throws {
    let article = try TextDump("A headline\n\(line)\nThe story has a sentence.\n").article
    #expect(article.byline == byline)
    #expect(article.published?.description == date)
    #expect(article.creators.count == 1)
    #expect(article.body.paragraphs == ["The story has a sentence."])
  }

  @Test(arguments: ["Ships | boats | 24 June 2024 saw both", "One | two 24", "At 5 · in port"])
  func `a line with bars that is no metadata stays in the body`(line: String) throws {
    let article = try TextDump("A headline\n\(line)\nThe story has a sentence.\n").article
    #expect(article.body.paragraphs.first == line)
  }

  @Test func `lines of posts and films become embeds`() throws {
    let article = try TextDump(
      """
      A headline
      The story has a sentence.
      We are open! pic.twitter.com/AbCdEfGhIj
      https://www.youtube.com/watch?v=abcdefghijk
      https://example.org/page

      """
    ).article
    #expect(article.body.embeds.map(\.provider) == ["twitter", "youtube"])
    #expect(article.body.embeds.map(\.text) == ["We are open!", nil])
    #expect(article.body.paragraphs.last == "https://example.org/page")
  }
}
