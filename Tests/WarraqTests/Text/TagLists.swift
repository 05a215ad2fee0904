/// Keywords of invented and real news, to make lists from.
enum TagLists {
  static func tags(_ language: String) -> [String] {
    switch language {
    case "ar": arabic
    case "en": english
    case "fr": french
    case "ru": russian
    default: persian
    }
  }

  private static func list(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  private static let arabic = list(
    """
    الأمم المتحدة|القاهرة|مجلس النواب|أسعار النفط|حقوق الإنسان|كرة القدم|دوري أبطال أوروبا|البنك المركزي
    الذكاء الاصطناعي|صندوق النقد الدولي|باريس|جائزة نوبل|اللاجئون السوريون|تغير المناخ|بيروت|ميناء الإسكندرية
    وزارة الصحة|منظمة الصحة العالمية|الانتخابات الرئاسية|تونس|الرباط|كأس العالم|محمد صلاح|ليونيل ميسي
    التعليم العالي|سد النهضة|إثيوبيا|السودان|حرائق الغابات|الجفاف|القمة العربية|جامعة الدول العربية
    العاصمة الإدارية الجديدة|قناة السويس|الاستثمار الأجنبي|الدولار الأمريكي|التضخم|أسعار الذهب|الفضاء
    وكالة ناسا|المريخ|علوم|طب|سرطان الثدي|لقاح الملاريا|أطفال|المدارس الخاصة|معرض الكتاب
    مهرجان قرطاج|فيروز|أم كلثوم|السينما المصرية|مسلسلات رمضان|الدراما السورية|نجيب محفوظ|الرواية العربية
    الهجرة غير النظامية|البحر المتوسط|إيطاليا|خفر السواحل|الطاقة الشمسية|الطاقة المتجددة|الهيدروجين الأخضر
    سيارات كهربائية|شركة أبل|غوغل|الأمن السيبراني|قراصنة|العملات الرقمية|بيتكوين|البورصة السعودية
    أرامكو|رؤية 2030|موسم الرياض|الحج|مكة المكرمة|المدينة المنورة|المسجد الأقصى|القدس المحتلة
    قطاع غزة|الضفة الغربية|المستوطنات الإسرائيلية|بنيامين نتنياهو|محمود عباس|حركة حماس|حزب الله|لبنان
    جو بايدن|دونالد ترامب|البيت الأبيض|الكونغرس الأمريكي|وزارة الخارجية الأمريكية|العقوبات الاقتصادية|إيران
    البرنامج النووي الإيراني|الحرس الثوري|مضيق هرمز|ناقلات النفط|أوبك|الغاز الطبيعي|قطر|الدوحة
    طائرات مسيرة|صواريخ باليستية|حلف شمال الأطلسي|تركيا|رجب طيب أردوغان|زلزال تركيا|إدلب|حلب
    دمشق|الليرة السورية|قوات سوريا الديمقراطية|الأكراد|العراق|بغداد|البرلمان العراقي|مقتدى الصدر
    كركوك|إقليم كردستان|أربيل|تنظيم الدولة|الموصل|اليمن|صنعاء|عدن|جماعة الحوثي|البحر الأحمر
    الملاحة الدولية|الأمن الغذائي|القمح|الأرز|أزمة الخبز|المغرب|الجزائر|الصحراء الغربية|ليبيا|طرابلس
    خليفة حفتر|بنغازي|إعصار دانيال|درنة|موريتانيا|نواكشوط|الصومال|القرن الأفريقي|القراصنة الصوماليون
    وفاة فنان|وليد جنبلاط|وزير الدفاع|ولاية تكساس|واشنطن|وسائل التواصل الاجتماعي|تيك توك|إيلون ماسك
    منصة إكس|حرية الصحافة|صحفيون|مراسلون بلا حدود|نقابة المحامين|القضاء|محكمة العدل الدولية|جرائم حرب
    عمال المناجم|النقل العام|المترو|السكك الحديدية|الطيران المدني|مطار بيروت|السياحة|الآثار المصرية
    توت عنخ آمون|المتحف المصري الكبير|الفيضانات|الأمطار الغزيرة|درجات الحرارة|الاحتباس الحراري|الغابات
    """)

  private static let english = list(
    """
    Ada Brandt|Adelaide|African Union|air pollution|artificial intelligence|Bank of England|Berlin|Boeing
    border crossings|Brazil|breast cancer|carbon emissions|Champions League|child poverty|China|climate change
    coal mining|Conservative Party|COP29|cost of living|court ruling|cricket|cyber security|data protection
    deforestation|Donald Trump|earthquake|education|electric vehicles|Elon Musk|energy prices|European Union
    farming|Federal Reserve|film festivals|floods|food banks|football|France|free speech
    gas prices|general election|Germany|global warming|Google|gun control|health care|heatwave
    House of Commons|housing crisis|human rights|hurricane season|immigration|India|inflation|interest rates
    International Criminal Court|Iran|Israel|Japan|Joe Biden|journalism|justice|Kenya
    Labour Party|Lebanon|local government|London|malaria|measles|mental health|Mexico
    Middle East|mining|museums|NASA|nuclear power|oil prices|Olympic Games|Pakistan
    Paris|pensions|plastic waste|police|Premier League|press freedom|public transport|railways
    renewable energy|Russia|Saudi Arabia|schools|Scotland|shipping|social media|solar power
    South Africa|South Korea|Spain|steel industry|Supreme Court|Syria|taxes|trade unions
    Turkey|Ukraine|unemployment|United Nations|United States|vaccines|volcano|water shortages
    West Bank|White House|wildfires|women in sport|World Cup|World Health Organization|Yemen|youth unemployment
    """)

  private static let french = list(
    """
    Afrique de l'Ouest|agriculture|Allemagne|Assemblée nationale|assurance chômage|Banque centrale européenne
    Belgique|Bruxelles|budget|canicule|changement climatique|Conseil constitutionnel|Coupe du monde|cyclisme
    dette publique|droits de l'homme|eau potable|éducation nationale|élections européennes|Emmanuel Macron
    énergie nucléaire|enseignement supérieur|Espagne|États-Unis|feux de forêt|fonction publique|football
    gaz naturel|grève|guerre en Ukraine|hôpital public|immigration|inflation|intelligence artificielle|Italie
    Jeux olympiques|justice|laïcité|Liban|logement social|Lyon|Maroc|Marseille|mer Méditerranée
    musées|océans|Paris|pouvoir d'achat|Proche-Orient|Québec|réforme des retraites|réseaux sociaux
    Rugby|santé publique|Sénat|Sénégal|syndicats|taxe carbone|Tour de France|transport ferroviaire
    Tunisie|Union européenne|vaccins|violences conjugales|viticulture|énergies renouvelables
    """)

  private static let russian = list(
    """
    авиация|Армения|Ассоциация футбола|Байкал|банки|Белый дом|Большой театр|бюджет|Владимир Путин|вакцинация
    вода|газ|Госдума|Дальний Восток|дети|Европейский союз|железные дороги|жильё|здравоохранение|землетрясение
    искусственный интеллект|Казахстан|Китай|климат|Конституционный суд|космос|кино|лесные пожары|Лига чемпионов
    Луна|Марс|Международный валютный фонд|метро|Министерство обороны|Москва|музеи|наводнение|наука|НАТО
    нефть|Нобелевская премия|образование|олимпийские игры|ООН|пенсии|права человека|преступность|Приморский край
    Россия|рубль|рынок труда|санкции|Санкт-Петербург|сельское хозяйство|Сергей Лавров|Сирия|социальные сети|спорт
    США|суд|транспорт|туризм|Турция|Украина|футбол|хоккей|Центральный банк|цены на нефть|школы|экология|экономика|Япония
    """)

  private static let persian = list(
    """
    آب و هوا|آتش‌سوزی جنگل|آلودگی هوا|آموزش عالی|ارز دیجیتال|استقلال|افغانستان|امنیت غذایی|انرژی هسته‌ای
    ایران|بانک مرکزی|برجام|بورس تهران|بیماری قلبی|پرسپولیس|تاجیکستان|تحریم نفتی|ترکیه|تورم|تهران
    جام جهانی|جشنواره فجر|جنگل‌های شمال|حقوق بشر|خشکسالی|خلیج فارس|دانشگاه تهران|دریاچه ارومیه|روسیه|زلزله
    سازمان ملل|سینمای ایران|شیراز|صادرات غیرنفتی|صنعت خودرو|عراق|فوتبال|فیفا|قیمت طلا|کتابخانه ملی
    کشاورزی|گردشگری|گرمایش زمین|لیگ برتر|مجلس شورای اسلامی|محیط زیست|مسکن|مشهد|میراث فرهنگی|نفت
    نوروز|واکسن|ورزش زنان|وزارت بهداشت|هوش مصنوعی|یارانه نقدی|یمن
    """)
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
