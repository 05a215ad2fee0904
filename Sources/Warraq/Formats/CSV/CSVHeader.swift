internal import WarraqCore

/// What the scanner knows about all rows of a table: its columns and its delimiter.
struct CSVHeader: Sendable {
  /// What becomes of a column.
  enum Target: Sendable {
    /// It is read into the model.
    case column(CSVColumn)
    /// It is read where the columns before it in rank are empty, and else kept in `extra`.
    case alternative(CSVColumn)
    /// It repeats what another column holds.
    case passedOver
    /// It is kept in `extra`, under its name.
    case extra

    fileprivate var isPassedOver: Bool { if case .passedOver = self { true } else { false } }
  }

  /// Which cells of bodies are read for their markup.
  enum Markup: Sendable {
    /// None: the table is ours, and its text is text.
    case none
    /// Those that are HTML from their first to their last byte: the column has a name of ours,
    /// another one a name that we do not write.
    case whole
    /// Those with a tag of HTML: we do not write the name of the column.
    case any
  }

  /// The names of the columns, none empty.
  let names: [String]
  /// What becomes of each.
  let targets: [Target]
  /// What stands between two fields.
  let delimiter: UInt8
  /// Whether a backslash takes the meaning from the byte after it.
  let hasEscapes: Bool
  /// How many columns have no counterpart in the model.
  let unknownCount: Int
  /// Which cells of the body are read for their markup.
  let markup: Markup

  init(names: [String], delimiter: UInt8, hasEscapes: Bool = false) {
    self.delimiter = delimiter
    self.hasEscapes = hasEscapes
    self.names = names.enumerated().map { index, name in
      let name = String(name.trimmingSpaces)
      return name.isEmpty ? "column \(index + 1)" : name
    }
    // A column of ours takes its place even where another name for it comes first.
    var taken = Set(self.names.filter { CSVColumn.named($0) != nil })
    var seen: Set<String> = []
    // A body in HTML says more than the same one as text.
    let isHTML =
      !taken.contains("body")
      && self.names.contains {
        if case .html? = CSVForeignNames.column(named: $0)?.content { true } else { false }
      }
    targets = self.names.map { name in
      if let column = CSVColumn.named(name) {
        guard seen.insert(name).inserted else { return .extra }
        if case .count = column.content { return .passedOver }
        if let whole = column.isPartOf, taken.contains(whole.name) { return .passedOver }
        return .column(column)
      }
      guard let column = CSVForeignNames.column(named: name) else { return .extra }
      if isHTML, case .body = column.content { return .alternative(column) }
      guard taken.insert(column.name).inserted else { return .alternative(column) }
      if let whole = column.isPartOf, taken.contains(whole.name) { return .extra }
      return .column(column)
    }
    unknownCount = targets.count { if case .column = $0 { false } else { !$0.isPassedOver } }
    markup = Self.markup(of: self.names, targets)
  }

  private static func markup(of names: [String], _ targets: [Target]) -> Markup {
    var markup = Markup.none
    for case (let name, .column(let column)) in zip(names, targets)
    where CSVColumn.named(name) == nil {
      if case .body = column.content { return .any }
      markup = .whole
    }
    return markup
  }

  /// The names without a counterpart in the model.
  var unknownNames: [String] {
    zip(names, targets).compactMap { name, target in
      if case .extra = target { name } else { nil }
    }
  }

  /// How many names have a place in the model.
  var knownNames: Int { names.count - unknownCount }
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
