import WarraqModel
import WarraqMarkup

extension XMLWriter {
  /// Writes a date with its form for machines.
  mutating func time(_ date: NewsDate, _ labels: PageLabels) {
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

  /// Writes a paragraph of a class, whose words may run otherwise than the page.
  mutating func line(_ name: String, _ text: String, on page: PageLanguage) {
    open("p")
    attribute("class", name)
    direction(of: text, on: page)
    self.text(text)
    close()
  }

  /// Writes the direction of words that run otherwise than the page, so that a point at their end
  /// stands there.
  mutating func direction(of text: String, on page: PageLanguage) {
    let mayDiffer = text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      let end = bytes.count
      // Hebrew and Arabic start so, what is beyond them and their forms too.
      return page.direction == .leftToRight
        ? ByteScan.first(base, from: 0, to: end) { bytes in
          (bytes &- .init(repeating: 0xD6)).below(11) .| (bytes &- .init(repeating: 0xEF)).below(2)
        } < end
        : ByteScan.first(base, from: 0, to: end) { bytes in
          ((bytes | .init(repeating: 0x20)) &- .init(repeating: 0x61)).below(26)
        } < end
    }
    guard mayDiffer, let direction = LanguageDetector.direction(of: text),
      direction != page.direction
    else { return }
    attribute("dir", direction.rawValue)
  }

  /// Writes the language, direction and script of an element where they are not those around it,
  /// and the class that it has in any case.
  mutating func differences(
    of language: PageLanguage, on page: PageLanguage, class name: String? = nil
  ) {
    let isForeign = language != page
    let names = [isForeign ? language.script : nil, name].compactMap { $0 }
    if !names.isEmpty { attribute("class", names.joined(separator: " ")) }
    if isForeign { languageAttributes(language.tag ?? "und", language.direction) }
  }

  /// Writes names one after another, each kept apart from the direction of its neighbours.
  mutating func isolated(_ names: [String], _ labels: PageLabels) {
    let separator = labels.separator(of: names)
    for (index, name) in names.enumerated() {
      if index > 0 { text(separator) }
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
