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
    if let format = otherFormat(lines) { return format }
    if first.starts(with: "{\\rtf".utf8) {
      return Kind(name: "an RTF document", remedy: "save it as plain text")
    }
    if isNumberOfDocuments(first) || isNexisUni(lines) {
      return Kind(name: "a download from Nexis", remedy: export)
    }
    if lines.prefix(3).contains(where: { $0.starts(with: "Report Information from ProQuest".utf8) })
    {
      return Kind(name: "a download from ProQuest", remedy: export)
    }
    if lines.contains(where: isFactivaNumber) || isFactivaCodes(lines) {
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
    // A message may have several lines.
    if isChat(first), lines.dropFirst().contains(where: isChat) {
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

  private static let formats: [(starts: [StaticString], name: StaticString, remedy: StaticString)] =
    [
      (["<!doctype html", "<html"], "a page of HTML", "read it with --from html"),
      (["<?xml", "<!doctype "], "XML", "name its format with --from"),
      (["{\"", "[{\"", "{}"], "JSON", "read it with --from json"),
    ]

  /// A text in a format that is read by itself.
  private static func otherFormat(_ lines: [ArraySlice<UInt8>]) -> Kind? {
    // A brace may stand on a line of its own.
    var start = lines[0].prefix(16)
    for line in lines.dropFirst().prefix(2) where start.count < 3 { start += line.prefix(16) }
    let words = start.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }
    for (starts, name, remedy) in formats
    where starts.contains(where: { words.starts(with: $0.utf8CodeUnits) }) {
      return Kind(name: name, remedy: remedy)
    }
    if isTable(lines) {
      return Kind(name: "a table with commas", remedy: "read it with --from csv")
    }
    return nil
  }

  /// A row of names such as "title,url,tags", and rows of as many cells below it.
  private static func isTable(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard lines.count > 1 else { return false }
    func isComma(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") }
    let names = lines[0].split(omittingEmptySubsequences: false, whereSeparator: isComma)
    let areNames = names.allSatisfy { name in
      let name = name.trimmed
      return 1...40 ~= name.count
        && name.allSatisfy {
          0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F || $0 == 0x22
        }
    }
    return names.count >= 3 && areNames && lines[1].filter(isComma).count + 1 >= names.count
  }

  /// The marks around the text of a story: "Length: 120 words" above "Body".
  private static func isNexisUni(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard let body = lines.firstIndex(where: { $0.elementsEqual("Body".utf8) }) else {
      return false
    }
    return lines[..<body].contains {
      $0.starts(with: "Length:".utf8) && $0.suffix(6).elementsEqual(" words".utf8)
    }
  }

  /// "HD   Headline", "WC   355 words", "PD   24 June 2024"
  private static func isFactivaCodes(_ lines: [ArraySlice<UInt8>]) -> Bool {
    ["HD  ", "WC  ", "PD  "].allSatisfy { code in
      lines.contains { $0.starts(with: code.utf8) }
    }
  }

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

  /// "24/06/2024, 14:30 - Name: ", "[24.06.24, 14:30:05] Name: ", "٢٤/٦/٢٠٢٤، ٢:٣٠ م - Name: "
  private static func isChat(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = TextFolding.folded(line.prefix(200))[...]
    if rest.first == 0x5B { rest.removeFirst() }
    func take(_ isTaken: (UInt32) -> Bool) -> Int {
      let taken = rest.prefix(while: isTaken)
      rest = rest[taken.endIndex...]
      return taken.count
    }
    for (number, count) in [1...4, 1...2, 1...4].enumerated() {
      guard count ~= take(TextCharacter.isDigit) else { return false }
      let marks: [UInt32] = number < 2 ? [0x2F, 0x2E, 0x2D] : [0x2C, 0x60C, 0x20]
      guard let mark = rest.popFirst(), marks.contains(mark) else { return false }
    }
    _ = take { $0 == 0x20 }
    guard 1...2 ~= take(TextCharacter.isDigit), rest.popFirst() == 0x3A else { return false }
    // Behind the time, which may have seconds and "PM", a dash or bracket and a name.
    guard let end = rest.prefix(16).firstIndex(where: { $0 == 0x2D || $0 == 0x2013 || $0 == 0x5D })
    else { return false }
    return rest[end...].dropFirst().prefix(80).contains(0x3A)
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
