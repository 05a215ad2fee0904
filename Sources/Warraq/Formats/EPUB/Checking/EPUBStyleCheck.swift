import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqZip

/// Looks at a style sheet of a book (EPUB 3.3, 6.3.1): its encoding, what it fetches, and properties
/// that books may not set. What properties mean is not looked at.
struct EPUBStyleCheck {
  var findings: Findings
  private let bytes: ArraySlice<UInt8>
  private let path: String
  private let book: CheckedBook
  private var index: Int
  /// How many blocks are open.
  private var depth = 0
  /// The name of the rule with an `@` that is being read, in small letters.
  private var rule = ""

  /// The only place that findings can have, where there is one: that of an element with the sheet.
  private let place: Int?

  /// - Parameter place: of the element that holds the style sheet; `nil` where it is a file.
  init(
    _ bytes: ArraySlice<UInt8>, at place: Int? = nil, path: String, book: CheckedBook,
    _ findings: Findings
  ) {
    self.bytes = bytes
    self.place = place
    self.path = path
    self.book = book
    self.findings = findings
    index = bytes.startIndex
  }

  private mutating func report(_ rule: CheckRule, _ text: String, at index: Int) {
    findings.report(rule, text, at: place ?? index - bytes.startIndex)
  }

  mutating func check() {
    checkEncoding()
    // UTF-16 is allowed, and not looked into.
    guard !bytes.prefix(4).contains(0), !bytes.starts(with: [0xFE, 0xFF]),
      !bytes.starts(with: [0xFF, 0xFE])
    else { return }
    // Whether a declaration may begin here.
    var isProperty = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "/") where starts("/*"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let start = index
        let text = string()
        if rule == "import" { checkReference(text, isFont: false, at: start) }
        isProperty = false
      case UInt8(ascii: "@"):
        index += 1
        rule = name().lowercased()
      case UInt8(ascii: "u") where starts("url("), UInt8(ascii: "U") where starts("url("):
        checkAddress()
        isProperty = false
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        if depth == 0 { rule = "" }
        isProperty = byte != UInt8(ascii: "}")
        index += 1
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20: index += 1
      case UInt8(ascii: "\\"): index += 2
      default:
        let start = index
        let word = name()
        if isProperty, ["direction", "unicode-bidi"].contains(word.lowercased()) {
          report(.epubStyleDirection, "the style sheet sets '\(word)'", at: start)
        }
        isProperty = false
        if index == start { index += 1 }
      }
    }
    checkEnd()
  }

  private mutating func checkEnd() {
    if depth > 0 {
      report(.epubStyleSyntax, "a '{' is not closed by the end", at: bytes.endIndex)
    }
  }

  private mutating func checkEncoding() {
    let start = "@charset \"".utf8
    if bytes.starts(with: start) {
      let name = bytes.dropFirst(start.count).prefix { $0 != UInt8(ascii: "\"") }
      let text = String(decoding: name, as: UTF8.self)
      if !["utf-8", "utf-16"].contains(text.lowercased()) {
        report(.epubStyleEncoding, "the style sheet is in \(text)", at: bytes.startIndex)
      }
    }
  }

  // MARK: What it fetches

  private mutating func checkAddress() {
    let start = index
    index += 4
    skipSpace()
    guard index < bytes.endIndex else { return }
    var text: String
    if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
      text = string()
    } else {
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ")")) ?? bytes.endIndex
      text = String(decoding: bytes[index..<end], as: UTF8.self).trimmed
      index = end
    }
    // The name of a namespace is no file.
    if rule != "namespace" { checkReference(text, isFont: rule == "font-face", at: start) }
  }

  private mutating func checkReference(_ reference: String, isFont: Bool, at place: Int) {
    let lower = reference.trimmed.lowercased()
    if lower.isEmpty {
      if isFont { report(.epubDanglingLink, "the address of a font is empty", at: place) }
      return
    }
    guard !lower.hasPrefix("data:"), !lower.hasPrefix("#"), !reference.contains("\\") else {
      return
    }
    if lower.hasPrefix("file:") {
      return report(
        .epubUnsafeLink, "'\(reference.prefix(60))' is no address for a book", at: place)
    }
    if URISyntax.isURI(reference, international: true) || reference.hasPrefix("//") {
      // Fonts may lie elsewhere.
      if !isFont {
        report(
          .epubRemoteResource, "'\(reference.prefix(100))' is fetched from the network", at: place)
      }
      return
    }
    guard let target = EPUBArchivePath.resolve(reference, in: path),
      book.zip.entry(named: target) != nil
    else {
      return report(.epubDanglingLink, "'\(reference)' leads to nothing in the book", at: place)
    }
    if book.item(at: target) == nil, target != book.packagePath {
      report(.epubUnlistedResource, "'\(reference)' is not in the manifest", at: place)
    }
  }

  // MARK: Bytes

  private func starts(_ text: String) -> Bool {
    let end = min(index + text.utf8.count, bytes.endIndex)
    return bytes[index..<end].elementsEqual(text.utf8) { byte, wanted in
      byte == wanted || (0x41...0x5A).contains(byte) && byte | 0x20 == wanted
    }
  }

  private mutating func skipSpace() {
    while index < bytes.endIndex, bytes[index] <= 0x20 { index += 1 }
  }

  private mutating func skipComment() {
    index += 2
    while index < bytes.endIndex, !starts("*/") { index += 1 }
    index = min(index + 2, bytes.endIndex)
  }

  /// The name that stands here, which may be empty.
  private mutating func name() -> String {
    let start = index
    while index < bytes.endIndex {
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x80...0xFF: index += 1
      default: return String(decoding: bytes[start..<index], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// The text in the quotation marks that stand here.
  private mutating func string() -> String {
    let quote = bytes[index]
    index += 1
    let start = index
    while index < bytes.endIndex, bytes[index] != quote, bytes[index] != 0x0A {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index, bytes.endIndex)
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if index < bytes.endIndex { index += 1 }
    return text
  }
}
