import WarraqCore
import WarraqMarkup
import WarraqModel

extension XMLWriter {
  /// Writes the start of a page of HTML, up to and with the tag that opens the body.
  mutating func openWebPage(
    title: String, language: PageLanguage, class name: String? = nil,
    _ head: (inout XMLWriter) -> Void
  ) {
    markup("<!DOCTYPE html>\n")
    open("html")
    attribute("lang", language.tag ?? "und")
    attribute("dir", language.direction.rawValue)
    open("head")
    emptyElement("meta", ["charset": "utf-8"])
    meta("viewport", "width=device-width, initial-scale=1")
    element("title", title)
    meta("generator", "Warraq")
    head(&self)
    close()
    text("\n")
    open("body")
    let names = [language.script, name].compactMap { $0 }
    if !names.isEmpty { attribute("class", names.joined(separator: " ")) }
  }

  /// Writes an element that never has content.
  mutating func emptyElement(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
  ) {
    open(name)
    for (name, value) in attributes { attribute(name, value) }
    close()
  }

  /// Writes what a page says of itself.
  mutating func meta(_ name: String, _ content: String) {
    emptyElement("meta", ["name": name, "content": content])
  }

  /// Writes a property of the Open Graph protocol (https://ogp.me/).
  mutating func property(_ name: String, _ content: String) {
    emptyElement("meta", ["property": name, "content": content])
  }
}
