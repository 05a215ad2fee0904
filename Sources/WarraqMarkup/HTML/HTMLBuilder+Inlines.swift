internal import WarraqModel

/// Elements that stand in a line.
extension HTMLBuilder {
  mutating func startInline(_ element: HTMLElement, _ attributes: some HTMLAttributes) {
    if preformatted != nil, !element.isNeverShown { return }
    switch element {
    case .a:
      if inline.isOpen(.a) { endInline(.a) }
    case .q: text(opensWithin ? "\u{2018}" : "\u{201C}")
    case .ruby: rubyHasParentheses = false
    case .rp:
      if inline.isOpen(.rt) { endInline(.rt) }
      rubyHasParentheses = true
    case .rt:
      // Both end tags may be left out (HTML, 13.1.2.4).
      if inline.isOpen(.rt) { endInline(.rt) }
      if inline.isOpen(.rp) { endInline(.rp) }
      if !rubyHasParentheses { text("(") }
    case .script: addEmbed(ofScript: attributes)
    case .iframe: addEmbed(ofFrame: attributes)
    case .picture: pictureSources = []
    case .oembed, .ampFacebook, .ampInstagram, .ampTwitter, .ampYouTube:
      addEmbed(of: element, attributes)
    case .noscript: noscriptStart = position.upperBound
    default: break
    }
    guard canOpen else { return }
    if !inline.noteReferences.isEmpty { meetAnchor(attributes) }
    let kind = kind(element, attributes)
    var hides = element.isNeverShown || attributes.hides
    if case .backLink(let isDeclared) = kind {
      hides = true
      if !isDeclared, !isHidden { wayBack = [] }
    }
    // The number of a printed page is no word of the sentence.
    if element == .span, attributes["role"] == "doc-pagebreak" { hides = true }
    // Code says its direction for the page's sake.
    if language(attributes) != nil || element != .code && direction(attributes) != nil,
      element != .span
    {
      let span = OpenInline.Kind.span(
        language: language(attributes), direction: direction(attributes))
      // Both carry the element's name, so that its end tag closes the outer one as well.
      inline.begin(OpenInline(element: element, kind: span, depth: frames.count))
    }
    if element == .svg, !attributes.hides, attributes["aria-hidden"] != "true" {
      // A drawing in a drawing is part of it.
      if drawing == .shown { hides = false }
      if hidden == 0 { drawing = .shown }
    }
    if hides { hidden += 1 }
    if element == .text, !hides { startDrawingText() }
    inline.begin(
      OpenInline(
        element: element, kind: kind, depth: frames.count, hides: hides,
        anchor: element == .sup && !attributes.isEmpty ? attributes["id"] : nil))
    if element == .video || element == .audio { beginPlayer(element, attributes) }
    if element == .math { math = MathText(alternative: attributes.trimmed("alttext")) }
  }

  private mutating func kind(_ element: HTMLElement, _ attributes: some HTMLAttributes)
    -> OpenInline.Kind
  {
    switch element {
    case .em, .i, .cite: return .emphasis
    case .strong, .b: return .strong
    case .code, .kbd, .samp, .tt: return .code
    case .sup: return .superscript
    case .sub: return .subscript
    case .del, .s, .strike: return .deletion
    case .ins: return .insertion
    case .a:
      let reference = attributes["href"]
      if let reference, let kind = noteLink(to: reference, attributes) { return kind }
      let address = attributes[dialect.linkAttribute] ?? reference
      guard let href = address.flatMap(references.resolve),
        IRIReference.scheme(of: href) != "data"
      else { return .none }
      return .link(href: href, title: attributes.trimmed("title"))
    case .span:
      if !inline.noteReferences.isEmpty, attributes["role"] == "doc-backlink" {
        return .backLink(isDeclared: true)
      }
      let language = language(attributes)
      var direction = direction(attributes)
      // XHTML made for exchange states the direction of every language.
      if source == nil, direction == language.map({ TextDirection(language: $0) }) {
        direction = nil
      }
      return language == nil && direction == nil
        ? .none : .span(language: language, direction: direction)
    default: return .none
    }
  }

  func language(_ attributes: some HTMLAttributes) -> String? {
    guard !attributes.isEmpty else { return nil }
    return attributes.trimmed("lang") ?? attributes.trimmed("xml:lang")
  }

  func direction(_ attributes: some HTMLAttributes) -> TextDirection? {
    guard !attributes.isEmpty else { return nil }
    return attributes.trimmed("dir").flatMap { TextDirection(rawValue: $0.lowercased()) }
  }

  mutating func endInline(_ element: HTMLElement) {
    if preformatted != nil, !element.isNeverShown { return }
    if element == .ruby {
      if inline.isOpen(.rt) { endInline(.rt) }
      if inline.isOpen(.rp) { endInline(.rp) }
    }
    guard let closed = inline.end(element) else { return }
    finish(closed)
    // The span that stands for the language of the element.
    if case .span? = inline.open.last?.kind, element != .span,
      inline.open.last?.element == element
    {
      _ = inline.end(element)
    }
  }

  /// Whether an odd number of quotations is open, so that the marks inside are the others.
  private var opensWithin: Bool {
    inline.isOpen(.q) && !inline.open.count(where: { $0.element == .q }).isMultiple(of: 2)
  }

  /// Shows the words of a text in a drawing that is shown, apart from those around it.
  private mutating func startDrawingText() {
    guard drawing == .shown, hidden == 1 else { return }
    drawing = .inText
    hidden = 0
    text(" ")
  }

  private mutating func endDrawingText() {
    guard drawing == .inText else { return }
    text(" ")
    drawing = .shown
    hidden += 1
  }

  mutating func finish(_ closed: OpenInline) {
    if closed.element == .svg { endDrawingText() }
    if closed.hides { hidden -= 1 }
    if case .backLink = closed.kind, let words = wayBack {
      wayBack = nil
      let text = String(decoding: words, as: UTF8.self)
      if text.isMoreThanWayBack { self.text(text) }
    }
    switch closed.element {
    case .q: text(opensWithin ? "\u{2019}" : "\u{201D}")
    case .text: endDrawingText()
    case .svg where hidden == 0: drawing = .none
    case .rt: if !rubyHasParentheses { text(")") }
    case .video, .audio: endPlayer()
    case .noscript: addImages(ofNoscript: noscriptStart)
    case .picture: pictureSources = []
    default: break
    }
  }
}
