/// What a checker finds in one record.
///
/// Places are offsets in the record while it is looked at; lines and columns are counted once, at
/// the end.
public struct Findings: Sendable {
  /// What a name in a record is to those in others.
  struct Claim: Sendable {
    enum Kind: Sendable {
      /// Nothing else may have it.
      case definition
      /// It is here, and may be elsewhere too.
      case mention
      /// Something should have it.
      case reference
    }

    var kind: Kind
    /// The rule that is broken; a mention breaks none.
    var rule: CheckRule?
    /// Names of different spaces do not meet.
    var space: String
    var name: String
    var text: String
    var location: SourceLocation
  }

  private struct Item {
    var severity: Diagnostic.Severity
    var message: Diagnostic.Message
    var offset: Int
  }

  /// What no record may exceed.
  public let limits: Limits
  private let record: Record
  private var items: [Item] = []
  private var claims: [(offset: Int, claim: Claim)] = []
  private var placed: [Diagnostic] = []
  /// The schema that the record was checked against, `nil` for none.
  package var schemaPath: String?

  /// Starts with nothing found.
  public init(in record: Record, limits: Limits = Limits()) {
    self.record = record
    self.limits = limits
  }

  /// Notes a breach of a rule.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - text: what is wrong in this case; the rule's summary by default.
  ///   - offset: where, counted from the start of the record.
  public mutating func report(_ rule: CheckRule, _ text: String? = nil, at offset: Int = 0) {
    items.append(
      Item(
        severity: rule.severity,
        message: Diagnostic.Message(id: rule.id, text: text ?? rule.summary), offset: offset))
  }

  /// Notes a breach of a rule at a place that is no part of the record's bytes.
  package mutating func report(_ rule: CheckRule, _ text: String?, in location: SourceLocation) {
    placed.append(
      Diagnostic(
        rule.severity, Diagnostic.Message(id: rule.id, text: text ?? rule.summary), at: location))
  }

  /// Notes what was found elsewhere.
  package mutating func report(_ diagnostic: Diagnostic) {
    placed.append(diagnostic)
  }

  /// Claims a name that no other record, and nothing else in this one, may have.
  package mutating func define(
    _ name: String, in space: String, _ rule: CheckRule, _ text: String, at offset: Int
  ) {
    claim(.definition, name, space, rule, text, offset)
  }

  /// Notes a name that references may look for.
  package mutating func mention(_ name: String, in space: String) {
    claim(.mention, name, space, nil, "", 0)
  }

  /// Notes a name that something in the document should have.
  package mutating func refer(
    to name: String, in space: String, _ rule: CheckRule, _ text: String, at offset: Int
  ) {
    claim(.reference, name, space, rule, text, offset)
  }

  private mutating func claim(
    _ kind: Claim.Kind, _ name: String, _ space: String, _ rule: CheckRule?, _ text: String,
    _ offset: Int
  ) {
    claims.append(
      (
        offset,
        Claim(
          kind: kind, rule: rule, space: space, name: name, text: text, location: record.location)
      ))
  }

  /// What was found, with lines and columns, and the claims.
  func settled() -> (diagnostics: [Diagnostic], claims: [Claim]) {
    let offsets = (items.map(\.offset) + claims.map(\.offset)).sorted()
    // Each place is counted from the one before: each from the start would be quadratic.
    var places: [Int: SourceLocation] = [:]
    var rest = record
    var counted = 0
    for offset in offsets where places[offset] == nil {
      let location = rest.location(ofByte: offset - counted)
      places[offset] = location
      rest.bytes = rest.bytes.dropFirst(offset - counted)
      rest.line = location.line ?? rest.line
      rest.column = location.column ?? rest.column
      rest.byteOffset += offset - counted
      counted = offset
    }
    let found = items.map { item in
      Diagnostic(item.severity, item.message, at: places[item.offset])
    }
    let located = claims.map { entry in
      var claim = entry.claim
      claim.location = places[entry.offset] ?? claim.location
      return claim
    }
    return (found + placed, located)
  }
}

/// The names that records of one input claimed so far.
///
/// It keeps eight bytes a name, and the references that are not met yet.
struct ClaimLedger {
  private struct Key: Hashable {
    var space: String
    var name: Int
  }

  private var defined: [String: Set<Int>] = [:]
  private var open: [Key: [Findings.Claim]] = [:]
  private var openCount = 0

  // References that are not met are no longer kept beyond this.
  private static let maximumOpen = 100_000

  /// Adds a claim; returns what is wrong with it now.
  mutating func add(_ claim: Findings.Claim) -> Diagnostic? {
    let hash = claim.name.hashValue
    let key = Key(space: claim.space, name: hash)
    switch claim.kind {
    case .definition, .mention:
      if let met = open.removeValue(forKey: key) { openCount -= met.count }
      guard !defined[claim.space, default: []].insert(hash).inserted, claim.kind == .definition
      else { return nil }
      return Self.diagnostic(claim)
    case .reference:
      guard defined[claim.space]?.contains(hash) != true, openCount < Self.maximumOpen else {
        return nil
      }
      openCount += 1
      open[key, default: []].append(claim)
      return nil
    }
  }

  /// The references that nothing met.
  func unmet() -> [Diagnostic] {
    open.values.joined().compactMap(Self.diagnostic)
  }

  private static func diagnostic(_ claim: Findings.Claim) -> Diagnostic? {
    claim.rule.map { rule in
      Diagnostic(
        rule.severity, Diagnostic.Message(id: rule.id, text: claim.text), at: claim.location)
    }
  }
}
