/// What a label announces.
enum MarkerKind: Hashable, Sendable, CaseIterable {
  /// The headline.
  case headline
  /// The date of publication.
  case published
  /// The date of the last change.
  case updated
  /// A news agency or the publication the story was taken from.
  case source
  /// The people who wrote the story.
  case author
  /// The list of keywords.
  case keywords
  /// What is left of a "read more" box.
  case readMore
  /// Other stories, with their text or only their titles.
  case related
  /// The part of the publication, or the country.
  case section
  /// The number of the story.
  case identifier
  /// The address of the story.
  case link
  /// How long it takes to read.
  case readingTime
  /// Words of the page that are no part of the story.
  case boilerplate
}

/// What is to be known of one language to read dumps in it: one row of the table.
///
/// To read another language, add a row to ``TextMarkers/all``; no code has to change. Labels are
/// compared after ``TextFolding``, so one spelling of alef, ya, kaf, case and accents is enough.
/// A label is written
///
/// - with a colon at its end (`"Source:"`) where it counts only before a colon, slash or dash, or
///   alone on its line;
/// - without (`"Published on"`) where its value may also follow directly;
/// - with an ellipsis (`"Share…"`) where a few words of no interest may follow.
struct TextMarkers: Sendable {
  /// The language, a BCP 47 primary subtag.
  var language: String
  /// The labels.
  var labels: [MarkerKind: [String]]
  /// Words that may stand on a line of their own between a label and its date.
  var connectors: [String] = []
  /// The word between the last two of several names.
  var conjunction = ""
  /// Words in the names of news agencies.
  var agencyWords: [String] = []
  /// News agencies, as credits print them.
  var agencies: [String] = []
  /// How keywords are made.
  var keywords = KeywordGrammar()
}

/// What a language says about where a keyword may begin, for lists without separators.
struct KeywordGrammar: Sendable {
  /// Words that no keyword begins or ends with.
  var linkingWords: [String] = []
  /// The article that is written together with its noun.
  var article: String?
  /// Endings of adjectives that follow their noun and share its article.
  var adjectiveEndings: [String] = []
  /// Words with such an ending that begin keywords all the same.
  var adjectiveExceptions: [String] = []
  /// The "and" that is written together with the next word.
  var conjunction: String?
  /// Beginnings of words in which that letter is no "and".
  var conjunctionExceptions: [String] = []
  /// Letters that are written together with the next word in running text.
  var proclitics: [String] = []
  /// What a proclitic and the article become together, and the article that it stands for.
  var contractions: [String: String] = [:]

  // The lists below are texts, because nothing is to be made of them before a list needs it.
  /// Nouns that want a complement, so that no keyword ends with them, with spaces between.
  var headNouns = ""
  /// Given names, with spaces between.
  var givenNames = ""
  /// Words that open a name and are not all of it ("Abd", "Saint"), with spaces between.
  var namePrefixes = ""
  /// Words that join two parts of a name ("bin"), with spaces between.
  var nameJoints = ""
  /// Names of places, with bars between.
  var places = ""
}
