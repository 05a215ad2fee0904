internal import WarraqCore

extension CheckRule {
  /// The rules that hold for elements of RSS and Atom, and of what may stand in both.
  static let feedElements = [
    feedRepeated, feedMissingElement, feedUnknownElement, feedText, feedValue, feedAttribute,
  ]

  static let feedRepeated = CheckRule(
    "feed.repeated", .error, "an element that stands once occurs more often",
    because: "Readers take the first or the last.",
    see: "RSS 2.0; RFC 4287, 4; the specification of the vocabulary")

  static let feedMissingElement = CheckRule(
    "feed.missing-element", .error, "an element lacks another one that it must have",
    because: "An image has an address, a person a name.",
    see: "RSS 2.0; RFC 4287, 3.2; the specification of the vocabulary")

  static let feedUnknownElement = CheckRule(
    "feed.unknown-element", .error, "an element is none of its vocabulary, or stands elsewhere",
    because: "Other elements belong in a namespace of their own.",
    see: "RSS 2.0, Extending RSS; RFC 4287, 6.3")

  static let feedText = CheckRule(
    "feed.text", .error, "text stands where there are only elements",
    because: "Readers pass over it.", see: "RSS 2.0; RFC 4287, 4")

  static let feedValue = CheckRule(
    "feed.value", .error, "the text of an element is not of its kind",
    because: "White space around it counts too.",
    see: "RSS 2.0; RFC 4287; the specification of the vocabulary")

  static let feedAttribute = CheckRule(
    "feed.attribute", .error, "an attribute is missing, or its value is not of its kind",
    because: "White space around it counts too.",
    see: "RSS 2.0; RFC 4287; the specification of the vocabulary")

  static let feedPages = CheckRule(
    "feed.pages", .error, "the pages of a feed contradict each other",
    because: "Readers follow them to the end.", see: "RFC 5005, 2 to 4")

  static let rssRepeated = CheckRule(
    "rss.repeated", .error, "an element that stands once occurs twice in an item",
    because: "Readers take the first or the last.",
    see: "RSS Advisory Board, Best Practices Profile")

  static let rssAuthor = CheckRule(
    "rss.author", .error, "an author is not an e-mail address",
    because: "'me@a.example (Me)'. A name without an address belongs in dc:creator.",
    see: "RSS 2.0, author")

  static let rssEnclosure = CheckRule(
    "rss.enclosure", .error, "an enclosure lacks its url, length or type",
    because: "All three are required.", see: "RSS 2.0, enclosure")

  static let atomIDNotIRI = CheckRule(
    "atom.id-not-iri", .error, "an id is no IRI",
    because: "It is an IRI that never changes: 'urn:…', 'tag:…'.", see: "RFC 4287, 4.2.6")

  static let atomRepeated = CheckRule(
    "atom.repeated", .error, "an element that stands once occurs twice in an entry",
    because: "Readers take the first or the last.", see: "RFC 4287, 4.1.2")

  static let atomDate = CheckRule(
    "atom.date", .error, "a date is not as RFC 3339 writes it",
    because: "It is '2024-05-01T10:00:00+03:00', with a time and a zone.",
    see: "RFC 4287, 3.3; RFC 3339, 5.6")

  static let atomLink = CheckRule(
    "atom.link", .error, "a link has no href", because: "It is required.",
    see: "RFC 4287, 4.2.7.1")

  static let atomCategory = CheckRule(
    "atom.category", .error, "a category has no term", because: "It is required.",
    see: "RFC 4287, 4.2.2.1")
}
