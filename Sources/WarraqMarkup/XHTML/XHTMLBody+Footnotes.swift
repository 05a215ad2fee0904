internal import WarraqCore
internal import WarraqModel

/// The notes of a body that is being written.
struct FootnoteLinks {
  var numbers = FootnoteNumbers()
  /// The body, for the notes in it.
  var body: [Block] = []
  /// The identifiers of the notes of the body.
  lazy var ids = body.footnoteIDs
  /// The notes that were referred to and those that were written: an identifier stands once.
  var referred: Set<String> = []
  var written: Set<String> = []
}

extension XHTMLBody {
  /// Writes a note and, before its text, the way back to where it belongs.
  mutating func footnote(_ id: String, _ blocks: [Block], _ xml: inout XMLWriter) {
    guard blocks.contains(where: \.isVisible) else { return }
    xml.open(isInHeaderCell ? "div" : "aside")
    if options.linksFootnotes, footnotes.written.insert(id).inserted {
      xml.attribute("id", FootnoteAnchor.anchor(of: id))
    }
    xml.attribute("role", "doc-footnote")
    if options.saysEPUBTypes { xml.attribute("epub:type", "footnote") }
    xml.open("p")
    let indents = xml.indents
    xml.indents = false
    let number = String(footnotes.numbers.number(of: id))
    if footnotes.referred.contains(id) {
      xml.open("a")
      xml.attribute("href", "#" + FootnoteAnchor.reference(to: id))
      xml.attribute("role", "doc-backlink")
      xml.text(number)
      xml.close()
    } else {
      xml.open("span")
      xml.attribute("role", "doc-backlink")
      xml.text(number)
      xml.close()
    }
    var rest = blocks[...]
    if case .paragraph(let content)? = rest.first {
      rest = rest.dropFirst()
      xml.text(" ")
      self.content(content, &xml)
    }
    xml.indents = indents
    xml.close(collapses: false)
    self.blocks(Array(rest), &xml)
    xml.close()
  }

  mutating func footnoteReference(_ id: String, _ xml: inout XMLWriter) {
    let number = String(footnotes.numbers.number(of: id))
    xml.open("sup")
    if isInLink || !options.linksFootnotes || !footnotes.ids.contains(id) {
      xml.text("[\(number)]")
    } else {
      xml.open("a")
      xml.attribute("href", "#" + FootnoteAnchor.anchor(of: id))
      if footnotes.referred.insert(id).inserted {
        xml.attribute("id", FootnoteAnchor.reference(to: id))
      }
      xml.attribute("role", "doc-noteref")
      if options.saysEPUBTypes { xml.attribute("epub:type", "noteref") }
      xml.text(number)
      xml.close()
    }
    xml.close()
  }
}
