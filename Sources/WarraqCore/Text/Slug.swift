/// Names for files and anchors made from headlines.
public enum Slug {
  /// A text as a file name: letters, marks and digits of any script in lower case, one hyphen for
  /// everything between them.
  ///
  /// Safe on every file system that knows Unicode; empty when the text has no letter or digit. A
  /// long text is cut after a word where it has one.
  ///
  /// - Parameters:
  ///   - text: any text.
  ///   - maximumBytes: where to cut, in bytes of UTF-8; never inside a character.
  public static func make(from text: String, maximumBytes: Int = 80) -> String {
    var slug = ""
    var needsHyphen = false
    // A zero-width non-joiner parts letters as a hyphen does.
    let parted = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{200C}" ? " " : $0 }))
    for character in parted.lowercased() {
      let isKept = character.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      guard isKept else {
        needsHyphen = !slug.isEmpty
        continue
      }
      let kept = String(
        String.UnicodeScalarView(
          character.unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
              || $0.properties.generalCategory == .nonspacingMark
          }))
      guard slug.utf8.count + kept.utf8.count + 1 <= maximumBytes else {
        if !needsHyphen, let end = slug.lastIndex(of: "-") { slug = String(slug[..<end]) }
        break
      }
      if needsHyphen { slug += "-" }
      needsHyphen = false
      slug += kept
    }
    return slug
  }
}
