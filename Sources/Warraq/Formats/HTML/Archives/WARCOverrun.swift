internal import WarraqCore
internal import WarraqModel

/// Looks in a record for the head of the next one, which is there where the record says a length
/// that is too large, and keeps what follows it.
///
/// A record may hold an archive, so that a head in it proves nothing. What comes from it on is kept
/// until the end of the record shows whether the length is right.
struct WARCOverrun {
  /// Where the first head begins, counted from the start of the record; `nil` for none.
  private(set) var start: Int?
  /// What was looked at from there on.
  private(set) var held: [UInt8] = []
  private let limit: Int
  /// How many bytes were looked at.
  private(set) var seen = 0
  private var isGivenUp = false
  /// The last bytes that were looked at: a head may lie across two pieces.
  private var lastBytes: [UInt8] = []

  // An empty line or a line end, "WARC/", a number and a line end.
  static let longestMark = 12

  /// Starts at the first byte of a record.
  ///
  /// - Parameter limit: how many bytes may be kept. Where there are more, the length is believed.
  init(limit: Int) { self.limit = limit }

  /// Looks at the next bytes of the record.
  mutating func look(at piece: ArraySlice<UInt8>) {
    guard !isGivenUp else { return }
    defer { seen += piece.count }
    if start != nil {
      hold(piece)
    } else {
      let seam = lastBytes + piece.prefix(Self.longestMark)
      if let found = Self.firstHead(in: seam[...]) {
        start = seen - lastBytes.count + found
        hold((lastBytes + piece)[found...])
      } else if let found = Self.firstHead(in: piece) {
        start = seen + found - piece.startIndex
        hold(piece[found...])
      } else {
        lastBytes = (lastBytes.suffix(Self.longestMark) + piece.suffix(Self.longestMark))
          .suffix(Self.longestMark)
      }
    }
  }

  private mutating func hold(_ piece: ArraySlice<UInt8>) {
    guard held.count + piece.count <= limit else {
      isGivenUp = true
      start = nil
      held = []
      return
    }
    held += piece
  }

  /// Whether what was looked at ends in an empty line, as a record does.
  var endsInEmptyLine: Bool {
    lastBytes.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] || lastBytes.suffix(2) == [0x0A, 0x0A]
  }

  /// The first line that is nothing but "WARC/" and a number.
  static func firstVersionLine(in bytes: ArraySlice<UInt8>) -> Int? {
    var start = bytes.startIndex
    while let line = bytes[start...].firstRange(of: Array("\nWARC/".utf8)) {
      let rest = bytes[line.upperBound...].prefix(5)
      if rest.count > 3, rest.first.map({ $0 &- 0x30 < 10 }) == true,
        rest.dropFirst().first == UInt8(ascii: "."),
        rest.dropFirst(3).first == 0x0A || rest.dropFirst(3).first == 0x0D
      {
        return line.lowerBound + 1
      }
      start = line.upperBound
    }
    return nil
  }

  /// The first place at which an empty line comes before "WARC/" and a number.
  static func firstHead(in bytes: ArraySlice<UInt8>) -> Int? {
    let found = bytes.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var start = 0
      while let place = ByteScan.first(
        UInt8(ascii: "W"), in: base, from: start, to: bytes.count)
      {
        if isHead(bytes, at: place) { return place }
        start = place + 1
      }
      return nil
    }
    return found.map { bytes.startIndex + $0 }
  }

  private static func isHead(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    guard place >= 2, place + 7 <= bytes.count, bytes[place - 1] == 0x0A,
      bytes[place...].starts(with: "WARC/".utf8), bytes[place + 5] &- 0x30 < 10,
      bytes[place + 6] == UInt8(ascii: ".")
    else { return false }
    let end = bytes[place - 2] == 0x0D ? place - 3 : place - 2
    return end >= 0 && bytes[end] == 0x0A
  }
}
