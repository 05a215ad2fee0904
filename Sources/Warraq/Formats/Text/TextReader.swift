public import WarraqCore
public import WarraqModel

/// Reads plain-text dumps of news stories.
///
/// ```swift
/// var context = ConversionContext()
/// let articles = try TextReader().articles(in: Array(dump.utf8), context: &context)
/// ```
///
/// The layout is that of aggregators' dumps: a headline, a line with the date, one line a
/// paragraph, lines with sources and keywords, a "read also" block with other stories. Labels come
/// from a table with a row per language; every label, in any language, may stand in any story.
/// The README of the folder lists the rules and what is not kept.
public struct TextReader: ArticleReader {
  /// What becomes of lists of keywords without separators.
  @nonexhaustive
  public enum KeywordTreatment: String, Hashable, Sendable, CaseIterable {
    /// They are split where keywords are likeliest to begin; each keyword has a confidence.
    case split
    /// They stay one keyword.
    case raw
    /// They are split as well as with ``split``; a run of the command reads its inputs once before,
    /// for what their lists teach about each other.
    case learn
  }

  /// The options of the reader.
  public struct Options: Hashable, Sendable {
    /// The language of the stories, a BCP 47 tag; `nil` to tell it from each story's text.
    public var language: String?
    /// The date that relative dates ("yesterday") count from; `nil` to leave them unresolved.
    public var referenceDate: NewsDate?
    /// What becomes of lists of keywords without separators; split by default.
    public var keywords = KeywordTreatment.split
    /// Keywords that the user knows; they make splits surer.
    public var tags: [String] = []
    /// What the lists of a run teach.
    var learned: KeywordCounts?
    /// A line that stands between two stories, or `none` for one story; `nil` to tell them by their
    /// dates, or by what else repeats above or below each.
    public var splitOn: String?

    /// Makes the options a reader has when nothing is said.
    public init() {}
  }

  // In bytes.
  private static let shortSample = 64
  // Each is compared with the whole story.
  private static let maximumSplitLists = 8

  private let options: Options
  private let labels = TextLabels(table: .standard)
  private let tags: Set<UInt64>
  private let collector: KeywordCollector?

  /// Makes a reader.
  public init(_ options: Options = Options()) {
    self.init(options, collecting: nil)
  }

  /// Makes a reader that tells a collector of its lists of keywords.
  package init(_ options: Options, collecting collector: KeywordCollector?) {
    self.options = options
    self.collector = collector
    tags = KeywordSplitter.hashes(of: options.tags)
  }

  /// Makes the sequential half: finds where stories begin.
  public func makeScanner() -> any RecordScanner {
    TextScanner(labels: labels, splitOn: options.splitOn)
  }

  /// Decodes one story.
  ///
  /// Bytes that are not UTF-8 are read in the encoding that they are likely in, and NUL characters
  /// left out, with a warning.
  ///
  /// - Throws: `ConversionError` `text.empty` where there is no text.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    var bytes = record.bytes
    if let repaired = ForeignBytes.repaired(record, context: &context) { bytes = repaired }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var lines = TextLines.split(bytes, firstNumber: record.line)
    guard lines.contains(where: { $0.bytes.firstVisibleScalar != nil }) else {
      throw ConversionError(.emptyText, at: record.location)
    }
    if lines.count == 1, let cells = TextLine.cells(of: lines[0].bytes, NewsDateParser()) {
      lines = cells.map { TextLine(bytes: $0, number: record.line) }
    }
    let repair = TextRepair(lines, of: bytes)
    for finding in repair.findings {
      context.log.emit(
        .warning, finding.message, at: SourceLocation(file: record.file, line: finding.line))
    }
    lines = TextLines.unwrapped(repair.lines) { labels.isLabel($0.bytes) }
    articles.append(article(of: lines, isRelated: false, record: record, context: &context))
  }

  // MARK: - The article

  private func article(
    of lines: [TextLine], isRelated: Bool, record: Record, context: inout ConversionContext
  ) -> Article {
    let story = TextStory(lines, labels: labels, dateParser: NewsDateParser())
    func note(_ severity: Diagnostic.Severity, _ message: Diagnostic.Message, line: Int) {
      context.log.emit(severity, message, at: SourceLocation(file: record.file, line: line))
    }
    var article = Article()
    article.headline = story.headline?.string
    article.dateline = story.dateline?.string
    article.body = body(of: story) { line in note(.note, .postFound, line: line) }
    article.language = options.language ?? language(of: story)
    if !isRelated {
      if story.headline == nil { note(.note, .noHeadline, line: record.line) }
      if article.body.isEmpty { note(.note, .noBody, line: record.line) }
      if let line = story.secondStart { note(.warning, .secondStory, line: line) }
    }
    for line in story.residueLines { note(.note, .pageResidue, line: line) }
    for line in story.gluedReadMore { note(.note, .gluedReadMore, line: line) }

    // The dates of another story have nothing to do with the date of this one.
    let reference = isRelated ? nil : options.referenceDate
    let dates = NewsDateParser(language: article.language, reference: reference)
    func date(_ printed: TextStory.PrintedDate?) -> NewsDate? {
      guard let printed else { return nil }
      var (date, problem) = dates.newsDate(printed.text.string)
      if options.language == nil, case .ambiguous? = problem, let row = printed.row {
        // The label knows the order of its language where the text does not.
        let language = labels.table.rows[row].language
        (date, problem) = NewsDateParser(language: language, reference: reference)
          .newsDate(printed.text.string)
      }
      if let problem, let (severity, message) = Diagnostic.Message.date(date, problem) {
        note(severity, message, line: printed.line)
      }
      return date
    }
    article.published = date(story.published)
    article.modified = date(story.updated)

    for byline in story.bylines {
      for name in SourceCredits.people(byline.names, table: labels.table) {
        article.creators.append(Contributor(name: name.string, role: "author"))
      }
    }
    if !story.bylines.isEmpty {
      article.byline = story.bylines.map(\.text.string).joined(separator: "\n")
    }
    story.sources.apply(to: &article)
    if let dateline = story.dateline { apply(dateline: dateline, to: &article) }
    article.section = story.sections.first?.string
    article.alternateIDs = story.identifiers.map { RoleText(role: "story-number", text: $0.string) }
    article.url = story.links.first?.string

    var rawKeywords: [String] = []
    for list in story.keywords {
      if let separated = list.separated {
        article.keywords += separated.map { Keyword($0) }
      } else if rawKeywords.count == Self.maximumSplitLists {
        article.keywords.append(Keyword(list.text.string, confidence: 0))
      } else {
        let (keywords, message) = split(list, of: story, language: article.language)
        article.keywords += keywords
        if let message {
          rawKeywords.append(list.text.string)
          note(.warning, message, line: list.line)
        }
      }
    }
    article.extra = extra(of: story, rawKeywords: rawKeywords)

    for block in story.related {
      let items = related(block, record: record, context: &context)
      article.related += items
      let nested = items.reduce(0) { $1.article == nil ? $0 : $0 + 1 }
      if nested > 0 {
        context.log.emit(
          .note, .nestedStory(count: nested),
          at: SourceLocation(file: record.file, line: block.line))
      }
    }
    return article
  }

  /// The place that the dateline names, and its agencies where no label credits a source.
  private func apply(dateline: ArraySlice<UInt8>, to article: inout Article) {
    let parts = InlineDateline.parts(of: dateline, table: labels.table)
    if let place = parts.place {
      article.located = [Concept(kind: .place, names: [Concept.Name(place.string)])]
    }
    guard article.sources.isEmpty else { return }
    article.sources = parts.agencies.map { Source(name: $0.string, role: SourceRole.agency) }
  }

  private func body(of story: TextStory, onPost: (Int) -> Void) -> [Block] {
    let residue = TweetResidue { NewsDateParser(language: "en").newsDate($0.string).date }
    var blocks: [Block] = []
    var run: [TextLine] = []
    func endRun() {
      for piece in residue.pieces(of: run) {
        switch piece {
        case .text(let line): blocks.append(.paragraph([.text(line.bytes.string)]))
        case .embed(let embed, let line):
          blocks.append(.embed(embed))
          onPost(line)
        }
      }
      run.removeAll(keepingCapacity: true)
    }
    for (index, line) in story.body.enumerated() {
      switch line {
      case .text(let text): run.append(text)
      case .readMore(let label):
        endRun()
        blocks.append(.aside([.paragraph([.text(label.string)])], role: AsideRole.readMore))
      case .rule:
        endRun()
        // Ornaments at the end separate nothing.
        if index + 1 < story.body.count { blocks.append(.divider) }
      }
    }
    endRun()
    return blocks
  }

  private func texts(of story: TextStory) -> [ArraySlice<UInt8>] {
    var texts: [ArraySlice<UInt8>] = []
    if let headline = story.headline { texts.append(headline) }
    for line in story.body {
      if case .text(let text) = line { texts.append(text.bytes) }
    }
    return texts
  }

  private func language(of story: TextStory) -> String? {
    // A few thousand bytes say as much as all.
    var sample: [UInt8] = []
    for text in texts(of: story) {
      sample.append(contentsOf: text)
      sample.append(0x0A)
      if sample.count >= 4096 { break }
    }
    let guess = sample.withUnsafeBufferPointer { LanguageDetector().detect($0) }
    if sample.count < Self.shortSample, guess?.confidence ?? 0 < 0.95, let row = story.labelRow,
      let first = sample[...].firstVisibleScalar, 0x620...0x6FF ~= first
    {
      // Languages that share the Arabic script: the labels know more than a few letters.
      let language = labels.table.rows[row].language
      if ["ar", "fa", "ur"].contains(language) { return language }
    }
    return guess?.language
  }

  private func extra(of story: TextStory, rawKeywords: [String]) -> [ExtraMember] {
    var extra: [ExtraMember] = []
    func keep(_ name: String, _ values: [String]) {
      guard let first = values.first else { return }
      let value =
        values.count == 1
        ? ExtraValue.string(first) : .array(values.map { ExtraValue.string($0) })
      extra.append(ExtraMember(name, value))
    }
    keep("keywordsRaw", rawKeywords)
    keep("otherDates", story.otherDates.map(\.string))
    keep("otherSections", story.sections.dropFirst().map(\.string))
    keep("otherLinks", story.links.dropFirst().map(\.string))
    keep("readingTime", story.readingTimes.map(\.string))
    keep("boilerplate", story.boilerplate.map(\.string))
    keep("captions", story.captions.map(\.string))
    return extra
  }

  // MARK: - Keywords

  private func split(
    _ list: KeywordList, of story: TextStory, language: String?
  ) -> ([Keyword], Diagnostic.Message?) {
    guard options.keywords != .raw else { return ([Keyword(list.text.string)], nil) }
    let row = TextMarkers.row(for: language) ?? labels.table.rows[list.row]
    let splitter = KeywordSplitter(row: row, given: tags, learned: options.learned)
    let words = list.words
    if let collector, let (counts, keywords) = splitter.counts(of: words, story: texts(of: story)) {
      collector.add(counts, keywords.map { (Self.text(of: $0.words, in: words), $0.thousandths) })
    }
    guard let found = splitter.split(words, story: texts(of: story)) else {
      return ([Keyword(list.text.string, confidence: 0)], .longList(words: words.count))
    }
    let keywords = found.map { keyword in
      Keyword(
        Self.text(of: keyword.words, in: words),
        confidence: keyword.confidence)
    }
    let least = keywords.min { ($0.confidence ?? 1) < ($1.confidence ?? 1) }
    return (keywords, .splitKeywords(words: words.count, count: keywords.count, least: least))
  }

  private static func text(of keyword: Range<Int>, in words: [ArraySlice<UInt8>]) -> String {
    keyword.map { words[$0].string }.joined(separator: " ")
  }

  // MARK: - Other stories

  private func related(
    _ block: TextStory.RelatedBlock, record: Record, context: inout ConversionContext
  ) -> [RelatedItem] {
    let label = block.label.string
    if let title = block.title { return [RelatedItem(title: title.string, label: label)] }
    let lines = block.lines.filter { $0.bytes.firstVisibleScalar != nil }
    guard !lines.isEmpty else { return [RelatedItem(label: label)] }
    let bullets = lines.map { TextStory.bullet(of: $0.bytes) }
    if bullets.allSatisfy({ $0 != nil }) {
      return zip(lines, bullets).map { line, start in
        let title = line.bytes[(start ?? line.bytes.startIndex)...].trimmed
        return RelatedItem(title: title.string, label: label)
      }
    }
    let isTitle = lines.map { $0.isTitleLike && !labels.isLabel($0.bytes) }
    if isTitle.allSatisfy({ $0 }) {
      return lines.map { RelatedItem(title: $0.bytes.string, label: label) }
    }
    // A title above a date begins a story.
    var starts = [0]
    for index in lines.indices.dropLast() where index > 1 && isTitle[index] {
      let kind = labels.values(of: lines[index + 1].bytes, in: .head).first?.kind
      if kind == .published, starts.last != index { starts.append(index) }
    }
    return zip(starts, starts.dropFirst() + [lines.count]).map { start, end in
      let story = article(
        of: Array(lines[start..<end]), isRelated: true, record: record, context: &context)
      return RelatedItem(label: label, article: story)
    }
  }
}

extension ArticleReader where Self == TextReader {
  /// A reader of plain-text dumps.
  public static func text(_ options: TextReader.Options = .init()) -> TextReader {
    TextReader(options)
  }
}

extension Diagnostic.Message {
  static let emptyText = Self(
    id: "text.empty", text: "no text; nothing to convert")

  static func severalStories(_ layout: StaticString, lines: [Int], count: Int) -> Self {
    let places = lines.map(String.init).joined(separator: ", ") + (count > lines.count ? ", …" : "")
    return Self(
      id: "text.may-be-several",
      text: "separated \(count) stories at \(layout); they begin in lines \(places); name the line "
        + "between stories with --split-on, or use --split-on none where the file is one story")
  }

  static let secondStory = Self(
    id: "text.may-be-several",
    text: "another story may begin here; put a line between stories and name it with --split-on")

  static let noHeadline = Self(
    id: "text.no-headline", text: "no line looks like a headline; the whole text is read as body")

  static let noBody = Self(id: "text.no-body", text: "no body below the headline")

  static let gluedReadMore = Self(
    id: "text.read-more-glued", text: "removed 'read more' residue that was joined to a paragraph")

  static let pageResidue = Self(
    id: "text.page-residue",
    text: "took a line of the page around the story out of the body; it is in 'extra'")

  static let postFound = Self(
    id: "text.embed-residue", text: "turned the text of a post between paragraphs into an embed")

  static func nestedStory(count: Int) -> Self {
    Self(
      id: "text.related-story",
      text:
        "took the lines below for \(count == 1 ? "a related story" : "\(count) related stories")")
  }

  static func splitKeywords(words: Int, count: Int, least: Keyword?) -> Self {
    let doubt = least.map { "; least sure of '\($0.text)' (\($0.confidence ?? 1))" } ?? ""
    return Self(
      id: "text.keywords-unseparated",
      text: "split \(words) words without separators into \(count) keywords\(doubt); check them, "
        + "give known keywords with --tags, or keep the list with --keywords raw")
  }

  static func longList(words: Int) -> Self {
    Self(
      id: "text.keywords-unseparated",
      text: "a list of \(words) words has no separators and is too long to split; kept as one "
        + "keyword")
  }

  /// What to say of a date; `nil` when there is nothing to say.
  static func date(
    _ date: NewsDate, _ problem: NewsDateParser.Problem
  ) -> (Diagnostic.Severity, Self)? {
    let text = date.text ?? date.description
    // The words of a page in a city say so of every date.
    if problem == .unknownZone { return nil }
    let id: StaticString =
      switch problem {
      case .ambiguous: "text.ambiguous-date"
      case .relative: "text.relative-date"
      case .incomplete: "text.incomplete-date"
      case .invalid: "text.unreadable-date"
      case .placeholder: "text.no-date"
      case .unknownZone: "text.doubtful-zone"
      case .doubtful: "text.doubtful-date"
      @unknown default: "text.unreadable-date"
      }
    return (.warning, .date(id, text, read: date, problem))
  }
}
