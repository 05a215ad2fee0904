internal import WarraqMarkup

/// Names of the standard and what its types ask for.
enum NewsMLG2 {
  static let namespace = "\(namespaceLiteral)"
  static var namespaceLiteral: StaticString { "http://iptc.org/std/nar/2006-10-01/" }

  /// IPTC catalog 41, which declares every alias that is written.
  static var catalog: StaticString {
    "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
  }

  /// IRIs of roles and relations that the IPTC has no code for.
  static let roles = "urn:warraq:role:"
  static let relations = "urn:warraq:relation:"

  /// The IRI that an identifier that is none is put into.
  static let identifiers = "urn:warraq:id:"

  /// The namespace of attributes that say what the types of the standard cannot.
  static let extensions = "urn:warraq:extension"

  /// Why a property is there that the standard wants and the story does not have (`@whyuri`).
  static let isDefault = "\(isDefaultLiteral)"
  static var isDefaultLiteral: StaticString { "urn:warraq:default" }

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

  /// The kind of a concept type (IPTC NewsCodes `cpnature`).
  static func kind(ofNature nature: String) -> Concept.Kind? {
    switch nature {
    case "abstract": .subject
    case "person": .person
    case "organisation", "organization": .organization
    case "geoArea", "poi", "place": .place
    case "event": .event
    case "object": .object
    case "genre": .genre
    default: nil
    }
  }

  /// The kind of media of a news item nature (IPTC NewsCodes `ninature`).
  static func kind(ofMedia nature: String) -> Asset.Kind? {
    switch nature {
    case "picture": .picture
    case "graphic": .graphic
    case "video", "animated": .video
    case "audio": .audio
    case "document": .document
    default: nil
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

  /// Whether a news item nature (IPTC NewsCodes `ninature`) is one that a `newsItem` may have.
  static func isSimpleNature(_ nature: String) -> Bool {
    nature == "text" || kind(ofMedia: nature) != nil && nature != "document"
  }

  /// Purposes of renditions that the IPTC has a code for (NewsCodes `rendition`).
  static let renditions: Set<String> = ["highRes", "preview", "thumbnail", "web"]

  /// How a package is related to what it packs, and to the pictures among that.
  static let packagedRelation = "hasPart"
  static let mediaRelation = "hasMedia"

  /// What the identifiers of a package's groups start with: an `xs:ID` starts with a letter.
  static func groupPrefix(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return "g" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The kind of media of a rendition, by its content type, else by the nature of its item, else by
  /// the name of its file.
  static func kind(ofContent type: String?, nature: String?, at href: String?) -> Asset.Kind {
    let found = Asset.Kind(
      mediaType: type, address: nil, place: nature.flatMap { kind(ofMedia: $0) })
    return found ?? (type == nil ? href.flatMap { Asset.Kind(fileName: $0) } : nil) ?? .document
  }

  // MARK: Dates

  /// A date as `xs:date`, `xs:dateTime`, `xs:gYearMonth` or `xs:gYear` says it, `nil` when it is
  /// not resolved.
  ///
  /// The precision stays, except that a time of day gets its seconds; a zone that is not known
  /// stays unknown.
  static func truncated(_ date: NewsDate?) -> NewsDate? {
    guard var date, date.isResolved else { return nil }
    date = date.withXMLZone
    guard date.precision >= .minute else { return date }
    return NewsDate(
      year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
      second: date.second, nanosecond: date.nanosecond, fractionDigits: date.fractionDigits,
      offsetMinutes: date.offsetMinutes)
  }
}

extension String {
  /// Whether there is nothing to see in it.
  var isBlank: Bool { utf8.allSatisfy { $0 <= 0x20 } }
}
