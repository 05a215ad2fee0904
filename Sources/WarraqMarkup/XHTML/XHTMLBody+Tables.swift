internal import WarraqModel

extension XHTMLBody {
  mutating func table(_ table: Table, _ xml: inout XMLWriter) {
    let rows = table.rows.filter { !$0.isEmpty }
    guard !rows.isEmpty else { return element("p", table.caption, &xml) }
    xml.open("table")
    let headCount = rows.prefix { row in row.allSatisfy(\.isHeader) }.count
    let shape = options.labelsWideTables ? TableShape(of: rows, headCount: headCount) : nil
    if let name = shape?.name { xml.attribute("class", name) }
    element("caption", table.caption, &xml)
    tableRows("thead", rows[..<headCount], scope: "col", shape?.withoutLabels, &xml)
    tableRows("tbody", rows[headCount...], scope: "row", shape, &xml)
    xml.close()
  }

  private mutating func tableRows(
    _ name: StaticString, _ rows: ArraySlice<[Table.Cell]>, scope: String, _ shape: TableShape?,
    _ xml: inout XMLWriter
  ) {
    guard !rows.isEmpty else { return }
    xml.open(name)
    for (index, row) in zip(rows.indices, rows) {
      xml.open("tr")
      for (column, cell) in row.enumerated() {
        let wasInHeaderCell = isInHeaderCell
        if cell.isHeader { isInHeaderCell = true }
        self.cell(cell.isHeader ? "th" : "td", cell.content, &xml) { xml in
          if cell.isHeader { xml.attribute("scope", scope) }
          if let shape {
            if shape.numbers.contains(column) { xml.attribute("class", "number") }
            if column < shape.labels.count { xml.attribute("data-label", shape.labels[column]) }
          }
          // The bounds of HTML, 4.9.11; a cell does not leave its group of rows.
          let columns = min(cell.columnSpan, 1000)
          let rows = min(cell.rowSpan, rows.endIndex - index, 65534)
          if columns > 1 { xml.attribute("colspan", decimal: columns) }
          if rows > 1 { xml.attribute("rowspan", decimal: rows) }
        }
        isInHeaderCell = wasInHeaderCell
      }
      xml.close()
    }
    xml.close()
  }
}

/// What a style sheet needs to know of a table to fit it into narrow pages.
struct TableShape {
  /// The class of the table: `wide` and `broad` can be set with the cells of a row one below the
  /// other, on telephones and on tablets; `grid` cannot, and has columns of one width.
  private(set) var name: String?
  /// What stands above each column, where the cells of a row can stand alone.
  private(set) var labels: [String] = []
  /// The columns that hold nothing but numbers.
  private(set) var numbers: Set<Int> = []

  /// How many letters in a row a telephone has room for, 320 pixels wide.
  private static let lettersOfTelephone = 38
  /// How many letters in a row a page of 640 pixels has room for.
  private static let lettersOfTablet = 88
  /// A table with more columns is not read on a telephone.
  private static let columnsOfTelephone = 4

  /// Looks at a table without empty rows.
  init(of rows: [[Table.Cell]], headCount: Int) {
    let isSimple = rows.allSatisfy { row in
      row.count == rows[0].count && row.allSatisfy { $0.columnSpan == 1 && $0.rowSpan == 1 }
    }
    var widths: [Int] = []
    var areNumbers: [Bool?] = []
    for (index, row) in rows.enumerated() {
      var column = 0
      for cell in row {
        let text = cell.content.plainText
        let span = min(max(cell.columnSpan, 1), 100)
        while widths.count < column + span {
          widths.append(0)
          areNumbers.append(nil)
        }
        if span == 1 {
          widths[column] = max(widths[column], Self.longestWord(of: text))
          if index >= headCount, !cell.isHeader, let isNumber = Self.isNumber(text) {
            areNumbers[column] = (areNumbers[column] ?? true) && isNumber
          }
        }
        column += span
      }
    }
    if isSimple { numbers = Set(areNumbers.indices.filter { areNumbers[$0] == true }) }
    let letters = widths.reduce(0, +) + 2 * widths.count
    guard widths.count > Self.columnsOfTelephone || letters > Self.lettersOfTelephone else {
      return
    }
    guard isSimple, headCount == 1, widths.count > 1 else {
      name = widths.count > 1 ? "grid" : nil
      return
    }
    labels = rows[0].map { $0.content.plainText }
    name = letters > Self.lettersOfTablet ? "wide broad" : "wide"
  }

  /// The same for the rows that the labels come from.
  var withoutLabels: TableShape {
    var shape = self
    shape.labels = []
    return shape
  }

  /// The width of the longest stretch that is not broken, in letters.
  private static func longestWord(of text: String) -> Int {
    var longest = 0
    var length = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{AD}" {
        length = 0
      } else if 0x2E80..<0xD7B0 ~= scalar.value {
        // Between these a line may end.
        length = 2
      } else {
        length += 1
      }
      longest = max(longest, length)
    }
    return longest
  }

  /// Whether a text is a number, with a sign, a currency or a percent sign; `nil` for none.
  private static func isNumber(_ text: String) -> Bool? {
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .decimalNumber: digits += 1
      case .currencySymbol, .spaceSeparator: break
      default:
        guard
          "+-\u{2212}\u{2013}.,\u{66B}\u{66C}\u{66A}%\u{2030}'\u{2019}()".unicodeScalars
            .contains(scalar)
        else { return false }
      }
    }
    // A dash stands for a number that is not known.
    return digits > 0 ? true : nil
  }
}
