internal import WarraqCore
internal import WarraqModel

/// Reads the YAML of front matter and of metadata files, which is all of YAML 1.2
/// (https://yaml.org/spec/1.2.2/) but keys that are lists or mappings.
///
/// ```swift
/// let document = YAMLDocument(bytes[...], recovers: false)
/// if let problem = document.problems.first { … }
/// ```
///
/// Plain values are `null`, booleans, the numbers of JSON, and texts; numbers in other notations stay
/// texts as they are written, because the versions of YAML differ about them. `<<` merges mappings.
/// Tags of types of its own say nothing. There is no YAML library that does not load all of
/// Foundation. Time is linear in the text, and aliases may repeat a megabyte of it.
struct YAMLDocument {
  /// What is wrong, and where: line and column, in Unicode scalars, are 1 first.
  struct Problem {
    let line: Int
    let column: Int
    let reason: String
  }

  /// What stands under the keys; empty where the document has none.
  private(set) var members: [ExtraMember] = []
  /// The places of the keys of ``members``.
  private(set) var places: [(line: Int, column: Int)] = []
  /// What could not be read as what it should be, in the order of the text.
  private(set) var problems: [Problem] = []

  /// Reads the document of a text.
  ///
  /// - Parameter recovers: whether what has an error is taken as a text and reading goes on, as
  ///   suits front matter; otherwise the first problem is the last.
  init(_ text: ArraySlice<UInt8>, recovers: Bool) {
    let bytes = Self.withPlainLineEnds(text)
    var found: [YAMLError] = []
    var offsets: [Int] = []
    do throws(YAMLError) {
      if !recovers { try Self.checkCharacters(bytes) }
      var documents = try YAMLStream(bytes).documents.filter { !$0.isEmpty(in: bytes) }
      guard !documents.isEmpty else { return }
      let first = documents.removeFirst()
      var parser = YAMLParser(bytes, first, recovers: recovers)
      let root = try parser.root()
      found = parser.problems
      switch root {
      case .object(let members):
        self.members = members
        offsets = parser.keyOffsets
      case .null: break
      case .boolean, .number, .string, .array:
        throw YAMLError(first.start, "this is no mapping; write 'key: value'")
      }
      if let second = documents.first {
        throw YAMLError(
          second.firstContent(in: bytes), "a second document begins here; leave one in the file")
      }
    } catch {
      found.append(error)
    }
    var lines = YAMLLines(bytes)
    places = offsets.map { lines.place(of: $0) }
    found.sort { $0.offset < $1.offset }
    lines = YAMLLines(bytes)
    problems = found.map {
      let place = lines.place(of: $0.offset)
      return Problem(line: place.line, column: place.column, reason: $0.reason)
    }
  }

  /// The text with line ends of one byte, and without a mark of the order of bytes.
  private static func withPlainLineEnds(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text
    guard text.contains(0x0D) else { return Array(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var wasReturn = false
    for byte in text {
      if byte == 0x0D {
        bytes.append(0x0A)
      } else if byte != 0x0A || !wasReturn {
        bytes.append(byte)
      }
      wasReturn = byte == 0x0D
    }
    return bytes
  }

  private static func checkCharacters(_ bytes: [UInt8]) throws(YAMLError) {
    let place = bytes.firstIndex { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A || $0 == 0x7F }
    guard let place else { return }
    let digits = String(bytes[place], radix: 16, uppercase: true)
    throw YAMLError(
      place,
      "the character U+\(String(repeating: "0", count: 4 - digits.count))\(digits) is not allowed; "
        + "write \\x\(digits.count < 2 ? "0" : "")\(digits) in double quotation marks")
  }

  /// What a text without quotation marks is (10.3.2).
  static func scalar(_ text: String) -> ExtraValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: JSONCursor.isNumber(text) ? .number(text) : .string(text)
    }
  }
}

/// An error in YAML.
struct YAMLError: Error {
  /// Its place in the bytes whose line ends are one byte each.
  let offset: Int
  /// What is wrong and what to do.
  let reason: String

  init(_ offset: Int, _ reason: String) {
    self.offset = offset
    self.reason = reason
  }
}

/// Finds lines and columns of offsets that are asked for in rising order.
struct YAMLLines {
  private let bytes: [UInt8]
  private var line = 1
  private var lineStart = 0
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func place(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(offset, bytes.count)
    while index < offset {
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    guard lineStart <= offset else { return (line, 1) }
    let column = bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return (line, column)
  }
}
