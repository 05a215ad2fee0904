package import WarraqModel

/// The members that the elements of a list have in the canonical form, in its order: one table for
/// those who read records into slices and those who write slices.
///
/// Members that are rare are not in it; a record that has one is read into an `Article`.
///
/// The table is made once and stays, without a reference count that all workers would change.
package struct PartShape: @unchecked Sendable {
  /// A member of an element.
  package struct Member: Sendable {
    /// Its name.
    package let name: StaticString
    /// What its value may be.
    let value: Value
    /// Whether an element without it has another shape.
    let isRequired: Bool
    /// Whether `null` stands for none.
    let mayBeNull: Bool

    init(
      _ name: StaticString, _ value: Value = .text, isRequired: Bool = false,
      mayBeNull: Bool = true
    ) {
      self.name = name
      self.value = value
      self.isRequired = isRequired
      self.mayBeNull = mayBeNull
    }
  }

  /// What the value of a member may be.
  enum Value: Sendable {
    case text
    /// An array of one text.
    case oneText
    case integer
    case assetKind
    case conceptKind
  }

  /// The members, first to last.
  package let members: UnsafeBufferPointer<Member>
  /// How many of them the element itself has; the rest are those of the one object in the array
  /// that is its last member.
  package let outer: Int
  /// The name of that array.
  package let array: StaticString

  fileprivate init(_ members: [Member], inner: [Member] = [], in array: StaticString = "") {
    let table = UnsafeMutableBufferPointer<Member>.allocate(capacity: members.count + inner.count)
    _ = table.initialize(from: members + inner)
    self.members = UnsafeBufferPointer(table)
    outer = members.count
    self.array = array
  }

  /// How many texts an element has.
  package var stride: Int { members.count }
}

extension PartShape {
  fileprivate static let name = Member("name", isRequired: true, mayBeNull: false)
  fileprivate static let role = Member("role")
  fileprivate static let url = Member("url")
  fileprivate static let uri = Member("uri")

  fileprivate static let roleText = PartShape([
    Member("role", isRequired: true, mayBeNull: false),
    Member("value", isRequired: true, mayBeNull: false),
  ])
  fileprivate static let contributor = PartShape([
    name, role, Member("jobTitle"), Member("organization"),
    Member("identifiers", .oneText, mayBeNull: false),
  ])
  fileprivate static let source = PartShape([name, role, url, uri])
  fileprivate static let party = PartShape([Member("name", mayBeNull: false), uri])
  fileprivate static let concept = PartShape([
    Member("kind", .conceptKind), Member("name", mayBeNull: false),
    Member("scheme"), Member("code"), uri, Member("rank", .integer),
    Member("confidence", .integer),
  ])
  fileprivate static let asset = PartShape(
    [
      Member("id", isRequired: true, mayBeNull: false), Member("kind", .assetKind),
      Member("caption"), Member("altText"), Member("credit"),
    ],
    inner: [
      Member("href"), Member("mediaType"), role, Member("width", .integer),
      Member("height", .integer), Member("sizeInBytes", .integer),
    ], in: "renditions")
  fileprivate static let relatedItem = PartShape([
    Member("relation"), Member("title"), url, Member("id"),
    Member("label"),
  ])
}

extension FieldKind {
  /// The members of its elements, `nil` where the value is no list of objects or no object.
  package var shape: PartShape? {
    switch self {
    case .roleTexts: .roleText
    case .contributors: .contributor
    case .sources: .source
    case .party: .party
    case .concepts: .concept
    case .assets: .asset
    case .relatedItems: .relatedItem
    case .identifier, .integer, .text, .number, .direction, .status, .date, .blocks, .keywords,
      .extraMembers, .inputPlace, .derived:
      nil
    }
  }
}
