package import WarraqModel

extension ExtraValue {
  /// A text or the digits of a number.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .null, .boolean, .array, .object: nil
    }
  }

  /// A text, also as the only element of an array or as what an object of a CMS calls the text.
  package var looseText: String? {
    switch self {
    case .string(let text), .number(let text): return text
    case .array(let elements): return elements.count == 1 ? elements[0].looseText : nil
    case .object(let members):
      for name in ["rendered", "value", "text", "html", "plain", "name", "#text"] {
        if let text = members[name]?.text { return text }
      }
      return nil
    case .null, .boolean: return nil
    }
  }

  /// A whole number.
  package var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }

  /// The members of an object.
  package var members: [ExtraMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements of an array.
  package var elements: [ExtraValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}
