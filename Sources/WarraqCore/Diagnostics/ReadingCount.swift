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

    /// Makes a line.
    package init(kind: Kind, name: String, outcome: Outcome) {
      self.kind = kind
      self.name = name
      self.outcome = outcome
    }

    /// Attributes are many and mostly about the document: a warning of each would hide the words
    /// that are missing.
    fileprivate var outcomeInWords: Outcome { kind == .attribute ? .passedOver : outcome }
  }

  /// What stands for an entry: a digest of it, which is cheaper than its name.
  package struct Key: Hashable, Sendable {
    // FNV-1a.
    fileprivate var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Starts with a byte that sets one sort of entries apart from others.
    package init(_ sort: UInt8) { add(sort) }

    /// Adds a byte.
    @inline(__always)
    package mutating func add(_ byte: UInt8) {
      digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }

  private struct Counted: Hashable, Sendable {
    let entry: Entry
    var count: Int
  }

  private var counts: [Counted] = []
  private var places: [Key: Int] = [:]
  private var recent = RecentPlaces()

  /// Makes an empty count.
  public init() {}

  /// Whether nothing was met.
  public var isEmpty: Bool { counts.isEmpty }

  /// Counts one more.
  package mutating func add(_ kind: Kind, _ name: String, _ outcome: Outcome) {
    add(Entry(kind: kind, name: name, outcome: outcome), count: 1)
  }

  /// Counts one more of what a key stands for; asks what that is when it meets it first.
  @inline(__always)
  package mutating func add(_ key: Key, _ entry: () -> Entry) {
    if let place = recent[key.digest] {
      counts[place].count += 1
    } else {
      addRarely(key, entry)
    }
  }

  @inline(never)
  private mutating func addRarely(_ key: Key, _ entry: () -> Entry) {
    guard let place = places[key] else { return add(entry(), for: key, count: 1) }
    recent[key.digest] = place
    counts[place].count += 1
  }

  private mutating func add(_ entry: Entry, count: Int) {
    var key = Key(2)
    for text in [entry.kind.rawValue, entry.outcome.rawValue, entry.name] {
      for byte in text.utf8 { key.add(byte) }
      key.add(0)
    }
    add(entry, for: key, count: count)
  }

  private mutating func add(_ entry: Entry, for key: Key, count: Int) {
    if let place = places[key] {
      counts[place].count += count
      return
    }
    // An input may invent names without end.
    guard counts.count < Self.maximumNames || entry.name == Self.others else {
      return add(
        Entry(kind: entry.kind, name: Self.others, outcome: entry.outcome), count: count)
    }
    places[key] = counts.count
    counts.append(Counted(entry: entry, count: count))
  }

  /// Adds another count to this one.
  public mutating func merge(_ other: ReadingCount) {
    // In an order of their own, so that the same names are told when there are too many.
    for (entry, count) in other.entries { add(entry, count: count) }
  }

  /// The lines with their counts, the most frequent first.
  public var entries: [(entry: Entry, count: Int)] {
    var sums: [Entry: Int] = [:]
    for counted in counts { sums[counted.entry, default: 0] += counted.count }
    return sums.map { (entry: $0.key, count: $0.value) }.sorted { a, b in
      guard a.count == b.count else { return a.count > b.count }
      if a.entry.name != b.entry.name {
        return a.entry.name.utf8.lexicographicallyPrecedes(b.entry.name.utf8)
      }
      guard a.entry.kind == b.entry.kind else {
        return a.entry.kind.rawValue < b.entry.kind.rawValue
      }
      return a.entry.outcome.rawValue < b.entry.outcome.rawValue
    }
  }

  /// The order in which things were met does not count.
  public static func == (a: ReadingCount, b: ReadingCount) -> Bool {
    Set(a.counts) == Set(b.counts)
  }

  /// Hashes what was counted.
  public func hash(into hasher: inout Hasher) { hasher.combine(Set(counts)) }

  private static let maximumNames = 1000
  private static let others = "…"
}

/// Where the last keys were counted: most stories of a run hold the same names in the same order.
private struct RecentPlaces: Sendable {
  private static let size = 64
  private var slots: [(digest: UInt64, place: Int)] = []

  @inline(__always)
  subscript(digest: UInt64) -> Int? {
    get {
      guard !slots.isEmpty else { return nil }
      let slot = slots[Int(digest % UInt64(Self.size))]
      return slot.digest == digest && slot.place >= 0 ? slot.place : nil
    }
    set {
      if slots.isEmpty { slots = Array(repeating: (0, -1), count: Self.size) }
      slots[Int(digest % UInt64(Self.size))] = (digest, newValue ?? -1)
    }
  }
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
    let all = entries
    return Outcome.allCases.compactMap { outcome in
      let entries = all.filter { $0.entry.outcomeInWords == outcome }
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
    Self(
      id: "input.passed-over", text: "passed over without reading it: \(names)")
  }
}
