public import WarraqCore
import WarraqModel

/// A font that goes into the book whole.
///
/// Whether its licence allows that is for the person to know who names it.
public struct EPUBFont: Hashable, Sendable {
  let bytes: [UInt8]
  let mediaType: String
  let fileExtension: String
  /// The name of its family where the file tells it in plain letters.
  let family: String?
  /// The weight in the numbers of CSS.
  let weight: Int
  let isItalic: Bool

  /// Whether the file is compressed already.
  var isCompressed: Bool { fileExtension.hasPrefix("woff") }

  /// Its path beside the style sheet, made from its bytes.
  var path: String { "fonts/\(SHA1.hexadecimal(of: bytes)).\(fileExtension)" }

  /// Takes the bytes of a font: TrueType, OpenType, WOFF or WOFF2 (EPUB 3.3, 3.2).
  ///
  /// - Throws: `ConversionError` `epub.font` for anything else.
  public init(_ bytes: [UInt8]) throws(ConversionError) {
    switch bytes.prefix(4) {
    case [0, 1, 0, 0], Array("true".utf8)[...]: (mediaType, fileExtension) = ("font/ttf", "ttf")
    case Array("OTTO".utf8)[...]: (mediaType, fileExtension) = ("font/otf", "otf")
    case Array("wOFF".utf8)[...]: (mediaType, fileExtension) = ("font/woff", "woff")
    case Array("wOF2".utf8)[...]: (mediaType, fileExtension) = ("font/woff2", "woff2")
    default: throw ConversionError(.badFont)
    }
    self.bytes = bytes
    let file = FontFile(bytes)
    family = file?.family
    weight = file?.weight ?? 400
    isItalic = file?.isItalic ?? false
  }
}

/// The tables of a font that is not compressed (OpenType 1.9, "Font file").
private struct FontFile {
  private let bytes: [UInt8]
  private var tables: [String: Range<Int>] = [:]

  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count > 12, bytes[0] != UInt8(ascii: "w") else { return nil }
    for index in 0..<number16(4) {
      let entry = 12 + 16 * index
      guard entry + 16 <= bytes.count else { break }
      let start = number16(entry + 8) << 16 | number16(entry + 10)
      let count = number16(entry + 12) << 16 | number16(entry + 14)
      guard start + count <= bytes.count else { continue }
      tables[String(decoding: bytes[entry..<entry + 4], as: UTF8.self)] = start..<start + count
    }
  }

  private func number16(_ at: Int) -> Int {
    at + 2 <= bytes.count ? Int(bytes[at]) << 8 | Int(bytes[at + 1]) : 0
  }

  /// `usWeightClass` of the table OS/2.
  var weight: Int? {
    guard let table = tables["OS/2"], table.count >= 64 else { return nil }
    let weight = number16(table.lowerBound + 4)
    return 1...1000 ~= weight ? weight : nil
  }

  /// Bit 0 of `fsSelection` of the table OS/2.
  var isItalic: Bool {
    guard let table = tables["OS/2"], table.count >= 64 else { return false }
    return number16(table.lowerBound + 62) & 1 != 0
  }

  /// The typographic family, else the family, in letters that need no escape in CSS.
  var family: String? { name(16) ?? name(1) }

  private func name(_ identifier: Int) -> String? {
    guard let table = tables["name"] else { return nil }
    let texts = table.lowerBound + number16(table.lowerBound + 4)
    for index in 0..<number16(table.lowerBound + 2) {
      let record = table.lowerBound + 6 + 12 * index
      // Windows, Unicode BMP, English of the United States.
      guard record + 12 <= table.upperBound, number16(record) == 3, number16(record + 2) == 1,
        number16(record + 4) == 0x409, number16(record + 6) == identifier
      else { continue }
      let start = texts + number16(record + 10)
      let end = start + number16(record + 8)
      guard end <= table.upperBound else { continue }
      let units = stride(from: start, to: end - 1, by: 2).map { UInt16(number16($0)) }
      let name = String(decoding: units, as: UTF16.self)
      let isPlain = name.utf8.allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x20 || byte == 0x2D
      }
      return isPlain && !name.isEmpty ? name : nil
    }
    return nil
  }
}

extension Diagnostic.Message {
  fileprivate static let badFont = Self(
    id: "epub.font",
    text: "the file is no TrueType, OpenType, WOFF or WOFF2 font; take one font out of a collection"
  )
}
