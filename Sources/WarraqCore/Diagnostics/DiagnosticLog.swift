/// What a piece of work has to say: diagnostics in order, losses counted.
public struct DiagnosticLog: Sendable {
  /// Diagnostics, first to last.
  public private(set) var diagnostics: [Diagnostic] = []
  /// How many articles lost something, by feature and treatment.
  public private(set) var losses = LossCount()
  /// What readers met that an article cannot hold.
  public package(set) var reading = ReadingCount()
  /// Which of several outputs what is said now is about, 0 first; `nil` for what is about all.
  var output: Int?
  /// The identifiers that items of feeds say are theirs, and where they stand.
  private(set) var identifiers: [(id: String, version: String, location: SourceLocation)] = []

  /// Makes an empty log.
  public init() {}

  /// Notes a diagnostic.
  public mutating func emit(
    _ severity: Diagnostic.Severity, _ message: Diagnostic.Message,
    at location: SourceLocation? = nil
  ) {
    var diagnostic = Diagnostic(severity, message, at: location)
    diagnostic.output = output
    diagnostics.append(diagnostic)
  }

  /// Gives the place of a record to the diagnostics from `index` on that have none, and its offset
  /// to those that know their line alone.
  package mutating func locate(from index: Int, at location: SourceLocation) {
    for index in index..<diagnostics.count {
      if diagnostics[index].location == nil {
        diagnostics[index].location = location
      } else if diagnostics[index].location?.byteOffset == nil {
        diagnostics[index].location?.byteOffset = location.byteOffset
      }
    }
  }

  /// Notes a diagnostic of another log.
  package mutating func emit(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Forgets diagnostics from `index` on.
  package mutating func remove(from index: Int, where isUnwanted: (Diagnostic) -> Bool) {
    let kept = diagnostics[index...].filter { !isUnwanted($0) }
    diagnostics.replaceSubrange(index..., with: kept)
  }

  /// Notes an error as a diagnostic.
  public mutating func emit(_ error: ConversionError) {
    var diagnostic = error.diagnostic
    diagnostic.output = diagnostic.output ?? output
    diagnostics.append(diagnostic)
  }

  /// Notes the identifier that an item of a feed says is its own; a run tells where an earlier item
  /// of the same input has it too.
  ///
  /// - Parameter version: what tells versions of one item apart.
  package mutating func identify(_ id: String, version: String = "", at location: SourceLocation) {
    if !id.isEmpty { identifiers.append((id, version, location)) }
  }

  /// Counts one article that a writer could not hold as it is.
  public mutating func lose(_ feature: Loss.Feature, _ treatment: Loss.Treatment) {
    losses.add(1, feature, treatment, output: output)
  }

  /// Takes what another log says of articles; nothing is left in it.
  mutating func take(_ other: inout DiagnosticLog) {
    guard !other.diagnostics.isEmpty || !other.losses.isEmpty || !other.identifiers.isEmpty else {
      return
    }
    diagnostics += other.diagnostics
    identifiers += other.identifiers
    losses.merge(other.losses)
    other = DiagnosticLog()
  }

  /// Counts several articles that a writer could not hold as they are.
  mutating func lose(
    _ feature: Loss.Feature, _ treatment: Loss.Treatment, output: Int? = nil, count: Int
  ) {
    losses.add(count, feature, treatment, output: output)
  }
}

/// How often each feature was lost, and how.
public struct LossCount: Hashable, Sendable {
  /// One feature and what became of it.
  public struct Kind: Hashable, Sendable {
    /// The feature.
    public let feature: Loss.Feature
    /// What became of it.
    public let treatment: Loss.Treatment
    /// In which of several outputs, 0 first; `nil` when there is one.
    public let output: Int?
  }

  private var counts: [Kind: Int] = [:]

  /// Makes an empty count.
  public init() {}

  /// Whether nothing was lost.
  public var isEmpty: Bool { counts.isEmpty }

  /// Counts `count` articles more.
  public mutating func add(
    _ count: Int, _ feature: Loss.Feature, _ treatment: Loss.Treatment, output: Int? = nil
  ) {
    guard treatment != .kept else { return }
    counts[Kind(feature: feature, treatment: treatment, output: output), default: 0] += count
  }

  /// Adds another count to this one.
  public mutating func merge(_ other: LossCount) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  /// The kinds of loss with their number of articles, output by output, in the order of the model.
  public var entries: [(kind: Kind, count: Int)] {
    let order = Dictionary(
      uniqueKeysWithValues: Loss.Feature.allCases.enumerated().map { ($1, $0) })
    return counts.map { (kind: $0.key, count: $0.value) }
      .sorted { a, b in
        let x = (a.kind.output ?? 0, order[a.kind.feature] ?? 0, a.kind.treatment.rawValue)
        let y = (b.kind.output ?? 0, order[b.kind.feature] ?? 0, b.kind.treatment.rawValue)
        return x < y
      }
  }
}

extension LossCount: CustomStringConvertible {
  /// Such as `4 × assets dropped, 1 × rights flattened`; empty where nothing was lost.
  public var description: String {
    entries.map { "\($0.count) × \($0.kind.feature.rawValue) \($0.kind.treatment.rawValue)" }
      .joined(separator: ", ")
  }
}
