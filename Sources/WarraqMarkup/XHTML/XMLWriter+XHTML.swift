internal import WarraqCore
package import WarraqModel

extension XMLWriter {
  /// Writes text with `<br/>` for its line ends.
  package mutating func lines(_ text: String) {
    text.withUTF8Bytes { lines(utf8: $0) }
  }

  /// Writes text from where it lies, with `<br/>` for its line ends.
  package mutating func lines(utf8 text: UnsafeBufferPointer<UInt8>) {
    let wasIndenting = indents
    indents = false
    var start = 0
    while true {
      let next = text.baseAddress.flatMap {
        ByteScan.first(UInt8(ascii: "\n"), in: $0, from: start, to: text.count)
      }
      var end = next ?? text.count
      if end > start, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      self.text(utf8: UnsafeBufferPointer(rebasing: text[start..<end]))
      guard let next else { break }
      open("br")
      close()
      start = next + 1
    }
    indents = wasIndenting
  }

  /// Writes `xml:lang`, `lang` and `dir` of an HTML element.
  ///
  /// A language that does not exist is left out; the direction follows from the language where
  /// it is not given.
  package mutating func languageAttributes(_ language: String?, _ direction: TextDirection? = nil) {
    let tag = LanguageTag.known(language)
    if let tag {
      attribute("xml:lang", tag)
      attribute("lang", tag)
    }
    if let direction = direction ?? tag.map({ TextDirection(language: $0) }) {
      attribute("dir", direction)
    }
  }

  /// Writes an attribute that is a direction.
  package mutating func attribute(_ name: StaticString, _ direction: TextDirection) {
    switch direction {
    case .leftToRight: attribute(name, literal: "ltr")
    case .rightToLeft: attribute(name, literal: "rtl")
    }
  }
}
