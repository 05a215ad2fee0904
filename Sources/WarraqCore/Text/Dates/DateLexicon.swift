/// The words of the languages of one script, by folded key.
///
/// A lexicon is built from the tables of ``DateLanguage`` when the first word of its script is
/// looked up.
struct DateLexicon: Sendable {
  private struct Entry: Hashable, Sendable {
    let language: String
    let region: String
    let sense: DateSense
  }

  private var entries: [String: [Entry]] = [:]

  /// The senses of a key, those of the hinted region and language first.
  func senses(of key: String, hint: DateHint) -> [DateSense] {
    guard let found = entries[key] else { return [] }
    var regional: [DateSense] = []
    var own: [DateSense] = []
    var other: [DateSense] = []
    for entry in found {
      if !entry.region.isEmpty {
        if entry.region == hint.region { regional.append(entry.sense) }
      } else if entry.language == hint.language {
        own.append(entry.sense)
      } else {
        other.append(entry.sense)
      }
    }
    return regional + own + other
  }

  /// The lexicon of the script that a key is written in.
  static func of(_ key: String) -> DateLexicon {
    switch key.unicodeScalars.first?.value ?? 0 {
    case 0..<0x370: latin
    case 0x400..<0x530: cyrillic
    case 0x590..<0x600: hebrew
    case 0x600..<0x780, 0x8A0..<0x900: arabic
    default: eastAsian
    }
  }

  private static let latin = DateLexicon(.latin)
  private static let arabic = DateLexicon(.arabic)
  private static let hebrew = DateLexicon(.hebrew)
  private static let cyrillic = DateLexicon(.cyrillic)
  private static let eastAsian = DateLexicon(.eastAsian)

  private init(_ script: DateLanguage.Script) {
    for language in DateLanguage.all where language.script == script { add(language) }
  }

  /// Reads the lines of a language in one pass over its scalars.
  private mutating func add(_ language: DateLanguage) {
    var prefixes: [String] = []
    var key = ""
    var region = ""
    var isKey = true
    var slot = 0
    var name = ""
    var value: String?
    for scalar in language.words.unicodeScalars {
      if isKey {
        switch scalar {
        case ":": isKey = false
        case "-": region = "-"
        case "\n": break
        default:
          if region.isEmpty {
            key.unicodeScalars.append(scalar)
          } else {
            region.unicodeScalars.append(scalar)
          }
        }
        continue
      }
      switch scalar {
      case ",", "|", "\n":
        add(name, key, slot, value, region, language, &prefixes)
        name.removeAll(keepingCapacity: true)
        value = nil
        if scalar == "|" { slot += 1 }
        if scalar == "\n" {
          isKey = true
          slot = 0
          key = ""
          region = ""
        }
      case "=": value = ""
      default:
        if value != nil {
          if scalar != " " { value?.unicodeScalars.append(scalar) }
        } else if let folded = DateFolding.fold(scalar),
          folded.isDateLetter || folded.dateDigit != nil
        {
          name.unicodeScalars.append(folded)
        }
      }
    }
    add(name, key, slot, value, region, language, &prefixes)
  }

  private mutating func add(
    _ name: String, _ key: String, _ slot: Int, _ value: String?, _ region: String,
    _ language: DateLanguage, _ prefixes: inout [String]
  ) {
    guard !name.isEmpty else { return }
    if key == "prefix" { return prefixes.append(name) }
    guard let sense = Self.sense(key, slot: slot, value: value) else { return }
    let entry = Entry(language: language.tag, region: String(region.dropFirst()), sense: sense)
    add(name, entry)
    switch sense {
    case .month, .weekday: for prefix in prefixes { add(prefix + name, entry) }
    default: break
    }
  }

  private mutating func add(_ name: String, _ entry: Entry) {
    if entries[name]?.contains(entry) != true { entries[name, default: []].append(entry) }
  }

  private static let spans: [DateUnit] = [.second, .minute, .hour, .day, .week, .month, .year]
  private static let clock: [DateUnit] = [.hour, .minute, .second]
  private static let fields: [DateUnit] = [.year, .month, .day]

  private static func sense(_ key: String, slot: Int, value: String?) -> DateSense? {
    func unit(_ units: [DateUnit]) -> DateUnit? { slot < units.count ? units[slot] : nil }
    let number = value.flatMap { Int($0) }
    switch key {
    case "months": return .month(.gregorian, slot + 1)
    case "islamic": return .month(.islamic, slot + 1)
    case "persian": return .month(.persian, slot + 1)
    case "hebrew":
      return .month(.hebrew, slot + 1)
    case "weekdays": return .weekday(slot + 1)
    case "am": return .dayPeriod(isAfternoon: false)
    case "pm": return .dayPeriod(isAfternoon: true)
    case "zones":
      let parts = (value ?? "").split(separator: "@")
      return .zone(
        parts.first.flatMap { Int($0) }, since: parts.count > 1 ? Int(parts[1]) ?? .min : .min)
    case "filler": return .filler
    case "label": return .label
    case "same": return .corresponding
    case "ordinal": return .ordinal
    case "calendars":
      return value.flatMap { DateCalendar(rawValue: $0) }.map {
        .calendar($0)
      }
    case "clock": return unit(clock).map { .clock($0) }
    case "fields": return unit(fields).map { .field($0) }
    case "eras":
      let parts = (value ?? "").split(separator: ".")
      guard parts.count == 2, let first = Int(parts[0]), let last = Int(parts[1]) else {
        return nil
      }
      return .era(first: first, last: last)
    case "spans": return unit(spans).map { .duration($0, 1) }
    case "duals": return unit(spans).map { .duration($0, 2) }
    case "ago": return .ago
    case "ahead": return .ahead
    case "now": return .now
    case "last": return .last
    case "next": return .next
    case "days": return number.map { .relativeDay($0) }
    case "counts": return number.map { .count($0) }
    case "ordinals": return number.map { .dayNumber($0) }
    default: return nil
    }
  }
}
