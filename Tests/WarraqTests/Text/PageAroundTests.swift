import Testing
import Warraq

/// Datelines in a paragraph, lines of the page around a story, broken text, and texts of other kinds.
struct PageAroundTests {
  @Test(arguments: [
    (
      "باريس - أ ف ب - ", "أعلنت البلدية اليوم فتح الجسر الجديد أمام المارة", "باريس - أ ف ب",
      "باريس", "أ ف ب"
    ),
    (
      "بيروت (رويترز) - ", "قال مدير الميناء إن السفن ستعود غدا", "بيروت (رويترز)", "بيروت",
      "رويترز"
    ),
    (
      "عمّان/ 3 آذار/ بترا/ - ", "افتتح الوزير المكتبة العامة بعد ترميمها", "عمّان/ 3 آذار/ بترا/",
      "عمّان", "بترا"
    ),
    (
      "تهران - ایرنا - ", "رئیس کتابخانه گفت ساختمان تازه آماده است", "تهران - ایرنا", "تهران",
      "ایرنا"
    ),
    (
      "PARIS (AFP) – ", "The old bridge was opened to walkers on Monday", "PARIS (AFP)", "PARIS",
      "AFP"
    ),
    (
      "OSLO, March 3 (Reuters) - ", "The library reopened after two years",
      "OSLO, March 3 (Reuters)",
      "OSLO", "Reuters"
    ),
    ("LONDON — ", "The library reopened after two years of work", "LONDON", "LONDON", nil),
    (
      "Lyon (AFP) – ", "La bibliothèque a rouvert lundi après deux ans", "Lyon (AFP)", "Lyon", "AFP"
    ),
    (
      "МИНСК, 3 марта. /ТАСС/. ", "Библиотека открылась после ремонта", "МИНСК, 3 марта. /ТАСС/",
      "МИНСК", "ТАСС"
    ),
    (
      "Berlin (dpa) - ", "Die Bücherei hat am Montag wieder geöffnet", "Berlin (dpa)", "Berlin",
      "dpa"
    ),
    ("İZMİR (AA) - ", "Kütüphane onarımın ardından yeniden açıldı", "İZMİR (AA)", "İZMİR", "AA"),
  ])
  func `a dateline leaves the first paragraph, and its place and agency are known`(
    print: String, text: String, dateline: String, place: String, agency: String?
  ) throws {
    let dump = try TextDump("Headline of it\n\(print)\(text).\nAnother paragraph follows.\n")
    #expect(dump.article.dateline == dateline)
    #expect(dump.paragraphs.first == text + ".")
    #expect(dump.article.located == [Concept(kind: .place, names: [Concept.Name(place)])])
    #expect(dump.article.sources == (agency.map { [Source(name: $0, role: "agency")] } ?? []))
  }

  @Test func `the sources of labels are those of the story`() throws {
    let dump = try TextDump(
      "Headline of it\nPARIS (AP) – The old bridge was opened to walkers.\nSource: Reuters\n")
    #expect(dump.article.sources.map(\.name) == ["Reuters"])
  }

  @Test(arguments: [
    "قالت الإدارة - وهي جديدة - إن الجسر سيفتح أمام المارة غدا.",
    "نفى الحلف – وهو قديم – أن تكون السفن قد غادرت الميناء أمس.",
    "The bridge - an old one - was opened to walkers on Monday.",
    "Le pont – ancien – a été ouvert lundi aux promeneurs.",
    "Мост — старый — открыли для пешеходов в понедельник.",
    "موسكو-سانا تعود إلى الشاشة في برنامج جديد هذا المساء.",
    "LINTOWN / HARBOURTON, 6. Juli (AP / DPA / AFP) und noch etwas mehr Text.",
  ])
  func `a dash alone makes no dateline`(paragraph: String) throws {
    let dump = try TextDump("Headline of it\n\(paragraph)\nAnother paragraph follows.\n")
    #expect(dump.article.dateline == nil)
    #expect(dump.paragraphs.first == paragraph)
  }

  @Test(arguments: [
    "المشاهدات: 87", "4 تعليقات", "شارك على واتساب", "تابعونا على تلغرام", "إعلان",
    "12 Comments", "4 min read", "Follow us on Instagram", "Facebook WhatsApp Telegram",
    "© 2024 The Harbour Post", "Abonnez-vous à notre newsletter", "Publicité", "Просмотров: 87",
    "Подписывайтесь на наш канал", "הצטרפו לערוץ הטלגרם", "פרסומת", "انتهای پیام/", "REKLAM",
  ])
  func `a line of the page is kept out of the body`(line: String) throws {
    let dump = try TextDump("Headline of it\nA paragraph of it.\n\(line)\nAnother one follows.\n")
    #expect(dump.paragraphs == ["A paragraph of it.", "Another one follows."])
    let kept = dump.article.extra.first { $0.name == "boilerplate" }
    #expect(kept?.value == .string(line))
  }

  @Test(arguments: [
    "צילום: דנה לוי", "Photo: Mara Ellison/AP", "صورة أرشيفية", "الجسر القديم (تصوير: ريم سعد)",
    "Fotoğraf: AA", "Фото: Анна Лесная",
  ])
  func `a caption is kept out of the body`(line: String) throws {
    let dump = try TextDump("Headline of it\nA paragraph of it.\n\(line)\nAnother one follows.\n")
    #expect(dump.paragraphs == ["A paragraph of it.", "Another one follows."])
    #expect(dump.article.extra.first { $0.name == "captions" }?.value == .string(line))
  }

  @Test(arguments: [
    "شارك الوزير في حفل الافتتاح مع عدد من الزوار.", "Share of renters falls for the third year.",
    "Comments from the mayor were short.", "تابعت الشرطة الحادث منذ الصباح.",
  ])
  func `a sentence that begins like residue stays`(line: String) throws {
    let dump = try TextDump("Headline of it\nA paragraph of it.\n\(line)\nAnother one follows.\n")
    #expect(dump.paragraphs.contains(line))
  }

  @Test func `posts that left no text are embeds`() throws {
    let dump = try TextDump(
      """
      Headline of it
      A paragraph of it.
      View this post on Instagram
      A post shared by Harbour (@harbour_news)
      Another one follows.
      تم النشر بواسطة ميناء المدينة في الأحد، 3 مارس 2024
      The last one.

      """)
    #expect(dump.article.body.embeds.map(\.provider) == ["instagram", "facebook"])
    #expect(dump.paragraphs.count == 3)
  }

  @Test func `a date above the headline is the date`() throws {
    let dump = try TextDump(
      "3 марта 2024, 14:30\nБиблиотека открылась после ремонта\nЕё чинили два года.\n")
    #expect(dump.article.headline == "Библиотека открылась после ремонта")
    #expect(dump.article.published?.description.hasPrefix("2024-03-03") == true)
  }

  @Test func `a name between headline and date is the byline`() throws {
    let dump = try TextDump(
      "The library reopened after two years\nMara Ellison\nPublished: 3 March 2024\nIt is new.\n")
    #expect(dump.article.byline == "Mara Ellison")
    #expect(dump.paragraphs == ["It is new."])
  }

  @Test func `a date after a bar leaves the byline`() throws {
    let dump = try TextDump(
      "کتابخانه پس از دو سال باز شد\nنویسنده: مریم راد | ۱۳ اسفند ۱۴۰۲\nساختمان تازه است.\n")
    #expect(dump.article.byline?.contains("|") == false)
    #expect(dump.article.published?.description.hasPrefix("2024-03-03") == true)
  }

  @Test func `the body goes on below a box of titles`() throws {
    let dump = try TextDump(
      """
      נפתחה הספרייה החדשה בעיר
      הספרייה נפתחה אתמול אחרי שנתיים.
      קראו גם:
      העירייה תבנה גשר חדש
      המנהלת אמרה כי יש בה אלף ספרים.
      היא תהיה פתוחה בכל יום.

      """)
    #expect(dump.article.related.map(\.title) == ["העירייה תבנה גשר חדש"])
    #expect(dump.paragraphs.count == 3)
  }

  @Test(arguments: [
    "اقرأ أيضًا.. ", "اقرأ أيضا| ", "للمزيد: ", "قد يهمك: ", "Also read | ", "READ MORE: ",
    "Related article: ", "Lire aussi >> ", "بیشتر بخوانید: ", "קרא עוד: ", "مزید پڑھیں: ",
    "Bunu da okuyun: ",
  ])
  func `a title after "read also" is a related story`(label: String) throws {
    let title = "كتاب عن الميناء القديم"
    let dump = try TextDump(
      "Headline of it\nA paragraph of it.\n\(label)\(title)\nAnother one follows.\n")
    #expect(dump.article.related.map(\.title) == [title])
    #expect(dump.paragraphs == ["A paragraph of it.", "Another one follows."])
  }

  @Test(arguments: [
    // The lines below, read as windows-1252 and as windows-1251.
    ("La bibliothÃ¨que a rouvert aprÃ¨s lâ€™Ã©tÃ©.", "La bibliothèque a rouvert après l’été."),
    ("РљРЅРёРіР° РґРѕРјР°.", "Книга дома."),
    ("ظ…طµط± ظˆط§ظ„ظ†ظٹظ„", "مصر والنيل"),
  ])
  func `text read in the wrong code page is put right`(broken: String, whole: String) throws {
    let dump = try TextDump("Headline of it\nA paragraph of it.\n\(broken)\n")
    #expect(dump.paragraphs.last == whole)
    #expect(dump.messages("text.mojibake").count == 1)
  }

  @Test(arguments: [
    "CAFÉ… OUVERT", "Déjà vu à Paris", "MAÇÃ É BOA", "Straße – Ärger", "Где «Россия»?",
  ])
  func `text in order is not put right`(line: String) throws {
    let dump = try TextDump("Headline of it\nA paragraph of it.\n\(line)\n")
    #expect(dump.paragraphs.last == line)
    #expect(dump.messages("text.mojibake").isEmpty)
  }

  @Test(arguments: [
    ("<DOC>\n<DOCNO>7</DOCNO>\n<TEXT>\nA line.\n</TEXT>\n</DOC>\n", "TREC"),
    ("<DOC id=\"AAA_ENG_20240303.0001\" type=\"story\">\n<TEXT>\n", "Gigaword"),
    ("{\\rtf1\\ansi Some text}\n", "RTF"), ("<mediawiki xmlns=\"\">\n<page>\n", "MediaWiki"),
    ("   1 of 25 DOCUMENTS\n\n   The Harbour Post\n", "Nexis"),
    ("Report Information from ProQuest\nMarch 3 2024\n", "ProQuest"),
    ("Harbour opens\n300 words\nDocument HARBP00020240303ek3o0001x\n", "Factiva"),
    ("From: Mara <m@example.org>\nTo: list@example.org\nSubject: News\n\nText.\n", "mail"),
    ("---\ntitle: \"Harbour opens\"\ndate: 2024-03-03\n---\nText.\n", "front matter"),
    ("03/03/2024, 14:30 - Mara: Hello\n03/03/2024, 14:31 - Orrin: Hi\n", "chat"),
    ("24/06/2024, 14:30 - Mara: Hello\nand more\n24/06/2024, 14:31 - Orrin: Hi\n", "chat"),
    ("[6/24/24, 2:30:05 PM] Mara: Hello\n[6/24/24, 2:31:00 PM] Orrin: Hi\n", "chat"),
    (
      "\u{200E}[٢٤\u{200F}/٦\u{200F}/٢٠٢٤، ٢:٣٠ م] منى: خبر\n"
        + "\u{200E}[٢٤\u{200F}/٦\u{200F}/٢٠٢٤، ٢:٣١ م] سامر: خبر\n",
      "chat"
    ),
    ("Page 1 of 2\nHarbour opens\n\nLength:\u{A0}120 words\n\nBody\n\nText.\n", "Nexis"),
    ("SE   News\nHD   Harbour opens\nWC   355 words\nPD   3 March 2024\n", "Factiva"),
    ("<!DOCTYPE html>\n<html><body><p>Text.</p></body></html>\n", "HTML"),
    ("<?xml version=\"1.0\"?>\n<note>Text.</note>\n", "XML"),
    ("{\n \"headline\": \"Harbour opens\"\n}\n", "JSON"),
    ("title,url,tags\nHarbour opens,https://a.example/1,port\n", "commas"),
    ("1\tOne sentence.\n2\tAnother.\n3\tThird.\n", "table"),
  ])
  func `a text of another kind says what it is`(text: String, name: String) throws {
    let error = #expect(throws: ConversionError.self) { try TextDump(text) }
    #expect(error?.message.id.description == "text.other-kind")
    #expect(error?.message.text.contains(name) == true)
  }

  @Test(arguments: [
    "[صورة] افتتاح الميناء\nتاريخ النشر: 24-06-2024\nنص القصة هنا.\n",
    "Paris, London, Rome\nThree cities, two rivers and one sea share a ferry.\n",
    "12/11/2023, 10:00 - ferry leaves\nThe ferry left the harbour at ten.\n",
    "Body\nThe length: 120 words.\nA text.\n",
    "{Picture}\nThe harbour opened.\n",
  ])
  func `a dump that only looks like another kind is read`(text: String) throws {
    _ = try TextDump(text)
  }
}
