internal import Warraq

/// The value of `--language`.
enum LanguageArgument {
  /// The tag as BCP 47 writes it; `nil` when none was given.
  ///
  /// - Throws: `ConversionError` `usage.option-value` when it is no tag.
  static func checked(_ tag: String?) throws(ConversionError) -> String? {
    guard let tag else { return nil }
    guard let wellFormed = LanguageTag.wellFormed(tag) else {
      throw ConversionError(
        .badSetting("language", tag, expected: "a BCP 47 tag such as ar or en-GB"))
    }
    return wellFormed
  }
}
