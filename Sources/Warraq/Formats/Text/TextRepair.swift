internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

/// Puts lines right that were broken on their way to a dump: UTF-8 that was read as another
/// encoding, character references, letters in the shapes of a page, and Hebrew in the order of a
/// screen. A story is mended only where several characters of it say so.
struct TextRepair {
  /// What was put right, and in how many lines.
  struct Finding {
    var message: Diagnostic.Message
    /// The first of the lines.
    var line: Int
  }

  // Fewer characters put right may be an accident.
  private static let leastCharacters = 3
  private static let leastReferences = 2
  private static let leastWords = 2

  var lines: [TextLine]
  private(set) var findings: [Finding] = []

  /// Mends the lines of a text.
  ///
  /// - Parameter text: the bytes that the lines are of.
  init(_ lines: [TextLine], of text: ArraySlice<UInt8>) {
    self.lines = lines
    undoWrongEncoding()
    // Bytes of what else is mended; most texts have none of them.
    let mayBeBroken = text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return false }
      return ByteScan.first(base, from: 0, to: text.count) { bytes in
        bytes.equal(UInt8(ascii: "&")) .| bytes.equal(Self.shapesLead)
          .| bytes.equal(Self.hebrewLead)
      } < text.count
    }
    guard mayBeBroken || !findings.isEmpty else { return }
    decodeReferences()
    replaceShapes()
    turnVisualHebrew()
  }

  // The first bytes of Arabic letters in the shapes of a page, and of Hebrew letters.
  private static let shapesLead: UInt8 = 0xEF
  private static let hebrewLead: UInt8 = 0xD7

  private mutating func replace(_ index: Int, by text: [UInt8]) {
    lines[index].bytes = text[...].trimmed
  }

  // MARK: - Wrong encodings

  private mutating func undoWrongEncoding() {
    var repairs: [(index: Int, repair: Mojibake.Repair)] = []
    for index in lines.indices where mayBeBroken(lines[index].bytes) {
      if let repair = Mojibake.repaired(lines[index].bytes.string) {
        repairs.append((index, repair))
      }
    }
    guard let first = repairs.first,
      repairs.reduce(0, { $0 + $1.repair.characters }) >= Self.leastCharacters
    else { return }
    for (index, repair) in repairs { replace(index, by: Array(repair.text.utf8)) }
    add(.repairedMojibake(lines: repairs.count, encoding: first.repair.encoding), at: first.index)
  }

  /// Whether the first two characters above ASCII may be two bytes of one: a quick no for lines
  /// that are in order.
  private func mayBeBroken(_ line: ArraySlice<UInt8>) -> Bool {
    guard let start = line.firstBeyondASCII else { return false }
    let (first, next) = line.scalar(at: start)
    guard next < line.endIndex else { return false }
    let second = line.scalar(at: next).value
    switch first {
    // What the lead bytes of UTF-8 are in the code pages of the West, of Arabic and of Cyrillic.
    case 0xC3: return second >= 0x80 || second == 0x20
    case 0xC2...0xF4, 0x622, 0x623, 0x637...0x63A, 0x412, 0x413, 0x420, 0x421, 0x432:
      return second >= 0x80
    default: return false
    }
  }

  // MARK: - Character references

  /// Decodes "&#1575;" and "&nbsp;" where a story has several and no markup that they belong to.
  private mutating func decodeReferences() {
    let found = lines.indices.filter { Self.hasReference(lines[$0].bytes) }
    guard let first = found.first, !lines.contains(where: { hasTag($0.bytes) }) else { return }
    let texts = found.map { decoded(lines[$0].bytes) }
    let count = texts.reduce(0) { $0 + $1.references }
    guard count >= Self.leastReferences else { return }
    for (index, line) in zip(found, texts) { replace(index, by: line.text) }
    add(.decodedReferences(count), at: first)
  }

  private static func hasReference(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var index = 0
      while let start = ByteScan.first(UInt8(ascii: "&"), in: base, from: index, to: bytes.count) {
        if isReference(bytes, at: start) { return true }
        index = start + 1
      }
      return false
    }
  }

  private func hasTag(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { index in
      guard line[index] == UInt8(ascii: "<"), index + 1 < line.endIndex else { return false }
      let next = line[index + 1]
      return next == UInt8(ascii: "/") || (next | 0x20) &- 0x61 < 26
    }
  }

  private func decoded(_ line: ArraySlice<UInt8>) -> (text: [UInt8], references: Int) {
    var text: [UInt8] = []
    var references = 0
    line.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "&"), Self.isReference(bytes, at: index) {
          let length = HTMLEntities.decode(bytes, at: index, into: &text)
          if length > 0 {
            index += length
            references += 1
            continue
          }
        }
        text.append(bytes[index])
        index += 1
      }
    }
    return (text, references)
  }

  /// "&name;" or "&#number;"
  private static func isReference(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let first = index
    while index < bytes.count, index - first < 32,
      bytes[index] &- 0x30 < 10 || (bytes[index] | 0x20) &- 0x61 < 26
    {
      index += 1
    }
    return index > first && index < bytes.count && bytes[index] == UInt8(ascii: ";")
  }

  // MARK: - Shapes of letters

  /// Replaces letters in the shapes that they have in words, as PDF files hold them, by the letters.
  private mutating func replaceShapes() {
    var found: [(index: Int, text: [UInt8])] = []
    var count = 0
    for index in lines.indices {
      let line = lines[index].bytes
      guard
        line.firstIndex(of: Self.shapesLead, or: Self.shapesLead, from: line.startIndex)
          < line.endIndex
      else {
        continue
      }
      var text: [UInt8] = []
      var shapes = 0
      var place = line.startIndex
      while place < line.endIndex {
        let (value, next) = line.scalar(at: place)
        if value >= 0xFB50, let letters = ArabicShapes.letters[value] {
          text.append(contentsOf: letters.utf8)
          shapes += 1
        } else {
          text.append(contentsOf: line[place..<next])
        }
        place = next
      }
      guard shapes > 0 else { continue }
      count += shapes
      found.append((index, text))
    }
    guard count >= Self.leastCharacters, let first = found.first else { return }
    for (index, text) in found { replace(index, by: text) }
    add(.replacedShapes(lines: found.count), at: first.index)
  }

  // MARK: - Hebrew in the order of a screen

  /// Turns lines whose words begin with the letters that Hebrew words end with.
  private mutating func turnVisualHebrew() {
    var turned: [Int] = []
    var starts = 0
    var ends = 0
    for index in lines.indices {
      let line = lines[index].bytes
      guard
        line.firstIndex(of: Self.hebrewLead, or: Self.hebrewLead, from: line.startIndex)
          < line.endIndex
      else {
        continue
      }
      turned.append(index)
      let counts = Self.finalLetters(in: line)
      starts += counts.starts
      ends += counts.ends
    }
    guard starts >= Self.leastWords, starts > 4 * ends, let first = turned.first else { return }
    for index in turned { replace(index, by: Self.logical(lines[index].bytes)) }
    add(.turnedVisualOrder(lines: turned.count), at: first)
  }

  /// How many words of two letters or more begin, and end, with a final letter.
  private static func finalLetters(in line: ArraySlice<UInt8>) -> (starts: Int, ends: Int) {
    func isFinal(_ value: UInt32) -> Bool { [0x5DA, 0x5DD, 0x5DF, 0x5E3, 0x5E5].contains(value) }
    var counts = (starts: 0, ends: 0)
    var word: (first: UInt32, last: UInt32, count: Int) = (0, 0, 0)
    func end() {
      guard word.count > 1 else { return }
      if isFinal(word.first) { counts.starts += 1 }
      if isFinal(word.last) { counts.ends += 1 }
    }
    var index = line.startIndex
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      if 0x5D0...0x5EA ~= value {
        if word.count == 0 { word.first = value }
        word.last = value
        word.count += 1
      } else if TextFolding.fold(value) != 0 {
        end()
        word.count = 0
      }
      index = next
    }
    end()
    return counts
  }

  /// A line from right to left, with its numbers and Latin words as they were.
  private static func logical(_ line: ArraySlice<UInt8>) -> [UInt8] {
    // A letter and its points stay together.
    var letters: [ArraySlice<UInt8>] = []
    var values: [UInt32] = []
    var index = line.startIndex
    while index < line.endIndex {
      let (value, next) = line.scalar(at: index)
      if 0x591...0x5C7 ~= value, value != 0x5BE, !letters.isEmpty, letters.last?.endIndex == index {
        letters[letters.count - 1] = line[letters[letters.count - 1].startIndex..<next]
      } else {
        letters.append(line[index..<next])
        values.append(value)
      }
      index = next
    }
    letters.reverse()
    values.reverse()
    var place = 0
    while place < values.count {
      guard isLeftToRight(values[place]) else {
        if let mirrored = mirrored(values[place]) { letters[place] = [mirrored] }
        place += 1
        continue
      }
      var end = place + 1
      while end < values.count {
        if isLeftToRight(values[end]) {
          end += 1
        } else if end + 1 < values.count, isLeftToRight(values[end + 1]),
          joins(values[end], values[end - 1], values[end + 1])
        {
          end += 2
        } else {
          break
        }
      }
      letters[place..<end].reverse()
      place = end
    }
    return Array(letters.joined())
  }

  private static func isLeftToRight(_ value: UInt32) -> Bool {
    TextCharacter.isWordPart(value) && !(0x590...0x8FF ~= value)
  }

  /// Whether a mark between two characters that run from left to right belongs to both.
  private static func joins(_ mark: UInt32, _ before: UInt32, _ after: UInt32) -> Bool {
    switch mark {
    case 0x2E, 0x2C, 0x3A, 0x2F, 0x2D, 0x40, 0x5F, 0x27, 0x26: true
    case 0x20: !TextCharacter.isDigit(before) || !TextCharacter.isDigit(after)
    default: false
    }
  }

  private static func mirrored(_ value: UInt32) -> UInt8? {
    switch value {
    case 0x28: UInt8(ascii: ")")
    case 0x29: UInt8(ascii: "(")
    case 0x5B: UInt8(ascii: "]")
    case 0x5D: UInt8(ascii: "[")
    default: nil
    }
  }

  private mutating func add(_ message: Diagnostic.Message, at index: Int) {
    findings.append(Finding(message: message, line: lines[index].number))
  }
}

/// The shapes that Arabic letters have in words (Unicode, Arabic Presentation Forms A and B), and
/// the letters themselves.
private enum ArabicShapes {
  static let letters: [UInt32: String] = {
    var letters: [UInt32: String] = [:]
    func add(_ shaped: String, from start: UInt32) {
      var value = start
      for entry in shaped.split(separator: " ") {
        for _ in 0..<(entry.last?.wholeNumberValue ?? 0) {
          letters[value] = String(entry.dropLast())
          value += 1
        }
      }
    }
    // Each letter and how many shapes it has, in the order of the code points.
    add(
      "ء1 آ2 أ2 ؤ2 إ2 ئ4 ا2 ب4 ة2 ت4 ث4 ج4 ح4 خ4 د2 ذ2 ر2 ز2 س4 ش4 ص4 ض4 ط4 ظ4 ع4 غ4 ف4 ق4 ك4 ل4 "
        + "م4 ن4 ه4 و2 ى2 ي4 لآ2 لأ2 لإ2 لا2", from: 0xFE80)
    add(
      "ٱ2 ٻ4 پ4 ڀ4 ٺ4 ٿ4 ٹ4 ڤ4 ڦ4 ڄ4 ڃ4 چ4 ڇ4 ڍ2 ڌ2 ڎ2 ڈ2 ژ2 ڑ2 ک4 گ4 ڳ4 ڱ4 ں2 ڻ4 ۀ2 ہ4 ھ4 ے2 ۓ2",
      from: 0xFB50)
    add("ڭ4 ۇ2 ۆ2 ۈ2 ٷ1 ۋ2 ۅ2 ۉ2 ې4 ى2 ئا2 ئە2 ئو2 ئۇ2 ئۆ2 ئۈ2 ئې3 ئى3 ی4", from: 0xFBD3)
    return letters
  }()
}

extension Diagnostic.Message {
  static func repairedMojibake(lines: Int, encoding: String) -> Self {
    Self(
      id: "text.mojibake",
      text: "repaired \(lines) \(lines == 1 ? "line" : "lines") of UTF-8 that had been read as "
        + "\(encoding); compare with the source")
  }

  static func decodedReferences(_ count: Int) -> Self {
    Self(
      id: "text.character-references",
      text: "decoded \(count) character references of HTML, such as '&amp;', in a text without tags"
    )
  }

  static func replacedShapes(lines: Int) -> Self {
    Self(
      id: "text.presentation-forms",
      text: "replaced the shapes of Arabic letters by the letters in \(lines) "
        + "\(lines == 1 ? "line" : "lines"); compare the order of the words with the source")
  }

  static func turnedVisualOrder(lines: Int) -> Self {
    Self(
      id: "text.visual-order",
      text: "turned \(lines) \(lines == 1 ? "line" : "lines") of Hebrew that had been stored from "
        + "left to right; compare with the source")
  }
}
