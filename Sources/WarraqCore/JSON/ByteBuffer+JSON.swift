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

  /// Appends the name of a member and its colon, after a comma where one is needed, in one step.
  ///
  /// - Parameter name: as it is, such as `href`; it holds nothing that needs an escape.
  @inline(__always)
  package mutating func append(jsonName name: StaticString) {
    let isFirst = bytes.last == UInt8(ascii: "{")
    let length = name.utf8CodeUnitCount
    append(count: length + (isFirst ? 3 : 4)) { start in
      if !isFirst { start[0] = UInt8(ascii: ",") }
      let target = start + (isFirst ? 0 : 1)
      target[0] = UInt8(ascii: "\"")
      (target + 1).update(from: name.utf8Start, count: length)
      target[length + 1] = UInt8(ascii: "\"")
      target[length + 2] = UInt8(ascii: ":")
    }
  }

  /// Appends a member that is a text; nothing when there is none.
  package mutating func append(jsonName name: StaticString, _ text: String?) {
    guard let text else { return }
    append(jsonName: name)
    append(json: text)
  }

  /// Appends a member that is an integer; nothing when there is none.
  package mutating func append(jsonName name: StaticString, _ number: Int?) {
    guard let number else { return }
    append(jsonName: name)
    append(decimal: number)
  }

  /// Appends a member that is true or false.
  package mutating func append(jsonName name: StaticString, _ isTrue: Bool) {
    append(jsonName: name)
    append(isTrue ? "true" as StaticString : "false" as StaticString)
  }

  /// Appends a member that is a date with its time and zone (RFC 3339); nothing when there is none.
  package mutating func append(jsonName name: StaticString, instantOf date: NewsDate?) {
    guard let date, date.isResolved else { return }
    append(jsonName: name)
    bytes.append(UInt8(ascii: "\""))
    append(date.shownInstant)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Opens an object whose first member says its type, in one step.
  @inline(__always)
  package mutating func append(jsonType type: StaticString) {
    let start: StaticString = "{\"type\":\""
    let (before, length) = (start.utf8CodeUnitCount, type.utf8CodeUnitCount)
    append(count: before + length + 1) { target in
      target.update(from: start.utf8Start, count: before)
      (target + before).update(from: type.utf8Start, count: length)
      target[before + length] = UInt8(ascii: "\"")
    }
  }

  // MARK: For people to look at

  /// Appends the name of a member with a space after the colon, and after the comma before it.
  ///
  /// No comma stands at the start of an object, nor of a line: whoever ended the line wrote it.
  package mutating func append(spacedName name: String) {
    if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "\n") { append(", ") }
    append(json: name)
    append(": ")
  }

  /// Appends a member that is a text, spaced.
  package mutating func append(spacedName name: String, _ text: String) {
    append(spacedName: name)
    append(json: text)
  }

  /// Appends a member that is an integer, spaced.
  package mutating func append(spacedName name: String, _ number: Int) {
    append(spacedName: name)
    append(decimal: number)
  }

  /// Appends a member that is true or false, spaced.
  package mutating func append(spacedName name: String, _ isTrue: Bool) {
    append(spacedName: name)
    append(isTrue ? "true" : "false")
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
