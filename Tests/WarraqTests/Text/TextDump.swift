import Warraq

/// A dump that was read, for tests.
struct TextDump {
  let articles: [Article]
  let diagnostics: [Diagnostic]

  init(_ text: String, options: TextReader.Options = .init()) throws {
    try self.init(bytes: Array(text.utf8), options: options)
  }

  init(bytes: [UInt8], options: TextReader.Options = .init()) throws {
    var context = ConversionContext.fixed
    articles = try TextReader(options).articles(in: bytes, name: "dump.txt", context: &context)
    diagnostics = context.log.diagnostics
  }

  /// The only article.
  var article: Article { articles.count == 1 ? articles[0] : Article(id: "not one article") }

  var paragraphs: [String] { article.body.paragraphs }

  func messages(_ id: String) -> [String] {
    diagnostics.filter { $0.message.id == id }.map(\.message.text)
  }
}

extension [Block] {
  /// The texts of its paragraphs.
  var paragraphs: [String] {
    compactMap { block in
      if case .paragraph(let content) = block { content.plainText } else { nil }
    }
  }

  /// The labels of its "read more" residue.
  var readMoreLabels: [String] {
    compactMap { block in
      guard case .aside(let content, role: AsideRole.readMore) = block else { return nil }
      return content.paragraphs.first
    }
  }

  var embeds: [Embed] {
    compactMap { block in if case .embed(let embed) = block { embed } else { nil } }
  }
}
