/// Cuts a stream of YAML into its documents (9.2).
struct YAMLStream {
  struct Document {
    /// Where its content starts, behind `---`.
    let start: Int
    let end: Int
    /// Where the line of its start starts.
    let lineStart: Int
    /// What its directives say that the handles of tags stand for.
    let handles: [String: String]

    /// Whether it has nothing but comments.
    func isEmpty(in bytes: [UInt8]) -> Bool { firstContent(in: bytes) >= end }

    /// Where its first byte stands that is no comment.
    func firstContent(in bytes: [UInt8]) -> Int {
      var index = start
      while index < end {
        if bytes[index] == UInt8(ascii: "#"), index == 0 || bytes[index - 1] <= 0x20 {
          while index < end, bytes[index] != 0x0A { index += 1 }
        } else if bytes[index] > 0x20 {
          return index
        } else {
          index += 1
        }
      }
      return end
    }
  }

  private(set) var documents: [Document] = []
  private let bytes: [UInt8]
  private var start = 0
  private var lineStart = 0
  private var handles = Self.standardHandles
  private var isVersionGiven = false

  private static let standardHandles = ["!": "!", "!!": "tag:yaml.org,2002:"]

  init(_ bytes: [UInt8]) throws(YAMLError) {
    self.bytes = bytes
    var index = 0
    var isBetween = true
    var directive: Int?
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      let next = min(end + 1, bytes.count)
      if isMark(UInt8(ascii: "-"), at: index) {
        if !isBetween { finish(before: index) }
        begin(at: index + 3, line: index)
        isBetween = false
        directive = nil
      } else if isMark(UInt8(ascii: "."), at: index) {
        if let directive { throw Self.strayDirective(directive) }
        if !isBetween { finish(before: index) }
        let rest = bytes[index + 3..<end].drop { $0 <= 0x20 }
        guard rest.isEmpty || rest.first == UInt8(ascii: "#") else {
          throw YAMLError(rest.startIndex, "behind '...' stands nothing; begin a new line")
        }
        begin(at: next, line: next)
        isBetween = true
      } else if isBetween, index < end {
        let visible = bytes[index..<end].first { $0 > 0x20 }
        if bytes[index] == UInt8(ascii: "%") {
          try read(directive: index..<end)
          directive = directive ?? index
        } else if let visible, visible != UInt8(ascii: "#") {
          if let directive { throw Self.strayDirective(directive) }
          begin(at: index, line: index)
          isBetween = false
        }
      }
      index = next
    }
    if let directive { throw Self.strayDirective(directive) }
    if !isBetween { finish(before: bytes.count) }
  }

  private static func strayDirective(_ offset: Int) -> YAMLError {
    YAMLError(offset, "a line that begins with '%' is a directive, which stands before '---'")
  }

  private mutating func begin(at start: Int, line: Int) {
    self.start = min(start, bytes.count)
    lineStart = line
  }

  private mutating func finish(before end: Int) {
    documents.append(
      Document(start: start, end: max(start, end), lineStart: lineStart, handles: handles))
    handles = Self.standardHandles
    isVersionGiven = false
  }

  /// Whether a line is `---` or `...`, or begins so.
  private func isMark(_ byte: UInt8, at index: Int) -> Bool {
    guard index + 3 <= bytes.count, bytes[index] == byte, bytes[index + 1] == byte,
      bytes[index + 2] == byte
    else { return false }
    return index + 3 == bytes.count || bytes[index + 3] <= 0x20
  }

  /// Reads `%YAML 1.2` and `%TAG !e! tag:example.org,2000:`; others say nothing (6.8).
  private mutating func read(directive range: Range<Int>) throws(YAMLError) {
    var words = bytes[range].split { $0 == 0x20 || $0 == 0x09 }.map {
      String(decoding: $0, as: UTF8.self)
    }
    if let comment = words.firstIndex(where: { $0.hasPrefix("#") }) {
      words.removeSubrange(comment...)
    }
    switch words.first {
    case "%YAML":
      guard words.count == 2, words[1].hasPrefix("1."),
        words[1].utf8.dropFirst(2).allSatisfy({ 0x30...0x39 ~= $0 }), !isVersionGiven
      else {
        throw YAMLError(range.lowerBound, "expected '%YAML 1.2', once")
      }
      isVersionGiven = true
    case "%TAG":
      guard words.count == 3 else {
        throw YAMLError(range.lowerBound, "expected '%TAG !handle! prefix'")
      }
      handles[words[1]] = words[2]
    default: break
    }
  }
}
