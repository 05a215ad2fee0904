public import WarraqModel

/// A change to every article between reading and writing.
///
/// A transform depends on nothing but its arguments and runs on any task.
public protocol Transform: Sendable {
  /// The features whose content it looks at; see ``ConversionContext/wantedFeatures``.
  var wantedFeatures: Loss.FeatureSet { get }

  /// Changes the article; returns whether it goes on to the writer.
  ///
  /// - Throws: `ConversionError` when the article cannot be handled; it is then left out.
  func apply(
    to article: inout Article, context: inout ConversionContext
  ) throws(ConversionError) -> Bool
}

extension Transform {
  /// All.
  public var wantedFeatures: Loss.FeatureSet { .all }
}

/// Gives an identifier to articles that have none, and to the articles inside their related items.
///
/// The identifier is a `urn:uuid:` made from the article's address, else from its language, date,
/// headline and text: the same story gets the same one wherever and whenever it is read.
public struct Identification: Transform {
  /// Makes the transform.
  public init() {}

  /// What identifiers are made from. An article of which none of it is known is identified by all
  /// there is: a reader that leaves texts out reads such a one again.
  public var wantedFeatures: Loss.FeatureSet {
    Loss.FeatureSet([.url, .language, .published, .dateText, .headline]).union(.body)
  }

  /// Gives the identifiers; keeps every article.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    if article.id.isEmpty { article.id = Self.identifier(of: article) }
    guard article.carriesArticles else { return true }
    for index in article.related.indices where article.related[index].article?.id.isEmpty == true {
      if var inner = article.related[index].article {
        _ = apply(to: &inner, context: &context)
        article.related[index].article = inner
      }
    }
    return true
  }

  private static func identifier(of article: Article) -> String {
    if let url = article.url, !url.isEmpty {
      return UUIDv5.urn(for: Array(url.utf8), in: UUIDv5.urlNamespace)
    }
    var name = ByteBuffer()
    for field in [article.language, article.published?.description, article.headline] {
      name.append(field ?? "")
      name.append(0)
    }
    article.body.appendPlainText(to: &name.bytes)
    // Without words to tell it by, everything that is known has to.
    if article.headline == nil, article.body.isEmpty { CanonicalJSON.append(article, to: &name) }
    return UUIDv5.urn(for: name.bytes, in: UUIDv5.contentNamespace)
  }
}

/// Says what language every article is in, whatever the input says.
public struct LanguageOverride: Transform {
  private let language: String

  /// Makes a transform that sets a BCP 47 tag.
  public init(language: String) { self.language = language }

  /// None.
  public var wantedFeatures: Loss.FeatureSet { [] }

  /// Sets the language; keeps every article.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    article.language = language
    return true
  }
}
