internal import WarraqCore
internal import WarraqModel

/// Reads a list as a program prints it from left to right, each byte once.
struct CSVForeignListParser {
  private typealias Item = CSVForeignList.Item

  /// A list in brackets.
  private struct List {
    var items: [Item] = []
    /// Whether items stand without quotation marks.
    var hasBareItems = false

    /// Whether all items but numbers stand in quotation marks.
    var isMarked: Bool {
      items.allSatisfy { if case .bare(let text) = $0 { Double(text) != nil } else { true } }
    }

    /// The items but the numbers, as of a pair of a text and its weight; `nil` where none is left.
    var withoutNumbers: List? {
      let texts = items.filter { if case .bare = $0 { false } else { true } }
      return isMarked && !texts.isEmpty ? List(items: texts) : nil
    }
  }

  /// What the name before a round bracket makes.
  private enum Call {
    case list
    case text
    /// The items stand in its own brackets, as in Scala.
    case items
    /// They do, and texts among them in quotation marks, as in R.
    case markedItems
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  /// Whether items of the list stand without quotation marks.
  private(set) var hasBareItems = false
  /// Whether the whole is one object.
  private(set) var isObject = false
  /// Whether the list holds lists.
  private(set) var isNested = false
  /// Whether `...` stands where items were left out.
  private(set) var isShortened = false
  /// Whether a comma stands between items or after one.
  private(set) var hasComma = false
  /// The items before the place where the text ends inside the list, and what there is of the next.
  private(set) var cut: (items: [CSVForeignList.Item], rest: String)?

  // NumPy prints arrays of arrays; texts have deeper brackets by accident only.
  private static let maximumDepth = 8

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The items of the list that is the whole text; `nil` where it is none.
  mutating func wholeList() -> [CSVForeignList.Item]? {
    if current == UInt8(ascii: "{") {
      position = 1
      skipSpaces()
      if isQuote(current), let object = object(), position == bytes.count {
        isObject = true
        return [.object(object)]
      }
      position = 0
    }
    let found = Self.close(of: bytes.first ?? 0) == nil ? call() : list()
    guard let found, position == bytes.count else { return nil }
    hasBareItems = found.hasBareItems
    return found.items
  }

  /// The items of the list whose bracket stands here.
  ///
  /// - Parameter isCall: whether a name stands before it, so that round brackets hold bare items too.
  private mutating func list(isCall: Bool = false) -> List? {
    guard let open = current, let close = Self.close(of: open), depth < Self.maximumDepth
    else { return nil }
    depth += 1
    defer { depth -= 1 }
    position += 1
    var list = List()
    var texts = 0
    var words = 0
    skipSpaces()
    while current != close {
      // NumPy puts nothing but blanks between two items.
      let standsApart: Bool
      if isCall { passName() }
      if current == UInt8(ascii: "{"), let object = innerObject() {
        list.items.append(.object(object))
        texts += 1
        standsApart = true
      } else if let text = quoted() {
        list.items.append(.text(text))
        texts += 1
        standsApart = true
      } else if let inner = innerList() {
        list.items += inner.items
        list.hasBareItems = list.hasBareItems || inner.hasBareItems
        texts += 1
        standsApart = true
      } else if passWord(close: close) {
        words += 1
        standsApart = true
      } else {
        if !list.hasBareItems { noteCut(after: list.items) }
        guard let text = bare(close: close) else { return nil }
        list.items.append(.bare(text))
        list.hasBareItems = true
        standsApart = false
      }
      skipSpaces()
      if current == UInt8(ascii: ",") {
        hasComma = true
        position += 1
        skipSpaces()
      } else if current != close, !standsApart || !startsItem(close: close) {
        return nil
      }
    }
    position += 1
    if texts == 0, words > 0 { list.hasBareItems = true }
    // Round brackets are a list of Python only where the items are marked as texts.
    guard open == UInt8(ascii: "("), list.hasBareItems, !isCall else { return list }
    return depth > 1 ? list.withoutNumbers : nil
  }

  /// Passes the name of an item of R (`a = "x"`).
  private mutating func passName() {
    let start = position
    while let byte = current,
      byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || (byte | 0x20) &- 0x61 < 26
        || byte &- 0x30 < 10
    {
      position += 1
    }
    guard position > start, bytes[position...].starts(with: " = ".utf8) else {
      position = start
      return
    }
    position += 3
  }

  /// Notes that the outermost list may end here, for an item starts that nothing closes.
  private mutating func noteCut(after items: [Item]) {
    guard cut == nil, depth == 1, !items.isEmpty else { return }
    switch current {
    case nil: cut = (items, "")
    case UInt8(ascii: "{"), UInt8(ascii: "."): cut = (items, "")
    case let quote where isQuote(quote):
      cut = (items, String(decoding: bytes[(position + 1)...], as: UTF8.self))
    default: break
    }
  }

  /// Whether an item starts here that is surely one without a comma before it.
  private func startsItem(close: UInt8) -> Bool {
    isQuote(current) || current == UInt8(ascii: "[") || word(at: position, close: close) != nil
      || Self.call(in: bytes, at: position) != nil
  }

  /// A list in the list, or what a call makes.
  private mutating func innerList() -> List? {
    let start = position
    if let list = list() {
      isNested = true
      return list
    }
    position = start
    if let list = call() { return list }
    position = start
    return nil
  }

  /// An object in the list.
  private mutating func innerObject() -> [CSVForeignList.Member]? {
    let start = position
    position += 1
    skipSpaces()
    if let object = object() { return object }
    position = start
    return nil
  }

  // MARK: - Calls

  // What is printed as a call: of Python itself, NumPy and pandas.
  private static let listCalls: Set<String> = [
    "array", "masked_array", "Index", "list", "tuple", "set", "frozenset", "deque", "dict_keys",
    "dict_values",
  ]
  private static let textCalls: Set<String> = ["str_", "bytes_", "object_"]
  private static let itemCalls: Set<String> = [
    "List", "ArraySeq", "ArrayBuffer", "WrappedArray", "Vector",
  ]
  private static let markedItemCalls: Set<String> = ["c", "character"]
  private static let longestCall = 24

  /// Whether a text starts with a call that makes a list, and nothing else starts so.
  static func startsWithCall(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "a"), UInt8(ascii: "m"), UInt8(ascii: "I"), UInt8(ascii: "l"),
      UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "f"), UInt8(ascii: "d"),
      UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "c"), UInt8(ascii: "L"),
      UInt8(ascii: "A"), UInt8(ascii: "W"), UInt8(ascii: "V"):
      break
    default: return false
    }
    guard let (kind, end) = call(in: bytes, at: 0), end < bytes.count else { return false }
    switch kind {
    case .text: return bytes[end] == UInt8(ascii: "'") || bytes[end] == UInt8(ascii: "\"")
    case .list:
      return close(of: bytes[end]) != nil || bytes[end...].elementsEqual(")".utf8)
        || bytes[end...].starts(with: "data=".utf8)
    case .items: return true
    case .markedItems:
      return isQuote(bytes[end]) || bytes[end...].elementsEqual(")".utf8)
        || bytes[end...].elementsEqual("0)".utf8) || bytes[end...].starts(with: "NA".utf8)
        || bytes[end...].prefix(longestCall).contains(UInt8(ascii: "="))
    }
  }

  /// What the name at a place makes, and where its arguments start.
  private static func call(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (Call, end: Int)? {
    var nameStart = start
    var index = start
    let limit = min(bytes.count, start + longestCall)
    while index < limit, bytes[index] != UInt8(ascii: "(") {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        // The name of a module.
        nameStart = index + 1
      } else if byte != UInt8(ascii: "_"), (byte | 0x20) &- 0x61 >= 26 {
        return nil
      }
      index += 1
    }
    guard index < limit, index > nameStart else { return nil }
    let name = String(decoding: bytes[nameStart..<index], as: UTF8.self)
    // The list of R is a name of Python too.
    let isMarked = name == "list" && index + 1 < bytes.count && isQuote(bytes[index + 1])
    if isMarked || markedItemCalls.contains(name) { return (.markedItems, index + 1) }
    if itemCalls.contains(name) { return (.items, index + 1) }
    if listCalls.contains(name) { return (.list, index + 1) }
    return textCalls.contains(name) ? (.text, index + 1) : nil
  }

  /// What the call that stands here makes.
  private mutating func call() -> List? {
    guard let (kind, end) = Self.call(in: bytes, at: position) else { return nil }
    position = end
    skipSpaces()
    var made = List()
    switch kind {
    case .items, .markedItems:
      position = end - 1
      guard var list = list(isCall: true) else { return nil }
      // The number is that of the items, which are empty.
      if list.items.count == 1, case .bare("0") = list.items[0] { list = List() }
      return kind == .items || list.isMarked ? list : nil
    case .text:
      guard let text = quoted() else { return nil }
      made.items.append(.text(text))
    case .list:
      if bytes[position...].starts(with: "data=".utf8) { position += 5 }
      if current != UInt8(ascii: ")") {
        guard let list = list() else { return nil }
        made = list
      }
    }
    skipSpaces()
    while current == UInt8(ascii: ",") {
      position += 1
      guard passOption() else { return nil }
    }
    guard current == UInt8(ascii: ")") else { return nil }
    position += 1
    return made
  }

  /// Passes an argument such as `dtype=object` up to the comma or bracket after it.
  private mutating func passOption() -> Bool {
    skipSpaces()
    let start = position
    while let byte = current, byte == UInt8(ascii: "_") || (byte | 0x20) &- 0x61 < 26 {
      position += 1
    }
    // Python allows a comma before the bracket.
    if position == start { return current == UInt8(ascii: ")") }
    guard current == UInt8(ascii: "=") else { return false }
    var brackets = 0
    while let byte = current {
      if isQuote(byte) {
        guard quoted() != nil else { return false }
        continue
      }
      if Self.close(of: byte) != nil {
        brackets += 1
      } else if brackets == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") {
        return true
      } else if [UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")")].contains(byte) {
        brackets -= 1
      }
      position += 1
    }
    return false
  }

  // MARK: - Words

  /// Words for nothing; NumPy prints `--` where a value is masked.
  private static let nothing: [[UInt8]] = [
    "nan", "NaN", "None", "null", "NULL", "NaT", "<NA>", "--", "nil",
  ].map { Array($0.utf8) }
  private static let ellipsis = Array("...".utf8)

  /// Passes a word for nothing, or for items that were left out.
  private mutating func passWord(close: UInt8) -> Bool {
    guard let word = word(at: position, close: close) ?? missing(close: close) else {
      return false
    }
    position += word.count
    var next = self
    next.skipSpaces()
    // It is part of a text where more of one follows.
    guard
      next.current == UInt8(ascii: ",") || next.current == close
        || next.startsItem(close: close)
    else {
      position -= word.count
      return false
    }
    if word == Self.ellipsis { isShortened = true }
    return true
  }

  /// The word of R for nothing, in a list of R.
  private func missing(close: UInt8) -> [UInt8]? {
    guard close == UInt8(ascii: ")") else { return nil }
    return ["NA", "NA_character_"].map { Array($0.utf8) }.first { word in
      let end = position + word.count
      return bytes[position...].starts(with: word) && end < bytes.count
        && (bytes[end] == UInt8(ascii: ",") || bytes[end] == close)
    }
  }

  /// The word for nothing or for items left out that stands at a place.
  private func word(at start: Int, close: UInt8) -> [UInt8]? {
    guard start < bytes.count else { return nil }
    let rest = bytes[start...]
    guard
      let word = rest.starts(with: Self.ellipsis)
        ? Self.ellipsis : Self.nothing.first(where: { rest.starts(with: $0) })
    else { return nil }
    let end = start + word.count
    guard end < bytes.count else { return nil }
    let next = bytes[end]
    return next <= 0x20 || next == UInt8(ascii: ",") || next == close ? word : nil
  }

  // MARK: - Texts and objects

  /// The members of an object whose brace was read.
  private mutating func object() -> [CSVForeignList.Member]? {
    var members: [CSVForeignList.Member] = []
    while current != UInt8(ascii: "}") {
      guard let name = quoted() else { return nil }
      skipSpaces()
      guard current == UInt8(ascii: ":") else { return nil }
      position += 1
      skipSpaces()
      if let text = quoted() {
        members.append(.init(name: name, value: text))
      } else {
        guard let text = bare(close: UInt8(ascii: "}")) else { return nil }
        if !Self.nothing.contains(Array(text.utf8)) {
          members.append(.init(name: name, value: text))
        }
      }
      skipSpaces()
      if current == UInt8(ascii: ",") {
        position += 1
        skipSpaces()
      } else if current != UInt8(ascii: "}") {
        return nil
      }
    }
    position += 1
    return members
  }

  /// A text without quotation marks, up to a comma or the end of the list.
  private mutating func bare(close: UInt8) -> String? {
    let start = position
    while let byte = current, byte != UInt8(ascii: ","), byte != close {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        return nil
      default: position += 1
      }
    }
    guard current != nil else { return nil }
    let range = bytes.trimmed(start..<position)
    return range.isEmpty ? nil : String(decoding: bytes[range], as: UTF8.self)
  }

  /// A text in quotation marks, `nil` where none starts here.
  private mutating func quoted() -> String? {
    // Python 2 marks texts and bytes.
    var start = position
    if let byte = current, byte == UInt8(ascii: "u") || byte == UInt8(ascii: "b") { start += 1 }
    guard start < bytes.count, isQuote(bytes[start]) else { return nil }
    let quote = bytes[start]
    var text: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        index = appendEscape(at: index + 1, to: &text)
      } else if byte != quote {
        text.append(byte)
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == quote {
        text.append(quote)
        index += 2
      } else {
        position = index + 1
        return String(decoding: text, as: UTF8.self)
      }
    }
    return nil
  }

  /// Appends what an escape stands for; returns the index after it.
  private func appendEscape(at index: Int, to text: inout [UInt8]) -> Int {
    let digits: Int
    switch bytes[index] {
    case UInt8(ascii: "n"):
      text.append(0x0A)
      return index + 1
    case UInt8(ascii: "r"):
      text.append(0x0D)
      return index + 1
    case UInt8(ascii: "t"):
      text.append(0x09)
      return index + 1
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case let other:
      text.append(other)
      return index + 1
    }
    let end = index + 1 + digits
    guard end <= bytes.count,
      let value = UInt32(String(decoding: bytes[(index + 1)..<end], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else {
      text.append(bytes[index])
      return index + 1
    }
    text.append(contentsOf: Array(String(scalar).utf8))
    return end
  }

  private mutating func skipSpaces() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private static func isQuote(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
  }

  private func isQuote(_ byte: UInt8?) -> Bool { Self.isQuote(byte) }

  private static func close(of open: UInt8) -> UInt8? {
    switch open {
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "("): UInt8(ascii: ")")
    default: nil
    }
  }
}
