/// The script of a scalar and what to compare of it.
///
/// The alphabets of most news lie below U+0800: one look-up answers for each of their scalars what
/// ``WritingScript`` and ``LetterFolding`` would.
struct FoldedLetter {
  /// Nil for what is no letter.
  let script: WritingScript?
  /// The folded letter.
  let fold: LetterFolding.Fold

  init(_ scalar: Unicode.Scalar) {
    script = WritingScript(letter: scalar)
    fold = LetterFolding.fold(scalar, script)
  }

  /// That of a scalar, from the table where it is there.
  static func of(_ scalar: Unicode.Scalar) -> FoldedLetter {
    scalar.value < table.count ? table[Int(scalar.value)] : FoldedLetter(scalar)
  }

  /// Those of the first scalars, by their values.
  static let table = (0..<0x800).map { FoldedLetter(Unicode.Scalar($0) ?? " ") }
}
