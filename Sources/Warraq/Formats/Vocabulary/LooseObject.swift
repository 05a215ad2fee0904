internal import WarraqCore
internal import WarraqModel

/// An object of somebody else's JSON whose members are looked for under several names.
struct LooseObject {
  /// What a member is.
  enum Field: Int {
    case name
    case title
    case text
    case html
    case url
    case id
    case caption
    case altText
    case credit
    case role
    case jobTitle
    case organization
    case width
    case height
    case mediaType
    case kind
    // Says what the object is, which its place says already.
    case type
  }

  private var values = InlineArray<17, String?>(repeating: nil)
  // One bit a field that has a value.
  private var present: UInt32 = 0
  /// Whether a member was not understood.
  private(set) var hasUnknown = false

  /// Makes an object without members.
  init() {}

  /// Reads the members of the next value, an object.
  ///
  /// Not an initialiser that throws: it would copy all values once more.
  mutating func read(_ cursor: inout JSONCursor) throws(JSONError) {
    try cursor.descend()
    try cursor.beginObject()
    while let key = try cursor.nextKey() {
      guard try !cursor.skipNull() else { continue }
      guard let index = Self.table.index(of: key) else {
        hasUnknown = true
        try cursor.skipValue()
        continue
      }
      let field = Self.meanings[index]
      guard let text = try cursor.looseText(), !has(field) else {
        hasUnknown = true
        continue
      }
      values[field.rawValue] = text.text
      present |= 1 << UInt32(field.rawValue)
      if text.isPartial { hasUnknown = true }
    }
    cursor.ascend()
  }

  /// Takes the first of the fields that has a value.
  mutating func take(_ fields: Field...) -> String? {
    for field in fields where has(field) {
      present &= ~(1 << UInt32(field.rawValue))
      return values[field.rawValue].take()
    }
    return nil
  }

  private func has(_ field: Field) -> Bool { present & 1 << UInt32(field.rawValue) != 0 }

  /// Whether every member was understood and taken.
  var isUsedUp: Bool { !hasUnknown && present == 0 }

  private static let fields: [(name: String, field: Field)] = [
    (.name, "name fullName full_name fullname displayName display_name label term tag #text value"),
    (.title, "title headline"),
    (.text, "text content paragraph body rendered plain"),
    (.html, "html content_html"),
    (.url, "url href src link contentUrl image_url source_url"),
    (.id, "id @id uri identifier sameAs slug"),
    (.caption, "caption description summary"),
    (.altText, "alt altText alt_text"),
    (.credit, "credit byline attribution photographer creditText copyright"),
    (.role, "role rel"),
    (.jobTitle, "jobTitle job_title position"),
    (.organization, "organization organisation affiliation worksFor company"),
    (.width, "width w"),
    (.height, "height h"),
    (.mediaType, "mediaType media_type mimeType mime_type mime encodingFormat contentType"),
    (.kind, "type kind"),
    (.type, "@type"),
  ].flatMap { (field: Field, names: String) in
    names.split(separator: " ").map { (String($0), field) }
  }

  /// What a member of that name is, `nil` when it is not known.
  static func field(named name: UnsafeBufferPointer<UInt8>) -> Field? {
    table.index(of: name).map { meanings[$0] }
  }

  private static let meanings = fields.map(\.field)
  private static let table = JSONNameTable(fields.map(\.name))
}

extension JSONCursor {
  /// The next value as a text where it is one in some way; what it is not, is passed.
  ///
  /// A text is a string, a number, an array of one text, or an object with one usual member for the
  /// text (`{"rendered": …}`, `{"$oid": …}`). `isPartial` says that there was more, `isHTML` that
  /// the member says so.
  mutating func looseText() throws(JSONError) -> (text: String, isPartial: Bool, isHTML: Bool)? {
    switch try peek() {
    case UInt8(ascii: "\""): return (try string(), false, false)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return (try number().string, false, false)
    case UInt8(ascii: "["):
      try descend()
      defer { ascend() }
      var found: (text: String, isPartial: Bool, isHTML: Bool)?
      var count = 0
      try beginArray()
      while try nextElement() {
        count += 1
        if count == 1 { found = try looseText() } else { try skipValue() }
      }
      return count == 1 ? found : nil
    case UInt8(ascii: "{"):
      try descend()
      defer { ascend() }
      var found: (text: String, isPartial: Bool, isHTML: Bool)?
      var isPartial = false
      try beginObject()
      while let key = try nextKey() {
        switch key {
        case "rendered", "main", "text", "value", "name", "title", "#text", "$oid", "$date",
          "$numberLong", "$numberInt", "$numberDouble", "$t", "@value", "default", "url", "href",
          "plain", "html":
          let isHTML = "rendered" ~= key || "html" ~= key
          if found == nil {
            found = try looseText()
            if isHTML { found?.isHTML = true }
          } else {
            isPartial = true
            try skipValue()
          }
        case "protected", "@type": try skipValue()
        default:
          if try !skipNull() {
            isPartial = true
            try skipValue()
          }
        }
      }
      if isPartial { found?.isPartial = true }
      return found
    default:
      try skipValue()
      return nil
    }
  }
}
