package import WarraqModel

// The parts of an article in the canonical form. Each throws `JSONError` `shape` for a value of
// another shape, members without a place in the model included.
extension JSONCursor {
  /// `nil` for `null`, else what `read` reads.
  @inline(__always)
  mutating func optional<Value>(
    _ read: (inout JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) -> Value? {
    if try skipNull() { return nil }
    return forgives ? try forgiven(read) : try read(&self)
  }

  /// What `read` reads; `nil`, with the next value passed, where that is of another shape.
  @inline(never)
  mutating func forgiven<Value>(
    _ read: (inout JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) -> Value? {
    let mark = mark()
    do throws(JSONError) {
      return try read(&self)
    } catch  where error.isShape {
      rewind(to: mark)
      try skipValue()
      return nil
    } catch {
      throw error
    }
  }

  /// Passes the value of a member that a part does not have.
  mutating func passMember() throws(JSONError) {
    guard forgives else { throw wrongShape() }
    try skipValue()
  }

  /// The elements of the next value, an array; none for `null`.
  @inline(__always)
  mutating func list<Element>(
    _ read: (inout JSONCursor) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    guard try !skipNull() else { return [] }
    var elements: [Element] = []
    try beginArray()
    while try nextElement() {
      if elements.isEmpty { elements.reserveCapacity(4) }
      if forgives {
        if let element = try forgiven(read) { elements.append(element) }
      } else {
        elements.append(try read(&self))
      }
    }
    return elements
  }

  /// The next value where it has the canonical shape; `nil`, with the cursor where it was, where it is
  /// correct JSON of another shape.
  private mutating func canonical<Value>(
    forgiving: Bool, _ read: (inout JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) -> Value? {
    let mark = mark()
    forgives = forgiving
    defer { forgives = false }
    do throws(JSONError) {
      return try read(&self)
    } catch  where error.isShape {
      rewind(to: mark)
      return nil
    } catch {
      throw error
    }
  }

  /// The next value, a text with its role in the canonical form.
  package mutating func canonicalRoleText() throws(JSONError) -> RoleText? {
    try canonical(forgiving: false, Self.roleText)
  }

  /// The next value, an asset in the canonical form.
  ///
  /// - Parameter forgiving: whether parts of another shape are left out.
  package mutating func canonicalAsset(forgiving: Bool = false) throws(JSONError) -> Asset? {
    try canonical(forgiving: forgiving, Self.asset)
  }

  /// The next value, a contributor in the canonical form.
  ///
  /// - Parameter forgiving: whether parts of another shape are left out.
  package mutating func canonicalContributor(
    forgiving: Bool = false
  ) throws(JSONError) -> Contributor? {
    try canonical(forgiving: forgiving, Self.contributor)
  }

  /// The next value, a concept in the canonical form.
  ///
  /// - Parameter forgiving: whether parts of another shape are left out.
  package mutating func canonicalConcept(forgiving: Bool = false) throws(JSONError) -> Concept? {
    try canonical(forgiving: forgiving, Self.concept)
  }

  /// The next value, a source in the canonical form.
  package mutating func canonicalSource() throws(JSONError) -> Source? {
    try canonical(forgiving: false, Self.source)
  }

  /// The next value, a block in the canonical form.
  ///
  /// - Parameter forgiving: whether parts of another shape are left out.
  package mutating func canonicalBlock(forgiving: Bool = false) throws(JSONError) -> Block? {
    try canonical(forgiving: forgiving) { cursor throws(JSONError) in try cursor.block() }
  }

  static func string(_ cursor: inout JSONCursor) throws(JSONError) -> String {
    try cursor.string()
  }

  static func integer(_ cursor: inout JSONCursor) throws(JSONError) -> Int {
    try cursor.integer()
  }

  static func double(_ cursor: inout JSONCursor) throws(JSONError) -> Double {
    try cursor.double()
  }

  static func members(_ cursor: inout JSONCursor) throws(JSONError) -> [ExtraMember] {
    try cursor.members()
  }

  static func direction(_ cursor: inout JSONCursor) throws(JSONError) -> TextDirection {
    try word(&cursor)
  }

  /// One of the words of an enumeration.
  static func word<Word: RawRepresentable<String>>(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> Word {
    guard let word = Word(rawValue: try cursor.string()) else { throw cursor.wrongShape() }
    return word
  }

  /// Reads the value of a member, `null` for none; of two members of one name the last counts.
  @inline(__always)
  private mutating func set<Value>(
    _ slot: inout Value?, _ key: JSONText,
    _ read: (inout JSONCursor) throws(JSONError) -> Value
  ) throws(JSONError) {
    if slot != nil { warn(.duplicateName(key.string), at: position) }
    slot = try optional(read)
  }

  static func roleText(_ cursor: inout JSONCursor) throws(JSONError) -> RoleText {
    var role: String?
    var value: String?
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "role": role = try cursor.string()
      case "value": value = try cursor.string()
      default: try cursor.passMember()
      }
    }
    guard let role, let value else { throw cursor.wrongShape() }
    return RoleText(role: role, text: value)
  }

  static func contributor(_ cursor: inout JSONCursor) throws(JSONError) -> Contributor {
    var name: String?
    var person = Contributor(name: "")
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "name": name = try cursor.string()
      case "role": try cursor.set(&person.role, key, string)
      case "jobTitle": try cursor.set(&person.jobTitle, key, string)
      case "organization": try cursor.set(&person.organization, key, string)
      case "identifiers": person.identifiers = try cursor.list(string)
      default: try cursor.passMember()
      }
    }
    guard let name else { throw cursor.wrongShape() }
    person.name = name
    return person
  }

  static func concept(_ cursor: inout JSONCursor) throws(JSONError) -> Concept {
    var concept = Concept()
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "kind": try cursor.set(&concept.kind, key, word)
      case "name": concept.names = [Concept.Name(try cursor.string())]
      case "names": concept.names = try cursor.list(conceptName)
      case "scheme": try cursor.set(&concept.scheme, key, string)
      case "code": try cursor.set(&concept.code, key, string)
      case "uri": try cursor.set(&concept.iri, key, string)
      case "rank": try cursor.set(&concept.rank, key, integer)
      case "confidence": try cursor.set(&concept.confidence, key, integer)
      default: try cursor.passMember()
      }
    }
    // Nothing but odd members is no concept, nothing at all an empty one.
    if cursor.forgives, concept == Concept() { throw cursor.wrongShape() }
    return concept
  }

  private static func conceptName(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> Concept.Name {
    var value: String?
    var language: String?
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "value": value = try cursor.string()
      case "language": try cursor.set(&language, key, string)
      default: try cursor.passMember()
      }
    }
    guard let value else { throw cursor.wrongShape() }
    return Concept.Name(value, language: language)
  }

  static func party(_ cursor: inout JSONCursor) throws(JSONError) -> Party {
    var party = Party(name: "")
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "name": party.name = try cursor.string()
      case "uri": try cursor.set(&party.iri, key, string)
      default: try cursor.passMember()
      }
    }
    return party
  }

  static func source(_ cursor: inout JSONCursor) throws(JSONError) -> Source {
    var name: String?
    var source = Source(name: "")
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "name": name = try cursor.string()
      case "role": try cursor.set(&source.role, key, string)
      case "url": try cursor.set(&source.url, key, string)
      case "uri": try cursor.set(&source.iri, key, string)
      default: try cursor.passMember()
      }
    }
    guard let name else { throw cursor.wrongShape() }
    source.name = name
    return source
  }

  static func inputPlace(_ cursor: inout JSONCursor) throws(JSONError) -> InputPlace {
    var name: String?
    var record: Int?
    var byteOffset: Int?
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "name": name = try cursor.string()
      case "record": try cursor.set(&record, key, integer)
      case "byteOffset": try cursor.set(&byteOffset, key, integer)
      default: try cursor.passMember()
      }
    }
    guard let name else { throw cursor.wrongShape() }
    return InputPlace(name: name, record: record ?? 1, byteOffset: byteOffset ?? 0)
  }

  static func asset(_ cursor: inout JSONCursor) throws(JSONError) -> Asset {
    var id: String?
    var asset = Asset(id: "")
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "id": id = try cursor.string()
      case "kind": try cursor.set(&asset.kind, key, word)
      case "caption": try cursor.set(&asset.caption, key, string)
      case "altText": try cursor.set(&asset.altText, key, string)
      case "credit": try cursor.set(&asset.credit, key, string)
      case "renditions": asset.renditions = try cursor.list(rendition)
      default: try cursor.passMember()
      }
    }
    guard let id else { throw cursor.wrongShape() }
    asset.id = id
    return asset
  }

  private static func rendition(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> Asset.Rendition {
    var rendition = Asset.Rendition()
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "href": try cursor.set(&rendition.href, key, string)
      case "mediaType": try cursor.set(&rendition.mediaType, key, string)
      case "role": try cursor.set(&rendition.role, key, string)
      case "width": try cursor.set(&rendition.width, key, integer)
      case "height": try cursor.set(&rendition.height, key, integer)
      case "sizeInBytes": try cursor.set(&rendition.sizeInBytes, key, integer)
      case "duration": try cursor.set(&rendition.duration, key, double)
      case "data": try cursor.set(&rendition.data, key, base64)
      default: try cursor.passMember()
      }
    }
    if cursor.forgives, rendition == Asset.Rendition() { throw cursor.wrongShape() }
    return rendition
  }

  private static func base64(_ cursor: inout JSONCursor) throws(JSONError) -> [UInt8] {
    guard let bytes = Base64.decode(try cursor.text().bytes) else { throw cursor.wrongShape() }
    return bytes
  }

  /// Related items; what is none, and members without a counterpart in the model, are left out with a
  /// warning.
  ///
  /// It throws `shape` only where there is no array. An article can stand inside, and one that is read
  /// again and again because something around it has another shape would cost as much as its depth.
  static func relatedItems(_ cursor: inout JSONCursor) throws(JSONError) -> [RelatedItem] {
    guard try !cursor.skipNull() else { return [] }
    var items: [RelatedItem] = []
    try cursor.beginArray()
    while try cursor.nextElement() {
      if let item = try cursor.relatedItem() { items.append(item) }
    }
    return items
  }

  /// A related item, `nil` where the next value says nothing of one.
  private mutating func relatedItem() throws(JSONError) -> RelatedItem? {
    guard try !skipNull() else { return nil }
    var item = RelatedItem()
    if try peek() == UInt8(ascii: "\"") {
      let text = try string()
      if text.utf8.starts(with: "http".utf8) { item.url = text } else { item.title = text }
      return text.utf8.allSatisfy { $0 <= 0x20 } ? nil : item
    }
    guard try peek() == UInt8(ascii: "{") else {
      warn(.memberLeftOut("related"), at: position)
      try skipValue()
      return nil
    }
    var saysRelation = false
    try beginObject()
    while let key = try nextKey() {
      let isText = try peek() == UInt8(ascii: "\"")
      switch key {
      case _ where try skipNull(): break
      case "relation" where isText:
        item.relation = try string()
        saysRelation = true
      case "title" where isText: item.title = try string()
      case "headline" where isText, "name" where isText:
        let name = try string()
        if !name.utf8.allSatisfy({ $0 <= 0x20 }) { item.title = name }
      case "url" where isText, "link" where isText, "href" where isText: item.url = try string()
      case "id" where isText, "guid" where isText: item.id = try string()
      case "label" where isText: item.label = try string()
      case "article" where try peek() == UInt8(ascii: "{"): item.article = try article()
      default:
        warn(.memberLeftOut(key.string), at: position)
        try skipValue()
      }
    }
    return saysRelation || item != RelatedItem() ? item : nil
  }

  // MARK: Dates

  /// A date in ISO 8601 form.
  static func isoDate(_ cursor: inout JSONCursor) throws(JSONError) -> NewsDate {
    guard let date = NewsDate(canonical: try cursor.text().bytes) else {
      throw cursor.wrongShape()
    }
    return date
  }

  static func articleDateDetails(
    _ cursor: inout JSONCursor
  ) throws(JSONError) -> [(property: CanonicalJSON.Property, details: DateDetails)] {
    var found: [(property: CanonicalJSON.Property, details: DateDetails)] = []
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      guard let property = CanonicalJSON.Property(name: key), property.kind == .date else {
        try cursor.passMember()
        continue
      }
      found.removeAll { $0.property == property }
      guard cursor.forgives else {
        found.append((property, try dateDetails(&cursor)))
        continue
      }
      if let details = try cursor.forgiven(dateDetails), details.text != nil {
        found.append((property, details))
      }
    }
    return found
  }

  /// Whether the next value is a text in the form of ISO 8601, whatever it says.
  package mutating func isISODate() throws(JSONError) -> Bool {
    guard try peek() == UInt8(ascii: "\"") else { return false }
    let mark = mark()
    defer { rewind(to: mark) }
    return NewsDate(iso8601: try text().bytes) != nil
  }

  static func dateDetails(_ cursor: inout JSONCursor) throws(JSONError) -> DateDetails {
    var details = DateDetails()
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "text": try cursor.set(&details.text, key, string)
      case "offset": try cursor.set(&details.offsetMinutes, key, offset)
      default: try cursor.passMember()
      }
    }
    return details
  }

  /// Minutes of an offset in the form `+03:00`.
  private static func offset(_ cursor: inout JSONCursor) throws(JSONError) -> Int {
    let bytes = try cursor.text().bytes
    let digits = [1, 2, 4, 5].map { bytes.count == 6 ? Int(bytes[$0]) - 0x30 : -1 }
    guard digits.allSatisfy({ 0...9 ~= $0 }), bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")
    else { throw cursor.wrongShape() }
    let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
    guard minutes < 24 * 60 else { throw cursor.wrongShape() }
    return bytes[0] == UInt8(ascii: "-") ? -minutes : minutes
  }
}
