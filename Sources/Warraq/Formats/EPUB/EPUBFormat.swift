public import WarraqCore

extension Format {
  /// EPUB (https://www.w3.org/TR/epub-33/): the stories as one book, a chapter each; books of EPUB 2 and 3
  /// are read.
  public static let epub = Format(
    name: "epub",
    title: "EPUB 3.3",
    extensions: ["epub"],
    mediaTypes: ["application/epub+zip"],
    sniff: { sample in
      guard sample.bytes.starts(with: [0x50, 0x4B, 3, 4]) else { return .no }
      // The file named "mimetype" comes first and bare, so that this can be seen (4.2.3).
      let mark = Array("mimetypeapplication/epub+zip".utf8)
      if sample.bytes.dropFirst(30).starts(with: mark) { return .certain }
      return sample.fileExtension == "epub" || sample.contains("META-INF/container.xml")
        ? .likely : .no
    },
    reader: FormatDirection(
      settings: EPUBReader.Options.settings, defaults: EPUBReader.Options()
    ) { options in
      EPUBReader(options)
    },
    writer: FormatDirection(
      settings: EPUBWriter.Options.settings, defaults: EPUBWriter.Options()
    ) { options in
      EPUBWriter(options)
    })
}

extension EPUBWriter {
  /// What a book may be told besides its stories.
  public struct Options: Hashable, Sendable {
    /// The title of the book; `nil` for the headline of its only story, or for "News" with the days
    /// that the stories are from.
    public var title: String?
    /// Who publishes the book; `nil` for the publishers that the stories name.
    public var publisher: String?
    /// Whether each chapter carries its article as data that no reader shows, so that reading the
    /// book gives back the same articles, editorial notes and all.
    public var data = true

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] = [
      text(
        "title", \.title,
        help: "The title of the book; the headline of the only story, or 'News' and the days."),
      text(
        "publisher", \.publisher,
        help: "Who publishes the book; by default those whom the stories name."),
      .flag(
        "data", \.data,
        help:
          "Carry each article unseen in its chapter, editorial notes and all, so that nothing is "
          + "lost on the way back; on by default."),
    ]

    private static func text(
      _ name: String, _ path: any WritableKeyPath<Options, String?> & Sendable, help: String
    ) -> Setting<Options> {
      Setting(name, .text(name.uppercased()), help: help) { options, text throws(ConversionError) in
        guard let text = text.visible else {
          throw ConversionError(.badSetting(name, text, expected: "words"))
        }
        options[keyPath: path] = text
      }
    }
  }
}

extension ArticleWriter where Self == EPUBWriter {
  /// Writes EPUB 3.3.
  public static func epub(_ options: EPUBWriter.Options = .init()) -> EPUBWriter {
    EPUBWriter(options)
  }
}
