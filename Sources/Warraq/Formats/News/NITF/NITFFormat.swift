internal import WarraqXML

extension Format {
  /// NITF 2.5 to 3.6 (https://iptc.org/standards/nitf/), the story format of agencies.
  public static let nitf = Format(
    name: "nitf", title: "NITF 3.6", extensions: ["nitf", "xml"],
    mediaTypes: ["application/nitf+xml"],
    sniff: { sample in
      XMLSample(sample)?.name == "nitf" ? .certain : .no
    },
    reader: FormatDirection(
      settings: NITFReader.Options.settings, defaults: NITFReader.Options(),
      make: { options in NITFReader(options) }),
    writer: FormatDirection(
      settings: NITFWriter.Options.settings, defaults: NITFWriter.Options(),
      make: { options in NITFWriter(options) }),
    checker: NITFChecker())
}

extension ArticleWriter where Self == NITFWriter {
  /// A writer of NITF.
  public static func nitf(_ options: NITFWriter.Options = .init()) -> NITFWriter {
    NITFWriter(options)
  }
}

extension ArticleReader where Self == NITFReader {
  /// A reader of NITF.
  public static func nitf(_ options: NITFReader.Options = .init()) -> NITFReader {
    NITFReader(options)
  }
}
