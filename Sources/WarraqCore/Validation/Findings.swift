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
      /// It is to be told of when it comes for the first time.
      case remark
    }

    var kind: Kind
    /// Names of different spaces do not meet.
    var space: String
    var name: String
    /// What to tell where the claim does not hold; nothing of a mention.
    var diagnostic: Diagnostic?
  }

  private struct Item {
    var severity: Diagnostic.Severity
    var message: Diagnostic.Message
    var offset: Int
  }

  /// What no record may exceed.
  public let limits: Limits
  /// The name of the input.
  package var file: String { record.file }
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
    let diagnostic = Diagnostic(rule, text)
    items.append(
      Item(severity: rule.severity, message: diagnostic.message, offset: offset))
  }

  /// Notes a breach of a rule at a place that is no part of the record's bytes.
  package mutating func report(_ rule: CheckRule, _ text: String?, in location: SourceLocation) {
    placed.append(Diagnostic(rule, text, at: location))
  }

  /// Notes what was found elsewhere.
  package mutating func report(_ diagnostic: Diagnostic) {
    placed.append(diagnostic)
  }

  /// Claims a name that no other record, and nothing else in this one, may have.
  package mutating func define(
    _ name: String, in space: String, _ rule: CheckRule, _ text: String, at offset: Int
  ) {
    claim(.definition, name, space, Diagnostic(rule, text), offset)
  }

  /// Notes a name that references may look for.
  package mutating func mention(_ name: String, in space: String) {
    claim(.mention, name, space, nil, 0)
  }

  /// Notes what is true of the whole input, and need not be said of each record.
  package mutating func remark(_ diagnostic: Diagnostic) {
    let place = diagnostic.location.map { "\($0)" } ?? ""
    claims.append(
      (
        0,
        Claim(
          kind: .remark, space: diagnostic.message.id, name: place + diagnostic.message.text,
          diagnostic: diagnostic)
      ))
  }

  /// Notes a name that something in the document should have.
  package mutating func refer(
    to name: String, in space: String, _ rule: CheckRule, _ text: String, at offset: Int
  ) {
    claim(.reference, name, space, Diagnostic(rule, text), offset)
  }

  private mutating func claim(
    _ kind: Claim.Kind, _ name: String, _ space: String, _ diagnostic: Diagnostic?, _ offset: Int
  ) {
    claims.append(
      (offset, Claim(kind: kind, space: space, name: name, diagnostic: diagnostic)))
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
      if claim.kind != .remark { claim.diagnostic?.location = places[entry.offset] }
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
    case .definition, .mention, .remark:
      if let met = open.removeValue(forKey: key) { openCount -= met.count }
      let isNew = defined[claim.space, default: []].insert(hash).inserted
      return isNew == (claim.kind == .remark) ? claim.diagnostic : nil
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
    open.values.joined().compactMap(\.diagnostic)
  }
}

extension Diagnostic {
  /// A breach of a rule.
  package init(_ rule: CheckRule, _ text: String? = nil, at location: SourceLocation? = nil) {
    var text = text ?? rule.summary
    // What is quoted from a document may hold line ends, and a message is one line.
    if text.utf8.contains(where: { $0 < 0x20 }) {
      let bytes = text.utf8.map { $0 < 0x20 ? 0x20 : $0 }
      text = String(decoding: bytes, as: UTF8.self)
    }
    self.init(rule.severity, Message(id: rule.id, text: text), at: location)
  }
}
