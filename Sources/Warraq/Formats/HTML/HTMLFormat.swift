public import WarraqCore

extension Format {
  /// Web pages: their article is read, a page a story or a site is written.
  public static let html = Format(
    name: "html", title: "HTML", aliases: ["htm", "xhtml"],
    extensions: ["html", "htm", "xhtml", "shtml", "mhtml", "mht"],
    mediaTypes: ["text/html", "application/xhtml+xml", "multipart/related"],
    sniff: HTMLSniffer.likelihood,
    reader: FormatDirection(
      settings: HTMLReader.Options.settings, defaults: HTMLReader.Options(),
      make: { options in HTMLReader(options) }),
    writer: FormatDirection(
      settings: HTMLWriter.Options.settings, defaults: HTMLWriter.Options()
    ) { options throws(ConversionError) in
      HTMLWriter(options)
    })
}

extension ArticleReader where Self == HTMLReader {
  /// A reader of web pages.
  public static func html(_ options: HTMLReader.Options = .init()) -> HTMLReader {
    HTMLReader(options)
  }
}

/// Tells web pages from other markup.
enum HTMLSniffer {
  /// Certain for a page that begins as one; likely for markup in a file named as one.
  @Sendable static func likelihood(_ sample: ContentSample) -> Likelihood {
    if SavedPage.begins(sample.trimmed) { return .certain }
    var rest = sample.trimmed
    // Comments and the XML declaration may stand before the first tag.
    while rest.starts(with: "<!--".utf8) || rest.starts(with: "<?".utf8) {
      let end: [UInt8] = rest.starts(with: "<?".utf8) ? [0x3E] : [0x2D, 0x2D, 0x3E]
      guard let found = rest.range(of: end) else { return .no }
      rest = rest[found.upperBound...].drop { $0 <= 0x20 }
    }
    for start in ["<!doctype html", "<html", "<head", "<body"] where begins(rest, start) {
      return .certain
    }
    let isNamed = ["html", "htm", "xhtml", "shtml"].contains(sample.fileExtension)
    guard isNamed, rest.first == 0x3C else { return .no }
    return .likely
  }

  private static func begins(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
    let count = word.utf8.count
    guard bytes.count > count,
      bytes.prefix(count).lazy.map({ $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }).elementsEqual(word.utf8)
    else { return false }
    let next = bytes[bytes.startIndex + count]
    return next <= 0x20 || next == 0x3E
  }
}
