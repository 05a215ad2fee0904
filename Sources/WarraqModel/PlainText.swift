extension Article {
  /// The body as plain text: blocks separated by an empty line, line breaks kept.
  ///
  /// Captions stand where their figure stands; "read more" residue is left out.
  public var plainText: String { body.plainText }

  /// The number of words of the body: runs of characters between white space, headings and
  /// quotations included, captions and "read more" residue not.
  ///
  /// The text is counted as it is; nothing is stripped or normalised.
  public var wordCount: Int { TextCount(of: body).words }

  /// The number of Unicode scalars of the body that are not white space, counted like ``wordCount``.
  public var characterCount: Int { TextCount(of: body).characters }
}

extension [Block] {
  /// The blocks as plain text, separated by an empty line.
  public var plainText: String {
    var renderer = PlainTextRenderer()
    renderer.walk(self)
    return renderer.text
  }
}

extension [Inline] {
  /// The text without its markup.
  public var plainText: String {
    if count == 1, case .text(let text) = self[0] { return text }
    var renderer = PlainTextRenderer()
    renderer.walk(self)
    return renderer.text
  }
}

private struct PlainTextRenderer: BodyVisitor {
  var text = ""
  private var needsGap = false

  private mutating func write(_ run: String) {
    guard !run.isEmpty else { return }
    if needsGap {
      if !text.isEmpty { text += "\n\n" }
      needsGap = false
    }
    text += run
  }

  mutating func enter(_ block: Block) -> Bool {
    needsGap = true
    switch block {
    case .preformatted(let run): write(run)
    case .embed(let embed): write(embed.text ?? embed.url ?? embed.media.first ?? "")
    case .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .figure, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) { needsGap = true }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let run), .code(let run): write(run)
    case .lineBreak: write("\n")
    case .emphasis, .strong, .link, .superscript, .subscript, .span: break
    }
    return true
  }
}

/// Counts the words and characters of a body without making its text.
private struct TextCount: BodyVisitor {
  var words = 0
  var characters = 0
  private var isInWord = false

  init(of blocks: [Block]) { walk(blocks) }

  private mutating func count(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        isInWord = false
      } else {
        characters += 1
        if !isInWord {
          words += 1
          isInWord = true
        }
      }
    }
  }

  mutating func enter(_ block: Block) -> Bool {
    isInWord = false
    switch block {
    case .preformatted(let text): count(text)
    case .embed(let embed): count(embed.text ?? "")
    case .figure, .aside(_, role: AsideRole.readMore): return false
    case .paragraph, .heading, .quote, .list, .table, .aside, .divider: break
    }
    return true
  }

  mutating func leave(_ block: Block) { isInWord = false }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text(let text), .code(let text): count(text)
    case .lineBreak: isInWord = false
    case .emphasis, .strong, .link, .superscript, .subscript, .span: break
    }
    return true
  }
}
