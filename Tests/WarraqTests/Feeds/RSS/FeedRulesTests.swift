import TestSupport
import Testing
import Warraq
import WarraqMarkup
import WarraqXML

/// Rules of the feed validator that can be run: https://validator.w3.org/feed/docs/
struct FeedRulesTests {
  private func articles() -> [Article] {
    var generator = ArticleGenerator(seed: 51)
    return generator.articles(300) + (0..<20).map { _ in generator.hostile() }
  }

  private func tree(_ writer: some ArticleWriter) throws -> XMLTree {
    var context = ConversionContext.fixed
    let bytes = try writer.document(of: articles(), context: &context)
    var limits = Limits()
    limits.maximumRecordBytes = 1 << 30
    return try XMLTree(Record(bytes: bytes[...], file: "feed"), limits: limits)
  }

  @Test func `an RSS feed has what the specification asks for`() throws {
    var options = RSSWriter.Options()
    options.link = "https://a.example/"
    let tree = try tree(RSSWriter(options))
    // W3C's profile of ISO 8601 (https://www.w3.org/TR/NOTE-datetime).
    let w3cDate = #/\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?/#
    #expect(tree.root["version"] == "2.0")
    let channel = try #require(tree.root.first("channel"))
    for name in ["title", "link", "description"] as [StaticString] {
      #expect(channel.first(name)?.nonEmptyText != nil)
    }
    let items = channel.children.filter { $0.isNamed("item") }
    #expect(items.count == 320)
    var guids: Set<String> = []
    for item in items {
      #expect(item.first("title") != nil || item.first("description") != nil)
      let guid = try #require(item.first("guid"))
      #expect(!guid.text.isEmpty)
      guids.insert(guid.text)
      if guid["isPermaLink"] == nil { #expect(guid.text.hasPrefix("http")) }
      if let date = item.first("pubDate")?.text {
        let form =
          #/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}/#
        #expect(date.wholeMatch(of: form) != nil, "\(date)")
        // The name of the day is that of the date.
        #expect(
          NewsDateParser().newsDate(date).problem != .doubtful([.wrongWeekday]), "\(date)")
      }
      for name in ["author", "title", "link", "guid", "pubDate", "description", "enclosure"]
        as [StaticString]
      {
        let count = item.children.count { child in
          child.isNamed(name) && child.namespace == nil
        }
        #expect(count <= (name.description == "author" ? 0 : 1), "\(name)")
      }
      for child in item.children where child.namespace == "http://purl.org/dc/terms/" {
        guard ["issued", "created", "modified"].contains(child.name) else { continue }
        #expect(child.text.wholeMatch(of: w3cDate) != nil, "\(child.text)")
      }
    }
  }

  @Test func `an Atom feed has what the standard asks for`() throws {
    let tree = try tree(AtomWriter())
    let instant = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/#
    for name in ["id", "title", "updated", "author"] as [StaticString] {
      #expect(tree.root.children.count { $0.isNamed(name) } == 1, "\(name)")
    }
    let entries = tree.root.children.filter { $0.isNamed("entry") }
    #expect(entries.count == 320)
    for entry in entries {
      for name in ["id", "title", "updated"] as [StaticString] {
        let own = entry.children.filter { $0.isNamed(name) && $0.namespace == tree.root.namespace }
        #expect(own.count == 1, "\(name)")
      }
      #expect(entry.first("id")?.text.contains(":") == true)
      for name in ["updated", "published"] as [StaticString] {
        guard let date = entry.first(name)?.text else { continue }
        #expect(date.wholeMatch(of: instant) != nil, "\(date)")
      }
      for name in ["published", "rights", "summary"] as [StaticString] {
        let own = entry.children.filter { $0.isNamed(name) && $0.namespace == tree.root.namespace }
        #expect(own.count <= 1, "\(name)")
      }
      #expect(entry.children.count { $0.isNamed("link") && $0["rel"] == "alternate" } <= 1)
      let contents = entry.children.filter {
        $0.isNamed("content") && $0.namespace == tree.root.namespace
      }
      #expect(contents.count == 1)
      for content in contents where content["type"] == "xhtml" {
        let children = content.children.map { $0 }
        #expect(children.map(\.name) == ["div"])
        #expect(children.first?.namespace == "http://www.w3.org/1999/xhtml")
      }
    }
  }
}
