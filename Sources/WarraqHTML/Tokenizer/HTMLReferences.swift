/// The named character references of HTML (13.5) and the rules of the numeric ones (13.2.5.72).
package struct HTMLReferences: Sendable {
  /// What a reference stands for, and how many bytes it takes after the ampersand.
  package struct Match {
    package var first: UInt32
    /// The second scalar of the few names that have two, else 0.
    package var second: UInt32
    package var length: Int
  }

  private var names: [UInt8] = []
  private var ends: [Int32] = []
  private var scalars: [(UInt32, UInt32)] = []
  /// Whether the name is known without its semicolon.
  private var isLoose: [Bool] = []

  package static let standard = HTMLReferences()

  private init() {
    HTMLReferences.table.withUTF8Buffer { table in
      for entry in table.split(separator: 0x20) {
        guard let mark = entry.firstIndex(where: { $0 == 0x3A || $0 == 0x2A }) else { continue }
        names.append(contentsOf: entry[..<mark])
        ends.append(Int32(names.count))
        isLoose.append(entry[mark] == 0x2A)
        var values: [UInt32] = [0]
        for byte in entry[(mark + 1)...] {
          if byte == 0x2B {
            values.append(0)
          } else {
            let digit = UInt32(byte < 0x40 ? byte - 0x30 : byte - 0x37)
            values[values.count - 1] = values[values.count - 1] << 4 | digit
          }
        }
        scalars.append((values[0], values.count > 1 ? values[1] : 0))
      }
    }
  }

  private func length(_ entry: Int) -> Int { Int(ends[entry]) - start(entry) }
  private func start(_ entry: Int) -> Int { entry == 0 ? 0 : Int(ends[entry - 1]) }

  /// The longest name that begins at a position.
  ///
  /// - Parameters:
  ///   - start: the position after the ampersand.
  ///   - isInAttribute: whether a name without its semicolon counts only where no letter, digit or
  ///     equals sign follows.
  package func match(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, isInAttribute: Bool
  ) -> Match? {
    var low = 0
    var high = ends.count
    var depth = 0
    var best: Match?
    while start + depth < bytes.count {
      let byte = bytes[start + depth]
      guard byte.isASCIIAlphanumeric else { break }
      low = bound(byte, depth, low, high)
      high = bound(byte + 1, depth, low, high)
      depth += 1
      guard low < high else { break }
      // Of the names that share a beginning the shortest comes first.
      guard length(low) == depth else { continue }
      let next = start + depth < bytes.count ? bytes[start + depth] : 0
      if next == 0x3B {
        return Match(first: scalars[low].0, second: scalars[low].1, length: depth + 1)
      }
      if isLoose[low] {
        let isText = isInAttribute && (next == 0x3D || next.isASCIIAlphanumeric)
        // In an attribute only the longest counts, even where it makes the whole plain text.
        best = isText ? nil : Match(first: scalars[low].0, second: scalars[low].1, length: depth)
      }
    }
    return best
  }

  /// The first of the names `low..<high` whose byte at a depth is `byte` or more.
  private func bound(_ byte: UInt8, _ depth: Int, _ low: Int, _ high: Int) -> Int {
    var low = low
    var high = high
    while low < high {
      let middle = (low + high) / 2
      let isBefore = length(middle) <= depth || names[start(middle) + depth] < byte
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The scalar of a numeric reference.
  package static func scalar(_ number: UInt32) -> UInt32 {
    switch number {
    case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
    case 0x80...0x9F: windows[Int(number - 0x80)]
    default: number
    }
  }

  /// What numbers mean that are bytes of windows-1252 and no characters.
  private static let windows: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}

extension UInt8 {
  @inline(__always)
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always)
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  @inline(__always)
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Tab, line feed, form feed, carriage return or space.
  @inline(__always)
  var isHTMLSpace: Bool {
    self <= 0x20 && (self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0C || self == 0x0D)
  }
  /// The small letter of an ASCII capital, others as they are.
  @inline(__always)
  package var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension [UInt8] {
  /// Appends a scalar in UTF-8.
  mutating func appendScalar(_ value: UInt32) {
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    } else if value < 0x1_0000 {
      append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    } else {
      append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }
}
