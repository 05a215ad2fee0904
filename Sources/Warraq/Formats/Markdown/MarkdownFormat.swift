public import WarraqCore

extension Format {
  /// Markdown: CommonMark with GitHub's extensions behind front matter in YAML.
  public static let markdown = Format(
    name: "markdown",
    title: "Markdown",
    aliases: ["md"],
    extensions: ["md", "markdown"],
    mediaTypes: ["text/markdown"],
    sniff: { sample in
      // It looks like any text; a file's name or front matter says what it is.
      let start = sample.trimmed
      if ["md", "markdown"].contains(sample.fileExtension) { return .certain }
      guard start.starts(with: "---".utf8) || start.starts(with: "+++".utf8),
        let place = FrontMatterReader.place(in: start)
      else { return .no }
      let separator = place.notation == .toml ? UInt8(ascii: "=") : UInt8(ascii: ":")
      return start[place.content].contains(separator) ? .certain : .no
    },
    reader: FormatDirection(
      settings: MarkdownReader.Options.settings, defaults: MarkdownReader.Options()
    ) { options throws(ConversionError) in
      MarkdownReader(options)
    },
    writer: FormatDirection(
      settings: MarkdownWriter.Options.settings, defaults: MarkdownWriter.Options()
    ) { options throws(ConversionError) in
      MarkdownWriter(options)
    })
}
