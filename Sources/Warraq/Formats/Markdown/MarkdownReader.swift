public import WarraqCore
internal import WarraqMarkup
public import WarraqModel

/// Reads pages of Markdown: CommonMark 0.31.2 with GitHub's tables, strikethrough and footnotes,
/// behind front matter in YAML, TOML or JSON.
///
/// ```swift
/// let articles = try MarkdownReader().articles(in: Array(page.utf8), context: &context)
/// ```
///
/// One page is one story. A heading of the first level at its start is the headline where front
/// matter gives none. HTML in the page is read as HTML.
public struct MarkdownReader: ArticleReader {
  /// How to read.
  public struct Options: Hashable, Sendable {
    /// Makes the default options.
    public init() {}

    static let settings: [Setting<Options>] = []
  }

  /// Makes a reader.
  public init(_ options: Options = .init()) {}

  /// Decodes one page.
  ///
  /// Bytes that are not UTF-8 are read in the encoding that they are likely in, and NUL characters
  /// left out, with a warning.
  ///
  /// - Throws: `ConversionError` `markdown.empty` where there is no text.
  public func decode(
    _ record: Record, into articles: inout [Article], context: inout ConversionContext
  ) throws(ConversionError) {
    var record = record
    if let repaired = ForeignBytes.repaired(record, context: &context) { record.bytes = repaired }
    guard record.bytes.contains(where: { $0 > 0x20 }) else {
      throw ConversionError(.empty, at: record.location)
    }
    var article = Article()
    var body = record.bytes
    if let place = FrontMatterReader.place(in: record.bytes) {
      var reader = FrontMatterReader(limits: context.limits, projection: context.projection)
      do throws(JSONError) {
        article = try reader.article(from: record.bytes, at: place)
        // Two dividers with text between them are no front matter.
        if article != Article() || reader.problems.isEmpty {
          body = record.bytes[place.end...]
          report(reader.problems, reader.reason, in: record, context: &context)
        }
      } catch {
        context.log.emit(.warning, .unreadFrontMatter, at: record.location)
      }
    }
    let statedBody = article.body
    article.body = []
    var dialects = MarkdownDialects()
    read(dialects.translated(body), into: &article, limits: context.limits)
    if article.body.isEmpty {
      article.body = statedBody
    } else if !statedBody.isEmpty {
      article.extra["body"] = .string(statedBody.plainText)
    }
    if !dialects.unknownNames.isEmpty {
      context.log.emit(.warning, .unknownShortcodes(dialects.unknownNames), at: record.location)
    }
    context.log.keep(.member, article.extra)
    articles.append(article)
  }

  private func report(
    _ lines: [Int], _ reason: String?, in record: Record, context: inout ConversionContext
  ) {
    guard let first = lines.first else { return }
    context.log.emit(
      .warning, .unclearFrontMatter(lines.count, reason),
      at: SourceLocation(file: record.file, line: record.line + first))
  }

  private func read(
    _ markdown: ArraySlice<UInt8>, into article: inout Article, limits: Limits
  ) {
    var content = markdown.withUnsafeBufferPointer {
      HTMLContent(
        markdown: $0, limits: limits, firstMediaNumber: article.media.count + 1)
    }
    if content.startsWithTitle, case .heading(_, let title)? = content.blocks.first {
      let text = [Block.paragraph(title)].plainText
      if article.headline == nil { article.headline = text }
      if article.headline == text { content.blocks.removeFirst() }
    }
    let names = article.adopt(content.media)
    article.body = names.isEmpty ? content.blocks : content.blocks.map { $0.renamingMedia(names) }
  }
}

extension ArticleReader where Self == MarkdownReader {
  /// Reads Markdown.
  public static func markdown(_ options: MarkdownReader.Options = .init()) -> MarkdownReader {
    MarkdownReader(options)
  }
}

extension Article {
  /// Adds assets that the body refers to; returns the identifiers that those have which are here
  /// already, by their addresses, or whose identifiers are taken.
  fileprivate mutating func adopt(_ assets: [Asset]) -> [String: String] {
    guard !assets.isEmpty else { return [:] }
    var names: [String: String] = [:]
    var known: [String: String] = [:]
    for asset in media {
      for rendition in asset.renditions {
        if let href = rendition.href, known[href] == nil { known[href] = asset.id }
      }
    }
    var ids = Set(media.map(\.id))
    for var asset in assets {
      let id = asset.id
      if let href = asset.renditions.first?.href, let name = known[href] {
        names[id] = name
        continue
      }
      var number = media.count + 1
      while !ids.insert(asset.id).inserted {
        asset.id = "media-\(number)"
        number += 1
      }
      if asset.id != id { names[id] = asset.id }
      media.append(asset)
    }
    return names
  }
}

extension Block {
  /// The block with figures that refer to assets by other identifiers.
  fileprivate func renamingMedia(_ names: [String: String]) -> Block {
    func renamed(_ blocks: [Block]) -> [Block] { blocks.map { $0.renamingMedia(names) } }
    switch self {
    case .figure(var figure):
      figure.media = names[figure.media] ?? figure.media
      return .figure(figure)
    case .quote(let blocks, let attribution):
      return .quote(renamed(blocks), attribution: attribution)
    case .list(var list):
      list.items = list.items.map(renamed)
      return .list(list)
    case .table(var table):
      table.rows = table.rows.map { row in
        row.map { cell in
          var cell = cell
          cell.content = renamed(cell.content)
          return cell
        }
      }
      return .table(table)
    case .aside(let blocks, let role): return .aside(renamed(blocks), role: role)
    case .footnote(let id, let blocks): return .footnote(id: id, renamed(blocks))
    case .paragraph, .heading, .embed, .preformatted, .divider: return self
    }
  }
}

extension Diagnostic.Message {
  fileprivate static let empty = Self(
    id: "markdown.empty", text: "there is no text; leave the page out")

  fileprivate static let unreadFrontMatter = Self(
    id: "markdown.front-matter-unread",
    text: "the front matter is not JSON that can be read; its text became the body, mend it")

  fileprivate static func unknownShortcodes(_ names: [String]) -> Self {
    Self(
      id: "markdown.shortcode",
      text: "shortcodes that are not known were left out and what they enclose was kept: "
        + names.joined(separator: ", "))
  }

  fileprivate static func unclearFrontMatter(_ count: Int, _ reason: String?) -> Self {
    Self(
      id: "markdown.front-matter",
      text:
        "\(count == 1 ? "a line" : "\(count) lines") of the front matter, here first, could not "
        + "be read as what YAML or TOML should be"
        + (reason.map { ": \($0)" } ?? "; put its text in quotation marks"))
  }
}
