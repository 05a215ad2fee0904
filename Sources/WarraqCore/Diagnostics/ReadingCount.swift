package import WarraqModel

/// What readers met that an article cannot hold, counted by what it is, its name and what became
/// of it.
public struct ReadingCount: Hashable, Sendable {
  /// What sort of thing was met.
  @nonexhaustive
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A member of a JSON object.
    case member
    /// An element of XML.
    case element
    /// An attribute of XML, named `element@attribute`.
    case attribute
    /// A column of a table.
    case column
    /// A page of a book.
    case page
    /// A file of a container.
    case file
  }

  /// What became of it.
  @nonexhaustive
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// It is in `Article.extra`.
    case kept
    /// It could not be used and is in no article.
    case unused
    /// It was passed over on purpose: nothing of it belongs to an article.
    case passedOver = "passed-over"
  }

  /// One line of the account.
  public struct Entry: Hashable, Sendable {
    /// What it is.
    public let kind: Kind
    /// Its name, in XML with the namespace.
    public let name: String
    /// What became of it.
    public let outcome: Outcome
  }

  private var counts: [Entry: Int] = [:]

  /// Makes an empty count.
  public init() {}

  /// Whether nothing was met.
  public var isEmpty: Bool { counts.isEmpty }

  /// Counts one more.
  package mutating func add(_ kind: Kind, _ name: String, _ outcome: Outcome) {
    let entry = Entry(kind: kind, name: name, outcome: outcome)
    // An input may invent names without end.
    guard counts.count < Self.maximumNames || counts[entry] != nil else {
      let rest = Entry(kind: kind, name: Self.others, outcome: outcome)
      counts[rest, default: 0] += 1
      return
    }
    counts[entry, default: 0] += 1
  }

  /// Adds another count to this one.
  public mutating func merge(_ other: ReadingCount) {
    guard !other.isEmpty else { return }
    for (entry, count) in other.counts {
      let isNew = counts.count >= Self.maximumNames && counts[entry] == nil
      let name = isNew ? Self.others : entry.name
      counts[Entry(kind: entry.kind, name: name, outcome: entry.outcome), default: 0] += count
    }
  }

  /// The lines with their counts, the most frequent first.
  public var entries: [(entry: Entry, count: Int)] {
    counts.map { (entry: $0.key, count: $0.value) }.sorted { a, b in
      guard a.count == b.count else { return a.count > b.count }
      if a.entry.name != b.entry.name {
        return a.entry.name.utf8.lexicographicallyPrecedes(b.entry.name.utf8)
      }
      return a.entry.kind.rawValue < b.entry.kind.rawValue
    }
  }

  private static let maximumNames = 1000
  private static let others = "…"
}

extension DiagnosticLog {
  /// Counts values that a reader keeps in `extra` because an article cannot hold them.
  package mutating func keep(_ kind: ReadingCount.Kind, _ members: [ExtraMember]) {
    for member in members { reading.add(kind, member.name, .kept) }
  }
}

extension ReadingCount {
  /// What a whole run has to say: what was kept, what could not be used, what was passed over.
  var diagnostics: [Diagnostic] {
    Outcome.allCases.compactMap { outcome in
      let entries = entries.filter { $0.entry.outcome == outcome }
      guard !entries.isEmpty else { return nil }
      var names = entries.prefix(10).map { "\($0.entry.name) (\($0.count))" }
      if entries.count > 10 { names.append("\(entries.count - 10) more names") }
      let list = names.joined(separator: ", ")
      return switch outcome {
      case .kept: Diagnostic(.note, .keptInExtra(list))
      case .unused: Diagnostic(.warning, .unused(list))
      case .passedOver: Diagnostic(.note, .passedOver(list))
      }
    }
  }
}

extension Diagnostic.Message {
  static func keptInExtra(_ names: String) -> Self {
    Self(
      id: "input.kept-in-extra", text: "kept in 'extra' what an article cannot hold: \(names)")
  }

  static func unused(_ names: String) -> Self {
    Self(
      id: "input.unused",
      text: "could not use, and left out: \(names); --report has all of them")
  }

  static func passedOver(_ names: String) -> Self {
    Self(id: "input.passed-over", text: "passed over what is no part of a story: \(names)")
  }
}
