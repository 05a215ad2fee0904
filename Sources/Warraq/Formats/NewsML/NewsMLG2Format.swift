extension Format {
  /// NewsML-G2 2.35 (https://iptc.org/standards/newsml-g2/), the exchange format of agencies.
  public static let newsMLG2 = Format(
    name: "newsml", title: "NewsML-G2 2.35", aliases: ["newsml-g2", "g2"], extensions: ["xml"],
    mediaTypes: [
      "application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml",
    ],
    sniff: { sample in
      guard sample.trimmed.first == UInt8(ascii: "<") else { return .no }
      return sample.contains("http://iptc.org/std/nar/2006-10-01/") ? .certain : .no
    },
    writer: FormatDirection(
      settings: NewsMLG2Writer.Options.settings, defaults: NewsMLG2Writer.Options(),
      make: { options in NewsMLG2Writer(options) }))
}

extension ArticleWriter where Self == NewsMLG2Writer {
  /// A writer of NewsML-G2.
  public static func newsMLG2(_ options: NewsMLG2Writer.Options = .init()) -> NewsMLG2Writer {
    NewsMLG2Writer(options)
  }
}
