package import WarraqModel

/// Named values of which each name occurs once.
package struct UniqueMembers {
  /// The values, in the order in which their names came.
  package private(set) var members: [ExtraMember] = []
  // A linear search is fastest for the usual few members and quadratic for a hostile many. Those are
  // found by their hashes: a slot has the position of a member plus one, and zero where it is free.
  private var slots: [UInt32] = []

  private static let few = 16

  /// Makes a list of values whose names differ.
  package init(_ members: [ExtraMember] = []) {
    self.members = members
  }

  /// Sets a value; returns whether the name is new.
  package mutating func set(_ name: String, _ value: ExtraValue) -> Bool {
    if members.count < Self.few {
      if let index = members.place(of: name) {
        members[index].value = value
        return false
      }
      // Most objects have more than one or two, and growing to a few takes longer than to search them.
      if members.isEmpty { members.reserveCapacity(6) }
      members.append(ExtraMember(name, value))
      return true
    }
    if slots.count < 2 * (members.count + 1) { makeSlots() }
    let slot = slot(of: name)
    if slots[slot] > 0 {
      members[Int(slots[slot]) - 1].value = value
      return false
    }
    members.append(ExtraMember(name, value))
    slots[slot] = UInt32(members.count)
    return true
  }

  /// Makes room for twice as many members as there are.
  private mutating func makeSlots() {
    var count = 4 * Self.few
    while count < 4 * members.count { count *= 2 }
    slots = Array(repeating: 0, count: count)
    for (index, member) in members.enumerated() {
      slots[slot(of: member.name)] = UInt32(index + 1)
    }
  }

  /// The slot of the member of that name, or the free one where it would be.
  private func slot(of name: String) -> Int {
    let mask = slots.count - 1
    var slot = name.hashValue & mask
    while slots[slot] > 0, members[Int(slots[slot]) - 1].name != name { slot = (slot + 1) & mask }
    return slot
  }
}
