/// The names that a body's markup uses.
package enum MarkupVocabulary: Sendable {
  /// HTML, in any syntax.
  case html
  /// NITF (https://iptc.org/standards/nitf/), which shares many names with HTML.
  case nitf
}
