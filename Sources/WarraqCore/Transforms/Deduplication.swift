public import WarraqModel

/// Leaves out articles of which there was one before.
///
/// What tells articles apart is remembered as 16 bytes each: about 50 bytes of memory an article.
/// Two that differ are taken for one with a chance of less than 1 in 10²⁰ in a million million.
///
/// With a bound on the memory, 8 bytes each go into a table that does not grow. In a full table the
/// oldest make room, so an article that came long before may be let through once again, but none
/// that is new is left out: two that differ are taken for one with a chance of `SIZE / 8` in 2⁶⁴, for
/// 64 MiB 1 in 2 × 10¹². As long as the table is two thirds full, it knows 98 of 100.
public struct Deduplication: SliceMarker {
  /// What tells articles apart.
  public enum Key: String, Hashable, Sendable, CaseIterable {
    /// The identifier.
    case id
    /// The address; articles without one are all kept.
    case url
    /// The words of the body, whatever their case, accents, spacing, punctuation and markup;
    /// articles without words are all kept.
    case body
  }

  private let key: Key
  private let maximumBytes: Int?

  /// Makes a transform.
  ///
  /// - Parameters:
  ///   - key: what tells articles apart.
  ///   - maximumBytes: the size of the table, 1,024 or more; `nil` to remember all.
  public init(by key: Key, maximumBytes: Int? = nil) {
    self.key = key
    self.maximumBytes = maximumBytes.map { max($0, 1024) }
  }

  /// Reads `id`, `url` or `body`, with `:SIZE` in bytes, or in units of `K`, `M` or `G`.
  ///
  /// - Throws: `ConversionError` `usage.option-value`.
  public init(_ text: String) throws(ConversionError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let bytes = parts.count == 2 ? Self.bytes(parts[1]) : nil
    guard parts.count <= 2, let key = Key(rawValue: String(parts[0])),
      (parts.count == 2) == (bytes != nil)
    else {
      throw ConversionError(
        .badSetting(
          "dedupe", text,
          expected: "id, url or body, with :SIZE such as :64M or without, or id:latest")
      )
    }
    self.init(by: key, maximumBytes: bytes)
  }

  private static func bytes(_ text: Substring) -> Int? {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? text : text.dropLast()), number > 0 else { return nil }
    let (bytes, isOverflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    return isOverflow || bytes < 1024 ? nil : bytes
  }

  /// The first 16 bytes of the SHA-1 of what tells the article apart.
  public func mark(of article: Article) -> [UInt8]? {
    let bytes: [UInt8] =
      switch key {
      case .id: Array(article.id.utf8)
      case .url: Array((article.url ?? "").utf8)
      case .body: FoldedWords(of: article.body).bytes
      }
    return Self.mark(of: bytes)
  }

  package func mark(of story: borrowing RecordIndex) -> [UInt8]? {
    switch key {
    case .id: Self.mark(of: Array(story.text(.id).bytes))
    case .url: Self.mark(of: Array(story.text(.url).bytes))
    case .body: Self.mark(of: FoldedWords(of: story).bytes)
    }
  }

  private static func mark(of bytes: [UInt8]) -> [UInt8]? {
    bytes.isEmpty ? nil : Array(SHA1.digest(of: bytes).prefix(16))
  }

  /// Makes the sequential half.
  public func makeStage(temporaryFolder: String) -> any OrderedStage {
    guard let maximumBytes else { return ExactStage() }
    return BoundedStage(table: FingerprintTable(bytes: maximumBytes))
  }

  private struct ExactStage: OrderedStage {
    private var seen: Set<UInt128> = []

    mutating func pass(_ batch: inout StoryBatch, marks: [[UInt8]?]) {
      batch.keep { index in
        guard let mark = marks[index] else { return true }
        return seen.insert(mark.reduce(0) { $0 << 8 | UInt128($1) }).inserted
      }
    }
  }

  private struct BoundedStage: OrderedStage {
    var table: FingerprintTable

    mutating func pass(_ batch: inout StoryBatch, marks: [[UInt8]?]) {
      batch.keep { index in
        guard let mark = marks[index] else { return true }
        return table.insert(mark.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
      }
    }
  }
}

/// A table of fixed size that remembers the fingerprints seen last.
///
/// A fingerprint has one row of 32 places, oldest last; what falls off its end is forgotten.
struct FingerprintTable {
  private static let places = 32
  private var entries: [UInt64]

  /// Makes a table of about that many bytes.
  init(bytes: Int) {
    entries = Array(repeating: 0, count: max(1, bytes / 8 / Self.places) * Self.places)
  }

  /// Notes a fingerprint; returns whether it was not there.
  mutating func insert(_ fingerprint: UInt64) -> Bool {
    // 0 stands for an empty place.
    let fingerprint = max(fingerprint, 1)
    let rows = UInt64(entries.count / Self.places)
    // The high half of a product picks a row evenly without a division.
    let row = Int(fingerprint.multipliedFullWidth(by: rows).high) * Self.places
    let known = (row..<row + Self.places).first { entries[$0] == fingerprint }
    // What is seen again is as new as what is seen first.
    var place = known ?? row + Self.places - 1
    while place > row {
      entries[place] = entries[place - 1]
      place -= 1
    }
    entries[row] = fingerprint
    return known == nil
  }
}
