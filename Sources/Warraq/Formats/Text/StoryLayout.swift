internal import WarraqCore

/// What begins a story in a file where no labelled date does: told once, by the first lines.
enum StoryLayout: Equatable {
  /// A label such as "Title:" on the line of each headline.
  case headlineLabel
  /// The address of each story on a line above its headline.
  case address
  /// A line a story, with tabs between date, headline and text.
  case row
  /// A rule above each headline.
  case rule
  /// A date alone on its line above or below each headline.
  case date
  /// Labels below each story, such as "Source:" and "Published:".
  case labelsBelow
  /// Numbers before the headlines, counted from one.
  case number
  /// More empty lines above each headline than between paragraphs.
  case emptyLines(Int)

  /// What is said of a layout that may be something else; `nil` where it cannot.
  var doubt: StaticString? {
    switch self {
    case .headlineLabel, .address, .row: nil
    case .rule: "rules above titles"
    case .date: "dates beside titles"
    case .labelsBelow: "labels above titles"
    case .number: "numbers before titles"
    case .emptyLines: "empty lines above titles"
    }
  }
}

/// A line that is not empty, as far as the start of a story depends on it.
struct StoryLine {
  enum Kind {
    case text(isTitle: Bool)
    case label(MarkerKind, isAlone: Bool)
    case rule
  }

  var kind: Kind
  var start: Int
  var line: Int
  /// How many empty lines stand above it.
  var emptyLines = 0
  /// Whether it is a date without a label.
  var isDate = false
  var isAddress = false
  var hasHeadlineLabel = false
  /// The number before a title, and where the title starts.
  var number: (value: Int, end: Int)?
  /// Whether it has cells between tabs, the first of them a date or an address.
  var isRow = false

  var isTitle: Bool {
    if case .text(isTitle: true) = kind { return !isDate && !isAddress }
    return false
  }

  var isSentence: Bool {
    if case .text(isTitle: false) = kind { return !isDate && !isAddress }
    return false
  }

  var isRule: Bool {
    if case .rule = kind { return true }
    return false
  }

  var isText: Bool { isTitle || isSentence }

  /// Whether it is a label that may stand below a story.
  var endsStory: Bool {
    guard case .label(let kind, _) = kind else { return false }
    switch kind {
    case .published, .updated, .source, .author, .keywords, .section, .identifier, .link:
      return true
    case .headline, .readMore, .related, .readingTime, .boilerplate: return false
    }
  }
}

/// Cuts lines into stories by a layout.
struct StoryCutter {
  /// Where one story ends and the next begins.
  struct Cut {
    var end: Int
    var next: Int
    var line: Int
  }

  let layout: StoryLayout
  private var last: StoryLine?
  private var lastButOne: StoryLine?
  // Lines of text in the current story.
  private var texts = 0
  private(set) var hasLines = false
  private var number = 0

  init(_ layout: StoryLayout) { self.layout = layout }

  /// Looks at the next line; returns where the story before it ends if that is here.
  mutating func cut(before line: StoryLine) -> Cut? {
    let cut = found(line)
    if cut != nil { texts = layout == .date && last?.isTitle == true ? 1 : 0 }
    if line.isText { texts += 1 }
    if layout == .number, let value = line.number?.value, value == number + 1 { number = value }
    hasLines = true
    lastButOne = last
    last = line
    return cut
  }

  private func found(_ line: StoryLine) -> Cut? {
    func at(_ first: StoryLine, below: StoryLine? = nil) -> Cut {
      let start = layout == .number ? first.number?.end ?? first.start : first.start
      let end = below.flatMap { $0.isRule ? $0.start : nil } ?? first.start
      return Cut(end: end, next: start, line: first.line)
    }
    guard hasLines, let last else { return nil }
    switch layout {
    case .headlineLabel: return line.hasHeadlineLabel ? at(line, below: last) : nil
    case .address: return line.isAddress ? at(line, below: last) : nil
    case .row: return at(line)
    case .rule: return line.isTitle && last.isRule && texts > 1 ? at(line, below: last) : nil
    case .date:
      if line.isDate, last.isTitle, texts > 2 { return at(last, below: lastButOne) }
      if line.isTitle, last.isDate, texts > 1 { return at(last, below: lastButOne) }
      return nil
    case .labelsBelow: return line.isTitle && last.endsStory && texts > 1 ? at(line) : nil
    case .number:
      return line.number?.value == number + 1 && texts > 1 ? at(line, below: last) : nil
    case .emptyLines(let count):
      return line.isTitle && line.emptyLines >= count && texts > 1 ? at(line) : nil
    }
  }
}

/// Finds the layout of a file by its first lines.
///
/// A layout holds only where each of the stories that it makes has a headline and sentences below
/// it; one that shows in a single place is none.
struct StoryLayoutFinder {
  private static let maximumLines = 1000

  let labels: TextLabels
  private let dates = NewsDateParser()

  init(labels: TextLabels) { self.labels = labels }

  /// The layout of a file; `nil` for a single story, and where labelled dates tell the stories.
  func layout(of sample: ArraySlice<UInt8>, isComplete: Bool) -> StoryLayout? {
    guard !isDatedStory(sample), mayHaveLayout(sample, isComplete: isComplete) else { return nil }
    let lines = lines(of: sample)
    guard let first = lines.first else { return nil }
    if lines.count > 1, lines.allSatisfy(\.isRow) { return .row }
    if first.hasHeadlineLabel, holds(.headlineLabel, in: lines, isComplete) {
      return .headlineLabel
    }
    if first.isAddress, holds(.address, in: lines, isComplete) { return .address }
    guard !isDatedByLabel(lines) else { return nil }
    if lines.contains(where: \.isRule), holds(.rule, in: lines, isComplete) { return .rule }
    // Titles below such a label are those of other stories.
    let hasRelated = lines.contains { line in
      if case .label(.related, isAlone: true) = line.kind { return true }
      return false
    }
    guard !hasRelated else { return nil }
    let gap = lines.dropFirst().map(\.emptyLines).max() ?? 0
    var layouts: [StoryLayout] = [.date, .labelsBelow]
    if first.number?.value == 1 { layouts.insert(.number, at: 0) }
    if gap > 1 { layouts.append(.emptyLines(gap)) }
    return layouts.first { holds($0, in: lines, isComplete) }
  }

  /// A line as the layouts see it.
  func storyLine(
    _ bytes: ArraySlice<UInt8>, kind: StoryLine.Kind, start: Int, line: Int, emptyLines: Int
  ) -> StoryLine {
    var result = StoryLine(kind: kind, start: start, line: line, emptyLines: emptyLines)
    result.hasHeadlineLabel = labels.table.matches(in: bytes, at: bytes.startIndex).contains {
      $0.label.kind == .headline && $0.hasColon && !$0.isAlone
    }
    guard case .text(isTitle: true) = kind else { return result }
    result.isAddress = bytes.isAddress
    result.isDate = TextLine(bytes: bytes, number: line).isShortDate(dates)
    result.number = Self.number(before: bytes).map { (value: $0.value, end: $0.end) }
    return result
  }

  // MARK: - The first lines

  /// A quick no for the usual dump: a headline and a labelled date tell its stories.
  private func isDatedStory(_ sample: ArraySlice<UInt8>) -> Bool {
    var rest = sample
    var texts = 0
    var isFirst = true
    while let line = rest.removeLine() {
      let line = line.trimmed
      guard !line.isEmpty else { continue }
      if isFirst, mayBeginEachStory(line) { return false }
      isFirst = false
      switch kind(of: line) {
      case .label(.published, _): return true
      case .text: texts += 1
      case .label, .rule: break
      }
      guard texts < 3 else { return false }
    }
    return false
  }

  /// Whether a first line is of a kind that a layout repeats, labelled dates or not.
  private func mayBeginEachStory(_ line: ArraySlice<UInt8>) -> Bool {
    line.contains(0x09) || line.isAddress
      || labels.table.matches(in: line, at: line.startIndex).contains {
        $0.label.kind == .headline && $0.hasColon
      }
  }

  /// A quick no for most other files: nothing in them repeats that may begin a story.
  private func mayHaveLayout(_ sample: ArraySlice<UInt8>, isComplete: Bool) -> Bool {
    guard isComplete else { return true }
    var filled: [ArraySlice<UInt8>] = []
    var last: ArraySlice<UInt8> = []
    var gaps = 0
    var empty = 0
    var rest = sample
    while let line = rest.removeLine() {
      let line = line.trimmed
      guard !line.isEmpty else {
        empty += 1
        continue
      }
      if TextLine.isRule(line) { return true }
      if empty > 1, !last.isEmpty { gaps += 1 }
      empty = 0
      if filled.count < 3 { filled.append(line) }
      last = line
    }
    guard let first = filled.first, gaps < 2 else { return gaps > 1 }
    if mayBeginEachStory(first) || Self.number(before: first)?.value == 1 { return true }
    if filled.contains(where: { TextLine(bytes: $0, number: 1).isShortDate(dates) }) { return true }
    // Labels below the last story are below others too.
    guard let word = last.split(separator: 0x20).first, labels.isLabel(last) else { return false }
    var count = 0
    rest = sample
    while let line = rest.removeLine() {
      if line.trimmed.starts(with: word) { count += 1 }
    }
    return count > 1
  }

  private func lines(of sample: ArraySlice<UInt8>) -> [StoryLine] {
    var lines: [StoryLine] = []
    var empty = 0
    var number = 0
    var rest = sample
    while let bytes = rest.removeLine() {
      number += 1
      let whole = bytes.trimmed
      guard !whole.isEmpty else {
        empty += 1
        continue
      }
      guard lines.count < Self.maximumLines else { break }
      var line = storyLine(
        whole, kind: kind(of: whole), start: bytes.startIndex, line: number, emptyLines: empty)
      line.isRow = TextLine.cells(of: whole, dates) != nil
      lines.append(line)
      empty = 0
    }
    return lines
  }

  /// What a line is.
  func kind(of bytes: ArraySlice<UInt8>) -> StoryLine.Kind {
    if TextLine.isRule(bytes) { return .rule }
    // A date counts wherever in the line it stands.
    let values = labels.values(of: bytes, in: .body)
    if let value = values.first(where: { $0.kind == .published }) ?? values.first {
      return .label(value.kind, isAlone: value.value.isEmpty)
    }
    return .text(isTitle: TextLine.isTitleLike(bytes))
  }

  /// The number before a title: "3- ", "3. ", "3) ".
  private static func number(
    before bytes: ArraySlice<UInt8>
  ) -> (value: Int, end: Int)? {
    guard let initial = bytes.firstVisibleScalar, TextCharacter.isDigit(initial),
      let end = TextStory.bullet(of: bytes)
    else { return nil }
    var value = 0
    var index = bytes.startIndex
    while index < end {
      let (scalar, next) = bytes.scalar(at: index)
      guard let digit = Unicode.Scalar(scalar)?.properties.numericValue, value < 1_000_000 else {
        break
      }
      value = value * 10 + Int(digit)
      index = next
    }
    return (value, end)
  }

  // MARK: - Layouts

  private func isDatedByLabel(_ lines: [StoryLine]) -> Bool {
    var texts = 0
    for line in lines {
      if line.isText { texts += 1 }
      guard texts < 3 else { return false }
      if case .label(.published, _) = line.kind { return true }
    }
    return false
  }

  /// Whether each story of a layout has a headline and a text.
  private func holds(_ layout: StoryLayout, in lines: [StoryLine], _ isComplete: Bool) -> Bool {
    var cutter = StoryCutter(layout)
    var stories: [ArraySlice<StoryLine>] = []
    var start = 0
    for (index, line) in lines.enumerated() {
      guard let cut = cutter.cut(before: line) else { continue }
      let next = lines[...index].lastIndex { $0.line == cut.line } ?? index
      stories.append(lines[start..<next])
      start = next
    }
    if isComplete { stories.append(lines[start...]) }
    var least = 2
    if case .emptyLines = layout { least = 3 }
    guard stories.count >= least else { return false }
    if layout == .rule {
      // A rule of another kind may be within a story.
      let inside = stories.reduce(0) {
        $0 + $1.drop(while: \.isRule).dropLast().count(where: \.isRule)
      }
      guard inside == 0 else { return false }
    }
    return stories.allSatisfy { isStory($0, in: layout) }
  }

  private func isStory(_ lines: ArraySlice<StoryLine>, in layout: StoryLayout) -> Bool {
    let texts = lines.filter(\.isText)
    if layout == .headlineLabel { return !texts.isEmpty }
    guard let headline = texts.first, headline.isTitle else { return false }
    let sentences = texts.count(where: \.isSentence)
    // A byline and a line that has lost its full stop.
    guard sentences > 0, texts.count - 1 - sentences <= max(2, sentences / 2) else { return false }
    switch layout {
    case .date: return lines.prefix(4).contains(where: \.isDate)
    case .labelsBelow:
      return (lines.last { !$0.isRule })?.endsStory ?? false
    case .headlineLabel, .address, .row, .rule, .number, .emptyLines: return true
    }
  }
}

extension TextLine {
  /// Whether it is a date without a label and little else.
  func isShortDate(_ parser: NewsDateParser) -> Bool {
    bytes.count <= 120 && bytes.hasDigit && bytes.wordCount <= 8 && isDate(parser)
  }

  /// Whether the whole line is a date.
  func isDate(_ parser: NewsDateParser) -> Bool {
    // Without a digit there are only words such as "yesterday" and duals such as "منذ ساعتين".
    guard bytes.count <= (bytes.hasDigit ? 160 : 60) else { return false }
    switch parser.parse(bytes.string) {
    case .date(let date, _): return date.precision >= .day
    case .ambiguous, .relative, .placeholder: return true
    case .incomplete, .invalid: return false
    @unknown default: return false
    }
  }

  /// The cells of a line that holds a story: a date or an address, and with tabs between them a
  /// headline and a text.
  static func cells(
    of bytes: ArraySlice<UInt8>, _ parser: NewsDateParser
  ) -> [ArraySlice<UInt8>]? {
    guard bytes.contains(0x09) else { return nil }
    let cells = bytes.split(separator: 0x09).map { $0.trimmed }
    guard cells.count > 2, let first = cells.first,
      first.isAddress || TextLine(bytes: first, number: 1).isShortDate(parser)
    else { return nil }
    return cells
  }
}

extension ArraySlice<UInt8> {
  /// Whether it is the address of a page and nothing else.
  var isAddress: Bool {
    (starts(with: "https://".utf8) || starts(with: "http://".utf8)) && count > 10 && count <= 2000
      && !contains { $0 <= 0x20 }
  }
}
