public import WarraqCore

extension Format {
  /// HTML: a page a story, or a site, write only.
  public static let html = Format(
    name: "html",
    title: "HTML",
    aliases: ["htm", "site"],
    extensions: ["html", "htm"],
    mediaTypes: ["text/html"],
    sniff: { sample in
      let start = sample.trimmed.prefix(15).map { $0 | 0x20 }
      return start.starts(with: "<!doctype html".utf8.map { $0 | 0x20 })
        || start.starts(with: "<html".utf8.map { $0 | 0x20 }) ? .certain : .no
    },
    writer: FormatDirection(
      settings: HTMLWriter.Options.settings, defaults: HTMLWriter.Options()
    ) { options throws(ConversionError) in
      HTMLWriter(options)
    })
}
