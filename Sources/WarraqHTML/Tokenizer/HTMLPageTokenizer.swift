internal import WarraqModel

/// Cuts the text of a page into tokens as HTML's tokenizer does (13.2.5), one at each ``next()``.
///
/// The source is valid UTF-8 whose line ends are line feeds. The values of attributes, comments and
/// doctypes go to ``bytes``, where the tree keeps its texts, so that nothing is copied twice. Every
/// token takes time in proportion to its length.
package struct HTMLPageTokenizer: ~Copyable {
  package enum Kind: Sendable { case characters, startTag, endTag, comment, doctype, end }

  /// What the next characters are, as the tree decides.
  package enum State: Sendable { case data, rcdata, rawText, scriptData, plainText, cdata }

  /// An attribute: its name and where its value stands in ``HTMLPageTokenizer/bytes``.
  package struct Attribute: Sendable {
    package var name: HTMLName
    package var start: Int32
    package var end: Int32
  }

  /// Attributes that one tag keeps; those that follow are dropped.
  package static let maximumAttributes = 256

  package internal(set) var kind = Kind.end
  /// The name of a tag.
  package private(set) var name = HTMLName.html
  package private(set) var isSelfClosing = false
  package private(set) var attributes: [Attribute] = []
  /// The text of characters, valid until the next token is read.
  package private(set) var text: UnsafeBufferPointer<UInt8>
  /// Where the data of a comment or the name of a doctype stands in ``bytes``.
  package internal(set) var data: Range<Int> = 0..<0
  package internal(set) var hasDoctypeName = false
  package internal(set) var publicID: Range<Int>?
  package internal(set) var systemID: Range<Int>?
  package internal(set) var forcesQuirks = false

  package var state = State.data
  /// The name of the last start tag, which ends raw text.
  package var lastStartTag = HTMLName.html
  /// Whether a CDATA section may stand here: inside SVG and MathML.
  package var allowsCDATA = false

  package var bytes: [UInt8] = []
  package var names = HTMLNames.known

  let source: UnsafeBufferPointer<UInt8>
  let base: UnsafePointer<UInt8>
  let count: Int
  package internal(set) var index = 0
  /// Where the text of the script that is being read ends.
  private var scriptEnd = -1
  private var scratch: [UInt8] = []
  private let decoded: UnsafeMutablePointer<UInt8>
  private var decodedCount = 0
  private let references = HTMLReferences.standard

  /// - Parameter source: the page, valid as long as the tokenizer.
  package init(_ source: UnsafeBufferPointer<UInt8>) {
    decoded = .allocate(capacity: 16)
    self.source = source
    base = source.baseAddress ?? UnsafePointer(decoded)
    count = source.count
    text = UnsafeBufferPointer(start: decoded, count: 0)
    bytes.reserveCapacity(source.count)
  }

  deinit { decoded.deallocate() }

  /// Reads the next token.
  package mutating func next() {
    switch state {
    case .data: nextData()
    case .rcdata, .rawText: nextRawText(hasReferences: state == .rcdata)
    case .scriptData: nextScript()
    case .plainText:
      guard index < count else { return kind = .end }
      emitPlain(to: count)
    case .cdata: nextCDATA()
    }
  }

  // MARK: Characters

  private mutating func emit(_ start: Int, _ end: Int) {
    kind = .characters
    text = UnsafeBufferPointer(start: base + start, count: end - start)
    index = end
  }

  private mutating func emitDecoded() {
    kind = .characters
    text = UnsafeBufferPointer(start: decoded, count: decodedCount)
  }

  private mutating func emitReplacement() {
    index += 1
    decodedCount = 0
    decode(0xFFFD)
    emitDecoded()
  }

  private mutating func decode(_ value: UInt32) {
    var bytes: [UInt8] = []
    bytes.appendScalar(value)
    for byte in bytes {
      decoded[decodedCount] = byte
      decodedCount += 1
    }
  }

  private mutating func nextData() {
    while true {
      guard index < count else { return kind = .end }
      let end = ByteScan.first(base, from: index, to: count) {
        $0.equal(0x3C) .| $0.equal(0x26) .| $0.equal(0)
      }
      if end > index { return emit(index, end) }
      switch base[index] {
      case 0x26: return emitReference()
      case 0x3C: if openTag() { return }
      default: return emit(index, index + 1)
      }
    }
  }

  /// Emits the run without NUL that begins here, U+FFFD for a NUL.
  private mutating func emitPlain(to end: Int) {
    let stop = ByteScan.first(0, in: base, from: index, to: end) ?? end
    if stop > index { emit(index, stop) } else { emitReplacement() }
  }

  mutating func nextCDATA() {
    var end = index
    while end < count {
      guard let bracket = ByteScan.first(0x5D, in: base, from: end, to: count) else {
        end = count
        break
      }
      end = bracket
      if end + 2 < count, base[end + 1] == 0x5D, base[end + 2] == 0x3E { break }
      end += 1
    }
    if end > index { return emit(index, end) }
    state = .data
    index = min(count, end + 3)
    nextData()
  }

  private mutating func emitReference() {
    if let length = reference(at: index, isInAttribute: false) {
      index += length
      emitDecoded()
    } else {
      emit(index, index + 1)
    }
  }

  /// Decodes the reference at an ampersand; returns its length, `nil` where there is none.
  private mutating func reference(at start: Int, isInAttribute: Bool) -> Int? {
    decodedCount = 0
    guard start + 1 < count else { return nil }
    guard base[start + 1] == 0x23 else {
      guard
        let match = references.match(source, at: start + 1, isInAttribute: isInAttribute)
      else { return nil }
      decode(match.first)
      if match.second != 0 { decode(match.second) }
      return match.length + 1
    }
    var place = start + 2
    var number: UInt32 = 0
    let isHexadecimal = place < count && base[place] | 0x20 == 0x78
    if isHexadecimal { place += 1 }
    let digits = place
    while place < count {
      let byte = base[place]
      let digit: UInt32
      if byte.isASCIIDigit {
        digit = UInt32(byte & 15)
      } else if isHexadecimal, byte.isASCIILetter, byte | 0x20 <= 0x66 {
        digit = UInt32(byte & 15) + 9
      } else {
        break
      }
      if number < 0x11_0000 { number = number * (isHexadecimal ? 16 : 10) + digit }
      place += 1
    }
    guard place > digits else { return nil }
    if place < count, base[place] == 0x3B { place += 1 }
    decode(HTMLReferences.scalar(number))
    return place - start
  }

  // MARK: Raw text

  /// Whether an end tag with the name of the last start tag begins at a position.
  private func isAppropriateEndTag(at place: Int) -> Bool {
    guard place + 1 < count, base[place + 1] == 0x2F else { return false }
    return isName(names[lastStartTag], at: place + 2)
  }

  /// Whether a name, letter case apart, stands at a position and ends there.
  private func isName(_ name: ArraySlice<UInt8>, at start: Int) -> Bool {
    let end = start + name.count
    guard end < count, base[end].isHTMLSpace || base[end] == 0x2F || base[end] == 0x3E else {
      return false
    }
    var place = start
    for byte in name {
      guard base[place].lowercased == byte else { return false }
      place += 1
    }
    return true
  }

  private mutating func nextRawText(hasReferences: Bool) {
    guard index < count else { return kind = .end }
    var end = index
    while end < count {
      end = ByteScan.first(base, from: end, to: count) {
        $0.equal(0x3C) .| $0.equal(0x26) .| $0.equal(0)
      }
      guard end < count else { break }
      if base[end] == 0x26 ? hasReferences : base[end] == 0 || isAppropriateEndTag(at: end) {
        break
      }
      end += 1
    }
    if end > index { return emit(index, end) }
    switch base[index] {
    case 0x26: emitReference()
    case 0: emitReplacement()
    default:
      index += 2
      state = .data
      readTag(isEnd: true)
    }
  }

  private mutating func nextScript() {
    if scriptEnd < index { scriptEnd = endOfScript() }
    if index < scriptEnd { return emitPlain(to: scriptEnd) }
    scriptEnd = -1
    guard index < count else { return kind = .end }
    index += 2
    state = .data
    readTag(isEnd: true)
  }

  /// Where the text of a script ends: at its end tag, with the escapes of 13.2.5.17 to 30.
  private func endOfScript() -> Int {
    enum Mode { case plain, escaped, doubleEscaped }
    var mode = Mode.plain
    var place = index
    var dashes = 0
    let script = names[.script]
    while place < count {
      if mode == .plain {
        guard let next = ByteScan.first(0x3C, in: base, from: place, to: count) else { break }
        place = next
        if isAppropriateEndTag(at: place) { return place }
        if place + 3 < count, base[place + 1] == 0x21, base[place + 2] == 0x2D,
          base[place + 3] == 0x2D
        {
          mode = .escaped
          dashes = 2
          place += 4
        } else {
          place += 1
        }
        continue
      }
      let byte = base[place]
      place += 1
      if byte == 0x2D {
        dashes += 1
        continue
      }
      defer { dashes = 0 }
      if byte == 0x3E, dashes >= 2 {
        mode = .plain
      } else if byte == 0x3C, place < count {
        if mode == .escaped {
          if isAppropriateEndTag(at: place - 1) { return place - 1 }
          if isName(script, at: place) {
            mode = .doubleEscaped
            place += script.count
          }
        } else if base[place] == 0x2F, isName(script, at: place + 1) {
          mode = .escaped
          place += script.count + 1
        }
      }
    }
    return count
  }

  // MARK: Tags

  /// Reads what a `<` begins; returns whether that is a token.
  private mutating func openTag() -> Bool {
    let next = index + 1 < count ? base[index + 1] : 0
    if next.isASCIILetter {
      index += 1
      readTag(isEnd: false)
      return true
    }
    switch next {
    case 0x21:
      index += 2
      return openDeclaration()
    case 0x2F:
      guard index + 2 < count else {
        emit(index, count)
        return true
      }
      if base[index + 2].isASCIILetter {
        index += 2
        readTag(isEnd: true)
        return true
      }
      index += 2
      if base[index] == 0x3E {
        index += 1
        return false
      }
      readBogusComment()
    case 0x3F:
      index += 1
      readBogusComment()
    default: emit(index, index + 1)
    }
    return true
  }

  /// Reads the name at ``index`` up to white space, `/`, `>` and, in an attribute, `=`.
  private mutating func readName(endsAtEquals: Bool) -> HTMLName {
    scratch.removeAll(keepingCapacity: true)
    var place = index
    while place < count {
      let byte = base[place]
      if byte.isHTMLSpace || byte == 0x2F || byte == 0x3E { break }
      if endsAtEquals, byte == 0x3D, place > index { break }
      if byte == 0 { scratch.appendScalar(0xFFFD) } else { scratch.append(byte.lowercased) }
      place += 1
    }
    index = place
    return scratch.withUnsafeBufferPointer { names.intern($0) }
  }

  private mutating func readTag(isEnd: Bool) {
    attributes.removeAll(keepingCapacity: true)
    isSelfClosing = false
    name = readName(endsAtEquals: false)
    while true {
      while index < count, base[index].isHTMLSpace { index += 1 }
      // A tag that the end of the page cuts is none.
      guard index < count else { return kind = .end }
      let byte = base[index]
      if byte == 0x3E {
        index += 1
        break
      }
      if byte == 0x2F {
        index += 1
        if index < count, base[index] == 0x3E {
          isSelfClosing = true
          index += 1
          break
        }
        continue
      }
      guard readAttribute() else { return kind = .end }
    }
    kind = isEnd ? .endTag : .startTag
    if !isEnd { lastStartTag = name }
  }

  /// Reads an attribute; returns whether the page goes on behind it.
  private mutating func readAttribute() -> Bool {
    let isKept = attributes.count < Self.maximumAttributes
    var name = HTMLName.html
    if isKept { name = readName(endsAtEquals: true) } else { skipName() }
    while index < count, base[index].isHTMLSpace { index += 1 }
    let start = bytes.count
    if index < count, base[index] == 0x3D {
      index += 1
      while index < count, base[index].isHTMLSpace { index += 1 }
      guard index < count else { return false }
      switch base[index] {
      case 0x22, 0x27:
        index += 1
        guard readQuoted(base[index - 1]) else { return false }
      case 0x3E: break
      default: readUnquoted()
      }
    }
    guard index < count else { return false }
    if isKept, !attributes.contains(where: { $0.name == name }) {
      attributes.append(
        Attribute(name: name, start: Int32(start), end: Int32(bytes.count)))
    } else {
      bytes.removeLast(bytes.count - start)
    }
    return true
  }

  private mutating func skipName() {
    index += 1
    while index < count, !base[index].isHTMLSpace, base[index] != 0x2F, base[index] != 0x3E,
      base[index] != 0x3D
    { index += 1 }
  }

  private mutating func readQuoted(_ quote: UInt8) -> Bool {
    while true {
      let end = ByteScan.first(base, from: index, to: count) {
        $0.equal(quote) .| $0.equal(0x26) .| $0.equal(0)
      }
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + index, count: end - index))
      index = end
      guard end < count else { return false }
      if base[end] == quote {
        index += 1
        return index < count
      }
      appendSpecial()
    }
  }

  private mutating func readUnquoted() {
    while index < count {
      let byte = base[index]
      if byte.isHTMLSpace || byte == 0x3E { return }
      if byte == 0x26 || byte == 0 {
        appendSpecial()
      } else {
        bytes.append(byte)
        index += 1
      }
    }
  }

  /// Appends what an ampersand or a NUL in an attribute stands for.
  private mutating func appendSpecial() {
    if base[index] == 0 {
      bytes.appendScalar(0xFFFD)
      index += 1
    } else if let length = reference(at: index, isInAttribute: true) {
      bytes.append(contentsOf: UnsafeBufferPointer(start: decoded, count: decodedCount))
      index += length
    } else {
      bytes.append(0x26)
      index += 1
    }
  }
}
