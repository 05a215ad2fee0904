// Words that lists of keywords are cut by: written from general knowledge of each language, to be
// added to without a change of code.
extension TextMarkers {
  static let englishHeadNouns = """
    Ministry Minister President Prime Mayor Governor Senator King Queen Prince Princess Pope Saint
    Bank University Council Committee Department Agency Institute Association Federation Union
    Court Port Airport Lake Mount River Gulf Cape Fort San Los Las Saudi United New North South East
    West Central Great Supreme European African Asian Middle World Human Climate Artificial Social
    Public Foreign Home Stock Air Real
    """

  static let englishGivenNames = """
    John James Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew
    Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward
    Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin
    Samuel Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan
    Henry Peter Zachary Kyle Noah Ethan Jeremy Keith Roger Joe Joan Barack Boris Emmanuel Vladimir
    Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty
    Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie
    Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda Emma Anna Pamela Nicole Helen
    Samantha Katherine Christine Hillary Kamala Theresa Elon Bill Tom Tim Jim Mike Steve Chris Kate
    """

  static let frenchHeadNouns = """
    Ministère Ministre Président Présidente Premier Première Maire Roi Reine Prince Princesse Pape
    Saint Sainte Banque Université Conseil Comité Agence Institut Association Fédération Union Cour
    Port Aéroport Lac Mont Golfe Cap Saint La Le Les Grand Grande Nouvelle Nouveau Haut Haute Chambre
    Assemblée Coupe Ligue Parti Marché Prix Projet Loi Droit Droits Crise Guerre Tour
    """

  static let frenchGivenNames = """
    Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger Robert
    Claude Paul Christian Henri Georges Nicolas François Gérard Patrick Emmanuel Éric Julien Thomas
    Laurent Olivier Antoine Marc Luc Vincent Bruno Édouard Gabriel Mathieu Xavier Yves Marie Anne
    Catherine Françoise Monique Nathalie Isabelle Sylvie Jacqueline Jeanne Martine Christine Valérie
    Sandrine Sophie Céline Julie Camille Marine Ségolène Brigitte Élisabeth Hélène Claire Donald Joe
    Vladimir Angela Boris Barack
    """

  static let persianHeadNouns = """
    وزارت وزیر رئیس رئیس‌جمهور مجلس شورای سازمان شرکت بانک دانشگاه شهر شهرداری استان استاندار
    موسسه مرکز کمیته ستاد حزب جنبش گروه نیروی نیروهای ارتش سپاه اتحادیه فدراسیون باشگاه تیم لیگ
    جام جشنواره فیلم سریال برنامه شبکه روزنامه خبرگزاری بیمارستان فرودگاه بندر خیابان پل میدان
    جزیره رود دریای کوه خلیج تنگه منطقه روز سال ماه هفته قانون لایحه طرح بازار بورس قیمت نرخ
    صادرات واردات تولید حقوق صندوق بحران جنگ انتخابات کنفرانس نشست اجلاس نمایشگاه موزه تئاتر کتاب
    دادگاه قوه حجت‌الاسلام آیت‌الله دکتر امام شهید سید هوش تغییرات
    """

  static let persianGivenNames = """
    محمد علی حسن حسین رضا مهدی احمد محمود محسن مجید حمید سعید مسعود ابراهیم اسماعیل عباس اکبر
    اصغر جواد کاظم ناصر منصور پرویز پیمان بهرام بهروز داریوش کوروش آرش سهراب شهرام فرهاد فریدون
    کامران کیانوش هوشنگ ایرج سیاوش حامد امیر میثم یوسف یعقوب فاطمه زهرا مریم زینب سارا نرگس نسرین
    شیرین لیلا پروین مهناز شهره گلشیفته ترانه هدیه نیکی دونالد جو ولادیمیر بنیامین
    """

  static let russianHeadNouns = """
    министерство министр президент премьер губернатор мэр глава совет комитет агентство институт
    университет банк фонд союз федерация ассоциация партия движение группа компания завод
    аэропорт порт озеро река залив остров город область республика район улица площадь мост кубок
    лига чемпионат сборная клуб фестиваль фильм сериал газета больница суд права закон рынок курс
    цены день год рост кризис война выборы Государственная Верховный Северная Южная Новая Новый
    Нижний Великий Большой Саудовская Верховная
    """

  static let russianGivenNames = """
    Александр Алексей Анатолий Андрей Антон Аркадий Артём Борис Вадим Валентин Валерий Василий
    Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Григорий Денис Дмитрий Евгений Егор
    Иван Игорь Илья Кирилл Константин Лев Леонид Максим Михаил Никита Николай Олег Павел Пётр Роман
    Рамзан Сергей Станислав Степан Фёдор Эдуард Юрий Яков Алла Анастасия Анна Валентина Вера
    Виктория Галина Дарья Екатерина Елена Ирина Ксения Лариса Людмила Марина Мария Надежда Наталья
    Оксана Ольга Светлана Татьяна Юлия Дональд Джо Барак Эмманюэль Ангела Реджеп Нурсултан
    """
}
