import WarraqModel
import WarraqXML

extension XMLWriter {
  /// Writes an XHTML document of the book, with the body's content written by `content`.
  ///
  /// The direction is on `html` and on `body`: there are readers that see only one of them.
  mutating func page(
    title: String, language: String?, direction: TextDirection, class name: String? = nil,
    _ content: (inout XMLWriter) -> Void
  ) {
    openPage(title: title, language: language, direction: direction, class: name)
    content(&self)
    close()
    close()
    text("\n")
  }

  /// Writes the start of an XHTML document, up to and with the tag that opens the body.
  mutating func openPage(
    title: String, language: String?, direction: TextDirection, class name: String? = nil
  ) {
    declaration()
    markup("<!DOCTYPE html>\n")
    open("html")
    attribute("xmlns", "http://www.w3.org/1999/xhtml")
    attribute("xmlns:epub", "http://www.idpf.org/2007/ops")
    // A page has to name a language; this one says that nobody knows it (RFC 5646, 4.1).
    languageAttributes(language ?? "und", direction)
    open("head")
    element("title", title)
    open("link")
    attribute("rel", "stylesheet")
    attribute("type", "text/css")
    attribute("href", "style.css")
    close()
    close()
    open("body")
    attribute("dir", direction.rawValue)
    let names = [EPUBStyle.script(of: language, direction), name].compactMap { $0 }
    if !names.isEmpty { attribute("class", names.joined(separator: " ")) }
  }

  /// Writes a date with its form for machines.
  mutating func time(_ date: NewsDate, _ labels: EPUBLabels) {
    let printed = PrintedDate(date, in: labels.calendar)
    guard date.isResolved else { return text(printed.day.visible ?? "") }
    open("time")
    attribute("datetime", date.forHTML)
    // How the source printed it, for those who want to know.
    if let text = date.text?.visible { attribute("title", text) }
    text(printed.day)
    if let time = printed.time {
      text(labels.calendar.beforeTime)
      open("bdi")
      attribute("dir", "ltr")
      text(time)
      close()
    }
    close()
  }

  /// Writes a paragraph of a class.
  mutating func line(_ name: String, _ text: String) {
    open("p")
    attribute("class", name)
    self.text(text)
    close()
  }

  /// Writes the language and direction of a story where they are not those of the book.
  mutating func differences(of story: EPUBStory, from book: EPUBBook) {
    guard story.language != book.language || story.direction != book.direction else { return }
    languageAttributes(story.language, story.direction)
  }

  /// Writes a link to the story at `index` of the book, with its title as text.
  ///
  /// - Parameters:
  ///   - page: the story whose page the link is on; `nil` for a page of the book itself.
  ///   - saysLanguage: `false` where an element around it does.
  mutating func storyLink(
    to index: Int, in book: EPUBBook, from page: EPUBStory? = nil, saysLanguage: Bool = true
  ) {
    let story = book.stories[index]
    let language = page.map(\.language) ?? book.language
    let direction = page?.direction ?? book.direction
    open("a")
    attribute("href", EPUBPath.chapter(index))
    open("bdi")
    // A title may begin with a word that runs the other way, so its direction is not left to guess.
    let isForeign = story.language != language || story.direction != direction
    languageAttributes(saysLanguage && isForeign ? story.language : nil, story.direction)
    text(story.title)
    close()
    close()
  }

  /// Writes the byline as printed, else the names of those who made the story.
  mutating func byline(of story: EPUBStory) {
    if let byline = story.byline { return line("byline", byline) }
    guard !story.creators.isEmpty else { return }
    open("p")
    attribute("class", "byline")
    text(story.labels.by + " ")
    isolated(story.creators.map(\.name).distinct, comma: story.labels.comma)
    close()
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

  /// Writes names one after another, each kept apart from the direction of its neighbours.
  mutating func isolated(_ names: [String], comma: String) {
    for (index, name) in names.enumerated() {
      if index > 0 { text(comma) }
      open("bdi")
      text(name)
      close()
    }
  }

  /// Writes a link; without a text it says the host of its address.
  mutating func link(_ address: String, text: String? = nil) {
    open("a")
    attribute("href", address)
    open("bdi")
    if text == nil { attribute("dir", "ltr") }
    self.text(text ?? URIText.host(of: address))
    close()
    close()
  }
}
