internal import WarraqCore
internal import WarraqModel

/// A list in a cell as other programs print it: Python and pandas (`['a', "b"]`, `('a',)`,
/// `{'a', 'b'}`), NumPy (`['a' 'b']`, `array(['a', 'b'], dtype=object)`), DuckDB (`[a, 'b, c']`),
/// PostgreSQL (`{a,"b c",NULL}`), R (`c("a", NA)`), Scala (`List(a, b)`), and JSON whose items are not all texts.
///
/// Items that stand for nothing, such as `nan` and `NULL` without quotation marks, are left out.
struct CSVForeignList {
  /// What stands in the list.
  enum Item {
    case text(String)
    /// A text without quotation marks.
    case bare(String)
    case object([Member])
  }

  /// A member of an object.
  struct Member {
    let name: String
    let value: String
  }

  private let items: [Item]
  /// Whether all items stand in quotation marks, so that the cell is certainly a list.
  let isQuoted: Bool
  /// Whether the cell is one object, which is an item where it has a name.
  private let isObject: Bool
  /// Whether the list holds other lists, whose items are taken for its own.
  private let isNested: Bool
  /// Whether the program that printed the list left items out and said so with `...`.
  let isShortened: Bool
  /// Whether no text in brackets looks the same: all items stand in quotation marks, or there is none.
  let isCertain: Bool
  /// What there is of the item in which the cell ends; `nil` where the list has its end.
  let rest: String?

  /// Reads a cell; `nil` when it is no list.
  ///
  /// - Parameter mayBeCut: whether a list without its end counts, as spreadsheets and programs that
  ///   print the start of a long text leave it; the item in which it ends is none of its items.
  init?(_ field: UnsafeBufferPointer<UInt8>, mayBeCut: Bool = false) {
    let bytes = field.trimmed
    guard Self.mayStart(bytes) else { return nil }
    var parser = CSVForeignListParser(bytes: bytes)
    if let items = parser.wholeList() {
      self.items = items
      rest = nil
      isQuoted = !parser.hasBareItems
    } else {
      guard mayBeCut, let cut = parser.cut, bytes.last != UInt8(ascii: "]"),
        bytes.last != UInt8(ascii: "}"), bytes.last != UInt8(ascii: ")")
      else { return nil }
      items = cut.items
      rest = cut.rest
      isQuoted = true
    }
    // A text in quotation marks and brackets is one; Python puts a comma after an item alone.
    isCertain =
      bytes.first == UInt8(ascii: "(") && !items.isEmpty
      ? isQuoted && parser.hasComma : isQuoted || items.isEmpty && !parser.isShortened
    isObject = parser.isObject
    isNested = parser.isNested
    isShortened = parser.isShortened
  }

  /// Whether a cell starts as a list does.
  static func mayStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): true
    case _: startsAsCode(bytes)
    }
  }

  /// Whether a cell that holds one text starts as a list does.
  static func mayStartText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("): true
    case UInt8(ascii: "a"): bytes.starts(with: "array(".utf8)
    case _: false
    }
  }

  /// Whether a cell starts as programs print a list and as no text starts, such as `array([`.
  static func startsAsCode(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    CSVForeignListParser.startsWithCall(bytes)
  }

  /// The items, of objects their names; `nil` where an object has none.
  var names: [String]? {
    var names: [String] = []
    for item in items {
      switch item {
      case .text(let text), .bare(let text): names.append(text)
      case .object(let members):
        guard let name = Self.name(of: members, isAlone: isObject) else { return nil }
        names.append(name)
      }
    }
    return names
  }

  /// Whether the cell says more than the names: an object holds more, or lists are in the list.
  var holdsMore: Bool {
    isNested
      || items.contains { item in
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
