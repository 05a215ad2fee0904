internal import WarraqXML

extension Format {
  /// RSS 2.0 (https://www.rssboard.org/rss-specification); reads 1.0 and 0.9x as well.
  public static let rss = Format(
    name: "rss", title: "RSS 2.0", extensions: ["rss", "xml", "rdf"],
    mediaTypes: ["application/rss+xml", "application/rdf+xml", "text/xml"],
    sniff: { sample in
      guard let root = XMLSample(sample) else { return .no }
      switch root.name {
      case "rss": return .certain
      // Much else is RDF.
      case "RDF":
        return root.mentions("purl.org/rss/1.0/") || root.mentions("netscape.com/rdf/simple/")
          ? .certain : .no
      default: return .no
      }
    },
    reader: FormatDirection(
      settings: RSSReader.Options.settings, defaults: RSSReader.Options(),
      make: { options in RSSReader(options) }),
    writer: FormatDirection(
      settings: RSSWriter.Options.settings, defaults: RSSWriter.Options(),
      make: { options in RSSWriter(options) }),
    checker: RSSChecker())
}

extension ArticleWriter where Self == RSSWriter {
  /// A writer of RSS 2.0.
  public static func rss(_ options: RSSWriter.Options = .init()) -> RSSWriter {
    RSSWriter(options)
  }
}

extension ArticleReader where Self == RSSReader {
  /// A reader of RSS.
  public static func rss(_ options: RSSReader.Options = .init()) -> RSSReader {
    RSSReader(options)
  }
}
