import Foundation
import TestSupport
import Testing
import Warraq

/// What makes a good periodical, line by line, where no other test of books says it.
@Suite struct EPUBChecklistTests {
  private let mixed =
    [SampleStories.arabic, SampleStories.english] + SampleStories.others
    + [SampleStories.illustrated]

  private func book(_ change: (inout EPUBWriter.Options) -> Void = { _ in }) throws -> OpenBook {
    var options = EPUBWriter.Options()
    change(&options)
    return try OpenBook(mixed, options: options)
  }

  private func pages(_ book: OpenBook) -> [String] {
    book.names.filter { $0.hasSuffix(".xhtml") }.map { String($0.dropFirst(5)) }
  }

  // MARK: Container

  @Test func `local headers and the directory say what old readers understand`() throws {
    let bytes = try book().bytes
    var position = 0
    var entries = 0
    func number(_ offset: Int, _ count: Int) -> Int {
      bytes[(position + offset)..<(position + offset + count)].reversed()
        .reduce(0) { $0 << 8 | Int($1) }
    }
    while number(0, 4) == 0x0403_4B50 {
      let method = number(8, 2)
      #expect(number(4, 2) == (method == 0 ? 10 : 20), "version needed")
      #expect(method == 0 || method == 8)
      #expect(number(6, 2) & 0b1001 == 0, "neither encrypted nor with a data descriptor")
      #expect(number(28, 2) == 0, "no extra field")
      position += 30 + number(26, 2) + number(18, 4)
      entries += 1
    }
    while number(0, 4) == 0x0201_4B50 {
      #expect(number(5, 1) == 3, "made by UNIX")
      #expect(number(38, 4) == 0o100644 << 16)
      #expect(number(30, 4) == 0, "neither an extra field nor a comment")
      position += 46 + number(28, 2)
      entries -= 1
    }
    #expect(entries == 0)
    #expect(number(0, 4) == 0x0605_4B50, "no ZIP64 where it is not needed")
  }

  @Test func `entries have a fixed order, pictures are stored, texts deflated`() throws {
    let font = [0x77, 0x4F, 0x46, 0x32] + [UInt8](repeating: 0, count: 40)
    let book = try book { options in
      options.fonts = [(try? EPUBFont(font))].compactMap { $0 }
    }
    #expect(
      book.names.prefix(5) == [
        "mimetype", "META-INF/container.xml", "META-INF/com.apple.ibooks.display-options.xml",
        "EPUB/package.opf", "EPUB/cover.xhtml",
      ])
    let kinds = ["cover.xhtml", "nav", "toc.ncx", "style", "a0", "images", "cover.png", "fonts"]
    let places = kinds.compactMap { kind in
      book.names.firstIndex { $0.hasPrefix("EPUB/\(kind)") }
    }
    #expect(places.count == kinds.count && places == places.sorted())
    for name in book.names where name != "mimetype" {
      let isPacked =
        name.hasPrefix("EPUB/images/") || name.hasSuffix(".png") || name.hasSuffix(".woff2")
      #expect(book.isStored(name) == isPacked, "\(name)")
    }
    let folded = Set(book.names.map { $0.lowercased() })
    #expect(folded.count == book.names.count)
  }

  // MARK: Package document

  @Test func `the package says its language and direction, and where words run the other way`()
    throws
  {
    let package = try book { $0.metadata.title = "الأسبوع" }.package
    let root = try #require(package.components(separatedBy: "<metadata").first)
    #expect(root.contains(#"xml:lang="ar" dir="rtl""#))
    #expect(package.contains("<dc:title>الأسبوع</dc:title>"))
    #expect(package.contains(#"dir="ltr">Mara Ellison</dc:creator>"#))
    #expect(package.contains(">ليلى المراكشي</dc:creator>"))
    #expect(!package.contains(#"dir="rtl">ليلى"#))
    #expect(package.contains(#"<dc:subject dir="ltr">UNESCO</dc:subject>"#))
    #expect(
      try OpenBook([SampleStories.english]).package.contains(
        #"page-progression-direction="ltr""#), "said in both cases")
  }

  @Test func `an issue is a part of its series`() throws {
    let book = try book {
      $0.metadata.title = "The Week"
      $0.metadata.issue = "98.4"
    }
    let package = try book.package
    #expect(
      package.contains(
        #"<meta property="belongs-to-collection" id="series">The Week</meta>"#))
    #expect(
      package.contains(##"<meta refines="#series" property="collection-type">series</meta>"##))
    #expect(package.contains(##"<meta refines="#series" property="group-position">98.4</meta>"##))
    let other = try self.book {
      $0.metadata.title = "The Week"
      $0.metadata.issue = "99.1"
    }
    let series = ##"refines="#series" property="dcterms:identifier">"##
    #expect(
      try book.values(from: series, to: "<", in: "package.opf")
        == other.values(from: series, to: "<", in: "package.opf"), "issues share the series")
  }

  @Test func `there is one date, one moment of change, and nothing empty`() throws {
    let package = try book().package
    #expect(package.components(separatedBy: "<dc:date>").count == 2)
    let modified = try book().values(
      from: #"<meta property="dcterms:modified">"#, to: "<", in: "package.opf")
    #expect(modified.count == 1)
    #expect(modified.first?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    #expect(!package.contains(/<dc:[a-z]+[^>]*\/>/))
    #expect(!package.contains(/<dc:[a-z]+[^>]*>\s*</))
    #expect(package.contains("<dc:rights>© 2024 أخبار الورّاق</dc:rights>"))
  }

  @Test func `the manifest claims what is so and no more`() throws {
    let book = try book()
    let properties = try book.values(from: #"properties=""#, to: "\"", in: "package.opf")
    #expect(properties.sorted() == ["cover-image", "nav"])
    for prefix in ["dcterms:", "marc:", "schema:"] {
      #expect(try book.package.contains("\(prefix) http"), "declared")
    }
    let listed = Set(try book.values(from: #"href=""#, to: "\"", in: "package.opf"))
    for name in book.names where name.hasPrefix("EPUB/") && !name.hasSuffix(".opf") {
      #expect(listed.contains(String(name.dropFirst(5))), "\(name)")
    }
  }

  // MARK: Navigation

  @Test func `landmarks are there for machines alone`() throws {
    let nav = try book().text("nav.xhtml")
    #expect(nav.contains(#"<nav epub:type="toc" role="doc-toc" aria-label="المحتويات">"#))
    #expect(nav.contains(#"<nav epub:type="landmarks" id="landmarks" hidden="hidden">"#))
    #expect(try book().text("style.css").contains("#landmarks { display: none; }"))
    for type in ["cover", "toc", "bodymatter", "index"] {
      #expect(nav.contains("<a epub:type=\"\(type)\" href="))
    }
    #expect(!nav.contains("http://e") && !nav.contains("page-list"))
    #expect(!nav.contains(/<a [^>]*>\s*<\/a>/))
  }

  @Test func `the NCX counts its places once each`() throws {
    let book = try book()
    let ids = try book.values(from: #"<navPoint id=""#, to: "\"", in: "toc.ncx")
    #expect(Set(ids).count == ids.count && !ids.isEmpty)
    let orders = try book.values(from: #"playOrder=""#, to: "\"", in: "toc.ncx").compactMap {
      Int($0)
    }
    // A section without a page of its own leads to its first story.
    #expect(Set(orders) == Set(1...(orders.max() ?? 0)) && orders == orders.sorted())
    #expect(try book.text("toc.ncx").contains(#"name="dtb:depth" content="2""#))
  }

  // MARK: Pages

  @Test func `every page says its language twice and its direction twice`() throws {
    let book = try book()
    for path in pages(book) {
      let page = try book.text(path)
      let tag = try #require(page.firstMatch(of: /<html [^>]*>/)?.output)
      let languages = tag.matches(of: /lang="([^"]+)"/).map(\.output.1)
      #expect(languages.count == 2 && Set(languages).count == 1, "\(path)")
      let direction = try #require(tag.firstMatch(of: /dir="(ltr|rtl)"/)?.output.1)
      #expect(page.contains("<body dir=\"\(direction)\""), "\(path)")
      #expect(page.contains(/<title>[^<]+<\/title>/), "\(path)")
      #expect(page.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html "))
      #expect(!page.contains("&nbsp;"))
    }
  }

  @Test func `headings of a story do not skip a level`() throws {
    let book = try book()
    for path in pages(book) where path.hasPrefix("a0") {
      let page = try book.text(path)
      let levels = page.matches(of: /<h([1-6])/).compactMap { Int($0.output.1) }
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, "\(path)")
      for (above, below) in zip(levels, levels.dropFirst()) {
        #expect(below <= above + 1, "\(path)")
      }
      #expect(page.contains(#"<article aria-labelledby="headline">"#))
    }
  }

  @Test func `nothing is fetched, run or sent`() throws {
    let book = try book()
    for path in pages(book) {
      let page = try book.text(path)
      for source in page.matches(of: /src="([^"]+)"/) {
        #expect(book.names.contains("EPUB/\(source.output.1)"), "\(path)")
      }
      for name in ["<iframe", "<object", "<form", "<video", "<audio", " srcset="] {
        #expect(!page.contains(name), "\(path)")
      }
      #expect(!page.contains(/<[^>]* on[a-z]+=/), "\(path)")
      for script in page.matches(of: /<script([^>]*)>/) {
        #expect(script.output.1.contains(#"type="application/json""#), "a data block")
      }
    }
  }

  @Test func `the drawn cover is shown on the cover page`() throws {
    let cover = try book().text("cover.xhtml")
    #expect(cover.contains(#"<img src="cover.png" alt=""/>"#))
    #expect(cover.contains("<h1>"), "its words are text")
  }
}
