public import WarraqCore

/// Checks ninjs 1, 2 and 3: the JSON Schema of the edition, and rules beyond it.
public struct NinjsChecker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of JSON and of ninjs.
  public var rules: [CheckRule] { CheckRule.json + CheckRule.ninjs }

  /// JSON Schema.
  public var schemaLanguage: SchemaLanguage { .json }

  /// Finds items as the reader does.
  public func makeScanner() -> any RecordScanner { JSONDocumentScanner() }

  /// Looks at one item.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let node = CheckedJSON(record, &findings)?.node else { return }
    let edition = NinjsEdition(of: node)
    let choice = schemas.choose(version: edition.version) { name in
      guard name.hasPrefix("ninjs-schema"), name.hasSuffix(".json"),
        SchemaVersion(in: name)?.major == edition.major
      else { return nil }
      return 0
    }
    findings.check(node, against: choice, in: schemas)
    NinjsItemCheck(edition: edition).check(node, isRoot: true, &findings)
  }
}

/// Which edition of ninjs an item is of.
struct NinjsEdition {
  /// 1, 2 or 3.
  var major: Int
  /// What the item states.
  var version: SchemaVersion?

  init(of node: JSONNode) {
    let standard = node["standard"] ?? node["$standard"]
    version = standard?["version"]?.string.flatMap { SchemaVersion(in: $0) }
    major = version?.major ?? Self.shape(of: node)
  }

  /// The edition that the names of the members are of.
  static func shape(of node: JSONNode) -> Int {
    var names = (node.members ?? []).map(\.name)
    // A thing with nothing but renditions shows its edition in them.
    for list in ["renditions", "bodies", "headlines", "descriptions"] {
      for element in node[list]?.elements ?? [] { names += (element.members ?? []).map(\.name) }
    }
    if names.contains(where: { camelCase.contains($0) }) { return 3 }
    let plurals: Set = [
      "headlines", "bodies", "descriptions", "subjects", "people", "organisations", "places",
      "events", "objects", "infosources", "genres", "by",
    ]
    let isPlural = names.contains { plurals.contains($0) }
    let hasLists = ["associations", "renditions"].contains { node[$0]?.elements != nil }
    return isPlural || hasLists ? 2 : 1
  }

  private static let camelCase: Set = [
    "versionCreated", "firstCreated", "contentCreated", "embargoedUntil", "pubStatus", "edNote",
    "infoSources", "usageTerms", "copyrightHolder", "copyrightNotice", "representationType",
    "altIds", "eventDetails", "plannedCoverage", "digitalSourceType", "rightsInfo", "contentType",
    "sizeInBytes", "charCount", "wordCount",
  ]
}

/// Looks at one item and at those in it.
private struct NinjsItemCheck {
  var edition: NinjsEdition

  func check(_ node: JSONNode, isRoot: Bool, _ findings: inout Findings) {
    checkIdentity(node, isRoot: isRoot, &findings)
    if isRoot { checkStandard(node, &findings) }
    for member in node.members ?? [] {
      let value = member.node
      switch member.name {
      case "versioncreated", "versionCreated", "firstcreated", "firstCreated", "contentcreated",
        "contentCreated", "embargoed", "embargoedUntil", "expires":
        checkDate(member, &findings)
      case "urgency":
        if value.integer.map({ 1...9 ~= $0 }) != true {
          findings.report(
            .ninjsUrgency, "the urgency is \(value.excerpt); expected 1 to 9", at: value.offset)
        }
      case "version":
        if value.string == nil {
          findings.report(
            .ninjsVersion, "the version is \(value.excerpt); expected a string", at: value.offset)
        }
      case "language":
        if let tag = value.string, LanguageTag.wellFormed(tag) != tag {
          findings.report(
            .ninjsLanguageTag, "'\(tag)' is not a BCP 47 tag", at: value.offset)
        }
      case "renditions", "associations": checkNames(member, &findings)
      case "subjects", "subject", "people", "person", "organisations", "organisation", "places",
        "place", "events", "event", "objects", "object", "genres", "genre", "infosources",
        "infoSources", "infosource":
        for concept in value.elements ?? [] { checkConcept(concept, &findings) }
      default: break
      }
    }
    for item in items(in: node["associations"]) { check(item, isRoot: false, &findings) }
  }

  private func items(in associations: JSONNode?) -> [JSONNode] {
    associations?.elements ?? associations?.members?.map(\.node) ?? []
  }

  private func checkIdentity(_ node: JSONNode, isRoot: Bool, _ findings: inout Findings) {
    guard let uri = node["uri"] else {
      if isRoot { findings.report(.ninjsNoURI, at: node.offset) }
      return
    }
    guard let text = uri.string else { return }
    if !URISyntax.isURI(text) {
      let rule: CheckRule =
        URISyntax.isURI(text, international: true) ? .ninjsURINotEncoded : .ninjsURINotURI
      findings.report(rule, "\(rule.summary): \(uri.excerpt)", at: uri.offset)
    }
    guard isRoot else { return }
    let version = node["version"]?.string ?? ""
    findings.define(
      text + " " + version, in: "uri", .ninjsURIRepeated,
      "another item of the input has the uri '\(text)' and the same version", at: uri.offset)
  }

  private func checkStandard(_ node: JSONNode, _ findings: inout Findings) {
    guard let version = edition.version else {
      if edition.major > 1 { findings.report(.ninjsNoStandard, at: node.offset) }
      return
    }
    let shape = NinjsEdition.shape(of: node)
    if shape != version.major, shape > version.major || version.major == 3 && node.hasOldDates {
      findings.report(
        .ninjsStandardVersion,
        "the item says ninjs \(version), but its members are those of ninjs \(max(shape, 1))",
        at: (node["standard"] ?? node["$standard"] ?? node).offset)
    }
  }

  private func checkDate(_ member: JSONNode.Member, _ findings: inout Findings) {
    guard let text = member.node.string, !JSONFormat.dateTime.accepts(text) else { return }
    findings.report(
      .ninjsDateTime,
      "'\(text)' in '\(member.name)' is no date and time such as 2024-05-01T10:00:00+03:00",
      at: member.node.offset)
  }

  private func checkNames(_ member: JSONNode.Member, _ findings: inout Findings) {
    var seen: Set<String> = []
    for element in member.node.elements ?? [] {
      guard let name = element["name"], let text = name.string else { continue }
      if !seen.insert(text).inserted {
        findings.report(
          .ninjsNameRepeated, "the name '\(text)' occurs more than once in '\(member.name)'",
          at: name.offset)
      }
    }
  }

  private func checkConcept(_ concept: JSONNode, _ findings: inout Findings) {
    guard let uri = concept["uri"], let text = uri.string else { return }
    if URISyntax.isURI(text, international: true), !URISyntax.isURI(text) {
      findings.report(
        .ninjsURINotEncoded, "\(CheckRule.ninjsURINotEncoded.summary): \(uri.excerpt)",
        at: uri.offset)
    }
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      !text[colon...].hasPrefix("://"), IPTCAliases.names.contains(String(text[..<colon]))
    else { return }
    findings.report(
      .ninjsQCode, "'\(text)' is a QCode of NewsML-G2, not a URI; write the whole URI",
      at: uri.offset)
  }
}

extension JSONNode {
  fileprivate var hasOldDates: Bool { self["versioncreated"] != nil || self["firstcreated"] != nil }
}

/// Aliases of IPTC vocabularies that ninjs is known to be sent with.
private enum IPTCAliases {
  static let names: Set = [
    "subj", "medtop", "genre", "ninat", "cpnat", "stat", "nprov", "prov", "drol", "cpprole",
  ]
}
