internal import WarraqMarkup

extension ExtraValue {
  /// What an element says: its text, or its parts by their names, which must not run together;
  /// `nil` where it says nothing.
  ///
  /// - Parameter withAttributes: whether attributes are parts wherever there are any, not only
  ///   where there is nothing else.
  init?(of element: XMLTree.Element, withAttributes: Bool = false) {
    var members: [ExtraMember] = []
    if withAttributes {
      members = element.attributes.map { ExtraMember($0.name, .string($0.value)) }
    }
    for child in element.children {
      guard let value = ExtraValue(of: child, withAttributes: withAttributes) else { continue }
      members.add(value, as: child.name)
    }
    if !members.isEmpty {
      let text = element.directText
      if !text.isEmpty { members.append(ExtraMember("#text", .string(text))) }
      self = .object(members)
      return
    }
    if let text = element.nonEmptyText ?? element["href"] ?? element["url"] {
      self = .string(text)
      return
    }
    members = element.attributes.map { ExtraMember($0.name, .string($0.value)) }
    guard !members.isEmpty else { return nil }
    self = .object(members)
  }
}
