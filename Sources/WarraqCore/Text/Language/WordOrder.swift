/// The order of words in an index, near enough to the alphabet of each script without a table per
/// language.
///
/// Scripts keep the order of Unicode; inside a script, letters compare without accents, vowel marks
/// and case, and Arabic letters stand where the Arabic alphabet has them.
package enum WordOrder {
  /// What to compare of a text: folded letters and digits, one space between words.
  ///
  /// - Parameter skipsArabicArticle: whether words are filed under what follows ال, as in Arabic
  ///   indexes.
  package static func key(of text: String, skipsArabicArticle: Bool = false) -> [UInt32] {
    var key: [UInt32] = []
    for scalar in text.unicodeScalars {
      switch LetterFolding.fold(scalar, WritingScript(letter: scalar)) {
      case .letter(let letter): key.append(inAlphabet(letter))
      case .nothing: break
      case .separator
      where scalar.properties.numericType != nil || LetterFolding.isVowelSign(scalar):
        key.append(scalar.value)
      case .separator: if let last = key.last, last != space { key.append(space) }
      }
    }
    if key.last == space { key.removeLast() }
    let article: [UInt32] = [0x0627, 0x0644]
    if skipsArabicArticle, key.count > 4, key.starts(with: article) { key.removeFirst(2) }
    return key
  }

  private static let space: UInt32 = 0x20

  /// Two letters that folding leaves have their place with another.
  private static func inAlphabet(_ letter: UInt32) -> UInt32 {
    switch letter {
    case 0x0629: 0x0647
    case 0x0622: 0x0627
    default: letter
    }
  }
}
