internal import WarraqMarkup

/// The catalogs of a document: what its aliases stand for.
///
/// Nothing is fetched. An alias is what the item's own `catalog` says, else what the message's says,
/// else what the IPTC says where the document refers to the IPTC's catalogs or to none at all.
struct NewsMLG2Catalogs: Sendable {
  private var own: [String: String] = [:]
  private var usesIPTC = false
  private var usesOthers = false
  /// The language that the document states for all of its items.
  var language: String?

  /// The catalogs of the IPTC alone.
  static let ofIPTC = NewsMLG2Catalogs()

  /// Makes the catalogs of a document that has none.
  init() {}

  /// Adds the `catalog` and `catalogRef` elements in an element.
  mutating func add(from element: XMLTree.Element) {
    for child in element.children {
      switch child.name {
      case "catalogRef":
        if let href = child["href"], IPTCCatalog.isCatalog(href) {
          usesIPTC = true
        } else {
          usesOthers = true
        }
      case "catalog":
        for scheme in child.children where scheme.isNamed("scheme") {
          guard let alias = scheme["alias"], let uri = scheme["uri"] else { continue }
          own[alias] = uri
        }
      default: break
      }
    }
  }

  /// Whether no catalog was declared or referred to.
  var isEmpty: Bool { own.isEmpty && !usesIPTC && !usesOthers }

  /// Whether what every alias means is known: no catalog is referred to that is not.
  var isComplete: Bool { !usesOthers && !isEmpty }

  /// Whether one of the catalogs declares the alias.
  func declares(_ alias: String) -> Bool {
    own[alias] != nil || usesIPTC && IPTCCatalog.scheme(of: alias) != nil
  }

  /// A QCode, taken apart: the IRI of the scheme and the code in it.
  ///
  /// Where the alias is not known there is no scheme, and the code is the QCode as it stands.
  func resolve(_ qcode: String) -> (scheme: String?, code: String) {
    let bytes = qcode.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return (nil, qcode) }
    let code = String(qcode[qcode.index(after: colon)...])
    guard !code.isEmpty, let scheme = scheme(of: String(qcode[..<colon])) else {
      return (nil, qcode)
    }
    return (scheme, code.removingPercentEncoding)
  }

  /// The IRI of a QCode, the QCode itself where its alias is not known.
  func iri(_ qcode: String) -> String {
    let (scheme, code) = resolve(qcode)
    return scheme.map { $0 + code } ?? code
  }

  /// A QCode of the scheme that the IPTC gives the alias to: its code. Else the IRI.
  func word(_ qcode: String) -> String {
    let (scheme, code) = resolve(qcode)
    guard let scheme else { return code }
    return scheme.hasPrefix("http://cv.iptc.org/") ? code : scheme + code
  }

  private func scheme(of alias: String) -> String? {
    if let scheme = own[alias] { return scheme }
    return usesIPTC || !usesOthers ? IPTCCatalog.scheme(of: alias) : nil
  }
}

extension String {
  /// The text with `%XX` turned into bytes; the text itself where they are no UTF-8.
  var removingPercentEncoding: String {
    guard utf8.contains(UInt8(ascii: "%")) else { return self }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first?.hexadecimal,
        let low = rest.dropFirst().first?.hexadecimal
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }
}

extension UInt8 {
  fileprivate var hexadecimal: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
