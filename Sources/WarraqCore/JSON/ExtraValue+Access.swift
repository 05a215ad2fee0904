package import WarraqModel

extension ExtraValue {
  /// A text or the digits of a number.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .null, .boolean, .array, .object: nil
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
