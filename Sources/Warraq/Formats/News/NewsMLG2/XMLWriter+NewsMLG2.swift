internal import WarraqMarkup

// Texts of stories, wherever they lie.
extension XMLWriter {
  /// Writes an element that holds only text.
  mutating func element(
    _ name: StaticString, _ text: some StoryText, whiteSpace: WhiteSpace = .kept
  ) {
    let isPlain = text.isPlainMarkup
    text.withUTF8Bytes {
      if isPlain {
        element(name, plainUTF8: $0)
      } else {
        element(name, utf8: $0, whiteSpace: whiteSpace)
      }
    }
  }

  /// Writes text.
  mutating func text(_ text: some StoryText, whiteSpace: WhiteSpace = .kept) {
    let isPlain = text.isPlainMarkup
    text.withUTF8Bytes {
      if isPlain {
        self.text(plainUTF8: $0)
      } else {
        self.text(utf8: $0, whiteSpace: whiteSpace)
      }
    }
  }

  /// Writes an attribute of the element that was opened last.
  mutating func attribute(
    _ name: StaticString, _ value: some StoryText, whiteSpace: WhiteSpace = .kept
  ) {
    let isPlain = value.isPlainMarkup
    value.withUTF8Bytes {
      if isPlain {
        attribute(name, plainUTF8: $0)
      } else {
        attribute(name, utf8: $0, whiteSpace: whiteSpace)
      }
    }
  }

  /// Writes text with `<br/>` for its line ends.
  mutating func lines(_ text: some StoryText) {
    let isPlain = text.isPlainMarkup
    text.withUTF8Bytes {
      if isPlain { self.text(plainUTF8: $0) } else { lines(utf8: $0) }
    }
  }
}

extension XMLWriter {
  /// Writes an element that holds only text, where there is any.
  mutating func optionalElement(
    _ name: StaticString, _ text: (some StoryText)?, whiteSpace: WhiteSpace = .kept
  ) {
    guard let text, !text.isBlank else { return }
    element(name, text, whiteSpace: whiteSpace)
  }

  /// Writes an element that holds a date of any precision, where there is one that is resolved.
  mutating func element(_ name: StaticString, _ date: NewsDate?) {
    guard let date, let written = NewsMLG2.truncated(date) else { return }
    open(name)
    self.date(written, for: date)
    close()
  }

  /// Writes a date for another one, which is kept beside it where it is not the same.
  mutating func date(_ written: NewsDate?, for date: NewsDate) {
    var exact = date
    exact.text = nil
    if date.isResolved, written != exact { extensionAttribute("w:date", date.xmlSchemaForm) }
    guard let written else { return }
    let isDayWithZone = written.precision == .day && written.offsetMinutes != nil
    if isDayWithZone { text(written.xmlSchemaForm) } else { text(written) }
  }

  /// Writes an attribute of our own; the standard allows those of other namespaces everywhere here.
  mutating func extensionAttribute(_ name: StaticString, _ value: String) {
    attribute("xmlns:w", NewsMLG2.extensions)
    attribute(name, value)
  }

  /// Writes a text with line breaks, where there is any.
  mutating func block(_ name: StaticString, _ text: (some StoryText)?, role: String? = nil) {
    guard let text, !text.isBlank else { return }
    open(name)
    if let role { self.role(role) }
    lines(text)
    close()
  }

  /// Writes a property that is an IRI or, where it is none, a name.
  mutating func flexible(_ name: StaticString, _ value: (some StoryText)?) {
    guard let value, !value.isBlank else { return }
    open(name)
    let mayBeIRI = value.withUTF8Bytes {
      $0.starts(with: "http".utf8) && !$0.contains(UInt8(ascii: " "))
    }
    if mayBeIRI, let iri = URIText.link(value.string) {
      attribute("uri", iri)
    } else {
      self.name(value)
    }
    close()
  }

  /// Writes the name of something, in another language where that is said.
  mutating func name(_ text: some StoryText, language: String? = nil) {
    guard !text.isBlank else { return }
    open("name")
    if let tag = LanguageTag.wellFormed(language) {
      attribute("xml:lang", tag)
      attribute("dir", TextDirection(language: tag))
    }
    self.text(text, whiteSpace: .asSpaces)
    close()
  }

  /// Writes a role that the IPTC has no code for.
  mutating func role(_ role: String) {
    guard !role.isBlank else { return }
    attribute("roleuri", NewsMLG2.roles, URIText.segment(role))
  }
}
