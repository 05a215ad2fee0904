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
    ],
    codecs: [
      .gzip,
      .zstandard,
    ])
}
