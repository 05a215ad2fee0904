internal import WarraqXML

extension Format {
  /// NITF 2.5 to 3.6 (https://iptc.org/standards/nitf/), the story format of agencies; read only.
  public static let nitf = Format(
    name: "nitf", title: "NITF", extensions: ["nitf", "xml"],
    mediaTypes: ["application/nitf+xml"],
    sniff: { sample in
      XMLSample(sample)?.name == "nitf" ? .certain : .no
    },
    reader: FormatDirection(
      settings: NITFReader.Options.settings, defaults: NITFReader.Options(),
      make: { options in NITFReader(options) }))
}

extension ArticleReader where Self == NITFReader {
  /// A reader of NITF.
  public static func nitf(_ options: NITFReader.Options = .init()) -> NITFReader {
    NITFReader(options)
  }
}
