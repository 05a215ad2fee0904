internal import WarraqCore
internal import WarraqModel

/// A list in a cell as other programs print it: Python and pandas (`['a', "b"]`, `('a',)`,
/// `{'a', 'b'}`), NumPy (`['a' 'b']`), DuckDB (`[a, 'b, c']`), PostgreSQL (`{a,"b c",NULL}`), and
/// JSON whose items are not all texts.
///
/// Items that stand for nothing, such as `nan` and `NULL` without quotation marks, are left out.
struct CSVForeignList {
  /// What stands in the list.
  private enum Item {
    case text(String)
    case object([Member])
  }

  private struct Member {
    let name: String
    let value: String
  }

  private let items: [Item]
  /// Whether all items stand in quotation marks, so that the cell is certainly a list.
  let isQuoted: Bool
  /// Whether the cell is one object, which is an item where it has a name.
  private let isObject: Bool

  /// Reads a cell; `nil` when it is no list.
  init?(_ field: UnsafeBufferPointer<UInt8>) {
    let bytes = field.trimmed
    if bytes.elementsEqual("set()".utf8) {
      items = []
      isQuoted = true
      isObject = false
      return
    }
    guard Self.mayStart(bytes) else { return nil }
    var parser = Parser(bytes: bytes)
    guard let items = parser.list() else { return nil }
    self.items = items
    isQuoted = !parser.hasBareItems
    isObject = parser.isObject
  }

  /// Whether a cell starts as a list does.
  static func mayStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): true
    case UInt8(ascii: "s"): bytes.elementsEqual("set()".utf8)
    case _: false
    }
  }

  /// The items, of objects their names; `nil` where an object has none.
  var names: [String]? {
    var names: [String] = []
    for item in items {
      switch item {
      case .text(let text): names.append(text)
      case .object(let members):
        guard let name = Self.name(of: members, isAlone: isObject) else { return nil }
        names.append(name)
      }
    }
    return names
  }

  /// Whether an object holds more than its name.
  var holdsMore: Bool {
    items.contains { item in
      if case .object(let members) = item { members.count > 1 } else { false }
    }
  }

  /// The same list in JSON, where it holds objects.
  var json: [UInt8]? {
    var buffer = ByteBuffer()
    buffer.append(UInt8(ascii: "["))
    for item in items {
      guard case .object(let members) = item else { return nil }
      buffer.separateJSON()
      buffer.append(json: members.map { ExtraMember($0.name, .string($0.value)) })
    }
    buffer.append(UInt8(ascii: "]"))
    return items.isEmpty ? nil : buffer.bytes
  }

  private static let names = [
    "name", "full_name", "fullName", "label", "title", "text", "value", "term",
  ]

  private static func name(of members: [Member], isAlone: Bool) -> String? {
    for name in names {
      if let member = members.first(where: { $0.name == name }), !member.value.isEmpty {
        return member.value
      }
    }
    return members.count == 1 && !isAlone ? members[0].value : nil
  }
}

extension CSVForeignList {
  /// Reads the items from left to right, each byte once.
  private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private(set) var hasBareItems = false
    private(set) var isObject = false

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The items of the list that is the whole text.
    mutating func list() -> [Item]? {
      guard let open = current else { return nil }
      position += 1
      let close = Self.close(of: open)
      var items: [Item] = []
      skipSpaces()
      if open == UInt8(ascii: "{"), isQuote(current) {
        let start = position
        if let object = object(), position == bytes.count {
          isObject = true
          return [.object(object)]
        }
        position = start
      }
      while current != close {
        let isQuoted: Bool
        if current == UInt8(ascii: "{") {
          position += 1
          skipSpaces()
          guard let object = object() else { return nil }
          items.append(.object(object))
          isQuoted = true
        } else if let text = quoted() {
          items.append(.text(text))
          isQuoted = true
        } else {
          guard let text = bare(close: close) else { return nil }
          if !Self.isNothing(text) { items.append(.text(text)) }
          hasBareItems = true
          isQuoted = false
        }
        skipSpaces()
        if current == UInt8(ascii: ",") {
          position += 1
          skipSpaces()
        } else if current != close, !(isQuoted && isQuote(current)) {
          // NumPy puts nothing but blanks between two texts.
          return nil
        }
      }
      position += 1
      guard position == bytes.count else { return nil }
      // Round brackets are a list of Python only where the items are marked as texts.
      return open == UInt8(ascii: "(") && hasBareItems ? nil : items
    }

    /// The members of an object whose brace was read.
    private mutating func object() -> [Member]? {
      var members: [Member] = []
      while current != UInt8(ascii: "}") {
        guard let name = quoted() else { return nil }
        skipSpaces()
        guard current == UInt8(ascii: ":") else { return nil }
        position += 1
        skipSpaces()
        if let text = quoted() {
          members.append(Member(name: name, value: text))
        } else {
          guard let text = bare(close: UInt8(ascii: "}")) else { return nil }
          if !Self.isNothing(text) { members.append(Member(name: name, value: text)) }
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

    private func isQuote(_ byte: UInt8?) -> Bool {
      byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
    }

    private static func close(of open: UInt8) -> UInt8 {
      switch open {
      case UInt8(ascii: "["): UInt8(ascii: "]")
      case UInt8(ascii: "{"): UInt8(ascii: "}")
      default: UInt8(ascii: ")")
      }
    }

    private static func isNothing(_ text: String) -> Bool {
      ["nan", "NaN", "None", "null", "NULL", "NaT", "<NA>"].contains(text)
    }
  }
}
