/// An element of HTML, by what it does to the text around it.
package enum HTMLElement: String, CaseIterable {
  // Part the text without a meaning of their own.
  case address, article, center, dd, details, dir_ = "dir", div, dl, dt, fieldset, footer, form
  case header, hgroup, legend, main, nav, optgroup, section, summary, search, frameset, marquee
  case object, applet, dialog
  // Part the text; no text of theirs is in question.
  case html, head, body
  // Blocks with a meaning.
  case aside, blockquote, caption, figcaption, figure, h1, h2, h3, h4, h5, h6, li, listing
  case menu, ol, p, pre, table, tbody, td, tfoot, th, thead, tr, ul, xmp, plaintext
  // Inline markup.
  case a, b, bdi, bdo, cite, code, del, em, font, i, ins, kbd, q, rp, rt, ruby, s, samp, span
  case strike, strong, sub, sup, tt
  // Never shown as text.
  case button, canvas, datalist, math, meter, progress, select, svg, template
  case iframe, noembed, noframes, noscript, script, style, textarea, title
  // Empty.
  case base, br, col, embed, frame, hr, img, input, keygen, link, meta, param, source, track, wbr
  // Pictures and films.
  case audio, picture, video
  // Things of other platforms, in CKEditor and AMP.
  case oembed
  case ampFacebook = "amp-facebook"
  case ampInstagram = "amp-instagram"
  case ampTwitter = "amp-twitter"
  case ampYouTube = "amp-youtube"
  // Formulas of MathML.
  case annotation, mfenced, mfrac, mover, mroot, msqrt, msub, msubsup, msup, mtable, mtr, munder
  case munderover
  case annotationXML = "annotation-xml"
  /// Words in a drawing.
  case text
  /// Any other: inline and without a meaning.
  case unknown = ""

  private static let byName: [String: HTMLElement] = {
    var names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
    names["image"] = .img
    // https://amp.dev/documentation/components/: the same things under other names.
    names["amp-img"] = .img
    names["amp-iframe"] = .iframe
    names["amp-video"] = .video
    names["amp-audio"] = .audio
    return names
  }()

  /// The element of that lower-case name.
  init(lowercaseName name: String) {
    self = Self.byName[name] ?? .unknown
  }

  /// The element of a name in the source, in any case.
  init(name: UnsafeBufferPointer<UInt8>) {
    guard name.count <= 14 else {
      self = .unknown
      return
    }
    self.init(
      lowercaseName: String(unsafeUninitializedCapacity: name.count) { target in
        for index in 0..<name.count { target[index] = name[index].asciiLowercased }
        return name.count
      })
  }

  /// Whether it has neither content nor an end tag (HTML Living Standard, 13.1.2).
  var isVoid: Bool {
    switch self {
    case .base, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta, .param,
      .source, .track, .wbr:
      true
    default: false
    }
  }

  /// Whether its content is text up to its end tag, whatever it looks like (13.2.5.2 to 13.2.5.5).
  var holdsRawText: Bool {
    switch self {
    case .iframe, .noembed, .noframes, .noscript, .script, .style, .textarea, .title, .xmp: true
    default: false
    }
  }

  /// Whether what it holds is not part of the text on the page.
  var isNeverShown: Bool {
    switch self {
    case .button, .canvas, .datalist, .meter, .progress, .select, .svg, .template, .noembed,
      .noframes, .noscript, .script, .style, .textarea, .title, .iframe, .audio, .video,
      .oembed, .ampFacebook, .ampInstagram, .ampTwitter, .ampYouTube:
      true
    default: false
    }
  }

  /// Whether it stands inside a line of text.
  var isInline: Bool {
    switch self {
    case .a, .b, .bdi, .bdo, .cite, .code, .del, .em, .font, .i, .ins, .kbd, .q, .rp, .rt, .ruby,
      .s, .samp, .span, .strike, .strong, .sub, .sup, .tt, .button, .canvas, .datalist, .math,
      .meter, .progress,
      .select, .svg, .template,
      .iframe, .noembed, .noframes, .noscript, .script, .style, .textarea, .title, .audio,
      .oembed, .ampFacebook, .ampInstagram, .ampTwitter, .ampYouTube,
      .picture, .video, .annotation, .mfenced, .mfrac, .mover, .mroot, .msqrt, .msub, .msubsup,
      .msup,
      .mtable, .mtr, .munder, .munderover, .annotationXML, .text, .unknown:
      true
    default: false
    }
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
  /// White space of HTML: tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool { self == 0x20 || (self &- 9 < 5 && self != 0x0B) }
}

/// The attributes of an element.
package protocol HTMLAttributes {
  var isEmpty: Bool { get }
  /// The value of the first attribute of that lower-case name, decoded.
  subscript(name: StaticString) -> String? { get }
}

extension HTMLAttributes {
  /// The value without white space around it, `nil` where nothing is left.
  package func trimmed(_ name: StaticString) -> String? {
    guard let value = self[name] else { return nil }
    let trimmed = value.trimmingHTMLSpace
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The whole number at the head of a value such as `640`, `640px`; not of `100%`.
  package func number(_ name: StaticString) -> Int? {
    guard let value = trimmed(name), !value.utf8.contains(UInt8(ascii: "%")) else { return nil }
    let digits = value.utf8.prefix { $0.isASCIIDigit }
    return digits.count <= 9 ? Int(String(Substring(digits))) : nil
  }

  /// Whether the list of classes holds a class that `matches`.
  func hasClass(_ matches: (Substring) -> Bool) -> Bool {
    guard !isEmpty, let value = self["class"] else { return false }
    return value.utf8.split(whereSeparator: { $0.isHTMLSpace }).contains { matches(Substring($0)) }
  }

  /// Whether the element is not shown: `hidden`, or `display: none` in its own style.
  var hides: Bool {
    guard !isEmpty else { return false }
    if let hidden = self["hidden"] {
      // In content of old systems `hidden="false"` means what it says.
      return !hidden.utf8.elementsEqual("false".utf8)
    }
    guard let style = self["style"] else { return false }
    let compact = String(
      decoding: style.utf8.lazy.filter { !$0.isHTMLSpace }.map(\.asciiLowercased), as: UTF8.self)
    return compact.utf8.split(separator: UInt8(ascii: ";")).contains {
      $0.starts(with: "display:none".utf8)
    }
  }
}

extension String {
  /// The text without the white space of HTML at its ends.
  var trimmingHTMLSpace: String {
    let view = utf8
    guard let first = view.firstIndex(where: { !$0.isHTMLSpace }),
      let last = view.lastIndex(where: { !$0.isHTMLSpace })
    else { return "" }
    return String(self[first...last])
  }
}
