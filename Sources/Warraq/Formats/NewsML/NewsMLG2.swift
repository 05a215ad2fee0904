internal import WarraqXML

/// Names of the standard and what its types ask for.
enum NewsMLG2 {
  static let namespace = "http://iptc.org/std/nar/2006-10-01/"

  /// IPTC catalog 41, which declares every alias that is written.
  static let catalog = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"

  /// IRIs of roles and relations that the IPTC has no code for.
  static let roles = "urn:warraq:role:"
  static let relations = "urn:warraq:relation:"

  /// Vocabularies of catalog 41 whose concepts are written as QCodes, the rest as IRIs.
  private static let vocabularies: [(scheme: String, alias: String)] = [
    ("http://cv.iptc.org/newscodes/mediatopic/", "medtop"),
    ("http://cv.iptc.org/newscodes/subjectcode/", "subj"),
    ("http://cv.iptc.org/newscodes/genre/", "genre"),
    ("http://cv.iptc.org/newscodes/productgenre/", "prodgenre"),
    ("http://cv.iptc.org/newscodes/worldregion/", "wldreg"),
    ("http://cvx.iptc.org/iso3166-1a2/", "iso3166-1a2"),
    ("http://cvx.iptc.org/iso3166-1a3/", "iso3166-1a3"),
    ("http://www.wikidata.org/entity/", "wikidata"),
  ]

  /// The QCode of a concept's IRI, or `nil` where no alias is known for its vocabulary.
  static func qcode(_ iri: String) -> String? {
    for (scheme, alias) in vocabularies where iri.utf8.starts(with: scheme.utf8) {
      let code = iri.utf8.dropFirst(scheme.utf8.count)
      // A QCode has no white space (specification 2.35, QCodeType); an encoded IRI has none.
      if !code.isEmpty { return "\(alias):\(Substring(code))" }
    }
    return nil
  }

  /// The concept type (IPTC NewsCodes `cpnature`) of a kind.
  static func nature(of kind: Concept.Kind) -> String {
    switch kind {
    case .subject, .genre: "cpnat:abstract"
    case .person: "cpnat:person"
    case .organization: "cpnat:organisation"
    case .place: "cpnat:geoArea"
    case .event: "cpnat:event"
    case .object: "cpnat:object"
    }
  }

  /// The news item nature (IPTC NewsCodes `ninature`) of a kind of media.
  static func nature(of kind: Asset.Kind) -> String? {
    switch kind {
    case .picture: "ninat:picture"
    case .graphic: "ninat:graphic"
    case .video: "ninat:video"
    case .audio: "ninat:audio"
    case .document: nil
    }
  }

  // MARK: Dates

  /// A date as `xs:date`, `xs:dateTime`, `xs:gYearMonth` or `xs:gYear` says it, `nil` when it is
  /// not resolved.
  ///
  /// The precision stays, except that a time of day gets its seconds; a zone that is not known
  /// stays unknown.
  static func truncated(_ date: NewsDate?) -> NewsDate? {
    guard var date, date.isResolved else { return nil }
    date.text = nil
    guard date.precision >= .minute else { return date }
    // XML Schema ends zones at 14 hours (part 2, 3.2.7.3).
    if abs(date.offsetMinutes ?? 0) > 840 { date = date.inUTC }
    return NewsDate(
      year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
      second: date.second, nanosecond: date.nanosecond, fractionDigits: date.fractionDigits,
      offsetMinutes: date.offsetMinutes.flatMap { abs($0) > 840 ? nil : $0 })
  }

  /// A resolved date as `xs:dateTime` with a zone, and whether a time or a zone was added to it.
  ///
  /// What is not known becomes the start of the year, month or day, and UTC.
  static func instant(_ date: NewsDate) -> (date: NewsDate, isExact: Bool) {
    let known = truncated(date) ?? date
    if known.precision == .second, known.offsetMinutes != nil { return (known, true) }
    let full = NewsDate(
      year: known.year, month: max(known.month, 1), day: max(known.day, 1), hour: known.hour,
      minute: known.minute, second: known.second, nanosecond: known.nanosecond,
      fractionDigits: known.fractionDigits, offsetMinutes: known.zone ?? 0)
    return (full ?? known, false)
  }

  /// Whether a date needs nothing added to be an instant.
  static func isInstant(_ date: NewsDate) -> Bool {
    date.precision >= .minute && date.offsetMinutes != nil
  }
}

extension NewsDate {
  /// The offset where XML Schema can say it.
  fileprivate var zone: Int? { offsetMinutes.flatMap { abs($0) > 840 ? nil : $0 } }
}

extension String {
  /// Whether there is nothing to see in it.
  var isBlank: Bool { utf8.allSatisfy { $0 <= 0x20 } }
}
