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
    languageAttributes(language, direction)
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
    self.text(text ?? address.host)
    close()
    close()
  }
}

extension String {
  /// The host of an absolute address; the address itself when it has none.
  fileprivate var host: String {
    let parts = utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2)
    guard parts.count > 1, let host = String(parts[1]) else { return self }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }
}
