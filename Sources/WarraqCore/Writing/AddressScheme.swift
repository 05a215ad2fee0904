package import WarraqModel

/// The schemes of addresses that are written: one list for all formats whose readers follow them.
///
/// Whoever opens what was written must not run a script, read a file or fetch what a story smuggled
/// in, so that `javascript`, `data`, `file` and schemes that nobody knows are not among them.
package enum AddressScheme: String {
  // What a link may lead to.
  case http, https, mailto, tel
  // Where media and archives lie.
  case ftp, ftps, sftp
  // Names, which lead nowhere by themselves.
  case urn, tag, info, doi, cid, mid

  /// Whether a scheme makes a program run, read or show something by itself. Names of people and
  /// concepts have schemes of any publisher, but not these.
  package static func acts(_ scheme: UnsafeBufferPointer<UInt8>) -> Bool {
    // As nearly all that are no address of the web.
    if scheme.count == 3, scheme[0] == UInt8(ascii: "u") { return false }
    // Capital letters and small ones differ by this bit, which "-" has too.
    return acting.contains { name in
      name.utf8CodeUnitCount == scheme.count
        && (0..<scheme.count).allSatisfy { name.utf8Start[$0] == scheme[$0] | 0x20 }
    }
  }

  private static let acting: [StaticString] = [
    "javascript", "vbscript", "livescript", "mocha", "data", "file", "filesystem", "blob", "about",
    "jar", "view-source", "intent",
  ]

  /// Whether an address may be written: it is relative, or its scheme is one of these.
  package static func allows(_ address: some UTF8Text) -> Bool {
    address.withUTF8Bytes { allows($0) }
  }

  private static func allows(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // As nearly all addresses start.
    if bytes.starts(with: "https:".utf8) || bytes.starts(with: "http:".utf8) { return true }
    var scheme: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: ":"):
        return Self(rawValue: String(decoding: scheme, as: UTF8.self).lowercased()) != nil
      case UInt8(ascii: " ") where scheme.isEmpty: break
      // Browsers leave out some of them before they look at the scheme, and XML holds no others.
      case 0x00...0x1F, 0x7F: break
      case UInt8(ascii: "&"): return !startsReference(bytes[index...])
      case 0x80...: return allowsSeen(String(decoding: bytes, as: UTF8.self))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        scheme.append(byte)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        guard !scheme.isEmpty else { return true }
        scheme.append(byte)
      default: return true
      }
    }
    return true
  }
}

extension AddressScheme {
  /// Whether an address may be written of which nobody sees some characters, and some programs leave
  /// them out.
  private static func allowsSeen(_ address: String) -> Bool {
    var seen = String.UnicodeScalarView()
    for scalar in address.unicodeScalars.prefix(64) {
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: break
      default: if !scalar.properties.isDefaultIgnorableCodePoint { seen.append(scalar) }
      }
    }
    // A letter that is no part of a scheme is there still.
    guard let other = seen.firstIndex(where: { !$0.isASCII }) else { return allows(String(seen)) }
    return allows(String(seen[..<other]) + "/")
  }

  /// Whether bytes start with a reference of HTML, which may stand for the colon of a scheme where an
  /// address is read as HTML once more.
  private static func startsReference(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let rest = bytes.dropFirst()
    if rest.first == UInt8(ascii: "#") { return true }
    let name = rest.prefix {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return !name.isEmpty && rest[name.endIndex...].first == UInt8(ascii: ";")
  }
}

extension Article {
  /// The article without addresses that must not be written: its own, those of its sources, its media
  /// and of stories around it. Each kind is a counted loss.
  ///
  /// Links of the body are up to whoever writes the body.
  ///
  /// - Parameter isLoss: whether the addresses stand nowhere else in what is written.
  package func withAllowedAddresses(
    isLoss: Bool = true, context: inout ConversionContext
  ) -> Article {
    guard hasRefusedAddresses else { return self }
    var article = self
    var losses: Loss.FeatureSet = []
    let count = article.removeRefusedAddresses(&losses)
    guard isLoss else { return article }
    context.log.emit(.warning, .refusedAddresses(count))
    for feature in losses.features { context.log.lose(feature, .dropped) }
    return article
  }

  private var hasRefusedAddresses: Bool {
    url.isRefused || sources.contains { $0.url.isRefused || $0.iri.isRefused }
      || media.contains { $0.renditions.contains { $0.href.isRefused } }
      || related.contains { $0.url.isRefused || $0.article?.hasRefusedAddresses == true }
  }

  /// Returns how many addresses there were.
  private mutating func removeRefusedAddresses(_ losses: inout Loss.FeatureSet) -> Int {
    var count = 0
    func remove(_ address: inout String?, _ feature: Loss.Feature) {
      guard address.isRefused else { return }
      address = nil
      count += 1
      losses.insert(Loss.FeatureSet(feature))
    }
    remove(&url, .url)
    for index in sources.indices {
      remove(&sources[index].url, .sourceDetails)
      remove(&sources[index].iri, .sourceDetails)
    }
    for index in media.indices {
      for rendition in media[index].renditions.indices {
        remove(&media[index].renditions[rendition].href, .media)
      }
    }
    for index in related.indices {
      remove(&related[index].url, .related)
      if var article = related[index].article {
        var inner: Loss.FeatureSet = []
        count += article.removeRefusedAddresses(&inner)
        if !inner.isEmpty {
          losses.insert(Loss.FeatureSet(.relatedArticles))
          related[index].article = article
        }
      }
    }
    return count
  }
}

extension String? {
  fileprivate var isRefused: Bool { map { !AddressScheme.allows($0) } ?? false }
}

extension Diagnostic.Message {
  package static func refusedAddresses(_ count: Int) -> Self {
    Self(
      id: "address.scheme",
      text: "left out \(count) address\(count == 1 ? "" : "es") whose scheme is none that may be"
        + " followed, such as 'javascript:' or 'file:'")
  }

  package static func refusedLinks(_ count: Int) -> Self {
    Self(
      id: "markdown.link-removed",
      text: "\(count) link\(count == 1 ? "" : "s") with a scheme that may not be followed, such as"
        + " 'javascript:' or 'file:', kept only the text")
  }
}
