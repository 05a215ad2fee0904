internal import WarraqCore
internal import WarraqModel

/// What the lines of one story hold, before dates and keywords are read.
struct TextStory {
  /// A date as printed.
  struct PrintedDate {
    var text: ArraySlice<UInt8>
    var line: Int
    /// The row of the table that its label comes from.
    var row: Int?
  }

  /// A line of the body.
  enum BodyLine {
    case text(TextLine)
    case readMore(ArraySlice<UInt8>)
    case rule
  }

  /// A label that announces other stories, and the lines below it.
  struct RelatedBlock {
    var label: ArraySlice<UInt8>
    /// A title on the line of the label.
    var title: ArraySlice<UInt8>?
    var lines: [TextLine] = []
    var line: Int
  }

  var headline: ArraySlice<UInt8>?
  var dateline: ArraySlice<UInt8>?
  var published: PrintedDate?
  var updated: PrintedDate?
  var otherDates: [ArraySlice<UInt8>] = []
  var bylines: [(text: ArraySlice<UInt8>, names: ArraySlice<UInt8>)] = []
  var sources: SourceCredits
  var keywords: [KeywordList] = []
  var sections: [ArraySlice<UInt8>] = []
  var identifiers: [ArraySlice<UInt8>] = []
  var links: [ArraySlice<UInt8>] = []
  var readingTimes: [ArraySlice<UInt8>] = []
  var boilerplate: [ArraySlice<UInt8>] = []
  var captions: [ArraySlice<UInt8>] = []
  /// Lines that are in neither the body nor a field, though no label says so.
  var residueLines: [Int] = []
  var body: [BodyLine] = []
  var related: [RelatedBlock] = []
  var gluedReadMore: [Int] = []

  /// The row of the table that the first label comes from.
  var labelRow: Int?
  /// The line of what looks like the start of another story.
  var secondStart: Int?

  private let labels: TextLabels
  private let dateParser: NewsDateParser
  private var place = TextLabels.Place.start
  // A label that the story had before its last lines of text, until text follows.
  private var repeatedLabel: Int?
  private var textsAtSource: Int?

  /// Reads the lines of a story.
  init(_ lines: [TextLine], labels: TextLabels, dateParser: NewsDateParser) {
    self.labels = labels
    self.dateParser = dateParser
    sources = SourceCredits(table: labels.table)
    var index = 0
    while index < lines.count { index += read(lines, at: index) }
  }

  /// Reads one line, and those that belong to it; returns how many.
  private mutating func read(_ lines: [TextLine], at index: Int) -> Int {
    let line = lines[index]
    guard line.bytes.firstVisibleScalar != nil else { return 1 }
    if place == .head, let parts = headParts(of: line) {
      for part in parts { readPart(part) }
      return 1
    }
    let values = labels.values(of: line.bytes, in: place)
    guard !values.isEmpty else { return readText(lines, at: index) }
    var count = 1
    for value in values {
      let following = value.whole.endIndex == values.last?.whole.endIndex ? index + 1 : lines.count
      count += read(value, line: line, below: lines[min(following, lines.count)...])
    }
    return count
  }

  private mutating func readPart(_ part: TextLine) {
    if !labels.values(of: part.bytes, in: .head).isEmpty {
      _ = read([part], at: 0)
    } else if isDate(part) {
      keepDate(PrintedDate(text: part.bytes, line: part.number), kind: .published)
    } else {
      bylines.append((part.bytes, part.bytes))
    }
  }

  /// The parts of a line of metadata with bars or dots between them: a date, and labels or names.
  private func headParts(of line: TextLine) -> [TextLine]? {
    guard line.bytes.count <= 240, hasJoint(line.bytes), line.bytes.hasDigit else { return nil }
    var parts: [ArraySlice<UInt8>] = []
    var start = line.bytes.startIndex
    var index = start
    while index < line.bytes.endIndex {
      let (scalar, next) = line.bytes.scalar(at: index)
      if scalar == 0x7C || scalar == 0xB7 || scalar == 0x2022 {
        parts.append(line.bytes[start..<index].trimmed)
        start = next
      }
      index = next
    }
    guard !parts.isEmpty else { return nil }
    parts.append(line.bytes[start...].trimmed)
    let lines = parts.filter { !$0.isEmpty }.map { TextLine(bytes: $0, number: line.number) }
    var hasDate = false
    for part in lines {
      let kind = labels.values(of: part.bytes, in: .head).first?.kind
      let isDate = kind == .published || kind == .updated || kind == nil && isDate(part)
      guard isDate || kind != nil || isNameAlone(part) else { return nil }
      hasDate = hasDate || isDate
    }
    return hasDate ? lines : nil
  }

  /// Whether a bar, or the first byte of a dot between words, is in a line.
  private func hasJoint(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return ByteScan.first(base, from: 0, to: bytes.count) { bytes in
        bytes.equal(UInt8(ascii: "|")) .| bytes.equal(0xC2) .| bytes.equal(0xE2)
      } < bytes.count
    }
  }

  // MARK: - Text

  private mutating func readText(_ lines: [TextLine], at index: Int) -> Int {
    let line = lines[index]
    if line.isRule {
      guard !body.isEmpty else { return 1 }
      body.append(.rule)
      let next = lines[(index + 1)...].lazy.filter { !$0.isBlank }.prefix(2)
      if let title = next.first, title.isTitleLike, let text = next.dropFirst().first,
        !text.isTitleLike, !labels.isLabel(text.bytes), !labels.isLabel(title.bytes)
      {
        secondStart = secondStart ?? title.number
      }
      return 1
    }
    if place != .body, line.bytes.isAddress {
      links.append(line.bytes)
      return 1
    }
    switch place {
    case .start:
      if published == nil, isDateAboveHeadline(lines, at: index) {
        published = PrintedDate(text: line.bytes, line: line.number)
        return 1
      }
      place = .head
      if isHeadline(line) {
        headline = line.bytes
        return 1
      }
    case .head:
      if published == nil, isDate(line) {
        published = PrintedDate(text: line.bytes, line: line.number)
        return 1
      }
      if dateline == nil, isDateline(line, before: lines[(index + 1)...]) {
        dateline = line.bytes
        return 1
      }
      if keepResidue(line) { return 1 }
      if bylines.isEmpty, isName(line, before: lines[(index + 1)...]) {
        bylines.append((line.bytes, line.bytes))
        return 1
      }
    case .body:
      if keepResidue(line) { return 1 }
    }
    place = .body
    secondStart = secondStart ?? repeatedLabel
    if body.isEmpty, dateline == nil,
      let found = InlineDateline(of: line.bytes, table: labels.table)
    {
      dateline = found.dateline
      body.append(.text(TextLine(bytes: found.text, number: line.number)))
    } else {
      body.append(.text(line))
    }
    return 1
  }

  /// Keeps a line of the page around the story, or the caption of a picture, out of the body.
  private mutating func keepResidue(_ line: TextLine) -> Bool {
    guard line.bytes.count <= 240, let kind = PageResidue.standard.kind(of: line.bytes) else {
      return false
    }
    switch kind {
    case .boilerplate: boilerplate.append(line.bytes)
    case .caption: captions.append(line.bytes)
    }
    residueLines.append(line.number)
    return true
  }

  /// A first line that is a date and stands above something like a headline.
  private func isDateAboveHeadline(_ lines: [TextLine], at index: Int) -> Bool {
    let line = lines[index]
    guard line.bytes.hasDigit, line.bytes.wordCount <= 8,
      let next = lines[(index + 1)...].first(where: { !$0.isBlank }),
      next.isTitleLike, next.bytes.wordCount > 2, !labels.isLabel(next.bytes), !isDate(next)
    else { return false }
    return isDate(line)
  }

  /// A name of two to four words alone between the headline and a date.
  private func isName(_ line: TextLine, before rest: ArraySlice<TextLine>) -> Bool {
    guard isNameAlone(line), let next = rest.first(where: { !$0.isBlank }) else { return false }
    if labels.values(of: next.bytes, in: .head).first?.kind == .published { return true }
    return published == nil && isDate(next)
  }

  private func isNameAlone(_ line: TextLine) -> Bool {
    guard line.bytes.count <= 120, 2...4 ~= line.bytes.wordCount, line.isTitleLike,
      !line.bytes.hasDigit, line.bytes.scalarCount <= 40,
      let last = line.bytes.lastVisibleScalar, TextCharacter.isWordPart(last)
    else { return false }
    let words = line.bytes.split(separator: 0x20)
    return words.allSatisfy { word in
      word.firstVisibleScalar.map { TextCharacter.isWordPart($0) && !TextCharacter.isLowercase($0) }
        ?? false
    }
  }

  // A first line that is as long as a paragraph is one.
  private func isHeadline(_ line: TextLine) -> Bool {
    let count = line.bytes.scalarCount
    guard count <= 300 else { return false }
    return count <= 160 || line.isTitleLike
  }

  private func isDate(_ line: TextLine) -> Bool { line.isDate(dateParser) }

  /// A short line with a place and an agency: "موسكو-سانا", "LONDON (Reuters)".
  private func isDateline(_ line: TextLine, before rest: ArraySlice<TextLine>) -> Bool {
    let bytes = line.bytes
    guard bytes.scalarCount <= 60, let last = bytes.lastVisibleScalar,
      !TextCharacter.endsSentence(last), last != 0x3A, !bytes.contains(UInt8(ascii: "\"")),
      let next = rest.first(where: { !$0.isBlank }), next.bytes.count > bytes.count,
      !labels.isLabel(next.bytes)
    else { return false }
    var parts: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let (value, after) = bytes.scalar(at: index)
      switch value {
      case 0x2D, 0x2013, 0x2014, 0x2F, 0x28, 0x29, 0x640:
        parts.append(bytes[start..<index].trimmed)
        start = after
      default: break
      }
      index = after
    }
    parts.append(bytes[start...].trimmed)
    parts.removeAll { $0.firstVisibleScalar == nil }
    if parts.contains(where: labels.table.isAgency) { return bytes.wordCount <= 8 }
    return parts.count >= 2 && parts.reduce(0) { $0 + $1.wordCount } <= 4
  }

  // MARK: - Labels

  /// Keeps a labelled value; returns how many of the lines below belong to it.
  private mutating func read(
    _ labelled: LabelledValue, line: TextLine, below: ArraySlice<TextLine>
  ) -> Int {
    var value = labelled.value
    var count = 0
    labelRow = labelRow ?? labelled.row
    switch labelled.kind {
    case .headline:
      headline = value
      place = .head
    case .published, .updated:
      if value.isEmpty { (value, count) = dateBelow(below) }
      if labelled.kind == .published, published != nil, !body.isEmpty, !value.isEmpty {
        repeatedLabel = line.number
      }
      keepDate(PrintedDate(text: value, line: line.number, row: labelled.row), kind: labelled.kind)
    case .author:
      if value.isEmpty { (value, count) = valueBelow(below, maximumWords: 12) }
      var text = labelled.value.isEmpty ? value : labelled.whole
      if published == nil, let (before, date) = dateAfterNames(value) {
        keepDate(PrintedDate(text: date, line: line.number, row: labelled.row), kind: .published)
        if text.startIndex < before.endIndex, text.endIndex >= before.endIndex {
          text = text[..<before.endIndex]
        }
        value = before
      }
      if !value.isEmpty { bylines.append((text, value)) }
    case .source:
      if value.isEmpty { (value, count) = valueBelow(below, maximumWords: 8) }
      if let textsAtSource, body.count > textsAtSource + 1 { repeatedLabel = line.number }
      textsAtSource = body.count
      sources.append(value)
    case .keywords:
      let lines = value.isEmpty ? listBelow(below) : continuation(of: value, below: below)
      count = lines.count
      let texts = [value] + lines.map { withoutBullet($0.bytes) }
      value = Array(texts.filter { !$0.isEmpty }.joined(separator: [0x0A]))[...]
      if lines.count == 1, labelled.value.isEmpty { value = texts[1] }
      let number = below.first.map { labelled.value.isEmpty ? $0.number : line.number }
      if !value.isEmpty {
        keywords.append(
          KeywordList(text: value, row: labelled.row, line: number ?? line.number))
      }
    case .readMore:
      if labelled.isGlued {
        body.append(.readMore(labelled.label))
        body.append(.text(TextLine(bytes: value, number: line.number)))
        gluedReadMore.append(line.number)
      } else if !value.isEmpty {
        related.append(RelatedBlock(label: labelled.label, title: value, line: line.number))
      } else {
        body.append(.readMore(labelled.whole))
      }
      place = .body
    case .related:
      count = readRelated(labelled, line: line, below: below)
    case .section: sections.append(value)
    case .identifier: identifiers.append(value)
    case .link: links.append(value)
    case .readingTime: readingTimes.append(value)
    case .boilerplate: boilerplate.append(labelled.whole)
    }
    return count
  }

  /// Names with a date behind them: "Par Jean Dupont le 14 février 2023".
  private func dateAfterNames(
    _ value: ArraySlice<UInt8>
  ) -> (before: ArraySlice<UInt8>, date: ArraySlice<UInt8>)? {
    guard value.count <= 160, value.hasDigit else { return nil }
    for word in value.split(separator: 0x20).dropFirst() {
      let date = value[word.startIndex...]
      if isDate(TextLine(bytes: date, number: 0)) {
        return (value[..<word.startIndex].trimmed, date)
      }
    }
    return nil
  }

  private mutating func keepDate(_ date: PrintedDate, kind: MarkerKind) {
    guard !date.text.isEmpty else { return }
    if kind == .published, published == nil {
      published = date
    } else if kind == .updated, updated == nil {
      updated = date
    } else {
      otherDates.append(date.text)
    }
  }

  /// A date on the lines below its label, where words such as "on" have lines of their own.
  private func dateBelow(_ lines: ArraySlice<TextLine>) -> (ArraySlice<UInt8>, Int) {
    var parts: [UInt8] = []
    var best: (ArraySlice<UInt8>, Int) = ([], 0)
    for (offset, line) in lines.prefix(6).enumerated() {
      guard line.bytes.count <= 160, !labels.isLabel(line.bytes) else { break }
      guard line.bytes.firstVisibleScalar.map(TextCharacter.isWordPart) ?? false else { continue }
      if parts.isEmpty,
        labels.table.connectors.contains(WordHash.of(TextFolding.folded(line.bytes)))
      {
        continue
      }
      if !parts.isEmpty { parts.append(0x20) }
      parts.append(contentsOf: line.bytes)
      switch dateParser.parse(String(decoding: parts, as: UTF8.self)) {
      case .date, .ambiguous, .relative, .placeholder: best = (parts[...], offset + 1)
      case .incomplete, .invalid: break
      @unknown default: break
      }
    }
    return best
  }

  /// A short text on the line below its label.
  private func valueBelow(
    _ lines: ArraySlice<TextLine>, maximumWords: Int
  ) -> (ArraySlice<UInt8>, Int) {
    guard let line = lines.first, !line.isBlank, line.bytes.wordCount <= maximumWords,
      line.isTitleLike, !labels.isLabel(line.bytes)
    else { return ([], 0) }
    return (line.bytes, 1)
  }

  /// Keywords on the lines below their label, one or more a line.
  private func listBelow(_ lines: ArraySlice<TextLine>) -> ArraySlice<TextLine> {
    let isSingle = lines.dropFirst().first.map { $0.isBlank || labels.isLabel($0.bytes) } ?? true
    return lines.prefix { line in
      !line.isBlank && !line.isRule && !labels.isLabel(line.bytes)
        && (isSingle || line.bytes.scalarCount <= 60 && line.isTitleLike)
    }
  }

  /// Lines that continue a list that ends with a comma.
  private func continuation(
    of value: ArraySlice<UInt8>, below: ArraySlice<TextLine>
  ) -> ArraySlice<TextLine> {
    var last = value.lastVisibleScalar
    return below.prefix { line in
      guard last == 0x2C || last == 0x60C, !line.isBlank, !labels.isLabel(line.bytes) else {
        return false
      }
      last = line.bytes.lastVisibleScalar
      return true
    }
  }

  private func withoutBullet(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    TextStory.bullet(of: bytes).map { bytes[$0...].trimmed } ?? bytes
  }

  /// Where the text after a bullet or a number starts; `nil` where there is none.
  static func bullet(of bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    var (value, index) = bytes.scalar(at: bytes.startIndex)
    switch value {
    case 0x2D, 0x2A, 0x2013, 0x2022, 0xB7, 0x25CF, 0x25AA, 0x2023, 0x203A: break
    default:
      guard TextCharacter.isDigit(value) else { return nil }
      while index < bytes.endIndex, TextCharacter.isDigit(bytes.scalar(at: index).value) {
        index = bytes.scalar(at: index).next
      }
      guard index < bytes.endIndex else { return nil }
      (value, index) = bytes.scalar(at: index)
      guard value == 0x2E || value == 0x29 || value == 0x2D else { return nil }
    }
    guard index < bytes.endIndex, TextFolding.isSpace(bytes.scalar(at: index).value) else {
      return nil
    }
    return index
  }

  // MARK: - Other stories

  private mutating func readRelated(
    _ labelled: LabelledValue, line: TextLine, below: ArraySlice<TextLine>
  ) -> Int {
    var block = RelatedBlock(label: labelled.label, line: line.number)
    guard labelled.value.isEmpty else {
      block.title = labelled.value
      related.append(block)
      return 0
    }
    block.label = labelled.whole
    var lines = below
    if isBox(below) {
      // A box inside the story: only titles belong to it.
      lines = below.prefix { $0.isBlank || $0.isTitleLike && !labels.isLabel($0.bytes) }
    } else if let next = below.firstIndex(where: { isRelatedLabel($0) }) {
      lines = below[..<next]
    } else if let end = endOfTitles(below) {
      lines = below[..<end]
    }
    block.lines = Array(lines)
    related.append(block)
    return lines.count
  }

  /// Where the body goes on below titles in the first two thirds of a story: sentences follow them,
  /// and no date that would make those another story's.
  private func endOfTitles(_ below: ArraySlice<TextLine>) -> Int? {
    guard body.count > 0, below.startIndex * 3 <= below.endIndex * 2, below.count <= 200,
      let end = below.firstIndex(where: { !$0.isBlank && !$0.isTitleLike }),
      1...6 ~= below[..<end].count(where: { !$0.isBlank }),
      !below[..<end].contains(where: { labels.isLabel($0.bytes) }),
      below[end...].count(where: { !$0.isBlank && !$0.isTitleLike }) > 1
    else { return nil }
    let hasDate = below.contains { line in
      let kind = labels.values(of: line.bytes, in: .body).first?.kind
      return kind == .published || kind == .updated || line.bytes.count <= 80 && isDate(line)
    }
    return hasDate ? nil : end
  }

  private func isRelatedLabel(_ line: TextLine) -> Bool {
    labels.values(of: line.bytes, in: .body).first?.kind == .related
  }

  /// Whether the story goes on below a block of titles: its sources and keywords are still to come,
  /// and no date says that the lines below are a story of their own.
  private func isBox(_ below: ArraySlice<TextLine>) -> Bool {
    guard keywords.isEmpty, sources.isEmpty, !body.isEmpty, related.count < 8 else { return false }
    var titles = 0
    // A box that far above the end of the story is none, and a hostile dump must not be read again
    // from each of its labels.
    for line in below.prefix(200) where !line.isBlank {
      let kind = labels.values(of: line.bytes, in: .body).first?.kind
      switch kind {
      case .published, .updated: return false
      case .source, .keywords: return titles > 0
      case nil: titles += 1
      default: break
      }
    }
    return false
  }
}
