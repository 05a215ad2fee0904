/// The fields of one row.
///
/// ```swift
/// CSVFields(Array("a,\"b \"\"c\"\"\",".utf8)[...], delimiter: UInt8(ascii: ",")).strings
/// // ["a", "b \"c\"", ""]
/// ```
struct CSVFields {
  private let row: ArraySlice<UInt8>
  private let delimiter: UInt8
  private let hasEscapes: Bool

  /// - Parameters:
  ///   - row: the bytes of the row without its line ending.
  ///   - delimiter: what stands between two fields.
  ///   - hasEscapes: whether a backslash takes the meaning from the byte after it.
  init(_ row: ArraySlice<UInt8>, delimiter: UInt8, hasEscapes: Bool = false) {
    self.row = row
    self.delimiter = delimiter
    self.hasEscapes = hasEscapes
  }

  /// The fields as texts.
  var strings: [String] {
    var strings: [String] = []
    forEach { strings.append(String(decoding: $0, as: UTF8.self)) }
    return strings
  }

  /// Calls `body` with the bytes of each field, without its quotes; they are gone afterwards.
  ///
  /// - Returns: whether text follows the quotation mark that closes a field.
  @discardableResult
  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    if hasEscapes { return forEachEscaped(body) }
    var unquoted: [UInt8] = []
    var hasTextAfterQuotes = false
    row.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return body(buffer) }
      var position = 0
      while true {
        if position < buffer.count, base[position] == CSVBytes.quote {
          position = readQuoted(
            buffer, base, from: position + 1, into: &unquoted, &hasTextAfterQuotes, body)
        } else {
          let end = CSVBytes.index(of: delimiter, in: base, from: position, to: buffer.count)
          body(UnsafeBufferPointer(rebasing: buffer[position..<end]))
          position = end
        }
        guard position < buffer.count else { return }
        position += 1
      }
    }
    return hasTextAfterQuotes
  }

  /// Reads a quoted field whose content starts at `start`; returns where its delimiter is.
  ///
  /// What stands between the closing quotation mark and the delimiter belongs to the field, as it
  /// does for most readers.
  private func readQuoted(
    _ buffer: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, from start: Int,
    into unquoted: inout [UInt8], _ hasTextAfterQuotes: inout Bool,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Int {
    let count = buffer.count
    let first = CSVBytes.index(of: CSVBytes.quote, in: base, from: start, to: count)
    // Most fields have no quotation mark inside and need no copy.
    if first + 1 >= count || base[first + 1] == delimiter {
      body(UnsafeBufferPointer(rebasing: buffer[start..<first]))
      return min(first + 1, count)
    }
    unquoted.removeAll(keepingCapacity: true)
    var runStart = start
    var position = first
    while position < count {
      unquoted.append(contentsOf: buffer[runStart..<position])
      guard position + 1 < count, base[position + 1] == CSVBytes.quote else {
        position += 1
        break
      }
      unquoted.append(CSVBytes.quote)
      runStart = position + 2
      position = CSVBytes.index(of: CSVBytes.quote, in: base, from: runStart, to: count)
      if position == count { unquoted.append(contentsOf: buffer[runStart..<count]) }
    }
    let end = CSVBytes.index(of: delimiter, in: base, from: min(position, count), to: count)
    if position < end { hasTextAfterQuotes = true }
    unquoted.append(contentsOf: buffer[min(position, count)..<end])
    unquoted.withUnsafeBufferPointer(body)
    return end
  }

  // MARK: Backslashes

  private func forEachEscaped(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    var field: [UInt8] = []
    row.withUnsafeBufferPointer { bytes in
      var position = 0
      while true {
        field.removeAll(keepingCapacity: true)
        position = readEscaped(bytes, from: position, into: &field)
        field.withUnsafeBufferPointer(body)
        guard position < bytes.count else { return }
        position += 1
      }
    }
    return false
  }

  /// Reads the field that starts at `start`; returns where its delimiter is.
  private func readEscaped(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into field: inout [UInt8]
  ) -> Int {
    let isQuotedField = start < bytes.count && bytes[start] == CSVBytes.quote
    var isQuoted = isQuotedField
    var position = isQuoted ? start + 1 : start
    while position < bytes.count {
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : nil
      if byte == CSVBytes.backslash, let next {
        if let meaning = meaning(ofEscaped: next, inQuotes: isQuotedField) {
          field.append(meaning)
        } else {
          field.append(byte)
          field.append(next)
        }
        position += 2
      } else if byte == CSVBytes.quote, isQuoted {
        if next == CSVBytes.quote {
          field.append(byte)
          position += 2
        } else {
          isQuoted = false
          position += 1
        }
      } else if byte == delimiter, !isQuoted {
        return position
      } else {
        field.append(byte)
        position += 1
      }
    }
    return position
  }

  /// What a byte after a backslash stands for, `nil` where the backslash is text.
  ///
  /// Tables with tabs, as PostgreSQL and MySQL write them, have letters for tabs and line ends.
  private func meaning(ofEscaped byte: UInt8, inQuotes: Bool) -> UInt8? {
    switch byte {
    case CSVBytes.quote, CSVBytes.backslash, delimiter, CSVBytes.lineFeed, CSVBytes.carriageReturn:
      return byte
    case UInt8(ascii: "t") where delimiter == CSVDialect.tab && !inQuotes: return CSVDialect.tab
    case UInt8(ascii: "n") where delimiter == CSVDialect.tab && !inQuotes: return CSVBytes.lineFeed
    case UInt8(ascii: "r") where delimiter == CSVDialect.tab && !inQuotes:
      return CSVBytes.carriageReturn
    default: return nil
    }
  }
}
