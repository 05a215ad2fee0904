import Foundation
import TestSupport
import Testing
import WarraqCore
import WarraqMarkup
import WarraqXML

/// Our own parser takes what libxml2 takes, and reads it alike.
///
/// A declaration that names the encoding in another way is for libxml2 alone, so that each document
/// is read both ways.
struct XMLRecordParserTests {
  private func outcome(_ bytes: [UInt8], byLibXML2: Bool) -> String {
    let declaration = Array("<?xml version='1.0' encoding='utf8'?>".utf8)
    let all = byLibXML2 ? declaration + bytes : bytes
    do throws(ConversionError) {
      let tree = try XMLTree(Record(bytes: all[...], file: "x.xml"), limits: Limits())
      var text = ""
      Self.dump(tree.root, to: &text)
      return text
    } catch {
      return error.message.id
    }
  }

  /// Everything that a tree says, without recursion: some documents are deep.
  private static func dump(_ root: XMLTree.Element, to text: inout String) {
    var rest = [root]
    while let element = rest.popLast() {
      text += "<\(element.name)|\(element.namespace ?? "")"
      for (name, value) in element.attributes { text += "|\(name)=\(value)" }
      text += ">\(element.rawText)\n\(element.text)\n"
      rest += element.children.reversed()
    }
  }

  private func expectSame(_ bytes: [UInt8], _ what: @autoclosure () -> String) {
    let ours = outcome(bytes, byLibXML2: false)
    let theirs = outcome(bytes, byLibXML2: true)
    #expect(ours == theirs, "\(what()): \(String(decoding: bytes.prefix(400), as: UTF8.self))")
  }

  @Test(arguments: [
    "<a/>", "<a></a >", "<a b='1' c=\"2\" />", "<a>\r\nb\rc\n</a>", "<a b='x\ty\r\nz\n'/>",
    "<a b='&#10;&#xA;&#9;&lt;&quot;&apos;'/>", "<a>&#x1F600;&#128512;&amp;&gt;</a>",
    "<a>x<!-- c -->y<![CDATA[<&]]>z&#33;<b/>t</a>", "<a><![CDATA[]]></a>", "<a><?p x?>t<?q?></a>",
    "<!-- before --><a/><!-- after --><?end?>\n", "<a>]] ></a>", "<a>]]&gt;</a>",
    "<p:a xmlns:p='urn:p' xmlns='urn:d'><b/><p:c p:d='1' d='2'/><x xmlns=''><y/></x></p:a>",
    "<a xmlns:p='urn:1'><p:b xmlns:p='urn:2'/><p:b/></a>",
    "<a xml:lang='ar' xml:space='preserve'/>",
    "<a xmlns='urn:a&amp;b'><b/></a>", "<é>x</é>", "<a é='1'/>", "<a-b.c_1/>", "<_/>",
    "<a>\u{A0}&#x92;\u{2028}\u{FEFF}\u{FFFD}</a>", "<a b='>'/>", "<a\nb\n=\n'1'\n/>", "<a b=''/>",
    // What is not well-formed, or not quite.
    "<a", "<a>", "<a/><b/>", "<a></b>", "</a>", "<a b/>", "<a b=c/>", "<a b='1'c='2'/>",
    "<a b='1' b='2'/>", "<a b='<'/>", "<a>]]></a>", "<a>&b;</a>", "<a>&nbsp;</a>", "<a>&#0;</a>",
    "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#99999999999;</a>", "<a>&#;</a>", "<a>&#x;</a>",
    "<a>&</a>", "<a>&amp</a>", "<a><!-- -- --></a>", "<a><!----></a>", "<a><!---></a>",
    "<a><!-></a>", "<a><![CDATA[x]]</a>", "<a><![cdata[x]]></a>", "<a><?xml x?></a>",
    "<a><? x?></a>",
    "<a><?p</a>", "<a><?p??></a>", "<a><?p?x?></a>", "<p:a/>", "<a p:b='1'/>", "<a:/>", "<:a/>",
    "<a:b:c xmlns:a='u'/>", "<a xmlns:p=''/>", "<a xmlns:xml='urn:x'/>", "<a xmlns:xmlns='urn:x'/>",
    "<a xmlns='urn:1' xmlns='urn:2'/>", "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<xml:a/>", "<a>\u{1}</a>", "<a>\u{FFFF}</a>",
    "<a b='\u{FFFE}'/>", "<1a/>", "<a 1='x'/>", "< a/>", "<a/ >", "<a><b></a></b>", "text", "",
    " <a/>", "\u{FEFF}<a/>", "<!DOCTYPE a><a/>", "<a/>text", "<a/>&#32;", "<a><!DOCTYPE b></a>",
    "<a>\0</a>", "<a b='\0'/>", "<a\0/>",
  ])
  func `a document is read as libxml2 reads it`(_ text: String) {
    // What libxml2 does not expect after a declaration says nothing of the document itself.
    guard !text.hasPrefix("\u{FEFF}") else {
      #expect(outcome(Array(text.utf8), byLibXML2: false).hasPrefix("<a"))
      return
    }
    expectSame(Array(text.utf8), "as it is")
  }

  @Test(arguments: [
    "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml  version = '1.0'  encoding = 'utf-8'  standalone = 'no' ?>\n",
    "<?xml version='1.0' standalone='yes'?>", "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE a>",
    "<!DOCTYPE a>", "<!DOCTYPE\na\n>", "<!DOCTYPE html><!-- c -->", "<!-- c --><!DOCTYPE p:a>",
    "<!DOCTYPE a SYSTEM 'a.dtd'>", "<!DOCTYPE a PUBLIC '-//A//B 1.0//EN' \"a>b.dtd\" >",
    "<!DOCTYPE a SYSTEM ''>", "<!DOCTYPE a []>", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    // What is not well-formed.
    "<?xml?>", "<?xml version='1.0'>", "<?xml version='1.0'encoding='UTF-8'?>",
    "<?xml version=1.0?>",
    "<?xml encoding='UTF-8'?>", "<?xml version='1.0' encoding=''?>", "<?xml version='1.0' a='b'?>",
    "<?xml version='1.0' standalone='maybe'?>",
    "<?xml version='1.0' standalone='no' encoding='UTF-8'?>",
    " <?xml version='1.0'?>", "<?xml version='1.0'?><?xml version='1.0'?>", "<?XML version='1.0'?>",
    "<!DOCTYPE>", "<!DOCTYPEa>", "<!DOCTYPE a b>", "<!DOCTYPE a SYSTEM>", "<!DOCTYPE a PUBLIC 'x'>",
    "<!DOCTYPE a PUBLIC 'x''y'>", "<!DOCTYPE a PUBLIC '{' 'y'>", "<!DOCTYPE a SYSTEM 'x' 'y'>",
    "<!DOCTYPE a SYSTEM'x'>", "<!DOCTYPE a><!DOCTYPE a>", "<!doctype a>", "<!DOCTYPE a",
    "<!DOCTYPE a SYSTEM 'x>",
  ])
  func `a prolog is read as libxml2 reads it`(_ prolog: String) {
    let document = prolog + "<a>\u{627}<b c='d'/></a>"
    // An instruction whose name starts with `x` is for libxml2 alone.
    let ours = outcome(Array(document.utf8), byLibXML2: false)
    let theirs = outcome(Array((document + "<?x?>").utf8), byLibXML2: false)
    #expect(ours == theirs, "\(document)")
  }

  @Test func `elements know the line on which they start`() throws {
    let text = "<a>\n<b\nc='1'/>\r\n<d>\n</d><e/></a>"
    let tree = try XMLTree(
      Record(bytes: Array(text.utf8)[...], file: "x.xml", line: 10), limits: Limits())
    #expect(tree.root.location.line == 10)
    #expect(tree.root.children.map { $0.location.line } == [11, 13, 14])
  }

  @Test func `what is not UTF-8 is no document`() {
    for bytes: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xD8], [0xF4, 0x90, 0x80, 0x80],
    ] {
      expectSame(Array("<a>".utf8) + bytes + Array("</a>".utf8), "text")
      expectSame(Array("<a b='".utf8) + bytes + Array("'/>".utf8), "value")
    }
  }

  @Test(arguments: UInt64(1)...4)
  func `documents with random faults are read as libxml2 reads them`(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let start = Array(
      """
      <a xmlns="urn:a" xmlns:p='urn:p'><!-- n --><b c="1 &amp; 2" p:d='x'>ال\u{200F}خبر &lt;t&gt; \
      <p:e/>]] text</b>\r\n<![CDATA[ <raw> ]]><?go on?><f xml:lang="ar">&#x627;</f></a>
      """.utf8)
    let pieces = [
      "<", ">", "&", "'", "\"", "/", "=", " ", "]", "]]>", "<!--", "-->", "<![CDATA[", "?>", "<?",
      "p:",
      ":", "xmlns", "&amp;", "&#1;", "\r", "\n", "\u{0}", "é", "<b>", "</b>", "a='1' ", "\u{FFFF}",
      "-",
    ].map { Array($0.utf8) }
    for _ in 0..<3000 {
      var bytes = start
      for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
        case 1: if place < bytes.count { bytes.remove(at: place) }
        case 2:
          if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        default:
          let end = min(place + Int.random(in: 0...9, using: &random), bytes.count)
          bytes.removeSubrange(place..<end)
        }
      }
      expectSame(bytes, "seed \(seed)")
    }
  }

  @Test func `limits are those of libxml2`() {
    let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
    expectSame(Array(deep.utf8), "deep")
    let wide = (0..<200).map { "a\($0)='x'" }.joined(separator: " ")
    expectSame(Array("<a \(wide)/>".utf8), "many attributes")
    let spaces = (0..<200).map { "xmlns:p\($0)='u\($0)'" }.joined(separator: " ")
    expectSame(Array("<a \(spaces)/>".utf8), "many declarations")
    expectSame(Array("<\(String(repeating: "n", count: 2000))/>".utf8), "a long name")
    let many = "<a>" + String(repeating: "<b/>", count: 2_100_000) + "</a>"
    #expect(outcome(Array(many.utf8), byLibXML2: false) == "xml.too-large")
  }

  @Test(.enabled(if: SharedFolder.isPresent))
  func `the files of the corpus are read as libxml2 reads them`() throws {
    let folder = try #require(SharedFolder.url?.appending(path: "corpus"))
    var count = 0
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      guard path.hasSuffix(".xml") else { continue }
      var bytes = try SharedFolder.bytes("corpus/" + path)
      // Both ways start after the declaration, as the scanner hands records on.
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      if bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: UInt8(ascii: ">")) {
        bytes.removeSubrange(...end)
      }
      expectSame(bytes, path)
      count += 1
    }
    #expect(count > 80)
  }
}
