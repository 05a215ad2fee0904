internal import WarraqCompression
internal import WarraqCore
internal import WarraqModel

/// One record of a web archive that may hold a page.
struct ArchivedRecord {
  /// The address of the page.
  private(set) var address: String?
  /// Why the crawler did not take all of it.
  private(set) var truncation: String?
  private var type = "response"
  private var mediaType: String?
  /// Its number among the records that one page is divided into.
  private(set) var segment: Int?
  private let block: ArraySlice<UInt8>
  /// Whether it goes on with another record.
  var isContinuation: Bool { type == "continuation" }

  /// What a record holds.
  enum Content {
    /// A page, the media type that came with it, and whether what packs it is there to its end.
    case page(ArraySlice<UInt8>, mediaType: ArraySlice<UInt8>?, isWhole: Bool)
    /// No page.
    case nothing(String)
    /// A page that cannot be read.
    case unreadable(Diagnostic.Message)
  }

  init(_ bytes: ArraySlice<UInt8>) {
    let lineEnd = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
    let line = bytes[..<lineEnd]
    var end = min(lineEnd + 1, bytes.endIndex)
    guard line.starts(with: "WARC/".utf8) else {
      address = line.split(separator: 0x20).first.map { String(decoding: $0, as: UTF8.self) }
      block = bytes[end...]
      return
    }
    let fields = WARCFields(bytes[end...], end: &end)
    block = bytes[end...]
    type = fields["warc-type"]?.lowercased() ?? ""
    mediaType = fields["content-type"]?.lowercased()
    truncation = fields["warc-truncated"]
    segment = fields.bytes("warc-segment-number")?.decimal
    address = fields["warc-target-uri"].map { uri in
      String(uri.drop { $0 == "<" }.prefix { $0 != ">" })
    }
  }

  /// What it holds, unpacked.
  ///
  /// - Parameter limit: how many bytes a page may have.
  func content(limit: Int) -> Content {
    if type == "resource" {
      guard mediaType.map(Self.isPage) ?? Self.beginsAsPage(block) else {
        return .nothing("it is \(mediaType ?? "of no stated type")")
      }
      return .page(block, mediaType: mediaType.map { Array($0.utf8)[...] }, isWhole: true)
    }
    // The answer to a look-up of a name has no head.
    guard block.starts(with: "HTTP/".utf8) else { return .nothing("it is no answer of a server") }
    return answer(limit: limit)
  }

  /// Reads the answer of a server (RFC 9112).
  private func answer(limit: Int) -> Content {
    let lineEnd = block.firstIndex(of: 0x0A) ?? block.endIndex
    let words = block[..<lineEnd].split(separator: 0x20)
    guard words.count > 1, let status = words[1].trimmingBlanks.decimal, 200...299 ~= status else {
      let status = words.count > 1 ? String(decoding: words[1].trimmingBlanks, as: UTF8.self) : "?"
      return .nothing("the server said \(status)")
    }
    var bodyStart = min(lineEnd + 1, block.endIndex)
    let fields = WARCFields(block[bodyStart...], end: &bodyStart)
    var body = block[bodyStart...]
    let type = fields["content-type"]
    if let type, !type.isEmpty, !Self.isPage(type) { return .nothing("it is \(type)") }
    var isWhole = true
    if fields.words("transfer-encoding").contains("chunked"), let found = Self.dechunked(body) {
      body = found.bytes[...]
      isWhole = found.isWhole
    }
    for coding in fields.words("content-encoding").reversed() {
      switch coding {
      case "gzip", "x-gzip", "deflate", "zstd":
        let kind: WireContent.Coding =
          coding == "deflate" ? .deflate : coding == "zstd" ? .zstandard : .gzip
        // Crawlers store pages unpacked and leave the field as it was.
        if kind == .deflate, Self.beginsAsPage(body) { continue }
        guard let found = WireContent.unpacked(body, kind, limit: limit) else {
          if Self.beginsAsPage(body) { continue }
          return .unreadable(.damagedContent)
        }
        body = found.bytes[...]
        isWhole = isWhole && found.isWhole
      case "br":
        if Self.beginsAsPage(body) { continue }
        guard WireContent.readsBrotli else { return .unreadable(.packedByBrotli) }
        guard let found = WireContent.unpacked(body, .brotli, limit: limit) else {
          return .unreadable(.damagedContent)
        }
        body = found.bytes[...]
        isWhole = isWhole && found.isWhole
      default: break
      }
    }
    if body.allSatisfy({ $0 <= 0x20 }) { return .nothing("it is empty") }
    if type?.isEmpty ?? true, !Self.beginsAsPage(body) {
      return .nothing("it is of no stated type")
    }
    return .page(body, mediaType: fields.bytes("content-type"), isWhole: isWhole)
  }

  private static func isPage(_ type: String) -> Bool {
    let name = type.prefix { $0 != ";" && $0 != "," && $0 != " " }.lowercased()
    return name == "text/html" || name == "application/xhtml+xml"
  }

  private static func beginsAsPage(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 <= 0x20 }
    return rest.first == 0x3C && rest.dropFirst().first.map { $0 < 0x80 } ?? false
  }

  /// The chunks put together (RFC 9112, 7.1), and whether none is cut; `nil` where there are none, as
  /// crawlers may have done it.
  private static func dechunked(
    _ bytes: ArraySlice<UInt8>
  ) -> (bytes: [UInt8], isWhole: Bool)? {
    var result: [UInt8] = []
    var isWhole = true
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let line = bytes[place...].prefix(1024)
      let lineEnd = line.firstIndex(of: 0x0A) ?? line.endIndex
      let digits = bytes[place..<lineEnd].trimmingBlanks.prefix { $0 != 0x3B }.trimmingBlanks
      guard !digits.isEmpty, digits.count <= 8,
        let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return result.isEmpty ? nil : (result + bytes[place...], false) }
      guard size > 0 else { return (result, isWhole) }
      let start = min(lineEnd + 1, bytes.endIndex)
      let end = min(start + size, bytes.endIndex)
      result += bytes[start..<end]
      isWhole = end - start == size
      place = end
      if place < bytes.endIndex, bytes[place] == 0x0D { place += 1 }
      if place < bytes.endIndex, bytes[place] == 0x0A { place += 1 }
    }
    // The last one, which is empty, is missing.
    return result.isEmpty ? nil : (result, false)
  }
}
