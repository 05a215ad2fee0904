/// A text with a role, such as a sub-headline or a summary.
public struct RoleText: Hashable, Sendable {
  /// What the text is for; an open set of names.
  public var role: String
  /// The text.
  public var text: String

  /// Makes a text with a role.
  public init(role: String, text: String) {
    self.role = role
    self.text = text
  }
}

/// Common roles of ``Article/titles``.
public enum TitleRole {
  /// The line below the headline.
  public static let sub = "sub"
  /// The line above the headline.
  public static let kicker = "kicker"
  /// A headline for narrow places.
  public static let short = "short"
  /// A headline for search engines.
  public static let seo = "seo"
}

/// Common roles of ``Article/summaries``.
public enum SummaryRole {
  /// What the story says.
  public static let summary = "summary"
  /// Words that make one want to read it.
  public static let teaser = "teaser"
}

/// Common roles of a ``Block/aside(_:role:)``.
public enum AsideRole {
  /// What is left of a "read more" box; writers of finished formats leave it out.
  public static let readMore = "read-more"
}

/// Common roles of a ``Source``.
public enum SourceRole {
  /// A news agency.
  public static let agency = "agency"
  /// The publication the story was taken from.
  public static let publisher = "publisher"
}

/// A person or an organisation that had a part in the story.
public struct Contributor: Hashable, Sendable {
  /// The name as printed.
  public var name: String
  /// The part: `author`, `editor`, `photographer`, `translator`…
  public var role: String?
  /// The person's job.
  public var jobTitle: String?
  /// The organisation the person works for.
  public var organization: String?
  /// IRIs that identify the person.
  public var identifiers: [String]

  /// Makes a contributor.
  public init(
    name: String, role: String? = nil, jobTitle: String? = nil, organization: String? = nil,
    identifiers: [String] = []
  ) {
    self.name = name
    self.role = role
    self.jobTitle = jobTitle
    self.organization = organization
    self.identifiers = identifiers
  }
}

/// An organisation or person in a legal role.
public struct Party: Hashable, Sendable {
  /// The name; empty when only the IRI is known.
  public var name: String
  /// An IRI that identifies the party.
  public var iri: String?

  /// Makes a party.
  public init(name: String, iri: String? = nil) {
    self.name = name
    self.iri = iri
  }
}

/// Where the information of a story comes from.
public struct Source: Hashable, Sendable {
  /// The name as printed.
  public var name: String
  /// What kind of source it is; see ``SourceRole``.
  public var role: String?
  /// Where the source, or the story at the source, lives.
  public var url: String?
  /// An IRI that identifies the source.
  public var iri: String?

  /// Makes a source.
  public init(name: String, role: String? = nil, url: String? = nil, iri: String? = nil) {
    self.name = name
    self.role = role
    self.url = url
    self.iri = iri
  }
}

/// A free keyword.
public struct Keyword: Hashable, Sendable {
  /// The keyword.
  public var text: String
  /// How sure it is that this is one keyword, 0 to 1; `nil` when the source says so itself.
  public var confidence: Double?

  /// Makes a keyword.
  public init(_ text: String, confidence: Double? = nil) {
    self.text = text
    self.confidence = confidence
  }
}

/// Something of a controlled vocabulary.
public struct Concept: Hashable, Sendable {
  /// What sort of thing a concept is (IPTC NewsCodes `cpnature`).
  @nonexhaustive
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A topic.
    case subject
    /// A person.
    case person
    /// An organisation.
    case organization
    /// A place.
    case place
    /// An event.
    case event
    /// A product or work.
    case object
    /// A kind of text.
    case genre
  }

  /// A name in one language.
  public struct Name: Hashable, Sendable {
    /// The name.
    public var text: String
    /// Its language, a BCP 47 tag; `nil` when it is the story's own.
    public var language: String?

    /// Makes a name.
    public init(_ text: String, language: String? = nil) {
      self.text = text
      self.language = language
    }
  }

  /// What sort of thing it is.
  public var kind: Kind?
  /// Its names.
  public var names: [Name]
  /// The IRI of the vocabulary.
  public var scheme: String?
  /// The code inside the vocabulary.
  public var code: String?
  /// The IRI of the concept.
  public var iri: String?
  /// Its place among the story's concepts, 1 first.
  public var rank: Int?
  /// How sure it is, 0 to 100 (IPTC `confidence`).
  public var confidence: Int?

  /// Makes a concept.
  public init(
    kind: Kind? = nil, names: [Name] = [], scheme: String? = nil, code: String? = nil,
    iri: String? = nil, rank: Int? = nil, confidence: Int? = nil
  ) {
    self.kind = kind
    self.names = names
    self.scheme = scheme
    self.code = code
    self.iri = iri
    self.rank = rank
    self.confidence = confidence
  }
}

/// A picture, a film, a sound or a document that belongs to a story.
public struct Asset: Hashable, Sendable {
  /// What sort of thing it is.
  @nonexhaustive
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A photograph or another picture.
    case picture
    /// A chart, a map, a drawing.
    case graphic
    /// Film.
    case video
    /// Sound.
    case audio
    /// A document to read.
    case document
  }

  /// A name that is unique among the story's media; figures refer to it.
  public var id: String
  /// What sort of thing it is.
  public var kind: Kind?
  /// The same thing in several sizes or codings, best first.
  public var renditions: [Rendition]
  /// The caption.
  public var caption: String?
  /// What it shows, for those who cannot see or hear it.
  public var altText: String?
  /// The credit to be printed.
  public var credit: String?

  /// Makes an asset.
  public init(
    id: String, kind: Kind? = nil, renditions: [Rendition] = [], caption: String? = nil,
    altText: String? = nil, credit: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.renditions = renditions
    self.caption = caption
    self.altText = altText
    self.credit = credit
  }

  /// One coding of an asset.
  public struct Rendition: Hashable, Sendable {
    /// Where the bytes are: an IRI or a file path.
    public var href: String?
    /// The media type (RFC 6838).
    public var mediaType: String?
    /// What this rendition is for: `thumbnail`, `preview`, `highRes`…
    public var role: String?
    /// Pixels across.
    public var width: Int?
    /// Pixels down.
    public var height: Int?
    /// Size in bytes.
    public var sizeInBytes: Int?
    /// Length in seconds.
    public var duration: Double?
    /// The bytes themselves, where the input carries them.
    public var data: [UInt8]?

    /// Makes a rendition.
    public init(
      href: String? = nil, mediaType: String? = nil, role: String? = nil, width: Int? = nil,
      height: Int? = nil, sizeInBytes: Int? = nil, duration: Double? = nil, data: [UInt8]? = nil
    ) {
      self.href = href
      self.mediaType = mediaType
      self.role = role
      self.width = width
      self.height = height
      self.sizeInBytes = sizeInBytes
      self.duration = duration
      self.data = data
    }
  }
}

/// Another story that has to do with this one.
public struct RelatedItem: Hashable, Sendable {
  /// How it has to do with it: `seeAlso` (the usual one), `translationOf`, `partOf`…
  public var relation: String
  /// Its headline, where the article itself is not here.
  public var title: String?
  /// Where it lives.
  public var url: String?
  /// Its identifier.
  public var id: String?
  /// The words that introduced it in the source.
  public var label: String?
  /// The whole story, where the input carries it.
  public var article: Article? {
    get { storedArticle.first }
    set { storedArticle = newValue.map { [$0] } ?? [] }
  }
  /// Whether ``article`` is here, told without a copy of it.
  package var carriesArticle: Bool { !storedArticle.isEmpty }
  // An array of none or one: a value cannot hold a value of the type it is part of.
  private var storedArticle: [Article]

  /// Makes a related item.
  public init(
    relation: String = "seeAlso", title: String? = nil, url: String? = nil, id: String? = nil,
    label: String? = nil, article: Article? = nil
  ) {
    self.relation = relation
    self.title = title
    self.url = url
    self.id = id
    self.label = label
    storedArticle = article.map { [$0] } ?? []
  }

  /// The title, else the headline of the article it carries.
  public var displayTitle: String? { title ?? article?.headline }
}
