import TestSupport
import Testing
import Warraq

/// Files with several stories and no labelled dates.
struct StoryLayoutTests {
  private static let headlines = [
    "Harbour opens after three years", "Night ferry returns to the islands", "Storm closes schools",
  ]
  private static let texts = [
    [
      "The harbour opened on Monday after three years of work on its quays.",
      "The mayor said that ships of any size may now call at the town.",
    ],
    [
      "The night ferry sailed again on Tuesday with two hundred passengers.",
      "It had been laid up since the spring for want of a captain.",
    ],
    [
      "Schools along the coast stayed closed on Wednesday because of the storm.",
      "The weather office expects the wind to drop by the evening.",
    ],
  ]

  /// The three stories, each written by `story` from its number, headline and paragraphs.
  private static func file(
    _ separator: String, _ story: (Int, String, [String]) -> String
  ) -> String {
    zip(1..., zip(headlines, texts)).map { story($0, $1.0, $1.1) }
      .joined(separator: separator) + "\n"
  }

  private static let layouts: [(String, String)] = [
    ("date above", file("\n\n") { "\($0) June 2024\n\($1)\n\n" + $2.joined(separator: "\n\n") }),
    ("date below", file("\n\n\n") { "\($1)\n\($0) June 2024\n\n" + $2.joined(separator: "\n\n") }),
    ("rules", file("\n---\n") { "\($1)\n" + $2.joined(separator: "\n") }),
    (
      "rules, dates",
      file("\n*****\n") { "\($1)\n\($0) June 2024\n" + $2.joined(separator: "\n\n") }
    ),
    ("empty lines", file("\n\n\n") { "\($1)\n\n" + $2.joined(separator: "\n\n") }),
    ("empty line", file("\n\n") { "\($1)\n" + $2.joined(separator: "\n") }),
    (
      "labels below",
      file("\n\n") {
        "\($1)\n\n" + $2.joined(separator: "\n\n") + "\n\nSource: AFP\nPublished: \($0) June 2024"
      }
    ),
    ("numbers", file("\n\n") { "\($0)- \($1)\n" + $2.joined(separator: "\n\n") }),
    (
      "addresses",
      file("\n\n") { "https://example.org/\($0)\n\($1)\n\n" + $2.joined(separator: "\n\n") }
    ),
    ("headline labels", file("\n\n") { "Title: \($1)\n\n" + $2.joined(separator: "\n\n") }),
  ]

  @Test(arguments: layouts.filter { $0.0 != "empty line" })
  func `stories are told by what repeats`(layout: (String, String)) throws {
    let dump = try TextDump(layout.1)
    #expect(dump.articles.map(\.headline) == Self.headlines)
    #expect(dump.articles.map { $0.body.paragraphs } == Self.texts)
  }

  @Test(
    arguments: layouts.filter { !["addresses", "headline labels", "empty line"].contains($0.0) })
  func `a guess says where it cut`(layout: (String, String)) throws {
    let dump = try TextDump(layout.1)
    let warning = try #require(dump.diagnostics.first { $0.message.id == "text.may-be-several" })
    let lines = layout.1.split(separator: "\n", omittingEmptySubsequences: false)
    let third = try #require(lines.firstIndex { $0.hasSuffix(Self.headlines[2]) }) + 1
    #expect(warning.severity == .warning)
    let starts = [third, third - 1].contains { warning.message.text.contains(", \($0);") }
    #expect(starts, "\(warning.message.text)")
  }

  @Test func `dates and addresses go to their own stories`() throws {
    let dates = try TextDump(Self.layouts[0].1).articles.map(\.published?.description)
    #expect(dates == ["2024-06-01", "2024-06-02", "2024-06-03"])
    let below = try TextDump(Self.layouts[6].1).articles
    #expect(below.map(\.published?.description) == dates)
    #expect(below.allSatisfy { $0.sources.map(\.name) == ["AFP"] })
    let links = try TextDump(Self.layouts[8].1).articles.map(\.url)
    #expect(links == (1...3).map { "https://example.org/\($0)" })
  }

  @Test func `a line with tabs is a story`() throws {
    let file = Self.file("\n") { "2024-06-0\($0)\t\($1)\t" + $2.joined(separator: " ") }
    let dump = try TextDump(file)
    #expect(dump.articles.map(\.headline) == Self.headlines)
    #expect(dump.articles.map(\.published?.description).last == "2024-06-03")
    #expect(dump.articles.allSatisfy { $0.body.count == 1 })
  }

  @Test(arguments: layouts)
  func `one story is one where the user says so`(layout: (String, String)) throws {
    var options = TextReader.Options()
    options.splitOn = "none"
    #expect(try TextDump(layout.1, options: options).articles.count == 1)
  }

  @Test(arguments: layouts)
  func `a story alone is one in any layout`(layout: (String, String)) throws {
    let second = Self.headlines[1]
    let lines = layout.1.split(separator: "\n", omittingEmptySubsequences: false)
    let end = try #require(lines.firstIndex { $0.hasSuffix(second) }) - 1
    let alone = lines[..<end].joined(separator: "\n") + "\n"
    let dump = try TextDump(alone)
    #expect(dump.articles.count == 1)
    #expect(!dump.diagnostics.contains { $0.message.id == "text.may-be-several" })
  }

  @Test func `sections, lists and dividers of one story are left in it`() throws {
    let text = Self.texts.map { $0.joined(separator: "\n\n") }
    for file in [
      // Numbers of a list whose items are sentences.
      "\(Self.headlines[0])\n\n\(text[0])\n\n1. First\n2. Second\n3. Third\n\n\(text[1])\n",
      // A divider between paragraphs.
      "\(Self.headlines[0])\n\n\(text[0])\n\n***\n\n\(text[1])\n\n***\n\n\(text[2])\n",
      // A timeline: dates and no titles.
      "\(Self.headlines[0])\n\n\(text[0])\n\n3 May 2024\n\(text[1])\n\n4 May 2024\n\(text[2])\n",
    ] {
      let dump = try TextDump(file)
      #expect(dump.articles.count == 1)
      #expect(!dump.diagnostics.contains { $0.message.id == "text.may-be-several" })
    }
  }

  @Test func `what may be a second story is said where it is not cut`() throws {
    let story = "\(Self.headlines[0])\nPublished: 1 June 2024\n\(Self.texts[0][0])\n"
    let dump = try TextDump(story + "Published: 2 June 2024\n\(Self.texts[1][0])\n")
    #expect(dump.articles.count == 1)
    let warning = dump.diagnostics.first { $0.message.id == "text.may-be-several" }
    #expect(warning?.location?.line == 4)
  }

  @Test func `a long file is told by its beginning and cut to its end`() throws {
    let file = (1...2000).map { number in
      "https://example.org/\(number)\n\(Self.headlines[number % 3]) \(number)\n\n"
        + Self.texts[number % 3].joined(separator: "\n\n") + "\n\n"
    }.joined()
    let dump = try TextDump(file)
    #expect(dump.articles.count == 2000)
    #expect(dump.articles.last?.url == "https://example.org/2000")
    #expect(dump.articles.allSatisfy { $0.body.count == 2 })
  }
}
