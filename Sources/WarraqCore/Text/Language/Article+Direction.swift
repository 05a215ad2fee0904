package import WarraqModel

extension Article {
  /// The direction to write the story in: stated, else that of its language, else that of most of
  /// the letters it opens with.
  package var shownDirection: TextDirection {
    .shown(stated: direction, language: language, headline: headline ?? "", plainText: plainText)
  }
}

extension TextDirection {
  /// The direction to write a story in, of what is known of it.
  package static func shown(
    stated direction: TextDirection?, language: String?, headline: @autoclosure () -> String,
    plainText: @autoclosure () -> String
  ) -> TextDirection {
    if let direction { return direction }
    if let language, language != "und", language.utf8.first != nil,
      language.utf8.allSatisfy({ $0 > 0x2C && $0 < 0x7B })
    {
      return TextDirection(language: language)
    }
    let opening = headline() + " " + plainText().prefix(500)
    return LanguageDetector.direction(of: opening) ?? .leftToRight
  }
}
