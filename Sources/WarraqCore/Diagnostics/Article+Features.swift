public import WarraqModel

extension Article {
  /// The features of the model that this article uses.
  ///
  /// With a writer's treatments it tells what writing the article loses.
  public var features: Loss.FeatureSet {
    features(among: .all)
  }

  /// Those of `wanted` that this article uses; the body is not walked where no answer lies in it.
  package func features(among wanted: Loss.FeatureSet) -> Loss.FeatureSet {
    var survey = FieldSurvey.Found()
    visit(FieldSurvey(), into: &survey)
    var found = survey.features
    if !wanted.isDisjoint(with: .body) { found.formUnion(Loss.FeatureSet(of: body)) }
    return found.intersection(wanted)
  }
}

extension Loss.FeatureSet {
  /// What blocks are made of.
  init(of blocks: [Block]) {
    var survey = BodySurvey()
    survey.walk(blocks)
    self = survey.found
  }

  /// What the body of an article is made of.
  package static let body = Self([
    .paragraphs, .headings, .quotes, .lists, .tables, .figures, .embeds, .preformatted, .dividers,
    .asides, .readMore, .inlineMarkup, .deletions, .insertions, .links,
    .spans, .footnotes,
  ])
}

extension Article.Field {
  /// The feature that an article uses which has the field; none for `id`, which every article has, and
  /// for `body` and `dateDetails`, which are features by what is in them.
  package var feature: Loss.Feature? { Loss.Feature(rawValue: "\(self)") }

  /// The features that the field may use: its own, and what of its value is more than that.
  package var features: Loss.FeatureSet {
    let own = feature.map { Loss.FeatureSet($0) } ?? []
    return own.union(self == .dateDetails ? Loss.FeatureSet(.dateText) : kind.details)
  }

  /// What fields mean as features.
  ///
  /// - Parameter fields: a bit each, by its number.
  static func features(ofFields fields: UInt64) -> Loss.FeatureSet {
    let table = ownFeatures
    var features: Loss.FeatureSet = []
    var rest = fields
    while rest != 0 {
      features.formUnion(table[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    return features
  }

  /// The bits of ``feature``, by the number of the field.
  private static let ownFeatures = allCases.map { $0.feature.map { Loss.FeatureSet($0) } ?? [] }
}

extension FieldKind {
  /// What of a value of this type is a feature of its own.
  fileprivate var details: Loss.FeatureSet {
    switch self {
    case .date: Loss.FeatureSet([.partialDates, .dateText])
    case .contributors: Loss.FeatureSet(.contributorDetails)
    case .sources: Loss.FeatureSet(.sourceDetails)
    case .assets: Loss.FeatureSet(.mediaData)
    case .relatedItems: Loss.FeatureSet(.relatedArticles)
    case .blocks: .body
    case .identifier, .integer, .text, .number, .direction, .status, .party, .roleTexts, .concepts,
      .keywords, .extraMembers, .inputPlace, .derived:
      []
    }
  }
}

/// Finds the fields that an article has, and what of their values is more than the field.
private struct FieldSurvey: FieldVisitor {
  struct Found {
    // Bits of fields: what they mean as features is looked up once, for those that are there.
    private var fields: UInt64 = 0
    private var details: Loss.FeatureSet = []

    @inline(__always)
    mutating func note(_ field: Article.Field, if isPresent: Bool) {
      fields |= (isPresent ? 1 : 0) << UInt64(field.rawValue)
    }

    @inline(__always)
    mutating func note(_ detail: Loss.Feature, if isPresent: Bool) {
      if isPresent { details.insert(detail) }
    }

    var features: Loss.FeatureSet {
      details.union(Article.Field.features(ofFields: fields))
    }
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: String, into found: inout Found) {}

  @inline(__always)
  func visit(_ field: Article.Field, _ value: Int, into found: inout Found) {
    found.note(field, if: value != 1)
  }

  @inline(__always)
  func visit<Value>(_ field: Article.Field, _ value: Value?, into found: inout Found) {
    found.note(field, if: value != nil)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: NewsDate?, into found: inout Found) {
    guard let value else { return }
    found.note(field, if: true)
    found.note(.partialDates, if: value.precision < .second || value.offsetMinutes == nil)
    found.note(.dateText, if: value.text != nil)
  }

  @inline(__always)
  func visit<Element>(_ field: Article.Field, _ value: [Element], into found: inout Found) {
    found.note(field, if: !value.isEmpty)
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Contributor], into found: inout Found) {
    guard !value.isEmpty else { return }
    found.note(field, if: true)
    found.note(
      .contributorDetails,
      if: value.has {
        $0.role != nil || $0.jobTitle != nil || $0.organization != nil || !$0.identifiers.isEmpty
      })
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Source], into found: inout Found) {
    found.note(field, if: !value.isEmpty)
    found.note(
      .sourceDetails, if: value.has { $0.role != nil || $0.url != nil || $0.iri != nil })
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [Asset], into found: inout Found) {
    found.note(field, if: !value.isEmpty)
    found.note(.mediaData, if: value.has { $0.renditions.has { $0.data != nil } })
  }

  @inline(__always)
  func visit(_ field: Article.Field, _ value: [RelatedItem], into found: inout Found) {
    found.note(field, if: !value.isEmpty)
    found.note(.relatedArticles, if: value.has { $0.carriesArticle })
  }

  @inline(__always)
  func visit(derived field: Article.Field, of article: Article, into found: inout Found) {
    // Details of dates are noted with the dates.
    guard field == .keywordConfidence else { return }
    found.note(field, if: article.keywords.has { $0.confidence != nil })
  }
}

private struct BodySurvey: BodyVisitor {
  var found: Loss.FeatureSet = []

  mutating func enter(_ block: Block) -> Bool {
    switch block {
    case .paragraph: found.insert(.paragraphs)
    case .heading: found.insert(.headings)
    case .quote: found.insert(.quotes)
    case .list: found.insert(.lists)
    case .table: found.insert(.tables)
    case .figure: found.insert(.figures)
    case .embed: found.insert(.embeds)
    case .preformatted: found.insert(.preformatted)
    case .divider: found.insert(.dividers)
    case .aside(_, role: AsideRole.readMore):
      // What is inside is residue too and goes with it.
      found.insert(.readMore)
      return false
    case .aside: found.insert(.asides)
    case .footnote: found.insert(.footnotes)
    }
    return true
  }

  mutating func enter(_ inline: Inline) -> Bool {
    switch inline {
    case .text: break
    case .emphasis, .strong, .code, .lineBreak, .superscript, .subscript:
      found.insert(.inlineMarkup)
    case .deletion: found.insert(.deletions)
    case .insertion: found.insert(.insertions)
    case .link: found.insert(.links)
    case .span: found.insert(.spans)
    case .footnoteReference: found.insert(.footnotes)
    }
    return true
  }
}

extension Array {
  /// Whether an element is as `test` says. By index: an iterator copies each element.
  fileprivate func has(_ test: (Element) -> Bool) -> Bool {
    for index in indices where test(self[index]) { return true }
    return false
  }
}
