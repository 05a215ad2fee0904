extension FormatRegistry {
  /// The formats of this library, one line each.
  public static let standard = FormatRegistry([
    .text,
    .json,
    .jsonl,
    .csv,
    .tsv,
    .newsMLG2,
    .nitf,
    .ninjs,
    .jsonFeed,
    .rss,
    .atom,
    .epub,
  ])
}
