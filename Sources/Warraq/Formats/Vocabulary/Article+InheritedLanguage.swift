internal import WarraqCore
internal import WarraqModel

extension Article {
  /// Gives a story the language of its letters, with a note, where the language that it inherits from
  /// the whole is never written in them.
  mutating func checkInheritedLanguage(
    _ context: inout ConversionContext, at location: SourceLocation
  ) {
    guard let language, !language.isEmpty else { return }
    if let headline, !headline.isBlank, LanguageDetector.mayBe(headline, in: language) { return }
    let text = Array(body.prefix(8)).plainText
    guard !LanguageDetector.mayBe(text.isBlank ? headline ?? "" : text, in: language) else {
      return
    }
    let guess = LanguageDetector().detect([headline ?? "", text].joined(separator: "\n"))?.language
    context.log.emit(.note, .inheritedLanguage(language, guess), at: location)
    if let guess { self.language = guess }
  }
}

extension Diagnostic.Message {
  fileprivate static func inheritedLanguage(_ language: String, _ guess: String?) -> Self {
    Self(
      id: "input.language-of-text",
      text:
        "the language of the whole is '\(language)', but the letters of this story are of another"
        + (guess.map { "; '\($0)' is taken" } ?? "")
        + ", state the language of the story where that"
        + " is wrong")
  }
}
