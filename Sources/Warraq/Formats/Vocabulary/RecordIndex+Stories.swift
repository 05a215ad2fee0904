internal import WarraqCore
internal import WarraqMarkup
internal import WarraqModel

// What readers make of the texts of a record.
extension RecordIndex {
  // MARK: Body

  /// Makes the blocks of texts of which some have markup.
  mutating func setBody(
    _ places: Range<Int>, isHTML: Bool, isList: Bool
  ) throws(LeavesLane) {
    var blocks: [Block] = []
    for place in places {
      let text = self[place]
      if isHTML || text.isHTML {
        let content = HTMLContent(html: text.string, limits: limits)
        // Media get names beside those of the story, relative links its address; NULs are counted.
        guard content.media.isEmpty, content.leftOutNULs == 0, !content.blocks.haveRelativeLinks
        else { throw LeavesLane() }
        blocks += content.blocks
      } else if isList {
        let inlines = PlainParagraphs.inlines(of: text.string)
        if !inlines.isEmpty { blocks.append(.paragraph(inlines)) }
      } else {
        blocks += PlainParagraphs.blocks(of: text.string)
      }
    }
    setBody(blocks)
  }

  /// Adds the paragraphs of a text without markup.
  ///
  /// - Parameter isOne: whether it is one paragraph, with its line ends as line breaks.
  mutating func addParagraphs(of text: TextSlice, isOne: Bool) {
    guard text.hasLineEnds else {
      let line = text.trimmed
      if !line.isEmpty { append(line) }
      return
    }
    var hasBreaks = false
    PlainParagraphs.forEachLine(of: text.bytes, isOneParagraph: isOne) { line, startsParagraph in
      var run = text.part(line)
      if !startsParagraph {
        run.run = TextSlice.Run.afterBreak.rawValue
        hasBreaks = true
      }
      append(run)
    }
    if hasBreaks { details.insert(.inlineMarkup) }
  }

  // MARK: Identifiers and people

  mutating func append(person name: TextSlice) {
    append(name)
    appendAbsent((FieldKind.contributors.shape?.stride ?? 1) - 1)
  }

  mutating func addAlternateIDs(_ ids: [RoleText]) throws(LeavesLane) {
    for id in ids { try setAlternateID(role: make(id.role), make(id.text)) }
  }

  mutating func setAlternateID(role: TextSlice, _ id: TextSlice) throws(LeavesLane) {
    guard !has(.alternateIDs) else { throw LeavesLane() }
    let start = nextPlace
    append(role)
    append(id)
    set(.alternateIDs, from: start)
  }

  /// Finds the identifier: one of somebody else's database is no IRI, and where there is none it is
  /// made as `Identification` makes it.
  mutating func identify(isForeign: Bool) throws(LeavesLane) {
    if isForeign, has(.id), !ArticleMapper.isIRI(text(.id).bytes) {
      try setAlternateID(role: TextSlice("id"), text(.id))
      remove(.id)
    }
    guard !has(.id) else { return }
    let url = text(.url)
    if !url.isEmpty {
      set(.id, try make(UUIDv5.urn(for: Array(url.bytes), in: UUIDv5.urlNamespace)))
    } else {
      // Without a text to tell it by, everything that is known has to.
      guard has(.body) else { throw LeavesLane() }
      var name = ByteBuffer()
      for field in Identification.words {
        name.append(text(field))
        name.append(0)
      }
      name.append(plainTextOf: self)
      if has(.media), let shape = FieldKind.assets.shape {
        let texts = texts(of: .media)
        for start in stride(from: 0, to: texts.count, by: shape.stride) {
          let href = texts[start + shape.outer]
          guard href.isPresent else { continue }
          name.append(0)
          name.append(href)
        }
      }
      set(.id, try make(UUIDv5.urn(for: name.bytes, in: UUIDv5.contentNamespace)))
    }
  }
}
