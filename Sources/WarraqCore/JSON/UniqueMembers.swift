package import WarraqModel

/// Named values of which each name occurs once.
package struct UniqueMembers {
  /// The values, in the order in which their names came.
  package private(set) var members: [ExtraMember] = []
  // A linear search is fastest for the usual few members and quadratic for a hostile many.
  private var indices: [String: Int] = [:]

  /// Makes a list of values whose names differ.
  package init(_ members: [ExtraMember] = []) {
    self.members = members
  }

  /// Sets a value; returns whether the name is new.
  package mutating func set(_ name: String, _ value: ExtraValue) -> Bool {
    if let index = index(of: name) {
      members[index].value = value
      return false
    }
    if !indices.isEmpty { indices[name] = members.count }
    members.append(ExtraMember(name, value))
    return true
  }

  private mutating func index(of name: String) -> Int? {
    guard members.count >= 16 else { return members.firstIndex { $0.name == name } }
    if indices.isEmpty {
      for (index, member) in members.enumerated() { indices[member.name] = index }
    }
    return indices[name]
  }
}
