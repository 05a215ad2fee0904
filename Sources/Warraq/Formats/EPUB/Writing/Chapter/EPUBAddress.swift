internal import WarraqMarkup

/// Makes addresses fit for the links of a book.
package enum EPUBAddress {
  /// The attribute in which a link to another story of the book keeps its address on the web.
  static let originalAttribute: StaticString = "data-warraq-href"

  /// The address of a link that a reader may follow, with its host in ASCII, as old reading systems
  /// and epubcheck 4 require; `nil` where there is none to be trusted or the host has no such form.
  package static func link(_ text: String) -> String? {
    guard let link = URIText.link(text) else { return nil }
    // ``URIText`` percent-encodes a host in other letters.
    guard link.utf8.contains(0x25) else { return link }
    let parts = link.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0].lowercased().hasPrefix("http"), parts[2].utf8.contains(0x25)
    else { return link }
    let decoded = URIText.decodedSegment(String(parts[2]))
    guard !decoded.utf8.contains(0x25), let host = Punycode.host(decoded) else { return nil }
    return ([parts[0], parts[1], host[...]] + parts.dropFirst(3)).joined(separator: "/")
  }
}
