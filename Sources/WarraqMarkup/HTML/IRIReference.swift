internal import WarraqModel

/// A reference as an attribute holds it, made fit for use outside its page.
package struct IRIReference {
  /// The address of the page, for relative references.
  package var base: String?

  /// Makes references of that page.
  package init(base: String?) { self.base = base }

  /// The absolute form of a reference where a base is known (RFC 3986, 5.2), else the reference;
  /// `nil` for one that leads nowhere: empty, a script, a place on a page that is not known.
  package func resolve(_ value: String) -> String? {
    let reference = Self.cleaned(value)
    guard !reference.isEmpty else { return nil }
    if let scheme = Self.scheme(of: reference) {
      switch scheme {
      case "javascript", "vbscript", "about", "blob": return nil
      default: return reference
      }
    }
    let bytes = reference.utf8
    guard let base, let schemeName = Self.scheme(of: base) else {
      if bytes.starts(with: "//".utf8) { return "https:" + reference }
      return bytes.first == UInt8(ascii: "#") ? nil : reference
    }
    if bytes.starts(with: "//".utf8) { return schemeName + ":" + reference }
    return Self.join(Self.cleaned(base), reference)
  }

  private static func join(_ base: String, _ reference: String) -> String {
    let bytes = Array(base.utf8)
    let schemeEnd = bytes.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
    var pathStart = schemeEnd
    if bytes[schemeEnd...].starts(with: "//".utf8) {
      let rest = bytes[(schemeEnd + 2)...]
      pathStart = rest.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    }
    let path = bytes[pathStart...]
    let fragmentStart = path.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    let queryStart =
      path[..<fragmentStart].firstIndex(of: UInt8(ascii: "?")) ?? fragmentStart
    let root = bytes[..<pathStart]
    let reference = Array(reference.utf8)
    let target: [UInt8]
    switch reference.first {
    case UInt8(ascii: "#"): target = Array(bytes[..<fragmentStart]) + reference
    case UInt8(ascii: "?"): target = Array(bytes[..<queryStart]) + reference
    case UInt8(ascii: "/"): target = Array(root) + withoutDots(reference[...])
    default:
      let folder = bytes[pathStart..<queryStart]
      let slash = folder.lastIndex(of: UInt8(ascii: "/"))
      let prefix = slash.map { Array(folder[...$0]) } ?? [UInt8(ascii: "/")]
      target = Array(root) + withoutDots((prefix + reference)[...])
    }
    return String(decoding: target, as: UTF8.self)
  }

  /// RFC 3986, 5.2.4, on the path; query and fragment stay.
  private static func withoutDots(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let pathEnd = bytes.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.endIndex
    var kept: [ArraySlice<UInt8>] = []
    let segments = bytes[..<pathEnd].split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment.elementsEqual(".".utf8) {
        if isLast { kept.append([]) }
      } else if segment.elementsEqual("..".utf8) {
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append([]) }
      } else {
        kept.append(segment)
      }
    }
    return Array(kept.joined(separator: [UInt8(ascii: "/")])) + bytes[pathEnd...]
  }

  /// The scheme in lower case, `nil` for a relative reference.
  static func scheme(of reference: String) -> String? {
    let bytes = reference.utf8
    guard let first = bytes.first, first.isASCIILetter,
      let end = bytes.firstIndex(where: {
        !($0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E)
      }), bytes[end] == UInt8(ascii: ":")
    else { return nil }
    return reference[..<end].lowercased()
  }

  /// The host in lower case without `www.`, `nil` where there is none.
  package static func host(of reference: String) -> String? {
    let bytes = reference.utf8
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
      bytes[slash...].starts(with: "//".utf8)
    else { return nil }
    let start = bytes.index(slash, offsetBy: 2)
    let end = bytes[start...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 || $0 == 0x3A }
    let host = reference[start..<(end ?? reference.endIndex)].lowercased()
    return host.utf8.starts(with: "www.".utf8) ? String(host.dropFirst(4)) : host
  }

  /// Without the white space that HTML ignores in addresses, the rest of what no IRI may hold
  /// percent-encoded (URL Standard, 4.4; RFC 3987, 2.2).
  private static func cleaned(_ value: String) -> String {
    let trimmed = value.trimmingHTMLSpace
    guard trimmed.withUTF8Bytes({ $0.contains(where: mustBeEncoded) }) else { return trimmed }
    var bytes: [UInt8] = []
    for byte in trimmed.utf8 {
      if byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
      guard mustBeEncoded(byte) else {
        bytes.append(byte)
        continue
      }
      let digits = Array("0123456789ABCDEF".utf8)
      bytes.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func mustBeEncoded(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: true
    default: false
    }
  }
}
