internal import WarraqCore
internal import WarraqModel
internal import WarraqMarkup

/// Reads single values and lists of somebody else's JSON into parts of an article.
struct LooseValues {
  let limits: Limits
  /// The date that relative dates count from.
  let reference: NewsDate?

  func setText(
    _ slot: inout String?, isTitle: Bool = false, from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    guard let found = try cursor.looseText() else { return .incomplete }
    let text = isTitle ? plainText(found.text, isHTML: found.isHTML) : found.text.trimmed
    guard !text.isEmpty else { return .complete }
    // A text without words does not count as one.
    guard slot == nil || slot == text || slot?.trimmed.isEmpty == true else { return .incomplete }
    slot = text
    return found.isPartial ? .incomplete : .complete
  }

  /// A text without markup.
  func plainText(_ text: String, isHTML: Bool) -> String {
    guard isHTML || BodyText.isHTML(text) else { return text.trimmed }
    return HTMLContent(html: text, limits: limits).blocks.plainText.trimmed
  }

  func setNumber(
    _ slot: inout Int, unset: Int, from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    guard slot == unset, let found = try cursor.looseText(), !found.isPartial,
      let number = Int(whole: found.text)
    else { return .incomplete }
    slot = number
    return .complete
  }

  func setDate(
    _ slot: inout NewsDate?, language: String?, from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    let offset = cursor.position
    guard let found = try cursor.looseText() else { return .incomplete }
    let text = found.text.trimmed
    guard !text.isEmpty else { return .complete }
    let date: NewsDate
    if let exact = NewsDate(certain: text) {
      date = exact
    } else {
      let parser = NewsDateParser(language: language, reference: reference)
      let (parsed, problem) = parser.newsDate(text)
      date = parsed
      if let problem {
        cursor.warn(
          .other(.date("json.unclear-date", text, read: parsed, problem)), at: offset)
      }
    }
    guard slot == nil || slot == date else { return .incomplete }
    slot = date
    return found.isPartial ? .incomplete : .complete
  }

  func setParty(
    _ slot: inout Party?, from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    guard slot == nil else { return .incomplete }
    switch try cursor.peek() {
    case UInt8(ascii: "\""): slot = Party(name: try cursor.string())
    case UInt8(ascii: "{"):
      var object = LooseObject()
      try object.read(&cursor)
      guard let name = object.take(.name, .title) else { return .incomplete }
      let iri = object.take(.id, .url)
      slot = Party(name: name, iri: iri)
      _ = object.take(.type)
      return object.isUsedUp ? .complete : .incomplete
    case UInt8(ascii: "["):
      // A list of one.
      var outcome = ArticleMapper.Outcome.complete
      try cursor.beginArray()
      while try cursor.nextElement() {
        let mark = cursor.mark()
        if slot == nil, try setParty(&slot, from: &cursor) == .complete { continue }
        outcome = .incomplete
        cursor.move(to: mark)
        try cursor.skipValue()
      }
      return outcome
    default: return .incomplete
    }
    return .complete
  }

  func addTexts(
    _ role: String, _ list: inout [RoleText], from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    var texts: [RoleText] = []
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      // One odd entry of a list does not take the others' roles away.
      if first == UInt8(ascii: "{"), let text = try cursor.canonicalRoleText() {
        texts.append(text)
        return .complete
      }
      guard let found = try cursor.looseText() else { return .incomplete }
      let text = plainText(found.text, isHTML: found.isHTML)
      if !text.isEmpty { texts.append(RoleText(role: role, text: text)) }
      return found.isPartial ? .incomplete : .complete
    }
    list.merge(texts)
    return outcome
  }

  func addPeople(
    _ people: inout [Contributor], from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    var found: [Contributor] = []
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      switch first {
      case UInt8(ascii: "\""):
        found += PeopleText.people(in: try cursor.string().trimmed)
        return .complete
      case UInt8(ascii: "{"):
        if let person = try cursor.canonicalContributor() {
          if !person.name.isEmpty { found.append(person) }
          return .complete
        }
        let mark = cursor.mark()
        var object = LooseObject()
        try object.read(&cursor)
        if object.hasUnknown {
          let end = cursor.mark()
          cursor.move(to: mark)
          if let person = try cursor.canonicalContributor(forgiving: true),
            person != Contributor(name: person.name)
          {
            found.append(person)
            return .incomplete
          }
          cursor.move(to: end)
        }
        guard let name = object.take(.name, .text), !name.isBlank else { return .incomplete }
        var person = Contributor(name: name)
        person.role = object.take(.role)
        person.jobTitle = object.take(.jobTitle, .title)
        person.organization = object.take(.organization)
        for iri in [object.take(.id), object.take(.url)] {
          guard let iri else { continue }
          person.identifiers.append(iri)
        }
        found.append(person)
        _ = object.take(.type)
        return object.isUsedUp ? .complete : .incomplete
      default:
        try cursor.skipValue()
        return .incomplete
      }
    }
    people.merge(found, name: \.name) { $0 == Contributor(name: $0.name) }
    return outcome
  }

  func addConcepts(
    _ kind: Concept.Kind?, _ concepts: inout [Concept], from cursor: inout JSONCursor
  ) throws(JSONError) -> ArticleMapper.Outcome {
    var found: [Concept] = []
    let outcome = try cursor.each { cursor, first throws(JSONError) in
      switch first {
      case UInt8(ascii: "\""):
        let name = try cursor.string()
        if !name.trimmed.isEmpty { found.append(Concept(kind: kind, names: [Concept.Name(name)])) }
        return .complete
      case UInt8(ascii: "{"):
        if let concept = try cursor.canonicalConcept() {
          if concept.saysWhat { found.append(concept.of(kind)) }
          return .complete
        }
        let mark = cursor.mark()
        var object = LooseObject()
        try object.read(&cursor)
        if object.hasUnknown {
          let end = cursor.mark()
          cursor.move(to: mark)
          if let concept = try cursor.canonicalConcept(forgiving: true), concept.saysWhat {
            found.append(concept.of(kind))
            return .incomplete
          }
          cursor.move(to: end)
        }
        guard let name = object.take(.name, .title), !name.isBlank else { return .incomplete }
        found.append(
          Concept(kind: kind, names: [Concept.Name(name)], iri: object.take(.id, .url)))
        _ = object.take(.type)
        return object.isUsedUp ? .complete : .incomplete
      default:
        try cursor.skipValue()
        return .incomplete
      }
    }
    concepts.merge(found)
    return outcome
  }
}

extension Concept {
  /// Whether it says what it is.
  fileprivate var saysWhat: Bool {
    iri != nil || code != nil || names.contains { !$0.text.isBlank }
  }

  /// The concept, of that kind where it has none.
  fileprivate func of(_ kind: Kind?) -> Concept {
    var concept = self
    concept.kind = self.kind ?? kind
    return concept
  }
}

extension Array where Element: Hashable {
  /// Appends the elements that are not here yet.
  mutating func merge(_ others: [Element]) {
    guard !isEmpty else { return self = others }
    let known = Set(self)
    self += others.filter { !known.contains($0) }
  }

  /// Appends the elements that say something new: not those of which a namesake is here, unless one
  /// of the two says more than its name.
  ///
  /// - Parameter isBare: whether an element has a name and nothing else.
  mutating func merge(
    _ others: [Element], name: (Element) -> String, isBare: (Element) -> Bool
  ) {
    guard !isEmpty else { return self = others }
    var known: [String: Int] = [:]
    for (index, element) in enumerated() { known[name(element)] = index }
    for other in others {
      if let index = known[name(other)] {
        if other == self[index] || isBare(other) { continue }
        if isBare(self[index]) {
          self[index] = other
          continue
        }
      }
      append(other)
    }
  }
}

extension JSONCursor {
  /// Reads the elements of the next value, or the value itself where it is not an array.
  ///
  /// - Parameter read: reads one value that starts with the given byte.
  @inline(__always)
  mutating func each(
    _ read: (inout JSONCursor, UInt8) throws(JSONError) -> ArticleMapper.Outcome
  ) throws(JSONError) -> ArticleMapper.Outcome {
    guard try peek() == UInt8(ascii: "[") else { return try read(&self, try peek()) }
    var outcome = ArticleMapper.Outcome.complete
    try beginArray()
    while try nextElement() {
      guard try !skipNull() else { continue }
      if try read(&self, try peek()) == .incomplete { outcome = .incomplete }
    }
    return outcome
  }
}
