internal import WarraqCompression
internal import WarraqHTML

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
    ])

  private static let standardCodecs: [Codec] = [
    .gzip,
    .zstandard,
  ]

  /// Makes a table of formats whose files may be compressed as those of ``standard`` may be.
  public init(_ formats: [Format]) {
    self.init(formats, codecs: Self.standardCodecs)
    likelyEncoding = Self.likelyEncoding
  }

  @Sendable private static func likelyEncoding(of bytes: ArraySlice<UInt8>) -> LegacyEncoding? {
    guard let likely = PageEncoding.likely(bytes), likely.decodes else { return nil }
    return LegacyEncoding(name: likely.name) { likely.decode($0) ?? [] }
  }
}
