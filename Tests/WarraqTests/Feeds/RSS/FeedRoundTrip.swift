import TestSupport
import Warraq

extension Article {
  /// The facts that feeds keep, and nothing else.
  var inFeed: Article {
    var article = Article(id: id)
    article.url = url
    article.language = language
    article.direction =
      direction == language.map { TextDirection(language: $0) } ? nil : direction
    article.headline = headline
    article.creators = creators.map { Contributor(name: $0.name) }
    article.contributors = contributors.map { Contributor(name: $0.name) }
    article.created = created.inFeed
    article.published = published.inFeed
    article.modified = modified.inFeed
    article.body = body
    article.keywords = keywords.map { Keyword($0.text) }
    article.provider = provider
    article.copyrightHolder = copyrightHolder
    article.copyrightNotice = copyrightNotice
    article.usageTerms = usageTerms
    article.media = media
    for index in media.indices {
      for rendition in media[index].renditions.indices {
        article.media[index].renditions[rendition].data = nil
      }
      article.media[index].renditions.removeAll { $0.href == nil }
    }
    article.media.removeAll { $0.renditions.isEmpty }
    article.related = related.filter { $0.article == nil && ($0.url ?? $0.id) != nil }
    return article
  }

  /// The article without what feeds approximate in ways that other facts show.
  var withoutApproximated: Article {
    var article = self
    article.body = body.mapBlocks { block in
      switch block {
      case .figure, .embed, .aside(_, role: AsideRole.readMore): []
      default: [block]
      }
    }
    article.byline = nil
    article.dateline = nil
    article.section = nil
    article.subjects = []
    article.summaries = []
    article.sources = []
    article.related.removeAll { $0.article != nil || ($0.url ?? $0.id) == nil }
    return article
  }
}

extension NewsDate? {
  /// The date without its printed text.
  fileprivate var inFeed: NewsDate? {
    guard var date = self, date.isResolved else { return nil }
    date.text = nil
    guard date.precision <= .day else { return date }
    // W3C's profile of ISO 8601 gives days no zone.
    return NewsDate(
      year: date.year, month: date.precision > .year ? date.month : nil,
      day: date.precision > .month ? date.day : nil)
  }
}
