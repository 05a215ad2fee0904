public import WarraqCore

extension Format {
  /// Web archives, of whose pages the articles are read.
  public static let warc = Format(
    name: "warc", title: "WARC web archive", aliases: ["arc"],
    extensions: ["warc", "arc"],
    mediaTypes: ["application/warc"],
    sniff: { sample in
      let start = sample.trimmed
      let isArchive = start.starts(with: "WARC/".utf8) || start.starts(with: "filedesc://".utf8)
      return isArchive ? .certain : .no
    },
    reader: FormatDirection(
      settings: HTMLReader.Options.settings, defaults: HTMLReader.Options(),
      make: { options in WARCReader(options) }))
}

extension ArticleReader where Self == WARCReader {
  /// A reader of web archives.
  public static func warc(_ options: HTMLReader.Options = .init()) -> WARCReader {
    WARCReader(options)
  }
}
