internal import WarraqCore
internal import WarraqModel

/// The flow style, which JSON is part of
/// (https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions).
extension YAMLParser {
  struct FlowNode {
    let value: ExtraValue
    /// The text as a key; `nil` for a collection.
    let key: String?
    /// Whether a colon may follow without a space, as in JSON.
    var isQuoted = false
    /// Whether it is `<<`, without quotation marks.
    var isMerge = false
  }

  mutating func flow(parent: Int, mayBeEmpty: Bool = false) throws(YAMLError) -> FlowNode {
    guard depth < Self.maximumDepth else {
      throw YAMLError(index, "more than \(Self.maximumDepth) values inside each other")
    }
    depth += 1
    defer { depth -= 1 }
    let start = index
    let properties = try properties(inFlow: true)
    if !properties.isEmpty { try skipFlowSpace(parent: parent, from: start) }
    guard index < end else { throw unclosed(start) }
    switch bytes[index] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      guard mayBeEmpty || !properties.isEmpty else { throw missingValue }
      return FlowNode(value: apply(properties, to: .null), key: "")
    case UInt8(ascii: ":") where endsKey(inFlow: true):
      return FlowNode(value: apply(properties, to: .null), key: "")
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = try quoted(parent: parent)
      let value = apply(properties, toText: text, isPlain: false)
      return FlowNode(value: value, key: text, isQuoted: true)
    case UInt8(ascii: "["):
      let value = try flowSequence(parent: parent)
      return FlowNode(value: apply(properties, to: value), key: nil, isQuoted: true)
    case UInt8(ascii: "{"):
      let value = try flowMapping(parent: parent)
      return FlowNode(value: apply(properties, to: value), key: nil, isQuoted: true)
    case UInt8(ascii: "*"):
      let value = try alias()
      return FlowNode(value: value, key: value.members == nil ? value.text : nil)
    default:
      let first = try plainLine(isFirst: true, inFlow: true)
      let text = try plain(string(first), parent: parent, inFlow: true)
      let value = apply(properties, toText: text, isPlain: true)
      return FlowNode(value: value, key: text, isMerge: text == "<<")
    }
  }

  /// Goes to the next byte that is no space and no comment; lines are further in than what the
  /// value belongs to, or could be no other key.
  private mutating func skipFlowSpace(parent: Int, from start: Int) throws(YAMLError) {
    guard skipSpace() else {
      guard index < end else { throw unclosed(start) }
      return
    }
    guard index < end else { throw unclosed(start) }
    guard indentation <= parent else { return }
    switch bytes[index] {
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "{"): return
    default: if isKeyLike || isMark(UInt8(ascii: "-")) { throw unclosed(start) }
    }
  }

  /// Whether the line here could be that of a key.
  private var isKeyLike: Bool {
    var copy = self
    while copy.index < end, bytes[copy.index] != 0x0A {
      if copy.isMark(UInt8(ascii: ":")) { return true }
      copy.index += 1
    }
    return false
  }

  private mutating func flowSequence(parent: Int) throws(YAMLError) -> ExtraValue {
    let start = index
    index += 1
    var elements: [ExtraValue] = []
    while true {
      try skipFlowSpace(parent: parent, from: start)
      if bytes[index] == UInt8(ascii: "]") {
        index += 1
        return .array(elements)
      }
      let isExplicit = try skipExplicitMark(parent: parent, from: start)
      let line = lineStart
      let place = index
      let node = try flow(parent: parent, mayBeEmpty: isExplicit)
      try skipFlowSpace(parent: parent, from: start)
      if isExplicit || isColon(behind: node), isExplicit || line == lineStart {
        var members = UniqueMembers()
        try add(node, at: place, to: &members, parent: parent, from: start)
        elements.append(.object(members.members))
      } else {
        elements.append(node.value)
      }
      try skipComma(before: UInt8(ascii: "]"), parent: parent, from: start)
    }
  }

  private mutating func flowMapping(parent: Int) throws(YAMLError) -> ExtraValue {
    let start = index
    index += 1
    var members = UniqueMembers()
    var merged: [ExtraMember]?
    let isRoot = depth == 2 && parent < 0
    while true {
      try skipFlowSpace(parent: parent, from: start)
      if bytes[index] == UInt8(ascii: "}") {
        index += 1
        return .object(Self.merge(merged ?? [], into: members.members))
      }
      let isExplicit = try skipExplicitMark(parent: parent, from: start)
      let place = index
      let node = try flow(parent: parent, mayBeEmpty: isExplicit)
      try skipFlowSpace(parent: parent, from: start)
      if node.isMerge, merged == nil {
        var source = UniqueMembers()
        try add(node, at: place, to: &source, parent: parent, from: start)
        merged = Self.mergeable(source.members.first?.value ?? .null)
        if merged == nil { try note(noMerge(place)) }
      } else {
        try add(node, at: place, to: &members, parent: parent, from: start)
        if isRoot, keyOffsets.count < members.members.count { keyOffsets.append(place) }
      }
      try skipComma(before: UInt8(ascii: "}"), parent: parent, from: start)
    }
  }

  /// Reads the value of a key, if there is one.
  private mutating func add(
    _ key: FlowNode, at place: Int, to members: inout UniqueMembers, parent: Int, from start: Int
  ) throws(YAMLError) {
    guard let name = key.key else { throw complexKey(place) }
    var value = ExtraValue.null
    if isColon(behind: key) {
      index += 1
      try skipFlowSpace(parent: parent, from: start)
      if !isFlowIndicator(bytes[index]) || bytes[index] == UInt8(ascii: "[")
        || bytes[index] == UInt8(ascii: "{")
      {
        value = try flow(parent: parent).value
        try skipFlowSpace(parent: parent, from: start)
      }
    }
    if !members.set(name, value) { try note(repeatedKey(name, place)) }
  }

  private func isColon(behind key: FlowNode) -> Bool {
    index < end && bytes[index] == UInt8(ascii: ":") && (key.isQuoted || endsKey(inFlow: true))
  }

  private mutating func skipExplicitMark(
    parent: Int, from start: Int
  ) throws(YAMLError) -> Bool {
    guard isMark(UInt8(ascii: "?")) else { return false }
    index += 1
    try skipFlowSpace(parent: parent, from: start)
    return true
  }

  private mutating func skipComma(
    before bracket: UInt8, parent: Int, from start: Int
  ) throws(YAMLError) {
    if bytes[index] == UInt8(ascii: ",") {
      index += 1
    } else if bytes[index] != bracket {
      throw YAMLError(
        index,
        "expected ',' or '\(Character(Unicode.Scalar(bracket)))'; or put it in quotation marks")
    }
  }

  private var missingValue: YAMLError {
    YAMLError(index, "expected a value before '\(string(index..<index + 1))'; take one comma out")
  }

  private func unclosed(_ start: Int) -> YAMLError {
    YAMLError(
      start,
      "'\(string(start..<start + 1))' is not closed; close it, and indent the lines between, or put "
        + "the text in quotation marks")
  }
}
