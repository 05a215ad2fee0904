package import WarraqCore
internal import WarraqModel

extension XHTMLBody {
  /// Writes the body of a story that is in slices into the element that is open.
  package mutating func write(
    _ story: borrowing RecordIndex, to xml: inout XMLWriter, context: inout ConversionContext
  ) {
    guard story.blocks.isEmpty else { return write(story.blocks, to: &xml, context: &context) }
    let places = story.range(of: .body)
    let indents = xml.indents
    var place = places.lowerBound
    while place < places.upperBound {
      let first = place
      place += 1
      while place < places.upperBound, story[place].run == TextSlice.Run.afterBreak.rawValue {
        place += 1
      }
      // As of blocks, an empty one shows nothing.
      guard place > first + 1 || !story[first].isEmpty else { continue }
      let level = story[first].run
      let name =
        level == TextSlice.Run.paragraph.rawValue ? "p" : headingName(ofLevel: Int(level))
      if place == first + 1 {
        let text = story[first]
        if text.isPlainMarkup {
          xml.element(name, plainUTF8: text.bytes)
        } else {
          xml.element(name, utf8: text.bytes)
        }
        continue
      }
      xml.open(name)
      xml.indents = false
      for line in first..<place {
        if line > first {
          xml.open("br")
          xml.close()
        }
        let text = story[line]
        if text.isPlainMarkup {
          xml.text(plainUTF8: text.bytes)
        } else {
          xml.text(utf8: text.bytes)
        }
      }
      xml.indents = indents
      xml.close(collapses: false)
    }
  }
}
