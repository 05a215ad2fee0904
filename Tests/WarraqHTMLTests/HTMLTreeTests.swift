import Testing
import WarraqHTML

@Suite struct HTMLTreeTests {
  private func tree(_ source: String) -> HTMLTree {
    var source = source
    return source.withUTF8 { HTMLTree(parsing: $0) }
  }

  /// The tree in one line: tags around their contents.
  private func outline(_ source: String) -> String {
    let tree = tree(source)
    func outline(_ place: Int) -> String {
      let node = tree.nodes[place]
      var inner = ""
      var child = Int(node.first)
      while child >= 0 {
        inner += outline(child)
        child = Int(tree.nodes[child].next)
      }
      switch node.kind {
      case .text: return String(decoding: tree.text(of: place), as: UTF8.self)
      case .element: return tree.names.text(node.name) + "(" + inner + ")"
      case .document, .content: return inner
      case .doctype, .comment: return ""
      }
    }
    return outline(0)
  }

  @Test(arguments: [
    ("<p>One<p>Two<ul><li>A<li>B</ul>", "p(One)p(Two)ul(li(A)li(B))"),
    ("<b>bold <p>both</b> plain</p>", "b(bold )p(b(both) plain)"),
    ("<table><tr><td>1<td>2<tr><td>3</table>", "table(tbody(tr(td(1)td(2))tr(td(3))))"),
    ("<table>stray<tr><td>1</table>", "straytable(tbody(tr(td(1))))"),
    ("<a href=1>one<a href=2>two</a>", "a(one)a(two)"),
    ("a &amp; b &copy 2024 &notit; &#x80;", "a & b © 2024 ¬it; €"),
    ("<textarea>\n<p>x</textarea>", "textarea(<p>x)"),
    ("<p>x<svg><desc><b>y</b></desc><path/></svg>z", "p(xsvg(desc(b(y))path())z)"),
  ])
  func `tags that are left out or crossed make the tree of the standard`(
    source: String, body: String
  ) {
    #expect(outline("<!DOCTYPE html>" + source) == "html(head()body(\(body)))")
  }

  @Test func `a script ends where browsers end it`() {
    let source = "<script>a = '<!--<script>x</script>'; b</script><p>text"
    #expect(outline(source).hasSuffix("body(p(text)))"))
  }

  @Test func `values of attributes are decoded`() throws {
    let tree = tree("<a HREF='?a=1&section=2&amp;b=3&copy;'>x</a>")
    let link = try #require(tree.nodes.firstIndex { $0.name == .a })
    let value = try #require(tree.value(.href, of: link))
    #expect(String(decoding: value, as: UTF8.self) == "?a=1&section=2&b=3©")
  }

  @Test func `elements too deep to be open become leaves`() {
    let depth = 20_000
    let source =
      String(repeating: "<div>", count: depth) + "deep"
      + String(repeating: "</div>", count: depth) + "<p>after"
    let tree = tree(source)
    var deepest = 0
    for place in tree.nodes.indices {
      var depth = 0
      var node = place
      while node > 0, depth < 2000 {
        node = Int(tree.nodes[node].parent)
        depth += 1
      }
      deepest = max(deepest, depth)
      if place > 1000 { break }
    }
    #expect(deepest < 600)
    let texts = tree.nodes.indices.filter { tree.nodes[$0].kind == .text }
    #expect(texts.map { String(decoding: tree.text(of: $0), as: UTF8.self) } == ["deep", "after"])
    #expect(tree.nodes[Int(tree.nodes[texts[1]].parent)].name == .p)
  }

  @Test func `formatting that is never closed makes a bounded tree`() {
    let open = (0..<500).map { "<b id=\($0)>" }.joined()
    let source = open + String(repeating: "</p><p>x", count: 5000)
    #expect(tree(source).nodes.count < 40_000)
  }

  @Test func `a tag keeps a bounded number of attributes`() {
    let source = "<p " + (0..<50_000).map { "a\($0)=1 " }.joined() + ">x"
    let tree = tree(source)
    #expect(tree.attributes.count <= HTMLPageTokenizer.maximumAttributes)
  }

  @Test(arguments: ["<!--", "<", "</", "<p a='", "<!DOCTYPE", "<script>", "<![CDATA[", "&", "&#x"])
  func `a page that ends anywhere is read to its end`(end: String) {
    #expect(outline("<p>text</p>" + end).contains("p(text)"))
  }
}
