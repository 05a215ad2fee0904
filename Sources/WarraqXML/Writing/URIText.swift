/// Makes addresses fit for attributes of type `xs:anyURI` and `href`.
///
/// Characters that RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986) does not allow are
/// percent-encoded as RFC 3987, 3.1 (https://www.rfc-editor.org/rfc/rfc3987) maps an IRI to a URI.
package enum URIText {
  /// The address of a link that a reader may follow, or `nil` when there is none to be trusted.
  ///
  /// Allowed are absolute `http` and `https` addresses with a host, `mailto` and `tel`. Scripts,
  /// data, files and relative references are not.
  package static func link(_ text: String) -> String? {
    var bytes = trimmed(text)
    // Browsers drop these wherever they stand, so "java\nscript:" must not pass as harmless.
    bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard let colon = schemeEnd(bytes) else { return nil }
    let rest = colon + 1
    switch String(decoding: bytes[..<colon], as: UTF8.self).lowercased() {
    case "http", "https":
      guard bytes[rest...].starts(with: [0x2F, 0x2F]), hasPlainHost(bytes[(rest + 2)...]) else {
        return nil
      }
    case "mailto", "tel":
      guard rest < bytes.count else { return nil }
    default: return nil
    }
    return encoded(bytes)
  }

  /// The address of a picture: like ``link(_:)`` for `http` and `https`, or a relative reference.
  package static func resource(_ text: String) -> String? {
    if let link = link(text) {
      return link.utf8.starts(with: "http".utf8) || link.utf8.starts(with: "HTTP".utf8)
        ? link : nil
    }
    let bytes = trimmed(text)
    guard !bytes.isEmpty, schemeEnd(bytes) == nil, !bytes.starts(with: [0x2F, 0x2F]) else {
      return nil
    }
    // A colon in the first segment would read as a scheme (RFC 3986, 4.2).
    let segment = bytes.prefix { $0 != UInt8(ascii: "/") }
    return encoded(segment.contains(UInt8(ascii: ":")) ? Array("./".utf8) + bytes : bytes)
  }

  /// An identifier as a URI: encoded where needed, of any scheme.
  package static func identifier(_ text: String) -> String { encoded(trimmed(text)) }

  /// Whether the text starts with a scheme and a colon and has something after it.
  package static func isAbsolute(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return schemeEnd(bytes).map { $0 + 1 < bytes.count } ?? false
  }

  // MARK: - Private

  private static func trimmed(_ text: String) -> [UInt8] {
    var bytes = ArraySlice(Array(text.utf8))
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return Array(bytes)
  }

  /// The position of the colon after a scheme (RFC 3986, 3.1).
  private static func schemeEnd(_ bytes: [UInt8]) -> Int? {
    guard let first = bytes.first, isLetter(first) else { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":") { return index }
      guard isLetter(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else {
        return nil
      }
    }
    return nil
  }

  /// Whether an authority has a host that every URL parser accepts.
  private static func hasPlainHost(_ rest: ArraySlice<UInt8>) -> Bool {
    let authority = rest.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 && $0 != 0x5C }
    var host = authority
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { host = authority[(at + 1)...] }
    if host.first == UInt8(ascii: "[") {
      guard let end = host.firstIndex(of: UInt8(ascii: "]")), end - host.startIndex > 2 else {
        return false
      }
      guard
        host[(host.startIndex + 1)..<end].allSatisfy({
          isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        })
      else { return false }
      return isPort(host[(end + 1)...])
    }
    let name = host.prefix { $0 != UInt8(ascii: ":") }
    guard let first = name.first, first != UInt8(ascii: ".") else { return false }
    let isPlain = name.allSatisfy {
      isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || $0 >= 0x80
    }
    return isPlain && isPort(host[name.endIndex...])
  }

  private static func isPort(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return true }
    let digits = rest.dropFirst()
    guard first == UInt8(ascii: ":"), digits.count <= 5, digits.allSatisfy(isDigit) else {
      return false
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 65535
  }

  private static func encoded(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    // Brackets are for the host alone, and a fragment may not hold a second "#".
    var isInAuthority = false
    var hasFragment = false
    var slashes = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "/"):
        slashes += 1
        isInAuthority =
          slashes == 2 && index > 1 && bytes[index - 1] == byte
          && bytes[index - 2] == UInt8(ascii: ":")
        result.append(byte)
      case UInt8(ascii: "?"):
        isInAuthority = false
        result.append(byte)
      case UInt8(ascii: "#") where !hasFragment:
        hasFragment = true
        isInAuthority = false
        result.append(byte)
      case UInt8(ascii: "[") where isInAuthority, UInt8(ascii: "]") where isInAuthority:
        result.append(byte)
      case UInt8(ascii: "%")
      where index + 2 < bytes.count && isHexadecimal(bytes[index + 1])
        && isHexadecimal(bytes[index + 2]):
        result.append(byte)
      default:
        if isAllowed(byte) {
          result.append(byte)
        } else {
          let digits: StaticString = "0123456789ABCDEF"
          result.append(UInt8(ascii: "%"))
          result.append(digits.utf8Start[Int(byte >> 4)])
          result.append(digits.utf8Start[Int(byte & 15)])
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The unreserved and reserved characters of RFC 3986, 2.2 and 2.3, without `#[]`.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "@"),
      UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      return true
    default: return false
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }
}
