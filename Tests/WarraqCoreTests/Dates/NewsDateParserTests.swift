import Testing
import WarraqCore
import WarraqModel

struct NewsDateParserTests {
  private func read(_ text: String, _ language: String? = nil) -> String {
    switch NewsDateParser(language: language).parse(text) {
    case .date(let date, _):
      let hasHiddenZone = date.precision == .day && date.offsetMinutes != nil
      return date.description + (hasHiddenZone ? " zone \(date.offsetMinutes ?? 0)" : "")
    case .ambiguous(let dates): return dates.map(\.description).joined(separator: "|")
    case .relative: return "relative"
    case .incomplete: return "incomplete"
    case .invalid: return "invalid"
    case .placeholder: return "placeholder"
    @unknown default: return "unknown"
    }
  }

  private func notes(_ text: String, _ language: String? = nil) -> [NewsDateParser.Note] {
    guard case .date(_, let notes) = NewsDateParser(language: language).parse(text) else {
      return []
    }
    return notes
  }

  @Test(arguments: [
    ("2021-03-09", "2021-03-09"),
    ("2021-03-09T08:30:00.5+02:00", "2021-03-09T08:30:00.5+02:00"),
    ("2021-03-09 08:30", "2021-03-09T08:30"),
    ("2021-03-09 08:30:15 +0200", "2021-03-09T08:30:15+02:00"),
    ("2021-03-09 08:30:15 UTC", "2021-03-09T08:30:15Z"),
    ("20210309T083015Z", "2021-03-09T08:30:15Z"),
    ("20210309T083015+0200", "2021-03-09T08:30:15+02:00"),
    ("20210309T0830", "2021-03-09T08:30"),
    ("20210309083015", "2021-03-09T08:30:15"),
    ("  2021-03-09\n", "2021-03-09"),
    ("2021-068", "2021-03-09"),
    ("2020-366", "2020-12-31"),
    ("2021-366", "invalid"),
    ("2021-W10-2", "2021-03-09"),
    ("2020-W53-7", "2021-01-03"),
    ("2021-W53-1", "invalid"),
    ("2021-W10", "invalid"),
    ("1615278615", "2021-03-09T08:30:15Z"),
    ("1615278615250", "2021-03-09T08:30:15.250Z"),
    ("16152786", "invalid"),
    ("161527861", "invalid"),
    ("2021-12-31T24:00:00Z", "2022-01-01T00:00:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2021-02-29", "invalid"),
    ("2021-13-01", "invalid"),
    ("2021-03-09T25:00:00Z", "invalid"),
    ("", "invalid"),
    ("   ", "invalid"),
    ("—", "invalid"),
    ("news", "invalid"),
  ])
  func `machine forms read as they are`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    ("Tue, 09 Mar 2021 08:30:15 GMT", "2021-03-09T08:30:15Z"),
    ("Tue, 9 Mar 2021 08:30:15 +0530", "2021-03-09T08:30:15+05:30"),
    ("9 Mar 2021 08:30 PDT", "2021-03-09T08:30-07:00"),
    ("Tuesday, 09-Mar-21 08:30:15 UT", "2021-03-09T08:30:15Z"),
    ("Tue, 09 Mar 99 08:30:15 Z", "1999-03-09T08:30:15Z"),
    ("Tue, 9 Mar 2021 08:30:15 +0000 (UTC)", "2021-03-09T08:30:15Z"),
    ("Tue, 9 Mar 2021 08:30:15 CET", "2021-03-09T08:30:15+01:00"),
    ("Tue Mar 09 08:30:15 +0000 2021", "2021-03-09T08:30:15Z"),
    ("Tue Mar  9 08:30:15 2021", "2021-03-09T08:30:15"),
    ("Tue Mar 09 2021 08:30:15 GMT+0300 (Arabian Standard Time)", "2021-03-09T08:30:15+03:00"),
    ("09/Mar/2021:08:30:15 +0300", "2021-03-09T08:30:15+03:00"),
    ("2021-03-09T08:30:15+03:00[Asia/Riyadh]", "2021-03-09T08:30:15+03:00"),
    ("mar, 09 mars 2021 08:30:15 +0100", "2021-03-09T08:30:15+01:00"),
    ("Tue, 31 Feb 2021 08:30:15 GMT", "invalid"),
    ("Tue, 09 Mar 2021 08:61:15 GMT", "invalid"),
  ])
  func `mail dates keep their offset`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    ("9th March 2021", "en", "2021-03-09"),
    ("March 9th, 2021", "en", "2021-03-09"),
    ("the 9th of March, 2021", "en", "2021-03-09"),
    ("Mar. 9, 2021, 8:30 a.m.", "en", "2021-03-09T08:30"),
    ("Mar 9, 2021 at 8:30 PM EST", "en", "2021-03-09T20:30-05:00"),
    ("March 9, 2021 8 pm", "en", "2021-03-09T20:00"),
    ("12:00 AM, 9 March 2021", "en", "2021-03-09T00:00"),
    ("Tuesday 9 March 2021 12.30pm", "en", "2021-03-09T12:30"),
    ("Published: March 9, 2021", "en", "2021-03-09"),
    ("Posted on 9 March 2021", "en", "2021-03-09"),
    ("March 2021", "en", "2021-03"),
    ("03/2021", "en", "2021-03"),
    ("9 March", "en", "incomplete"),
    ("31 February", "en", "invalid"),
    ("8:30", "en", "incomplete"),
    ("9 March 2021 GMT", "en", "2021-03-09 zone 0"),
    ("9 March 2021 08:30 BST", "en", "2021-03-09T08:30"),
    ("9 July 2021 08:30 BST", "en-GB", "2021-07-09T08:30+01:00"),
    ("9 March 2021 08:30 GMT+3", "en", "2021-03-09T08:30+03:00"),
    ("03/04/2021", "en", "2021-03-04|2021-04-03"),
    ("03/04/2021", "en-US", "2021-03-04"),
    ("03/04/2021", "en_AU", "2021-04-03"),
    ("03/03/2021", "en", "2021-03-03"),
    ("13/04/2021", "en-US", "2021-04-13"),
    ("Saturday 03/04/2021", "en", "2021-04-03"),
    ("14/13/2021", "en", "invalid"),
    ("9 March 21", "en", "2021-03-09"),
    ("March 9 March 10 2021", "en", "invalid"),
    ("meeting on 9 March 2021", "en", "invalid"),
    ("9 March 2021 in Paris", "en", "invalid"),
    ("9–12 March 2021", "en", "invalid"),
  ])
  func `English dates read`(text: String, language: String, expected: String) {
    #expect(read(text, language) == expected)
  }

  @Test(arguments: [
    ("٩ مارس ٢٠٢١", "2021-03-09"),
    ("الثلاثاء ٩ آذار ٢٠٢١", "2021-03-09"),
    ("الثلاثاء 09 آذار/مارس 2021", "2021-03-09"),
    ("9 آذار (مارس) 2021", "2021-03-09"),
    ("9 آذار/أبريل 2021", "invalid"),
    ("9 تشرين الثاني/نوفمبر 2021", "2021-11-09"),
    ("9 تشرين الأول/نوفمبر 2021", "invalid"),
    ("9 كانون الاول 2021 - 3:15 مساءً", "2021-12-09T15:15"),
    ("9 كانونُ الثّاني 2021 الساعة 10:15 صباحاً", "2021-01-09T10:15"),
    ("نُشر في: 9 نونبر 2021", "2021-11-09"),
    ("تاريخ النشر: 9/11/2021 08:30 م", "2021-11-09T20:30"),
    ("9 نوفمبر 2021م", "2021-11-09"),
    ("آخر تحديث: 9 فيفري 2021 | 12:05", "2021-02-09T12:05"),
    ("9 دجنبر 2021", "2021-12-09"),
    ("9 يوليوز 2021", "2021-07-09"),
    ("9 شباط 2021 12:00 بتوقيت غرينتش", "2021-02-09T12:00Z"),
    ("9 كانون 2 2021", "2021-01-09"),
    ("9 كانون ١ 2021", "2021-12-09"),
    ("9 ت1 2021", "2021-10-09"),
    ("9 تشرين 2 2021 12:05", "2021-11-09T12:05"),
    ("9 شباط 2021 12:00 بتوقيت بيروت", "2021-02-09T12:00"),
    ("\u{200F}9\u{200F}/\u{200F}13\u{200F}/2021", "2021-09-13"),
    ("10 محرم 1443هـ", "2021-08-18"),
    ("10 محرّم ١٤٤٣ هـ الموافق 18 أغسطس 2021م", "2021-08-18"),
    ("الأربعاء 10 محرم 1443 - 18 أغسطس 2021", "2021-08-18"),
    ("10 محرم 1443هـ الموافق 19 أغسطس 2021م", "2021-08-19"),
    ("10 محرم 1443هـ الموافق 28 أغسطس 2021م", "invalid"),
    ("30 صفر 1443هـ", "invalid"),
    ("10 ربيع الآخر 1443", "2021-11-15"),
    ("10 جمادى الأولى 1443", "2021-12-14"),
    ("1443/01/10هـ", "2021-08-18"),
    ("رمضان 1443", "incomplete"),
    ("9 مارس", "incomplete"),
    ("الثلاثاء", "relative"),
    ("قبل ساعتين", "relative"),
  ])
  func `Arabic dates read in every regional set`(text: String, expected: String) {
    #expect(read(text, "ar") == expected)
  }

  @Test(arguments: [
    ("۱۸ اسفند ۱۳۹۹", "fa", "2021-03-08"),
    ("سه‌شنبه ۱۹ اسفند ۱۳۹۹ ساعت ۰۸:۳۰", "fa", "2021-03-09T08:30"),
    ("۱۳۹۹/۱۲/۱۹ ۰۸:۳۰:۱۵", "fa", "2021-03-09T08:30:15"),
    ("1399-12-19", "fa", "2021-03-09"),
    ("99/12/19", "fa", "2021-03-09"),
    ("۱۹ حوت ۱۳۹۹", "fa-AF", "2021-03-09"),
    ("۹ مارس ۲۰۲۱", "fa", "2021-03-09"),
    ("30 اسفند 1399", "fa", "2021-03-20"),
    ("30 اسفند 1400", "fa", "invalid"),
    ("1399", "fa", "incomplete"),
    ("9 مارچ 2021", "ur", "2021-03-09"),
    ("منگل ۹ جولائی ۲۰۲۴", "ur", "2024-07-09"),
    ("כ״ה באדר תשפ״א", "he", "2021-03-09"),
    ("כ\"ה אדר ה'תשפ\"א", "he", "2021-03-09"),
    ("ב׳ אב תשפ״א", "he", "2021-07-11"),
    ("ה' באדר ב' תשפ״ב", "he", "2022-03-08"),
    ("ה' באדר א' תשפ״ב", "he", "2022-02-06"),
    ("יום שלישי, 9 במרץ 2021, 08:30", "he", "2021-03-09T08:30"),
    ("09/03/2021", "he", "2021-03-09"),
    ("י״ח 2024", "he", "invalid"),
  ])
  func `Persian, Urdu and Hebrew dates read`(text: String, language: String, expected: String) {
    #expect(read(text, language) == expected)
  }

  @Test(arguments: [
    ("mardi 9 mars 2021 à 8h30", "fr", "2021-03-09T08:30"),
    ("mar. 9 mars 2021", "fr", "2021-03-09"),
    ("Mis à jour le 09/03/2021 à 20:15", "fr", "2021-03-09T20:15"),
    ("1er février 2021", "fr", "2021-02-01"),
    ("9 AOÛT 2021", "fr", "2021-08-09"),
    ("martes, 9 de marzo de 2021 a las 08:30 h.", "es", "2021-03-09T08:30"),
    ("9 ago 2021", "es", "2021-08-09"),
    ("9 set. 2021", "pt", "2021-09-09"),
    ("terça-feira, 9 de março de 2021 às 8h30min", "pt", "2021-03-09T08:30"),
    ("Dienstag, 9. März 2021, 8.30 Uhr", "de", "2021-03-09T08:30"),
    ("am 9. März 2021 um 20 Uhr", "de", "2021-03-09T20:00"),
    ("9.3.2021", "de", "2021-03-09"),
    ("Stand: 09.03.21 08:30", "de", "2021-03-09T08:30"),
    ("9. Feber 2021", "de-AT", "2021-02-09"),
    ("9 Mart 2021 Salı 08:30", "tr", "2021-03-09T08:30"),
    ("Güncelleme Tarihi: 9 Ağustos 2021", "tr", "2021-08-09"),
    ("9 ŞUBAT 2021", "tr", "2021-02-09"),
    ("9 марта 2021 г. в 08:30", "ru", "2021-03-09T08:30"),
    ("вторник, 9 марта 2021, 08:30 (мск)", "ru", "2021-03-09T08:30+03:00"),
    ("9 марта 2011, 08:30 мск", "ru", "2011-03-09T08:30"),
    ("9 мая 2021", "ru", "2021-05-09"),
    ("martedì 9 marzo 2021, ore 08:30", "it", "2021-03-09T08:30"),
  ])
  func `European dates read`(text: String, language: String, expected: String) {
    #expect(read(text, language) == expected)
  }

  @Test(arguments: [
    ("2021年3月9日", "zh", "2021-03-09"),
    ("2021年3月9日 星期二 下午8:30", "zh", "2021-03-09T20:30"),
    ("二〇二一年三月二十九日", "zh", "2021-03-29"),
    ("民國110年3月9日", "zh-TW", "2021-03-09"),
    ("２０２１年３月９日（火）８時３０分", "ja", "2021-03-09T08:30"),
    ("平成31年4月30日", "ja", "2019-04-30"),
    ("令和元年5月1日", "ja", "2019-05-01"),
    ("令和元年4月30日", "ja", "invalid"),
    ("昭和64年1月7日", "ja", "1989-01-07"),
    ("2021년 3월 9일 오후 8:30", "ko", "2021-03-09T20:30"),
    ("2021.03.09 08:30", "ko", "2021-03-09T08:30"),
    ("3月9日", "ja", "incomplete"),
    ("2021年3月", "ja", "2021-03"),
  ])
  func `East Asian dates read`(text: String, language: String, expected: String) {
    #expect(read(text, language) == expected)
  }

  @Test(arguments: [
    ("2 hours ago", "en", "2024-06-24T12:05+03:00"),
    ("an hour ago", "en", "2024-06-24T13:05+03:00"),
    ("30 seconds ago", "en", "2024-06-24T14:04:39+03:00"),
    ("1 day 2 hours ago", "en", "2024-06-23T12:05+03:00"),
    ("yesterday", "en", "2024-06-23"),
    ("Yesterday at 8:30 pm", "en", "2024-06-23T20:30"),
    ("3 days ago", "en", "2024-06-21"),
    ("2 weeks ago", "en", "2024-06-10"),
    ("7 months ago", "en", "2023-11"),
    ("2 years ago", "en", "2022"),
    ("last Friday", "en", "2024-06-21"),
    ("last Monday", "en", "2024-06-17"),
    ("just now", "en", "2024-06-24T14:05:09+03:00"),
    ("5m ago", "en", "2024-06-24T14:00+03:00"),
    ("about 5 hours ago", "en", "2024-06-24T09:05+03:00"),
    ("اليوم السبت", "ar", "2024-06-22"),
    ("السبت", "ar", "2024-06-22"),
    ("الاثنين", "ar", "2024-06-24"),
    ("أمس", "ar", "2024-06-23"),
    ("أول أمس", "ar", "2024-06-22"),
    ("قبل ساعتين", "ar", "2024-06-24T12:05+03:00"),
    ("منذ 3 أيام", "ar", "2024-06-21"),
    ("منذ ثلاثة أيام", "ar", "2024-06-21"),
    ("قبل يومين", "ar", "2024-06-22"),
    ("قبل ساعة", "ar", "2024-06-24T13:05+03:00"),
    ("۲ ساعت پیش", "fa", "2024-06-24T12:05+03:00"),
    ("دیروز", "fa", "2024-06-23"),
    ("לפני שעתיים", "he", "2024-06-24T12:05+03:00"),
    ("אתמול", "he", "2024-06-23"),
    ("hier à 8h30", "fr", "2024-06-23T08:30"),
    ("il y a 2 heures", "fr", "2024-06-24T12:05+03:00"),
    ("hace 2 horas", "es", "2024-06-24T12:05+03:00"),
    ("há 2 horas", "pt", "2024-06-24T12:05+03:00"),
    ("2 horas atrás", "pt", "2024-06-24T12:05+03:00"),
    ("vor zwei Stunden", "de", "2024-06-24T12:05+03:00"),
    ("gestern, 8:30 Uhr", "de", "2024-06-23T08:30"),
    ("2 saat önce", "tr", "2024-06-24T12:05+03:00"),
    ("2 часа назад", "ru", "2024-06-24T12:05+03:00"),
    ("вчера в 08:30", "ru", "2024-06-23T08:30"),
    ("2 گھنٹے پہلے", "ur", "2024-06-24T12:05+03:00"),
    ("2小时前", "zh", "2024-06-24T12:05+03:00"),
    ("3日前", "ja", "2024-06-21"),
  ])
  func `relative dates wait for a reference`(text: String, language: String, expected: String) {
    #expect(read(text, language) == "relative")
    let reference = NewsDate(iso8601: "2024-06-24T14:05:09+03:00")
    let (date, problem) = NewsDateParser(language: language, reference: reference).newsDate(text)
    #expect(date.description == expected)
    #expect(date.text == text)
    #expect(problem == nil || text == "اليوم السبت")
  }

  @Test func `hours before a day are not known`() {
    let parser = NewsDateParser(language: "en", reference: NewsDate(iso8601: "2024-06-24"))
    #expect(parser.parse("2 hours ago") == .relative("2 hours ago"))
    #expect(parser.newsDate("yesterday").date.description == "2024-06-23")
  }

  @Test func `a reference does not touch absolute dates but tells which lie after it`() {
    let parser = NewsDateParser(language: "en", reference: NewsDate(iso8601: "2024-06-24"))
    let before = NewsDate(year: 2024, month: 6, day: 24)
    let after = NewsDate(year: 2024, month: 6, day: 25)
    #expect(parser.parse("24 June 2024") == before.map { .date($0, notes: []) })
    #expect(parser.parse("25 June 2024") == after.map { .date($0, notes: [.afterReference]) })
    #expect(parser.newsDate("25 June 2024").problem == .doubtful([.afterReference]))
  }

  @Test func `notes say what is doubtful`() {
    #expect(notes("Mon, 09 Mar 2021 08:30:15 GMT") == [.wrongWeekday])
    #expect(notes("Monday 9 March 2021", "en") == [.wrongWeekday])
    #expect(notes("Tuesday 9 March 2021", "en") == [])
    #expect(notes("1970-01-01T00:00:00Z") == [.nullEpoch])
    #expect(read("0001-01-01T00:00:00Z") == "placeholder")
    #expect(notes("10 محرم 1443هـ", "ar") == [.ummAlQura])
    #expect(notes("1443/01/10", "ar-SA") == [.assumedCalendar, .ummAlQura])
    #expect(notes("9 شباط 2021 12:00 بتوقيت بيروت", "ar") == [.unknownOffset])
    #expect(notes("10 محرم 1443هـ الموافق 19 أغسطس 2021م", "ar") == [.calendarsDiffer])
  }

  @Test(arguments: [
    ("1 محرم 1400", "1979-11-21", "1979-11-20"), ("15 رمضان 1410", "1990-04-11", "1990-04-10"),
    ("10 محرم 1443", "2021-08-18", nil), ("الثلاثاء 1 محرم 1400", "1979-11-20", nil),
    ("الأربعاء 1 محرم 1400", "1979-11-21", nil), ("الأحد 1 محرم 1430", "2008-12-28", nil),
  ])
  func `the two tables of Umm al-Qura are told apart by the weekday or both named`(
    text: String, date: String, other: String?
  ) {
    let (read, problem) = NewsDateParser(language: "ar").newsDate(text)
    #expect(read.description == date)
    #expect((problem == .doubtful([.ummAlQuraDiffers])) == (other != nil))
    guard let problem else { return }
    let message = Diagnostic.Message.date("x", text, read: read, problem)
    #expect(message.text.contains(date) && message.text.contains(other ?? ""))
  }

  @Test(arguments: [
    ("الأول من يوليو 2024", "2024-07-01"), ("الثاني من كانون الثاني 2024", "2024-01-02"),
    ("الخامس عشر من رمضان 1445", "2024-03-25"), ("5 كانون الأول 2023", "2023-12-05"),
    ("الحادي والثلاثين من كانون الأول 2023", "2023-12-31"),
  ])
  func `a day of a month may be a word of Arabic`(text: String, date: String) {
    #expect(read(text, "ar") == date)
  }

  @Test func `an old year without calendar is ambiguous`() {
    #expect(read("1443/01/10") == "2021-08-18|2064-03-29|1443-01-10")
    #expect(read("1443/01/10", "ar") == "2021-08-18|1443-01-10")
    #expect(read("1443/01/10", "en") == "1443-01-10")
    #expect(read("1443-01-10", "fa") == "2064-03-29")
    #expect(read("1443") == "incomplete")
    #expect(read("1443 م", "ar") == "1443")
  }

  @Test func `the text stays where it says more than the date`() {
    let parser = NewsDateParser(language: "en")
    #expect(parser.newsDate("2021-03-09").date.text == nil)
    #expect(parser.newsDate(" 9 March 2021\n").date.text == "9 March 2021")
    #expect(parser.newsDate("some day").date == NewsDate(unresolved: "some day"))
    #expect(parser.newsDate("some day").problem == .invalid)
    #expect(parser.newsDate("9 March").problem == .incomplete)
  }

  @Test func `a substring reads like its string`() {
    let line = "date=2021-03-09T08:30:00Z;"
    let part = line.dropFirst(5).dropLast()
    #expect(NewsDateParser().newsDate(part).date.description == "2021-03-09T08:30:00Z")
  }

  @Test func `two hundred scalars are the longest that is read`() {
    let padding = String(repeating: " ", count: 188)
    #expect(NewsDateParser().newsDate("9 March 2021" + padding).date.description == "2021-03-09")
    #expect(NewsDateParser().parse("9 March 2021 " + padding) == .invalid)
    let long = String(repeating: "2021年", count: 200_000)
    #expect(NewsDateParser().parse(long) == .invalid)
  }

  @Test func `no text crashes the parser`() {
    var random = Generator(state: 0x5eed)
    let pieces = [
      "24", "6", "2024", "1445", "00", "99", "31", "0", "999999999999999999", "12345678", ":", "/",
      "-", ".", ",", " ", " ", " ", "+", "(", ")", "[", "هـ", "م", "ص", "يونيو", "حزيران",
      "كانون", "الأول", "محرم", "مرداد", "אדר", "ב'", "תשפ\"ד", "'", "\"", "年", "月", "日", "令和",
      "十", "〇", "元", "June", "Mon", "mar", "ago", "hours", "قبل", "ساعة", "yesterday", "GMT", "h",
      "Uhr", "am", "pm", "T", "Z", "last", "next", "الموافق", "th", "前", "\u{200C}", "\u{200F}",
      "٤", "۶", "２", "é", "\u{301}", "🗓", "\u{0}", "9999", "0001",
    ]
    let languages: [String?] = [nil, "ar", "ar-SA", "fa", "he", "en-US", "ja", "fr", "", "-", "x"]
    let references = [
      nil, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2024-02-29", "2024", "2024-06",
    ].map { $0.flatMap { NewsDate(iso8601: $0) } }
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        if Int.random(in: 0..<6, using: &random) == 0 {
          let value = UInt32.random(in: 0...0x10FFFF, using: &random)
          text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        } else {
          text += pieces.randomElement(using: &random) ?? ""
        }
      }
      let parser = NewsDateParser(
        language: languages.randomElement(using: &random) ?? nil,
        reference: references.randomElement(using: &random) ?? nil)
      let (date, problem) = parser.newsDate(text)
      switch parser.parse(text) {
      case .date: #expect(date.isResolved)
      default: #expect(!date.isResolved && problem != nil)
      }
    }
  }

  /// SplitMix64.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
