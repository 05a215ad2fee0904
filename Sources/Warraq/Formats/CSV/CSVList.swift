internal import WarraqCore
internal import WarraqModel

/// A list of the model that a cell can hold as names.
enum CSVList: Sendable {
  case people
  case concepts
  case keywords
  case sources

  /// Whether a comma may stand between two items, as in most lists of keywords. Names of people
  /// have commas inside.
  var splitsAtCommas: Bool { self == .keywords || self == .concepts }

  /// Whether an item without details is its name and no more.
  var isNames: Bool { self != .concepts }

  /// Appends the names with the separator between them, as a JSON array of strings where reading
  /// that back would give others.
  func append(
    _ names: some Collection<some UTF8Text>, to buffer: inout ByteBuffer,
    separator: CSVListSeparator
  ) {
    guard !names.isEmpty else { return }
    if separator.canJoin(names, of: self) {
      for (index, name) in names.enumerated() {
        if index > 0 { buffer.append(separator.text) }
        name.withUTF8Bytes { buffer.append(contentsOf: $0) }
      }
    } else {
      buffer.append(UInt8(ascii: "["))
      for name in names {
        buffer.separateJSON()
        name.withUTF8Bytes { buffer.append(jsonUTF8: $0) }
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

  // In the order in which they are looked for. Not arrays: all workers ask about every list, and one
  // reference count that they all change would slow each of them.
  private enum Kind {
    case own
    // ; ؛
    case semicolons
    // | and a line end
    case bars
    // , ، 、
    case commas
  }

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    let core = Array(Self.trimmed(bytes))
    self.core = core.isEmpty ? bytes : core
    isUsual = core == [UInt8(ascii: ";")]
  }

  /// The items of a list.
  func split(_ text: UnsafeBufferPointer<UInt8>, of list: CSVList) -> [String] {
    switch list {
    case .keywords where isUsual: KeywordText.keywords(in: text)
    case .people where isUsual: PeopleText.names(in: String(decoding: text, as: UTF8.self))
    case .people, .concepts, .keywords, .sources:
      split(text, splitsAtCommas: list.splitsAtCommas)
    }
  }

  /// The items of a list.
  func split(_ list: UnsafeBufferPointer<UInt8>, splitsAtCommas: Bool) -> [String] {
    let kind = kind(of: list, splitsAtCommas: splitsAtCommas)
    var items: [String] = []
    var start = 0
    var position = 0
    func add(_ end: Int) {
      let item = Self.trimmed(list[start..<end])
      if !item.isEmpty { items.append(String(decoding: item, as: UTF8.self)) }
    }
    while position < list.count {
      let length = separatorLength(kind, at: position, of: list)
      if length > 0 {
        add(position)
        position += length
        start = position
      } else {
        position += 1
      }
    }
    add(list.count)
    return items
  }

  /// Whether the names come back when they are joined and split again.
  func canJoin(_ names: some Collection<some UTF8Text>, of list: CSVList) -> Bool {
    guard isUsual, list == .keywords || list == .people else {
      return canJoin(names, splitsAtCommas: list.splitsAtCommas)
    }
    for (index, name) in names.enumerated() {
      let isSafe = name.withUTF8Bytes { bytes in
        guard !bytes.isEmpty, index > 0 || !CSVForeignList.mayStart(bytes) else { return false }
        guard bytes.trimmed(0..<bytes.count).count == bytes.count else { return false }
        return list == .people
          ? PeopleText.isOneName(bytes) : !KeywordText.hasSeparator(bytes)
      }
      guard isSafe else { return false }
    }
    return true
  }

  private func canJoin(
    _ names: some Collection<some UTF8Text>, splitsAtCommas: Bool
  ) -> Bool {
    for (index, name) in names.enumerated() {
      let isSafe = name.withUTF8Bytes { bytes in
        guard let first = bytes.first, let last = bytes.last, !Self.isSpace(first),
          !Self.isSpace(last), index > 0 || !CSVForeignList.mayStart(bytes)
        else { return false }
        let kind =
          names.count == 1 || !isUsual
          ? kind(of: bytes, splitsAtCommas: splitsAtCommas) : .semicolons
        return !contains(kind, bytes)
      }
      guard isSafe else { return false }
    }
    return true
  }

  /// The separators that split the list: ours, else the first kind of the usual ones that occurs.
  private func kind(of list: UnsafeBufferPointer<UInt8>, splitsAtCommas: Bool) -> Kind {
    guard isUsual else { return .own }
    if contains(.semicolons, list) { return .semicolons }
    if contains(.bars, list) { return .bars }
    return splitsAtCommas ? .commas : .semicolons
  }

  private func contains(_ kind: Kind, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kind == .semicolons else {
      return bytes.indices.contains { separatorLength(kind, at: $0, of: bytes) > 0 }
    }
    // The last byte of `؛` is looked for: the first is that of every other Arabic letter.
    for (position, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ";") { return true }
      if byte == 0x9B, position > 0, bytes[position - 1] == 0xD8 { return true }
    }
    return false
  }

  /// How many bytes the separator has that starts at a position; 0 where none does.
  private func separatorLength(
    _ kind: Kind, at position: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    func follows(_ byte: UInt8, _ distance: Int) -> Bool {
      position + distance < bytes.count && bytes[position + distance] == byte
    }
    switch (kind, bytes[position]) {
    case (.own, _): return bytes[position...].starts(with: core) ? core.count : 0
    case (.semicolons, UInt8(ascii: ";")), (.bars, UInt8(ascii: "|")), (.bars, 0x0A),
      (.commas, UInt8(ascii: ",")):
      return 1
    case (.semicolons, 0xD8): return follows(0x9B, 1) ? 2 : 0
    case (.commas, 0xD8): return follows(0x8C, 1) ? 2 : 0
    case (.commas, 0xE3): return follows(0x80, 1) && follows(0x81, 2) ? 3 : 0
    case (.semicolons, _), (.bars, _), (.commas, _): return 0
    }
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
