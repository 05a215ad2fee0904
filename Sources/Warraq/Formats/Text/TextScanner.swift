internal import WarraqCore

/// Finds where the stories of a dump begin.
///
/// A story begins after a form feed, after the line that the user names, and where the shape of the
/// first story repeats: a title, perhaps a byline, a line with the label of the publication date,
/// and text. Rows of `=`, `-` or `*` between stories belong to none of them. The title of a related
/// story, below its label, begins no new one. Where that story has a date of its own, the next title
/// with a date may be another of them, or a new story: it is a new one as soon as it has a related
/// story too, or a label that the related one had not. What a story keeps in memory is its own
/// bytes, up to `Limits.maximumRecordBytes`.
struct TextScanner: RecordScanner {
  /// A line of the current story that may have to do with its end.
  private struct Seen {
    var kind: StoryLine.Kind
    var start: Int
    var line: Int
    /// How many lines of text the story had before.
    var texts: Int
  }

  /// Where the story may end and the next begin.
  private struct Boundary {
    var end: Int
    var next: Int
    var line: Int
    /// Lines of text before it, and from it to the date.
    var textsBefore: Int
    var textsAtDate: Int
    var labels = 0
  }

  private static let maximumStarts = 10
  private static let chunk = 64 << 10

  private let finder: StoryLayoutFinder
  private let splitOn: ArraySlice<UInt8>?
  private let isOneStory: Bool
  // Where no labelled date does, what begins a story.
  private var cutter: StoryCutter?
  // The lines in which stories begin, the first of them, and how many there are.
  private var starts: [Int] = []
  private var count = 0

  // Bytes that are in no record yet, from the start of the current story.
  private var pending: [UInt8] = []
  // Offset of `pending` in the input.
  private var offset = 0
  private var storyStart = 0
  private var storyLine = 1
  private var lineStart = 0
  private var line = 1
  // How far the end of the current line was looked for.
  private var searched = 0

  private var seen: [Seen] = []
  private var boundary: Boundary?
  // Boundaries below a related story with a date, which may be more of the same.
  private var doubtful: [Boundary] = []
  private var labelsOfRelated: Set<MarkerKind> = []
  // Whether doubtful boundaries turned out to hold in this input.
  private var partsDatedStories = false
  private var texts = 0
  private var textsAtDate: Int?
  private var startsWithDate = false
  private var isInRelated = false
  private var hasDatedRelated = false
  private var emptyLines = 0
  private var isAfterBlank: Bool { emptyLines > 0 }
  private var hasLooked = false

  init(labels: TextLabels, splitOn: String?) {
    finder = StoryLayoutFinder(labels: labels)
    self.splitOn = splitOn.map { Array($0.utf8)[...].trimmed }
    isOneStory = splitOn == "none"
  }

  mutating func scan(
    _ source: ByteSource, into batch: inout RecordBatch, context: inout ConversionContext
  ) throws(ConversionError) -> Bool {
    if !hasLooked { try lookAtStart(source) }
    while true {
      while let end = lineEnd() {
        let byte = pending[end]
        look(at: pending[lineStart..<end].trimmed, into: &batch)
        lineStart = end + 1
        searched = lineStart
        if byte == 0x0C, !isOneStory {
          endStory(at: end, next: lineStart, line: line, into: &batch)
        } else {
          line += 1
        }
        if batch.isFull {
          forgetEndedStories()
          return true
        }
      }
      forgetEndedStories()
      guard pending.count - storyStart <= context.limits.maximumRecordBytes else {
        throw ConversionError(
          .recordTooLarge(limit: context.limits.maximumRecordBytes),
          at: SourceLocation(file: source.name, line: storyLine, byteOffset: offset + storyStart))
      }
      guard try source.read(into: &pending, upTo: Self.chunk) > 0 else { break }
    }
    look(at: pending[lineStart...].trimmed, into: &batch)
    if boundary != nil {
      // No text came below the last date: it is no story of its own.
      boundary = nil
    }
    endStory(at: pending.count, next: pending.count, line: line, into: &batch)
    if count > 1, let doubt = cutter?.layout.doubt {
      context.log.emit(
        .warning, .severalStories(doubt, lines: starts, count: count),
        at: SourceLocation(file: source.name, line: starts[0]))
    }
    if count == 0 {
      // The decoder says that there is nothing.
      batch.append(batch.bytes.count..<batch.bytes.count, line: 1, byteOffset: 0)
    }
    return false
  }

  /// Refuses a text of another kind and finds what begins its stories, both by its first bytes.
  private mutating func lookAtStart(_ source: ByteSource) throws(ConversionError) {
    hasLooked = true
    var isComplete = false
    while !isComplete, pending.count < ForeignDump.sampleBytes {
      isComplete = try source.read(into: &pending, upTo: Self.chunk) == 0
    }
    if let kind = ForeignDump.kind(of: pending[...]) {
      throw ConversionError(
        .foreignDump(kind), at: SourceLocation(file: source.name, line: 1, byteOffset: 0))
    }
    guard splitOn == nil else { return }
    if !isComplete { isComplete = pending.count < Self.chunk }
    cutter = finder.layout(of: pending[...], isComplete: isComplete).map(StoryCutter.init)
  }

  /// Where the current line ends: a line feed or a form feed.
  private mutating func lineEnd() -> Int? {
    searched = pending[...].firstIndex(of: 0x0A, or: 0x0C, from: searched)
    return searched < pending.count ? searched : nil
  }

  // MARK: - Lines

  private mutating func look(at bytes: ArraySlice<UInt8>, into batch: inout RecordBatch) {
    guard !bytes.isEmpty else {
      emptyLines += 1
      return
    }
    guard !isOneStory else { return }
    if let splitOn, bytes == splitOn {
      let next = min(searched + 1, pending.count)
      endStory(at: lineStart, next: next, line: line + 1, into: &batch)
      return
    }
    let kind = finder.kind(of: bytes)
    guard cutter == nil else { return cut(before: bytes, kind, into: &batch) }
    confirmBoundary(by: kind, into: &batch)
    settleDoubts(by: kind, into: &batch)
    if case .label(.published, _) = kind { meetDate() }
    seen.append(Seen(kind: kind, start: lineStart, line: line, texts: texts))
    if seen.count > 12 { seen.removeFirst(4) }
    switch kind {
    case .text: texts += 1
    case .label(.related, isAlone: true): isInRelated = true
    case .label(.published, _):
      if textsAtDate == nil {
        textsAtDate = texts
        if texts == 0 { startsWithDate = true }
      }
    case .label, .rule: break
    }
    emptyLines = 0
  }

  /// Ends the story before a line that begins another in the layout of the file.
  private mutating func cut(
    before bytes: ArraySlice<UInt8>, _ kind: StoryLine.Kind, into batch: inout RecordBatch
  ) {
    let seen = finder.storyLine(
      bytes, kind: kind, start: lineStart, line: line, emptyLines: emptyLines)
    emptyLines = 0
    let isFirst = !(cutter?.hasLines ?? true)
    if let found = cutter?.cut(before: seen) {
      endStory(at: found.end, next: found.next, line: found.line, into: &batch)
    } else if isFirst, cutter?.layout == .number, let number = seen.number {
      storyStart = number.end
    }
  }

  /// A boundary holds when text follows the date.
  private mutating func confirmBoundary(by kind: StoryLine.Kind, into batch: inout RecordBatch) {
    guard let found = boundary else { return }
    switch kind {
    case .text:
      boundary = nil
      if hasDatedRelated, !partsDatedStories {
        doubtful.append(found)
      } else {
        cut(at: found, into: &batch)
      }
    case .label(let label, _):
      switch label {
      case .published, .updated, .author, .section, .identifier, .link, .readingTime, .source,
        .headline:
        boundary?.labels += 1
        if found.labels > 4 { boundary = nil }
      case .keywords, .readMore, .related, .boilerplate: boundary = nil
      }
    case .rule: break
    }
  }

  /// Doubtful boundaries hold when the story below them has what a related story has not.
  private mutating func settleDoubts(by kind: StoryLine.Kind, into batch: inout RecordBatch) {
    guard case .label(let label, _) = kind, hasDatedRelated else { return }
    guard !doubtful.isEmpty else {
      if boundary == nil { labelsOfRelated.insert(label) }
      return
    }
    switch label {
    case .related: break
    case .keywords, .source: guard !labelsOfRelated.contains(label) else { return }
    case .headline, .published, .updated, .author, .readMore, .section, .identifier, .link,
      .readingTime, .boilerplate:
      return
    }
    partsDatedStories = true
    var textsBefore = 0
    for var found in doubtful {
      let before = found.textsBefore
      found.textsBefore -= textsBefore
      textsBefore = before
      cut(at: found, into: &batch)
    }
  }

  /// Ends the story before a boundary; what was seen below it belongs to the next.
  private mutating func cut(at found: Boundary, into batch: inout RecordBatch) {
    let kept = seen.filter { $0.start >= found.next }
    let textsBelow = texts - found.textsBefore
    endStory(at: found.end, next: found.next, line: found.line, into: &batch)
    seen = kept
    for index in seen.indices { seen[index].texts -= found.textsBefore }
    texts = textsBelow
    textsAtDate = found.textsAtDate
    startsWithDate = found.textsAtDate == 0
  }

  /// Looks back from a date for the start of a story.
  private mutating func meetDate() {
    guard boundary == nil else { return }
    // Labels may stand between the title and the date.
    var index = seen.count - 1
    var skipped = 0
    while index >= 0, skipped < 4, case .label(let kind, _) = seen[index].kind, isOfHead(kind) {
      index -= 1
      skipped += 1
    }
    guard index >= 0 else { return }
    switch seen[index].kind {
    case .text(isTitle: true):
      // A row of "=" above the title parts stories whether or not the first has a date.
      if index > 0, case .rule = seen[index - 1].kind, seen[index - 1].texts >= 2 {
        begin(at: seen[index], endingAt: seen[index - 1])
        return
      }
      if index > 0, case .label(.related, isAlone: true) = seen[index - 1].kind {
        hasDatedRelated = true
        return
      }
      guard !startsWithDate, let textsAtDate, seen[index].texts > textsAtDate else { break }
      begin(at: seen[index], endingAt: seen[index])
    case .rule:
      if skipped == 0, index > 0, case .text(isTitle: true) = seen[index - 1].kind,
        let textsAtDate, seen[index - 1].texts > textsAtDate
      {
        // The title is underlined.
        begin(at: seen[index - 1], endingAt: seen[index - 1])
      } else if seen[index].texts >= 2, startsWithDate {
        begin(at: index + 1 < seen.count ? seen[index + 1] : current, endingAt: seen[index])
      }
    case .text, .label: break
    }
    if boundary == nil, startsWithDate, !isInRelated, isAfterBlank || followsTail(),
      let textsAtDate, texts > textsAtDate + 1
    {
      begin(at: current, endingAt: current)
    }
  }

  /// The line that is looked at, before it is among those that were seen.
  private var current: Seen {
    Seen(kind: .rule, start: lineStart, line: line, texts: texts)
  }

  private mutating func begin(at first: Seen, endingAt last: Seen) {
    boundary = Boundary(
      end: last.start, next: first.start, line: first.line, textsBefore: first.texts,
      textsAtDate: texts - first.texts)
  }

  private func followsTail() -> Bool {
    guard case .label(let kind, _)? = seen.last?.kind else { return false }
    return kind == .source || kind == .keywords
  }

  private func isOfHead(_ kind: MarkerKind) -> Bool {
    switch kind {
    case .updated, .author, .section, .identifier, .link, .readingTime: true
    case .headline, .published, .source, .keywords, .readMore, .related, .boilerplate: false
    }
  }

  // MARK: - Records

  private mutating func endStory(
    at end: Int, next: Int, line nextLine: Int, into batch: inout RecordBatch
  ) {
    let story = pending[storyStart..<max(end, storyStart)]
    if !story.trimmed.isEmpty {
      let start = batch.bytes.count
      batch.bytes.append(contentsOf: story)
      batch.append(
        start..<batch.bytes.count, line: storyLine, byteOffset: offset + storyStart)
      if starts.count < Self.maximumStarts { starts.append(storyLine) }
      count += 1
    }
    storyStart = next
    storyLine = nextLine
    seen.removeAll(keepingCapacity: true)
    boundary = nil
    doubtful.removeAll(keepingCapacity: true)
    labelsOfRelated.removeAll(keepingCapacity: true)
    texts = 0
    textsAtDate = nil
    startsWithDate = false
    isInRelated = false
    hasDatedRelated = false
  }

  private mutating func forgetEndedStories() {
    guard storyStart > 0 else { return }
    pending.removeSubrange(..<storyStart)
    offset += storyStart
    lineStart -= storyStart
    searched -= storyStart
    for index in seen.indices { seen[index].start -= storyStart }
    boundary?.end -= storyStart
    boundary?.next -= storyStart
    for index in doubtful.indices {
      doubtful[index].end -= storyStart
      doubtful[index].next -= storyStart
    }
    storyStart = 0
  }
}
