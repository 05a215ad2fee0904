internal import WarraqCore
internal import WarraqModel

/// Kinds of values in feeds, by their names in ``FeedElementTable``.
enum FeedValue {
  /// Whether a text is of a kind.
  static func accepts(_ text: String, as kind: String) -> Bool {
    if kind.contains("/") { return kind.split(separator: "/").contains { text == $0 } }
    if kind.hasPrefix("length-") { return text.count <= Int(kind.dropFirst(7)) ?? 0 }
    return kinds[kind]?(text) ?? true
  }

  /// What a kind is called in messages.
  static func name(_ kind: String) -> String {
    if kind.contains("/") {
      return "one of '" + kind.split(separator: "/").joined(separator: "', '") + "'"
    }
    if kind.hasPrefix("length-") { return "a text of \(kind.dropFirst(7)) characters at most" }
    return names[kind] ?? kind
  }

  private static let kinds: [String: @Sendable (String) -> Bool] = [
    "iri": { JSONFormat.iri.accepts($0) && hasHost($0) },
    "uri": { JSONFormat.uri.accepts($0) && hasHost($0) },
    "ref": { JSONFormat.iriReference.accepts($0) && hasHost($0) },
    "mime": isMediaType,
    "count": { integer($0).map { $0 >= 0 } ?? false },
    "positive": { integer($0).map { 1...Int(Int32.max) ~= $0 } ?? false },
    "integer": { integer($0) != nil },
    "integers": {
      $0.split(separator: ",", omittingEmptySubsequences: false).allSatisfy {
        integer(String($0).trimmed) != nil
      }
    },
    "number": { Double($0).map { $0 >= 0 && $0.isFinite } ?? false },
    "width": { integer($0).map { 1...144 ~= $0 } ?? false },
    "height": { integer($0).map { 1...400 ~= $0 } ?? false },
    "hour": { integer($0).map { 0...24 ~= $0 } ?? false },
    "latitude": { Double($0).map { -90...90 ~= $0 } ?? false },
    "longitude": { Double($0).map { -180...180 ~= $0 } ?? false },
    "language": { text in
      LanguageTag.wellFormed(text)?.lowercased() == text.lowercased()
        && text.prefix { $0 != "-" }.count <= 3
    },
    "contact": isContact,
    "mail": { JSONFormat.email.accepts($0) && $0.contains(".") },
    "rfc3339": { JSONFormat.dateTime.accepts($0) && $0 == $0.uppercased() },
    "w3cdtf": { text in
      NewsDate(iso8601: text).map { $0.precision <= .day || $0.offsetMinutes != nil } ?? false
    },
    "form": { text in
      text.first?.isLetter ?? false
        && text.allSatisfy { $0.isLetter || $0.isNumber || ":_.-".contains($0) }
    },
    "duration": { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      return 1...3 ~= parts.count && parts.allSatisfy { integer(String($0)) ?? -1 >= 0 }
    },
    "npt": { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      return 1...3 ~= parts.count && parts.allSatisfy { Double($0) ?? -1 >= 0 }
    },
    "lower": { $0 == $0.lowercased() && !$0.isEmpty },
    "name": { text in
      !text.isEmpty
        && text.utf8.allSatisfy { byte in
          byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
            || "()+,-.:=@;$_!*'%/?#".utf8.contains(byte)
        }
    },
    "robots": { text in
      text.split(separator: ",").allSatisfy {
        ["robots", "index", "noindex", "follow", "nofollow", "all", "none"].contains($0)
      } && !(text.contains("noindex") && text.split(separator: ",").contains("index"))
    },
    "role": { text in
      let roles = ["request", "example", "related", "correction", "subset", "superset"]
      return roles.contains(text) || text.contains(":")
    },
    "charset": { ["UTF-8", "UTF-16", "US-ASCII"].contains($0.uppercased()) || isKnown($0) },
    "encoded": { text in
      JSONFormat.iriReference.accepts("?" + text.split(separator: " ").joined(separator: "+"))
    },
    "podcast": { podcasts.contains($0) },
    "never": { _ in false },
  ]

  private static let names = [
    "iri": "an absolute address", "uri": "an absolute address in ASCII",
    "ref": "an address", "mime": "a media type", "count": "a whole number",
    "positive": "a whole number above zero", "integer": "a whole number",
    "integers": "whole numbers with commas between them", "number": "a number",
    "width": "a whole number up to 144", "height": "a whole number up to 400",
    "hour": "an hour from 0 to 24", "latitude": "a number from -90 to 90",
    "longitude": "a number from -180 to 180", "language": "a language tag",
    "contact": "an e-mail address with a name in parentheses at most",
    "mail": "an e-mail address", "rfc3339": "a date and time of RFC 3339",
    "w3cdtf": "a date of the W3C's profile of ISO 8601", "form": "a name for a form",
    "duration": "a duration such as 1:02:03", "npt": "a time such as 12:05:35.3",
    "lower": "a word in small letters", "name": "a name without spaces",
    "robots": "what robots are told", "role": "a role", "charset": "a name of an encoding",
    "encoded": "a text in percent-encoding", "podcast": "a category of podcasts",
    "never": "an attribute that is defined here",
  ]

  private static func integer(_ text: String) -> Int? {
    text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2D } ? Int(text) : nil
  }

  /// Whether an address of the web names a host.
  private static func hasHost(_ text: String) -> Bool {
    let start = text.prefix(6).lowercased()
    guard start.hasPrefix("http:") || start == "https:" else { return true }
    let rest = text.drop { $0 != ":" }.dropFirst()
    return rest.hasPrefix("//") && rest.dropFirst(2).first.map { !"/?#:".contains($0) } ?? false
  }

  private static func isMediaType(_ text: String) -> Bool {
    let type = text.prefix { $0 != ";" }
    let parts = type.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "!#$&-^_.+".utf8.contains(byte)
          }
      }
  }

  /// `me@a.example` or `me@a.example (Me)`.
  private static func isContact(_ text: String) -> Bool {
    let address = text.prefix { $0 != " " && $0 != "(" }
    let rest = text.dropFirst(address.count).drop { $0 == " " }
    guard JSONFormat.email.accepts(String(address)), address.contains(".") else { return false }
    return rest.isEmpty || rest.hasPrefix("(") && rest.hasSuffix(")")
  }

  private static func isKnown(_ label: String) -> Bool {
    TextEncoding(label: label) != nil || label.lowercased().hasPrefix("iso-8859-")
      || label.lowercased().hasPrefix("windows-")
  }

  /// The categories of podcasts and those within them, as far as they are one word for everybody.
  private static let podcasts: Set<String> = Set(
    """
    Arts|Books|Design|Fashion & Beauty|Food|Performing Arts|Visual Arts|Business|Careers|\
    Entrepreneurship|Investing|Management|Marketing|Non-Profit|Comedy|Comedy Interviews|Improv|\
    Stand-Up|Education|Courses|How To|Language Learning|Self-Improvement|Fiction|Comedy Fiction|\
    Drama|Science Fiction|Government|History|Health & Fitness|Alternative Health|Fitness|Medicine|\
    Mental Health|Nutrition|Sexuality|Kids & Family|Education for Kids|Parenting|Pets & Animals|\
    Stories for Kids|Leisure|Animation & Manga|Automotive|Aviation|Crafts|Games|Hobbies|\
    Home & Garden|Video Games|Music|Music Commentary|Music History|Music Interviews|News|\
    Business News|Daily News|Entertainment News|News Commentary|Politics|Sports News|Tech News|\
    Religion & Spirituality|Buddhism|Christianity|Hinduism|Islam|Judaism|Religion|Spirituality|\
    Science|Astronomy|Chemistry|Earth Sciences|Life Sciences|Mathematics|Natural Sciences|Nature|\
    Physics|Social Sciences|Society & Culture|Documentary|Personal Journals|Philosophy|\
    Places & Travel|Relationships|Sports|Baseball|Basketball|Cricket|Fantasy Sports|Football|Golf|\
    Hockey|Rugby|Running|Soccer|Swimming|Tennis|Volleyball|Wilderness|Wrestling|Technology|\
    True Crime|TV & Film|After Shows|Film History|Film Interviews|Film Reviews|TV Reviews
    """.split(separator: "|").map(String.init))
}
