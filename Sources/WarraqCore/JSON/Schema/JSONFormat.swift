internal import WarraqModel

/// The values of the keyword `format` that are asserted
/// (https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3).
package enum JSONFormat: String, CaseIterable, Sendable {
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case dateTime = "date-time"
  case date
  case time
  case email
  case hostname
  case ipv4
  case ipv6
  case uuid
  case jsonPointer = "json-pointer"

  /// Formats of the specification that are not understood here.
  static let otherNames: Set = [
    "duration", "idn-email", "idn-hostname", "uri-template", "relative-json-pointer", "regex",
    "color", "style", "phone",
  ]

  /// The word before its name in a message.
  var article: String {
    switch self {
    case .email, .hostname, .date, .dateTime, .time, .jsonPointer: "a valid"
    default: "a"
    }
  }

  /// Whether a text is of the format.
  package func accepts(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { bytes in
      switch self {
      case .uri: URISyntax.isURI(bytes, international: false)
      case .iri: URISyntax.isURI(bytes, international: true)
      case .uriReference: URISyntax.isReference(bytes, international: false)
      case .iriReference: URISyntax.isReference(bytes, international: true)
      case .dateTime: RFC3339.isDateTime(bytes)
      case .date: RFC3339.isDate(bytes)
      case .time: RFC3339.isTime(bytes)
      case .email: InternetName.isAddress(bytes)
      case .hostname: InternetName.isHost(bytes)
      case .ipv4: InternetName.isIPv4(bytes)
      case .ipv6: InternetName.isIPv6(bytes)
      case .uuid: InternetName.isUUID(bytes)
      case .jsonPointer: InternetName.isPointer(bytes)
      }
    }
  }
}

/// The dates of RFC 3339 (https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
package enum RFC3339 {
  /// `2024-05-01T10:00:00.5+03:00`.
  package static func isDateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
    return isDate(UnsafeBufferPointer(rebasing: bytes[..<10]))
      && isTime(UnsafeBufferPointer(rebasing: bytes[11...]))
  }

  /// `2024-05-01`.
  package static func isDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2)
    else { return false }
    return NewsDate(year: year, month: month, day: day) != nil && month > 0 && day > 0
  }

  /// `10:00:00.5+03:00`.
  package static func isTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count > 8, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":"),
      let hour = number(bytes, 0, 2), let minute = number(bytes, 3, 2),
      let second = number(bytes, 6, 2), hour < 24, minute < 60, second < 61
    else { return false }
    var rest = bytes[8...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let digits = rest.prefix { $0 &- 0x30 < 10 }
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count)
    }
    guard let sign = rest.first else { return false }
    if sign | 0x20 == UInt8(ascii: "z") { return rest.count == 1 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), rest.count == 6,
      rest[rest.startIndex + 3] == UInt8(ascii: ":"),
      let hours = number(bytes, rest.startIndex + 1, 2),
      let minutes = number(bytes, rest.startIndex + 4, 2)
    else { return false }
    return hours < 24 && minutes < 60
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    var value = 0
    for byte in bytes[start..<start + count] {
      guard byte &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}

/// The grammar of RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986#appendix-A) and, with letters
/// beyond ASCII, of RFC 3987.
package enum URISyntax {
  /// Whether the text has a scheme and is well formed: `urn:newsml:…`, `https://…`.
  package static func isURI(_ text: String, international: Bool = false) -> Bool {
    var copy = text
    return copy.withUTF8 { isURI($0, international: international) }
  }

  static func isURI(_ bytes: UnsafeBufferPointer<UInt8>, international: Bool) -> Bool {
    guard let colon = schemeEnd(bytes) else { return false }
    return isRest(bytes[(colon + 1)...], international, allowsColon: true)
  }

  /// Whether the text is an address, absolute or relative, with letters beyond ASCII.
  package static func isReference(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { isReference($0, international: true) }
  }

  static func isReference(_ bytes: UnsafeBufferPointer<UInt8>, international: Bool) -> Bool {
    isURI(bytes, international: international)
      || isRest(bytes[...], international, allowsColon: false)
  }

  /// The position of the colon after a scheme (RFC 3986, 3.1).
  private static func schemeEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = bytes.first, isLetter(first) else { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":") { return index }
      guard isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else {
        return nil
      }
    }
    return nil
  }

  /// `hier-part [ "?" query ] [ "#" fragment ]`, or the like of a relative reference.
  private static func isRest(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ international: Bool, allowsColon: Bool
  ) -> Bool {
    let hash = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.endIndex
    let query = bytes[..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
    var path = bytes[..<query]
    if path.starts(with: "//".utf8) {
      path = path.dropFirst(2)
      let slash = path.firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      guard isAuthority(path[..<slash], international) else { return false }
      path = path[slash...]
    } else if !allowsColon {
      let segment = path.prefix { $0 != UInt8(ascii: "/") }
      guard !segment.contains(UInt8(ascii: ":")) else { return false }
    }
    guard isText(path, also: "/:@", international) else { return false }
    if query < hash, !isText(bytes[(query + 1)..<hash], also: "/:@?", international) {
      return false
    }
    return hash == bytes.endIndex || isText(bytes[(hash + 1)...], also: "/:@?", international)
  }

  private static func isAuthority(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ international: Bool
  ) -> Bool {
    var host = bytes
    if let at = bytes.lastIndex(of: UInt8(ascii: "@")) {
      guard isText(bytes[..<at], also: ":", international) else { return false }
      host = bytes[(at + 1)...]
    }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let inside = host[(host.startIndex + 1)..<end]
      guard !inside.isEmpty,
        inside.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == 0x2E })
      else { return false }
      return isPort(host[(end + 1)...])
    }
    let name = host.prefix { $0 != UInt8(ascii: ":") }
    return isText(name, also: "", international) && isPort(host[name.endIndex...])
  }

  private static func isPort(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.isEmpty || bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(isDigit)
  }

  /// Whether the bytes are unreserved, sub-delimiters, percent-encoded, or one of `also`.
  private static func isText(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, also: StaticString, _ international: Bool
  ) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < bytes.endIndex, isHexadecimal(bytes[index + 1]),
          isHexadecimal(bytes[index + 2])
        else { return false }
        index += 3
        continue
      }
      let isPlain =
        isLetter(byte) || isDigit(byte) || byte >= 0x80 && international || isMark(byte)
        || also.withUTF8Buffer { $0.contains(byte) }
      guard isPlain else { return false }
      index += 1
    }
    return true
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x5F, 0x7E, 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
    default: false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }
}

/// Names and addresses of the Internet, and two other short grammars.
enum InternetName {
  /// `local@domain` (RFC 5321), without comments and quotes.
  static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < bytes.count else {
      return false
    }
    let local = bytes[..<at]
    guard local.first != 0x2E, local.last != 0x2E else { return false }
    let isPlain = local.allSatisfy { byte in
      isAlphanumeric(byte) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
    }
    return isPlain && isHost(UnsafeBufferPointer(rebasing: bytes[(at + 1)...]))
  }

  /// RFC 1123, 2.1.
  static func isHost(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.count < 254 else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { label in
        1...63 ~= label.count && label.first != 0x2D && label.last != 0x2D
          && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
      }
  }

  static func isIPv4(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard 1...3 ~= part.count, part.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
        guard part.count == 1 || part.first != 0x30 else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } < 256
      }
  }

  /// RFC 4291, 2.2.
  static func isIPv6(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard 3...9 ~= groups.count else { return false }
    var count = 0
    var gaps = 0
    for (index, group) in groups.enumerated() {
      if group.isEmpty {
        let isEdge = index == 0 || index == groups.count - 1
        // An empty group at an edge belongs to the gap beside it.
        if !isEdge { gaps += 1 }
        if isEdge, !groups[index == 0 ? 1 : groups.count - 2].isEmpty { return false }
      } else if index == groups.count - 1, group.contains(UInt8(ascii: ".")) {
        guard isIPv4(UnsafeBufferPointer(rebasing: group)) else { return false }
        count += 2
      } else {
        guard group.count < 5, group.allSatisfy(isHexadecimal) else { return false }
        count += 1
      }
    }
    return gaps == 0 ? count == 8 : gaps == 1 && count < 8
  }

  /// RFC 9562, 4.
  static func isUUID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 36 else { return false }
    return bytes.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHexadecimal(byte)
    }
  }

  /// RFC 6901, 3.
  static func isPointer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.isEmpty || bytes.first == UInt8(ascii: "/") else { return false }
    return bytes.indices.allSatisfy { index in
      bytes[index] != UInt8(ascii: "~")
        || index + 1 < bytes.count && (bytes[index + 1] == 0x30 || bytes[index + 1] == 0x31)
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
