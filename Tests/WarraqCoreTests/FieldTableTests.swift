import TestSupport
import Testing
import WarraqCore
import WarraqModel

/// Whatever a story or a part of it stores is in every list of what it stores.
struct FieldTableTests {
  private static let stored = Article.Field.allCases.filter { $0.kind != .derived }

  private static func properties(_ value: Any) -> [(name: String, value: String)] {
    Mirror(reflecting: value).children.map { child in
      guard let label = child.label, label.hasPrefix("_"),
        let wrapped = Mirror(reflecting: child.value).children.first
      else { return (child.label ?? "", "\(child.value)") }
      return (String(label.dropFirst()), "\(wrapped.value)")
    }
  }

  private let full = Article.full()

  @Test func `every stored property is a field, in the order of its declaration`() {
    #expect(Self.properties(Article()).map(\.name) == Self.stored.map { "\($0)" })
  }

  @Test func `the sample says something in every property of the article and of its parts`() {
    let empty = Self.properties(Article())
    for (property, unset) in zip(Self.properties(full), empty) {
      #expect(property.value != unset.value, "\(property.name)")
    }
    #expect(Self.unset(in: full) == [])
  }

  /// Paths of the properties of parts that say nothing.
  private static func unset(in value: Any, at path: String = "article") -> [String] {
    // A story inside a story is looked at as one.
    if value is NewsDate || path.contains(".related.") && value is Article { return [] }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty {
      return ["[]", "nil", ""].contains("\(value)") ? [path] : []
    }
    return mirror.children.flatMap { unset(in: $0.value, at: "\(path).\($0.label ?? "")") }
  }

  @Test func `a visitor is shown the property that the field names`() {
    var all: [Shown] = []
    full.visit(Recorder(), into: &all)
    let expected = Self.properties(full).map { Shown(name: $0.name, value: $0.value) }
    #expect(all == expected)
    for (field, property) in zip(Self.stored, expected) {
      var one: [Shown] = []
      full.visit(field, Recorder(), into: &one)
      #expect(one == [property])
    }
  }

  @Test(arguments: stored)
  func `copying a field changes its property and no other`(field: Article.Field) {
    var article = Article()
    article.copy(field, from: full)
    expectOnly(field, in: article)
  }

  @Test(arguments: stored)
  func `updating a field changes its property and no other`(field: Article.Field) {
    var article = Article()
    var filler = FieldFiller()
    article.update(field, with: &filler)
    let (new, old) = (Self.properties(article), Self.properties(Article()))
    #expect(zip(new, old).filter { $0.value != $1.value }.map(\.0.name) == ["\(field)"])
  }

  private func expectOnly(_ field: Article.Field, in article: Article) {
    let (now, all, none) = (
      Self.properties(article), Self.properties(full), Self.properties(Article())
    )
    for index in now.indices {
      let isField = now[index].name == "\(field)"
      #expect(now[index].value == (isField ? all : none)[index].value, "\(now[index].name)")
    }
  }

  @Test(arguments: stored)
  func `a field is in the canonical form, in the features and in the tree`(
    field: Article.Field
  ) throws {
    var article = Article()
    article.copy(field, from: full)
    #expect(CanonicalJSON.has(field, in: article))
    #expect(!CanonicalJSON.has(field, in: Article()))
    var text = ByteBuffer()
    CanonicalJSON.append(article, to: &text)
    #expect(String(decoding: text.bytes, as: UTF8.self).contains("\"\(field.name)\":"))
    #expect(article.features.isEmpty == (field == .id))
    if field != .id, field != .body {
      let feature = try #require(field.feature, "no feature is named \(field)")
      #expect(article.features.contains(feature))
    }
    #expect(ArticleTree.text(of: article) != ArticleTree.text(of: Article()))
  }

  @Test(arguments: Loss.Feature.allCases)
  func `a feature lies in a field, which a projection of it has`(feature: Loss.Feature) {
    let set = Loss.FeatureSet(feature)
    let fields = Article.Field.allCases.filter { !$0.features.isDisjoint(with: set) }
    #expect(!fields.isEmpty)
    #expect(Projection(set) == Projection(fields))
  }

  @Test func `a projection has the identifier and what was asked for`() {
    #expect(Projection(.all) == .all)
    #expect(Article.Field.allCases.filter(Projection.none.contains) == [.id])
    let both = Projection(Loss.FeatureSet(.headline)).union(Projection(Loss.FeatureSet(.links)))
    #expect(Article.Field.allCases.filter(both.contains) == [.id, .headline, .body])
  }

  @Test func `every property of every part comes back from the canonical form`() throws {
    var buffer = ByteBuffer()
    CanonicalJSON.append(full, to: &buffer)
    let record = Record(bytes: buffer.bytes[...], file: "full")
    var context = ConversionContext.fixed
    let back = try CanonicalJSON.article(from: record, context: &context)
    #expect(back == full)
    #expect(back.input == full.input)
    #expect(context.log.diagnostics.isEmpty)
  }

  @Test func `where it was read makes no other article of one`() throws {
    var elsewhere = full
    elsewhere.input = InputPlace(name: "another", record: 7)
    #expect(elsewhere == full)
    #expect(elsewhere.hashValue == full.hashValue)
    var (first, second) = (Article(), Article())
    first.input = full.input
    var context = ConversionContext.fixed
    _ = Identification().apply(to: &first, context: &context)
    _ = Identification().apply(to: &second, context: &context)
    #expect(first.id == second.id)
    #expect(first.input == full.input)
  }

  @Test func `every text and number of every part is in the tree`() {
    let tree = ArticleTree.text(of: full)
    for text in Self.texts(in: full) { #expect(tree.contains(text), "\(text)") }
  }

  private static func texts(in value: Any) -> [String] {
    if let text = value as? String { return [text] }
    if let number = value as? Int { return ["\(number)"] }
    if let number = value as? Double { return ["\(number)"] }
    if let bytes = value as? [UInt8], !bytes.isEmpty { return ["\(bytes.count) bytes"] }
    if let date = value as? NewsDate { return [date.description] + (date.text.map { [$0] } ?? []) }
    return Mirror(reflecting: value).children.flatMap { texts(in: $0.value) }
  }
}

private struct Shown: Equatable {
  var name: String
  var value: String
}

private struct Recorder: FieldVisitor {
  func visit<Value>(_ field: Article.Field, _ value: Value, into shown: inout [Shown]) {
    shown.append(Shown(name: "\(field)", value: "\(value)"))
  }

  func visit(derived field: Article.Field, of article: Article, into shown: inout [Shown]) {}
}
