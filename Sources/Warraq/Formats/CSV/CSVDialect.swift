internal import WarraqCore

/// Which delimiter a table uses, and whether an input is a table at all.
struct CSVDialect {
  /// The delimiter.
  let delimiter: UInt8
  /// The fields of the first row.
  let header: [String]
  /// How many of them we know.
  let knownNames: Int

  static let tab = UInt8(ascii: "\t")
  /// How much of an input is looked at for its delimiter.
  static let sampleBytes = 64 << 10

  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), tab, UInt8(ascii: "|")]

  /// The dialect of a table that starts with `sample`: the delimiter with which the first row has
  /// most names that we know, then most fields.
  static func sniff(_ sample: ArraySlice<UInt8>) -> CSVDialect {
    var best: CSVDialect?
    for delimiter in candidates {
      let row = rows(sample, delimiter: delimiter, limit: 1).first ?? []
      // One column is what the first delimiter made of it too.
      guard best == nil || row.contains(delimiter) else { continue }
      let header = CSVFields(row, delimiter: delimiter).strings
      let known = CSVHeader(names: header, delimiter: delimiter).knownNames
      let dialect = CSVDialect(delimiter: delimiter, header: header, knownNames: known)
      guard let current = best else {
        best = dialect
        continue
      }
      if (known, header.count) > (current.knownNames, current.header.count) { best = dialect }
    }
    return best ?? CSVDialect(delimiter: candidates[0], header: [], knownNames: 0)
  }

  /// How long the first line is, where it is a comment of a program: it begins with `#` and is one
  /// field, while the line after it has several or names that we know.
  static func commentLength(_ sample: ArraySlice<UInt8>) -> Int? {
    guard sample.first == UInt8(ascii: "#"),
      let end = sample.firstIndex(where: { $0 == 0x0A || $0 == 0x0D })
    else { return nil }
    let isPair = sample[end] == 0x0D && sample.dropFirst(end - sample.startIndex + 1).first == 0x0A
    let length = end - sample.startIndex + (isPair ? 2 : 1)
    let next = sample.dropFirst(length)
    if next.first == UInt8(ascii: "#") { return commentLength(next) == nil ? nil : length }
    let (comment, header) = (sniff(sample), sniff(next))
    guard comment.header.count == 1, comment.knownNames == 0, header.knownNames > 0 else {
      return nil
    }
    return length
  }

  /// The delimiter that a first line such as `sep=;` names, which Excel writes and reads, and the
  /// length of that line with its ending.
  static func namedDelimiter(_ sample: ArraySlice<UInt8>) -> (delimiter: UInt8, length: Int)? {
    guard sample.starts(with: "sep=".utf8), sample.count > 4 else { return nil }
    let delimiter = sample[sample.startIndex + 4]
    let rest = sample.dropFirst(5)
    guard isDelimiter(delimiter) else { return nil }
    if rest.starts(with: "\r\n".utf8) { return (delimiter, 7) }
    guard let ending = rest.first,
      ending == CSVBytes.lineFeed || ending == CSVBytes.carriageReturn
    else { return nil }
    return (delimiter, 6)
  }

  /// Whether backslashes escape quotation marks in a table, as they do in those of Spark, Hive and
  /// MySQL: fewer rows are uneven then, and less text follows closing quotation marks.
  static func hasEscapes(
    _ sample: ArraySlice<UInt8>, delimiter: UInt8, isWhole: Bool
  ) -> Bool {
    let hasEscapedQuotes = sample.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var position = 0
      while true {
        position = CSVBytes.index(
          of: CSVBytes.backslash, in: base, from: position, to: bytes.count)
        guard position + 1 < bytes.count else { return false }
        if base[position + 1] == CSVBytes.quote { return true }
        position += 1
      }
    }
    guard hasEscapedQuotes else { return isTextFormat(sample, delimiter: delimiter) }
    let doubled = faults(in: sample, delimiter: delimiter, hasEscapes: false, isWhole: isWhole)
    return doubled > 0
      && faults(in: sample, delimiter: delimiter, hasEscapes: true, isWhole: isWhole) < doubled
  }

  /// Whether a table is in the text format of PostgreSQL's COPY and of MySQL, which has no quotation
  /// marks: cells between tabs of which one is `\N`.
  private static func isTextFormat(_ sample: ArraySlice<UInt8>, delimiter: UInt8) -> Bool {
    guard delimiter == UInt8(ascii: "\t"), !sample.contains(CSVBytes.quote) else { return false }
    var position = sample.startIndex
    while let backslash = sample[position...].firstIndex(of: CSVBytes.backslash) {
      position = backslash + 1
      guard position < sample.endIndex, sample[position] == UInt8(ascii: "N") else { continue }
      let before = backslash > sample.startIndex ? sample[backslash - 1] : CSVBytes.lineFeed
      let after = position + 1 < sample.endIndex ? sample[position + 1] : CSVBytes.lineFeed
      if (before == delimiter || before == CSVBytes.lineFeed)
        && (after == delimiter || after == CSVBytes.lineFeed || after == CSVBytes.carriageReturn)
      {
        return true
      }
    }
    return false
  }

  /// How many rows differ from the first in their number of fields, and how many fields have text
  /// after their closing quotation mark.
  private static func faults(
    in sample: ArraySlice<UInt8>, delimiter: UInt8, hasEscapes: Bool, isWhole: Bool
  ) -> Int {
    var faults = 0
    var fields = 1
    var expected = 0
    var startsField = true
    var isQuoted = false
    var isClosed = false
    func isEven() -> Bool { expected == 0 || fields == expected || fields == 1 && startsField }
    var index = sample.startIndex
    while index < sample.endIndex {
      let byte = sample[index]
      index += 1
      if hasEscapes, byte == CSVBytes.backslash {
        if isClosed { faults += 1 }
        isClosed = false
        startsField = false
        index += 1
      } else if isQuoted {
        guard byte == CSVBytes.quote else { continue }
        if index < sample.endIndex, sample[index] == CSVBytes.quote {
          index += 1
        } else {
          isQuoted = false
          isClosed = true
        }
      } else if byte == CSVBytes.quote, startsField {
        isQuoted = true
        startsField = false
      } else if byte == delimiter {
        fields += 1
        startsField = true
        isClosed = false
      } else if byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn {
        if !isEven() { faults += 1 }
        if expected == 0, fields > 1 || !startsField { expected = fields }
        fields = 1
        startsField = true
        isClosed = false
      } else {
        if isClosed { faults += 1 }
        isClosed = false
        startsField = false
      }
    }
    if isWhole, isQuoted || !isEven() { faults += 1 }
    return faults
  }

  /// Whether the byte can stand between two fields.
  static func isDelimiter(_ byte: UInt8) -> Bool {
    byte < 0x80 && byte != 0 && byte != CSVBytes.quote && byte != CSVBytes.lineFeed
      && byte != CSVBytes.carriageReturn
  }

  /// How likely an input is a table whose delimiter `isWanted`.
  static func likelihood(_ sample: ContentSample, _ isWanted: (UInt8) -> Bool) -> Likelihood {
    guard var bytes = ForeignBytes.sampleWithoutNULs(sample.bytes) else { return .no }
    if bytes.starts(with: CSVBytes.byteOrderMark) { bytes = bytes.dropFirst(3) }
    let isNamed = sample.fileExtension == "csv" || sample.fileExtension == "tsv"
    if let named = namedDelimiter(bytes) { return isWanted(named.delimiter) ? .certain : .no }
    // The reader says what to do about it.
    if sample.fileExtension != "md", PrintedTable.starts(bytes) {
      return isWanted(candidates[0]) ? .certain : .no
    }
    guard let first = sample.trimmed.first, first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
      first != UInt8(ascii: "<")
    else { return .no }
    guard isNamed || mayHaveColumns(bytes) else { return .no }
    let dialect = sniff(bytes)
    guard isWanted(dialect.delimiter) else { return .no }
    let fields = dialect.header.count
    guard fields > 1 else {
      return isNamed ? (dialect.knownNames > 0 ? .likely : .possible) : .no
    }
    let isNamedAsText = sample.fileExtension == "txt" || sample.fileExtension == "text"
    let hasKnownNames = dialect.knownNames > 1 && dialect.knownNames * 2 >= fields
    if hasKnownNames, !isNamedAsText { return .certain }
    var rows = rows(bytes, delimiter: dialect.delimiter, limit: 5)
    // The sample may end inside its last row.
    if !sample.isComplete, rows.count > 1 { rows.removeLast() }
    let isEven = rows.allSatisfy {
      CSVFields($0, delimiter: dialect.delimiter).strings.count == fields
    }
    // A story may begin with a line that has names and commas; a table has rows like it.
    if hasKnownNames { return isEven && rows.count > 1 ? .certain : .no }
    if isEven, isNamed || dialect.knownNames > 0 || fields > 2 && rows.count > 1 {
      return .likely
    }
    return isNamed ? .possible : .no
  }

  /// A quick no for most texts: without a delimiter in its first line a table has one column.
  private static func mayHaveColumns(_ sample: ArraySlice<UInt8>) -> Bool {
    func endsLine(_ byte: UInt8) -> Bool {
      byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn
    }
    for byte in sample.drop(while: endsLine) {
      if byte == CSVBytes.quote || candidates.contains(byte) { return true }
      if endsLine(byte) { return false }
    }
    return false
  }

  /// The first rows, at most `limit`, without their line endings; empty lines are passed over.
  private static func rows(
    _ sample: ArraySlice<UInt8>, delimiter: UInt8, limit: Int
  ) -> [ArraySlice<UInt8>] {
    var rows: [ArraySlice<UInt8>] = []
    var start = sample.startIndex
    var isQuoted = false
    for index in sample.indices {
      let byte = sample[index]
      if byte == CSVBytes.quote {
        isQuoted =
          isQuoted ? false : index == start || sample[index - 1] == delimiter || isReopened(index)
      } else if !isQuoted, byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn {
        if index > start { rows.append(sample[start..<index]) }
        if rows.count == limit { return rows }
        start = index + 1
      }
    }
    if start < sample.endIndex { rows.append(sample[start...]) }
    return rows

    /// Whether the quotation mark is the second of a pair inside a quoted field.
    func isReopened(_ index: Int) -> Bool { sample[index - 1] == CSVBytes.quote }
  }
}
