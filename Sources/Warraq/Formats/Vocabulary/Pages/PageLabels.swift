/// The words that a book adds to the stories, in the language of the story or of the book.
///
/// Adding a language adds a row to `table`.
struct PageLabels: Sendable {
  /// The primary subtag of the language.
  let language: String
  let contents: String
  /// The link to the story before.
  let previous: String
  /// The link to the story after.
  let next: String
  let cover: String
  /// The page with the lead stories.
  let front: String
  /// The list of keywords.
  let index: String
  /// Before the number of an issue.
  let issue: String
  let stories: String
  /// The section of stories that name none.
  let others: String
  /// Before links to other stories of the book.
  let alsoHere: String
  /// In place of a picture that cannot be shown.
  let noPicture: String
  let news: String
  let untitled: String
  /// Before the names of the authors.
  let by: String
  /// Before the names of those who helped.
  let with: String
  /// Before the names of people with other roles.
  let roles: Roles
  /// Before the date of the last change.
  let updated: String
  let source: String
  let sources: String
  let keywords: String
  let related: String
  let original: String
  /// Between the members of a list on one line.
  let comma: String
  /// The summary of the book's accessibility (EPUB Accessibility 1.1, 2.2.5).
  let accessibleText: String
  /// What is added to the summary when there are pictures.
  let accessiblePictures: String
  let calendar: Calendar

  /// What people other than authors do for a story.
  struct Roles: Sendable {
    let photographs: String
    let translation: String
    let editing: String
    let illustration: String
  }

  /// How dates are printed.
  struct Calendar: Sendable {
    /// The months, with a day before them.
    let months: [String]
    /// The months alone, where they differ.
    var monthsAlone: [String]?
    /// What stands between day and month.
    var afterDay = " "
    /// What stands between month and year.
    var beforeYear = " "
    /// What stands between the day and the time; an Arabic comma between digits is not in the
    /// fonts that readers take for them.
    var beforeTime = ", "
    /// The digits 0 to 9.
    var digits = "0123456789"
  }

  /// The words for a language, English where there are none.
  static func labels(for language: String?) -> PageLabels {
    guard let language else { return english }
    return table[LanguageTag.primarySubtag(of: language)] ?? english
  }

  /// What stands between the names of a list on one line.
  ///
  /// MuPDF has no Arabic comma between two words in other letters, and there it takes the names
  /// for one run from left to right. A dot is in all fonts, and the mark before it is of the
  /// direction of the list.
  func separator(of names: [String]) -> String {
    guard comma.unicodeScalars.first == "\u{060C}", names.count > 1 else { return comma }
    let isForeign = names.map { !$0.unicodeScalars.contains(where: \.isRightToLeftLetter) }
    return zip(isForeign, isForeign.dropFirst()).contains { $0 && $1 } ? "\u{200F} · " : comma
  }

  private static let table = Dictionary(
    uniqueKeysWithValues: [
      arabic, persian, urdu, hebrew, english, french, german, spanish, russian, turkish,
    ].map { ($0.language, $0) })
}

extension Unicode.Scalar {
  /// Whether it is a letter of Hebrew, Arabic and what Unicode puts between and after.
  var isRightToLeftLetter: Bool {
    0x0590..<0x0900 ~= value && properties.isAlphabetic || 0xFB1D...0xFEFC ~= value
  }
}

// MARK: - Languages

extension PageLabels {
  private static let arabic = PageLabels(
    language: "ar", contents: "المحتويات",
    previous: "السابق", next: "التالي", cover: "الغلاف", front: "الصفحة الأولى",
    index: "الفهرس", issue: "العدد", stories: "الأخبار", others: "أخبار أخرى",
    alsoHere: "في هذا العدد أيضًا:", noPicture: "الصورة غير متاحة", news: "أخبار",
    untitled: "بلا عنوان", by: "بقلم", with: "بمشاركة",
    roles: Roles(
      photographs: "تصوير:", translation: "ترجمة:", editing: "تحرير:",
      illustration: "رسوم:"),
    updated: "آخر تحديث:", source: "المصدر",
    sources: "المصادر", keywords: "كلمات دلالية", related: "اقرأ أيضًا", original: "الخبر الأصلي",
    comma: "، ",
    accessibleText: "نص يمكن تكبيره وقراءته آليًا، بعناوين مرتبة وفهرس للمحتويات.",
    accessiblePictures: "فيه صور.",
    calendar: Calendar(
      months: [
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
        "نوفمبر", "ديسمبر",
      ], beforeTime: " – "))

  private static let persian = PageLabels(
    language: "fa", contents: "فهرست",
    previous: "قبلی", next: "بعدی", cover: "جلد", front: "صفحهٔ نخست",
    index: "نمایه", issue: "شمارهٔ", stories: "خبرها", others: "خبرهای دیگر",
    alsoHere: "همچنین در این شماره:", noPicture: "تصویر در دسترس نیست", news: "اخبار",
    untitled: "بدون عنوان", by: "نوشتهٔ", with: "با همکاری",
    roles: Roles(
      photographs: "عکس:", translation: "ترجمه:", editing: "ویرایش:",
      illustration: "تصویرسازی:"),
    updated: "به‌روزرسانی:", source: "منبع",
    sources: "منابع", keywords: "کلیدواژه‌ها", related: "مطالب مرتبط", original: "اصل خبر",
    comma: "، ",
    accessibleText: "متنی که بزرگ می‌شود و با صدا خوانده می‌شود، با عنوان‌های مرتب و فهرست.",
    accessiblePictures: "تصویر دارد.",
    calendar: Calendar(
      months: [
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر",
        "نوامبر", "دسامبر",
      ], beforeTime: " – ", digits: "۰۱۲۳۴۵۶۷۸۹"))

  private static let urdu = PageLabels(
    language: "ur", contents: "فہرست",
    previous: "پچھلا", next: "اگلا", cover: "سرورق", front: "صفحۂ اول",
    index: "اشاریہ", issue: "شمارہ", stories: "خبریں", others: "دیگر خبریں",
    alsoHere: "اس شمارے میں مزید:", noPicture: "تصویر دستیاب نہیں", news: "خبریں",
    untitled: "بلا عنوان", by: "تحریر:", with: "معاونت:",
    roles: Roles(
      photographs: "تصاویر:", translation: "ترجمہ:", editing: "ادارت:",
      illustration: "خاکے:"),
    updated: "آخری تبدیلی:", source: "ماخذ",
    sources: "مآخذ", keywords: "کلیدی الفاظ", related: "یہ بھی پڑھیں", original: "اصل خبر",
    comma: "، ",
    accessibleText: "متن جسے بڑا کیا اور سنا جا سکتا ہے، ترتیب وار عنوانات اور فہرست کے ساتھ۔",
    accessiblePictures: "اس میں تصویریں ہیں۔",
    calendar: Calendar(
      months: [
        "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر",
        "نومبر", "دسمبر",
      ], beforeTime: " – "))

  private static let hebrew = PageLabels(
    language: "he", contents: "תוכן העניינים",
    previous: "הקודם", next: "הבא", cover: "שער", front: "עמוד ראשון",
    index: "מפתח", issue: "גיליון", stories: "כתבות", others: "כתבות נוספות",
    alsoHere: "עוד בגיליון:", noPicture: "התמונה אינה זמינה", news: "חדשות",
    untitled: "ללא כותרת", by: "מאת", with: "בהשתתפות",
    roles: Roles(
      photographs: "צילום:", translation: "תרגום:", editing: "עריכה:",
      illustration: "איור:"),
    updated: "עודכן:", source: "מקור",
    sources: "מקורות", keywords: "מילות מפתח", related: "כתבות נוספות", original: "הכתבה המקורית",
    comma: ", ",
    accessibleText: "טקסט שאפשר להגדיל ולהשמיע, עם כותרות מסודרות ותוכן עניינים.",
    accessiblePictures: "יש בו תמונות.",
    calendar: Calendar(
      months: [
        "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
        "נובמבר", "דצמבר",
      ].map { "ב\($0)" },
      monthsAlone: [
        "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
        "נובמבר", "דצמבר",
      ]))

  private static let english = PageLabels(
    language: "en", contents: "Contents",
    previous: "Previous", next: "Next", cover: "Cover", front: "Front page",
    index: "Index", issue: "No.", stories: "Stories", others: "Other stories",
    alsoHere: "Also in this issue:", noPicture: "Picture not available", news: "News",
    untitled: "Untitled", by: "By", with: "With",
    roles: Roles(
      photographs: "Photographs:", translation: "Translation:", editing: "Editing:",
      illustration: "Illustration:"),
    updated: "Updated", source: "Source",
    sources: "Sources", keywords: "Keywords", related: "Related stories",
    original: "Original story", comma: ", ",
    accessibleText:
      "Text that can be enlarged and read aloud, with ordered headings and a table of contents.",
    accessiblePictures: "It has pictures.",
    calendar: Calendar(months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]))

  private static let french = PageLabels(
    language: "fr", contents: "Sommaire",
    previous: "Précédent", next: "Suivant", cover: "Couverture", front: "À la une",
    index: "Index", issue: "Nᵒ", stories: "Articles", others: "Autres articles",
    alsoHere: "Aussi dans ce numéro :", noPicture: "Image non disponible",
    news: "Actualités", untitled: "Sans titre", by: "Par", with: "Avec",
    roles: Roles(
      photographs: "Photographies :", translation: "Traduction :", editing: "Édition :",
      illustration: "Illustration :"),
    updated: "Mis à jour le",
    source: "Source", sources: "Sources", keywords: "Mots-clés", related: "À lire aussi",
    original: "Article original", comma: ", ",
    accessibleText:
      "Texte que l’on peut agrandir et écouter, avec des titres ordonnés et un sommaire.",
    accessiblePictures: "Il contient des images.",
    calendar: Calendar(months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre",
    ]))

  private static let german = PageLabels(
    language: "de", contents: "Inhalt",
    previous: "Zurück", next: "Weiter", cover: "Titelseite", front: "Titelblatt",
    index: "Stichwörter", issue: "Nr.", stories: "Beiträge", others: "Weitere Beiträge",
    alsoHere: "Auch in dieser Ausgabe:", noPicture: "Bild nicht verfügbar",
    news: "Nachrichten", untitled: "Ohne Titel", by: "Von", with: "Mit",
    roles: Roles(
      photographs: "Fotos:", translation: "Übersetzung:", editing: "Redaktion:",
      illustration: "Illustration:"),
    updated: "Aktualisiert:",
    source: "Quelle", sources: "Quellen", keywords: "Schlagwörter", related: "Mehr zum Thema",
    original: "Originalbeitrag", comma: ", ",
    accessibleText:
      "Text zum Vergrößern und Vorlesen, mit geordneten Überschriften und Inhaltsverzeichnis.",
    accessiblePictures: "Er enthält Bilder.",
    calendar: Calendar(
      months: [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
      ], afterDay: ". "))

  private static let spanish = PageLabels(
    language: "es", contents: "Índice",
    previous: "Anterior", next: "Siguiente", cover: "Portada", front: "Primera página",
    index: "Índice temático", issue: "N.º", stories: "Noticias", others: "Otras noticias",
    alsoHere: "También en este número:", noPicture: "Imagen no disponible", news: "Noticias",
    untitled: "Sin título", by: "Por", with: "Con",
    roles: Roles(
      photographs: "Fotografías:", translation: "Traducción:", editing: "Edición:",
      illustration: "Ilustración:"),
    updated: "Actualizado:", source: "Fuente",
    sources: "Fuentes", keywords: "Palabras clave", related: "Noticias relacionadas",
    original: "Noticia original", comma: ", ",
    accessibleText:
      "Texto que se puede ampliar y escuchar, con títulos ordenados y un índice.",
    accessiblePictures: "Contiene imágenes.",
    calendar: Calendar(
      months: [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
      ], afterDay: " de ", beforeYear: " de "))

  private static let russian = PageLabels(
    language: "ru", contents: "Содержание",
    previous: "Назад", next: "Вперёд", cover: "Обложка", front: "Первая полоса",
    index: "Указатель", issue: "№", stories: "Материалы", others: "Другие материалы",
    alsoHere: "Также в этом номере:", noPicture: "Изображение недоступно",
    news: "Новости", untitled: "Без названия", by: "Автор:", with: "При участии:",
    roles: Roles(
      photographs: "Фото:", translation: "Перевод:", editing: "Редактор:",
      illustration: "Иллюстрации:"),
    updated: "Обновлено:", source: "Источник", sources: "Источники", keywords: "Ключевые слова",
    related: "Читайте также", original: "Оригинал", comma: ", ",
    accessibleText:
      "Текст, который можно увеличить и прослушать, с упорядоченными заголовками и содержанием.",
    accessiblePictures: "В нём есть изображения.",
    calendar: Calendar(
      months: [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря",
      ],
      monthsAlone: [
        "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
        "октябрь", "ноябрь", "декабрь",
      ]))

  private static let turkish = PageLabels(
    language: "tr", contents: "İçindekiler",
    previous: "Önceki", next: "Sonraki", cover: "Kapak", front: "Ön sayfa",
    index: "Dizin", issue: "Sayı", stories: "Haberler", others: "Diğer haberler",
    alsoHere: "Bu sayıda ayrıca:", noPicture: "Resim yok",
    news: "Haberler", untitled: "Başlıksız", by: "Yazan:", with: "Katkıda bulunan:",
    roles: Roles(
      photographs: "Fotoğraf:", translation: "Çeviri:", editing: "Düzenleme:",
      illustration: "İllüstrasyon:"),
    updated: "Güncelleme:", source: "Kaynak", sources: "Kaynaklar", keywords: "Anahtar kelimeler",
    related: "İlgili haberler", original: "Haberin aslı", comma: ", ",
    accessibleText:
      "Büyütülebilen ve sesli okunabilen metin; sıralı başlıklar ve içindekiler listesi vardır.",
    accessiblePictures: "Resimler vardır.",
    calendar: Calendar(months: [
      "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
      "Kasım", "Aralık",
    ]))
}
