/// What stands before the root element (XML 1.0, 2.8).
extension XMLRecordParser {
  /// Skips a declaration of XML 1.0 in UTF-8; of any other, libxml2 is asked.
  mutating func skipDeclaration() -> Bool {
    guard skip("<?xml") else { return true }
    guard skipSpace(), skip("version"), skipEquals(), skipQuoted("1.0") else { return false }
    var hasSpace = skipSpace()
    if hasSpace, skip("encoding") {
      guard skipEquals(), skipQuoted("UTF-8") || skipQuoted("utf-8") else { return false }
      hasSpace = skipSpace()
    }
    if hasSpace, skip("standalone") {
      guard skipEquals(), skipQuoted("yes") || skipQuoted("no") else { return false }
      skipSpace()
    }
    return skip("?>")
  }

  /// Skips a document type that has no declarations of its own. Those that it refers to are read by
  /// nobody here.
  mutating func skipDocumentType() -> Bool {
    guard skip("<!DOCTYPE") else { return true }
    guard skipSpace(), parseName() != nil else { return false }
    let hasSpace = skipSpace()
    if hasSpace, skip("PUBLIC") {
      guard skipSpace(), let identifier = skipLiteral(),
        identifier.allSatisfy({ Self.isPublicIdentifier(base[$0]) }), skipSpace(),
        skipLiteral() != nil
      else { return false }
    } else if hasSpace, skip("SYSTEM") {
      guard skipSpace(), skipLiteral() != nil else { return false }
    }
    skipSpace()
    return skip(">")
  }

  private mutating func skipEquals() -> Bool {
    skipSpace()
    guard skip("=") else { return false }
    skipSpace()
    return true
  }

  private mutating func skipQuoted(_ text: StaticString) -> Bool {
    let start = position
    if let literal = skipLiteral(), bytes(literal, equal: text) { return true }
    position = start
    return false
  }

  /// Skips what stands in quotes; returns where it lies.
  private mutating func skipLiteral() -> Range<Int>? {
    let quote = byte(at: position)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let start = position + 1
    var index = start
    while byte(at: index) != quote {
      guard index < end else { return nil }
      index += 1
    }
    position = index + 1
    return start..<index
  }

  /// Whether a public identifier may hold the character (2.3).
  private static func isPublicIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: " \n-'()+,./:=?;!*#@$_%".utf8.contains(byte)
    }
  }
}
