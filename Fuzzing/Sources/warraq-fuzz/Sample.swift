import Warraq

/// A story with a value of most kinds, for the targets that fuzz an expression and not a document.
enum Sample {
  static let json = Array(
    """
    {"id": "urn:x:1", "headline": "Harbour opens", "language": "en", "published": "2024-06-24",
     "creators": [{"name": "Ann Reed"}], "keywords": [{"name": "harbour", "confidence": 0.5}],
     "body": [{"type": "paragraph", "content": ["One ", {"type": "strong", "content": ["two"]}]}],
     "urgency": 4, "titles": [{"role": "sub", "text": "After four years"}]}
    """.utf8)

  static let article: Article = {
    guard let article = Reading.articles(in: json, format: "json").first else {
      fatalError("the sample is not read")
    }
    return article
  }()
}
