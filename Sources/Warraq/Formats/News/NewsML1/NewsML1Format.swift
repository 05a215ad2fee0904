internal import WarraqXML

extension Format {
  /// NewsML 1.0 to 1.2 (https://iptc.org/standards/newsml-1/), which several agencies still send;
  /// read only.
  public static let newsML1 = Format(
    name: "newsml1", title: "NewsML 1.2", aliases: ["newsml-1", "newsml1.2"],
    extensions: ["xml", "newsml"], mediaTypes: ["application/vnd.iptc.newsml+xml"],
    sniff: { sample in
      // The names of NewsML-G2 start with small letters.
      switch XMLSample(sample)?.name {
      case "NewsML", "NewsItem": .certain
      default: .no
      }
    },
    reader: FormatDirection(
      settings: NewsML1Reader.Options.settings, defaults: NewsML1Reader.Options(),
      make: { options in NewsML1Reader(options) }),
    checker: NewsML1Checker())
}

extension ArticleReader where Self == NewsML1Reader {
  /// A reader of NewsML 1.2.
  public static func newsML1(_ options: NewsML1Reader.Options = .init()) -> NewsML1Reader {
    NewsML1Reader(options)
  }
}
