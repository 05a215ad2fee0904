internal import WarraqCore
package import WarraqModel

extension XMLWriter {
  /// Writes text with `<br/>` for its line ends.
  package mutating func lines(_ text: String) {
    let hasLineEnds = text.withUTF8Bytes { bytes in
      guard let base = bytes.baseAddress, let last = bytes.last else { return false }
      return last == UInt8(ascii: "\r")
        || ByteScan.first(UInt8(ascii: "\n"), in: base, from: 0, to: bytes.count) != nil
    }
    guard hasLineEnds else {
      let wasIndenting = indents
      indents = false
      self.text(text)
      indents = wasIndenting
      return
    }
    let wasIndenting = indents
    indents = false
    var isFirst = true
    for line in text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      if !isFirst {
        open("br")
        close()
      }
      isFirst = false
      let end = line.last == UInt8(ascii: "\r") ? line.index(before: line.endIndex) : line.endIndex
      self.text(String(Substring(line[..<end])))
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
      attribute("dir", direction.rawValue)
    }
  }
}
