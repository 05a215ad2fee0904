internal import WarraqMarkup

/// A `NewsComponent` with what is below it, each looked at once.
struct NewsML1Component {
  let element: XMLTree.Element
  /// What it is for, in lower case; empty where it does not say.
  let role: String
  let parts: [NewsML1Component]
  /// The `ContentItem`s in it that hold text.
  let texts: [XMLTree.Element]
  /// Whether it is a picture, a film or a sound, with its caption.
  let isMedia: Bool
  /// Whether there is text for readers in it or below it.
  let holdsText: Bool
  /// Whether some of the text is marked up.
  let holdsMarkup: Bool

  init(_ element: XMLTree.Element) {
    self.element = element
    role = element.formalName("Role")?.lowercased() ?? ""
    let parts = element.children.filter { $0.isNamed("NewsComponent") }.map { Self($0) }
    let contents = element.children.filter { $0.isNamed("ContentItem") }
    // Style sheets and scripts have words, but none for readers.
    let isCode = Self.codeRoles.contains(role)
    let texts = contents.filter {
      !isCode && !$0.isCode && $0.mediaKind == nil && $0.holdsText
    }
    let isOwnMedia = contents.contains { $0.mediaKind.map { $0 != .document } ?? false }
    // Beside its renditions a picture has nothing but captions.
    isMedia =
      texts.isEmpty
      && (isOwnMedia
        || parts.contains(where: \.isMedia)
          && parts.allSatisfy {
            $0.isMedia || !$0.holdsText || NewsML1Component.captionRoles.contains($0.role)
          })
    holdsText = !texts.isEmpty || parts.contains { !$0.isMedia && $0.holdsText }
    holdsMarkup =
      texts.contains { $0.textData?.holdsElements == true } || parts.contains(where: \.holdsMarkup)
    self.parts = parts
    self.texts = texts
  }

  /// Whether it has a headline of its own, be it an empty one.
  var hasHeadline: Bool { element.first("NewsLines")?.first("HeadLine") != nil }

  static let captionRoles: Set<String> = ["caption", "legend", "credit"]
  static let codeRoles: Set<String> = ["stylesheet", "style sheet", "style", "css", "script"]
  static let titleRoles: Set<String> = ["title", "headline"]
  static let summaryRoles: Set<String> = ["abstract", "summary", "teaser"]
}

extension XMLTree.Element {
  /// Whether there is any element in it.
  var holdsElements: Bool { children.contains { _ in true } }

  /// The formal name of the element of that name in it.
  func formalName(_ name: StaticString) -> String? {
    first(name)?["FormalName"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The element that holds the text of a `ContentItem`, `nil` where it holds bytes.
  var textData: XMLTree.Element? {
    guard let encoding = first("Encoding") else { return first("DataContent") }
    let notation = encoding["Notation"]?.lowercased() ?? ""
    return notation.contains("base64") ? nil : encoding.first("DataContent")
  }

  fileprivate var holdsText: Bool {
    guard let data = textData else { return false }
    return data.firstDescendant("media") != nil || !data.rawText.isBlank
  }

  /// Whether a `ContentItem` is a style sheet or a script.
  fileprivate var isCode: Bool {
    let names = [formalName("MimeType"), formalName("Format")].compactMap { $0?.lowercased() }
    return names.contains { name in
      name == "css" || name == "js" || name.hasSuffix("/css") || name.contains("javascript")
    }
  }

  /// What sort of medium a `ContentItem` is, `nil` for text.
  var mediaKind: Asset.Kind? {
    switch formalName("MediaType")?.lowercased() {
    case "photo", "picture", "image": return .picture
    case "graphic", "still", "animation", "logo": return .graphic
    case "video": return .video
    case "audio", "sound", "voice": return .audio
    default: break
    }
    let kind = formalName("MimeType").flatMap { Asset.Kind(mediaType: $0) }
    if let kind, kind != .document { return kind }
    // What lies elsewhere and is nothing of this is something to read.
    return self["Href"] != nil && first("DataContent") == nil ? .document : nil
  }
}
