public import WarraqModel

/// A change to every article between reading and writing.
///
/// A transform depends on nothing but its arguments and runs on any task.
public protocol Transform: Sendable {
  /// The fields that it looks at; see ``ConversionContext/projection``.
  var projection: Projection { get }

  /// Changes the article; returns whether it goes on to the writer.
  ///
  /// - Throws: `ConversionError` when the article cannot be handled; it is then left out.
  func apply(
    to article: inout Article, context: inout ConversionContext
  ) throws(ConversionError) -> Bool
}

extension Transform {
  /// The default, all.
  public var projection: Projection { .all }
}

/// Gives an identifier to articles that have none, and to the articles inside their related items.
///
/// The identifier is a `urn:uuid:` made from the article's address, else from its language, date,
/// headline and text: the same story gets the same one wherever and whenever it is read.
public struct Identification: Transform {
  /// Makes the transform.
  public init() {}

  /// The fields from which identifiers are made. Where an article has neither address nor body, all
  /// of it is hashed, so that a reader reads a record again in full which it read for this projection;
  /// so it does where an article without an address has media.
  public var projection: Projection {
    Projection([Article.Field]([.url, .language, .published, .headline, .body]))
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

  /// The fields that tell a story without an address, with the text of its body after them.
  package static let words: [Article.Field] = [.language, .published, .headline]

  private static func identifier(of article: Article) -> String {
    if let url = article.url, !url.isEmpty {
      return UUIDv5.urn(for: Array(url.utf8), in: UUIDv5.urlNamespace)
    }
    var name = ByteBuffer()
    for field in words {
      article.visit(field, IdentifyingText(), into: &name)
      name.append(0)
    }
    article.body.appendPlainText(to: &name.bytes)
    // Without a text to tell it by, everything that is known has to.
    if article.body.isEmpty {
      var content = article
      // Where it was read makes no other story of it.
      content.input = nil
      CanonicalJSON.append(content, to: &name)
    } else {
      // The same words may go with another film.
      for asset in article.media {
        guard let href = asset.renditions.lazy.compactMap(\.href).first else { continue }
        name.append(0)
        name.append(href)
      }
    }
    return UUIDv5.urn(for: name.bytes, in: UUIDv5.contentNamespace)
  }
}

/// Writes texts and dates as they are.
private struct IdentifyingText: FieldVisitor {
  func visit(_ field: Article.Field, _ value: String?, into name: inout ByteBuffer) {
    name.append(value ?? "")
  }

  func visit(_ field: Article.Field, _ value: NewsDate?, into name: inout ByteBuffer) {
    name.append(value?.description ?? "")
  }

  func visit<Value>(_ field: Article.Field, _ value: Value, into name: inout ByteBuffer) {}

  func visit(derived field: Article.Field, of article: Article, into name: inout ByteBuffer) {}
}

/// Says what language every article is in, whatever the input says.
public struct LanguageOverride: Transform {
  private let language: String

  /// Makes a transform that sets a BCP 47 tag.
  public init(language: String) { self.language = language }

  /// None.
  public var projection: Projection { .none }

  /// Sets the language; keeps every article.
  public func apply(to article: inout Article, context: inout ConversionContext) -> Bool {
    article.language = language
    return true
  }
}
