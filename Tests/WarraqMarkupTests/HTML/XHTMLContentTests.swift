import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML

struct XHTMLContentTests {
  @Test func `XHTML in a namespace becomes blocks`() throws {
    let xhtml = """
      <h:div xmlns:h="http://www.w3.org/1999/xhtml" xml:base="x"><h:p>a &amp; <h:b>b</h:b><h:br></h:br>c \
      <![CDATA[<d>]]></h:p><!-- e --><h:img src="i.jpg"/><h:script>var x;</h:script>\
      <h:p>f <h:span xml:lang="ar" dir="rtl">ز</h:span></h:p><h:iframe src="https://youtu.be/1"/>g</h:div>
      """
    let content = try #require(HTMLContent(xhtml: Array(xhtml.utf8)))
    #expect(
      outline(content.blocks)
        == "p[a & *b*⏎c <d>] figure[media-1] p[f {ar ز}] embed[youtube https://youtu.be/1] p[g]"
    )
  }

  @Test(arguments: ["", "<p>", "text", "<p>a</p><p>b</p>", "<p>&nowhere;</p>"])
  func `what is not well-formed is nothing`(_ xhtml: String) {
    #expect(HTMLContent(xhtml: Array(xhtml.utf8)) == nil)
  }

  @Test func `an external entity is not read`() {
    let xhtml = """
      <!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a&x;b</p>
      """
    #expect(HTMLContent(xhtml: Array(xhtml.utf8)) == nil)
  }
}
