import TestSupport
import Testing
import Warraq
import WarraqCore

/// One odd member of a list neither empties the list nor makes an empty item.
struct OddMemberTests {
  private func read(_ value: ExtraValue) throws -> (article: Article, isNamed: Bool) {
    var buffer = ByteBuffer()
    buffer.append(json: value)
    var context = ConversionContext.fixed
    let articles = try JSONReader(.lines).articles(in: buffer.bytes, context: &context)
    let ids = Set(context.log.diagnostics.map(\.message.id))
    return (
      try #require(articles.first),
      !ids.isDisjoint(with: ["json.kept-in-extra", "json.member-left-out"])
    )
  }

  private static func canonical(_ article: Article) throws -> ExtraValue {
    var buffer = ByteBuffer()
    CanonicalJSON.append(article, to: &buffer)
    return try buffer.bytes.withUnsafeBufferPointer { bytes in
      var cursor = try JSONCursor(bytes, maximumDepth: 99)
      return try cursor.value()
    }
  }

  /// A value with an odd member at the front of one of its lists, and the path of that list.
  private static func changes(
    _ value: ExtraValue, _ odd: ExtraValue, path: String = "",
    _ whole: @escaping (ExtraValue) -> ExtraValue = { $0 }
  ) -> [(path: String, value: ExtraValue)] {
    switch value {
    case .array(let elements):
      var found = [(path, whole(.array([odd] + elements)))]
      for (index, element) in elements.enumerated() {
        found += changes(element, odd, path: "\(path)/\(index)") { element in
          var elements = elements
          elements[index] = element
          return whole(.array(elements))
        }
      }
      return found
    case .object(let members):
      return members.enumerated().flatMap { index, member in
        // Confidences run parallel to keywords.
        member.name == "extra" || member.name == "keywordConfidence"
          ? []
          : changes(member.value, odd, path: "\(path)/\(member.name)") { value in
            var members = members
            members[index].value = value
            return whole(.object(members))
          }
      }
    case .null, .boolean, .number, .string: return []
    }
  }

  @Test(arguments: [
    ExtraValue.null, .boolean(true), .object([]), .object([ExtraMember("zebra", .number("1"))]),
    .object([ExtraMember("name", .object([]))]),
  ])
  func `one odd member of a list of the canonical form changes nothing else`(
    odd: ExtraValue
  ) throws {
    var article = Article.full()
    article.id = "urn:x:1"
    article.url = "https://h.example/1"
    article.extra = []
    let value = try Self.canonical(article)
    for change in Self.changes(value, odd) {
      // So a concept or rendition without any value is written.
      if odd == .object([]), Self.mayBeEmpty(change.path) { continue }
      var (read, isNamed) = try read(change.value)
      read.extra = []
      for index in read.related.indices { read.related[index].article?.extra = [] }
      for index in article.related.indices { article.related[index].article?.extra = [] }
      #expect(read == article, "\(change.path)")
      if odd == .boolean(true) { #expect(isNamed, "\(change.path)") }
    }
  }

  private static func mayBeEmpty(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return name == "renditions" || CanonicalJSON.Property(name: name)?.kind == .concepts
  }

  @Test func `numbers among keywords are keywords`() throws {
    let value = ExtraValue.object([
      ExtraMember("keywords", .array([.string("port"), .number("2024")]))
    ])
    #expect(try read(value).article.keywords.map(\.text) == ["port", "2024"])
  }
}
