/// What lies in a folder and is no input, counted by kind.
public struct SkippedFiles: Hashable, Sendable {
  /// A kind of file.
  public enum Kind: Hashable, Sendable {
    /// A file with this extension, in lower case and without the dot, that no format reads; empty
    /// for a file without one.
    case file(extension: String)
    /// A pipe, a socket or a device, which may block or never end.
    case special
    /// A link to a folder, which may lead back.
    case linkToFolder
    /// A file or folder that the user left out by name.
    case excluded

    /// Its name in messages and reports, such as `.html`.
    public var name: String {
      switch self {
      case .file(let name): name.isEmpty ? "without extension" : ".\(name)"
      case .special: "not a regular file"
      case .linkToFolder: "link to a folder"
      case .excluded: "left out by name"
      }
    }
  }

  /// How many there are of each kind.
  public private(set) var counts: [Kind: Int] = [:]

  /// Makes an empty count.
  public init() {}

  /// Whether nothing was skipped.
  public var isEmpty: Bool { counts.isEmpty }

  /// How many there are of all kinds.
  public var total: Int { counts.values.reduce(0, +) }

  /// The kinds with their counts, the most frequent first.
  public var entries: [(kind: Kind, count: Int)] {
    counts.map { (kind: $0.key, count: $0.value) }.sorted { a, b in
      a.count == b.count
        ? a.kind.name.utf8.lexicographicallyPrecedes(b.kind.name.utf8) : a.count > b.count
    }
  }

  /// Whether the user left out all of them.
  public var isByChoice: Bool { counts.keys.allSatisfy { $0 == .excluded } }

  /// Counts one more.
  mutating func add(_ kind: Kind) { counts[kind, default: 0] += 1 }

  /// Adds another count to this one.
  public mutating func merge(_ other: SkippedFiles) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  /// `172 .html, 3 without extension`; the rarest of many kinds are summed.
  public var summary: String {
    let entries = entries
    var parts = entries.prefix(Self.namedKinds).map { "\($0.count) \($0.kind.name)" }
    let others = entries.dropFirst(Self.namedKinds)
    if !others.isEmpty { parts.append("\(others.map(\.count).reduce(0, +)) of other kinds") }
    return parts.joined(separator: ", ")
  }

  /// How many kinds a message names.
  private static let namedKinds = 10
}

extension Diagnostic.Message {
  /// Files of a folder that are no input.
  public static func skippedFiles(_ skipped: SkippedFiles) -> Self {
    Self(
      id: "input.skipped-files",
      text: "skipped \(skipped.summary); name a file to have it read anyway")
  }
}
