/// What each kind of evidence counts for or against a keyword.
///
/// The weights are natural logarithms of odds: those under which 865 lists of Arabic stories are
/// most likely, rounded. There are sets for lists in the order of their characters and for lists in
/// any order, and for lists that stand alone and those of a run whose other lists are known.
package struct KeywordWeights: Sendable {
  /// For each keyword.
  var keyword: Double
  /// A keyword of two words, of three, and each word after the third.
  var twoWords: Double
  var threeWords: Double
  var furtherWord: Double
  /// A linking word such as "of" at the start or the end of a keyword.
  var linkingWord: Double
  /// A keyword that begins with an adjective of the noun before it, both with the article.
  var adjective: Double
  /// The same, both without the article.
  var indefiniteAdjective: Double
  /// A keyword that begins with "and".
  var conjunction: Double
  /// A keyword that begins after a noun that wants a complement, such as "ministry".
  var afterHeadNoun: Double
  /// A keyword that begins inside a personal name.
  var insideName: Double
  /// A keyword that is the name of a place, in one word or in several.
  var place: Double
  var longPlace: Double
  /// A keyword that is the longest run of the list's words in the story.
  var runInStory: Double

  // For each two neighbours inside a keyword:
  /// They stand side by side in the story.
  var adjacentInStory: Double
  /// The story has the first, but never before the second.
  var apartInStory: Double
  /// A word without the article after one with it: no phrase goes so.
  var indefiniteAfterDefinite: Double
  /// The same where the second is a linking word or begins with one.
  var linkAfterDefinite: Double
  /// Two words with the article, and one with it after one without.
  var bothDefinite: Double
  var definiteAfterIndefinite: Double
  /// The first is a given name.
  var givenName: Double
  /// One of them is a place.
  var besidePlace: Double
  /// The second is a number.
  var number: Double
  /// A capital letter after a small one.
  var capitalInside = -3.0

  // What the other lists of a run teach, by the logarithm of how often:
  /// The keyword is one of several words that they have, or of one word.
  var known = 0.0
  var knownWord = 0.0
  /// Its first word begins keywords there, its last ends them.
  var firstWord = 0.0
  var lastWord = 0.0
  /// A keyword that the user gave.
  var given = 6.0

  static let sorted = KeywordWeights(
    keyword: 1.1, twoWords: 0.2, threeWords: -0.5, furtherWord: -1.4, linkingWord: -2.0,
    adjective: -2.8, indefiniteAdjective: -0.3, conjunction: -0.4, afterHeadNoun: -3.2,
    insideName: -1.8, place: 2.2, longPlace: 1.7, runInStory: 1.4, adjacentInStory: 2.6,
    apartInStory: -1.0, indefiniteAfterDefinite: -1.9, linkAfterDefinite: 2.0, bothDefinite: -0.8,
    definiteAfterIndefinite: 0.1, givenName: 1.5, besidePlace: -0.8, number: 0)

  static let anyOrder = KeywordWeights(
    keyword: -0.2, twoWords: 0.4, threeWords: -0.1, furtherWord: -1.3, linkingWord: -3.0,
    adjective: -3.3, indefiniteAdjective: -0.9, conjunction: -0.5, afterHeadNoun: -3.5,
    insideName: -1.8, place: 2.8, longPlace: 2.8, runInStory: 1.2, adjacentInStory: 2.8,
    apartInStory: -1.0, indefiniteAfterDefinite: -1.7, linkAfterDefinite: 2.1, bothDefinite: -0.8,
    definiteAfterIndefinite: 0.3, givenName: 1.7, besidePlace: -0.3, number: 3.3)

  static let sortedOfRun = KeywordWeights(
    keyword: 0.3, twoWords: 0.4, threeWords: -0.1, furtherWord: -1.2, linkingWord: -1.1,
    adjective: -2.2, indefiniteAdjective: -0.5, conjunction: -0.5, afterHeadNoun: -1.8,
    insideName: 0, place: 1.3, longPlace: 0.4, runInStory: 1.0, adjacentInStory: 2.5,
    apartInStory: -0.8, indefiniteAfterDefinite: -1.6, linkAfterDefinite: 1.7, bothDefinite: -1.0,
    definiteAfterIndefinite: 0, givenName: 0.8, besidePlace: -0.7, number: 0, known: 0.8,
    knownWord: 0.4, firstWord: 1.6, lastWord: 1.4)

  static let anyOrderOfRun = KeywordWeights(
    keyword: -1.1, twoWords: 0.3, threeWords: -0.1, furtherWord: -1.2, linkingWord: -2.3,
    adjective: -2.5, indefiniteAdjective: -0.7, conjunction: -0.5, afterHeadNoun: -2.0,
    insideName: 0.1, place: 2.2, longPlace: 1.2, runInStory: 1.2, adjacentInStory: 2.6,
    apartInStory: -0.7, indefiniteAfterDefinite: -1.5, linkAfterDefinite: 2.0, bothDefinite: -1.0,
    definiteAfterIndefinite: 0.1, givenName: 0.5, besidePlace: 0.4, number: 2.5, known: 0.5,
    knownWord: 0.3, firstWord: 1.2, lastWord: 1.7)
}
