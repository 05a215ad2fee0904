#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// An encoding of the Encoding Standard, <https://encoding.spec.whatwg.org>.
///
/// Those of several bytes a character that are no UTF are decoded by the C library; where it lacks
/// one, ``decode(_:)`` answers `nil`.
package struct PageEncoding: Hashable, Sendable {
  /// The standard's name, in small letters.
  package let name: String

  private init(name: String) { self.name = name }

  package static let utf8 = PageEncoding(name: "utf-8")
  package static let windows1252 = PageEncoding(name: "windows-1252")

  /// The encoding of a label, letter case and surrounding white space apart; `nil` for an unknown one.
  package init?(label: some Sequence<UInt8>) {
    let bytes = label.map(\.lowercased)
    guard let start = bytes.firstIndex(where: { !$0.isHTMLSpace }),
      let end = bytes.lastIndex(where: { !$0.isHTMLSpace }),
      let name = Self.names[String(decoding: bytes[start...end], as: UTF8.self)]
    else { return nil }
    self.init(name: name)
  }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in labels.split(separator: "\n") {
      let words = line.split(separator: " ")
      let name = String(words[0].dropLast())
      for label in words.dropFirst() { names[String(label)] = name }
    }
    return names
  }()

  private static let upperHalves: [String: [UInt32]] = {
    var tables: [String: [UInt32]] = [:]
    for line in indexes.split(separator: "\n") {
      let words = line.split(separator: " ")
      var table: [UInt32] = []
      for word in words.dropFirst() {
        let ends = word.split(separator: "-").compactMap { UInt32($0, radix: 16) }
        if let first = ends.first, let last = ends.last, first <= last { table += first...last }
      }
      tables[String(words[0].dropLast())] = table
    }
    return tables
  }()

  /// What the C library calls the encodings of several bytes a character.
  private static let systemNames = [
    "big5": "BIG5-HKSCS", "euc-jp": "EUC-JP-MS", "euc-kr": "UHC", "gb18030": "GB18030",
    "gbk": "GB18030", "iso-2022-jp": "ISO-2022-JP", "shift_jis": "CP932",
  ]

  /// Whether it has one or more bytes a character in which ASCII stands for itself, UTF-8 apart.
  package var isLegacy: Bool { self != .utf8 && !name.hasPrefix("utf-16") }

  // MARK: Evidence

  /// The encoding of a byte order mark, and the mark's length.
  package static func marked(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (encoding: PageEncoding, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (PageEncoding(name: "utf-16be"), 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (PageEncoding(name: "utf-16le"), 2) }
    return nil
  }

  /// The encoding that a page says it is in: its `meta` elements (HTML, 13.2.3.2), then its XML
  /// declaration.
  ///
  /// The standard looks at 1,024 bytes; browsers and pages do not keep to that. 64 KiB are looked at.
  package static func declared(_ bytes: UnsafeBufferPointer<UInt8>) -> PageEncoding? {
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(64 << 10))
    var tokenizer = HTMLPageTokenizer(head)
    repeat {
      tokenizer.next()
      guard tokenizer.kind == .startTag, tokenizer.name == .meta else { continue }
      var charset: PageEncoding?
      var content: PageEncoding?
      var isContentType = false
      for attribute in tokenizer.attributes {
        let value = tokenizer.bytes[Int(attribute.start)..<Int(attribute.end)]
        switch attribute.name {
        case .charset: charset = PageEncoding(label: value)
        case .content: content = ofContentType(value)
        case .httpEquiv:
          isContentType = value.lazy.map(\.lowercased).elementsEqual("content-type".utf8)
        default: break
        }
      }
      if let found = charset ?? (isContentType ? content : nil) { return found.inASCII }
    } while tokenizer.kind != .end
    return ofXMLDeclaration(head)?.inASCII
  }

  /// What a label that could be read as ASCII must mean: not UTF-16.
  private var inASCII: PageEncoding {
    if name.hasPrefix("utf-16") { return .utf8 }
    return name == "x-user-defined" ? .windows1252 : self
  }

  /// The encoding in a media type: HTML, 2.6.5.
  package static func ofContentType(_ value: ArraySlice<UInt8>) -> PageEncoding? {
    let word = Array("charset".utf8)
    var rest = value
    while let start = rest.indices.first(where: {
      rest[$0...].prefix(word.count).lazy.map(\.lowercased).elementsEqual(word)
    }) {
      rest = rest[(start + word.count)...].drop { $0.isHTMLSpace }
      guard rest.first == 0x3D else { continue }
      rest = rest.dropFirst().drop { $0.isHTMLSpace }
      guard let quote = rest.first else { return nil }
      if quote == 0x22 || quote == 0x27 {
        let label = rest.dropFirst().prefix { $0 != quote }
        return label.endIndex < rest.endIndex ? PageEncoding(label: label) : nil
      }
      return PageEncoding(label: rest.prefix { !$0.isHTMLSpace && $0 != 0x3B })
    }
    return nil
  }

  private static func ofXMLDeclaration(_ bytes: UnsafeBufferPointer<UInt8>) -> PageEncoding? {
    guard bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: 0x3E) else { return nil }
    let text = bytes[..<end]
    let word = Array("encoding".utf8)
    guard let start = text.indices.first(where: { text[$0...].starts(with: word) }) else {
      return nil
    }
    let value = text[(start + word.count)...].drop { $0 <= 0x20 || $0 == 0x3D }
    guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return nil }
    return PageEncoding(label: value.dropFirst().prefix { $0 != quote })
  }

  // MARK: Decoding

  /// Decodes bytes to UTF-8; what has no meaning becomes U+FFFD. `nil` where the encoding is one
  /// that this system does not know.
  package func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if self == .utf8 { return Self.repaired(bytes) }
    if name.hasPrefix("utf-16") { return utf16(bytes, isBigEndian: name == "utf-16be") }
    if let table = Self.upperHalves[name] {
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count + bytes.count / 2)
      for byte in bytes {
        if byte < 0x80 { result.append(byte) } else { result.appendScalar(table[Int(byte & 127)]) }
      }
      return result
    }
    if name == "replacement" { return bytes.isEmpty ? [] : [0xEF, 0xBF, 0xBD] }
    return system(bytes)
  }

  /// Whether this system knows the encoding.
  package var decodes: Bool {
    let letter: [UInt8] = [0x41]
    return letter.withUnsafeBufferPointer { decode($0) } != nil
  }

  private static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private func utf16(_ bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool) -> [UInt8] {
    let units = (0..<bytes.count / 2).map { place in
      let (a, b) = (UInt16(bytes[2 * place]), UInt16(bytes[2 * place + 1]))
      return isBigEndian ? a << 8 | b : b << 8 | a
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  #if canImport(Glibc) || canImport(Musl)
    private func system(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
      guard let systemName = Self.systemNames[name] else { return nil }
      let converter = iconv_open("UTF-8", systemName)
      guard converter != iconv_t(bitPattern: UInt.max) else { return nil }
      defer { iconv_close(converter) }
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count * 2)
      guard let base = bytes.baseAddress else { return [] }
      // The C library asks for a pointer to what it does not change.
      var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base)
        .assumingMemoryBound(to: CChar.self)
      var left = bytes.count
      let room = 16 << 10
      let chunk = UnsafeMutablePointer<CChar>.allocate(capacity: room)
      defer { chunk.deallocate() }
      while left > 0 {
        var target: UnsafeMutablePointer<CChar>? = chunk
        var free = room
        let status = iconv(converter, &source, &left, &target, &free)
        let written = UnsafeRawBufferPointer(start: chunk, count: room - free)
        result.append(contentsOf: written)
        guard status == -1 else { break }
        if errno == E2BIG { continue }
        // A character that is none, or one cut at the end.
        result.appendScalar(0xFFFD)
        guard errno == EILSEQ, let place = source else { break }
        source = place + 1
        left -= 1
      }
      return result
    }
  #else
    private func system(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? { nil }
  #endif
}
