internal import WarraqCore

/// Texts of other kinds that would be read as one story made of markup.
///
/// Each is known by its first lines; none begins a dump of plain stories.
enum ForeignDump {
  /// What a text is and what to do with it.
  struct Kind {
    var name: StaticString
    var remedy: StaticString
  }

  /// How many bytes are looked at.
  static let sampleBytes = 4096

  /// What a text is by its beginning; `nil` for what may be a dump.
  static func kind(of sample: ArraySlice<UInt8>) -> Kind? {
    var sample = sample.prefix(sampleBytes)
    if sample.starts(with: [0xEF, 0xBB, 0xBF]) { sample = sample.dropFirst(3) }
    var lines: [ArraySlice<UInt8>] = []
    var count = 0
    while count < 60, let line = sample.removeLine(endedBy: 0x0D) {
      if !line.isEmpty { count += 1 }
      let line = line.trimmed
      if !line.isEmpty { lines.append(line) }
    }
    guard let first = lines.first else { return nil }
    for (start, name) in markup where first.starts(with: start.utf8CodeUnits) {
      return Kind(name: name, remedy: "convert it to JSON Lines or CSV and read that")
    }
    if first.starts(with: "{\\rtf".utf8) {
      return Kind(name: "an RTF document", remedy: "save it as plain text")
    }
    if isNumberOfDocuments(first) {
      return Kind(name: "a download from Nexis", remedy: export)
    }
    if lines.prefix(3).contains(where: { $0.starts(with: "Report Information from ProQuest".utf8) })
    {
      return Kind(name: "a download from ProQuest", remedy: export)
    }
    if lines.contains(where: isFactivaNumber) {
      return Kind(name: "a download from Factiva", remedy: export)
    }
    if isMail(lines) {
      return Kind(name: "electronic mail", remedy: "save the text of the message without its head")
    }
    if isFrontMatter(lines) {
      return Kind(
        name: "Markdown with front matter", remedy: "render it to HTML or take the front matter off"
      )
    }
    if lines.count > 1, lines.prefix(2).allSatisfy(isChat) {
      return Kind(name: "the export of a chat", remedy: "it holds messages and no stories")
    }
    if lines.count > 2, lines.prefix(3).allSatisfy(isRow) {
      return Kind(
        name: "a table with tabs",
        remedy: "give it a row of column names and read it with --from tsv")
    }
    return nil
  }

  private static let export: StaticString = "export it as a table and read that with --from csv"

  private static let markup: [(start: StaticString, name: StaticString)] = [
    ("<DOC>", "a TREC collection"), ("<DOC ", "a Gigaword collection"),
    ("<REUTERS", "the Reuters-21578 collection"), ("<mediawiki", "a dump of a MediaWiki"),
    (".DID\t", "a Hamshahri collection"),
  ]

  /// "1 of 25 DOCUMENTS"
  private static func isNumberOfDocuments(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split(separator: 0x20)
    return words.count == 4 && isNumber(words[0]) && isNumber(words[2])
      && (words[3].elementsEqual("DOCUMENTS".utf8) || words[3].elementsEqual("DOCUMENT".utf8))
  }

  /// "Document ABCDE00020240624ek6o0001x"
  private static func isFactivaNumber(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "Document ".utf8) else { return false }
    let number = line.dropFirst(9)
    return number.count >= 15 && number.hasDigit
      && number.allSatisfy {
        0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0
      }
  }

  private static let heads = [
    "From: ", "To: ", "Subject: ", "Date: ", "Received: ", "Return-Path: ", "MIME-Version: ",
    "Message-ID: ", "Delivered-To: ", "Content-Type: ",
  ]

  private static func isMail(_ lines: [ArraySlice<UInt8>]) -> Bool {
    func isHead(_ line: ArraySlice<UInt8>) -> Bool {
      heads.contains { line.starts(with: $0.utf8) }
    }
    let begins = lines[0].starts(with: "From ".utf8) && lines[0].contains(UInt8(ascii: "@"))
    return (begins || isHead(lines[0])) && lines.prefix(12).filter(isHead).count >= 3
      && lines.prefix(30).contains { $0.contains(UInt8(ascii: "@")) }
  }

  private static func isFrontMatter(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard lines[0].elementsEqual("---".utf8),
      let end = lines.dropFirst().firstIndex(where: { $0.elementsEqual("---".utf8) }), end > 1
    else { return false }
    return lines[1..<end].contains { line in
      ["title:", "source:", "date:", "author:", "tags:", "url:", "created:"].contains {
        line.starts(with: $0.utf8)
      }
    }
  }

  /// "24/06/2024, 14:30 - Name: ", "[24.06.24, 14:30:05] Name: "
  private static func isChat(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line.drop { $0 == UInt8(ascii: "[") }
    func take(_ isTaken: (UInt8) -> Bool) -> Int {
      let taken = rest.prefix(while: isTaken)
      rest = rest[taken.endIndex...]
      return taken.count
    }
    let isDigit: (UInt8) -> Bool = { 0x30...0x39 ~= $0 }
    for count in [1...2, 1...2, 2...4] {
      guard count ~= take(isDigit) else { return false }
      guard let mark = rest.popFirst(), [0x2F, 0x2E, 0x2C].contains(mark) else { return false }
    }
    guard rest.popFirst() == 0x20, 1...2 ~= take(isDigit), rest.popFirst() == 0x3A else {
      return false
    }
    return rest.prefix(80).contains(UInt8(ascii: ":"))
      && (rest.contains(UInt8(ascii: "-")) || rest.contains(UInt8(ascii: "]")))
  }

  private static func isRow(_ line: ArraySlice<UInt8>) -> Bool {
    let cells = line.split(separator: 0x09)
    return cells.count > 1 && isNumber(cells[0])
  }

  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && text.allSatisfy { 0x30...0x39 ~= $0 }
  }
}

extension Diagnostic.Message {
  static func foreignDump(_ kind: ForeignDump.Kind) -> Self {
    Self(
      id: "text.other-kind",
      text: "this is \(kind.name), not a dump of stories; \(kind.remedy)")
  }
}

extension StaticString {
  /// The bytes of a text that is no single scalar.
  fileprivate var utf8CodeUnits: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
