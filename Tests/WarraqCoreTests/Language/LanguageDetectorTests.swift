import Foundation
import Testing
import WarraqCore
import WarraqModel

struct `Detecting a language` {
  private let detector = LanguageDetector()

  @Test(arguments: [
    ("ar", "المحكمة العليا ترفض الطعن المقدم من المعارضة"),
    ("ar", "بدء العام الدراسي وسط إجراءات مشددة"),
    ("ar", "طائرات حربية تقصف مواقع شرق البلاد"),
    ("ar", "علماء يكتشفون كوكبا جديدا خارج المجموعة الشمسية"),
    ("fa", "دادگاه عالی درخواست تجدیدنظر را رد کرد"),
    ("fa", "آغاز سال تحصیلی با مقررات تازه"),
    ("fa", "قیمت دلار امروز چقدر است؟"),
    ("fa", "پلیس چهار مظنون را در شیراز دستگیر کرد"),
    ("ur", "عدالت عظمیٰ نے اپیل مسترد کر دی"),
    ("ur", "ملک بھر میں گرمی کی لہر جاری"),
    ("ur", "کرکٹ ٹیم آج لندن روانہ ہوگی"),
    ("he", "בית המשפט העליון דחה את הערעור"),
    ("he", "גל חום כבד צפוי בכל הארץ"),
    ("en", "Supreme Court rejects appeal over election result"),
    ("en", "Heatwave grips the country as schools close"),
    ("en", "Police arrest four suspects after jewel robbery"),
    ("en", "The team will fly to London this afternoon"),
    ("fr", "La Cour suprême rejette le recours de l’opposition"),
    ("fr", "Canicule: les écoles ferment dans tout le pays"),
    ("fr", "La police arrête quatre suspects après un vol de bijoux"),
    ("de", "Oberster Gerichtshof weist Berufung zurück"),
    ("de", "Hitzewelle: Schulen bleiben geschlossen"),
    ("de", "Polizei verhaftet vier Verdächtige nach Juwelenraub"),
    ("es", "El Tribunal Supremo rechaza el recurso de la oposición"),
    ("es", "La ola de calor obliga a cerrar las escuelas"),
    ("es", "La policía detiene a cuatro sospechosos del robo"),
    ("ru", "Верховный суд отклонил апелляцию оппозиции"),
    ("ru", "Аномальная жара накрыла юг страны"),
    ("ru", "Полиция задержала четырёх подозреваемых"),
    ("tr", "Yargıtay muhalefetin itirazını reddetti"),
    ("tr", "Sıcak hava dalgası okulları kapattı"),
    ("tr", "Polis dört şüpheliyi gözaltına aldı"),
    ("uk", "Верховний суд відхилив апеляцію опозиції"),
    ("el", "Το Ανώτατο Δικαστήριο απέρριψε την έφεση"),
    ("it", "La Corte suprema respinge il ricorso dell’opposizione"),
    ("pt", "O Supremo Tribunal rejeita o recurso da oposição"),
    ("nl", "Het hooggerechtshof verwerpt het beroep van de oppositie"),
    ("pl", "Sąd Najwyższy odrzucił apelację opozycji"),
    ("zh", "最高法院驳回反对派的上诉"),
    ("ja", "最高裁が野党の上告を棄却した"),
    ("ko", "대법원, 야당의 상고를 기각"),
  ])
  func `a headline is enough`(language: String, headline: String) throws {
    let guess = try #require(detector.detect(headline))
    #expect(guess.language == language)
    #expect((0.5...1).contains(guess.confidence))
  }

  @Test(arguments: [
    "", " \n\t", "12.06.2024 17:05", "42 %", "…!?", "OK", "🙂🙂🙂", "A1 B2 C3", "Xyzzy",
    "नमस्ते दुनिया, आज का समाचार",
  ])
  func `unknown stays unknown`(text: String) {
    #expect(detector.detect(text) == nil)
  }

  @Test func `vowel marks and lengthened lines do not hide Arabic`() throws {
    let vocalised = "أَعْلَنَتِ الْحُكُومَةُ عَنْ خُطَّةٍ جَدِيدَةٍ لِدَعْمِ التَّعْلِيمِ"
    #expect(try #require(detector.detect(vocalised)).language == "ar")
    let lengthened = "الحكـــومة تعلـــن عـــن خطـــة جديـــدة"
    #expect(try #require(detector.detect(lengthened)).language == "ar")
  }

  @Test func `Latin names inside an Arabic text do not change its language`() throws {
    let text =
      "أعلنت شركة Microsoft Corporation أنها ستشتري شركة ألعاب أمريكية معروفة مقابل المليارات"
    let guess = try #require(detector.detect(text))
    #expect(guess.language == "ar")
    // The Latin letters lower the confidence.
    #expect(guess.confidence < 0.85)
  }

  @Test func `addresses are not words`() throws {
    let text = """
      الوزير يصل إلى العاصمة https://www.example.com/news/the-minister-arrives-in-the-capital-city \
      @the_minister_of_foreign_affairs_of_the_country
      """
    #expect(try #require(detector.detect(text)).language == "ar")
  }

  @Test func `Persian written with Arabic letters is Persian`() throws {
    let text = "وزير گفت كه اين گزارش در روزهاي آينده منتشر مي‌شود"
    #expect(try #require(detector.detect(text)).language == "fa")
  }

  @Test func `accents may be composed, decomposed or missing, and letters capital`() throws {
    for text in [
      "L’été sera chaud, prévient la météo à Besançon",
      "L’été sera chaud, prévient la météo à Besançon".decomposedStringWithCanonicalMapping,
      "L'ETE SERA CHAUD, PREVIENT LA METEO A BESANCON",
    ] {
      #expect(try #require(detector.detect(text)).language == "fr")
    }
  }

  @Test func `the beginning of a long text decides`() throws {
    let arabic = String(repeating: "قال الوزير إن الاجتماع كان مفيدا. ", count: 150)
    let english = String(repeating: "The minister said that the meeting was useful. ", count: 2000)
    #expect(try #require(detector.detect(arabic + english)).language == "ar")
    #expect(try #require(detector.detect(english)).confidence > 0.99)
  }

  @Test func `any scalars have an answer`() {
    var random = SeededGenerator(seed: 639)
    for _ in 0..<500 {
      let scalars = (0..<200).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...(Bool.random() ? 0x2FF : 0x2_FFFF), using: &random))
      }
      let text = String(String.UnicodeScalarView(scalars))
      if let guess = detector.detect(text) { #expect((0...1).contains(guess.confidence)) }
      _ = LanguageDetector.direction(of: text)
    }
  }

  @Test(.enabled(if: Corpus.exists, "the shared corpus is not there"))
  func `every vocalised story of the corpus is Arabic, plain and vocalised`() throws {
    let stories = try Corpus.arabicStories()
    #expect(stories.count == 71)
    for story in stories {
      for text in [story.vocalised, story.plain] {
        let guess = try #require(detector.detect(text))
        #expect(guess.language == "ar")
        #expect(LanguageDetector.direction(of: text) == .rightToLeft)
      }
    }
  }
}

struct `Telling the direction of a text` {
  @Test(
    arguments: [
      ("", nil), ("12:30 – 14:00", nil), ("٢٤ ٦ ٢٠٢٤", nil), ("\u{200F}!", nil),
      ("The minister", .leftToRight), ("Министр", .leftToRight), ("部長", .leftToRight),
      ("हिन्दी", .leftToRight), ("الوزير", .rightToLeft), ("שר", .rightToLeft),
      ("ދިވެހި", .rightToLeft), ("ܣܘܪܝܝܐ", .rightToLeft), ("𞤀𞤣𞤤𞤢𞤥", .rightToLeft),
      ("RT: الوزير يصل إلى العاصمة", .rightToLeft),
      ("الجزيرة is the name of a broadcaster", .leftToRight),
      ("ab اب", .leftToRight), ("اب ab", .rightToLeft),
    ] as [(String, TextDirection?)])
  func `most letters decide, the first one when they are even`(
    text: String, direction: TextDirection?
  ) {
    #expect(LanguageDetector.direction(of: text) == direction)
  }

  @Test func `vowel marks do not count`() {
    // Three Arabic letters with marks against four Latin letters.
    #expect(LanguageDetector.direction(of: "كِتَابٌ page") == .rightToLeft)
    #expect(LanguageDetector.direction(of: "كَتَبَ page") == .leftToRight)
  }
}

/// The stories beside the project, where they are.
private enum Corpus {
  struct Story {
    var vocalised: String
    var plain: String
  }

  static let folder: URL = {
    if let shared = ProcessInfo.processInfo.environment["WARRAQ_SHARED"] {
      return URL(filePath: shared, directoryHint: .isDirectory).appending(
        path: "corpus/arabic-wikinews")
    }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return root.appending(path: "../shared/corpus/arabic-wikinews").standardizedFileURL
  }()

  static var exists: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func arabicStories() throws -> [Story] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" }
      .map { file in
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let members = try #require(object as? [String: Any])
        func text(_ name: String) -> String {
          (members[name] as? [String])?.joined(separator: "\n") ?? members[name] as? String ?? ""
        }
        return Story(vocalised: text("paragraphs"), plain: text("paragraphs_plain"))
      }
  }
}
