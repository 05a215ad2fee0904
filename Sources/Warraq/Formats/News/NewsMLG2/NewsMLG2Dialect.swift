internal import WarraqMarkup
internal import WarraqXML

/// Which version of the standard is written, and how codes are said in it.
struct NewsMLG2Dialect {
  var version = NewsMLG2Writer.Version.v35
  var codes = NewsMLG2Writer.Codes.qcode

  /// Whether codes are said as IRIs.
  var usesURIs: Bool { codes == .uri }

  /// Writes a code of the IPTC's into one of the two attributes that stand for the same.
  func write(
    _ qcode: String, as attribute: StaticString, or uriAttribute: StaticString,
    to xml: inout XMLWriter
  ) {
    if usesURIs {
      xml.attribute(uriAttribute, NewsMLG2Catalogs.ofIPTC.iri(qcode))
    } else {
      xml.attribute(attribute, qcode)
    }
  }

  /// Writes a code of the IPTC's that is always the same.
  func write(
    code qcode: StaticString, as attribute: StaticString, or uriAttribute: StaticString,
    to xml: inout XMLWriter
  ) {
    if usesURIs {
      write("\(qcode)", as: attribute, or: uriAttribute, to: &xml)
    } else {
      xml.attribute(attribute, literal: qcode)
    }
  }

  /// Writes a property that is nothing but a code of the IPTC's that is always the same.
  func write(
    _ element: StaticString, code qcode: StaticString, isDefault: Bool = false,
    to xml: inout XMLWriter
  ) {
    xml.open(element)
    write(code: qcode, as: "qcode", or: "uri", to: &xml)
    if isDefault { xml.attribute("whyuri", literal: NewsMLG2.isDefaultLiteral) }
    xml.close()
  }

  /// Writes a property that is nothing but a code of the IPTC's.
  func write(
    _ element: StaticString, _ qcode: String, to xml: inout XMLWriter
  ) {
    xml.open(element)
    write(qcode, as: "qcode", or: "uri", to: &xml)
    xml.close()
  }

  /// Writes a text with line breaks and a role of the IPTC's, where there is any.
  func block(
    _ element: StaticString, _ text: (some StoryText)?, role: StaticString, to xml: inout XMLWriter
  ) {
    guard let text, !text.isBlank else { return }
    xml.open(element)
    write(code: role, as: "role", or: "roleuri", to: &xml)
    xml.lines(text)
    xml.close()
  }
}

extension NewsMLG2Writer {
  /// A version of the standard.
  ///
  /// What one does not have is left out and counted as a loss: `digitalSourceType` came with 2.33,
  /// `dataMining` with 2.34. Everything else that is written is in all of them.
  public enum Version: String, Sendable, CaseIterable, Comparable {
    /// Version 2.28, of 2018.
    case v28 = "2.28"
    /// Version 2.29.
    case v29 = "2.29"
    /// Version 2.30.
    case v30 = "2.30"
    /// Version 2.31.
    case v31 = "2.31"
    /// Version 2.32.
    case v32 = "2.32"
    /// Version 2.33.
    case v33 = "2.33"
    /// Version 2.34.
    case v34 = "2.34"
    /// Version 2.35, of 2025.
    case v35 = "2.35"

    /// Whether one is older than the other.
    public static func < (first: Version, second: Version) -> Bool {
      // All of them are two digits and two digits.
      first.rawValue < second.rawValue
    }

    var hasDataMining: Bool { self >= .v34 }
    var hasDigitalSourceType: Bool { self >= .v33 }
  }

  /// What the body of a story is written in.
  public enum Body: String, Sendable, CaseIterable {
    /// XHTML, which most systems read.
    case xhtml
    /// NITF 3.6, which says of figures and embeds what they are.
    case nitf

    /// What `inlineXML` says of it.
    var mediaType: StaticString {
      switch self {
      case .xhtml: "application/xhtml+xml"
      case .nitf: "application/nitf+xml"
      }
    }
  }

  /// How the codes of vocabularies are said.
  public enum Codes: String, Sendable, CaseIterable {
    /// An alias and a code, such as `medtop:20000590`; catalogs say what the aliases stand for.
    case qcode
    /// The whole IRI, for which no catalog is needed.
    case uri
  }

  /// What kind of item an article becomes.
  public enum Item: String, Sendable, CaseIterable {
    /// A `packageItem` where the article has no body and packs other stories, else a `newsItem`.
    case auto
    /// Always a `newsItem`.
    case news
    /// A story with pictures or related stories becomes a `newsItem`, one for each of its pictures
    /// and for each related story that is here, and a `packageItem` that holds them together.
    case package
  }

  /// What stories beyond their first version say of themselves.
  public enum Signal: String, Sendable, CaseIterable {
    /// There was a mistake in the version before.
    case correction
    /// There is more to say than in the version before.
    case update
  }
}
