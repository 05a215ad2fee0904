/// One news story: everything a format may say about it, in plain values.
///
/// ```swift
/// var article = Article(id: "urn:newsml:example.org:20240624:1")
/// article.headline = "Minsk and Moscow ready for talks"
/// article.language = "en"
/// article.body = [.paragraph([.text("The two ministers met on Monday.")])]
/// ```
///
/// Unknown stays unknown: a value that the source does not give is `nil` or empty. Names follow
/// IPTC ninjs 3 and schema.org `NewsArticle` where they have the thing.
public struct Article: Hashable, Sendable {
  // MARK: Identity

  /// An IRI that stays the same for every version of the story; empty until ``Article`` is identified.
  public var id: String
  /// Other identifiers, by role.
  public var alternateIDs: [RoleText] = []
  /// The edition, 1 or more; it grows with each correction.
  public var version: Int = 1
  /// Where the story was published on the web.
  public var url: String?

  // MARK: Language

  /// The language of the story, a BCP 47 tag such as `ar` or `en-GB`.
  public var language: String?
  /// The base direction, only where the source states it; see ``baseDirection``.
  public var direction: TextDirection?

  // MARK: Titles

  /// The headline, without markup.
  public var headline: String?
  /// Other titles: ``TitleRole`` names the common roles.
  public var titles: [RoleText] = []
  /// The words that identify the story inside a newsroom.
  public var slugline: String?
  /// The part of the publication it belongs to, as printed (schema.org `articleSection`).
  public var section: String?

  // MARK: People

  /// Those who made the story, first in importance first.
  public var creators: [Contributor] = []
  /// Those who helped.
  public var contributors: [Contributor] = []
  /// The credit to people as printed: "By Mara Ellison in Lintown".
  public var byline: String?

  // MARK: Place and time

  /// The place (and sometimes date) at the head of the story, as printed.
  public var dateline: String?
  /// The places where the story was written.
  public var located: [Concept] = []
  /// When the content was made.
  public var created: NewsDate?
  /// When the story was published.
  public var published: NewsDate?
  /// When the story was last changed.
  public var modified: NewsDate?
  /// Not to be published before this.
  public var embargoed: NewsDate?
  /// Not to be published after this.
  public var expires: NewsDate?

  // MARK: Content

  /// Summaries by role; ``SummaryRole`` names the common roles.
  public var summaries: [RoleText] = []
  /// Notes from editor to editor. They never reach a published body.
  public var editorialNotes: [RoleText] = []
  /// The text of the story.
  public var body: [Block] = []

  // MARK: Subjects

  /// Free keywords.
  public var keywords: [Keyword] = []
  /// Concepts of controlled vocabularies that the story is about.
  public var subjects: [Concept] = []
  /// What kind of text it is: report, interview, opinion…
  public var genres: [Concept] = []

  // MARK: Status

  /// Editorial urgency, 1 (most urgent) to 9.
  public var urgency: Int?
  /// Whether it may be published.
  public var status: PublicationStatus?

  // MARK: Sources and rights

  /// The party responsible for releasing the story.
  public var provider: Party?
  /// Where the information comes from, by role; ``SourceRole`` names the common roles.
  public var sources: [Source] = []
  /// The credit to organisations as it is to be printed.
  public var creditLine: String?
  /// Who holds the copyright.
  public var copyrightHolder: Party?
  /// The copyright line.
  public var copyrightNotice: String?
  /// How the story may be used.
  public var usageTerms: String?
  /// What is allowed to text and data mining, as a statement or a PLUS vocabulary IRI.
  public var dataMining: String?
  /// How the content was made, an IPTC digital source type IRI.
  public var digitalSourceType: String?

  // MARK: Media, relations, the rest

  /// Pictures, film and sound that belong to the story; figures in the body refer to them by id.
  public var media: [Asset] = []
  /// Other stories.
  public var related: [RelatedItem] = []
  /// Values of the source format without a property above, in the order of the source.
  public var extra: [ExtraMember] = []
  /// Where the story was read, only where that was asked for; stories that differ in nothing else are
  /// equal.
  @Incidental public var input: InputPlace?

  /// Makes an article of which only the identifier is known.
  ///
  /// - Parameter id: an IRI, or empty when the identifier is to be made from the content.
  public init(id: String = "") {
    self.id = id
  }
}

extension Article {
  /// The stated direction, else that of the language's usual script, else left to right.
  public var baseDirection: TextDirection {
    direction ?? language.map { TextDirection(language: $0) } ?? .leftToRight
  }

  /// Whether a related item carries its whole story.
  package var carriesArticles: Bool {
    related.indices.contains { related[$0].carriesArticle }
  }

  /// The first summary of role ``SummaryRole/summary``, else the first of any role.
  public var summary: String? {
    (summaries.first { $0.role == SummaryRole.summary } ?? summaries.first)?.text
  }
}

/// Whether a story may be published (IPTC NewsCodes `pubstatusg2`).
@nonexhaustive
public enum PublicationStatus: String, Hashable, Sendable, CaseIterable {
  /// May be published.
  case usable
  /// Is held back.
  case withheld
  /// Must not be published any more.
  case canceled
}
