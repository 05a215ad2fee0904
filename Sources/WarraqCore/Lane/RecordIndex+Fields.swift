package import WarraqModel

// Values in the canonical form.
extension RecordIndex {
  /// Reads the next value, which has the canonical shape of the field.
  package mutating func readCanonical(_ field: Article.Field) throws(LeavesLane) {
    let start = nextPlace
    switch field.kind {
    case .identifier:
      let text = try text()
      if !text.isEmpty { set(field, text) }
    case .text: set(field, try text())
    case .integer:
      let digits = try digits()
      if !("1" ~= digits) { set(field, digits) }
    case .number: set(field, try digits())
    case .direction:
      let word = try text()
      guard TextDirection(rawValue: word.string) != nil else { throw LeavesLane() }
      set(field, word)
    case .status:
      let word = try text()
      guard PublicationStatus(rawValue: word.string) != nil else { throw LeavesLane() }
      set(field, word)
    case .date:
      let text = try text()
      guard let date = NewsDate(canonical: text.bytes) else { throw LeavesLane() }
      try set(field, date, printed: text)
    case .keywords:
      try beginArray()
      while try nextElement() { append(try text()) }
      set(field, from: start)
    case .blocks: try readBlocks(field)
    case .party:
      guard let shape = field.kind.shape else { throw LeavesLane() }
      try readObject(shape)
      // A party without a name is written without one.
      if self[start].isEmpty { replace(at: start, with: .absent) }
      set(field, from: start)
    case .roleTexts, .contributors, .sources, .concepts, .assets:
      guard let shape = field.kind.shape else { throw LeavesLane() }
      try beginArray()
      while try nextElement() { try readObject(shape) }
      noteDetails(of: field.kind, from: start)
      set(field, from: start)
    case .relatedItems:
      try beginArray()
      while try nextElement() { try readRelatedItem() }
      set(field, from: start)
    case .extraMembers, .inputPlace, .derived: throw LeavesLane()
    }
  }

  /// Gives a field a date, in the form in which it is written.
  package mutating func set(
    _ field: Article.Field, _ date: NewsDate, printed text: TextSlice
  ) throws(LeavesLane) {
    if Self.isWritten(text.bytes) { return set(field, date, as: text) }
    // The offset of a day is written elsewhere.
    guard date.isResolved, date.precision >= .minute || date.offsetMinutes == nil else {
      throw LeavesLane()
    }
    let written = try make(atMost: NewsDate.maximumISO8601Bytes) { date.writeISO8601(to: $0) }
    if date.precision < .second || date.offsetMinutes == nil { details.insert(.partialDates) }
    set(field, date, as: written)
  }

  /// Whether a date that could be read is written like that, as most are: to the second, with an
  /// offset, without what only readers know.
  private static func isWritten(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 20 || text.count == 25, text[10] == UInt8(ascii: "T") else {
      return false
    }
    func isDigits(_ position: Int, _ first: UInt8, _ second: UInt8) -> Bool {
      text[position] == first + 0x30 && text[position + 1] == second + 0x30
    }
    // The end of a day and a leap second are read as what follows.
    guard !isDigits(11, 2, 4), !isDigits(17, 6, 0) else { return false }
    guard text.count == 25 else { return text[19] == UInt8(ascii: "Z") }
    return (text[19] == UInt8(ascii: "+") || text[19] == UInt8(ascii: "-"))
      && text[22] == UInt8(ascii: ":") && !(isDigits(20, 0, 0) && isDigits(23, 0, 0))
  }

  mutating func noteDetails(of kind: FieldKind, from start: Int) {
    let detail: Loss.Feature
    switch kind {
    case .contributors: detail = .contributorDetails
    case .sources: detail = .sourceDetails
    case .identifier, .integer, .text, .number, .direction, .status, .date, .party, .roleTexts,
      .concepts, .blocks, .keywords, .assets, .relatedItems, .extraMembers,
      .inputPlace, .derived:
      return
    }
    let stride = kind.shape?.stride ?? 1
    for place in start..<nextPlace where (place - start) % stride > 0 && self[place].isPresent {
      return details.insert(detail)
    }
  }

  /// Reads an element of a list of objects.
  private mutating func readObject(_ shape: PartShape) throws(LeavesLane) {
    let start = nextPlace
    appendAbsent(shape.stride)
    try readMembers(shape, 0..<shape.outer, at: start, hasArray: shape.outer < shape.stride)
  }

  private mutating func readMembers(
    _ shape: PartShape, _ members: Range<Int>, at start: Int, hasArray: Bool
  ) throws(LeavesLane) {
    var seen: UInt32 = 0
    try beginObject()
    while let name = try nextName() {
      guard let index = members.first(where: { shape.members[$0].name ~= name }) else {
        guard hasArray, seen >> 31 == 0, shape.array ~= name else {
          throw LeavesLane()
        }
        seen |= 1 << 31
        try readArray(shape, at: start)
        continue
      }
      guard seen >> UInt32(index) & 1 == 0 else { throw LeavesLane() }
      seen |= 1 << UInt32(index)
      let member = shape.members[index]
      if member.mayBeNull, try skipNull() { continue }
      replace(at: start + index, with: try read(member.value))
    }
    // An object without any member says nothing.
    if !hasArray, !members.contains(where: { self[start + $0].isPresent }) { throw LeavesLane() }
    for index in members where shape.members[index].isRequired {
      guard self[start + index].isPresent else { throw LeavesLane() }
    }
  }

  /// Reads the array of objects inside an element, of which there may be one.
  private mutating func readArray(_ shape: PartShape, at start: Int) throws(LeavesLane) {
    if try skipNull() { return }
    try beginArray()
    guard try nextElement() else { return }
    let inner = shape.outer..<shape.stride
    try readMembers(shape, inner, at: start, hasArray: false)
    // Without any member the object would be lost.
    guard inner.contains(where: { self[start + $0].isPresent }), try !nextElement() else {
      throw LeavesLane()
    }
  }

  private mutating func read(_ value: PartShape.Value) throws(LeavesLane) -> TextSlice {
    switch value {
    case .text: return try text()
    case .oneText:
      try beginArray()
      guard try nextElement() else { throw LeavesLane() }
      let text = try text()
      guard try !nextElement() else { throw LeavesLane() }
      return text
    case .integer: return try digits()
    case .assetKind:
      let word = try text()
      guard Asset.Kind(rawValue: word.string) != nil else { throw LeavesLane() }
      return word
    case .conceptKind:
      let word = try text()
      guard Concept.Kind(rawValue: word.string) != nil else { throw LeavesLane() }
      return word
    }
  }

  /// Reads a related item, whose members have more names than those of the canonical form.
  private mutating func readRelatedItem() throws(LeavesLane) {
    guard let shape = FieldKind.relatedItems.shape else { throw LeavesLane() }
    let start = nextPlace
    appendAbsent(shape.stride)
    if try peek() == UInt8(ascii: "\"") {
      let text = try text()
      replace(at: start + (text.starts(with: "http") ? 2 : 1), with: text)
    } else {
      try beginObject()
      while let name = try nextName() {
        if try skipNull() { continue }
        let index: Int
        switch name {
        case "relation": index = 0
        case "title": index = 1
        case "headline", "name":
          // One without words is no title.
          let title = try text()
          guard !title.trimmed.isEmpty, !self[start + 1].isPresent else { throw LeavesLane() }
          replace(at: start + 1, with: title)
          continue
        case "url", "link", "href": index = 2
        case "id", "guid": index = 3
        case "label": index = 4
        default: throw LeavesLane()
        }
        guard !self[start + index].isPresent else { throw LeavesLane() }
        replace(at: start + index, with: try text())
      }
    }
    if !self[start].isPresent {
      // What says nothing is no related story.
      guard (start..<start + shape.stride).contains(where: { !self[$0].trimmed.isEmpty }) else {
        throw LeavesLane()
      }
      replace(at: start, with: try make(Self.usualRelation))
    }
  }

  private static let usualRelation = RelatedItem().relation

  // MARK: Body

  /// Reads blocks that are paragraphs and headings of plain text with line breaks.
  private mutating func readBlocks(_ field: Article.Field) throws(LeavesLane) {
    let start = nextPlace
    try beginArray()
    while try nextElement() {
      let first = nextPlace
      var type: TextSlice?
      var level: UInt8 = 2
      var hasText = false
      try beginObject()
      while let name = try nextName() {
        switch name {
        case "type":
          guard type == nil else { throw LeavesLane() }
          type = try text()
        case "text":
          guard !hasText else { throw LeavesLane() }
          hasText = true
          append(try text())
        case "content":
          guard !hasText else { throw LeavesLane() }
          hasText = true
          try readRuns()
        case "level":
          let digits = try digits()
          guard digits.count == 1, 1...9 ~= digits.bytes[0] - 0x30 else { throw LeavesLane() }
          level = digits.bytes[0] - 0x30
        default: throw LeavesLane()
        }
      }
      guard hasText, nextPlace > first else { throw LeavesLane() }
      switch type {
      case .some("paragraph"): details.insert(.paragraphs)
      case .some("heading"):
        details.insert(.headings)
        var text = self[first]
        text.run = level
        replace(at: first, with: text)
      default: throw LeavesLane()
      }
    }
    set(field, from: start)
  }

  /// Reads texts with line breaks between them.
  private mutating func readRuns() throws(LeavesLane) {
    var isAfterBreak = true
    let start = nextPlace
    try beginArray()
    while try nextElement() {
      if isAfterBreak {
        var run = try text()
        if nextPlace > start { run.run = TextSlice.Run.afterBreak.rawValue }
        append(run)
      } else {
        try beginObject()
        guard let name = try nextName(), "type" ~= name, "lineBreak" ~= (try text()),
          try nextName() == nil
        else { throw LeavesLane() }
        details.insert(.inlineMarkup)
      }
      isAfterBreak.toggle()
    }
    // Ended by a text, and more than one: one alone is written as such.
    guard !isAfterBreak, nextPlace > start + 1 else { throw LeavesLane() }
  }
}
