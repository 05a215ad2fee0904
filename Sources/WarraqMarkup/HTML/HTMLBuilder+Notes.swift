package import WarraqModel

/// The elements of a page to which links lead that may be references to notes.
struct FootnoteDefinitions {
  struct Definition {
    /// The `id` of the element.
    let target: String
    /// Whether its markup says that it is a note, or it leads back to a reference.
    var isDeclared: Bool
    /// Whether it starts with its sign, which leads back and is no text.
    var hasSign = false
  }

  /// A note in the body says `\u{1}` and its place in here.
  var definitions: [Definition] = []
  /// The identifiers of what refers to notes: where notes lead back to.
  var origins: Set<String> = []
  /// The targets of the links that may refer to notes.
  var targets: Set<String> = []
}

/// Notes of a page: DPUB-ARIA 1.1 (`doc-noteref`, `doc-footnote`, `doc-backlink`), the structural
/// semantics of EPUB, the classes of pandoc, GitHub, Wikipedia, WordPress and Word, and links that
/// lead to a note which leads back.
extension HTMLBuilder {
  // MARK: References

  /// What a link is when it leads to a note or back from one.
  mutating func noteLink(
    to address: String, _ attributes: some HTMLAttributes
  ) -> OpenInline.Kind? {
    guard let hash = address.utf8.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let isAttached = inline.isOpen(.sup) || inline.touchesWord
    if let id = notesElsewhere[address] {
      inline.noteReferences.append(
        InlineBuilder.NoteReference(
          target: id, link: nil, isDeclared: true, isAttached: isAttached))
      return .noteReference(inline.noteReferences.count - 1)
    }
    let isHere = hash == address.startIndex
    let target = String(address[address.index(after: hash)...])
    let isDeclared = Self.says(
      attributes, role: ["doc-noteref"], type: ["noteref"], classes: Self.referenceClasses)
    guard isDeclared || isHere, !target.isEmpty else { return nil }
    if let isDeclared = leadsBack(attributes, to: target, isHere: isHere) {
      return .backLink(isDeclared: isDeclared)
    }
    let resolved = references.resolve(address)
    inline.noteReferences.append(
      InlineBuilder.NoteReference(
        target: target,
        link: isDeclared ? nil : resolved.map { ($0, attributes.trimmed("title")) },
        isDeclared: isDeclared, isAttached: isAttached))
    notes.targets.insert(target)
    if let id = attributes["id"] ?? attributes["name"] { notes.origins.insert(id) }
    for origin in openAnchors { notes.origins.insert(origin) }
    return .noteReference(inline.noteReferences.count - 1)
  }

  private static let referenceClasses: Set<Substring> = [
    "footnote-ref", "footnoteref", "footnote-reference", "noteref", "fnref", "footnote-link",
    "footnote-anchor",
  ]
  private static let backLinkClasses: Set<Substring> = [
    "footnote-back", "footnote-backref", "reversefootnote", "footnote-backlink", "footnote-return",
    "data-footnote-backref",
  ]

  /// Whether a link that leads back from a note says so; `nil` for one that leads elsewhere.
  private mutating func leadsBack(
    _ attributes: some HTMLAttributes, to target: String, isHere: Bool
  ) -> Bool? {
    let isDeclared = Self.says(
      attributes, role: ["doc-backlink"], type: ["backlink"], classes: Self.backLinkClasses)
    let note = frames.last { $0.note != nil }?.note
    guard isDeclared || isHere && note != nil && notes.origins.contains(target) else {
      return nil
    }
    if let note {
      notes.definitions[note].isDeclared = true
      if !inline.hasContent, output[output.count - 1].isEmpty {
        notes.definitions[note].hasSign = true
      }
    }
    return isDeclared
  }

  /// Whether the role, the type in EPUB or a class of an element is one of these.
  private static func says(
    _ attributes: some HTMLAttributes, role: Set<String>, type: Set<Substring>,
    classes: Set<Substring>
  ) -> Bool {
    if let value = attributes["role"], role.contains(value) { return true }
    if let value = attributes["epub:type"],
      value.split(separator: " ").contains(where: type.contains)
    {
      return true
    }
    if let value = attributes["rel"], value == "footnote" { return role.contains("doc-noteref") }
    return attributes.hasClass(classes.contains)
  }

  // MARK: Definitions

  /// Opens a block that is a note; returns whether it is one.
  mutating func startNote(_ element: HTMLElement, _ attributes: some HTMLAttributes) -> Bool {
    guard !attributes.isEmpty, let target = attributes["id"] else { return false }
    let isDeclared = Self.says(
      attributes, role: ["doc-footnote", "doc-endnote"],
      type: ["footnote", "endnote", "rearnote"], classes: ["footnote"])
    guard notes.targets.contains(target) || isDeclared && element == .aside else { return false }
    let note = notes.definitions.count
    switch element {
    case .li:
      openItem(false)
      guard frames.last?.kind == .item else { return true }
    case .td, .th:
      openCell(element, attributes, false)
      guard frames.last?.kind == .cell else { return true }
    case .p, .div, .section, .aside, .dd, .article, .footer:
      if element == .dd { closeDefinition() }
      guard open(element, .note) else { return true }
    default: return false
    }
    notes.definitions.append(.init(target: target, isDeclared: isDeclared))
    frames[frames.count - 1].note = note
    return true
  }

  /// An anchor at the start of a paragraph makes it a note, as Word writes them.
  mutating func meetAnchor(_ attributes: some HTMLAttributes) {
    guard !attributes.isEmpty, let id = attributes["name"] ?? attributes["id"],
      notes.targets.contains(id), let last = frames.last,
      last.kind == .paragraph, !isHidden, !inline.hasContent
    else { return }
    let index = frames.count - 1
    frames[index].kind = .note
    frames[index].note = notes.definitions.count
    output.append([])
    notes.definitions.append(.init(target: id, isDeclared: false))
  }

  /// The identifiers of the elements around a link, as `<sup id="r1"><a href="#f1">`.
  private var openAnchors: [String] { inline.open.compactMap(\.anchor) }

  /// What a closed block is: a note when it was opened as one.
  func note(_ frame: Frame, _ blocks: [Block]) -> [Block] {
    guard let note = frame.note, !blocks.isEmpty else { return blocks }
    return [.footnote(id: "\u{1}\(note)", blocks)]
  }

  // MARK: The whole page

  /// Decides which links lead to notes and which blocks are notes.
  mutating func settleNotes() {
    guard !inline.noteReferences.isEmpty || !notes.definitions.isEmpty else { return }
    let attached = Set(
      inline.noteReferences.lazy.filter { reference in
        !reference.sign.isEmpty && (reference.isDeclared || reference.isAttached)
      }.map(\.target))
    let signs = Dictionary(
      inline.noteReferences.map { ($0.target, $0.isAfterWords ? [] : $0.sign) },
      uniquingKeysWith: { first, _ in first })
    var definitions: [Int: NoteSettling.Note] = [:]
    var targets = Set(notesElsewhere.values)
    for (index, definition) in notes.definitions.enumerated()
    where definition.isDeclared || attached.contains(definition.target) {
      let sign = signs[definition.target]?.plainText
      definitions[index] = NoteSettling.Note(
        id: FootnoteAnchor.id(of: definition.target), sign: definition.hasSign ? "" : sign)
      targets.insert(definition.target)
    }
    let settling = NoteSettling(
      references: inline.noteReferences, definitions: definitions, targets: targets)
    for index in output.indices { output[index] = settling.blocks(output[index]) }
  }
}

/// Puts notes and references to them, or what they are instead, where the builder left a number.
private struct NoteSettling {
  struct Note {
    let id: String
    /// What refers to it, which its text may begin with; empty where that is left out already.
    let sign: String?
  }

  let references: [InlineBuilder.NoteReference]
  /// The notes, by their place among the definitions.
  let definitions: [Int: Note]
  let targets: Set<String>

  func blocks(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    for block in blocks {
      let new = self.block(block)
      // The line above notes at the end of a page is no change of scene.
      if case .list = block, case .footnote? = new.first, result.last == .divider {
        result.removeLast()
      }
      result += new
    }
    return result
  }

  private func block(_ block: Block) -> [Block] {
    switch block {
    case .paragraph(let content): return [.paragraph(inlines(content))]
    case .heading(let level, let content): return [.heading(level: level, inlines(content))]
    case .quote(let content, let attribution):
      return [.quote(blocks(content), attribution: inlines(attribution))]
    case .list(var list):
      list.items = list.items.map(blocks)
      let isOfNotes = list.items.allSatisfy { item in
        if item.count == 1, case .footnote = item[0] { return true }
        return false
      }
      return isOfNotes ? list.items.flatMap(\.self) : [.list(list)]
    case .table(var table):
      table.caption = inlines(table.caption)
      for row in table.rows.indices {
        for cell in table.rows[row].indices {
          table.rows[row][cell].content = blocks(table.rows[row][cell].content)
        }
      }
      return [.table(table)]
    case .figure(var figure):
      figure.caption = inlines(figure.caption)
      return [.figure(figure)]
    case .aside(let content, let role): return [.aside(blocks(content), role: role)]
    case .footnote(let id, let content):
      guard let place = Self.place(id) else { return [block] }
      let content = blocks(content)
      guard let note = definitions[place] else { return content }
      let text = note.sign.map { content.withoutSign($0) } ?? content
      return [.footnote(id: note.id, text.isEmpty ? content : text)]
    case .embed, .preformatted, .divider: return [block]
    }
  }

  private func inlines(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      for new in self.inline(inline) {
        if case .text(let text) = new, case .text(var last)? = result.last {
          // Out of the list, it grows where it is.
          result.removeLast()
          last += text
          result.append(.text(last))
        } else {
          result.append(new)
        }
      }
    }
    return result
  }

  private func inline(_ inline: Inline) -> [Inline] {
    switch inline {
    case .footnoteReference(let id):
      guard let place = Self.place(id) else { return [inline] }
      let reference = references[place]
      guard targets.contains(reference.target) else { return reference.content }
      return [.footnoteReference(FootnoteAnchor.id(of: reference.target))]
    case .superscript(let content):
      let content = inlines(content)
      if content.count == 1 {
        switch content[0] {
        // The sign of a note is raised anyway.
        case .footnoteReference, .superscript: return content
        default: break
        }
      }
      return [.superscript(content)]
    case .emphasis(let content): return [.emphasis(inlines(content))]
    case .strong(let content): return [.strong(inlines(content))]
    case .link(let content, let href, let title):
      return [.link(inlines(content), href: href, title: title)]
    case .subscript(let content): return [.subscript(inlines(content))]
    case .deletion(let content): return [.deletion(inlines(content))]
    case .insertion(let content): return [.insertion(inlines(content))]
    case .span(let content, let language, let direction):
      return [.span(inlines(content), language: language, direction: direction)]
    case .text, .code, .lineBreak: return [inline]
    }
  }

  private static func place(_ id: String) -> Int? {
    id.utf8.first == 1 ? Int(id.dropFirst()) : nil
  }
}

extension [Block] {
  /// A note without its own sign at the start: `1. Text`, `[1] Text`, `1 Text`; without what came
  /// after the sign where that is gone.
  package func withoutSign(_ sign: String) -> [Block] {
    let sign = sign.filter { !"[](). ".contains($0) }
    guard case .paragraph(var content)? = first else { return self }
    switch content.first {
    case .superscript(let raised)
    where !sign.isEmpty && raised.plainText.filter({ !"[]()".contains($0) }) == sign:
      content.removeFirst()
      if case .text(let text)? = content.first {
        content[0] = .text(String(text.drop { $0.isNoteSeparator }))
      }
    case .text(let text):
      guard let rest = Self.rest(of: text, after: sign) ?? Self.withoutPoint(text) else {
        return self
      }
      if rest.isEmpty { content.removeFirst() } else { content[0] = .text(rest) }
    default: return self
    }
    return (content.isEmpty ? [] : [.paragraph(content)]) + dropFirst()
  }

  /// A text without the point after a sign that is no longer there.
  private static func withoutPoint(_ text: String) -> String? {
    let words = text.drop { "]).:".contains($0) }
    guard words.startIndex > text.startIndex, words.first?.isWhitespace == true else { return nil }
    return String(words.drop(while: \.isWhitespace))
  }

  /// What comes after the sign; `nil` where the text begins with a number that belongs to it, as in
  /// `1 million` and `1.5`.
  private static func rest(of text: String, after sign: String) -> String? {
    let start = text.drop { "[( ".contains($0) }
    guard !sign.isEmpty, start.hasPrefix(sign) else { return nil }
    let rest = start.dropFirst(sign.count)
    let words = rest.drop { $0.isNoteSeparator }
    let separator = rest[..<words.startIndex]
    guard !separator.isEmpty || words.isEmpty else { return nil }
    if separator.allSatisfy(\.isWhitespace) {
      guard words.first.map({ $0.isLetter && !$0.isLowercase }) ?? true else { return nil }
    } else if !separator.contains(where: { $0.isWhitespace || "])".contains($0) }) {
      guard words.first?.isNumber != true else { return nil }
    }
    return String(words)
  }
}

extension Character {
  /// Whether it stands between the sign of a note and its text.
  fileprivate var isNoteSeparator: Bool { isWhitespace || "]).:".contains(self) }
}

extension [Inline] {
  /// Whether it is what stands for a note: a number, a letter, a sign, perhaps in brackets.
  var isNoteSign: Bool { plainText.isNoteSign }

  /// Whether it is a sign of a note, or words in brackets or raised in place of one.
  var isNoteLabel: Bool {
    if count == 1, case .superscript = self[0] { return true }
    return plainText.isNoteLabel
  }
}

extension String {
  /// Whether it is what stands for a note: a number, a letter, a sign, perhaps in brackets.
  package var isNoteSign: Bool {
    let text = unicodeScalars.filter {
      !"[](){}. \u{A0}\u{FE0E}\u{FE0F}".unicodeScalars.contains($0)
    }
    guard !text.isEmpty, text.count <= 4 else { return false }
    return text.count == 1 || text.allSatisfy { $0.properties.numericType != nil }
      || text.allSatisfy { "*†‡§¶ivxIVX".unicodeScalars.contains($0) }
  }

  /// Whether it is a sign of a note, or words in brackets in place of one.
  package var isNoteLabel: Bool {
    if isNoteSign { return true }
    guard let first = first(where: { !$0.isWhitespace }),
      let last = last(where: { !$0.isWhitespace })
    else { return true }
    return first == "[" && last == "]" || first == "(" && last == ")"
  }

  /// Whether it says more than "Back to the text".
  var isMoreThanWayBack: Bool { split(whereSeparator: \.isWhitespace).count > 4 }
}
