import Testing
import Warraq

/// Sources, related stories and posts.
struct SourceAndRelatedTests {
  private func sources(_ lines: String...) throws -> [Source] {
    let labelled = lines.map { "المصدر: \($0)\n" }.joined()
    return try TextDump("عنوان الخبر هنا\nفقرة من الخبر.\n\(labelled)").article.sources
  }

  @Test func `joined names are agencies and the last line is the publisher`() throws {
    #expect(
      try sources("تاس+سانا", "جريدة الفجر") == [
        Source(name: "تاس", role: "agency"), Source(name: "سانا", role: "agency"),
        Source(name: "جريدة الفجر", role: "publisher"),
      ])
  }

  @Test(arguments: ["رويترز/سانا", "رويترز، سانا", "رويترز-سانا", "رويترز - سانا", "رويترز و سانا"])
  func `names are separated at every joint`(line: String) throws {
    #expect(try sources(line).map(\.name) == ["رويترز", "سانا"])
  }

  @Test func `a hyphen inside a Latin name joins nothing`() throws {
    #expect(try sources("Agence France-Presse").map(\.name) == ["Agence France-Presse"])
  }

  @Test func `one unknown name has no role and a known agency has one`() throws {
    #expect(try sources("جريدة الفجر") == [Source(name: "جريدة الفجر")])
    #expect(try sources("رويترز") == [Source(name: "رويترز", role: "agency")])
  }

  @Test func `a known agency is one wherever it stands`() throws {
    #expect(
      try sources("جريدة الفجر", "رويترز") == [
        Source(name: "جريدة الفجر", role: "publisher"), Source(name: "رويترز", role: "agency"),
      ])
  }

  @Test func `a block of titles gives one related item a title`() throws {
    let story = try TextDump(
      """
      A headline
      A paragraph.
      Related stories:
      - First title
      - Second title, with a comma
      """
    ).article
    #expect(story.related.map(\.title) == ["First title", "Second title, with a comma"])
    #expect(story.related.allSatisfy { $0.label == "Related stories:" && $0.article == nil })
  }

  @Test func `a box of titles inside the story does not end it`() throws {
    let story = try TextDump(
      """
      A headline
      First paragraph.
      Read also:
      Title of another story
      Second paragraph.
      Source: AFP
      """
    ).article
    #expect(story.related.map(\.title) == ["Title of another story"])
    #expect(story.body.paragraphs == ["First paragraph.", "Second paragraph."])
  }

  @Test func `each repeated label begins another related story`() throws {
    let story = try TextDump(
      """
      عنوان الخبر هنا
      فقرة من الخبر.
      المصدر: سانا
      إقرأ أيضاً:
      عنوان ثان
      فقرة ثانية.
      اقرأ أيضا
      عنوان ثالث
      فقرة ثالثة.
      """
    ).article
    #expect(story.related.compactMap(\.article?.headline) == ["عنوان ثان", "عنوان ثالث"])
    #expect(story.related.map(\.label) == ["إقرأ أيضاً:", "اقرأ أيضا"])
  }

  @Test func `related stories with dates are separated by them`() throws {
    let story = try TextDump(
      """
      A headline
      Published: 2024-06-24
      A paragraph.
      Source: AFP
      See also:
      Second headline
      Published: 2024-06-23
      Second paragraph.
      Third headline
      Published: 2024-06-22
      Third paragraph.
      """
    ).article
    #expect(story.related.map(\.displayTitle) == ["Second headline", "Third headline"])
    #expect(
      story.related.map { $0.article?.published?.description } == ["2024-06-23", "2024-06-22"])
  }

  @Test func `a post between sentences becomes an embed with its author and date`() throws {
    let story = try TextDump(
      """
      A headline
      The boats stayed in port.“Fog again, third day.
      Nobody moves #Lintown pic.twitter.com/aB3dE5 — Lintown Port (@lintownport) June 24, 2024 \
      The harbour master was not surprised.
      """
    ).article
    #expect(
      story.body == [
        .paragraph(["The boats stayed in port."]),
        .embed(
          Embed(
            provider: "twitter", text: "“Fog again, third day.\nNobody moves #Lintown",
            author: "Lintown Port (@lintownport)",
            date: NewsDate(year: 2024, month: 6, day: 24, text: "June 24, 2024"),
            media: ["https://pic.twitter.com/aB3dE5"])),
        .paragraph(["The harbour master was not surprised."]),
      ])
  }

  @Test func `a post of whole lines begins at its first emoji`() throws {
    let story = try TextDump(
      "عنوان الخبر هنا\nفقرة من الخبر.\n🔴 القوارب في الميناء\n🚢 صورة https://t.co/Ab12Cd\nفقرة أخيرة.\n"
    ).article
    #expect(
      story.body == [
        .paragraph(["فقرة من الخبر."]),
        .embed(
          Embed(
            provider: "twitter", text: "🔴 القوارب في الميناء\n🚢 صورة https://t.co/Ab12Cd")),
        .paragraph(["فقرة أخيرة."]),
      ])
  }

  @Test func `a link in running text makes no embed`() throws {
    let text = "The picture at pic.twitter.com/aB3dE5 was shared widely, the ministry said."
    let story = try TextDump("A headline\n\(text)\n").article
    #expect(story.body == [.paragraph([.text(text)])])
  }
}
