public import WarraqCore

extension Format {
  /// Markdown: CommonMark with GitHub's extensions behind front matter in YAML, write only.
  public static let markdown = Format(
    name: "markdown",
    title: "Markdown",
    aliases: ["md"],
    extensions: ["md", "markdown"],
    mediaTypes: ["text/markdown"],
    // It is not read; who names a file so does not mean a dump of stories either.
    sniff: { _ in .no },
    writer: FormatDirection(
      settings: MarkdownWriter.Options.settings, defaults: MarkdownWriter.Options()
    ) { options throws(ConversionError) in
      MarkdownWriter(options)
    })
}
