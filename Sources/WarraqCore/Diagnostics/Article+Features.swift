public import WarraqModel

extension Article {
  /// The features of the model that this article uses.
  ///
  /// With a writer's treatments it tells what writing the article loses.
  public var features: Loss.FeatureSet {
    var survey = FeatureSurvey()
    survey.visit(self)
    survey.walk(body)
    return survey.found
  }

  /// Those of `wanted` that this article uses; the body is not walked where no answer lies in it.
  package func features(among wanted: Loss.FeatureSet) -> Loss.FeatureSet {
    var survey = FeatureSurvey()
    survey.visit(self)
    if !wanted.isDisjoint(with: .body) { survey.walk(body) }
    return survey.found.intersection(wanted)
  }
}

extension Loss.FeatureSet {
  /// What the body of an article is made of.
  package static let body = Self([
    .paragraphs, .headings, .quotes, .lists, .tables, .figures, .embeds, .preformatted, .dividers,
    .asides, .readMore, .inlineMarkup, .deletions, .insertions, .links,
    .spans,
  ])
}

private struct FeatureSurvey: BodyVisitor {
  var found: Loss.FeatureSet = []

  private mutating func note(_ feature: Loss.Feature, if isPresent: Bool) {
    if isPresent { found.insert(feature) }
  }

  private mutating func note(_ feature: Loss.Feature, _ date: NewsDate?) {
    guard let date else { return }
    found.insert(feature)
    note(.partialDates, if: date.precision < .second || date.offsetMinutes == nil)
    note(.dateText, if: date.text != nil)
  }

  private mutating func note(_ feature: Loss.Feature, _ people: [Contributor]) {
    guard !people.isEmpty else { return }
    found.insert(feature)
    note(
      .contributorDetails,
      if: people.has {
        $0.role != nil || $0.jobTitle != nil || $0.organization != nil || !$0.identifiers.isEmpty
      })
  }

  mutating func visit(_ article: Article) {
    note(.alternateIDs, if: !article.alternateIDs.isEmpty)
    note(.version, if: article.version != 1)
    note(.url, if: article.url != nil)
    note(.language, if: article.language != nil)
    note(.direction, if: article.direction != nil)
    note(.headline, if: article.headline != nil)
    note(.titles, if: !article.titles.isEmpty)
    note(.slugline, if: article.slugline != nil)
    note(.section, if: article.section != nil)
    note(.creators, article.creators)
    note(.contributors, article.contributors)
    note(.byline, if: article.byline != nil)
    note(.dateline, if: article.dateline != nil)
    note(.located, if: !article.located.isEmpty)
    note(.created, article.created)
    note(.published, article.published)
    note(.modified, article.modified)
    note(.embargoed, article.embargoed)
    note(.expires, article.expires)
    note(.summaries, if: !article.summaries.isEmpty)
    note(.editorialNotes, if: !article.editorialNotes.isEmpty)
    note(.keywords, if: !article.keywords.isEmpty)
    note(.keywordConfidence, if: article.keywords.has { $0.confidence != nil })
    note(.subjects, if: !article.subjects.isEmpty)
    note(.genres, if: !article.genres.isEmpty)
    note(.urgency, if: article.urgency != nil)
    note(.status, if: article.status != nil)
    note(.provider, if: article.provider != nil)
    note(.sources, if: !article.sources.isEmpty)
    note(
      .sourceDetails,
      if: article.sources.has { $0.role != nil || $0.url != nil || $0.iri != nil })
    note(.creditLine, if: article.creditLine != nil)
    note(.copyrightHolder, if: article.copyrightHolder != nil)
    note(.copyrightNotice, if: article.copyrightNotice != nil)
    note(.usageTerms, if: article.usageTerms != nil)
    note(.dataMining, if: article.dataMining != nil)
    note(.digitalSourceType, if: article.digitalSourceType != nil)
    note(.media, if: !article.media.isEmpty)
    note(
      .mediaData, if: article.media.has { $0.renditions.has { $0.data != nil } })
    note(.related, if: !article.related.isEmpty)
    note(.relatedArticles, if: article.carriesArticles)
    note(.extra, if: !article.extra.isEmpty)
  }

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
