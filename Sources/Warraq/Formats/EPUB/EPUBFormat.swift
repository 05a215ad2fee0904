public import WarraqCore
import WarraqModel

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
    },
    checker: EPUBChecker())
}

extension EPUBWriter {
  /// What the sections of a book are made from.
  @nonexhaustive
  public enum Sectioning: String, Hashable, Sendable, CaseIterable {
    /// The section that the story names.
    case section
    /// The publication, else the provider, else the first source.
    case source
    /// The first subject, else the first keyword.
    case subject
    /// The first keyword, which is what feeds call a category.
    case keyword
    /// The day of publication, newest first.
    case date
    /// The language.
    case language
    /// The name of the folder that the story was read from.
    case folder
    /// Nothing: the book has no sections.
    case none
  }

  /// What a book may be told besides its stories.
  public struct Options: Hashable, Sendable {
    /// What the book says of itself.
    public var metadata = Metadata()
    /// What it says where ``metadata`` says nothing.
    public var metadataFile = Metadata()
    /// What the sections are made from.
    public var sections = Sectioning.section
    /// The cover; `nil` for one that is drawn.
    public var cover: EPUBPicture?
    /// Whether the cover shows the picture of the most urgent story that has a JPEG or PNG.
    public var coverIsLead = false
    /// Style rules that come after those of the book.
    public var css: String?
    /// The order of the parts of a story's page.
    public var template: EPUBTemplate?
    /// Fonts, those for running text first.
    public var fonts: [EPUBFont] = []
    /// Whether the keywords of the stories lead to an index.
    public var hasIndex = true
    /// Whether pictures that lie beside the input are read and embedded.
    ///
    /// Only files below the folder of the input are; nothing is fetched from the network.
    public var fetchesMedia = false
    /// Whether each chapter carries its article as data that no reader shows, so that reading the
    /// book gives back the same articles.
    public var data = true
    /// Whether that data holds the editorial notes too, which are not for the public.
    public var editorialNotes = false
    /// What the book is said to conform to; `nil` says nothing.
    public var conformance: Conformance?
    /// Who vouches for ``conformance``.
    public var certifier: String?

    /// A level of the Web Content Accessibility Guidelines that a book claims in the words of EPUB
    /// Accessibility 1.1, 2.3 (https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting).
    public struct Conformance: Hashable, Sendable {
      /// The claim: `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`.
      public let text: String

      /// Reads a claim such as `WCAG 2.2 AA`, in short or in full; `nil` for any other.
      public init?(_ text: String) {
        let words = text.uppercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }
        let rest =
          words.starts(with: ["EPUB", "ACCESSIBILITY", "1.1"]) ? words.dropFirst(3) : words[...]
        let parts = rest.filter { $0 != "LEVEL" }
        guard parts.count == 3, parts[0] == "WCAG", ["2.0", "2.1", "2.2"].contains(parts[1]),
          ["A", "AA", "AAA"].contains(parts[2])
        else { return nil }
        self.text = "EPUB Accessibility 1.1 - WCAG \(parts[1]) Level \(parts[2])"
      }
    }

    /// Makes the standard options.
    public init() {}

    static let settings: [Setting<Options>] =
      [
        text(
          "title", \.metadata.title,
          help: "The title of the book; the headline of the only story, or 'News' and the days."),
        text("subtitle", \.metadata.subtitle, help: "The line below the title."),
        Setting(
          "date", .text("DATE"),
          help: "The day the book came out; by default that of its newest story."
        ) { options, text throws(ConversionError) in
          guard let date = Metadata.date(text) else {
            throw ConversionError(.badSetting("date", text, expected: "a date such as 2024-06-24"))
          }
          options.metadata.date = date
        },
        text("issue", \.metadata.issue, help: "The number of the issue, such as 25 or 98.4."),
        text(
          "publisher", \.metadata.publisher,
          help: "Who publishes the book; by default those whom the stories name."),
        Setting(
          "book-language", .text("TAG"),
          help: "The main language of the book; by default that of most stories."
        ) { options, text throws(ConversionError) in
          guard let tag = LanguageTag.known(text) else {
            throw ConversionError(
              .badSetting("book-language", text, expected: "a BCP 47 tag such as ar or en-GB"))
          }
          options.metadata.language = tag
        },
        .file("metadata", help: "A file with the above and more, in JSON or YAML.") {
          options, bytes throws(ConversionError) in
          options.metadataFile = try Metadata(reading: bytes)
        },
        .choice("section-by", \.sections, help: "What the sections are made from; section."),
        .file(
          "cover", "FILE|lead", words: ["lead"],
          help: "A JPEG or PNG for the cover, 'lead' for that of the first story; drawn by default."
        ) { options, bytes throws(ConversionError) in
          options.coverIsLead = bytes.elementsEqual("lead".utf8)
          options.cover = options.coverIsLead ? nil : try EPUBPicture(cover: bytes)
        },
        .file("css", help: "Style rules that come after those of the book.") {
          options, bytes throws(ConversionError) in
          guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConversionError(.badSetting("css", "…", expected: "a file in UTF-8"))
          }
          options.css = text
        },
        .file("template", help: "XHTML that orders the parts of a story, such as {{headline}}.") {
          options, bytes throws(ConversionError) in
          options.template = try EPUBTemplate(String(decoding: bytes, as: UTF8.self))
        },
        .file("embed-font", "FONT", help: "A font that goes into the book; may be given again.") {
          options, bytes throws(ConversionError) in
          options.fonts.append(try EPUBFont(bytes))
        },
        .flag("index", \.hasIndex, help: "Whether keywords lead to an index; on."),
        .flag(
          "fetch-media", \.fetchesMedia,
          help: "Embeds pictures that lie in the folder of the input or below it; off."),
        .flag(
          "data", \.data,
          help:
            "Carry each article unseen in its chapter, so that nothing but editorial notes is lost "
            + "on the way back; on by default."),
        .flag(
          "editorial-notes", \.editorialNotes,
          help: "Carry editorial notes too; off, because a book is for the public."),
      ] + claims

    /// What only those who checked the book can know.
    private static let claims: [Setting<Options>] = [
      Setting(
        "conforms-to", .text("CLAIM"),
        help: "The level of WCAG that somebody found the book to meet, such as 'WCAG 2.2 AA'."
      ) { options, text throws(ConversionError) in
        guard let claim = Conformance(text) else {
          throw ConversionError(
            .badSetting("conforms-to", text, expected: "WCAG 2.0, 2.1 or 2.2 and A, AA or AAA"))
        }
        options.conformance = claim
      },
      text("certified-by", \.certifier, help: "Who found that; goes with --conforms-to."),
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
