// Made by 'make fields' from the declaration of Article; do not edit.

extension Article {
  /// A property of an article, in the order of its declaration and of the canonical form.
  @usableFromInline
  package enum Field: UInt8, CaseIterable, Sendable {
    /// An IRI that stays the same for every version of the story.
    case id
    /// Other identifiers, by role.
    case alternateIDs
    /// The edition, 1 or more.
    case version
    /// Where the story was published on the web.
    case url
    /// The language of the story, a BCP 47 tag such as `ar` or `en-GB`.
    case language
    /// The base direction, only where the source states it.
    case direction
    /// The headline, without markup.
    case headline
    /// Other titles.
    case titles
    /// The words that identify the story inside a newsroom.
    case slugline
    /// The part of the publication it belongs to, as printed (schema.org `articleSection`).
    case section
    /// Those who made the story, first in importance first.
    case creators
    /// Those who helped.
    case contributors
    /// The credit to people as printed.
    case byline
    /// The place (and sometimes date) at the head of the story, as printed.
    case dateline
    /// The places where the story was written.
    case located
    /// When the content was made.
    case created
    /// When the story was published.
    case published
    /// When the story was last changed.
    case modified
    /// Not to be published before this.
    case embargoed
    /// Not to be published after this.
    case expires
    /// What the ISO 8601 forms of the dates do not say.
    case dateDetails
    /// Summaries by role.
    case summaries
    /// Notes from editor to editor.
    case editorialNotes
    /// The text of the story.
    case body
    /// Free keywords.
    case keywords
    /// How sure each keyword is.
    case keywordConfidence
    /// Concepts of controlled vocabularies that the story is about.
    case subjects
    /// What kind of text it is.
    case genres
    /// Editorial urgency, 1 (most urgent) to 9.
    case urgency
    /// Whether it may be published.
    case status
    /// The party responsible for releasing the story.
    case provider
    /// Where the information comes from, by role.
    case sources
    /// The credit to organisations as it is to be printed.
    case creditLine
    /// Who holds the copyright.
    case copyrightHolder
    /// The copyright line.
    case copyrightNotice
    /// How the story may be used.
    case usageTerms
    /// What is allowed to text and data mining, as a statement or a PLUS vocabulary IRI.
    case dataMining
    /// How the content was made, an IPTC digital source type IRI.
    case digitalSourceType
    /// Pictures, film and sound that belong to the story.
    case media
    /// Other stories.
    case related
    /// Values of the source format without a property above, in the order of the source.
    case extra
    /// Where the story was read, only where that was asked for.
    case input

    /// Its name in the canonical form.
    @inlinable package var member: StaticString {
      switch self {
      case .id: "id"
      case .alternateIDs: "altIds"
      case .version: "version"
      case .url: "url"
      case .language: "language"
      case .direction: "direction"
      case .headline: "headline"
      case .titles: "titles"
      case .slugline: "slugline"
      case .section: "section"
      case .creators: "creators"
      case .contributors: "contributors"
      case .byline: "byline"
      case .dateline: "dateline"
      case .located: "located"
      case .created: "created"
      case .published: "published"
      case .modified: "modified"
      case .embargoed: "embargoed"
      case .expires: "expires"
      case .dateDetails: "dateDetails"
      case .summaries: "summaries"
      case .editorialNotes: "editorialNotes"
      case .body: "body"
      case .keywords: "keywords"
      case .keywordConfidence: "keywordConfidence"
      case .subjects: "subjects"
      case .genres: "genres"
      case .urgency: "urgency"
      case .status: "status"
      case .provider: "provider"
      case .sources: "sources"
      case .creditLine: "creditLine"
      case .copyrightHolder: "copyrightHolder"
      case .copyrightNotice: "copyrightNotice"
      case .usageTerms: "usageTerms"
      case .dataMining: "dataMining"
      case .digitalSourceType: "digitalSourceType"
      case .media: "media"
      case .related: "related"
      case .extra: "extra"
      case .input: "input"
      }
    }

    /// The type of its value.
    @inlinable package var kind: FieldKind {
      switch self {
      case .id: .identifier
      case .alternateIDs: .roleTexts
      case .version: .integer
      case .url: .text
      case .language: .text
      case .direction: .direction
      case .headline: .text
      case .titles: .roleTexts
      case .slugline: .text
      case .section: .text
      case .creators: .contributors
      case .contributors: .contributors
      case .byline: .text
      case .dateline: .text
      case .located: .concepts
      case .created: .date
      case .published: .date
      case .modified: .date
      case .embargoed: .date
      case .expires: .date
      case .dateDetails: .derived
      case .summaries: .roleTexts
      case .editorialNotes: .roleTexts
      case .body: .blocks
      case .keywords: .keywords
      case .keywordConfidence: .derived
      case .subjects: .concepts
      case .genres: .concepts
      case .urgency: .number
      case .status: .status
      case .provider: .party
      case .sources: .sources
      case .creditLine: .text
      case .copyrightHolder: .party
      case .copyrightNotice: .text
      case .usageTerms: .text
      case .dataMining: .text
      case .digitalSourceType: .text
      case .media: .assets
      case .related: .relatedItems
      case .extra: .extraMembers
      case .input: .inputPlace
      }
    }
  }

  /// Shows a visitor every field.
  @inlinable package func visit<Visitor: FieldVisitor>(
    _ visitor: Visitor, into output: inout Visitor.Output
  ) {
    visitor.visit(.id, id, into: &output)
    visitor.visit(.alternateIDs, alternateIDs, into: &output)
    visitor.visit(.version, version, into: &output)
    visitor.visit(.url, url, into: &output)
    visitor.visit(.language, language, into: &output)
    visitor.visit(.direction, direction, into: &output)
    visitor.visit(.headline, headline, into: &output)
    visitor.visit(.titles, titles, into: &output)
    visitor.visit(.slugline, slugline, into: &output)
    visitor.visit(.section, section, into: &output)
    visitor.visit(.creators, creators, into: &output)
    visitor.visit(.contributors, contributors, into: &output)
    visitor.visit(.byline, byline, into: &output)
    visitor.visit(.dateline, dateline, into: &output)
    visitor.visit(.located, located, into: &output)
    visitor.visit(.created, created, into: &output)
    visitor.visit(.published, published, into: &output)
    visitor.visit(.modified, modified, into: &output)
    visitor.visit(.embargoed, embargoed, into: &output)
    visitor.visit(.expires, expires, into: &output)
    visitor.visit(derived: .dateDetails, of: self, into: &output)
    visitor.visit(.summaries, summaries, into: &output)
    visitor.visit(.editorialNotes, editorialNotes, into: &output)
    visitor.visit(.body, body, into: &output)
    visitor.visit(.keywords, keywords, into: &output)
    visitor.visit(derived: .keywordConfidence, of: self, into: &output)
    visitor.visit(.subjects, subjects, into: &output)
    visitor.visit(.genres, genres, into: &output)
    visitor.visit(.urgency, urgency, into: &output)
    visitor.visit(.status, status, into: &output)
    visitor.visit(.provider, provider, into: &output)
    visitor.visit(.sources, sources, into: &output)
    visitor.visit(.creditLine, creditLine, into: &output)
    visitor.visit(.copyrightHolder, copyrightHolder, into: &output)
    visitor.visit(.copyrightNotice, copyrightNotice, into: &output)
    visitor.visit(.usageTerms, usageTerms, into: &output)
    visitor.visit(.dataMining, dataMining, into: &output)
    visitor.visit(.digitalSourceType, digitalSourceType, into: &output)
    visitor.visit(.media, media, into: &output)
    visitor.visit(.related, related, into: &output)
    visitor.visit(.extra, extra, into: &output)
    visitor.visit(.input, input, into: &output)
  }

  /// Shows a visitor one field.
  @inlinable package func visit<Visitor: FieldVisitor>(
    _ field: Field, _ visitor: Visitor, into output: inout Visitor.Output
  ) {
    switch field {
    case .id: visitor.visit(.id, id, into: &output)
    case .alternateIDs: visitor.visit(.alternateIDs, alternateIDs, into: &output)
    case .version: visitor.visit(.version, version, into: &output)
    case .url: visitor.visit(.url, url, into: &output)
    case .language: visitor.visit(.language, language, into: &output)
    case .direction: visitor.visit(.direction, direction, into: &output)
    case .headline: visitor.visit(.headline, headline, into: &output)
    case .titles: visitor.visit(.titles, titles, into: &output)
    case .slugline: visitor.visit(.slugline, slugline, into: &output)
    case .section: visitor.visit(.section, section, into: &output)
    case .creators: visitor.visit(.creators, creators, into: &output)
    case .contributors: visitor.visit(.contributors, contributors, into: &output)
    case .byline: visitor.visit(.byline, byline, into: &output)
    case .dateline: visitor.visit(.dateline, dateline, into: &output)
    case .located: visitor.visit(.located, located, into: &output)
    case .created: visitor.visit(.created, created, into: &output)
    case .published: visitor.visit(.published, published, into: &output)
    case .modified: visitor.visit(.modified, modified, into: &output)
    case .embargoed: visitor.visit(.embargoed, embargoed, into: &output)
    case .expires: visitor.visit(.expires, expires, into: &output)
    case .dateDetails: visitor.visit(derived: .dateDetails, of: self, into: &output)
    case .summaries: visitor.visit(.summaries, summaries, into: &output)
    case .editorialNotes: visitor.visit(.editorialNotes, editorialNotes, into: &output)
    case .body: visitor.visit(.body, body, into: &output)
    case .keywords: visitor.visit(.keywords, keywords, into: &output)
    case .keywordConfidence: visitor.visit(derived: .keywordConfidence, of: self, into: &output)
    case .subjects: visitor.visit(.subjects, subjects, into: &output)
    case .genres: visitor.visit(.genres, genres, into: &output)
    case .urgency: visitor.visit(.urgency, urgency, into: &output)
    case .status: visitor.visit(.status, status, into: &output)
    case .provider: visitor.visit(.provider, provider, into: &output)
    case .sources: visitor.visit(.sources, sources, into: &output)
    case .creditLine: visitor.visit(.creditLine, creditLine, into: &output)
    case .copyrightHolder: visitor.visit(.copyrightHolder, copyrightHolder, into: &output)
    case .copyrightNotice: visitor.visit(.copyrightNotice, copyrightNotice, into: &output)
    case .usageTerms: visitor.visit(.usageTerms, usageTerms, into: &output)
    case .dataMining: visitor.visit(.dataMining, dataMining, into: &output)
    case .digitalSourceType: visitor.visit(.digitalSourceType, digitalSourceType, into: &output)
    case .media: visitor.visit(.media, media, into: &output)
    case .related: visitor.visit(.related, related, into: &output)
    case .extra: visitor.visit(.extra, extra, into: &output)
    case .input: visitor.visit(.input, input, into: &output)
    }
  }

  /// Has a field changed; what is derived stays.
  @inlinable package mutating func update<Updater: FieldUpdater & ~Copyable>(
    _ field: Field, with updater: inout Updater
  ) throws(Updater.Failure) {
    switch field {
    case .id: try updater.update(.id, &id)
    case .alternateIDs: try updater.update(.alternateIDs, &alternateIDs)
    case .version: try updater.update(.version, &version)
    case .url: try updater.update(.url, &url)
    case .language: try updater.update(.language, &language)
    case .direction: try updater.update(.direction, &direction)
    case .headline: try updater.update(.headline, &headline)
    case .titles: try updater.update(.titles, &titles)
    case .slugline: try updater.update(.slugline, &slugline)
    case .section: try updater.update(.section, &section)
    case .creators: try updater.update(.creators, &creators)
    case .contributors: try updater.update(.contributors, &contributors)
    case .byline: try updater.update(.byline, &byline)
    case .dateline: try updater.update(.dateline, &dateline)
    case .located: try updater.update(.located, &located)
    case .created: try updater.update(.created, &created)
    case .published: try updater.update(.published, &published)
    case .modified: try updater.update(.modified, &modified)
    case .embargoed: try updater.update(.embargoed, &embargoed)
    case .expires: try updater.update(.expires, &expires)
    case .summaries: try updater.update(.summaries, &summaries)
    case .editorialNotes: try updater.update(.editorialNotes, &editorialNotes)
    case .body: try updater.update(.body, &body)
    case .keywords: try updater.update(.keywords, &keywords)
    case .subjects: try updater.update(.subjects, &subjects)
    case .genres: try updater.update(.genres, &genres)
    case .urgency: try updater.update(.urgency, &urgency)
    case .status: try updater.update(.status, &status)
    case .provider: try updater.update(.provider, &provider)
    case .sources: try updater.update(.sources, &sources)
    case .creditLine: try updater.update(.creditLine, &creditLine)
    case .copyrightHolder: try updater.update(.copyrightHolder, &copyrightHolder)
    case .copyrightNotice: try updater.update(.copyrightNotice, &copyrightNotice)
    case .usageTerms: try updater.update(.usageTerms, &usageTerms)
    case .dataMining: try updater.update(.dataMining, &dataMining)
    case .digitalSourceType: try updater.update(.digitalSourceType, &digitalSourceType)
    case .media: try updater.update(.media, &media)
    case .related: try updater.update(.related, &related)
    case .extra: try updater.update(.extra, &extra)
    case .input: try updater.update(.input, &input)
    case .dateDetails, .keywordConfidence: break
    }
  }

  /// Takes over a field; what is derived comes with the fields that it is about.
  package mutating func copy(_ field: Field, from other: Article) {
    switch field {
    case .id: id = other.id
    case .alternateIDs: alternateIDs = other.alternateIDs
    case .version: version = other.version
    case .url: url = other.url
    case .language: language = other.language
    case .direction: direction = other.direction
    case .headline: headline = other.headline
    case .titles: titles = other.titles
    case .slugline: slugline = other.slugline
    case .section: section = other.section
    case .creators: creators = other.creators
    case .contributors: contributors = other.contributors
    case .byline: byline = other.byline
    case .dateline: dateline = other.dateline
    case .located: located = other.located
    case .created: created = other.created
    case .published: published = other.published
    case .modified: modified = other.modified
    case .embargoed: embargoed = other.embargoed
    case .expires: expires = other.expires
    case .summaries: summaries = other.summaries
    case .editorialNotes: editorialNotes = other.editorialNotes
    case .body: body = other.body
    case .keywords: keywords = other.keywords
    case .subjects: subjects = other.subjects
    case .genres: genres = other.genres
    case .urgency: urgency = other.urgency
    case .status: status = other.status
    case .provider: provider = other.provider
    case .sources: sources = other.sources
    case .creditLine: creditLine = other.creditLine
    case .copyrightHolder: copyrightHolder = other.copyrightHolder
    case .copyrightNotice: copyrightNotice = other.copyrightNotice
    case .usageTerms: usageTerms = other.usageTerms
    case .dataMining: dataMining = other.dataMining
    case .digitalSourceType: digitalSourceType = other.digitalSourceType
    case .media: media = other.media
    case .related: related = other.related
    case .extra: extra = other.extra
    case .input: input = other.input
    case .dateDetails, .keywordConfidence: break
    }
  }
}
