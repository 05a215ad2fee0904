package import WarraqModel

// Going back, and past values that are read by others.
extension RecordIndex {
  /// A state to come back to, before a value.
  package struct Mark {
    /// Where the value starts, white space before it included.
    package let position: Int
    fileprivate let expectsComma: Bool
    fileprivate let present: UInt64
    fileprivate let itemCount: Int
    fileprivate let details: Loss.FeatureSet
    fileprivate let scratchUsed: Int
  }

  /// The state before the next value.
  package func mark() -> Mark {
    Mark(
      position: position, expectsComma: expectsComma, present: present, itemCount: itemCount,
      details: details, scratchUsed: scratchUsed)
  }

  /// Forgets what was read since, which was one value of a field that had none and no more.
  package mutating func rewind(to mark: Mark) {
    position = mark.position
    expectsComma = mark.expectsComma
    present = mark.present
    itemCount = mark.itemCount
    details = mark.details
    scratchUsed = mark.scratchUsed
  }

  /// Goes to where the value of a state starts, and forgets nothing.
  package mutating func move(to mark: Mark) {
    position = mark.position
    expectsComma = mark.expectsComma
  }

  /// Keeps the values that were read in part, after all others, and in the order of the table.
  package mutating func keepUnfinished() throws(LeavesLane) {
    guard !unfinished.isEmpty else { return }
    let end = position
    for (name, value, _) in unfinished.sorted(by: { $0.rank < $1.rank }) {
      position = value
      try keep(name)
    }
    position = end
  }

  /// Passes the next value and gives its bytes; who reads them finds out whether they are JSON.
  package mutating func skipValue() throws(LeavesLane) -> UnsafeBufferPointer<UInt8> {
    _ = try peek()
    let start = position
    var depth = 0
    repeat {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""): try skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        guard depth >= 0 else { throw LeavesLane() }
        position &+= 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { throw LeavesLane() }
        position &+= 1
      default: skipWord()
      }
    } while depth > 0
    expectsComma = true
    return UnsafeBufferPointer(start: base + start, count: position - start)
  }

  private mutating func skipString() throws(LeavesLane) {
    position &+= 1
    while true {
      position = ByteScan.endOfPlainRun(base, from: position, to: end)
      guard position < end else { throw LeavesLane() }
      switch base[position] {
      case UInt8(ascii: "\""):
        position &+= 1
        return
      case UInt8(ascii: "\\"): position &+= 2
      default: throw LeavesLane()
      }
    }
  }

  /// Passes a number or a word.
  private mutating func skipWord() {
    while position < end {
      switch base[position] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), 0x20, 0x09,
        0x0A, 0x0D:
        return
      default: position &+= 1
      }
    }
  }
}

// Values of an article, beside the record.
extension RecordIndex {
  /// Gives a field, which has no value yet, that of an article.
  package mutating func copy(
    _ field: Article.Field, of article: inout Article
  ) throws(LeavesLane) {
    let start = nextPlace
    switch field.kind {
    case .identifier: if !article.id.isEmpty { set(field, try make(article.id)) }
    case .text:
      var text: String?
      article.exchange(field, with: &text)
      if let text { set(field, try make(text)) }
    case .date:
      var date: NewsDate?
      article.exchange(field, with: &date)
      guard let date else { return }
      guard date.text == nil else { throw LeavesLane() }
      try set(field, date, printed: .absent)
    case .party:
      var party: Party?
      article.exchange(field, with: &party)
      guard let party else { return }
      append(party.name.isEmpty ? .absent : try make(party.name))
      append(try make(party.iri))
      set(field, from: start)
    case .roleTexts:
      var texts: [RoleText] = []
      article.exchange(field, with: &texts)
      for text in texts {
        append(try make(text.role))
        append(try make(text.text))
      }
      set(field, from: start)
    case .contributors:
      var people: [Contributor] = []
      article.exchange(field, with: &people)
      for person in people {
        guard person.identifiers.count < 2 else { throw LeavesLane() }
        append(try make(person.name))
        append(try make(person.role))
        append(try make(person.jobTitle))
        append(try make(person.organization))
        append(try make(person.identifiers.first))
      }
      noteDetails(of: field.kind, from: start)
      set(field, from: start)
    case .sources:
      for source in article.sources {
        append(try make(source.name))
        append(try make(source.role))
        append(try make(source.url))
        append(try make(source.iri))
      }
      noteDetails(of: field.kind, from: start)
      set(field, from: start)
    case .concepts:
      var concepts: [Concept] = []
      article.exchange(field, with: &concepts)
      for concept in concepts { try append(concept) }
      set(field, from: start)
    case .keywords:
      for keyword in article.keywords {
        guard keyword.confidence == nil else { throw LeavesLane() }
        append(try make(keyword.text))
      }
      set(field, from: start)
    case .assets:
      for asset in article.media { try append(asset) }
      set(field, from: start)
    case .blocks: setBody(article.body)
    case .integer:
      if article.version != 1 { set(field, try make(article.version)) }
    case .number:
      if let urgency = article.urgency { set(field, try make(urgency)) }
    case .direction:
      if let direction = article.direction { set(field, try make(direction.rawValue)) }
    case .status:
      if let status = article.status { set(field, try make(status.rawValue)) }
    case .relatedItems: guard article.related.isEmpty else { throw LeavesLane() }
    case .extraMembers, .inputPlace, .derived: throw LeavesLane()
    }
  }

  private mutating func append(_ concept: Concept) throws(LeavesLane) {
    guard concept.names.count < 2, concept.names.first?.language == nil else {
      throw LeavesLane()
    }
    append(try make(concept.kind?.rawValue))
    append(try make(concept.names.first?.text))
    append(try make(concept.scheme))
    append(try make(concept.code))
    append(try make(concept.iri))
    append(try make(concept.rank))
    append(try make(concept.confidence))
  }

  private mutating func append(_ asset: Asset) throws(LeavesLane) {
    let rendition = asset.renditions.first
    guard asset.renditions.count < 2, rendition?.duration == nil, rendition?.data == nil,
      rendition.map({ $0 != Asset.Rendition() }) ?? true
    else { throw LeavesLane() }
    append(try make(asset.id))
    append(try make(asset.kind?.rawValue))
    append(try make(asset.caption))
    append(try make(asset.altText))
    append(try make(asset.credit))
    append(try make(rendition?.href))
    append(try make(rendition?.mediaType))
    append(try make(rendition?.role))
    append(try make(rendition?.width))
    append(try make(rendition?.height))
    append(try make(rendition?.sizeInBytes))
  }

  private mutating func make(_ text: String?) throws(LeavesLane) -> TextSlice {
    guard let text else { return .absent }
    return try make(text)
  }

  private mutating func make(_ number: Int?) throws(LeavesLane) -> TextSlice {
    guard let number else { return .absent }
    // What is read otherwise may be below nothing or long.
    guard 0...Int(Int32.max) ~= number else { throw LeavesLane() }
    return try make(String(number))
  }
}
