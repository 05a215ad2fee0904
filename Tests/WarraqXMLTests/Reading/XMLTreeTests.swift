import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup
import WarraqXML

struct XMLTreeTests {
  private func tree(
    _ text: String, preamble: XMLPreamble? = nil, line: Int = 1, column: Int = 1
  ) throws -> XMLTree {
    let bytes = Array(text.utf8)
    let record = Record(
      bytes: bytes[...], file: "x.xml", line: line, column: column, preamble: preamble)
    return try XMLTree(record, limits: Limits())
  }

  private func failure(_ text: String, line: Int = 1, column: Int = 1) -> ConversionError? {
    do {
      _ = try tree(text, line: line, column: column)
      return nil
    } catch {
      return error as? ConversionError
    }
  }

  @Test func `lines are those of the input in whatever order places are asked for`() throws {
    let tree = try tree("<r>\n<a/>\n\n<b/><c/>\n<d/></r>", line: 10)
    let elements = Array(tree.root.children)
    for order in [[0, 1, 2, 3], [3, 0, 2, 2, 1], [1, 3, 0]] {
      let lines = order.map { tree.location(of: elements[$0]).line }
      #expect(lines == order.map { [11, 13, 13, 14][$0] })
    }
  }

  @Test func `elements and attributes are found by their local names`() throws {
    let root = try tree(
      "<a:r xmlns:a='urn:a' id='1' xml:lang='ar' a:x='2'><b/>text<c><d>x</d></c><b n='2'/></a:r>"
    ).root
    #expect(root.name == "r")
    #expect(root.namespace == "urn:a")
    #expect(root["id"] == "1")
    #expect(root["xml:lang"] == "ar")
    #expect(root["missing"] == nil)
    #expect(root.children.map(\.name) == ["b", "c", "b"])
    #expect(root.first("b")?["n"] == nil)
    #expect(root.firstDescendant("d")?.text == "x")
    #expect(root.firstDescendant("d")?.parent?.name == "c")
    #expect(root.firstDescendant("nothing") == nil)
    #expect(root.parent == nil)
  }

  @Test(arguments: [
    ("<a> x </a>", "x"), ("<a>one\n    two</a>", "one two"), ("<a>one  two</a>", "one  two"),
    ("<a>one<br/>two</a>", "one\ntwo"), ("<a>one\n <br/>\n two<br/></a>", "one\ntwo"),
    ("<a>A <b>bold <i>and</i></b> word</a>", "A bold and word"), ("<a/>", ""),
    ("<a><p>one</p><p>two</p></a>", "one\ntwo"), ("<a>&lt;b&gt; &#x627;&amp;</a>", "<b> ا&"),
    ("<a><![CDATA[<raw> & ]]>x</a>", "<raw> & x"), ("<a>x<!-- no -->y<?no no?>z</a>", "xyz"),
    ("<a>\u{A0}x\u{200F}\u{200C}</a>", "\u{A0}x\u{200F}\u{200C}"),
    ("<a>caf&eacute;&nbsp;&mdash;&hellip;</a>", "café\u{A0}—…"), ("<a>&nitf;x</a>", "&nitf;x"),
    ("<!DOCTYPE a [<!ENTITY n 'Agency &#38;#38; Sons'>]><a>&n;</a>", "Agency & Sons"),
  ])
  func `text is what a reader would see`(_ source: String, _ text: String) throws {
    #expect(try tree(source).root.text == text)
  }

  @Test func `an entity in an attribute is read as in text`() throws {
    let tree = try tree("<a t='caf&eacute; &amp; &x;'/>")
    #expect(tree.root["t"] == "café & &x;")
    #expect(tree.unknownEntities?.first == "x")
    #expect(tree.unknownEntities?.count == 1)
  }

  @Test func `an undeclared prefix is no error`() throws {
    #expect(try tree("<a xsi:schemaLocation='x y'><foo:b>t</foo:b></a>").root.text == "t")
  }

  @Test func `an error says line and column in the input`() throws {
    let error = try #require(failure("<a>\n<b></c>\n</a>", line: 10, column: 5))
    #expect(error.message.id == "xml.malformed")
    #expect(error.location?.line == 11)
    #expect(error.location?.column == 8)
    var preamble = XMLPreamble()
    preamble.prefix = Array("<m>".utf8)
    preamble.suffix = Array("</m>".utf8)
    preamble.depth = 1
    let bytes = Array("<a><b></a>".utf8)
    let record = Record(bytes: bytes[...], file: "x.xml", line: 3, column: 4, preamble: preamble)
    do {
      _ = try XMLTree(record, limits: Limits())
      Issue.record("the record is not well formed")
    } catch {
      #expect(error.location?.line == 3)
    }
  }

  @Test func `what is around a record gives it its namespaces`() throws {
    var preamble = XMLPreamble()
    preamble.prefix = Array("<m xmlns='urn:m' xmlns:p='urn:p'><s>".utf8)
    preamble.suffix = Array("</s></m>".utf8)
    preamble.depth = 2
    let root = try tree("<a><p:b/></a>", preamble: preamble).root
    #expect(root.name == "a")
    #expect(root.namespace == "urn:m")
    #expect(root.first("b")?.namespace == "urn:p")
  }

  @Test func `markup becomes blocks`() throws {
    let root = try tree(
      "<c><html xmlns='http://www.w3.org/1999/xhtml'><p>a <b>b</b></p></html></c>"
    )
    .root
    #expect(root.firstDescendant("html")?.content().blocks.plainText == "a b")
  }

  // MARK: Bounds

  private func attributes(_ count: Int, _ prefix: String = "a") -> String {
    (0..<count).map { "\(prefix)\($0)='>'" }.joined(separator: "\n")
  }

  @Test(arguments: ["a", "xmlns:a"])
  func `an element with more than a thousand attributes is refused`(prefix: String) throws {
    #expect(try tree("<r><a \(attributes(1000, prefix))/></r>").root.first("a") != nil)
    let error = failure("<r>\n<a \(attributes(1001, prefix))/></r>")
    #expect(error?.diagnostic.message.id == "xml.too-large")
    #expect(error?.diagnostic.location?.line == 1002)
  }

  @Test func `attributes are counted by element, and in comments not at all`() throws {
    let many = attributes(600)
    let text =
      "<r \(many)>it's<a \(many)/><!-- ' \(many)\(many) --><![CDATA[<a \(many)\(many)>]]></r>"
    #expect(try tree(text).root.first("a") != nil)
  }
}

/// Input that wants to cost more than it is worth, or to reach what is not its own.
struct XMLTreeHostileTests {
  private func read(_ bytes: [UInt8]) -> (tree: XMLTree?, error: ConversionError?) {
    do throws(ConversionError) {
      return (try XMLTree(Record(bytes: bytes[...], file: "x.xml"), limits: Limits()), nil)
    } catch {
      return (nil, error)
    }
  }

  private func read(_ text: String) -> (tree: XMLTree?, error: ConversionError?) {
    read(Array(text.utf8))
  }

  @Test func `a billion laughs are refused`() {
    var entities = "<!ENTITY l0 'lol lol lol lol lol lol lol lol lol lol'>"
    for level in 1...9 {
      let references = String(repeating: "&l\(level - 1);", count: 10)
      entities += "<!ENTITY l\(level) '\(references)'>"
    }
    let (tree, error) = read("<!DOCTYPE a [\(entities)]><a>&l9;</a>")
    #expect(tree == nil)
    #expect(error?.message.id == "xml.malformed")
  }

  @Test func `one long entity used often is refused`() {
    let long = String(repeating: "a", count: 100_000)
    let many = String(repeating: "&e;", count: 100_000)
    let (tree, error) = read("<!DOCTYPE a [<!ENTITY e '\(long)'>]><a>\(many)</a>")
    #expect(tree == nil)
    #expect(error?.message.id == "xml.malformed")
  }

  @Test func `attributes that the document type repeats are refused`() {
    let long = String(repeating: "a", count: 100_000)
    let many = String(repeating: "<b/>", count: 100_000)
    let error = read("<!DOCTYPE a [<!ATTLIST b x CDATA '\(long)'>]><a>\(many)</a>").error
    #expect(error?.message.id == "xml.too-large")
  }

  @Test(arguments: [
    "file:///etc/passwd", "http://127.0.0.1:9/x", "/etc/hostname", "ftp://example.org/",
  ])
  func `an entity that lies elsewhere is not fetched`(_ address: String) throws {
    let (tree, error) = read(
      "<!DOCTYPE a [<!ENTITY x SYSTEM '\(address)'>]><a t='1'>before &x; after</a>")
    #expect(error == nil)
    #expect(tree?.root.text == "before &x; after")
    #expect(tree?.unknownEntities?.first == "x")
    let parameter = read(
      "<!DOCTYPE a [<!ENTITY % p SYSTEM '\(address)'> %p;]><a>text</a>")
    #expect(parameter.tree?.root.text == "text")
    let external = read("<!DOCTYPE a SYSTEM '\(address)'><a>text &nbsp;</a>")
    #expect(external.tree?.root.text == "text \u{A0}")
  }

  @Test func `ten thousand levels are refused`() {
    let text =
      String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    let error = read(text).error
    #expect(error?.message.id == "xml.too-deep")
    #expect(error?.location?.line == 1)
    #expect(read(String(repeating: "<a>", count: 10_000)).error != nil)
  }

  @Test func `millions of elements are refused`() {
    let text = "<a>" + String(repeating: "<b/>", count: 2_100_000) + "</a>"
    #expect(read(text).error?.message.id == "xml.too-large")
  }

  @Test func `a text of twenty million bytes is refused or read`() {
    let text = String(repeating: "word ", count: 4_000_000)
    let (tree, error) = read("<a>\(text)</a>")
    #expect(error?.message.id == "xml.malformed" || tree?.root.rawText.utf8.count == 20_000_000)
  }

  @Test func `a document cut anywhere is an error with a place`() throws {
    let text = """
      <?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "x">]>\n<a xmlns:b="urn:b">\n<!-- note -->\
      <b:c d="e &amp; f">ال\u{200F}خبر &e; &#x627;</b:c><![CDATA[ <raw> ]]><?go on?></a>
      """
    let bytes = Array(text.utf8)
    #expect(read(bytes).error == nil)
    for count in 0..<bytes.count {
      let error = try #require(read(Array(bytes[..<count])).error)
      #expect(error.message.id == "xml.malformed")
      #expect(error.location?.line != nil)
    }
  }

  @Test(arguments: [
    [0x3C, 0x61, 0x3E, 0xFF, 0xFE, 0x3C, 0x2F, 0x61, 0x3E], [0x00], [0xFF, 0xFE],
    [0xEF, 0xBB, 0xBF],
    Array("<a>\u{1}</a>".utf8), Array("<a>&#0;</a>".utf8), Array("<a b='1' b='2'/>".utf8),
    Array("<a><![CDATA[</a>".utf8), Array("<a/><b/>".utf8), Array("text".utf8), [],
    Array("<a b=c/>".utf8), Array("<a>&#xD800;</a>".utf8), Array("<a>&;</a>".utf8),
    Array("<!DOCTYPE a [<!ENTITY a '&a;'>]><a>&a;</a>".utf8),
  ])
  func `what is no XML is an error`(_ bytes: [UInt8]) {
    let (tree, error) = read(bytes)
    #expect(tree == nil)
    #expect(error?.message.id == "xml.malformed")
    #expect(error.map { !$0.message.text.isEmpty } ?? false)
  }
}
