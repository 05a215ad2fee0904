internal import WarraqModel

/// Reads the quotation that a platform hands out for its posts.
///
/// The post's text comes first; then, in Twitter's code, a dash, the author and the date as a link
/// to the post.
struct HTMLEmbed {
  /// The post, `nil` when the quotation is empty.
  private(set) var embed: Embed?
  /// What else the quotation held, such as pictures.
  private(set) var others: [Block] = []

  init(_ blocks: [Block], provider: String, address: String?) {
    var paragraphs: [[Inline]] = []
    for block in blocks {
      if case .paragraph(let content) = block {
        paragraphs.append(content)
      } else {
        let (content, others) = [block].inlines
        paragraphs.append(content)
        self.others += others
      }
    }
    var embed = Embed(provider: provider, url: address)
    if let signature = paragraphs.last.flatMap({ Self.signature(of: $0) }) {
      paragraphs.removeLast()
      embed.author = signature.author
      embed.date = signature.date
      if let link = signature.link { embed.url = link }
    }
    var lines: [String] = []
    for paragraph in paragraphs {
      var media: [String] = []
      let line = Self.withoutPictureLinks(paragraph, &media).plainText.trimmingHTMLSpace
      embed.media += media
      if !line.isEmpty { lines.append(line) }
      if embed.url == nil { embed.url = Self.lastLink(in: paragraph, of: provider) }
    }
    if !lines.isEmpty { embed.text = lines.joined(separator: "\n") }
    guard embed.url != nil || embed.text != nil || embed.author != nil else { return }
    self.embed = embed
  }

  /// `— Author (@handle) [June 24, 2024](https://…/status/1)`.
  private static func signature(
    of content: [Inline]
  ) -> (author: String?, date: NewsDate?, link: String?)? {
    guard let last = content.last, case .link(let dateText, let href, _) = last,
      case .text(let start)? = content.first, let dash = start.unicodeScalars.first,
      dash == "\u{2014}" || dash == "\u{2013}" || dash == "-"
    else { return nil }
    let author = Array(content.dropLast()).plainText
    let name = String(author.unicodeScalars.dropFirst()).trimmingHTMLSpace
    return (name.isEmpty ? nil : name, NewsDate(printed: dateText.plainText), href)
  }

  /// Leaves out links that are shown as `pic.twitter.com/…`: they stand for pictures.
  private static func withoutPictureLinks(
    _ content: [Inline], _ media: inout [String]
  ) -> [Inline] {
    content.filter { inline in
      guard case .link(let text, _, _) = inline else { return true }
      let shown = text.plainText
      guard shown.hasPrefix("pic.twitter.com/") || shown.hasPrefix("pic.x.com/") else {
        return true
      }
      media.append("https://" + shown)
      return false
    }
  }

  private static func lastLink(in content: [Inline], of provider: String) -> String? {
    var finder = LinkFinder(provider: provider)
    finder.walk(content)
    return finder.found
  }
}

private struct LinkFinder: BodyVisitor {
  let provider: String
  var found: String?

  mutating func enter(_ inline: Inline) -> Bool {
    if case .link(_, let href, _) = inline, EmbedProvider.ofAddress(href) == provider {
      found = href
    }
    return true
  }
}

extension Embed {
  /// The embed with the markup it was read from.
  func keeping(_ markup: String?) -> Embed {
    var copy = self
    copy.html = markup
    return copy
  }
}

extension NewsDate {
  /// The date that Twitter prints in English, "June 24, 2024"; another stays text.
  fileprivate init(printed text: String) {
    let words = text.utf8.split { $0 == 0x20 || $0 == 0x2C }.map { String(Substring($0)) }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    if words.count == 3, let month = months.firstIndex(of: words[0]), let day = Int(words[1]),
      let year = Int(words[2]),
      let date = NewsDate(year: year, month: month + 1, day: day, text: text)
    {
      self = date
    } else {
      self.init(unresolved: text)
    }
  }
}
