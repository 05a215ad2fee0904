internal import WarraqCore
internal import WarraqModel

/// The columns that other people's names stand for.
enum CSVForeignNames {
  /// The column that a name stands for, `nil` when it is not known.
  ///
  /// Names are those of `FieldNames` and our own; case, spaces, `_`, `-`, `.` and `:` do not count, so
  /// that `pub_date`, `pubDate` and "Pub Date" are one.
  static func column(named name: String) -> CSVColumn? {
    // The first line of any text is asked about: most are refused without the table.
    name.utf8.count <= maximumBytes && name.utf8.count { $0 == UInt8(ascii: " ") } < maximumWords
      ? columns[key(of: name)] : nil
  }

  // Names of the table have fewer bytes and words.
  private static let maximumBytes = 64
  private static let maximumWords = 5

  private static let columns: [String: CSVColumn] = {
    var columns: [String: CSVColumn] = [:]
    for column in CSVColumn.properties + CSVColumn.others { columns[key(of: column.name)] = column }
    for row in FieldNames.rows {
      guard let column = column(for: row.target, named: row.names[0]) else { continue }
      for name in row.names where columns[key(of: name)] == nil { columns[key(of: name)] = column }
    }
    return columns
  }()

  private static func key(of name: String) -> String {
    let ignored = " _-.:".unicodeScalars
    return String(
      String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { !ignored.contains($0) }))
  }

  /// The column of a target; one with a role that we do not write is made for it.
  private static func column(for target: FieldTarget, named name: String) -> CSVColumn? {
    switch target {
    case .property(let property): CSVColumn.named(property.name)
    case .text(.summaries, role: SummaryRole.summary): CSVColumn.named("summary")
    case .source(role: ""): CSVColumn.named("sources")
    case .text(let field, let role): column(name, of: field, role: role)
    case .source(let role): column(name, of: .sources, role: role)
    case .media(.picture): CSVColumn.named("media")
    case .html:
      CSVColumn(name: "body", content: .html, field: .body, features: [])
    // A table gives neither film nor sound in a form that is certain enough.
    case .media: nil
    }
  }

  private static func column(
    _ name: String, of field: Article.Field, role: String
  ) -> CSVColumn {
    CSVColumn(name: name, content: .role(role), field: field, features: [])
  }
}
