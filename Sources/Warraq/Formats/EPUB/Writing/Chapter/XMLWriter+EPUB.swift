import WarraqModel
import WarraqMarkup

extension XMLWriter {
  /// Writes an XHTML document of the book, with the body's content written by `content`.
  ///
  /// The direction is on `html` and on `body`: there are readers that see only one of them.
  mutating func page(
    title: String, language: PageLanguage, class name: String? = nil,
    _ content: (inout XMLWriter) -> Void
  ) {
    openPage(title: title, language: language, class: name)
    open("main")
    content(&self)
    close()
    close()
    close()
    text("\n")
  }

  /// Writes the start of an XHTML document, up to and with the tag that opens the body.
  mutating func openPage(
    title: String, language: PageLanguage, class name: String? = nil
  ) {
    declaration()
    markup("<!DOCTYPE html>\n")
    open("html")
    attribute("xmlns", "http://www.w3.org/1999/xhtml")
    attribute("xmlns:epub", "http://www.idpf.org/2007/ops")
    // A page has to name a language; this one says that it is not known (RFC 5646, 4.1).
    languageAttributes(language.tag ?? "und", language.direction)
    open("head")
    element("title", title)
    open("link")
    attribute("rel", "stylesheet")
    attribute("type", "text/css")
    attribute("href", "style.css")
    close()
    close()
    open("body")
    attribute("dir", language.direction.rawValue)
    let names = [language.script, name].compactMap { $0 }
    if !names.isEmpty { attribute("class", names.joined(separator: " ")) }
  }

  /// Writes a name, kept apart from what is around it where that is in another language.
  mutating func name(_ name: String, in language: PageLanguage, on page: PageLanguage) {
    guard language != page else { return text(name) }
    open("bdi")
    differences(of: language, on: page)
    text(name)
    close()
  }

  /// Writes a link to the story at `index` of the book, with its title as text.
  ///
  /// - Parameter page: the language around it.
  mutating func storyLink(to index: Int, in book: EPUBBook, on page: PageLanguage) {
    let story = book.stories[index]
    open("a")
    attribute("href", EPUBPath.chapter(index))
    open("bdi")
    // A title may begin with a word that runs the other way, so its direction is not left to guess.
    if story.language == page {
      attribute("dir", page.direction.rawValue)
    } else {
      differences(of: story.language, on: page)
    }
    text(story.title)
    close()
    close()
  }

  /// Writes the byline as printed, else the names of those who made the story.
  mutating func byline(of story: EPUBStory) {
    if let byline = story.byline { return line("byline", byline) }
    people("byline", story.labels.by, story.creators, story.labels)
  }

  /// Writes the picture of a story in a list.
  mutating func picture(_ picture: EPUBLead) {
    open("img")
    attribute("src", picture.path)
    attribute("alt", picture.text)
    close()
  }

  /// Writes a link to where a list goes on.
  mutating func moreLink(_ path: String, _ text: String) {
    open("p")
    attribute("class", "more")
    open("a")
    attribute("href", path)
    self.text(text)
    close()
    close()
  }
}
