internal import WarraqCore

/// Texts of JSON in which every byte of UTF-8 became a letter of its own, such as `\u00c3\u00a9` for
/// `é`: so Facebook and Instagram export what people wrote.
enum MisreadUTF8 {
  /// The JSON with the letters that were meant, and how many texts had others; `nil` where none had.
  ///
  /// A text counts where all of its letters beyond ASCII are escapes of U+0080 to U+00FF that are, as
  /// bytes, UTF-8. `Ã©` is that as well, and may be meant: one of the texts has to have controls
  /// among these escapes, which no text means.
  ///
  /// - Parameter isExport: whether the JSON is an export of those services, and no more is asked.
  static func mended(
    _ json: ArraySlice<UInt8>, isExport: Bool
  ) -> (bytes: [UInt8], count: Int)? {
    var result: [UInt8] = []
    result.reserveCapacity(json.count)
    var count = 0
    var isCertain = isExport
    var index = json.startIndex
    while let quote = json[index...].firstIndex(of: UInt8(ascii: "\"")) {
      result += json[index...quote]
      index = quote + 1
      let text = Text(json[index...])
      if text.isMisread {
        count += 1
        isCertain = isCertain || text.hasControls
        result += text.bytes
      } else {
        result += json[index..<text.end]
      }
      index = text.end
      guard index < json.endIndex else { break }
      result.append(json[index])
      index += 1
    }
    guard count > 0, isCertain else { return nil }
    return (result + json[index...], count)
  }

  /// A string of JSON after its first quotation mark.
  private struct Text {
    /// It with the bytes that escapes of U+0080 to U+00FF stand for.
    private(set) var bytes: [UInt8] = []
    /// The place of its last quotation mark.
    private(set) var end: Int
    private(set) var hasControls = false
    private var hasBytes = false
    private var hasOthers = false

    init(_ json: ArraySlice<UInt8>) {
      end = json.startIndex
      while end < json.endIndex, json[end] != UInt8(ascii: "\"") {
        let byte = json[end]
        guard byte == UInt8(ascii: "\\"), end + 1 < json.endIndex else {
          if byte >= 0x80 { hasOthers = true }
          bytes.append(byte)
          end += 1
          continue
        }
        let escape = json[end...].prefix(json[end + 1] == UInt8(ascii: "u") ? 6 : 2)
        end = escape.endIndex
        let digits = escape.count == 6 ? String(decoding: escape.dropFirst(2), as: UTF8.self) : ""
        switch UInt32(digits, radix: 16) {
        case let unit? where 0x80...0xFF ~= unit:
          hasBytes = true
          hasControls = hasControls || unit < 0xA0
          bytes.append(UInt8(unit))
        case let unit? where unit > 0xFF:
          hasOthers = true
          bytes += escape
        default: bytes += escape
        }
      }
    }

    /// Whether the escapes are bytes of UTF-8, and of letters.
    var isMisread: Bool {
      guard hasBytes, !hasOthers,
        bytes.withUnsafeBufferPointer({ UTF8Validation.firstInvalidByte(in: $0) }) == nil
      else { return false }
      return !bytes.indices.dropLast().contains { bytes[$0] == 0xC2 && bytes[$0 + 1] < 0xA0 }
    }
  }
}

extension Diagnostic.Message {
  static func misreadUTF8(_ count: Int) -> Self {
    Self(
      id: "json.misread-utf8",
      text:
        "the letters of \(count) \(count == 1 ? "text" : "texts") were bytes of UTF-8, each as a"
        + " letter of its own; read as what they were before")
  }
}
