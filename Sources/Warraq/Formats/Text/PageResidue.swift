internal import WarraqCore

/// Lines of the page around a story that came along with its text.
///
/// Only whole lines count, and none that ends as a sentence does: phrases of the table, numbers with
/// what they count ("3 Comments"), an invitation that begins with a verb such as "follow" and names
/// a network or an app, names of networks alone, and lines of copyright.
struct PageResidue: Sendable {
  /// What a line is.
  enum Kind { case boilerplate, caption }

  /// That of the words below.
  static let standard = PageResidue()

  private static let maximumScalars = 120

  private let lines: Set<UInt64>
  private let counted: Set<UInt64>
  private let verbs: Set<UInt64>
  private let objects: Set<UInt64>
  private let networks: Set<UInt64>
  private let rights: Set<UInt64>
  private let captions: Set<UInt64>

  private init() {
    lines = WordHash.ofWords(in: Self.wholeLines, separator: "|")
    counted = WordHash.ofWords(in: Self.countedWords)
    verbs = WordHash.ofWords(in: Self.verbWords)
    objects = WordHash.ofWords(in: Self.objectWords)
    networks = WordHash.ofWords(in: Self.networkWords)
    rights = WordHash.ofWords(in: Self.rightsPhrases, separator: "|")
    captions = WordHash.ofWords(in: Self.captionLabels, separator: "|")
  }

  /// What a line is; `nil` for text.
  func kind(of line: ArraySlice<UInt8>) -> Kind? {
    // Marks do not count, but no line has one to every two letters.
    guard line.scalarCount <= Self.maximumScalars * 3 / 2, let last = line.lastVisibleScalar
    else { return nil }
    let folded = TextFolding.folded(line)
    guard !folded.isEmpty, folded.count <= Self.maximumScalars else { return nil }
    if isCaption(folded, last: last) { return .caption }
    let words = Self.words(of: folded)
    if isCopyright(folded, words) { return .boilerplate }
    guard last == 0x2026 || !TextCharacter.endsSentence(last) || words.count < 4 else { return nil }
    if lines.contains(WordHash.of(words.joined(separator: CollectionOfOne(0x20)))) {
      return .boilerplate
    }
    let hashes = words.map { WordHash.of($0) }
    if isCount(words, hashes) || isInvitation(hashes) { return .boilerplate }
    if !hashes.isEmpty, hashes.allSatisfy({ networks.contains($0) }) { return .boilerplate }
    return nil
  }

  /// A number and what it counts, in either order.
  private func isCount(_ words: [ArraySlice<UInt32>], _ hashes: [UInt64]) -> Bool {
    guard 2...6 ~= words.count else { return false }
    var numbers = 0
    var nouns = 0
    for (word, hash) in zip(words, hashes) {
      if word.allSatisfy(TextCharacter.isDigit) {
        numbers += 1
      } else if counted.contains(hash) {
        nouns += 1
      } else {
        return false
      }
    }
    return numbers > 0 && numbers <= 3 && nouns > 0
  }

  private func isInvitation(_ hashes: [UInt64]) -> Bool {
    guard 2...12 ~= hashes.count, verbs.contains(hashes[0]) else { return false }
    return hashes.dropFirst().contains { objects.contains($0) || networks.contains($0) }
  }

  private func isCopyright(_ folded: [UInt32], _ words: [ArraySlice<UInt32>]) -> Bool {
    guard words.count <= 15 else { return false }
    if folded[0] == 0xA9 { return true }
    guard words.count >= 2 else { return false }
    for count in 2...3 where words.count >= count {
      let start = words[..<count].joined(separator: CollectionOfOne(0x20))
      if rights.contains(WordHash.of(start)) { return true }
    }
    return false
  }

  /// A line that begins with the label of a caption, or ends with one and a name in brackets.
  private func isCaption(_ folded: [UInt32], last: UInt32) -> Bool {
    guard folded.count <= Self.maximumScalars else { return false }
    func isLabel(_ text: ArraySlice<UInt32>) -> Bool { captions.contains(WordHash.of(text)) }
    if isLabel(folded[...]) { return true }
    // A label has four words at most and ends with a colon, comma or bar.
    if let mark = folded.prefix(32).firstIndex(where: { $0 == 0x3A || $0 == 0x2C || $0 == 0x7C }),
      mark + 1 < folded.count, isLabel(Self.trimmed(folded[..<mark]))
    {
      return folded.count - mark <= 100
        && !(TextCharacter.endsSentence(last) && folded.count - mark > 60)
    }
    if last == 0x29, let open = folded.lastIndex(of: 0x28),
      let mark = folded[open...].firstIndex(where: { $0 == 0x3A || $0 == 0x2F }), open > 0
    {
      return isLabel(Self.trimmed(folded[(open + 1)..<mark]))
    }
    return false
  }

  private static func trimmed(_ text: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
    var text = text
    while text.first == 0x20 { text.removeFirst() }
    while text.last == 0x20 { text.removeLast() }
    return text
  }

  private static func words(of folded: [UInt32]) -> [ArraySlice<UInt32>] {
    folded.split { !TextCharacter.isWordPart($0) && $0 != 0x27 && $0 != 0x2D }
  }
}

// Written from general knowledge of pages in each language; a bar or a line end between phrases, a
// space between words.
extension PageResidue {
  private static let wholeLines = """
    Advertisement|Advertising|ADVERTISEMENT|Sponsored|Tweet|Share|Share on|Copy link|Link copied
    Most read|Most popular|Trending|Trending now|Skip to main content|Skip to content|Print
    Listen to this article|Listen|Save|Bookmark|Follow us|Subscribe|Sign in|Log in|Newsletter
    Read in app|Back to top|Report an error|Comments|Leave a comment|Print this article|Email
    Accept cookies|Accept all cookies|We use cookies|This site uses cookies|Cookie policy
    إعلان|إعلانات|مساحة إعلانية|نسخ الرابط|تم نسخ الرابط|الأكثر قراءة|الأكثر مشاهدة|شارك|شارك المقال
    شارك هذا المقال|مشاركة|طباعة|حفظ|غرد|تغريد|استمع|استمع إلى المقال|استمع للخبر|الرئيسية|تعليقات
    شاركها|اشترك|تابعنا|تابعونا|أضف تعليق|اكتب تعليقا|اترك تعليقا|عرض المزيد|قبول ملفات الارتباط
    Publicité|Publicites|Partager|Imprimer|Copier le lien|Lien copié|Les plus lus|Les plus lues
    Écouter l'article|Écouter|Commenter|S'abonner|Aller au contenu|Aller au contenu principal
    Réservé aux abonnés|La suite après cette publicité|Tout accepter|Accepter les cookies
    Реклама|Поделиться|Распечатать|Скопировать ссылку|Ссылка скопирована|Самое читаемое|Популярное
    Комментировать|Оставить комментарий|Слушать|Подписаться|Наверх|На правах рекламы
    REKLAM|Reklam|Paylaş|Yazdır|Bağlantıyı kopyala|En çok okunanlar|Dinle|Yorum yap|Abone ol
    פרסומת|תוכן שיווקי|שתפו|שתף|הדפסה|העתקת קישור|העתק קישור|הנקראות ביותר|האזינו לכתבה|תגובות
    דילוג לתוכן|הרשמה לניוזלטר
    تبلیغات|آگهی|اشتراک‌گذاری|اشتراک گذاری|چاپ|کپی لینک|کپی شد|لینک کوتاه|پربازدیدترین‌ها
    پربازدیدها|پربیننده‌ترین‌ها|انتهای پیام|انتهای پیام/|ارسال نظر|نظر شما|ثبت نظر|ارسال به دوستان
    اشتہار|شیئر کریں|پرنٹ کریں|لنک کاپی کریں|تبصرے|سب سے زیادہ پڑھی جانے والی
    Publicidad|Compartir|Imprimir|Copiar enlace|Lo más leído|Lo más visto|Escuchar|Comentar|Suscríbete
    Saltar al contenido|Ir al contenido|Aceptar cookies
    Anzeige|Werbung|Teilen|Drucken|Link kopieren|Meistgelesen|Artikel anhören|Kommentieren|Abonnieren
    Zum Inhalt springen|Zur Startseite|Alle Cookies akzeptieren
    """

  private static let countedWords = """
    comment comments view views share shares like likes read reads reading min mins minute minutes
    time of hits visits ago
    المشاهدات مشاهدة مشاهدات تعليق تعليقا تعليقات التعليقات عدد القراءات قراءة قراءات الزيارات زيارة
    دقيقة دقائق دقيقتان للقراءة وقت مدة القراءة مشاركة مشاركات المشاركات إعجاب إعجابات
    commentaire commentaires vue vues partage partages lecture lectures temps de j'aime
    просмотр просмотра просмотров просмотры комментарий комментария комментариев комментарии
    мин минут минута минуты чтения время читать
    yorum görüntülenme okunma dk dakika paylaşım okuma süresi
    תגובה תגובות צפיות צפייה דקות דקה קריאה שיתופים זמן
    بازدید بازدیدها نظر نظرات دیدگاه دقیقه مطالعه زمان تعداد دیدگاه‌ها
    تبصرہ تبصرے منٹ ویوز
    comentario comentarios vistas visitas lectura minutos tiempo compartidos
    kommentar kommentare aufrufe lesezeit minuten geteilt
    """

  private static let verbWords = """
    share follow subscribe join sign download copy listen get like tweet watch
    شارك شاركوا شاركها تابع تابعنا تابعونا تابعوا اشترك اشتركوا انضم انضموا سجل حمل حملوا نزل استمع
    استمعوا احصل لمتابعة للاشتراك للانضمام
    partager partagez suivez suivez-nous suivre abonnez-vous rejoignez rejoignez-nous
    inscrivez-vous téléchargez copier écoutez recevez retrouvez-nous
    подписывайтесь подпишитесь подписаться поделиться поделитесь присоединяйтесь скачайте скачать
    читайте следите вступайте
    takip abone paylaş indir katıl katılın indirin
    הצטרפו הירשמו עקבו שתפו הורידו האזינו הצטרף עקוב
    دنبال عضو بپیوندید مشترک دانلود به
    فالو شیئر جوائن سبسکرائب ڈاؤن
    síguenos sigue suscríbete comparte compartir únete descarga apúntate recibe
    folgen folge abonnieren teilen laden melden
    """

  private static let objectWords = """
    channel newsletter app link article story podcast page group notifications instagram
    قناة قناتنا قناتها القناة النشرة نشرتنا البريدية التطبيق تطبيق تطبيقنا الرابط المقال الخبر صفحتنا
    القصة الموضوع
    newsletter chaîne application appli lien article notre page canal
    канал канале рассылку приложение ссылкой статьей группу telegram-канал
    kanal kanalı kanalımıza kanalımızı bülten uygulama uygulamayı bağlantıyı haberi
    לערוץ ערוץ הטלגרם הניוזלטר לניוזלטר האפליקציה אפליקציה לקבוצת הכתבה הקישור
    کانال خبرنامه اپلیکیشن لینک
    چینل ایپ لنک
    canal boletín aplicación enlace artículo
    kanal newsletter app link artikel
    """

  private static let networkWords = """
    facebook twitter x whatsapp telegram instagram youtube linkedin tiktok pinterest email messenger
    reddit threads bluesky mastodon viber vk google flipboard snapchat
    فيسبوك تويتر إكس واتساب واتسآب تلغرام تيليجرام تليغرام تلجرام إنستغرام انستغرام إنستجرام انستجرام
    يوتيوب لينكدإن لينكد تيك توك تيكتوك سناب شات ماسنجر غوغل جوجل بينترست
    فیس‌بوک فیسبوک توییتر واتساپ تلگرام اینستاگرام ایتا روبیکا
    فیس بک ٹوئٹر واٹس ایپ
    фейсбук твиттер вконтакте одноклассники телеграм вотсап инстаграм ютуб
    פייסבוק טוויטר וואטסאפ טלגרם אינסטגרם יוטיוב
    """

  private static let rightsPhrases = """
    All rights|Copyright 2020|Tous droits|Все права|جميع الحقوق|حقوق النشر محفوظة|تمامی حقوق
    کلیه حقوق|جملہ حقوق|כל הזכויות|Tüm hakları|Todos los derechos|Alle Rechte|Her hakkı
    """

  private static let captionLabels = """
    Photo|Photos|Photograph|Photo by|Image source|Image caption|Image credit|Photo credit|File photo
    Picture|Caption
    صورة أرشيفية|صورة تعبيرية|تصوير|عدسة|الصورة|مصدر الصورة|التعليق على الصورة|صورة من الأرشيف
    عکس|عکاس|عکس از|منبع عکس|تصویر
    תמונה|צילום|צילום מסך|צילום ארכיון|צילומים
    Фото|Фотография|Источник фото|Иллюстрация
    Fotoğraf|Fotoğraflar|Foto|Arşiv
    Crédit photo|Crédits photo|Crédit|Légende|Photo d'illustration|Photo d'archives
    Imagen|Fotografía|Foto de archivo|Crédito|Bild|Bildquelle|Fotos|Symbolbild|Archivbild
    تصویر بشکریہ|فائل فوٹو|فوٹو
    """
}
