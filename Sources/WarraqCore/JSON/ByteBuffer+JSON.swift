package import WarraqModel

extension ByteBuffer {
  /// Appends a text as a JSON string in quotation marks (RFC 8259, 7).
  ///
  /// Only what must be escaped is: quotation marks, backslashes and control characters.
  package mutating func append(json text: String) {
    text.withUTF8Bytes { append(jsonUTF8: $0) }
  }

  /// Appends UTF-8 as a JSON string in quotation marks.
  package mutating func append(jsonUTF8 source: UnsafeBufferPointer<UInt8>) {
    let quote = UInt8(ascii: "\"")
    guard let base = source.baseAddress else { return append("\"\"") }
    let plain = ByteScan.endOfPlainRun(base, from: 0, to: source.count)
    guard plain < source.count else {
      return append(count: plain + 2) { target in
        target[0] = quote
        (target + 1).update(from: base, count: plain)
        target[plain + 1] = quote
      }
    }
    bytes.append(quote)
    var start = 0
    var stop = plain
    while true {
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + start, count: stop - start))
      guard stop < source.count else { break }
      append(escapeOf: base[stop])
      start = stop + 1
      stop = ByteScan.endOfPlainRun(base, from: start, to: source.count)
    }
    bytes.append(quote)
  }

  private mutating func append(escapeOf byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\t"): append("\\t")
    case UInt8(ascii: "\r"): append("\\r")
    case 0x08: append("\\b")
    case 0x0C: append("\\f")
    default:
      append("\\u00")
      for digit in [byte >> 4, byte & 0xF] {
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }

  /// Appends a number in the fewest digits that read back as the same value; `null` when it is not
  /// finite, because JSON has no word for that.
  package mutating func append(json number: Double) {
    if number.isFinite { append(number.description) } else { append("null") }
  }

  /// Appends a value.
  ///
  /// Digits that are not a JSON number are written as a string.
  package mutating func append(json value: ExtraValue) {
    switch value {
    case .null: append("null")
    case .boolean(true): append("true")
    case .boolean(false): append("false")
    case .number(let digits):
      if JSONCursor.isNumber(digits) { append(digits) } else { append(json: digits) }
    case .string(let text): append(json: text)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for element in elements {
        separateJSON()
        append(json: element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members): append(json: members)
    }
  }

  /// Appends an object.
  package mutating func append(json members: [ExtraMember]) {
    bytes.append(UInt8(ascii: "{"))
    for member in members {
      separateJSON()
      append(json: member.name)
      bytes.append(UInt8(ascii: ":"))
      append(json: member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends a comma unless an object or array was opened just before.
  @inline(__always)
  package mutating func separateJSON() {
    // No complete value ends in an opening bracket, so the last byte tells.
    if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
      bytes.append(UInt8(ascii: ","))
    }
  }

  /// Appends a name and its colon, after a comma where one is needed.
  ///
  /// - Parameter name: with quotation marks and colon, as `"\"href\":"`.
  @inline(__always)
  package mutating func append(jsonName name: StaticString) {
    if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
      append(UInt8(ascii: ","), name)
    } else {
      append(name)
    }
  }

  /// Appends a name and its colon, after a comma where one is needed, in one step.
  ///
  /// - Parameter member: with a comma, quotation marks and colon, as `",\"href\":"`.
  @inline(__always)
  package mutating func append(jsonMember member: StaticString) {
    let isFirst = bytes.last == UInt8(ascii: "{")
    let start = isFirst ? 1 : 0
    let length = member.utf8CodeUnitCount - start
    append(count: length) { $0.update(from: member.utf8Start + start, count: length) }
  }
}

extension JSONCursor {
  /// Whether a text is a JSON number.
  package static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      do throws(JSONError) {
        var cursor = try JSONCursor(bytes, maximumDepth: 1)
        return try cursor.number().bytes.count == bytes.count
      } catch {
        return false
      }
    }
  }
}
