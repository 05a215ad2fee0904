internal import WarraqCore
internal import WarraqModel

/// What one look at the bytes of a document tells; `nil` where they are no UTF-8.
struct XMLByteSurvey {
  /// Whether there is a line end other than a line feed.
  private(set) var hasCarriageReturn = false
  /// Whether there is a character that XML forbids, or a mark of byte order.
  private(set) var isUnusual = false

  init?(_ bytes: [UInt8]) {
    let isUTF8 = bytes.withUnsafeBufferPointer { bytes in
      guard UTF8Validation.firstInvalidByte(in: bytes) == nil else { return false }
      isUnusual = bytes.starts(with: [0xEF, 0xBB, 0xBF]) || Self.holdsNoncharacter(bytes)
      readControls(bytes)
      return true
    }
    guard isUTF8 else { return nil }
  }

  private mutating func readControls(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = 0
    while index < bytes.count {
      guard index &+ 8 <= bytes.count else {
        note(bytes[index])
        index &+= 1
        continue
      }
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // A byte below 0x20 borrows into its high bit; what borrows falsify above it is looked at too.
      var controls = (word &- ones &* 0x20) & ~word & (ones &* 0x80)
      while controls != 0 {
        note(bytes[index &+ controls.trailingZeroBitCount / 8])
        controls &= controls &- 1
      }
      index &+= 8
    }
  }

  @inline(__always)
  private mutating func note(_ byte: UInt8) {
    guard byte < 0x20, byte != 0x09, byte != 0x0A else { return }
    if byte == 0x0D { hasCarriageReturn = true } else { isUnusual = true }
  }

  /// Whether U+FFFE or U+FFFF is there: EF BF BE and EF BF BF.
  private static func holdsNoncharacter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var index = 0
    while let lead = ByteScan.first(0xEF, in: base, from: index, to: bytes.count) {
      if base[lead + 1] == 0xBF, base[lead + 2] >= 0xBE { return true }
      index = lead + 3
    }
    return false
  }
}
