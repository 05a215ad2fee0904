public import WarraqCore
internal import WarraqHTML
internal import WarraqMarkup
public import WarraqModel

/// Reads the article of a web page.
///
/// ```swift
/// let articles = try HTMLReader().articles(in: bytes, context: &context)
/// ```
///
/// A page is one story. Its tree is built as browsers build it; the blocks of the article are
/// separated from the rest by where they stand and what stands round them, in any language. What the
/// page says of the article comes from JSON-LD, `meta`, microdata and the visible lines, in this
/// order of trust for each value. A page that is no article, such as a list or a home page, is an
/// error. Nothing is ever fetched.
public struct HTMLReader: ArticleReader {
  /// How pages are read.
  public struct Options: Sendable {
    /// Which of two mistakes is worse.
    public enum Focus: String, CaseIterable, Sendable {
      /// Neither.
      case balanced
      /// Text that is not of the article.
      case precision
      /// Text of the article that is missing.
      case recall
    }

    /// Parts of a page that are kept beside the article's own text.
    public enum Part: String, CaseIterable, Sendable {
      /// What readers wrote below, as an aside.
      case comments
      /// The captions of pictures that are not kept, as paragraphs.
      case captions
      /// Paragraphs that are nothing but a link, as paragraphs.
      case links
    }

    /// Which of two mistakes is worse. The default, ``Focus/balanced``: neither.
    public var focus = Focus.balanced
    /// Parts of a page that are kept beside the article's own text; none by default.
    public var keptParts: Set<Part> = []

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      .choice(
        "focus", \.focus,
        help: "Rather leave text out (precision) or let some in (recall); balanced by default."),
      Setting(
        "keep-parts", .text("PARTS"),
        help: "Keep comments, captions or links, separated by commas; none by default."
      ) { options, text throws(ConversionError) in
        options.keptParts = []
        for word in text.split(separator: ",") {
          guard let part = Part(rawValue: String(word).trimmed) else {
            throw ConversionError(
              .badSetting(
                "keep-parts", String(word),
                expected: Part.allCases.map(\.rawValue).joined(separator: ", ")))
          }
          options.keptParts.insert(part)
        }
      },
    ]
  }

  private let options: Options

  /// Makes a reader.
  public init(_ options: Options = Options()) { self.options = options }

  /// `false`: a page says itself how it is encoded.
  public var readsText: Bool { false }

  /// Decodes one page.
  ///
  /// - Throws: `ConversionError` `html.not-an-article`, `html.no-text`, `html.unknown-encoding`.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    var page = PageSource(bytes: record.bytes)
    if SavedPage.begins(record.bytes) {
      guard let saved = SavedPage(record.bytes) else {
        throw ConversionError(.pageWithoutText, at: record.location)
      }
      page = saved.page
    }
    try decode(page, at: record.location, into: &articles, context: &context)
  }

  /// Decodes one page.
  ///
  /// - Parameter isOneOfMany: whether pages that are no articles are to be expected.
  func decode(
    _ page: PageSource, at location: SourceLocation, isOneOfMany: Bool = false,
    into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    var text = try PageText(page, at: location)
    let removed = text.removeNULs()
    if removed > 0 {
      context.log.emit(.warning, .leftOutNULs(removed), at: location)
    }
    if text.isDoubtful {
      context.log.emit(.warning, .doubtfulPageEncoding(text.encoding), at: location)
    }
    let tree = text.bytes.withUnsafeBufferPointer { HTMLTree(parsing: $0) }
    let story = HTMLStoryReader(
      tree, address: page.address, options: options, limits: context.limits)
    if let refusal = story.refusal {
      guard isOneOfMany else { throw ConversionError(refusal, at: location) }
      context.log.emit(.warning, refusal, at: location)
      return
    }
    let (article, notes) = story.article()
    if story.score < 0.5, !story.kind.isDeclared, !story.isOwn {
      context.log.emit(.warning, .doubtfulArticle(story.score), at: location)
    }
    for note in notes { context.log.emit(.warning, note, at: location) }
    context.log.emit(.note, .pageEvidence(story), at: location)
    // Counted as attributes are, of which a run says no more than a note.
    for name in story.unused { context.log.reading.add(.attribute, name, .unused) }
    articles.append(article)
  }
}

/// A page, and what is known of it besides.
struct PageSource {
  let bytes: ArraySlice<UInt8>
  /// Where it was found.
  var address: String?
  /// The media type that came with it.
  var mediaType: ArraySlice<UInt8>?
}

/// The text of a page in UTF-8, and the encoding it was in.
struct PageText {
  private(set) var bytes: [UInt8]
  let encoding: String
  /// Whether nothing but the words says which encoding it is.
  private(set) var isDoubtful = false

  /// Decodes a page: by its byte order mark; as UTF-8 where it is; as its label says; by its words.
  init(_ page: PageSource, at location: SourceLocation) throws(ConversionError) {
    let stated = page.mediaType.flatMap { PageEncoding.ofContentType($0) }
    var label = stated?.name
    let found: (bytes: [UInt8], encoding: String, isDoubtful: Bool)? =
      page.bytes.withUnsafeBufferPointer { bytes in
        if let (encoding, length) = PageEncoding.marked(bytes) {
          let rest = UnsafeBufferPointer(rebasing: bytes[length...])
          return encoding.decode(rest).map { ($0, encoding.name, false) }
        }
        let declared = Self.encoding(stated: stated, declared: PageEncoding.declared(bytes))
        label = declared?.name
        // Seven bits say nothing; ISO-2022-JP is in them.
        if UTF8Validation.firstInvalidByte(in: bytes) == nil, declared?.name != "iso-2022-jp" {
          guard declared == nil, bytes.contains(0x1B), let japanese = Self.likely(bytes) else {
            return (Array(bytes), "utf-8", false)
          }
          return japanese.decode(bytes).map { ($0, japanese.name, true) }
        }
        if let declared, declared != .utf8 {
          return declared.decode(bytes).map { ($0, declared.name, false) }
        }
        if case .text(let guess) = TextEncoding.detect(bytes, isComplete: true),
          let encoding = PageEncoding(label: guess.rawValue.utf8), encoding != .utf8
        {
          // Letters of other scripts are Western ones there.
          if encoding == .windows1252, let likely = Self.likely(bytes), likely != encoding {
            return likely.decode(bytes).map { ($0, likely.name, true) }
          }
          return encoding.decode(bytes).map { ($0, encoding.name, declared != nil) }
        }
        let likely = UTF8Validation.isMostlyIllFormed(bytes) ? Self.likely(bytes) : nil
        let encoding = likely ?? declared ?? Self.mostlyUTF8(bytes) ?? .windows1252
        return encoding.decode(bytes).map { ($0, encoding.name, true) }
      }
    guard let found else {
      throw ConversionError(.unknownPageEncoding(label ?? "its encoding"), at: location)
    }
    (bytes, encoding, isDoubtful) = found
  }

  /// Leaves out NUL characters and references to them, which some places of a page would have as
  /// U+FFFD and others not; returns how many there were.
  mutating func removeNULs() -> Int {
    var references: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { bytes in
      NULCharacters.forEachReference(in: bytes) { references.append($0) }
    }
    if !references.isEmpty {
      var kept: [UInt8] = []
      kept.reserveCapacity(bytes.count)
      var start = 0
      for reference in references {
        kept += bytes[start..<reference.lowerBound]
        start = reference.upperBound
      }
      bytes = kept + bytes[start...]
    }
    guard ForeignBytes.firstNUL(in: bytes[...]) != nil else { return references.count }
    let count = bytes.count
    bytes.removeAll { $0 == 0 }
    return references.count + count - bytes.count
  }

  /// What the server says counts more than what the page says, unless it is what servers say unasked.
  private static func encoding(
    stated: PageEncoding?, declared: PageEncoding?
  ) -> PageEncoding? {
    guard let stated else { return declared }
    return stated == .windows1252 ? declared ?? stated : stated
  }

  /// The encoding that the letters of a page tell, as those of any other text do.
  private static func likely(_ bytes: UnsafeBufferPointer<UInt8>) -> PageEncoding? {
    PageEncoding.likely(withoutScripts(bytes)).flatMap { $0.decodes ? $0 : nil }
  }

  /// The bytes outside of scripts and style sheets, whose words are those of a program.
  private static func withoutScripts(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var kept = 0
    var place = 0
    func holds(_ word: StaticString, at place: Int) -> Bool {
      let count = word.utf8CodeUnitCount
      return place + count <= bytes.count
        && (0..<count).allSatisfy { bytes[place + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
    }
    while place < bytes.count {
      defer { place += 1 }
      guard bytes[place] == UInt8(ascii: "<") else { continue }
      let end: StaticString
      if holds("<script", at: place) {
        end = "</script"
      } else if holds("<style", at: place) {
        end = "</style"
      } else {
        continue
      }
      result += bytes[kept..<place]
      while place < bytes.count, !(bytes[place] == UInt8(ascii: "<") && holds(end, at: place)) {
        place += 1
      }
      kept = place
    }
    return result + bytes[min(kept, bytes.count)...]
  }

  /// UTF-8 where few bytes are not.
  private static func mostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> PageEncoding? {
    let high = bytes.count { $0 >= 0x80 }
    let text = String(decoding: bytes, as: UTF8.self)
    let wrong = text.unicodeScalars.count { $0.value == 0xFFFD }
    return wrong * 20 < high ? .utf8 : nil
  }
}

extension Diagnostic.Message {
  static func notAnArticle(_ score: Double) -> Self {
    Self(
      id: "html.not-an-article",
      text:
        "this page is no article, score \(score.twoDigits) of 1: a list, a shop or a home page; "
        + "give the pages of its articles")
  }

  static func doubtfulArticle(_ score: Double) -> Self {
    Self(
      id: "html.doubtful-article",
      text: "this page may be no article, score \(score.twoDigits) of 1; check the result")
  }

  /// Where the values of an article come from.
  static func pageEvidence(_ story: HTMLStoryReader) -> Self {
    let values = story.evidence.map { "\($0.value) from \($0.source)" }
    return Self(
      id: "html.evidence",
      text: (["an article with a score of \(story.score.twoDigits) of 1"] + values)
        .joined(separator: ", "))
  }

  static let pageWithoutText = Self(
    id: "html.no-text",
    text: "no text without scripts on this page; save it from a browser")

  static func doubtfulPageEncoding(_ name: String) -> Self {
    Self(
      id: "html.doubtful-encoding",
      text: "the page is not in the encoding it says, or says none; read as \(name)")
  }

  static func unknownPageEncoding(_ name: String) -> Self {
    Self(
      id: "html.unknown-encoding",
      text: "this system cannot decode \(name); convert the page to UTF-8 first")
  }
}

extension Double {
  /// A share with two digits after the point.
  fileprivate var twoDigits: String {
    let hundredths = Int((self * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
