internal import WarraqCompression

extension FormatRegistry {
  /// The formats and compressions of this library, one line each.
  public static let standard = FormatRegistry(
    [
      .text,
      .json,
      .jsonl,
      .csv,
      .tsv,
      .newsMLG2,
      .newsML1,
      .nitf,
      .ninjs,
      .jsonFeed,
      .rss,
      .atom,
      .epub,
      .markdown,
      .html,
      .warc,
    ],
    codecs: standardCodecs)

  private static let standardCodecs: [Codec] = [
    .gzip,
    .zstandard,
  ]

  /// Makes a table of formats whose files may be compressed as those of ``standard`` may be.
  public init(_ formats: [Format]) {
    self.init(formats, codecs: Self.standardCodecs)
  }
}
