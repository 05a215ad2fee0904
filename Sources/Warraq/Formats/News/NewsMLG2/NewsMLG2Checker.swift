internal import WarraqMarkup
internal import WarraqXML

/// Checks NewsML-G2: well-formedness, the schema of the version that the document states, and
/// `CheckRule.newsML`.
///
/// Each item of a message is looked at by itself, as by the reader.
public struct NewsMLG2Checker: FormatChecker {
  /// Makes a checker.
  public init() {}

  /// Rules of XML and of NewsML-G2.
  public var rules: [CheckRule] { CheckRule.xml + CheckRule.newsML }

  /// `false`: a document says itself how it is encoded.
  public var readsText: Bool { false }

  /// XML Schema and its kin.
  public var schemaLanguage: SchemaLanguage { .xml }

  /// Finds the items of a message.
  public func makeScanner() -> any RecordScanner {
    HeadCheckingScanner(
      XMLItemScanner(lists: [.init(["newsMessage", "itemSet"])]) { root in
        var catalogs = NewsMLG2Catalogs()
        catalogs.add(from: root)
        for child in root.children where child.isNamed("header") { catalogs.add(from: child) }
        var head = CheckedHead(catalogs)
        for child in root.children where child.isNamed("header") {
          if let sent = child.first("sent") { head.checkSent(sent) }
        }
        return head
      })
  }

  /// Checks the document against the schema of its version.
  public func makeWatcher(
    file: String, schemas: Schemas, limits: Limits
  ) -> (any InputWatcher)? {
    XMLFormatWatcher(file: file, schemas: schemas, limits: limits) { sample, schemas in
      let version = sample.attribute("standardversion").flatMap { SchemaVersion(in: $0) }
      return schemas.choose(version: version) { name in
        guard name.hasPrefix("newsml-g2"), name.hasSuffix(".xsd"), !name.contains("core") else {
          return nil
        }
        // A body in NITF is better checked than not.
        return name.contains("nitf") ? 1 : 0
      }
    } onFinish: { outline in
      guard let message = outline["newsMessage"],
        !outline.items.contains(where: { $0.path.hasPrefix("newsMessage/itemSet/") })
      else { return [] }
      return [
        Diagnostic(.newsMLNoItems, at: SourceLocation(file: file, line: message.line))
      ]
    }
  }

  /// Looks at one item.
  public func check(_ record: Record, schemas: Schemas, into findings: inout Findings) {
    guard let checked = CheckedRecord(record, &findings) else { return }
    let preamble = record.preamble as? XMLPreamble
    let head = preamble?.head as? CheckedHead
    var item = NewsMLG2ItemCheck(
      checked, catalogs: head?.info as? NewsMLG2Catalogs ?? NewsMLG2Catalogs(),
      isInMessage: (preamble?.depth ?? 0) > 0, findings)
    item.check()
    findings = item.findings
  }
}

extension CheckedHead {
  fileprivate mutating func checkSent(_ sent: XMLTree.Element) {
    switch XSDate(sent.rawText) {
    case .dateTime(hasZone: true): break
    case .dateTime(hasZone: false):
      report(.newsMLNoZone, "'\(sent.rawText)' in sent has no zone", at: sent)
    default: report(.newsMLDateTime, "'\(sent.rawText)' in sent is no date and time", at: sent)
    }
  }
}

/// Looks at one item.
private struct NewsMLG2ItemCheck {
  var findings: Findings
  private let record: CheckedRecord
  private let root: XMLTree.Element
  private var catalogs: NewsMLG2Catalogs
  private let isInMessage: Bool
  private var hasQCodes = false
  private var groups: Set<String> = []
  private var undeclared: Set<String> = []

  init(
    _ record: CheckedRecord, catalogs: NewsMLG2Catalogs, isInMessage: Bool, _ findings: Findings
  ) {
    self.record = record
    root = record.tree.root
    self.catalogs = catalogs
    self.isInMessage = isInMessage
    self.findings = findings
  }

  private mutating func report(
    _ rule: CheckRule, _ text: String? = nil, at element: XMLTree.Element
  ) {
    findings.report(rule, text, at: record.offset(element))
  }

  mutating func check() {
    switch root.name {
    case "newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem":
      break
    // What the aliases of QCodes mean, in a document of its own.
    case "catalog" where !isInMessage: return
    default:
      return report(
        .newsMLUnknownRoot, "expected an item of NewsML-G2, found '\(root.name)'", at: root)
    }
    catalogs.add(from: root)
    checkIdentity()
    checkLanguage()
    checkItemMeta()
    checkContentMeta()
    for set in root.children where set.isNamed("contentSet") {
      for content in set.children where content.isNamed("inlineXML") {
        checkInline(content)
        for body in content.children { checkLanguages(in: body) }
      }
    }
    collectGroups()
    checkElements()
    checkCatalogs()
  }

  // MARK: The item

  private mutating func checkIdentity() {
    // White space around numbers says nothing (XML Schema, part 2, 4.3.6).
    let version = root["version"]?.trimmed
    if let version, !Self.isPositive(version) {
      report(.newsMLVersion, "the version is '\(version)'; it is counted from 1", at: root)
    }
    if root["standard"] != "NewsML-G2" {
      report(.newsMLStandard, "'standard' is not 'NewsML-G2'", at: root)
    } else if !Self.isVersion(root["standardversion"] ?? "") {
      report(.newsMLStandard, "'standardversion' is no version such as '2.35'", at: root)
    }
    guard let guid = root["guid"], !guid.isBlank else { return report(.newsMLNoGuid, at: root) }
    if !URISyntax.isURI(guid, international: true) {
      report(.newsMLGuidNotIRI, "the guid '\(guid)' is no IRI", at: root)
    } else if let version, version != "1" || guid.hasSuffix("-v1"),
      guid.hasSuffix(":" + version) || guid.hasSuffix("-v" + version)
    {
      report(
        .newsMLGuidWithVersion,
        "the guid '\(guid)' ends in the version; all versions have one guid",
        at: root)
    }
    let offset = record.offset(root)
    findings.define(
      guid + " " + (version ?? "1"), in: "guid and version", .newsMLGuidRepeated,
      "another item of the document has the guid '\(guid)' and the version \(version ?? "1")",
      at: offset)
    findings.mention(guid, in: "guid")
  }

  private mutating func checkLanguage() {
    guard let language = root["xml:lang"] else { return report(.newsMLNoLanguage, at: root) }
    if TextDirection(language: language) == .rightToLeft, root["dir"] == nil {
      report(
        .newsMLNoDirection,
        "the item is in '\(language)', which is written from right to left, "
          + "without dir=\"rtl\"", at: root)
    }
  }

  private mutating func checkItemMeta() {
    guard let meta = root.first("itemMeta") else {
      report(.newsMLNoItemClass, at: root)
      report(.newsMLNoProvider, at: root)
      return report(.newsMLNoVersionCreated, at: root)
    }
    if meta.first("itemClass") == nil { report(.newsMLNoItemClass, at: meta) }
    if let provider = meta.first("provider") {
      let isNamed =
        provider["qcode"] != nil || provider["uri"] != nil || provider["literal"] != nil
        || provider.first("name")?.nonEmptyText != nil
      if !isNamed { report(.newsMLEmptyProvider, at: provider) }
    } else {
      report(.newsMLNoProvider, at: meta)
    }
    if meta.first("versionCreated") == nil { report(.newsMLNoVersionCreated, at: meta) }
    guard let status = meta.first("pubStatus") else { return report(.newsMLNoPubStatus, at: meta) }
    let codes = ["stat:usable", "stat:withheld", "stat:canceled"]
    if let code = status["qcode"], code.hasPrefix("stat:"), !codes.contains(code) {
      report(
        .newsMLPubStatus,
        "'\(code)' is no publishing status; they are \(codes.joined(separator: ", "))",
        at: status)
    }
  }

  private mutating func checkContentMeta() {
    let isText = root.first("itemMeta")?.first("itemClass")?["qcode"] == "ninat:text"
    guard root.isNamed("newsItem"), isText, let meta = root.first("contentMeta") else { return }
    if meta.first("headline")?.nonEmptyText == nil { report(.newsMLNoHeadline, at: meta) }
    if meta.first("language") == nil { report(.newsMLNoContentLanguage, at: meta) }
  }

  // MARK: The body

  private mutating func checkInline(_ content: XMLTree.Element) {
    let children = content.children.map { $0 }
    guard !children.isEmpty || content.hasOwnText else {
      return report(.newsMLEmptyInlineXML, at: content)
    }
    guard children.count == 1, let body = children.first, !content.hasOwnText else {
      let elements = children.count == 1 ? "1 element" : "\(children.count) elements"
      let text = content.hasOwnText ? "\(elements) and text" : elements
      return report(.newsMLInlineXML, "inlineXML holds \(text); expected one element", at: content)
    }
    let type = (content["contenttype"] ?? "").lowercased()
    switch body.name.lowercased() {
    case "html":
      checkNamespace(body, ["http://www.w3.org/1999/xhtml"])
      checkType(type, content, ["application/xhtml+xml", "text/html"])
      checkDirection(of: body, in: content)
    case "nitf":
      checkNamespace(body, ["http://iptc.org/std/NITF/2006-10-18/"])
      checkType(
        type, content,
        ["application/nitf+xml", "text/vnd.iptc.nitf", "application/vnd.iptc.nitf+xml"])
    default:
      // A set of events is in the namespace of NewsML-G2 by right.
      if body.namespace == nil || body.namespace == NewsMLG2.namespace && body.name != "events" {
        report(
          .newsMLBodyNamespace,
          body.namespace == nil
            ? "'\(body.name)' in inlineXML is in no namespace"
            : "'\(body.name)' in inlineXML is in the namespace of NewsML-G2", at: body)
      }
    }
  }

  private mutating func checkNamespace(_ body: XMLTree.Element, _ expected: [String]) {
    guard !expected.contains(body.namespace ?? "") else { return }
    let found =
      switch body.namespace {
      case nil: "no namespace"
      case NewsMLG2.namespace: "the namespace of NewsML-G2"
      case let other?: "the namespace '\(other)'"
      }
    report(
      .newsMLBodyNamespace, "'\(body.name)' is in \(found); expected '\(expected[0])'", at: body)
  }

  private mutating func checkType(
    _ type: String, _ content: XMLTree.Element, _ expected: [String]
  ) {
    let bare = type.prefix { $0 != ";" && $0 != " " }
    guard !type.isEmpty, !expected.contains(String(bare)) else { return }
    report(
      .newsMLContentType, "the content type is '\(type)'; expected '\(expected[0])'", at: content)
  }

  private mutating func checkDirection(of html: XMLTree.Element, in content: XMLTree.Element) {
    let language =
      html["xml:lang"] ?? html["lang"] ?? content["xml:lang"]
      ?? root.first("contentMeta")?.first("language")?["tag"] ?? root["xml:lang"]
    guard let language, TextDirection(language: language) == .rightToLeft else { return }
    let body = html.first("body")
    guard html["dir"] == nil, body?["dir"] == nil else { return }
    var children = body?.children ?? html.children
    if let first = children.next(), first["dir"] != nil { return }
    report(
      .newsMLBodyNoDirection,
      "the body is in '\(language)', which is written from right to left, "
        + "without dir=\"rtl\"", at: html)
  }

  // MARK: Every element

  private mutating func collectGroups() {
    guard let set = root.first("groupSet") else { return }
    for group in set.children where group.isNamed("group") {
      if let id = group["id"] { groups.insert(id) }
    }
    if let root = set["root"], !groups.contains(root) {
      report(.newsMLGroupRoot, "no group has the id '\(root)' that the groupSet names", at: set)
    }
  }

  private mutating func checkElements() {
    let isPower = root["conformance"] == "power"
    var powerName: XMLTree.Element?
    var elements: [XMLTree.Element] = []
    // Bodies are in other namespaces and have rules of their own.
    Self.collect(root, into: &elements)
    for element in elements {
      if !isPower, powerName == nil, Self.powerElements.contains(element.name) {
        powerName = element
      }
      if let id = element["id"] {
        findings.define(
          id, in: "id", .newsMLDuplicateID, "another element of the document has the id '\(id)'",
          at: record.offset(element))
      }
      for language in [element["xml:lang"], element.isNamed("language") ? element["tag"] : nil] {
        guard let language, !language.isEmpty, !Self.isLanguage(language) else { continue }
        report(.newsMLLanguageTag, "'\(language)' is not a BCP 47 tag", at: element)
      }
      checkValues(element)
      checkCodes(element)
      checkDate(element)
      checkReference(element)
      if element.isNamed("urgency"), Int(element.text.trimmed).map({ 1...9 ~= $0 }) != true {
        report(.newsMLUrgency, "the urgency is '\(element.rawText)'; expected 1 to 9", at: element)
      }
    }
    if let powerName {
      report(
        .newsMLConformance,
        "'\(powerName.name)' is not in Core, but the item does not say "
          + "conformance=\"power\"", at: powerName)
    }
  }

  /// Values whose form the schema says and no other rule looks at.
  private mutating func checkValues(_ element: XMLTree.Element) {
    guard element.namespace == NewsMLG2.namespace else { return }
    if let id = element["id"], !Self.isName(id) {
      report(.newsMLName, "the id '\(id)' is no name of XML", at: element)
    }
    if let direction = element["dir"], TextDirection(rawValue: direction) == nil {
      report(.newsMLDirection, "dir is '\(direction)'; expected ltr or rtl", at: element)
    }
    if Self.isOneLine(element.name), element.rawText.utf8.contains(where: { $0 < 0x20 }) {
      report(.newsMLSlugline, "\(element.name) holds a tab or a line end", at: element)
    }
    if let href = element["href"], !URISyntax.isReference(href.trimmed) {
      report(.newsMLAddress, "'\(href)' is no IRI", at: element)
    }
  }

  /// Whether the schema has one line in an element: its type is `g2normalizedString`.
  private static func isOneLine(_ name: String) -> Bool {
    switch name {
    case "slugline", "keyword", "name", "creditline", "fileName", "generator", "profile",
      "postalCode":
      true
    default: false
    }
  }

  /// Looks at the languages of a body, which the schema looks at too.
  private mutating func checkLanguages(in body: XMLTree.Element) {
    var pending = [body]
    while let element = pending.popLast() {
      if let language = element["xml:lang"], !language.isEmpty, !Self.isLanguage(language) {
        report(.newsMLLanguageTag, "'\(language)' is not a BCP 47 tag", at: element)
      }
      pending += element.children.reversed()
    }
  }

  /// Whether a text is a name without a colon (Namespaces in XML 1.0, NCName), as far as ASCII tells.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first >= 0x80 || first == 0x5F || (first | 0x20) &- 0x61 < 26
    else { return false }
    return text.utf8.allSatisfy { byte in
      byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
        || byte == 0x2D || byte == 0x2E
    }
  }

  private static func collect(_ element: XMLTree.Element, into elements: inout [XMLTree.Element]) {
    elements.append(element)
    if element.isNamed("inlineXML") { return }
    for child in element.children { collect(child, into: &elements) }
  }

  private static let codeAttributes: [StaticString] = [
    "qcode", "role", "rel", "rendition", "jobtitle", "environment", "type", "creator", "how", "why",
  ]

  private mutating func checkCodes(_ element: XMLTree.Element) {
    for name in Self.codeAttributes {
      guard let value = element[name], element.namespace == NewsMLG2.namespace else { continue }
      // Roles and environments are lists.
      let codes = value.utf8.split { $0 <= 0x20 }
      let isList = name.description == "role" || name.description == "environment"
      if codes.isEmpty || codes.count > 1 && !isList {
        report(.newsMLQCode, "'\(value)' in '\(name)' is no QCode", at: element)
        continue
      }
      for code in codes {
        let text = String(Substring(code))
        guard let colon = code.firstIndex(of: UInt8(ascii: ":")), colon > code.startIndex,
          code.index(after: colon) < code.endIndex
        else {
          report(
            .newsMLQCode, "'\(text)' in '\(name)' is no QCode; expected an alias, ':' and a code",
            at: element)
          continue
        }
        hasQCodes = true
        let alias = String(Substring(code[..<colon]))
        if catalogs.isComplete, !catalogs.declares(alias), undeclared.insert(alias).inserted {
          report(
            .newsMLUndeclaredAlias, "no catalog declares the alias '\(alias)' of '\(text)'",
            at: element)
        }
      }
    }
  }

  private mutating func checkDate(_ element: XMLTree.Element) {
    let isDateTime: Bool
    switch element.name {
    case "versionCreated", "firstCreated", "embargoed": isDateTime = true
    case "contentCreated", "contentModified", "expires": isDateTime = false
    default: return
    }
    let text = element.text
    if element.isNamed("embargoed"), text.isBlank {
      // Without an end it is empty; white space is neither nothing nor a date.
      if !element.rawText.isEmpty {
        report(.newsMLDateTime, "embargoed holds nothing but white space", at: element)
      }
      return
    }
    if text != element.rawText {
      report(.newsMLPaddedDate, "there is space around the date in \(element.name)", at: element)
    }
    switch XSDate(text) {
    case .dateTime(hasZone: true): return
    case .dateTime(hasZone: false):
      report(
        isDateTime ? .newsMLNoZone : .newsMLNoContentZone,
        "'\(text)' in \(element.name) has no zone", at: element)
    case .year(let year) where year > 9999 && !isDateTime:
      report(
        .newsMLBasicDate,
        "'\(text)' in \(element.name) is the year \(year); write the date with hyphens",
        at: element)
    case .date, .month, .year:
      guard isDateTime else { return }
      fallthrough
    case nil:
      report(
        .newsMLDateTime,
        "'\(text)' in \(element.name) is not a date \(isDateTime ? "and time " : "")such as "
          + "2024-05-01T10:00:00+03:00", at: element)
    }
  }

  private mutating func checkReference(_ element: XMLTree.Element) {
    switch element.name {
    case "groupRef":
      guard let id = element["idref"], !groups.contains(id) else { return }
      report(.newsMLGroupRef, "no group has the id '\(id)'", at: element)
    case "itemRef":
      guard isInMessage, let guid = element["residref"] else { return }
      findings.refer(
        to: guid, in: "guid", .newsMLDanglingReference,
        "the message has no item '\(guid)' to which the package refers", at: record.offset(element))
    default: break
    }
  }

  private mutating func checkCatalogs() {
    if hasQCodes, catalogs.isEmpty { report(.newsMLNoCatalog, at: root) }
    for child in root.children where child.isNamed("catalogRef") {
      guard let href = child["href"], !IPTCCatalog.isCatalog(href) else { continue }
      report(.newsMLUnknownCatalog, "the catalog '\(href)' is not known here", at: child)
    }
  }

  // MARK: Values

  private static func isPositive(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "+") }
    return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
      && digits.contains { $0 != UInt8(ascii: "0") }
  }

  private static func isVersion(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- 0x30 < 10 } }
  }

  private static func isLanguage(_ tag: String) -> Bool { LanguageTag.wellFormed(tag) == tag }

  /// Elements that the Core schema of 2.24, the last one, does not have.
  private static let powerElements: Set = [
    "altLoc", "altRep", "assert", "assignedTo", "bag", "bit", "conceptExtProperty",
    "contentMetaExtProperty", "dataMining", "derivedFrom", "derivedFromValue",
    "digitalSourceType", "exclAudience", "facetConcept", "generator", "groupExtProperty",
    "headerExtProperty", "incomingFeedId", "inlineRef", "instanceOf", "itemMetaExtProperty",
    "mainConcept", "memberOf", "metadataCreator", "newsContentCharacteristics",
    "newsCoverageExtProperty", "newsCoverageStatus", "origRep", "partMeta", "partMetaExtProperty",
    "planningExtProperty", "profile", "pubHistory", "rating", "remoteContentExtProperty",
    "rightsExpressionData", "rightsExpressionXML", "rightsInfoExtProperty", "ruby", "signal",
    "userInteraction",
  ]
}
