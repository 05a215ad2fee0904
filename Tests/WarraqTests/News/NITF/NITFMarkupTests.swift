import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML

@testable import Warraq

@Suite struct NITFMarkupTests {
  @Test func `markup of NITF becomes blocks`() throws {
    let xml = """
      <body.content><block><hl2>Head</hl2><p>One <em>two</em>.</p><bq><block><p>Said.</p></block>\
      <credit>Who</credit></bq><media media-type="image"><media-reference source="a.jpg" \
      alternate-text="alt"/><media-caption><p>Cap</p></media-caption></media></block></body.content>
      """
    let record = Record(bytes: Array(xml.utf8)[...], file: "")
    let nitf = try XMLTree(record, limits: Limits()).root.content(.nitf)
    #expect(nitf.media.first?.renditions.first?.href == "a.jpg")
    #expect(nitf.media.first?.altText == "alt")
    #expect(
      nitf.blocks == [
        .heading(level: 2, ["Head"]),
        .paragraph(["One ", .emphasis(["two"]), "."]),
        .quote([.paragraph(["Said."])], attribution: ["Who"]),
        .figure(Figure(media: "media-1", caption: ["Cap"])),
      ])
  }
}
