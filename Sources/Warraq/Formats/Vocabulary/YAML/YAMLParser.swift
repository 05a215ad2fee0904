internal import WarraqCore
internal import WarraqModel

/// Reads a document of YAML: the block style (https://yaml.org/spec/1.2.2/#chapter-8-block-style-productions).
///
/// Its state stands where the next byte is read. Each function that reads a value gets the column of
/// what the value belongs to, -1 for the whole document; the lines of the value are further in.
struct YAMLParser {
  /// Where a value stands, which says what it may be.
  enum Position {
    /// Behind the colon of a key: a list may stand as far out as the key.
    case afterKey
    /// Behind the hyphen of a list: a mapping or a list may begin on the same line.
    case afterMark
    case whole
  }

  struct Key {
    let name: String
    let offset: Int
    /// Where its value stands, if it has one.
    var position: Position? = .afterKey
    /// Whether it is `<<`, without quotation marks.
    var isMerge = false
  }

  struct Properties {
    /// The size of all values before them.
    let weight: Int
    var anchor: String?
    var tag: String?

    var isEmpty: Bool { anchor == nil && tag == nil }
  }

  struct Anchor {
    let value: ExtraValue
    let weight: Int
  }

  static let maximumDepth = 64
  /// What aliases may add, in bytes of texts and a byte a value.
  private static let maximumExpansion = 1 << 20

  let bytes: [UInt8]
  let end: Int
  let recovers: Bool
  var index: Int
  var lineStart: Int
  var depth = 0
  /// The sizes of all values so far.
  var weight = 0
  private(set) var problems: [YAMLError] = []
  /// Where the keys stand that the members of the root have.
  var keyOffsets: [Int] = []
  private let handles: [String: String]
  private var anchors: [String: Anchor] = [:]
  private var expansion = 0
  private let start: Int

  init(_ bytes: [UInt8], _ document: YAMLStream.Document, recovers: Bool) {
    self.bytes = bytes
    self.recovers = recovers
    end = document.end
    start = document.start
    index = document.start
    lineStart = document.lineStart
    handles = document.handles
  }

  /// Reads all of it.
  mutating func root() throws(YAMLError) -> ExtraValue {
    let value: ExtraValue
    if recovers, !startsLikeList() {
      skipSpace()
      depth = 1
      value = try mapping(column: index - lineStart, first: nil)
    } else {
      value = try node(parent: -1, .whole)
    }
    while true {
      skipSpace()
      guard index < end else { return value }
      let error = YAMLError(
        index, "this line belongs to nothing above it; indent it as the lines beside it")
      try skip(error)
    }
  }

  /// Whether the document is one list or one text, which front matter is not.
  private func startsLikeList() -> Bool {
    var copy = self
    copy.skipSpace()
    guard copy.index < end else { return true }
    return copy.isMark(UInt8(ascii: "-")) || bytes[copy.index] == UInt8(ascii: "{")
      || bytes[copy.index] == UInt8(ascii: "[")
  }

  // MARK: Values

  /// Reads the value that starts behind here.
  mutating func node(parent: Int, _ position: Position) throws(YAMLError) -> ExtraValue {
    guard depth < Self.maximumDepth else {
      throw YAMLError(index, "more than \(Self.maximumDepth) values inside each other")
    }
    depth += 1
    defer { depth -= 1 }
    let isBelow = skipSpace() || position == .whole && isFirstOfLine
    guard index < end else { return finish(.null) }
    let column = index - lineStart
    if isBelow, indentation <= parent {
      if position == .afterKey, column == parent, isMark(UInt8(ascii: "-")) {
        return try sequence(column: column)
      }
      guard column <= parent || indentation == column else {
        throw YAMLError(lineStart + indentation, "a tab cannot indent; write spaces")
      }
      return finish(.null)
    }
    let start = index
    let mayBeBlock = isBelow || position == .afterMark
    let properties = try properties()
    if !properties.isEmpty, isAtLineEnd {
      let value = try node(parent: parent, position == .afterKey ? .afterKey : .whole)
      return apply(properties, to: value)
    }
    switch bytes[index] {
    case UInt8(ascii: "-") where isMark(UInt8(ascii: "-")):
      guard mayBeBlock, properties.isEmpty else {
        throw YAMLError(index, "a list begins on a line of its own; or write [a, b]")
      }
      return try sequence(column: column)
    case UInt8(ascii: "?") where isMark(UInt8(ascii: "?")),
      UInt8(ascii: ":") where isMark(UInt8(ascii: ":")):
      guard mayBeBlock else { throw mappingInValue }
      index = start
      return try mapping(column: column, first: nil)
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      let text = try blockText(parent: parent)
      return apply(properties, toText: text, isPlain: false)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let line = lineStart
      let text = try quoted(parent: parent)
      if line == lineStart, let key = try key(text, properties, at: start, mayBeBlock: mayBeBlock) {
        return try mapping(column: column, first: key)
      }
      try checkLineEnd()
      return apply(properties, toText: text, isPlain: false)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      let line = lineStart
      let value = try flow(parent: parent).value
      skipBlanks()
      guard line != lineStart || !isMark(UInt8(ascii: ":")) else { throw complexKey(start) }
      try checkLineEnd()
      return apply(properties, to: value)
    case UInt8(ascii: "*"):
      let value = try alias()
      guard properties.isEmpty else { throw aliasWithProperties(start) }
      skipBlanks()
      if isMark(UInt8(ascii: ":")) {
        let text = try keyText(value, at: start)
        if let key = try key(text, properties, at: start, mayBeBlock: mayBeBlock) {
          return try mapping(column: column, first: key)
        }
      }
      try checkLineEnd()
      return value
    default:
      return try plainNode(
        parent: parent, properties, from: start, column: column, mayBeBlock: mayBeBlock)
    }
  }

  private mutating func plainNode(
    parent: Int, _ properties: Properties, from start: Int, column: Int, mayBeBlock: Bool
  ) throws(YAMLError) -> ExtraValue {
    let range = try plainLine(isFirst: true, inFlow: false)
    let text = string(range)
    if mayBeBlock, var key = try key(text, properties, at: start, mayBeBlock: true) {
      key.isMerge = text == "<<"
      return try mapping(column: column, first: key)
    }
    let whole = try plain(text, parent: parent, inFlow: false)
    return apply(properties, toText: whole, isPlain: true)
  }

  /// Reads the value that starts behind here, or what there is as a text where that fails.
  private mutating func value(
    parent: Int, _ position: Position
  ) throws(YAMLError) -> ExtraValue {
    let (index, lineStart) = (index, lineStart)
    do throws(YAMLError) {
      return try node(parent: parent, position)
    } catch {
      try note(error)
      (self.index, self.lineStart) = (index, lineStart)
      return .string(rest(parent: parent))
    }
  }

  // MARK: Collections

  private mutating func sequence(column: Int) throws(YAMLError) -> ExtraValue {
    try checkIndentation(before: index)
    var elements: [ExtraValue] = []
    while true {
      index += 1
      elements.append(try value(parent: column, .afterMark))
      skipSpace()
      while recovers, index < end, index - lineStart > column {
        try skip(tooDeep)
        skipSpace()
      }
      guard index < end, index - lineStart >= column else { break }
      guard index - lineStart == column else { throw tooDeep }
      guard isMark(UInt8(ascii: "-")), isFirstOfLine else { break }
      try checkIndentation(before: index)
    }
    return finish(.array(elements))
  }

  mutating func mapping(column: Int, first: Key?) throws(YAMLError) -> ExtraValue {
    let isRoot = depth == 1
    var members = UniqueMembers()
    var merged: (members: [ExtraMember], offset: Int)?
    var given = first
    if let first { try checkIndentation(before: first.offset) }
    while true {
      let key: Key
      if let first = given {
        key = first
        given = nil
      } else {
        skipSpace()
        guard index < end, index - lineStart >= column else { break }
        do throws(YAMLError) {
          key = try self.key(column: column)
        } catch {
          try skip(error)
          continue
        }
      }
      var value = ExtraValue.null
      if let position = key.position { value = try self.value(parent: column, position) }
      if key.isMerge, merged == nil {
        if let sources = Self.mergeable(value) {
          merged = (sources, key.offset)
          continue
        }
        try note(noMerge(key.offset))
      }
      if !members.set(key.name, value) {
        try note(repeatedKey(key.name, key.offset))
      } else if isRoot {
        keyOffsets.append(key.offset)
      }
    }
    guard let merged else { return finish(.object(members.members)) }
    let all = Self.merge(merged.members, into: members.members)
    if isRoot {
      keyOffsets += Array(repeating: merged.offset, count: all.count - members.members.count)
    }
    return finish(.object(all))
  }

  /// Adds the members whose names are not there yet.
  static func merge(_ merged: [ExtraMember], into members: [ExtraMember]) -> [ExtraMember] {
    let names = Set(members.map(\.name))
    return members + merged.filter { !names.contains($0.name) }
  }

  /// What `<<` adds: of several mappings the first one that has a key (https://yaml.org/type/merge.html).
  static func mergeable(_ value: ExtraValue) -> [ExtraMember]? {
    switch value {
    case .object(let members): return members
    case .array(let elements):
      var all = UniqueMembers()
      for element in elements.reversed() {
        guard let members = element.members else { return nil }
        for member in members { _ = all.set(member.name, member.value) }
      }
      return all.members
    case .null, .boolean, .number, .string: return nil
    }
  }

  // MARK: Keys

  /// Reads the key that stands at a column, and its colon.
  private mutating func key(column: Int) throws(YAMLError) -> Key {
    guard index - lineStart == column else { throw tooDeep }
    try checkIndentation(before: index)
    let start = index
    if isMark(UInt8(ascii: "?")) { return try explicitKey(column: column) }
    let properties = try properties()
    var text = ""
    guard index < end else { throw noKey(start) }
    switch bytes[index] {
    case UInt8(ascii: "-") where isMark(UInt8(ascii: "-")):
      throw YAMLError(index, "an item of a list stands among keys; indent it below its key")
    case UInt8(ascii: ":") where isMark(UInt8(ascii: ":")): break
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let line = lineStart
      text = try quoted(parent: column)
      guard line == lineStart else { throw noKey(start) }
    case UInt8(ascii: "["), UInt8(ascii: "{"): throw complexKey(start)
    case UInt8(ascii: "*"):
      guard properties.isEmpty else { throw aliasWithProperties(start) }
      text = try keyText(alias(), at: start)
    default:
      let range = try plainLine(isFirst: true, inFlow: false)
      text = string(range)
    }
    let isPlain = bytes[start] == UInt8(ascii: "<")
    guard var key = try key(text, properties, at: start, mayBeBlock: true) else {
      throw noKey(start)
    }
    key.isMerge = isPlain && text == "<<"
    return key
  }

  /// Takes a text as the key that it is where a colon follows.
  private mutating func key(
    _ text: String, _ properties: Properties, at start: Int, mayBeBlock: Bool
  ) throws(YAMLError) -> Key? {
    skipBlanks()
    guard isMark(UInt8(ascii: ":")) else { return nil }
    guard mayBeBlock else { throw mappingInValue }
    index += 1
    _ = apply(properties, to: .string(text))
    return Key(name: text, offset: start)
  }

  /// Reads a key behind `? `, and the colon of its value on a line below.
  private mutating func explicitKey(column: Int) throws(YAMLError) -> Key {
    let start = index
    index += 1
    let name = try keyText(node(parent: column, .afterMark), at: start)
    skipSpace()
    guard index - lineStart == column, isFirstOfLine, isMark(UInt8(ascii: ":")) else {
      return Key(name: name, offset: start, position: nil)
    }
    index += 1
    return Key(name: name, offset: start, position: .afterMark)
  }

  func keyText(_ value: ExtraValue, at start: Int) throws(YAMLError) -> String {
    switch value {
    case .null: ""
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .number(let text), .string(let text): text
    case .array, .object: throw complexKey(start)
    }
  }

  // MARK: Properties

  /// Reads anchor and tag, and the blanks behind them (6.9).
  mutating func properties(inFlow: Bool = false) throws(YAMLError) -> Properties {
    var properties = Properties(weight: weight)
    while index < end {
      let start = index
      switch bytes[index] {
      case UInt8(ascii: "&") where properties.anchor == nil:
        properties.anchor = try name()
      case UInt8(ascii: "!") where properties.tag == nil:
        properties.tag = try tag()
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        throw YAMLError(start, "a value has one anchor and one tag; leave the second out")
      default: return properties
      }
      guard index == end || bytes[index] <= 0x20 || inFlow && isFlowIndicator(bytes[index]) else {
        throw YAMLError(index, "expected a space behind '\(string(start..<index))'")
      }
      skipBlanks()
    }
    return properties
  }

  /// Reads the name behind `&` or `*`.
  private mutating func name() throws(YAMLError) -> String {
    let start = index + 1
    index = start
    while index < end, bytes[index] > 0x20, !isFlowIndicator(bytes[index]) { index += 1 }
    guard index > start else {
      throw YAMLError(
        start - 1, "'\(string(start - 1..<start))' needs a name; or put the text in quotation marks"
      )
    }
    return string(start..<index)
  }

  private mutating func tag() throws(YAMLError) -> String {
    let start = index
    index += 1
    if index < end, bytes[index] == UInt8(ascii: "<") {
      while index < end, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">") { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: ">"), index > start + 2 else {
        throw YAMLError(start, "the tag has no '>'; write '!<tag>'")
      }
      index += 1
      return string(start + 2..<index - 1)
    }
    var handleEnd = start + 1
    while index < end, bytes[index] > 0x20, !isFlowIndicator(bytes[index]) {
      if bytes[index] == UInt8(ascii: "!") { handleEnd = index + 1 }
      index += 1
    }
    let handle = string(start..<handleEnd)
    guard let prefix = handles[handle] else {
      throw YAMLError(start, "no '%TAG \(handle) …' above says what '\(handle)' stands for")
    }
    return prefix + string(handleEnd..<index)
  }

  mutating func alias() throws(YAMLError) -> ExtraValue {
    let start = index
    let name = try name()
    guard let anchor = anchors[name] else {
      throw YAMLError(
        start, "no value above has the anchor '&\(name)'; put the text in quotation marks")
    }
    expansion += anchor.weight
    guard expansion <= Self.maximumExpansion else {
      throw YAMLError(start, "the aliases repeat more than a megabyte; write fewer")
    }
    weight += anchor.weight
    return anchor.value
  }

  mutating func apply(_ properties: Properties, to value: ExtraValue) -> ExtraValue {
    var value = value
    if value == .null, Self.isText(properties.tag) { value = .string("") }
    if let name = properties.anchor {
      anchors[name] = Anchor(value: value, weight: weight - properties.weight + 1)
    }
    return value
  }

  mutating func apply(
    _ properties: Properties, toText text: String, isPlain: Bool
  ) -> ExtraValue {
    weight += text.utf8.count
    let isResolved = properties.tag.map { !Self.isText($0) && (isPlain || Self.isScalar($0)) }
    let value = isResolved ?? isPlain ? YAMLDocument.scalar(text) : .string(text)
    return apply(properties, to: finish(value))
  }

  private static let core = "tag:yaml.org,2002:"

  private static func isText(_ tag: String?) -> Bool { tag == "!" || tag == core + "str" }

  private static func isScalar(_ tag: String) -> Bool {
    ["int", "float", "bool", "null"].contains { tag == core + $0 }
  }

  private mutating func finish(_ value: ExtraValue) -> ExtraValue {
    weight += 1
    return value
  }

  // MARK: Errors

  /// Keeps an error to go on, or throws it.
  mutating func note(_ error: YAMLError) throws(YAMLError) {
    guard recovers else { throw error }
    problems.append(error)
  }

  /// Goes on with the next line.
  private mutating func skip(_ error: YAMLError) throws(YAMLError) {
    try note(error)
    while index < end, bytes[index] != 0x0A { index += 1 }
  }

  private var tooDeep: YAMLError {
    YAMLError(index, "this line is indented further than those beside it, but belongs to no key")
  }

  /// A colon behind a text that is no key.
  func checkNoKey() throws(YAMLError) {
    let rest = bytes[index..<end].drop(while: Self.isBlank)
    guard rest.first == UInt8(ascii: ":"), rest.count == 1 || rest[rest.startIndex + 1] <= 0x20
    else { return }
    throw mappingInValue
  }

  private var mappingInValue: YAMLError {
    YAMLError(index, "a value cannot hold ': '; put the whole value in quotation marks")
  }

  private func noKey(_ start: Int) -> YAMLError {
    YAMLError(start, "expected 'key: value'; put a value of several lines in quotation marks")
  }

  private func aliasWithProperties(_ start: Int) -> YAMLError {
    YAMLError(start, "an alias has no anchor and no tag; leave them out")
  }

  func noMerge(_ start: Int) -> YAMLError {
    YAMLError(start, "'<<' takes aliases of mappings; put it in quotation marks")
  }

  func repeatedKey(_ name: String, _ start: Int) -> YAMLError {
    YAMLError(start, "the key '\(name)' is given twice; leave one of them out")
  }

  func complexKey(_ start: Int) -> YAMLError {
    YAMLError(start, "a key cannot be a list or a mapping; make it a text")
  }
}
