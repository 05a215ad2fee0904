/// A JSON value that knows where it lies, for those who say what is wrong with it.
package struct JSONNode: Sendable {
  /// What a value is.
  package indirect enum Value: Sendable {
    case null
    case boolean(Bool)
    /// The digits as they are written.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// In the order of the text; a name may occur twice.
    case object([Member])
  }

  /// A named value.
  package struct Member: Sendable {
    /// The name.
    package let name: String
    /// The offset of the name's quotation mark, 0 first.
    package let nameOffset: Int
    /// The value.
    package let node: JSONNode
  }

  /// The offset of the value's first byte, 0 first.
  package let offset: Int
  /// What it is.
  package let value: Value

  /// Makes a value.
  package init(offset: Int, value: Value) {
    self.offset = offset
    self.value = value
  }

  /// Reads a text that is one value.
  ///
  /// - Parameter warnings: is given what was read, but not as it stands.
  /// - Throws: `JSONError` where it is not JSON, or nested too deep.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, warnings: inout [JSONWarning]
  ) throws(JSONError) {
    var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
    self = try Self.read(&cursor, bytes)
    try cursor.finish()
    warnings = cursor.warnings
  }

  /// Reads a text that is one value.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) throws(JSONError) {
    var warnings: [JSONWarning] = []
    try self.init(bytes, maximumDepth: maximumDepth, warnings: &warnings)
  }

  private static func read(
    _ cursor: inout JSONCursor, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> JSONNode {
    let first = try cursor.peek()
    let offset = cursor.position
    switch first {
    case UInt8(ascii: "{"):
      try cursor.descend()
      try cursor.beginObject()
      var members: [Member] = []
      var start = cursor.position
      while let key = try cursor.nextKey() {
        let name = key.string
        let nameOffset = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? start
        let node = try read(&cursor, bytes)
        members.append(Member(name: name, nameOffset: nameOffset, node: node))
        start = cursor.position
      }
      cursor.ascend()
      return JSONNode(offset: offset, value: .object(members))
    case UInt8(ascii: "["):
      try cursor.descend()
      try cursor.beginArray()
      var elements: [JSONNode] = []
      while try cursor.nextElement() { elements.append(try read(&cursor, bytes)) }
      cursor.ascend()
      return JSONNode(offset: offset, value: .array(elements))
    case UInt8(ascii: "\""): return JSONNode(offset: offset, value: .string(try cursor.string()))
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      return JSONNode(offset: offset, value: .boolean(try cursor.boolean()))
    case UInt8(ascii: "n"):
      _ = try cursor.skipNull()
      return JSONNode(offset: offset, value: .null)
    default: return JSONNode(offset: offset, value: .number(try cursor.number().string))
    }
  }

  // MARK: Access

  /// The members where it is an object.
  package var members: [Member]? { if case .object(let members) = value { members } else { nil } }

  /// The elements where it is an array.
  package var elements: [JSONNode]? { if case .array(let nodes) = value { nodes } else { nil } }

  /// The text where it is a string.
  package var string: String? { if case .string(let text) = value { text } else { nil } }

  /// The value where it is true or false.
  package var boolean: Bool? { if case .boolean(let value) = value { value } else { nil } }

  /// The value of a number, as near as a `Double` comes to it.
  package var double: Double? {
    if case .number(let digits) = value { Double(digits) } else { nil }
  }

  /// The value of a number that is whole and fits.
  package var integer: Int? { double.flatMap { Int(exactly: $0) } }

  /// The last member of that name, which is the one that counts.
  package subscript(name: String) -> JSONNode? { members?.last { $0.name == name }?.node }

  /// Whether two values say the same (JSON Schema core, 4.2.2): numbers by their value, objects
  /// whatever the order of their members.
  package func isEqual(to other: JSONNode) -> Bool {
    switch (value, other.value) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): a == b || Double(a) == Double(b)
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count && a.allSatisfy { other[$0.name]?.isEqual(to: $0.node) ?? false }
    default: false
    }
  }

  /// The value as JSON, cut after some characters, for messages.
  package var excerpt: String {
    let text =
      switch value {
      case .null: "null"
      case .boolean(let value): value ? "true" : "false"
      case .number(let digits): digits
      case .string(let text): "'\(text)'"
      case .array: "an array"
      case .object: "an object"
      }
    return text.unicodeScalars.count > 60
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))) + "...'" : text
  }
}
