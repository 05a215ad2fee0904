public import WarraqCore
public import WarraqModel

/// What a piece of HTML says, in terms of the model.
///
/// ```swift
/// let content = HTMLContent(html: "<p>Talks <b>begin</b><p>Ministers met.")
/// content.blocks.plainText  // "Talks begin\n\nMinisters met."
/// ```
///
/// It reads HTML as news sites, exports and crawlers write it, well formed or not, and text without
/// any markup, whose paragraphs are parted by empty lines. Every word that a page would show is in
/// ``blocks``; scripts, forms, comments and hidden elements are not. Time and memory are linear in
/// the size of the input.
public struct HTMLContent: Hashable, Sendable {
  /// The blocks, in order.
  public var blocks: [Block] = []
  /// Pictures and films that the blocks refer to.
  public var media: [Asset] = []
  /// Whether the first block is the title of the page: in Markdown a heading of the first level.
  package var startsWithTitle = false
  /// How many NUL characters the HTML had, which are left out.
  package private(set) var leftOutNULs = 0

  /// Makes content without blocks.
  public init() {}

  /// Reads a piece of HTML as news sites write it; whatever it holds, it never fails.
  ///
  /// - Parameters:
  ///   - html: a fragment or a whole document.
  ///   - limits: `maximumDepth` bounds the nesting of the blocks; deeper text joins what is above.
  ///   - base: the address of the page, for relative links; a `base` element refines it.
  ///   - firstMediaNumber: the number in the identifier of the first of ``media``, so that two
  ///     pieces of one story do not name the same: `media-1`, `media-2`…
  public init(
    html: String, limits: Limits = Limits(), base: String? = nil, firstMediaNumber: Int = 1
  ) {
    self.init(
      html: html, limits: limits, base: base, firstMediaNumber: firstMediaNumber, dialect: .html)
  }

  /// Reads a piece of HTML whose links may have their addresses elsewhere than in `href`.
  package init(
    html: String, limits: Limits, base: String? = nil, firstMediaNumber: Int = 1,
    dialect: MarkupDialect
  ) {
    var html = CaptionShortcode.replaced(in: html) ?? html
    html.withUTF8 { bytes in
      leftOutNULs = NULCharacters.count(in: bytes)
      var builder = HTMLBuilder(
        source: bytes, base: base, firstMediaNumber: firstMediaNumber,
        maximumDepth: limits.maximumDepth)
      builder.dialect = dialect
      builder.inline.splitsAtEmptyLines = !HTMLTokenizer.hasParagraphMarkup(bytes)
      var tokenizer = HTMLTokenizer(bytes)
      tokenizer.run(&builder)
      take(&builder)
    }
  }

  mutating func take(_ builder: inout HTMLBuilder) {
    builder.finish()
    blocks = builder.output.joined().map { $0 }
    media = builder.media
  }
}
