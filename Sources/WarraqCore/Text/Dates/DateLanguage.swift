/// How one language prints dates: the data of the parser.
///
/// The words are a text of lines `key: values`. Values are separated by commas, numbered slots
/// (months from January, weekdays from Monday) by bars. Names may hold spaces; case, accents and
/// points do not matter, see ``DateFolding``. A key with a region, such as `zones-GB`, holds for
/// that region only.
///
/// | key | values |
/// |---|---|
/// | `prefix` | letters that may be written on to the names of months and weekdays |
/// | `months`, `islamic`, `persian`, `hebrew` | names of months by calendar |
/// | `weekdays`, `am`, `pm` | names, from Monday |
/// | `zones` | `name=180`, `name=?` where it varies, `name=180@16369` since a day after 1970 |
/// | `filler`, `label`, `same`, `ordinal` | words around dates, see ``DateSense`` |
/// | `calendars` | `name=gregorian` |
/// | `clock` | marks of hour, minute, second |
/// | `fields` | marks of year, month, day |
/// | `eras` | `name=first..last` in days after 1970 |
/// | `spans`, `duals` | second, minute, hour, day, week, month, year |
/// | `ago`, `ahead`, `now`, `last`, `next` | words of relative dates |
/// | `days`, `counts` | `yesterday=-1`, `two=2` |
/// | `ordinals` | days of a month in words, `first=1` |
struct DateLanguage: Sendable {
  /// The script of the words, which picks the lexicon that holds them.
  enum Script: Hashable, Sendable {
    case latin, arabic, hebrew, cyrillic, eastAsian
  }

  /// The primary language subtag; `und` for what belongs to all.
  let tag: String
  let script: Script
  /// The order of numeric dates; `nil` where the language alone does not tell.
  var order: DateOrder?
  var regionOrders: [String: DateOrder] = [:]
  /// The calendar of unmarked years between 1200 and 1599.
  var oldYears: DateCalendar?
  var regionOldYears: [String: DateCalendar] = [:]
  let words: String

  /// All languages, those of one script in the order in which their words are preferred.
  static let all: [DateLanguage] = [
    universal, english, french, spanish, portuguese, german, italian, turkish,
    arabic, persian, urdu, hebrew, russian, chinese, japanese, korean,
  ]

  static let byTag: [String: DateLanguage] = Dictionary(
    all.map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
}
