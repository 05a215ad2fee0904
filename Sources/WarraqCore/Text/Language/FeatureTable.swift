/// Sets of up to 64 languages by a number: a hash table that is filled once and looked up for
/// every letter of a text.
///
/// Open addressing with one multiplication: look-ups are half of the time of a detection.
struct FeatureTable {
  /// A key and its languages side by side: one look-up touches one cache line.
  private struct Slot {
    var key: UInt64 = 0
    var languages: UInt64 = 0
  }

  private var slots: [Slot]
  private var count = 0

  /// Makes a table with room for a number of keys; it grows where there are more.
  init(minimumCapacity: Int) {
    var size = 16
    while size < minimumCapacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
  }

  /// The languages of a key, none where it is not in the table.
  @inline(__always)
  subscript(key: UInt64) -> UInt64 {
    let slot = slots[index(of: key)]
    return slot.key == key ? slot.languages : 0
  }

  /// Adds languages to a key, which is not 0.
  mutating func insert(_ key: UInt64, _ languages: UInt64) {
    if (count + 1) * 2 > slots.count { grow() }
    let index = index(of: key)
    if slots[index].key == 0 { count += 1 }
    slots[index].key = key
    slots[index].languages |= languages
  }

  @inline(__always)
  private func index(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[index].key != 0, slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.key != 0 { slots[index(of: slot.key)] = slot }
  }
}

/// A word as a number: the FNV-1a hash of its folded letters.
struct WordKey {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func append(_ letter: UInt32) {
    value = (value ^ UInt64(letter)) &* 0x100_0000_01B3
  }

  /// Appends a letter that is not folded yet.
  mutating func append(scalar: Unicode.Scalar) {
    if case .letter(let letter) = FoldedLetter.of(scalar).fold { append(letter) }
  }
}

/// The last three letters, exactly, as a number.
struct TrigramKey {
  /// Stands for the edge of a word.
  static let edge = UInt32(UInt8(ascii: "_"))

  private(set) var value: UInt64 = 0

  mutating func append(_ letter: UInt32) {
    value = (value << 21 | UInt64(letter)) & 0x7FFF_FFFF_FFFF_FFFF
  }

  /// Appends a letter that is not folded yet, or an edge.
  mutating func append(scalar: Unicode.Scalar) {
    switch FoldedLetter.of(scalar).fold {
    case .letter(let letter): append(letter)
    case .separator: append(Self.edge)
    case .nothing: break
    }
  }
}
