package import WarraqCore
internal import WarraqModel

extension HTMLContent {
  /// Reads a text in Markdown: CommonMark 0.31.2 with GitHub's tables, strikethrough and footnotes.
  ///
  /// - Parameters:
  ///   - markdown: valid UTF-8.
  ///   - limits: `maximumDepth` bounds the nesting of the blocks.
  ///   - firstMediaNumber: the number in the identifier of the first of ``media``.
  package init(
    markdown: UnsafeBufferPointer<UInt8>, limits: Limits, firstMediaNumber: Int = 1
  ) {
    self.init()
    let page = MarkdownHTML(markdown)
    startsWithTitle = page.startsWithTitle
    page.html.withUnsafeBufferPointer { bytes in
      var builder = HTMLBuilder(
        source: bytes, base: nil, firstMediaNumber: firstMediaNumber,
        maximumDepth: limits.maximumDepth)
      builder.dialect = .markdown
      var tokenizer = HTMLTokenizer(bytes)
      tokenizer.run(&builder)
      take(&builder)
    }
  }
}

extension MarkupDialect {
  /// HTML that was made of Markdown: it says what it means, so a table is a table.
  fileprivate static let markdown = MarkupDialect(
    element: { _, _ in nil }, attribute: { $1[$0] }, addWhole: { _, _ in false })
}
