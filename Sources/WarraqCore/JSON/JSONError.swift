/// What is wrong with a JSON text, and at which byte.
///
/// It is small, because it is thrown where it is cheap to throw; ``conversionError(in:)`` makes
/// words and a line and column of it.
package struct JSONError: Error, Hashable {
  /// What is wrong.
  package enum Kind: Hashable, Sendable {
    /// The text ends inside a value.
    case unexpectedEnd
    /// Another byte than the grammar allows here.
    case unexpected(UInt8, expected: Expected)
    /// A comma before a closing bracket.
    case trailingComma
    /// A comment.
    case comment
    /// `NaN`, `Infinity` and the like.
    case notFinite
    /// A number that RFC 8259 does not allow.
    case badNumber
    /// An unknown escape, or `\u` without four hexadecimal digits.
    case badEscape
    /// A control character that is not escaped.
    case control(UInt8)
    /// A byte that is not UTF-8.
    case invalidUTF8(UInt8)
    /// Nesting beyond the limit.
    case tooDeep(limit: Int)
    /// Something after the end of the value.
    case trailingContent
    /// Correct JSON that does not have the shape asked for.
    case shape(expected: Expected)
  }

  /// What would have been right.
  package enum Expected: String, Hashable, Sendable {
    case value = "a value"
    case key = "a name in double quotes"
    case colon = "':'"
    case commaOrBrace = "',' or '}'"
    case commaOrBracket = "',' or ']'"
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case number = "a number"
    case boolean = "true or false"
    case canonical = "the canonical form"
  }

  /// What is wrong.
  package let kind: Kind
  /// The offset of the byte, 0 first.
  package let offset: Int

  /// Makes an error.
  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// Whether the text is correct JSON and only its shape is not what was asked for.
  package var isShape: Bool {
    if case .shape = kind { true } else { false }
  }

  /// The error with its place in the input.
  ///
  /// - Parameter record: what the cursor was made over, from its first byte.
  package func conversionError(in record: Record) -> ConversionError {
    ConversionError(.json(kind), at: record.location(ofByte: offset))
  }
}

/// Something in a JSON text that was read, but not as it stands.
package struct JSONWarning: Hashable {
  /// What it is.
  package enum Kind: Hashable {
    /// An escaped surrogate without its other half became U+FFFD.
    case loneSurrogate
    /// An escaped control character was read as the letter that it stands for.
    case controlLetter
    /// A name occurs twice in an object; the last value counts.
    case duplicateName(String)
    /// A member of a nested object without a counterpart in the model was left out.
    case memberLeftOut(String)
    /// A value is not of the shape its property has; it is kept in `extra`.
    case keptInExtra(String)
    /// There is more, from here on.
    case more
    /// Something that only the caller knows the words for.
    case other(Diagnostic.Message)
  }

  /// What it is.
  package let kind: Kind
  /// The offset of the byte, 0 first.
  package let offset: Int

  /// Makes a warning.
  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}

extension ConversionContext {
  /// Notes what a cursor had to say about a record.
  package mutating func emit(_ warnings: [JSONWarning], in record: Record) {
    // The places are counted from one to the next: each from the start would be quadratic.
    let order = warnings.indices.sorted { warnings[$0].offset < warnings[$1].offset }
    var place = record
    var offset = 0
    for index in order {
      let warning = warnings[index]
      let location = place.location(ofByte: warning.offset - offset)
      log.emit(.warning, .json(warning.kind), at: location)
      place.bytes = place.bytes.dropFirst(warning.offset - offset)
      place.line = location.line ?? place.line
      place.column = location.column ?? place.column
      place.byteOffset += warning.offset - offset
      offset = warning.offset
    }
  }
}

extension Record {
  /// The place of a byte of the record in the input: line, column in Unicode scalars, byte offset.
  ///
  /// It counts from the start of the record; call it only when there is something to tell.
  ///
  /// - Parameter offset: the offset from the start of the record, 0 first.
  package func location(ofByte offset: Int) -> SourceLocation {
    var line = line
    var column = self.column
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceLocation(
      file: file, line: line, column: column, byteOffset: byteOffset + offset)
  }
}

extension Diagnostic.Message {
  package static func json(_ kind: JSONError.Kind) -> Self {
    switch kind {
    case .unexpectedEnd:
      Self(
        id: "json.unexpected-end",
        text: "the text ends inside a value; the file may be cut off")
    case .unexpected(let byte, let expected):
      Self(
        id: "json.unexpected-character",
        text: "expected \(expected.rawValue), found \(name(of: byte))\(remedy(for: byte))")
    case .trailingComma:
      Self(id: "json.trailing-comma", text: "a comma before a closing bracket; remove the comma")
    case .comment:
      Self(id: "json.comment", text: "JSON has no comments; remove the comment")
    case .notFinite:
      Self(id: "json.not-finite", text: "JSON has no NaN or Infinity; write null")
    case .badNumber:
      Self(
        id: "json.bad-number",
        text: "not a JSON number; write digits without leading zeros, as 0.5 or 1e6")
    case .badEscape:
      Self(
        id: "json.bad-escape",
        text: "not a JSON escape; write a backslash as \\\\ and a character as \\u with 4 digits")
    case .control(let byte):
      Self(
        id: "json.control-character",
        text: "the control character U+00\(hex(byte)) stands in a string; escape it as"
          + " \\u00\(hex(byte))")
    case .invalidUTF8(let byte):
      Self(
        id: "json.invalid-utf8",
        text: "the byte 0x\(hex(byte)) is not UTF-8; save the file as UTF-8")
    case .tooDeep(let limit):
      Self(id: "json.too-deep", text: "values are nested more than \(limit) deep")
    case .trailingContent:
      Self(
        id: "json.trailing-content",
        text: "something follows the value; put each article on its own line or in an array")
    case .shape(let expected):
      Self(id: "json.unexpected-shape", text: "expected \(expected.rawValue)")
    }
  }

  package static func json(_ kind: JSONWarning.Kind) -> Self {
    switch kind {
    case .other(let message): message
    case .more:
      Self(
        id: "json.more-warnings",
        text: "further repairs in this record, from here on, are not listed")
    case .loneSurrogate:
      Self(
        id: "json.lone-surrogate",
        text: "an unpaired surrogate escape was read as U+FFFD")
    case .controlLetter: .controlLetters(1)
    case .duplicateName(let name):
      Self(
        id: "json.duplicate-name",
        text: "'\(name)' occurs more than once in an object; the last value counts")
    case .memberLeftOut(let name):
      Self(
        id: "json.member-left-out",
        text: "'\(name)' of a related item is not part of the model and was left out")
    case .keptInExtra(let name):
      Self(
        id: "json.kept-in-extra",
        text: "the value of '\(name)' could not be mapped in full; it is kept in 'extra'")
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): "the end of the line"
    case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
    default: "the byte 0x\(hex(byte))"
    }
  }

  private static func remedy(for byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "'"): "; JSON takes double quotes"
    case UInt8(ascii: "\""): "; a comma may be missing"
    default: ""
    }
  }
}
