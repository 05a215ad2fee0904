internal import WarraqXML

extension Format {
  /// NewsML-G2 2.35 (https://iptc.org/standards/newsml-g2/), the exchange format of agencies.
  public static let newsMLG2 = Format(
    name: "newsml", title: "NewsML-G2 2.35", aliases: ["newsml-g2", "g2"], extensions: ["xml"],
    mediaTypes: [
      "application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml",
    ],
    sniff: { sample in
      guard let root = XMLSample(sample) else { return .no }
      switch root.name {
      case "newsItem", "packageItem", "newsMessage", "conceptItem", "knowledgeItem",
        "planningItem", "catalogItem":
        return .certain
      default: return root.mentions("http://iptc.org/std/nar/2006-10-01/") ? .likely : .no
      }
    },
    reader: FormatDirection(
      settings: NewsMLG2Reader.Options.settings, defaults: NewsMLG2Reader.Options(),
      make: { options in NewsMLG2Reader(options) }),
    writer: FormatDirection(
      settings: NewsMLG2Writer.Options.settings, defaults: NewsMLG2Writer.Options(),
      make: { options in NewsMLG2Writer(options) }),
    checker: NewsMLG2Checker())
}

extension ArticleWriter where Self == NewsMLG2Writer {
  /// A writer of NewsML-G2.
  public static func newsMLG2(_ options: NewsMLG2Writer.Options = .init()) -> NewsMLG2Writer {
    NewsMLG2Writer(options)
  }
}

extension ArticleReader where Self == NewsMLG2Reader {
  /// A reader of NewsML-G2.
  public static func newsMLG2(_ options: NewsMLG2Reader.Options = .init()) -> NewsMLG2Reader {
    NewsMLG2Reader(options)
  }
}
