internal import WarraqModel

/// Pictures, films and things of other platforms.
extension HTMLBuilder {
  // MARK: Pictures

  mutating func addImage(_ attributes: some HTMLAttributes) {
    // An emoji drawn as a picture is text.
    if attributes.hasClass({ $0 == "emoji" || $0 == "wp-smiley" }),
      let character = attributes.trimmed("alt")
    {
      return text(character)
    }
    let width = attributes.number("width")
    let height = attributes.number("height")
    // Pictures of one pixel count visitors.
    if let width, width <= 1 { return }
    if let height, height <= 1 { return }

    var renditions: [Asset.Rendition] = []
    // A lazy page keeps the real address aside and shows a placeholder.
    let lazy = firstAddress(attributes, ["data-src", "data-lazy-src", "data-original"])
    let shown = firstAddress(attributes, ["src"])
    let lazySet = attributes["data-srcset"] ?? attributes["data-lazy-srcset"]
    let set = lazySet ?? attributes["srcset"] ?? ""
    let isPlaceholder = shown.map { $0.hasPrefix("data:") } ?? false
    if let href = lazy ?? (isPlaceholder && !set.isEmpty ? nil : shown) {
      renditions.append(Asset.Rendition(href: href, width: width, height: height))
    }
    renditions += sources(inSet: set, mediaType: nil) + pictureSources
    pictureSources = []
    guard !renditions.isEmpty else { return }
    // The twin of one that was for browsers without scripts.
    if !noscriptImages.isEmpty, let href = renditions[0].href, noscriptImages.contains(href) {
      return
    }
    var asset = Asset(id: nextMediaID(), kind: .picture, renditions: Self.distinct(renditions))
    asset.altText = attributes.trimmed("alt")
    add(media: asset)
    addInLine(.figure(Figure(media: asset.id)))
  }

  private func firstAddress(
    _ attributes: some HTMLAttributes, _ names: [StaticString]
  ) -> String? {
    for name in names {
      if let address = attributes[name].flatMap(references.resolve) { return address }
    }
    return nil
  }

  /// The identifier of the next asset.
  package mutating func nextMediaID() -> String {
    defer { nextMediaNumber += 1 }
    return "media-\(nextMediaNumber)"
  }

  /// Each address once, the widest first; those of unknown width keep their order behind the rest.
  private static func distinct(_ renditions: [Asset.Rendition]) -> [Asset.Rendition] {
    var places: [String: Int] = [:]
    var result: [Asset.Rendition] = []
    for rendition in renditions {
      guard let href = rendition.href else { continue }
      if let place = places[href] {
        result[place].width = result[place].width ?? rendition.width
      } else {
        places[href] = result.count
        result.append(rendition)
      }
    }
    return result.enumerated().sorted { a, b in
      let (x, y) = (a.element.width ?? 0, b.element.width ?? 0)
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
  }

  /// The candidates of a `srcset` (HTML Living Standard, 4.8.4.2.1).
  private func sources(inSet set: String, mediaType: String?) -> [Asset.Rendition] {
    var result: [Asset.Rendition] = []
    var rest = set.utf8[...]
    while true {
      rest = rest.drop { $0.isHTMLSpace || $0 == UInt8(ascii: ",") }
      guard !rest.isEmpty else { return result }
      var address = rest.prefix { !$0.isHTMLSpace }
      rest = rest[address.endIndex...]
      var descriptor = ""
      if address.last == UInt8(ascii: ",") {
        while address.last == UInt8(ascii: ",") { address = address.dropLast() }
      } else {
        let text = rest.prefix { $0 != UInt8(ascii: ",") }
        rest = rest[text.endIndex...]
        descriptor = String(Substring(text)).trimmingHTMLSpace
      }
      guard let href = references.resolve(String(Substring(address))) else { continue }
      let width = descriptor.hasSuffix("w") ? Int(descriptor.dropLast()) : nil
      result.append(Asset.Rendition(href: href, mediaType: mediaType, width: width))
    }
  }

  // MARK: Films and sounds

  mutating func beginPlayer(_ element: HTMLElement, _ attributes: some HTMLAttributes) {
    var asset = Asset(id: "", kind: element == .video ? .video : .audio)
    if let href = firstAddress(attributes, ["src", "data-src"]) {
      asset.renditions.append(
        Asset.Rendition(
          href: href, mediaType: attributes.trimmed("type"), width: attributes.number("width"),
          height: attributes.number("height")))
    }
    if let poster = firstAddress(attributes, ["poster"]) {
      asset.renditions.append(Asset.Rendition(href: poster, role: "thumbnail"))
    }
    asset.altText = attributes.trimmed("aria-label") ?? attributes.trimmed("title")
    players.append(asset)
  }

  mutating func addSource(_ attributes: some HTMLAttributes) {
    let type = attributes.trimmed("type")
    if let player = players.indices.last {
      guard let href = firstAddress(attributes, ["src", "data-src"]) else { return }
      players[player].renditions.append(Asset.Rendition(href: href, mediaType: type))
    } else if inline.isOpen(.picture) {
      let set = attributes["srcset"] ?? attributes["data-srcset"] ?? ""
      pictureSources += sources(inSet: set, mediaType: type)
    }
  }

  mutating func endPlayer() {
    guard var asset = players.popLast(), !isHidden,
      asset.renditions.contains(where: { $0.role == nil })
    else { return }
    // The film before its still.
    asset.renditions =
      asset.renditions.filter { $0.role == nil } + asset.renditions.filter { $0.role != nil }
    asset.id = nextMediaID()
    add(media: asset)
    addInLine(.figure(Figure(media: asset.id)))
  }

  // MARK: Other platforms

  mutating func addEmbed(ofFrame attributes: some HTMLAttributes) {
    guard !isHidden, !attributes.hides,
      let url = firstAddress(attributes, ["data-src", "data-lazy-src", "src"]),
      !url.hasPrefix("data:")
    else { return }
    if let width = attributes.number("width"), width <= 1 { return }
    if let height = attributes.number("height"), height <= 1 { return }
    addInLine(
      .embed(
        Embed(
          provider: EmbedProvider.ofAddress(url), url: url,
          html: markup(from: position.lowerBound).map { tag in
            tag.prefix(7).lowercased() == "<iframe" ? tag + "</iframe>" : tag
          })))
  }

  /// CKEditor and AMP name a film or a post in an attribute.
  mutating func addEmbed(of element: HTMLElement, _ attributes: some HTMLAttributes) {
    func part(_ name: StaticString, of path: String) -> String? {
      attributes.trimmed(name).map { path + $0 }
    }
    let address =
      switch element {
      case .ampFacebook: attributes.trimmed("data-href")
      case .ampInstagram: part("data-shortcode", of: "https://www.instagram.com/p/")
      case .ampTwitter: part("data-tweetid", of: "https://twitter.com/i/status/")
      case .ampYouTube: part("data-videoid", of: "https://www.youtube.com/watch?v=")
      default: attributes.trimmed("url")
      }
    guard !isHidden, !attributes.hides, let url = address.flatMap(references.resolve) else {
      return
    }
    addInLine(.embed(Embed(provider: EmbedProvider.ofAddress(url), url: url)))
  }

  /// Adds the pictures that a page shows where no script loads them, unless they stand beside it.
  mutating func addImages(ofNoscript start: Int) {
    guard let source, !isHidden, start < position.lowerBound else { return }
    let content = UnsafeBufferPointer(rebasing: source[start..<position.lowerBound])
    guard content.count < 64 << 10 else { return }
    var inner = HTMLBuilder(
      source: content, base: references.base, firstMediaNumber: nextMediaNumber, maximumDepth: 8)
    var tokenizer = HTMLTokenizer(content)
    tokenizer.run(&inner)
    inner.finish()
    let known = Set(media.suffix(4).flatMap { $0.renditions.compactMap(\.href) })
    for asset in inner.media
    where asset.kind == .picture
      && !asset.renditions.contains(where: { known.contains($0.href ?? "") })
    {
      nextMediaNumber += 1
      add(media: asset)
      noscriptImages.insert(asset.renditions.first?.href ?? "")
      addInLine(.figure(Figure(media: asset.id)))
    }
  }

  /// Telegram's code is a script that names the post.
  mutating func addEmbed(ofScript attributes: some HTMLAttributes) {
    guard !isHidden, !attributes.isEmpty, let post = attributes.trimmed("data-telegram-post")
    else { return }
    addInLine(
      .embed(
        Embed(
          provider: "telegram", url: "https://t.me/" + post,
          html: markup(from: position.lowerBound))))
  }

  /// Facebook's code is an empty division that names the post; returns whether it is one.
  mutating func addEmbed(ofDivision attributes: some HTMLAttributes) -> Bool {
    guard !isHidden, !attributes.isEmpty, let address = attributes["data-href"],
      attributes.hasClass({ $0 == "fb-post" || $0 == "fb-video" }),
      let url = references.resolve(address)
    else { return false }
    addInLine(.embed(Embed(provider: "facebook", url: url)))
    return false
  }
}
