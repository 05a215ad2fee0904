internal import WarraqCore
internal import WarraqModel

/// Reads the TOML of front matter (https://toml.io/en/v1.0.0): keys with dots, texts, numbers,
/// dates, arrays, tables.
///
/// A line that is none of this is passed over and named.
struct FrontMatterTOML {
  private static let maximumDepth = 32

  /// The lines, first 1, that could not be read.
  private(set) var problems: [Int] = []
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ text: ArraySlice<UInt8>) { bytes = Array(text) }

  /// Reads all of it.
  mutating func members() -> [ExtraMember] {
    var root: [ExtraMember] = []
    var table: [String] = []
    while index < bytes.count {
      skipSpace(andLines: true)
      guard index < bytes.count else { break }
      let start = index
      if bytes[index] == UInt8(ascii: "[") {
        let isArray = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "[")
        index += isArray ? 2 : 1
        if let path = key(), !path.isEmpty, skip(UInt8(ascii: "]")),
          !isArray || skip(UInt8(ascii: "]")), isAtLineEnd()
        {
          table = path
          if isArray { Self.append(to: &root, path[...]) }
          continue
        }
      } else if let path = key(), !path.isEmpty, skip(UInt8(ascii: "=")), let value = value(),
        isAtLineEnd()
      {
        Self.set(&root, (table + path)[...], value)
        continue
      }
      index = max(index, start)
      problems.append(bytes[..<start].count { $0 == 0x0A } + 1)
      if problems.count > 20 { break }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    }
    return root
  }

  // MARK: Tables

  private static func set(
    _ members: inout [ExtraMember], _ path: ArraySlice<String>, _ value: ExtraValue
  ) {
    guard let name = path.first, path.count <= maximumDepth else { return }
    guard path.count > 1 else { return members[name] = value }
    let index = members.firstIndex { $0.name == name } ?? members.count
    if index == members.count { members.append(ExtraMember(name, .object([]))) }
    set(&members[index].value, path.dropFirst(), value)
  }

  /// Sets a value in a table or in the last table of a list.
  private static func set(
    _ table: inout ExtraValue, _ path: ArraySlice<String>, _ value: ExtraValue
  ) {
    // What is changed has one owner, so that it is not copied for each key.
    switch table {
    case .array(var elements):
      table = .null
      if let last = elements.indices.last, case .object = elements[last] {
        set(&elements[last], path, value)
      }
      table = .array(elements)
    case .object(var inner):
      table = .null
      set(&inner, path, value)
      table = .object(inner)
    default:
      var inner: [ExtraMember] = []
      set(&inner, path, value)
      table = .object(inner)
    }
  }

  private static func append(to members: inout [ExtraMember], _ path: ArraySlice<String>) {
    guard path.count == 1, let name = path.first else { return set(&members, path, .array([])) }
    if case .array? = members[name] {
      members.add(.object([]), as: name)
    } else {
      members[name] = .array([.object([])])
    }
  }

  // MARK: Tokens

  private mutating func skipSpace(andLines: Bool) {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "#") {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if bytes[index] > 0x20 || bytes[index] == 0x0A && !andLines {
        return
      } else {
        index += 1
      }
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace(andLines: false)
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func isAtLineEnd() -> Bool {
    skipSpace(andLines: false)
    return index == bytes.count || bytes[index] == 0x0A
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }

  private mutating func key() -> [String]? {
    var path: [String] = []
    repeat {
      skipSpace(andLines: false)
      guard index < bytes.count else { return nil }
      if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
        guard let name = text() else { return nil }
        path.append(name)
      } else {
        let start = index
        while index < bytes.count, Self.isBare(bytes[index]) { index += 1 }
        guard index > start else { return nil }
        path.append(String(decoding: bytes[start..<index], as: UTF8.self))
      }
    } while skip(UInt8(ascii: "."))
    return path
  }

  private mutating func value() -> ExtraValue? {
    skipSpace(andLines: false)
    guard index < bytes.count, depth < Self.maximumDepth else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return text().map { .string($0) }
    case UInt8(ascii: "["):
      index += 1
      var elements: [ExtraValue] = []
      while true {
        skipSpace(andLines: true)
        guard index < bytes.count else { return nil }
        if skip(UInt8(ascii: "]")) { return .array(elements) }
        guard let value = value() else { return nil }
        elements.append(value)
        skipSpace(andLines: true)
        if !skip(UInt8(ascii: ",")) {
          return skip(UInt8(ascii: "]")) ? .array(elements) : nil
        }
      }
    case UInt8(ascii: "{"):
      index += 1
      var members: [ExtraMember] = []
      while true {
        if skip(UInt8(ascii: "}")) { return .object(members) }
        guard let path = key(), skip(UInt8(ascii: "=")), let value = value() else { return nil }
        Self.set(&members, path[...], value)
        if !skip(UInt8(ascii: ",")) {
          return skip(UInt8(ascii: "}")) ? .object(members) : nil
        }
      }
    default:
      let start = index
      while index < bytes.count, bytes[index] != 0x0A, bytes[index] != UInt8(ascii: ","),
        bytes[index] != UInt8(ascii: "]"), bytes[index] != UInt8(ascii: "}"),
        bytes[index] != UInt8(ascii: "#")
      { index += 1 }
      let text = String(decoding: bytes[start..<index], as: UTF8.self).trimmed
      guard !text.isEmpty else { return nil }
      let digits = String(text.filter { $0 != "_" })
      let number = YAMLDocument.scalar(digits)
      if case .string = number { return .string(text) }
      return number
    }
  }

  /// A text in one or three quotation marks.
  private mutating func text() -> String? {
    let quote = bytes[index]
    let isLong =
      index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    index += isLong ? 3 : 1
    if isLong, index < bytes.count, bytes[index] == 0x0A { index += 1 }
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote {
        guard isLong else {
          index += 1
          return String(decoding: text, as: UTF8.self)
        }
        if index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
          index += 3
          return String(decoding: text, as: UTF8.self)
        }
      }
      if byte == 0x0A, !isLong { return nil }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), index + 1 < bytes.count {
        index = YAMLDocument.appendEscape(bytes[...], at: index + 1, to: &text)
      } else {
        text.append(byte)
        index += 1
      }
    }
    return nil
  }
}
