internal import WarraqModel

/// A text where it lies in memory: in the bytes of a record, or decoded beside them.
///
/// It borrows the bytes of the ``RecordIndex`` that gave it and must not outlive its record.
package struct TextSlice {
  /// What a text of the body is.
  package enum Run: UInt8 {
    /// The start of a paragraph.
    case paragraph = 0
    /// What goes on after a line break.
    case afterBreak = 255
  }

  /// What a text without escapes may hold.
  struct Notes: OptionSet {
    let rawValue: UInt8
    /// What XML cannot take as it is, or a tag of HTML.
    static let markup = Notes(rawValue: 1)
    /// U+2028 or U+2029.
    static let lineEnds = Notes(rawValue: 2)
    /// Nothing was looked for.
    static let unknown: Notes = [.markup, .lineEnds]
  }

  private let base: UnsafePointer<UInt8>?
  private let length: Int32
  /// Whether it was written with escapes; only such a text can hold controls.
  package let hasEscapes: Bool
  /// What it may hold, as far as it was looked for.
  private let notes: Notes
  /// For a text of the body: how it starts; 1 and above is the level of a heading.
  package var run: UInt8 = 0

  /// What is not there.
  package static var absent: TextSlice { TextSlice(nil, count: 0) }

  @inline(__always)
  init(
    _ base: UnsafePointer<UInt8>?, count: Int, hasEscapes: Bool = false, notes: Notes = .unknown
  ) {
    self.base = base
    length = Int32(truncatingIfNeeded: count)
    self.hasEscapes = hasEscapes
    self.notes = notes
  }

  /// A constant, which stays where it is.
  package init(_ constant: StaticString) {
    self.init(constant.utf8Start, count: constant.utf8CodeUnitCount)
  }

  /// A part of the text.
  package func part(_ range: Range<Int>) -> TextSlice {
    TextSlice(
      base.map { $0 + range.lowerBound }, count: range.count, hasEscapes: hasEscapes, notes: notes)
  }

  /// The bytes, valid UTF-8.
  @inline(__always)
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base, count: Int(length))
  }

  /// How many bytes it has.
  @inline(__always)
  package var count: Int { Int(length) }

  /// Whether there is a text, be it empty.
  @inline(__always)
  package var isPresent: Bool { base != nil }

  /// Whether there is nothing in it.
  @inline(__always)
  package var isEmpty: Bool { length == 0 }

  /// Whether XML takes it as it is.
  package var isPlainMarkup: Bool { !hasEscapes && !notes.contains(.markup) }

  /// Whether it holds a tag or a comment of HTML.
  package var isHTML: Bool {
    (hasEscapes || notes.contains(.markup)) && BodyText.isHTML(bytes)
  }

  /// Whether it has line ends.
  package var hasLineEnds: Bool {
    (hasEscapes || notes.contains(.lineEnds))
      && PlainParagraphs.hasLineEnd(bytes, hasEscapes: hasEscapes)
  }

  /// The text without white space around it.
  package var trimmed: TextSlice {
    // Most start and end with something to see, which is known by its first or last byte.
    guard let base, length > 0 else { return self }
    let (first, last) = (base[0], base[count &- 1])
    if first > 0x20, first < 0x80 || first > 0xC2 && first < 0xE1, last > 0x20, last < 0x80 {
      return self
    }
    let range = bytes.trimmed(0..<count)
    return range.count == count ? self : part(range)
  }

  /// The text, `nil` where there is none.
  @inline(__always)
  package var optional: TextSlice? { isPresent ? self : nil }

  /// The number whose digits it is.
  package var integer: Int { bytes.reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) } }

  /// The text as a string of its own.
  package var string: String { String(validUTF8: bytes) }

  /// Whether the text is the literal.
  package static func ~= (literal: StaticString, text: TextSlice) -> Bool {
    literal.utf8CodeUnitCount == text.count && text.starts(with: literal)
  }

  /// Whether the text starts with the literal.
  package func starts(with literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard length <= count else { return false }
    for index in 0..<length where bytes[index] != literal.utf8Start[index] { return false }
    return true
  }

  /// Whether both have the same bytes.
  package static func == (a: TextSlice, b: TextSlice) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a.bytes[index] != b.bytes[index] { return false }
    return true
  }
}

extension TextSlice: UTF8Text {
  @inline(__always)
  package func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(bytes)
  }
}
