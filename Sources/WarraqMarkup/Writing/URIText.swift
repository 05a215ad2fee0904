internal import WarraqCore
internal import WarraqModel

/// Makes addresses fit for attributes of type `xs:anyURI` and `href`.
///
/// Characters that RFC 3986 (https://www.rfc-editor.org/rfc/rfc3986) does not allow are
/// percent-encoded as RFC 3987, 3.1 (https://www.rfc-editor.org/rfc/rfc3987) maps an IRI to a URI.
package enum URIText {
  /// What an address is used for.
  package enum Use {
    /// To be followed.
    case link
    /// As an IRI of any scheme.
    case identifier
  }

  /// Whether an address is absolute, has a plain host where it has one, and needs no change, as
  /// nearly all do; `false` says only that a closer look is needed.
  package static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>, mayBe use: Use) -> Bool {
    // As nearly all start.
    let isUsual =
      bytes.count >= 8
      && UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
        == 0x2F2F_3A73_7074_7468  // https://
    guard let colon = isUsual ? 5 : bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      colon + 1 < bytes.count, isLetter(bytes[0]), isAllowed(bytes)
    else { return false }
    let scheme = UnsafeBufferPointer(rebasing: bytes[..<colon])
    let hasHost =
      colon + 3 < bytes.count && bytes[colon + 1] == UInt8(ascii: "/")
      && bytes[colon + 2] == UInt8(ascii: "/")
    switch use {
    case .link:
      guard hasHost, scheme.elementsEqual("https".utf8) || scheme.elementsEqual("http".utf8)
      else { return false }
    case .identifier:
      guard scheme.allSatisfy({ isLetter($0) || isDigit($0) }) else { return false }
      guard hasHost else {
        return bytes[colon + 1] != UInt8(ascii: "/") && !AddressScheme.acts(scheme)
      }
    }
    guard let base = bytes.baseAddress else { return false }
    let first = base[colon + 3]
    guard isLetter(first) || isDigit(first) else { return false }
    // Letters, digits, "-" and "."; what ends them has to end the host.
    let end = ByteScan.first(base, from: colon + 3, to: bytes.count) { bytes in
      let letters =
        (bytes &- .init(repeating: 0x41)).below(26) .| (bytes &- .init(repeating: 0x61)).below(26)
      let digits = (bytes &- .init(repeating: 0x30)).below(10)
      return .!(letters .| digits .| (bytes &- .init(repeating: 0x2D)).below(2))
    }
    return end == bytes.count || base[end] == UInt8(ascii: "/") || base[end] == UInt8(ascii: "?")
  }

  /// The address of a link that a reader may follow, or `nil` when there is none to be trusted.
  ///
  /// Allowed are absolute `http` and `https` addresses with a host, `mailto` and `tel`. Scripts,
  /// data, files and relative references are not.
  package static func link(_ text: String) -> String? {
    if isPlain(text, mayBe: .link) { return text }
    var bytes = trimmed(text)
    // Browsers drop these wherever they stand, so "java\nscript:" must not pass as harmless.
    bytes.removeAll { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard let colon = schemeEnd(bytes) else { return nil }
    let rest = colon + 1
    switch AddressScheme(
      rawValue: String(decoding: bytes[..<colon], as: UTF8.self).lowercased())
    {
    case .http?, .https?:
      guard bytes[rest...].starts(with: [0x2F, 0x2F]), hasPlainHost(bytes[(rest + 2)...]) else {
        return nil
      }
    case .mailto?, .tel?:
      // A fragment alone is nobody's address.
      guard rest < bytes.count, bytes[rest] != UInt8(ascii: "#") else { return nil }
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
    guard AddressScheme.allows(text), !bytes.isEmpty, schemeEnd(bytes) == nil,
      !bytes.starts(with: [0x2F, 0x2F])
    else {
      return nil
    }
    // A colon in the first segment would read as a scheme (RFC 3986, 4.2).
    let segment = bytes.prefix { $0 != UInt8(ascii: "/") }
    return encoded(segment.contains(UInt8(ascii: ":")) ? Array("./".utf8) + bytes : bytes)
  }

  /// An identifier as an IRI of any scheme, or `nil` when it is not an absolute one, or one that runs
  /// something.
  ///
  /// Letters of other scripts stay, so that the identifier stays the same.
  package static func identifier(_ text: String) -> String? {
    if isPlain(text, mayBe: .identifier) { return text }
    let bytes = trimmed(text)
    guard let colon = schemeEnd(bytes), colon + 1 < bytes.count,
      !bytes[..<colon].withUnsafeBufferPointer(AddressScheme.acts)
    else { return nil }
    let rest = bytes[(colon + 1)...]
    if rest.starts(with: [0x2F, 0x2F]), rest.dropFirst(2).first != 0x2F,
      !hasPlainHost(rest.dropFirst(2))
    {
      return nil
    }
    return encoded(bytes, keepsLetters: true)
  }

  /// An address of any scheme as RFC 3986 wants it, or `nil` when it is not an absolute one.
  package static func absolute(_ text: String) -> String? {
    if isPlain(text, mayBe: .identifier) { return text }
    guard let iri = identifier(text) else { return nil }
    return encoded(Array(iri.utf8))
  }

  /// A text as one segment of a URI: everything but unreserved characters is encoded.
  package static func segment(_ text: String) -> String {
    if text.withUTF8Bytes({ $0.allSatisfy(isUnreserved) }) { return text }
    var result: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        result.append(byte)
      } else {
        appendEncoded(byte, to: &result)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text that ``segment(_:)`` encoded; the segment itself where it is no UTF-8.
  package static func decodedSegment(_ segment: String) -> String {
    guard segment.utf8.contains(UInt8(ascii: "%")) else { return segment }
    var bytes: [UInt8] = []
    var rest = segment.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(isHexadecimal),
        let value = UInt8(Substring(digits), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? segment
  }

  /// Whether the text starts with a scheme and has something after it.
  package static func isAbsolute(_ text: String) -> Bool {
    let bytes = trimmed(text)
    return schemeEnd(bytes).map { $0 + 1 < bytes.count } ?? false
  }

  /// The host of an absolute address without `www.`; the address itself when it has none.
  package static func host(of address: String) -> String {
    let parts = address.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2)
    guard parts.count > 1, let host = String(parts[1]) else { return address }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
  }

  // MARK: - Private

  private static func isPlain(_ text: String, mayBe use: Use) -> Bool {
    text.withUTF8Bytes { isPlain($0, mayBe: use) }
  }

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
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      guard
        authority[..<at].allSatisfy({
          $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]")
        })
      else { return false }
      host = authority[(at + 1)...]
    }
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
    return isPlainName(name) && isPort(host[name.endIndex...])
  }

  /// Whether a name holds nothing but letters of any script, digits, and `-._`.
  ///
  /// A letter beyond ASCII may be encoded, which is how ``link(_:)`` writes it.
  private static func isPlainName(_ name: ArraySlice<UInt8>) -> Bool {
    var index = name.startIndex
    while index < name.endIndex {
      let byte = name[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < name.endIndex, isHexadecimal(name[index + 2]),
          isHexadecimal(name[index + 1]), name[index + 1] >= UInt8(ascii: "8")
        else { return false }
        index += 3
        continue
      }
      guard
        isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
          || byte >= 0x80
      else { return false }
      index += 1
    }
    return true
  }

  private static func isPort(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return true }
    let digits = rest.dropFirst()
    guard first == UInt8(ascii: ":"), digits.count <= 5, digits.allSatisfy(isDigit) else {
      return false
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 65535
  }

  private static func encoded(_ bytes: [UInt8], keepsLetters: Bool = false) -> String {
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
        if isAllowed(byte) || keepsLetters && byte >= 0x80 && !isFormatting(bytes, index) {
          result.append(byte)
        } else {
          appendEncoded(byte, to: &result)
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func appendEncoded(_ byte: UInt8, to result: inout [UInt8]) {
    let digits: StaticString = "0123456789ABCDEF"
    result.append(UInt8(ascii: "%"))
    result.append(digits.utf8Start[Int(byte >> 4)])
    result.append(digits.utf8Start[Int(byte & 15)])
  }

  /// Whether a byte is of U+2000 to U+207F (spaces, bidi controls), which no IRI holds
  /// (RFC 3987, 4.1), or of U+FFF0 and above, where XML forbids some.
  private static func isFormatting(_ bytes: [UInt8], _ index: Int) -> Bool {
    var start = index
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    if bytes[start] == 0xC2 { return start + 1 < bytes.count && bytes[start + 1] <= 0xA0 }
    guard start + 1 < bytes.count else { return true }
    switch (bytes[start], bytes[start + 1]) {
    case (0xE2, 0x80), (0xE2, 0x81), (0xEF, 0xBF): return true
    default: return false
    }
  }

  /// The unreserved and reserved characters of RFC 3986, 2.2 and 2.3, without `#[]`.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    // One bit a character: !$&'()*+,-./0-9:;=? and @A-Z_a-z~.
    let bits: UInt64 = byte < 0x40 ? 0xAFFF_FFD2_0000_0000 : 0x47FF_FFFE_87FF_FFFF
    return byte < 0x80 && bits >> UInt64(byte & 0x3F) & 1 == 1
  }

  /// Whether all of the bytes are allowed, encoded ones and the start of a fragment among them.
  private static func isAllowed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasFragment = false
    var position = 0
    while true {
      position = endOfAllowed(bytes, from: position)
      guard position < bytes.count else { return true }
      switch bytes[position] {
      case UInt8(ascii: "%"):
        guard position + 2 < bytes.count, isHexadecimal(bytes[position + 1]),
          isHexadecimal(bytes[position + 2])
        else { return false }
        position += 3
      case UInt8(ascii: "#") where !hasFragment:
        hasFragment = true
        position += 1
      default: return false
      }
    }
  }

  private static func endOfAllowed(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    return ByteScan.first(base, from: start, to: bytes.count) { bytes in
      // The others of ASCII, in its order.
      let space = bytes.below(0x21) .| bytes.equal(0x22) .| bytes.equal(0x23) .| bytes.equal(0x25)
      let angles = bytes.equal(0x3C) .| bytes.equal(0x3E)
      let brackets = (bytes &- .init(repeating: 0x5B)).below(4) .| bytes.equal(0x60)
      let braces = (bytes &- .init(repeating: 0x7B)).below(3) .| bytes.atLeast(0x7F)
      return space .| angles .| brackets .| braces
    }
  }

  /// Whether it stands for itself everywhere in a URI: a letter or digit of ASCII, `-`, `.` or `_`.
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }
}
