internal import WarraqCore

/// Words that stand for an empty cell.
struct CSVNulls: Sendable {
  private let words: [[UInt8]]

  init(_ words: [String]) { self.words = words.map { Array($0.utf8) } }

  /// Whether a cell, not empty, stands for nothing.
  ///
  /// - Parameter hasEscapes: whether the table has backslashes for escapes: nothing is `\N` there.
  func contains(_ field: UnsafeBufferPointer<UInt8>, hasEscapes: Bool) -> Bool {
    if hasEscapes, field.count == 2, field.elementsEqual("\\N".utf8) { return true }
    guard !words.isEmpty else { return false }
    let trimmed = field.trimmed
    return words.contains { trimmed.elementsEqual($0) }
  }

  /// Whether programs write the text for a value that is missing: R, pandas, databases, spreadsheets.
  ///
  /// - Parameter isName: whether the column holds names, which no dash is; as a text it may stand.
  static func isUsual(_ field: UnsafeBufferPointer<UInt8>, isName: Bool) -> Bool {
    guard field.count <= longest, !field.isEmpty else { return false }
    if isName, field.allSatisfy({ $0 == UInt8(ascii: "-") }) { return true }
    guard field.count > 1 else { return false }
    // Most cells are told by their first byte.
    switch field[0] {
    case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "#"), UInt8(ascii: "<"),
      UInt8(ascii: "("), UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "["):
      break
    case 0xE2 where isName: return field.elementsEqual("–".utf8) || field.elementsEqual("—".utf8)
    default: return false
    }
    return usual.contains { field.elementsEqual($0.utf8) }
  }

  private static let longest = 9
  private static let usual: [String] = [
    "NA", "N/A", "N.A.", "none", "NONE", "Null", "undefined", "n/a", "#N/A", "<NA>", "NaN", "nan",
    "NaT", "None", "NULL", "null", "(null)",
    "\\N", "nil", "[NULL]",
    "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!",
  ]
}
