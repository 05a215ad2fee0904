/// Lines of names and values, as WARC and HTTP have them.
///
/// Lines end with or without a carriage return; one that begins with a blank goes on with the one before.
struct WARCFields {
  private var fields: [(name: String, value: ArraySlice<UInt8>)] = []

  /// Reads lines up to an empty one.
  ///
  /// - Parameter end: where what follows the empty line begins; the end of the bytes without one.
  init(_ bytes: ArraySlice<UInt8>, end: inout Int) {
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let lineEnd = bytes[place...].firstIndex(of: 0x0A) ?? bytes.endIndex
      var line = bytes[place..<lineEnd]
      place = min(lineEnd + 1, bytes.endIndex)
      if line.last == 0x0D { line.removeLast() }
      if line.isEmpty { break }
      if line.first == 0x20 || line.first == 0x09, let last = fields.indices.last {
        fields[last].value = Array(fields[last].value + [0x20] + line.trimmingBlanks)[...]
        continue
      }
      guard let colon = line.firstIndex(of: 0x3A) else { continue }
      let name = line[..<colon].trimmingBlanks.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      fields.append(
        (String(decoding: name, as: UTF8.self), line[(colon + 1)...].trimmingBlanks))
    }
    end = place
  }

  /// The first value of a name in small letters.
  func bytes(_ name: String) -> ArraySlice<UInt8>? {
    fields.first { $0.name == name }?.value
  }

  /// The first value of a name in small letters, as text.
  subscript(name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The words of a list that is separated by commas, in small letters.
  func words(_ name: String) -> [String] {
    fields.filter { $0.name == name }.flatMap { field in
      String(decoding: field.value, as: UTF8.self).lowercased().split(separator: ",").map {
        String($0.drop { $0 == " " }.prefix { $0 != " " && $0 != ";" })
      }
    }.filter { !$0.isEmpty }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without blanks at their ends.
  var trimmingBlanks: ArraySlice<UInt8> {
    var rest = drop { $0 == 0x20 || $0 == 0x09 }
    while let last = rest.last, last == 0x20 || last == 0x09 || last == 0x0D { rest.removeLast() }
    return rest
  }

  /// The number that they are the digits of, the largest for one that is too large.
  var decimal: Int? {
    guard !isEmpty else { return nil }
    var number = 0
    for byte in self {
      guard 0x30...0x39 ~= byte else { return nil }
      number = number > Int.max / 100 ? .max : number * 10 + Int(byte & 15)
    }
    return number
  }
}
