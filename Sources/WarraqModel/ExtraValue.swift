/// A value of a source format without a property in the model: what JSON can say (RFC 8259).
public enum ExtraValue: Hashable, Sendable {
  /// Nothing, said explicitly.
  case null
  /// True or false.
  case boolean(Bool)
  /// A number, in the digits of the source so that none is lost.
  case number(String)
  /// A text.
  case string(String)
  /// A list.
  case array([ExtraValue])
  /// Named values, in the order of the source.
  case object([ExtraMember])
}

/// A named ``ExtraValue``.
public struct ExtraMember: Hashable, Sendable {
  /// The name, unique among its siblings.
  public var name: String
  /// The value.
  public var value: ExtraValue

  /// Makes a named value.
  public init(_ name: String, _ value: ExtraValue) {
    self.name = name
    self.value = value
  }
}

extension [ExtraMember] {
  /// The value of that name; setting it replaces the value in its place or appends it.
  public subscript(name: String) -> ExtraValue? {
    get { place(of: name).map { self[$0].value } }
    set {
      if let index = place(of: name) {
        if let newValue { self[index].value = newValue } else { remove(at: index) }
      } else if let newValue {
        append(ExtraMember(name, newValue))
      }
    }
  }

  /// Where the value of that name is.
  package func place(of name: String) -> Int? {
    // Names of different lengths are told apart without a look at their letters.
    let length = name.utf8.count
    return firstIndex { $0.name.utf8.count == length && $0.name == name }
  }

  /// Adds a value under a name that may have one already: the second makes a list of them.
  package mutating func add(_ value: ExtraValue, as name: String) {
    guard let index = place(of: name) else {
      return append(ExtraMember(name, value))
    }
    guard case .array(var values) = self[index].value else {
      self[index].value = .array([self[index].value, value])
      return
    }
    // The list has one owner then, and is not copied for each value.
    self[index].value = .null
    values.append(value)
    self[index].value = .array(values)
  }
}
