extension TextMarkers {
  /// The table: one row per language.
  static let all: [TextMarkers] = [
    arabic, english, french, persian, russian, urdu, hebrew, turkish, spanish, german,
  ]

  /// The row of a BCP 47 tag's language.
  static func row(for language: String?) -> TextMarkers? {
    guard let language else { return nil }
    let primary = LanguageTag.primarySubtag(of: language)
    return all.first { $0.language == primary }
  }

  static let english = TextMarkers(
    language: "en",
    labels: [
      .headline: ["Headline:", "Title:"],
      .published: [
        "Published", "Published on", "Published at", "Publication date", "Posted", "Posted on",
        "Date:", "Date published", "First published", "Issued",
      ],
      .updated: [
        "Updated", "Updated on", "Last updated", "Last modified", "Modified:", "Updated at",
      ],
      .source: ["Source:", "Sources:", "Via:", "Credit:"],
      .author: ["By", "By:", "Author:", "Authors:", "Written by", "Reported by", "Byline:"],
      .keywords: ["Tags:", "Keywords:", "Topics:", "Filed under:", "Key words:", "Tagged:"],
      .readMore: [
        "Read Entire Article", "Read more", "Continue reading", "Read the full story",
        "Read full story", "Keep reading", "Show more", "Click here to read more",
      ],
      .related: [
        "Read also:", "Also read:", "Related:", "See also:", "More on this story:",
        "Related stories:", "Related articles:", "Recommended:", "You may also like:",
        "Related article:", "Related story:", "More:", "Don't miss:", "Watch:", "Read next:",
        "See more:",
      ],
      .section: ["Section:", "Category:", "Country:", "Desk:"],
      .identifier: ["Story ID:", "Article ID:", "ID:", "News ID:"],
      .link: ["URL:", "Link:", "Permalink:"],
      .readingTime: ["Reading time:", "Read time:"],
      .boilerplate: [
        "Share", "Share this", "Share this article", "Print", "Comments", "Advertisement",
        "Follow us…", "Sign up for our…", "Download our app…", "All rights reserved…",
      ],
    ],
    connectors: ["on", "at"],
    conjunction: "and",
    agencyWords: ["agency", "newswire", "wire", "wires", "agencies"],
    agencies: [
      "Reuters", "AP", "Associated Press", "AFP", "TASS", "RIA Novosti", "Interfax", "Xinhua",
      "Bloomberg", "UPI", "PA", "PA Media", "dpa", "EFE", "ANSA", "Kyodo", "Yonhap", "Anadolu",
      "SANA", "WAM", "SPA", "IRNA", "PTI", "ANI", "RT", "Sputnik", "AAP", "APA",
      "Agence France-Presse",
    ],
    keywords: KeywordGrammar(
      linkingWords: [
        "of", "the", "and", "in", "on", "for", "to", "at", "by", "with", "from", "a", "an", "or",
        "vs", "against", "between", "over", "into", "after", "&",
      ], headNouns: englishHeadNouns,
      givenNames: englishGivenNames, places: PlaceNames.english))

  static let french = TextMarkers(
    language: "fr",
    labels: [
      .headline: ["Titre :"],
      .published: [
        "Publié le", "Publié", "Publié à", "Paru le", "Date :", "Date de publication",
        "Mis en ligne le",
      ],
      .updated: ["Mis à jour le", "Mis à jour", "Mise à jour", "Modifié le", "Actualisé le"],
      .source: ["Source :", "Sources :"],
      .author: ["Par", "Par :", "Article rédigé par", "Rédigé par", "Auteur :", "Écrit par"],
      .keywords: ["Mots-clés :", "Tags :", "Mots clés :", "Thèmes :", "Étiquettes :"],
      .readMore: ["Lire la suite", "En savoir plus", "Lire l'article", "Voir plus"],
      .related: [
        "À lire aussi :", "Lire aussi :", "À lire également :", "Voir aussi :",
        "Sur le même sujet :", "Lire également :", "À voir aussi :", "Pour aller plus loin :",
        "Articles liés :",
      ],
      .section: ["Rubrique :", "Catégorie :", "Pays :"],
      .identifier: ["Identifiant :", "Référence :"],
      .link: ["Lien :"],
      .readingTime: ["Temps de lecture :"],
      .boilerplate: [
        "Partager", "Partager l'article", "Imprimer", "Commentaires", "Suivez-nous…", "Publicité",
        "Inscrivez-vous à notre…", "Téléchargez notre application…", "Tous droits réservés…",
      ],
    ],
    connectors: ["le", "à", "par"],
    conjunction: "et",
    agencyWords: ["agence", "agences"],
    agencies: [
      "AFP", "Reuters", "AP", "Belga", "ATS", "Agence France-Presse", "MAP", "APS", "TAP",
    ],
    keywords: KeywordGrammar(
      linkingWords: [
        "de", "du", "des", "la", "le", "les", "et", "en", "à", "au", "aux", "pour", "sur", "par",
        "dans", "contre", "avec", "sans", "sous", "un", "une", "d", "l",
      ], headNouns: frenchHeadNouns,
      givenNames: frenchGivenNames, places: PlaceNames.french))

  static let persian = TextMarkers(
    language: "fa",
    labels: [
      .headline: ["عنوان:", "تیتر:"],
      .published: ["تاریخ انتشار", "منتشر شده در", "تاریخ:", "زمان انتشار", "انتشار:"],
      .updated: ["آخرین به‌روزرسانی", "به‌روزرسانی:", "به روز شده در", "آخرین بروزرسانی"],
      .source: ["منبع:", "منابع:", "به نقل از"],
      .author: ["نویسنده:", "خبرنگار:", "گزارشگر:", "مترجم:"],
      .keywords: ["برچسب‌ها:", "برچسب ها:", "کلیدواژه‌ها:", "کلیدواژه ها:", "کلمات کلیدی:", "تگ‌ها:"],
      .readMore: ["بیشتر بخوانید", "ادامه مطلب", "ادامه خبر", "ادامه را بخوانید"],
      .related: [
        "اخبار مرتبط:", "مطالب مرتبط:", "بیشتر بخوانید:", "همچنین بخوانید:", "خبرهای مرتبط:",
        "بخوانید:",
      ],
      .section: ["سرویس:", "گروه:", "بخش:", "دسته:"],
      .identifier: ["کد خبر", "شناسه خبر", "کد مطلب", "شناسه مطلب"],
      .link: ["لینک:", "لینک کوتاه:"],
      .readingTime: ["زمان مطالعه:"],
      .boilerplate: ["اشتراک گذاری", "چاپ", "نظرات", "ارسال نظر", "دیدگاه‌ها", "ما را دنبال کنید…"],
    ],
    connectors: ["در", "ساعت"],
    conjunction: "و",
    agencyWords: ["خبرگزاری", "خبرگزاری‌ها"],
    agencies: [
      "ایرنا", "ایسنا", "فارس", "تسنیم", "مهر", "رویترز", "ایلنا", "آسوشیتدپرس", "باشگاه خبرنگاران",
    ],
    keywords: KeywordGrammar(
      linkingWords: [
        "در", "از", "به", "با", "برای", "و", "بر", "تا", "یا", "علیه", "بین", "درباره", "پس",
      ], headNouns: persianHeadNouns,
      givenNames: persianGivenNames, places: PlaceNames.persian))

  static let russian = TextMarkers(
    language: "ru",
    labels: [
      .headline: ["Заголовок:"],
      .published: ["Опубликовано", "Дата публикации", "Дата:", "Размещено"],
      .updated: ["Обновлено", "Изменено:", "Дата обновления"],
      .source: ["Источник:", "Источники:", "По материалам:"],
      .author: ["Автор:", "Авторы:", "Текст:", "Корреспондент:"],
      .keywords: ["Теги:", "Метки:", "Ключевые слова:", "Тэги:"],
      .readMore: [
        "Читать далее", "Подробнее", "Читать полностью", "Читать дальше", "Узнать больше",
      ],
      .related: [
        "Читайте также:", "По теме:", "Смотрите также:", "Материалы по теме:", "Читать также:",
        "Ещё по теме:", "См. также:",
      ],
      .section: ["Раздел:", "Рубрика:", "Категория:"],
      .identifier: ["Номер:"],
      .link: ["Ссылка:"],
      .readingTime: ["Время чтения:", "Время на чтение:"],
      .boilerplate: [
        "Поделиться", "Распечатать", "Комментарии", "Реклама", "Подписывайтесь на…",
        "Все права защищены…",
      ],
    ],
    connectors: ["в"],
    conjunction: "и",
    agencyWords: ["агентство", "агентства", "информагентство"],
    agencies: ["ТАСС", "РИА Новости", "Интерфакс", "Reuters", "Рейтер", "AFP", "Спутник", "БелТА"],
    keywords: KeywordGrammar(
      linkingWords: [
        "в", "во", "на", "и", "с", "со", "по", "о", "об", "для", "из", "от", "к", "за", "против",
        "при", "под", "над", "между", "до",
      ], headNouns: russianHeadNouns,
      givenNames: russianGivenNames, places: PlaceNames.russian))

  static let urdu = TextMarkers(
    language: "ur",
    labels: [
      .published: ["شائع", "تاریخ اشاعت", "تاریخ:"],
      .updated: ["اپ ڈیٹ", "آخری اپ ڈیٹ"],
      .source: ["بشکریہ:", "ماخذ:"],
      .author: ["مصنف:", "تحریر:"],
      .keywords: ["ٹیگ:", "ٹیگز:"],
      .readMore: ["مزید پڑھیے", "مزید پڑھیں"],
      .related: ["یہ بھی پڑھیں:", "متعلقہ خبریں:", "مزید دیکھیں:"],
    ],
    conjunction: "اور",
    agencyWords: ["ایجنسی"],
    keywords: KeywordGrammar(
      linkingWords: ["کا", "کی", "کے", "میں", "اور", "سے", "پر", "کو"], places: PlaceNames.urdu))

  static let hebrew = TextMarkers(
    language: "he",
    labels: [
      .published: ["פורסם", "פורסם ב-", "פורסם בתאריך", "תאריך:", "תאריך פרסום"],
      .updated: ["עודכן", "עודכן לאחרונה", "עודכן ב-"],
      .source: ["מקור:"],
      .author: ["מאת", "כתב:", "כתבה:"],
      .keywords: ["תגיות:", "תגים:"],
      .readMore: ["לכתבה המלאה", "קראו עוד", "קרא עוד", "המשך קריאה"],
      .related: [
        "קראו גם:", "קרא גם:", "כתבות נוספות:", "לכתבות נוספות:", "ראו גם:", "עוד בנושא:",
      ],
      .section: ["מדור:"],
    ],
    connectors: ["ב", "בשעה"],
    agencyWords: ["סוכנות"],
    agencies: ["רויטרס"],
    keywords: KeywordGrammar(
      linkingWords: ["של", "על", "את", "עם", "בין", "נגד", "אל", "מן"],
      article: "ה", adjectiveEndings: ["ית", "י", "ים", "יות"], conjunction: "ו",
      conjunctionExceptions: ["ועד", "וטרינר", "וושינגטון", "וידאו"],
      proclitics: ["ו", "ב", "ל", "מ", "ש", "כ"], places: PlaceNames.hebrew))

  static let turkish = TextMarkers(
    language: "tr",
    labels: [
      .published: ["Yayınlanma Tarihi", "Yayın Tarihi", "Giriş:", "Yayınlanma:", "Tarih:"],
      .updated: ["Güncelleme", "Güncellenme Tarihi", "Son güncelleme"],
      .source: ["Kaynak:"],
      .author: ["Yazar:", "Haber:", "Editör:"],
      .keywords: ["Etiketler:", "Anahtar kelimeler:"],
      .readMore: ["Devamını oku", "Haberin devamı"],
      .related: ["İlgili Haberler:", "İlgili Haber:", "Ayrıca okuyun:", "Bunu da okuyun:"],
      .section: ["Kategori:"],
    ],
    conjunction: "ve",
    agencyWords: ["ajansı"],
    agencies: ["Anadolu Ajansı", "AA", "DHA", "İHA", "ANKA"],
    keywords: KeywordGrammar(
      linkingWords: ["ve", "ile", "için", "karşı"], places: PlaceNames.turkish))

  static let spanish = TextMarkers(
    language: "es",
    labels: [
      .headline: ["Título:", "Titular:"],
      .published: ["Publicado el", "Publicado:", "Fecha:", "Fecha de publicación"],
      .updated: ["Actualizado", "Actualizado el", "Última actualización"],
      .source: ["Fuente:", "Fuentes:"],
      .author: ["Por:", "Autor:", "Autora:", "Escrito por"],
      .keywords: ["Etiquetas:", "Temas:", "Palabras clave:"],
      .readMore: ["Leer más", "Seguir leyendo", "Sigue leyendo"],
      .related: [
        "Lea también:", "Te puede interesar:", "Lee también:", "Noticias relacionadas:",
        "Le puede interesar:", "Relacionado:",
      ],
      .section: ["Sección:"],
    ],
    connectors: ["el", "a", "las"],
    conjunction: "y",
    agencyWords: ["agencia", "agencias"],
    agencies: ["EFE", "Europa Press", "Reuters", "AFP", "AP", "Télam", "Notimex"],
    keywords: KeywordGrammar(
      linkingWords: [
        "de", "del", "la", "el", "los", "las", "y", "en", "a", "al", "para", "por", "con", "contra",
        "sobre",
      ], places: PlaceNames.spanish))

  static let german = TextMarkers(
    language: "de",
    labels: [
      .headline: ["Titel:", "Überschrift:"],
      .published: ["Veröffentlicht am", "Veröffentlicht:", "Stand:", "Datum:", "Erschienen am"],
      .updated: ["Aktualisiert am", "Aktualisiert:", "Zuletzt aktualisiert"],
      .source: ["Quelle:", "Quellen:"],
      .author: ["Von", "Von:", "Autor:", "Autorin:"],
      .keywords: ["Schlagwörter:", "Schlagworte:", "Themen:", "Stichworte:"],
      .readMore: ["Weiterlesen", "Mehr lesen", "Mehr erfahren"],
      .related: [
        "Lesen Sie auch:", "Mehr zum Thema:", "Auch interessant:", "Mehr dazu:", "Siehe auch:",
      ],
      .section: ["Ressort:", "Rubrik:"],
    ],
    connectors: ["am", "um"],
    conjunction: "und",
    agencyWords: ["Agentur", "Nachrichtenagentur", "Agenturen"],
    agencies: ["dpa", "AFP", "Reuters", "AP", "APA", "epd", "KNA", "SID"],
    keywords: KeywordGrammar(
      linkingWords: [
        "der", "die", "das", "und", "in", "im", "von", "vom", "zu", "zum", "zur", "für", "mit",
        "gegen", "am", "an", "auf", "über", "des", "dem",
      ], places: PlaceNames.german))
}
