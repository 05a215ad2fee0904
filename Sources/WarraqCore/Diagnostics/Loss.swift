/// What a format does to the parts of an article that it cannot hold as they are.
public enum Loss {
  /// What becomes of a feature.
  public enum Treatment: String, Hashable, Sendable, CaseIterable {
    /// It comes back unchanged.
    case kept
    /// The text stays, its structure does not.
    case flattened
    /// Something near it is written.
    case approximated
    /// It is left out.
    case dropped
  }

  /// A part of the model that an article may use.
  @nonexhaustive
  public enum Feature: String, Hashable, Sendable, CaseIterable {
    /// `Article.alternateIDs`.
    case alternateIDs
    /// `Article.version` other than 1.
    case version
    /// `Article.url`.
    case url
    /// `Article.language`.
    case language
    /// `Article.direction`, stated.
    case direction
    /// `Article.headline`.
    case headline
    /// `Article.titles`.
    case titles
    /// `Article.slugline`.
    case slugline
    /// `Article.section`.
    case section
    /// Names of `Article.creators`.
    case creators
    /// Names of `Article.contributors`.
    case contributors
    /// Role, job title, organisation and identifiers of people.
    case contributorDetails
    /// `Article.byline`.
    case byline
    /// `Article.dateline`.
    case dateline
    /// `Article.located`.
    case located
    /// `Article.created`.
    case created
    /// `Article.published`.
    case published
    /// `Article.modified`.
    case modified
    /// `Article.embargoed`.
    case embargoed
    /// `Article.expires`.
    case expires
    /// Dates that are not exact to the second or have no offset.
    case partialDates
    /// Dates kept with their printed text.
    case dateText
    /// Paragraphs of the body.
    case paragraphs
    /// Headings of the body.
    case headings
    /// Quotations set apart.
    case quotes
    /// Lists.
    case lists
    /// Tables.
    case tables
    /// Figures in the body.
    case figures
    /// Embeds.
    case embeds
    /// Preformatted text.
    case preformatted
    /// Dividers.
    case dividers
    /// Asides other than "read more" residue.
    case asides
    /// "Read more" residue.
    case readMore
    /// Emphasis, strong, code, superscript, subscript and line breaks inside a block.
    case inlineMarkup
    /// Text that was struck out.
    case deletions
    /// Text that was put in: it stays text, but that it is new is lost.
    case insertions
    /// Links inside a block.
    case links
    /// Runs with a language or a direction of their own.
    case spans
    /// Notes and the references to them.
    case footnotes
    /// `Article.summaries`.
    case summaries
    /// `Article.editorialNotes`.
    case editorialNotes
    /// `Article.keywords`.
    case keywords
    /// Confidences of keywords.
    case keywordConfidence
    /// `Article.subjects`.
    case subjects
    /// `Article.genres`.
    case genres
    /// `Article.urgency`.
    case urgency
    /// `Article.status`.
    case status
    /// `Article.provider`.
    case provider
    /// Names of `Article.sources`.
    case sources
    /// Roles, links and IRIs of sources.
    case sourceDetails
    /// `Article.creditLine`.
    case creditLine
    /// `Article.copyrightHolder`.
    case copyrightHolder
    /// `Article.copyrightNotice`.
    case copyrightNotice
    /// `Article.usageTerms`.
    case usageTerms
    /// `Article.dataMining`.
    case dataMining
    /// `Article.digitalSourceType`.
    case digitalSourceType
    /// `Article.media`.
    case media
    /// Bytes of media carried in the article.
    case mediaData
    /// `Article.related`.
    case related
    /// Whole articles inside related items.
    case relatedArticles
    /// `Article.extra`.
    case extra
    /// `Article.input`.
    case input
  }

  /// A set of features, one bit each.
  public struct FeatureSet: OptionSet, Hashable, Sendable {
    /// Every feature.
    public static let all = FeatureSet { _ in true }

    /// The bits.
    public let rawValue: UInt64

    /// Makes a set of bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Makes a set of one feature.
    public init(_ feature: Feature) { rawValue = 1 << Self.bit(of: feature) }

    /// Makes a set of the features for which `isIncluded` says so.
    public init(where isIncluded: (Feature) -> Bool) {
      var bits: UInt64 = 0
      for (bit, feature) in Feature.allCases.enumerated() where isIncluded(feature) {
        bits |= 1 << UInt64(bit)
      }
      rawValue = bits
    }

    /// Makes a set of features.
    public init(_ features: [Feature]) {
      self = features.reduce(into: []) { $0.insert($1) }
    }

    /// Whether the feature is in the set.
    public func contains(_ feature: Feature) -> Bool { rawValue >> Self.bit(of: feature) & 1 == 1 }

    /// Adds a feature.
    public mutating func insert(_ feature: Feature) { formUnion(FeatureSet(feature)) }

    /// The features of the set, in the order of their declaration.
    public var features: [Feature] {
      Feature.allCases.enumerated().filter { rawValue >> UInt64($0.offset) & 1 == 1 }
        .map(\.element)
    }

    // A case without a payload is laid out as its index, so no table has to be searched.
    private static func bit(of feature: Feature) -> UInt64 {
      UInt64(withUnsafeBytes(of: feature) { $0[0] })
    }
  }
}
