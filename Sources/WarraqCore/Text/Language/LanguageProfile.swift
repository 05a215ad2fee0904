/// What tells a language from others in the same script: one row of ``LanguageProfile/all``.
///
/// Adding a language adds a row. Its words and trigrams are written as people write them; they are
/// folded (``LetterFolding``) when the rows are compiled.
struct LanguageProfile {
  /// The primary subtag of BCP 47.
  let language: String
  /// The script in which it is recognised.
  let script: WritingScript
  /// Letters that it uses and that another row of the same script does not.
  var letters = ""
  /// Letters of other rows that its texts also have: they speak neither for it nor against it.
  var tolerated = ""
  /// Evidence in each letter of the script: above 0 where few other languages use the script, below
  /// 0 where a text without the row's own letters is most likely in a larger sister language.
  var perLetter = 0.0
  /// Its most frequent words, which carry no subject, and some that news uses every day.
  var words = ""
  /// Beginnings, endings and insides of its words, three letters each; `_` is the edge of a word.
  var trigrams = ""
}
