internal import WarraqCore
internal import WarraqModel

/// A page that a browser saved with its pictures in one file: MHTML (RFC 2557).
///
/// The date in its head is that of saving and never that of the story.
struct SavedPage {
  /// The page, unpacked.
  let page: PageSource

  /// Whether bytes begin as such a file.
  static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    let start = bytes.prefix(8 << 10)
    guard let first = start.first, first.isASCIIWord,
      let colon = start.prefix(64).firstIndex(of: 0x3A),
      start[..<colon].allSatisfy({ $0.isASCIIWord || $0 == 0x2D })
    else { return false }
    var end = 0
    let fields = WARCFields(start, end: &end)
    return fields.bytes("mime-version") != nil
      && fields["content-type"]?.lowercased().hasPrefix("multipart/") == true
  }

  /// Reads the page; `nil` where the file holds none.
  init?(_ bytes: ArraySlice<UInt8>) {
    var bodyStart = bytes.startIndex
    let fields = WARCFields(bytes, end: &bodyStart)
    let address = fields["snapshot-content-location"] ?? fields["content-location"]
    guard let found = Self.page(in: bytes[bodyStart...], fields, address: address, depth: 0) else {
      return nil
    }
    page = found
  }

  private static func page(
    in body: ArraySlice<UInt8>, _ fields: WARCFields, address: String?, depth: Int
  ) -> PageSource? {
    let type = fields["content-type"] ?? "text/html"
    let name = type.prefix { $0 != ";" }.lowercased().trimmed
    if name == "text/html" || name == "application/xhtml+xml" {
      return PageSource(
        bytes: decoded(body, fields["content-transfer-encoding"])[...],
        address: fields["content-location"] ?? address, mediaType: Array(type.utf8)[...])
    }
    guard name.hasPrefix("multipart/"), depth < 4, let boundary = parameter("boundary", of: type)
    else { return nil }
    var parts = Parts(body, boundary: boundary)
    var first: PageSource?
    while let part = parts.next() {
      var start = part.startIndex
      let inner = WARCFields(part, end: &start)
      guard let page = page(in: part[start...], inner, address: address, depth: depth + 1) else {
        continue
      }
      // The page itself, not what stands in its frames.
      if let own = inner["content-location"], own == address { return page }
      if first == nil { first = page }
    }
    return first
  }

  /// The value of a parameter, with or without quotation marks.
  private static func parameter(_ name: String, of type: String) -> String? {
    for part in type.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, String(pair[0]).trimmed.lowercased() == name else { continue }
      let value = String(pair[1]).trimmed
      guard value.hasPrefix("\"") else { return value.isEmpty ? nil : value }
      return String(value.dropFirst().prefix { $0 != "\"" })
    }
    return nil
  }

  /// The parts between the lines that are a boundary.
  private struct Parts {
    private let bytes: ArraySlice<UInt8>
    private let mark: [UInt8]
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>, boundary: String) {
      self.bytes = bytes
      mark = Array("--\(boundary)".utf8)
      place = bytes.startIndex
      place = nextMark(from: place)?.end ?? bytes.endIndex
    }

    mutating func next() -> ArraySlice<UInt8>? {
      guard place < bytes.endIndex, !bytes[place...].starts(with: [0x2D, 0x2D]) else { return nil }
      let start = (bytes[place...].firstIndex(of: 0x0A) ?? bytes.endIndex - 1) + 1
      // A file that is cut off ends inside its last part.
      let end = nextMark(from: place)
      place = end?.end ?? bytes.endIndex
      var part = bytes[min(start, end?.start ?? bytes.endIndex)..<(end?.start ?? bytes.endIndex)]
      if part.last == 0x0A { part.removeLast() }
      if part.last == 0x0D { part.removeLast() }
      return part
    }

    private func nextMark(from start: Int) -> (start: Int, end: Int)? {
      var place = start
      while let found = bytes[place...].range(of: mark) {
        if found.lowerBound == bytes.startIndex || bytes[found.lowerBound - 1] == 0x0A {
          return (found.lowerBound, found.upperBound)
        }
        place = found.upperBound
      }
      return nil
    }
  }

  // MARK: Transfer encodings

  private static func decoded(_ bytes: ArraySlice<UInt8>, _ encoding: String?) -> [UInt8] {
    switch encoding?.lowercased().trimmed {
    case "quoted-printable": quotedPrintable(bytes)
    case "base64": base64(bytes)
    default: Array(bytes)
    }
  }

  /// RFC 2045, 6.7; what is no code stays as it is.
  private static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let byte = bytes[place]
      guard byte == 0x3D else {
        result.append(byte)
        place += 1
        continue
      }
      // An equals sign at the end of a line joins it with the next.
      var next = place + 1
      while next < bytes.endIndex, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
      if next < bytes.endIndex, bytes[next] == 0x0D { next += 1 }
      if next >= bytes.endIndex || bytes[next] == 0x0A {
        place = min(next + 1, bytes.endIndex)
      } else if place + 2 < bytes.endIndex, let high = bytes[place + 1].hexDigit,
        let low = bytes[place + 2].hexDigit
      {
        result.append(high << 4 | low)
        place += 3
      } else {
        result.append(byte)
        place += 1
      }
    }
    return result
  }

  private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      guard let value = byte.base64Digit else { continue }
      bits = bits << 6 | UInt32(value)
      count += 1
      guard count == 4 else { continue }
      result += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      count = 0
      bits = 0
    }
    if count >= 2 { result.append(UInt8((bits << UInt32(6 * (4 - count))) >> 16 & 0xFF)) }
    if count == 3 { result.append(UInt8((bits << 6) >> 8 & 0xFF)) }
    return result
  }
}

extension UInt8 {
  fileprivate var isASCIIWord: Bool { (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 }

  fileprivate var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }

  fileprivate var base64Digit: UInt8? {
    switch self {
    case 0x41...0x5A: self - 0x41
    case 0x61...0x7A: self - 0x47
    case 0x30...0x39: self + 4
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
