internal import WarraqCore
internal import WarraqHTML
internal import WarraqModel

/// What a page says of itself in JSON-LD (https://www.w3.org/TR/json-ld11/): all objects of all its
/// scripts, however they are nested.
struct LinkedData {
  typealias Object = [ExtraMember]

  private(set) var objects: [Object] = []
  /// How many scripts are not JSON even after repair; of them single values are taken.
  private(set) var broken = 0
  private var named: [String: Object] = [:]

  /// Reads scripts in UTF-8.
  init(_ scripts: [ArraySlice<UInt8>], maximumDepth: Int) {
    for script in scripts {
      let bytes = Self.unwrapped(script)
      if let value = Self.parse(bytes, maximumDepth: maximumDepth) {
        walk(value, depth: 0)
      } else if bytes.holds(ArraySlice("&quot;".utf8)),
        let value = Self.parse(Self.unescaped(bytes), maximumDepth: maximumDepth)
      {
        walk(value, depth: 0)
      } else {
        broken += 1
        if let object = Self.salvaged(bytes) { objects.append(object) }
      }
    }
    for object in objects {
      if let id = object["@id"]?.string, object["name"] != nil { named[id] = object }
    }
  }

  /// The object that an identifier stands for.
  func object(named id: String) -> Object? { named[id] }

  private mutating func walk(_ value: ExtraValue, depth: Int) {
    guard depth <= 12, objects.count < 2000 else { return }
    switch value {
    case .array(let values): for value in values { walk(value, depth: depth + 1) }
    case .object(let members):
      objects.append(members)
      for member in members {
        switch member.name {
        case "comment", "review", "relatedLink", "isRelatedTo": continue
        default: walk(member.value, depth: depth + 1)
        }
      }
    case .null, .boolean, .number, .string: break
    }
  }

  // MARK: Repair

  /// Leaves out what pages of XHTML put around scripts.
  private static func unwrapped(_ script: ArraySlice<UInt8>) -> [UInt8] {
    guard
      let start = script.firstIndex(where: { $0 == 0x7B || $0 == 0x5B && $0 != 0x3C }),
      let end = script.lastIndex(where: { $0 == 0x7D || $0 == 0x5D }), start <= end
    else { return [] }
    var rest = script[start...end]
    // "<![CDATA[" holds a bracket of its own.
    if let mark = rest.range(of: "CDATA[")?.upperBound, mark - start < 12 {
      rest = rest[mark...]
    }
    while rest.last == 0x5D, let before = rest.dropLast().last,
      before == 0x5D || before == 0x0A
        || before == 0x20 || before == 0x2F, !rest.starts(with: [0x5B])
    { rest = rest.dropLast() }
    return repaired(rest)
  }

  /// Control characters in texts become spaces; commas before closing brackets are dropped.
  private static func repaired(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isInText = false
    var isEscaped = false
    for byte in text {
      if isInText {
        if byte < 0x20 {
          result.append(0x20)
        } else {
          result.append(byte)
        }
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInText = false
        }
        continue
      }
      if byte == 0x22 { isInText = true }
      if byte == 0x7D || byte == 0x5D {
        var end = result.count
        while end > 0, result[end - 1] <= 0x20 { end -= 1 }
        if end > 0, result[end - 1] == 0x2C { result.removeLast(result.count - end + 1) }
      }
      result.append(byte)
    }
    return result
  }

  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).decodingReferences.utf8.map { $0 < 0x20 ? 0x20 : $0 }
  }

  private static func parse(_ bytes: [UInt8], maximumDepth: Int) -> ExtraValue? {
    guard !bytes.isEmpty else { return nil }
    do throws(JSONError) {
      return try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
        var cursor = try JSONCursor(bytes, maximumDepth: maximumDepth)
        return try cursor.value()
      }
    } catch {
      return nil
    }
  }

  /// The texts of a few names in what is not JSON.
  private static func salvaged(_ bytes: [UInt8]) -> Object? {
    func text(_ name: String, after start: Int = 0) -> String? {
      let key = Array("\"\(name)\"".utf8)
      var rest = bytes[start...]
      guard let found = rest.range(of: key) else { return nil }
      rest = rest[found.upperBound...].drop { $0 <= 0x20 || $0 == 0x3A }
      guard rest.first == 0x22 else { return nil }
      var value: [UInt8] = []
      var isEscaped = false
      for byte in rest.dropFirst() {
        if isEscaped {
          value.append(byte)
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          return String(decoding: value, as: UTF8.self).decodingReferences
        } else {
          value.append(byte)
        }
      }
      return nil
    }
    var object: Object = []
    for name in ["headline", "datePublished", "dateModified", "articleSection", "inLanguage"] {
      if let value = text(name) { object.append(ExtraMember(name, .string(value))) }
    }
    guard !object.isEmpty else { return nil }
    let type = text("@type") ?? "?"
    object.append(ExtraMember("@type", .string(type.hasSuffix("Article") ? type : "?")))
    if let author = bytes[...].range(of: Array("\"author\"".utf8)),
      let name = text("name", after: author.upperBound)
    {
      object.append(ExtraMember("author", .object([ExtraMember("name", .string(name))])))
    }
    return object
  }

  // MARK: Meaning

  /// The types of an object, without their vocabulary.
  static func types(_ object: Object) -> [Substring] {
    (object["@type"]?.list ?? []).compactMap { value in
      value.string.map { $0.split(separator: "/").last ?? "" }
    }
  }

  /// The object that is the article, and how sure that is: 3 for one that says so.
  var article: (object: Object, score: Double)? {
    var best: (object: Object, score: Double)?
    for object in objects {
      let types = Self.types(object)
      var score = 0.0
      if types.contains(where: {
        $0.contains("Article") || $0.contains("Posting") || $0.hasSuffix("Report")
      }) {
        score = 3
      } else if types.contains(where: {
        $0.hasSuffix("Review") || $0.hasSuffix("Recipe") || $0.hasSuffix("CreativeWork")
          || $0.hasSuffix("Episode")
      }) {
        score = 2
      } else if types.contains(where: {
        $0 == "WebPage" || $0 == "ItemPage" || $0 == "?" || $0 == "VideoObject"
      }) {
        score = 1
      }
      guard score > 0 else { continue }
      if object["datePublished"] != nil { score += 0.3 }
      if object["author"] != nil { score += 0.2 }
      if object["headline"] != nil { score += 0.2 }
      if object["articleBody"] != nil { score += 0.1 }
      if score > (best?.score ?? 0) + 1e-9 { best = (object, score) }
    }
    return best
  }

  /// The names in a value: texts, objects with a name, references to such.
  func names(_ value: ExtraValue?) -> [String] {
    var names: [String] = []
    func add(_ name: String) {
      let name = name.cleanedText
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    func visit(_ value: ExtraValue, depth: Int) {
      guard depth < 8 else { return }
      switch value {
      case .string(let text): add(named[text]?["name"]?.string ?? text)
      case .array(let values): for value in values { visit(value, depth: depth + 1) }
      case .object(let object):
        let name = object["name"] ?? object["@id"]?.string.flatMap { named[$0]?["name"] }
        if let name {
          visit(name, depth: depth + 1)
        } else {
          let parts = ["givenName", "familyName"].compactMap { object[$0]?.string }
          if !parts.isEmpty { add(parts.joined(separator: " ")) }
        }
      case .null, .boolean, .number: break
      }
    }
    if let value { visit(value, depth: 0) }
    return names
  }
}

extension ExtraValue {
  /// The text, where it is one.
  var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The elements of an array, any other value as the only one.
  var list: [ExtraValue] { if case .array(let values) = self { values } else { [self] } }
  /// The members, where it is an object.
  var object: [ExtraMember]? { if case .object(let members) = self { members } else { nil } }
}

extension ArraySlice<UInt8> {
  /// Where a run of bytes stands first.
  func range(of other: some Collection<UInt8>) -> Range<Int>? {
    guard let first = other.first else { return nil }
    var start = startIndex
    while let place = self[start...].firstIndex(of: first) {
      if self[place...].starts(with: other) { return place..<(place + other.count) }
      start = place + 1
    }
    return nil
  }

  func range(of other: String) -> Range<Int>? { range(of: other.utf8) }
}

extension String {
  /// The text with character references decoded, as far as there are any.
  var decodingReferences: String {
    guard utf8.contains(0x26) else { return self }
    var copy = self
    return copy.withUTF8 { bytes in
      var tokenizer = HTMLPageTokenizer(bytes)
      tokenizer.state = .rcdata
      var result: [UInt8] = []
      while true {
        tokenizer.next()
        guard tokenizer.kind == .characters else { break }
        result.append(contentsOf: tokenizer.text)
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The text of a value that may hold markup and references, some of them escaped twice: one space
  /// between two words.
  var cleanedText: String {
    var text = self
    if text.utf8.contains(0x26) { text = text.decodingReferences.decodingReferences }
    if text.utf8.contains(0x3C) { text = text.withoutTags }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private var withoutTags: String {
    var result = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "<") {
      guard let close = rest[open...].firstIndex(of: ">"),
        rest.distance(from: open, to: close) <= 200
      else { break }
      result += rest[..<open]
      result += " "
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The words, their letters small, with one space between two.
  var folded: String {
    var copy = self
    return copy.withUTF8 { String(decoding: [UInt8](foldingWordsOf: $0), as: UTF8.self) }
  }
}
