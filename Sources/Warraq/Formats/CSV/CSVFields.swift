/// The fields of one row.
///
/// ```swift
/// CSVFields(Array("a,\"b \"\"c\"\"\",".utf8)[...], delimiter: UInt8(ascii: ",")).strings
/// // ["a", "b \"c\"", ""]
/// ```
struct CSVFields {
  private let row: ArraySlice<UInt8>
  private let delimiter: UInt8

  /// - Parameter row: the bytes of the row without its line ending.
  init(_ row: ArraySlice<UInt8>, delimiter: UInt8) {
    self.row = row
    self.delimiter = delimiter
  }

  /// The fields as texts.
  var strings: [String] {
    var strings: [String] = []
    forEach { strings.append(String(decoding: $0, as: UTF8.self)) }
    return strings
  }

  /// Calls `body` with the bytes of each field, without its quotes; they are gone afterwards.
  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var unquoted: [UInt8] = []
    row.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return body(buffer) }
      var position = 0
      while true {
        if position < buffer.count, base[position] == CSVBytes.quote {
          position = readQuoted(buffer, base, from: position + 1, into: &unquoted, body)
        } else {
          let end = CSVBytes.index(of: delimiter, in: base, from: position, to: buffer.count)
          body(UnsafeBufferPointer(rebasing: buffer[position..<end]))
          position = end
        }
        guard position < buffer.count else { return }
        position += 1
      }
    }
  }

  /// Reads a quoted field whose content starts at `start`; returns where its delimiter is.
  ///
  /// What stands between the closing quotation mark and the delimiter belongs to the field, as it
  /// does for most readers.
  private func readQuoted(
    _ buffer: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, from start: Int,
    into unquoted: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void
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
    unquoted.append(contentsOf: buffer[min(position, count)..<end])
    unquoted.withUnsafeBufferPointer(body)
    return end
  }
}
