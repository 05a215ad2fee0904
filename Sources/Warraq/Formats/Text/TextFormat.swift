public import WarraqCore
internal import WarraqModel

extension Format {
  /// Plain text: dumps of stories with labels are read; written is what people read, or a dump.
  public static let text = text(collecting: nil)

  /// Plain text whose readers tell a collector of their lists of keywords.
  package static func text(collecting collector: KeywordCollector?) -> Format {
    Format(
      name: "text",
      title: "Plain text",
      aliases: ["txt"],
      extensions: ["txt", "text"],
      mediaTypes: ["text/plain"],
      sniff: TextSniffer.likelihood,
      reader: FormatDirection(
        settings: TextReader.Options.settings, defaults: TextReader.Options()
      ) { options throws(ConversionError) -> any ArticleReader in
        TextReader(options, collecting: collector)
      },
      writer: FormatDirection(
        settings: TextWriter.Options.settings, defaults: TextWriter.Options()
      ) { options throws(ConversionError) in
        TextWriter(options)
      })
  }
}

extension TextReader.Options {
  static let settings: [Setting<TextReader.Options>] = [
    Setting(
      "language", .text("TAG"),
      help: "Language of the stories, such as ar or en-GB. Told from the text by default."
    ) { options, text in options.language = text.isEmpty ? nil : text },
    Setting(
      "reference-date", .text("DATE"),
      help: "Date that 'yesterday' counts from. By default relative dates stay unresolved."
    ) { options, text throws(ConversionError) in
      guard case .date(let date, _) = NewsDateParser().parse(text), date.precision >= .day else {
        throw ConversionError(
          .badSetting("reference-date", text, expected: "a date such as 2024-06-24"))
      }
      options.referenceDate = date
    },
    .choice(
      "keywords", \.keywords,
      help: "What becomes of a list of keywords without separators. It is split by default."),
    Setting(
      "tags", .file("FILE"),
      help: "Known keywords, one a line, to split lists of keywords by, or a file of "
        + "--keywords-out. None by default."
    ) { options, text in
      let table = KeywordTable(text)
      // A table and keywords of one's own go together.
      if table.learned == nil || !table.given.isEmpty { options.tags = table.given }
      if let learned = table.learned { options.learned = learned }
    },
    Setting(
      "split-on", .text("LINE"),
      help: "Line between two stories, or none where there is but one. By default they are told by "
        + "their dates, or by what else repeats."
    ) { options, text in options.splitOn = text.isEmpty ? nil : text },
  ]
}

/// Tells whether an input is a dump.
enum TextSniffer {
  /// Likely when a label of the table starts a line, possible for any other text.
  @Sendable static func likelihood(_ sample: ContentSample) -> Likelihood {
    guard var bytes = ForeignBytes.sampleWithoutNULs(sample.bytes) else { return .no }
    let invalid = bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalidByte(in: $0) }
    if let invalid {
      // The sample may end inside a character.
      guard !sample.isComplete, invalid >= bytes.count - 3 else { return .no }
      bytes = bytes.prefix(invalid)
    }
    if hasControl(bytes) { return .no }
    let start = sample.trimmed
    for signature in ["<?xml", "<!", "<html", "%PDF", "{\"", "[{", "{\n", "[\n"]
    where start.starts(with: signature.utf8) {
      return .no
    }
    let labels = TextLabels(table: .standard)
    while let line = bytes.removeLine(endedBy: 0x0D) {
      switch labels.values(of: line.trimmed, in: .body).first?.kind {
      case .published, .updated, .source, .keywords, .related, .readMore: return .likely
      case .headline, .author, .section, .identifier, .link, .readingTime, .boilerplate, nil: break
      }
    }
    return .possible
  }

  /// Whether a control is in the bytes that no text has.
  private static func hasControl(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes[...]
    while let control = rest.firstControl {
      switch rest[control] {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x1B: rest = rest[(control + 1)...]
      default: return true
      }
    }
    return false
  }
}
