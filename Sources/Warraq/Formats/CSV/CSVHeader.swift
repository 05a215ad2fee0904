internal import WarraqCore

/// What the scanner knows about all rows of a table: its columns and its delimiter.
struct CSVHeader: Sendable {
  /// What becomes of a column.
  enum Target: Sendable {
    /// It is read into the model.
    case column(CSVColumn)
    /// It repeats what another column holds.
    case passedOver
    /// It is kept in `extra`, under its name.
    case extra
  }

  /// The names of the columns, none empty.
  let names: [String]
  /// What becomes of each.
  let targets: [Target]
  /// What stands between two fields.
  let delimiter: UInt8

  init(names: [String], delimiter: UInt8) {
    self.delimiter = delimiter
    self.names = names.enumerated().map { index, name in
      let name = String(name.trimmingSpaces)
      return name.isEmpty ? "column \(index + 1)" : name
    }
    // A column of ours takes its place even where another name for it comes first.
    var taken = Set(self.names.filter { CSVColumn.named($0) != nil })
    var seen: Set<String> = []
    targets = self.names.map { name in
      if let column = CSVColumn.named(name) {
        guard seen.insert(name).inserted else { return .extra }
        if case .count = column.content { return .passedOver }
        if let whole = column.isPartOf, taken.contains(whole.name) { return .passedOver }
        return .column(column)
      }
      guard let column = CSVForeignNames.column(named: name), taken.insert(column.name).inserted
      else {
        return .extra
      }
      if let whole = column.isPartOf, taken.contains(whole.name) { return .extra }
      return .column(column)
    }
  }

  /// The names without a counterpart in the model.
  var unknownNames: [String] {
    zip(names, targets).compactMap { name, target in
      if case .extra = target { name } else { nil }
    }
  }

  /// How many names have a place in the model.
  var knownNames: Int { names.count - unknownNames.count }
}

extension String {
  /// The text without spaces and a byte order mark at its ends.
  fileprivate var trimmingSpaces: Substring {
    func isSpace(_ character: Character) -> Bool {
      character.isWhitespace || character == "\u{FEFF}"
    }
    var text = drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }
}
