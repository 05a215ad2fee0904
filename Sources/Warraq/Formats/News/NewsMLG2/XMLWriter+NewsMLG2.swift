internal import WarraqMarkup

extension XMLWriter {
  /// Writes an element that holds only text, where there is any.
  mutating func optionalElement(
    _ name: StaticString, _ text: String?, whiteSpace: WhiteSpace = .kept
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
  mutating func block(_ name: StaticString, _ text: String?, role: String? = nil) {
    guard let text, !text.isBlank else { return }
    open(name)
    if let role { self.role(role) }
    lines(text)
    close()
  }

  /// Writes a property that is an IRI or, where it is none, a name.
  mutating func flexible(_ name: StaticString, _ value: String?) {
    guard let value, !value.isBlank else { return }
    open(name)
    let isSentence = value.utf8.contains(UInt8(ascii: " "))
    if !isSentence, value.utf8.starts(with: "http".utf8), let iri = URIText.link(value) {
      attribute("uri", iri)
    } else {
      self.name(value)
    }
    close()
  }

  /// Writes the name of something, in another language where that is said.
  mutating func name(_ text: String, language: String? = nil) {
    guard !text.isBlank else { return }
    open("name")
    if let tag = LanguageTag.wellFormed(language) {
      attribute("xml:lang", tag)
      attribute("dir", TextDirection(language: tag).rawValue)
    }
    self.text(text, whiteSpace: .asSpaces)
    close()
  }

  /// Writes a role that the IPTC has no code for.
  mutating func role(_ role: String) {
    guard !role.isBlank else { return }
    attribute("roleuri", NewsMLG2.roles + URIText.segment(role))
  }
}
