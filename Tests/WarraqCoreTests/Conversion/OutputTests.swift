import TestSupport
import Testing
import WarraqCore
import WarraqModel

struct OutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a file is there when it is committed, and not before`() throws {
    try folder.write("old", to: "a")
    let sink = try FileSink(path: folder.path("a"))
    try sink.write(Array("new".utf8))
    #expect(try folder.text("a") == "old")
    try sink.commit()
    #expect(try folder.text("a") == "new")
    #expect(try folder.files() == ["a"])
  }

  @Test func `a file that is cancelled leaves nothing`() throws {
    let sink = try FileSink(path: folder.path("a"))
    try sink.write(Array("new".utf8))
    sink.cancel()
    #expect(try folder.files().isEmpty)
  }

  @Test(arguments: [61, 120, 230, 254], ["a", "\u{0301}"])
  func `files whose long names differ at their ends are written side by side`(
    count: Int, filler: String
  ) throws {
    let stem = String(repeating: filler, count: (count - 1) / filler.utf8.count)
    let names = [stem + "1", stem + "2"]
    let sinks = try names.map { try FileSink(path: folder.path($0)) }
    for (sink, name) in zip(sinks, names) { try sink.write(Array(name.utf8)) }
    for sink in sinks { try sink.commit() }
    #expect(try folder.files().count == 2)
    for name in names { #expect(try folder.text(name) == name) }
  }

  @Test func `an unfinished file has a name that no other target and no other ending has`() {
    let long = String(repeating: "n", count: 250)
    let targets = ["a", "a.warraq-1", "a.warraq-digest", long, long + "1", long + "2"]
    let paths = targets.flatMap { target in
      ["1", "part", "digest-1"].map { UnfinishedFile(target: "x/" + target).path(ending: $0) }
    }
    #expect(Set(paths).count == paths.count)
    #expect(paths.allSatisfy { $0.utf8.count - 2 <= 255 && $0.hasPrefix("x/.") })
  }

  @Test func `a folder is no file to write`() {
    #expect(throws: ConversionError.self) { try FileSink(path: folder.root) }
  }

  @Test(arguments: [
    "a.txt", "{slug", "{nonsense}.txt",
  ])
  func `a template that names one file or no known field is refused`(template: String) {
    #expect(throws: ConversionError.self) { try PathTemplate(template) }
  }

  @Test func `a path takes its parts from the article and no slash from its values`() throws {
    var article = Article(id: "urn:x/../y")
    article.headline = "قمة «الناتو» في مدريد: ماذا بعد؟"
    article.published = NewsDate(year: 2024, month: 6, day: 4)
    article.language = "ar"
    let template = try PathTemplate("{year}/{month}/{day}/{date}-{language}-{slug}-{id}-{section}")
    #expect(
      template.path(for: article)
        == "2024/06/04/2024-06-04-ar-قمة-الناتو-في-مدريد-ماذا-بعد-urn-x-..-y-none")
  }

  @Test(arguments: [
    ("", ""), ("***", ""), ("Hello, World!", "hello-world"), ("L’été à Zürich", "l-été-à-zürich"),
    ("تسوية سياسية", "تسوية-سياسية"), ("٢٤ يونيو", "٢٤-يونيو"), ("می\u{200C}روم", "می-روم"),
  ])
  func `a slug keeps letters and digits of every script`(text: String, slug: String) {
    #expect(Slug.make(from: text) == slug)
  }

  @Test(arguments: [(9, "one-two"), (7, "one-two"), (6, "one"), (14, "one-two-three"), (2, "on")])
  func `a long slug is cut after a word`(_ bytes: Int, _ slug: String) {
    #expect(Slug.make(from: "One two, three!", maximumBytes: bytes + 1) == slug)
  }

  @Test func `a slug is cut between characters`() {
    let slug = Slug.make(from: String(repeating: "ش", count: 100), maximumBytes: 11)
    #expect(slug == String(repeating: "ش", count: 5))
  }

  @Test func `a folder stands for the files that can be read, in order`() throws {
    for name in ["b.txt", "a.txt", "c.bin", ".hidden.txt", "sub/d.txt"] {
      try folder.write("x", to: name)
    }
    let inputs = try Input.expand(folder.root) { $0.hasSuffix(".txt") }
    #expect(inputs == ["a.txt", "b.txt", "sub/d.txt"].map { Input.file(folder.path($0)) })
  }

  @Test func `a link to a folder is not followed, so that it cannot lead back`() throws {
    try folder.write("x", to: "sub/a.txt")
    try folder.link("sub/back", to: folder.root)
    let inputs = try Input.expand(folder.root) { $0.hasSuffix(".txt") }
    #expect(inputs == [.file(folder.path("sub/a.txt"))])
  }

  @Test func `a pattern stands for what it matches`() throws {
    for name in ["b.txt", "a.txt", "c.bin"] { try folder.write("x", to: name) }
    let inputs = try Input.expand(folder.path("*.txt")) { _ in true }
    #expect(inputs == ["a.txt", "b.txt"].map { Input.file(folder.path($0)) })
    #expect(throws: ConversionError.self) {
      try Input.expand(folder.path("*.none")) { _ in true }
    }
  }

  @Test func `an unknown format is named with the nearest one`() {
    let registry = FormatRegistry([.lines], codecs: [])
    let error = #expect(throws: ConversionError.self) {
      try registry.requireFormat(named: "linse")
    }
    #expect(error?.message.text.contains("did you mean 'lines'?") == true)
  }
}
