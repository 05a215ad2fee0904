import WarraqModel
import WarraqXML

/// Writes the start of a chapter: all of it that depends on the stories beside it.
///
/// A chapter is compressed before it is known which stories are its neighbours, so this part is
/// made when the book is finished, from what the book knows of its stories.
struct EPUBChapterHead {
  private let story: EPUBStory
  private let previous: String?
  private let next: String?

  /// Makes the head of the story at `index` of the stories.
  init(of index: Int, in stories: [EPUBStory]) {
    story = stories[index]
    previous = index > 0 ? EPUBPath.chapter(index - 1) : nil
    next = index + 1 < stories.count ? EPUBPath.chapter(index + 1) : nil
  }

  func write(to xml: inout XMLWriter) {
    xml.openPage(title: story.title, language: story.language, direction: story.direction)
    if previous != nil || next != nil {
      xml.open("nav")
      xml.attribute("class", "turn")
      if let previous { link(previous, story.labels.previous, &xml) }
      link(EPUBPath.navigation, story.labels.contents, &xml)
      if let next { link(next, story.labels.next, &xml) }
      xml.close()
    }
    xml.leaveOpen()
  }

  private func link(_ path: String, _ text: String, _ xml: inout XMLWriter) {
    xml.open("a")
    xml.attribute("href", path)
    xml.text(text)
    xml.close()
    xml.text(" ")
  }
}
