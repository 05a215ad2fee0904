internal import WarraqMarkup

/// A story among the components of a `NewsItem`, before it is read.
struct NewsML1Story {
  /// A piece of text of a story.
  struct Text {
    /// What it is for, in lower case: `main`, `title`, `lead`, `body`…
    let role: String
    /// The `ContentItem`.
    let content: XMLTree.Element
  }

  /// The identifier of its component in the document.
  let identifier: String?
  /// The components that say something about it, outermost first.
  var components: [XMLTree.Element]
  /// Its text, in order.
  var texts: [Text] = []
  /// The components that are its pictures, films and sounds.
  var media: [NewsML1Component] = []

  /// The stories in a component and what is below it.
  ///
  /// - Parameters:
  ///   - component: the component.
  ///   - outer: the components around it, outermost first.
  static func find(in component: NewsML1Component, outer: [XMLTree.Element] = []) -> [NewsML1Story]
  {
    var story = NewsML1Story(
      identifier: component.element["Duid"], components: outer + [component.element])
    if component.isMedia {
      story.media = [component]
      return [story]
    }
    if component.texts.isEmpty, let parted = parted(component) {
      var stories = parted.flatMap { find(in: $0, outer: story.components) }
      // What stands beside the stories goes with the first.
      if !stories.isEmpty { stories[0].media += component.parts.filter(\.isMedia) }
      return stories
    }
    story.collect(component)
    return story.texts.isEmpty && story.media.isEmpty ? [] : [story]
  }

  /// The parts of a component that are stories, `nil` where all are parts of one.
  private static func parted(_ component: NewsML1Component) -> [NewsML1Component]? {
    let texts = component.parts.filter { !$0.isMedia && $0.holdsText }
    guard texts.count > 1 else { return texts.isEmpty ? nil : texts }
    if Set(texts.compactMap { $0.element["xml:lang"] }).count > 1 { return texts }
    if component.element["EquivalentsList"]?.lowercased() == "yes" {
      // One story in several forms: markup before plain text, else the first.
      return [texts.first(where: \.holdsMarkup) ?? texts[0]]
    }
    return texts.filter(\.hasHeadline).count > 1 ? texts : nil
  }

  private mutating func collect(_ component: NewsML1Component) {
    for content in component.texts { texts.append(Text(role: component.role, content: content)) }
    for part in component.parts {
      if part.isMedia {
        media.append(part)
      } else {
        components.append(part.element)
        collect(part)
      }
    }
  }
}
