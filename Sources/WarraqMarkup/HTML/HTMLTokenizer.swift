#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Cuts HTML into tags and text and hands them to a builder, in one pass over the bytes.
///
/// It follows the tokenizer of the HTML Living Standard (13.2.5). libxml2's own HTML parser is not
/// used: it takes quadratic time for a tag of many attributes and for unmatched end tags under
/// deep nesting (3 s for 400 KB), stops at 256 levels when it builds a tree, and reads the same
/// bytes differently from 2.14 on.
struct HTMLTokenizer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// Where the bytes begin in the source.
  private var origin = 0
  private var scratch: [UInt8] = []
  private var attributes: [SourceAttributes.Place] = []
  private var quotesArePaired = true
  // What was looked for up to the end in vain is not looked for again: time stays linear.
  private var hasMoreTags = true
  private var hasMoreSections = true
  private var unclosed: Set<HTMLElement> = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Reads everything.
  mutating func run(_ builder: inout HTMLBuilder) {
    while position < bytes.count {
      let textEnd = index(of: UInt8(ascii: "<"), from: position) ?? bytes.count
      if textEnd > position { sendText(position..<textEnd, to: &builder) }
      position = textEnd
      guard position < bytes.count else { break }
      readMarkup(&builder)
    }
  }

  /// Whether the text marks its paragraphs; where it does not, empty lines do.
  static func hasParagraphMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let start = index(of: UInt8(ascii: "<"), in: bytes, from: position) {
      var end = start + 1
      if end < bytes.count, bytes[end] == UInt8(ascii: "/") { end += 1 }
      let nameStart = end
      while end < bytes.count, end - nameStart < 4, bytes[end].isASCIILetter { end += 1 }
      switch HTMLElement(name: rebase(bytes, nameStart..<end)) {
      case .p, .br, .div: return true
      default: position = start + 1
      }
    }
    return false
  }

  // MARK: Text

  private mutating func sendText(_ range: Range<Int>, to builder: inout HTMLBuilder) {
    var start = range.lowerBound
    while let ampersand = Self.index(
      of: UInt8(ascii: "&"), in: bytes, from: start, to: range.upperBound)
    {
      if ampersand > start { builder.text(Self.rebase(bytes, start..<ampersand)) }
      scratch.removeAll(keepingCapacity: true)
      let length = HTMLEntities.decode(
        Self.rebase(bytes, 0..<range.upperBound), at: ampersand, into: &scratch)
      if length == 0 {
        scratch.append(UInt8(ascii: "&"))
      }
      scratch.withUnsafeBufferPointer { builder.text($0) }
      start = ampersand + max(length, 1)
    }
    if start < range.upperBound { builder.text(Self.rebase(bytes, start..<range.upperBound)) }
  }

  // MARK: Markup

  private mutating func readMarkup(_ builder: inout HTMLBuilder) {
    let start = position
    guard start + 1 < bytes.count else {
      builder.text(Self.rebase(bytes, start..<bytes.count))
      position = bytes.count
      return
    }
    let next = bytes[start + 1]
    if next.isASCIILetter {
      readStartTag(&builder)
    } else if next == UInt8(ascii: "/"), start + 2 < bytes.count {
      if bytes[start + 2].isASCIILetter {
        readEndTag(&builder)
      } else {
        skip(past: UInt8(ascii: ">"), from: start + 2)
      }
    } else if next == UInt8(ascii: "!") {
      skipDeclaration(&builder)
    } else if next == UInt8(ascii: "?") {
      skip(past: UInt8(ascii: ">"), from: start + 2)
    } else {
      // A sign, not markup: "1 < 2".
      builder.text(Self.rebase(bytes, start..<start + 1))
      position = start + 1
    }
  }

  private mutating func skipDeclaration(_ builder: inout HTMLBuilder) {
    let start = position + 2
    if matches("--", at: start) {
      // "<!-->" and "<!--->" are whole comments.
      var search = start + 2
      if matches(">", at: search) { return position = search + 1 }
      if matches("->", at: search) { return position = search + 2 }
      while let dash = index(of: UInt8(ascii: "-"), from: search) {
        if matches("-->", at: dash) { return position = dash + 3 }
        if matches("--!>", at: dash) { return position = dash + 4 }
        search = dash + 1
      }
      position = bytes.count
    } else if matches("[CDATA[", at: start) {
      // A browser takes the section for a comment; exports that wrap HTML twice mean what it holds.
      let textStart = start + 7
      var search = textStart
      while hasMoreSections, let bracket = index(of: UInt8(ascii: "]"), from: search) {
        if matches("]]>", at: bracket) {
          var section = HTMLTokenizer(Self.rebase(bytes, textStart..<bracket))
          section.origin = origin + textStart
          section.run(&builder)
          return position = bracket + 3
        }
        search = bracket + 1
      }
      hasMoreSections = false
      position = min(textStart, bytes.count)
    } else if index(of: UInt8(ascii: ">"), from: start) == nil {
      // What never ends declares nothing.
      builder.text(Self.rebase(bytes, position..<bytes.count))
      position = bytes.count
    } else {
      skip(past: UInt8(ascii: ">"), from: start)
    }
  }

  private mutating func readStartTag(_ builder: inout HTMLBuilder) {
    let start = position
    let nameEnd = endOfName(from: start + 1)
    let element = HTMLElement(name: Self.rebase(bytes, start + 1..<nameEnd))
    guard let tagEnd = endOfTag(from: nameEnd) else {
      // The input ends inside the tag. What is no element of HTML was meant as text: "a <x".
      position = element == .unknown ? bytes.count : (index(of: 0x3C, from: nameEnd) ?? bytes.count)
      if element == .unknown { builder.text(Self.rebase(bytes, start..<bytes.count)) }
      return
    }
    position = tagEnd
    builder.position = origin + start..<origin + tagEnd
    builder.start(element, SourceAttributes(bytes: bytes, places: attributes))
    if element.holdsRawText {
      skipRawText(until: Self.rebase(bytes, start + 1..<nameEnd), element, &builder)
    } else if element == .plaintext {
      builder.text(Self.rebase(bytes, position..<bytes.count))
      position = bytes.count
    } else if element == .unknown || element == .svg || element == .math,
      bytes[tagEnd - 2] == UInt8(ascii: "/")
    {
      // Foreign elements may close themselves.
      builder.end(element)
    }
  }

  /// Fills ``attributes``; returns where the tag ends, `nil` when the input ends before it.
  ///
  /// After a quotation mark without its pair a tag ends at the next `>`, so that the text after it
  /// is not lost and no stretch of the input is searched twice.
  private mutating func endOfTag(from start: Int) -> Int? {
    if !quotesArePaired {
      guard hasMoreTags, let sign = index(of: UInt8(ascii: ">"), from: start) else {
        hasMoreTags = false
        return nil
      }
      return readAttributes(from: start, to: sign + 1) ?? sign + 1
    }
    if let end = readAttributes(from: start, to: bytes.count) { return end }
    quotesArePaired = false
    return endOfTag(from: start)
  }

  private mutating func readEndTag(_ builder: inout HTMLBuilder) {
    let start = position + 2
    let nameEnd = endOfName(from: start)
    let end = index(of: UInt8(ascii: ">"), from: nameEnd).map { $0 + 1 } ?? bytes.count
    builder.position = origin + position..<origin + end
    position = end
    builder.end(HTMLElement(name: Self.rebase(bytes, start..<nameEnd)))
  }

  private mutating func readAttributes(from start: Int, to limit: Int) -> Int? {
    attributes.removeAll(keepingCapacity: true)
    var index = start
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return index + 1 }
      if byte.isHTMLSpace || byte == UInt8(ascii: "/") {
        index += 1
        continue
      }
      let nameStart = index
      index += 1
      while index < limit, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: "/"),
        bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "=")
      { index += 1 }
      let name = nameStart..<index
      while index < limit, bytes[index].isHTMLSpace { index += 1 }
      guard index < limit, bytes[index] == UInt8(ascii: "=") else {
        attributes.append(.init(name: name, value: index..<index))
        continue
      }
      index += 1
      while index < limit, bytes[index].isHTMLSpace { index += 1 }
      guard index < limit else { return nil }
      let quote = bytes[index]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        guard let end = Self.index(of: quote, in: bytes, from: index + 1, to: limit)
        else { return nil }
        attributes.append(.init(name: name, value: index + 1..<end))
        index = end + 1
      } else {
        let valueStart = index
        while index < limit, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: ">") {
          index += 1
        }
        attributes.append(.init(name: name, value: valueStart..<index))
      }
    }
    return nil
  }

  private mutating func skipRawText(
    until name: UnsafeBufferPointer<UInt8>, _ element: HTMLElement, _ builder: inout HTMLBuilder
  ) {
    let start = position
    var search = start
    while !unclosed.contains(element), let sign = index(of: UInt8(ascii: "<"), from: search) {
      search = sign + 1
      let nameStart = sign + 2
      let nameEnd = nameStart + name.count
      guard nameEnd <= bytes.count, bytes[sign + 1] == UInt8(ascii: "/"),
        nameEnd == bytes.count || endOfName(from: nameStart) == nameEnd,
        (0..<name.count).allSatisfy({
          bytes[nameStart + $0].asciiLowercased == name[$0].asciiLowercased
        })
      else { continue }
      if element == .xmp { builder.text(Self.rebase(bytes, start..<sign)) }
      position = sign
      return readEndTag(&builder)
    }
    unclosed.insert(element)
    // Never closed. Browsers hide all that follows; for code that is right, for the others it
    // would lose the story.
    switch element {
    case .script, .style: position = bytes.count
    default: builder.end(element)
    }
  }

  // MARK: Scanning

  private func endOfName(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: ">"),
      bytes[index] != UInt8(ascii: "/")
    { index += 1 }
    return index
  }

  private mutating func skip(past byte: UInt8, from start: Int) {
    position = index(of: byte, from: min(start, bytes.count)).map { $0 + 1 } ?? bytes.count
  }

  private func matches(_ text: StaticString, at position: Int) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    Self.index(of: byte, in: bytes, from: start)
  }

  static func index(
    of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int? = nil
  ) -> Int? {
    let end = end ?? bytes.count
    guard start < end, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), end - start)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: found)
  }

  static func rebase(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }
}

/// The attributes of a tag where they stand in the source.
struct SourceAttributes: HTMLAttributes {
  struct Place {
    var name: Range<Int>
    var value: Range<Int>
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let places: [Place]

  var isEmpty: Bool { places.isEmpty }

  subscript(name: StaticString) -> String? {
    let count = name.utf8CodeUnitCount
    for place in places where place.name.count == count {
      let start = place.name.lowerBound
      guard (0..<count).allSatisfy({ bytes[start + $0].asciiLowercased == name.utf8Start[$0] })
      else { continue }
      return decoded(HTMLTokenizer.rebase(bytes, place.value))
    }
    return nil
  }

  private func decoded(_ value: UnsafeBufferPointer<UInt8>) -> String {
    guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
    var target: [UInt8] = []
    target.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      if value[index] == UInt8(ascii: "&") {
        let length = HTMLEntities.decode(value, at: index, inAttribute: true, into: &target)
        if length > 0 {
          index += length
          continue
        }
      }
      target.append(value[index])
      index += 1
    }
    return String(decoding: target, as: UTF8.self)
  }
}
