internal import WarraqCore
internal import WarraqModel

/// A list of the model that a cell can hold as names.
struct CSVList: Sendable {
  let get: @Sendable (Article) -> [String]
  let set: @Sendable (inout Article, [String]) -> Void
  /// Whether a comma may stand between two items, as in most lists of keywords. Names of people
  /// have commas inside.
  let splitsAtCommas: Bool
  /// What of each item is more than its name.
  let details: [Loss.Feature]
  /// Whether an item without details is its name and no more.
  let isNames: Bool

  /// Appends the names with the separator between them, as a JSON array of strings where reading
  /// that back would give others.
  func append(_ article: Article, to buffer: inout ByteBuffer, separator: CSVListSeparator) {
    let names = get(article)
    guard !names.isEmpty else { return }
    if separator.canJoin(names, splitsAtCommas: splitsAtCommas) {
      for (index, name) in names.enumerated() {
        if index > 0 { buffer.append(separator.text) }
        buffer.append(name)
      }
    } else {
      buffer.append(UInt8(ascii: "["))
      for name in names {
        buffer.separateJSON()
        buffer.append(json: name)
      }
      buffer.append(UInt8(ascii: "]"))
    }
  }
}

/// What stands between the items of a joined list.
///
/// White space at either end of it, and of the items, is not part of them when they are read.
struct CSVListSeparator: Hashable, Sendable {
  let text: String
  /// The separator without white space at its ends.
  private let core: [UInt8]
  /// Whether other separators are tried where a list does not have this one.
  private let isUsual: Bool

  static let usual = CSVListSeparator("; ")

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    let core = Array(Self.trimmed(bytes))
    self.core = core.isEmpty ? bytes : core
    isUsual = core == Self.semicolons[0]
  }

  // In the order in which they are looked for.
  private static let semicolons = [";", "؛"].map { Array($0.utf8) }
  private static let bars = ["|", "\n"].map { Array($0.utf8) }
  private static let commas = [",", "،", "、"].map { Array($0.utf8) }

  /// The items of a list.
  func split(_ list: UnsafeBufferPointer<UInt8>, splitsAtCommas: Bool) -> [String] {
    let separators = separators(of: list, splitsAtCommas: splitsAtCommas)
    var items: [String] = []
    var start = 0
    var position = 0
    func add(_ end: Int) {
      let item = Self.trimmed(list[start..<end])
      if !item.isEmpty { items.append(String(decoding: item, as: UTF8.self)) }
    }
    while position < list.count {
      if let separator = separators.first(where: { Self.has($0, at: position, of: list) }) {
        add(position)
        position += separator.count
        start = position
      } else {
        position += 1
      }
    }
    add(list.count)
    return items
  }

  /// Whether the names come back when they are joined and split again.
  func canJoin(_ names: [String], splitsAtCommas: Bool) -> Bool {
    for (index, name) in names.enumerated() {
      let isSafe = name.withUTF8Bytes { bytes in
        guard let first = bytes.first, let last = bytes.last, !Self.isSpace(first),
          !Self.isSpace(last), index > 0 || first != UInt8(ascii: "[")
        else { return false }
        let separators =
          names.count == 1 || !isUsual
          ? separators(of: bytes, splitsAtCommas: splitsAtCommas) : Self.semicolons
        return !Self.contains(separators, bytes)
      }
      guard isSafe else { return false }
    }
    return true
  }

  /// The separators that split the list: ours, else the first kind of the usual ones that occurs.
  private func separators(
    of list: UnsafeBufferPointer<UInt8>, splitsAtCommas: Bool
  ) -> [[UInt8]] {
    guard isUsual else { return [core] }
    for kind in [Self.semicolons, Self.bars] where Self.contains(kind, list) { return kind }
    return splitsAtCommas ? Self.commas : Self.semicolons
  }

  /// The last byte is looked for: the first of `؛` is that of every other Arabic letter.
  private static func contains(
    _ separators: [[UInt8]], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    for separator in separators {
      let before = separator.count - 1
      var position = before
      while position < bytes.count {
        position = CSVBytes.index(of: separator[before], in: base, from: position, to: bytes.count)
        if position < bytes.count, has(separator, at: position - before, of: bytes) { return true }
        position += 1
      }
    }
    return false
  }

  @inline(__always)
  private static func has(
    _ separator: [UInt8], at position: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard bytes[position] == separator[0] else { return false }
    return separator.count == 1 || bytes[position...].starts(with: separator)
  }

  private static func trimmed<Bytes: BidirectionalCollection<UInt8>>(
    _ bytes: Bytes
  ) -> Bytes.SubSequence {
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return bytes[bytes.endIndex...] }
    return bytes[first...last]
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
