public import WarraqCore
import WarraqMarkup
import WarraqXML

/// The order of the parts of a story's page, and the markup around them.
///
/// A template is XHTML with names in double braces, each of which stands for a part of the story:
///
/// ```html
/// <article aria-labelledby="headline">{{headline}}{{byline}}<div>{{body}}</div></article>
/// ```
///
/// A part is whole elements, and nothing where the story does not have it.
public struct EPUBTemplate: Hashable, Sendable {
  /// A part of the page.
  enum Part: String, CaseIterable, Sendable {
    case section, kicker, headline, deck, byline, contributors, date, lead, body, footer, related
  }

  enum Piece: Hashable, Sendable {
    case markup([UInt8])
    case part(Part)
  }

  let pieces: [Piece]

  /// Elements that bring in what the book does not hold, or do not belong in a page's body.
  private static let refused: [StaticString] = [
    "script", "iframe", "object", "embed", "form", "img", "video", "audio", "svg", "math", "link",
    "style", "base", "html", "body",
  ]

  /// Reads a template.
  ///
  /// - Throws: `ConversionError` `epub.template` for a part that there is not, that is missing or
  ///   there twice, and for elements that a page cannot have; `xml.…` for markup that is not well
  ///   formed.
  public init(_ text: String) throws(ConversionError) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        throw ConversionError(.badTemplate("'{{' without '}}'"))
      }
      let name = String(rest[open.upperBound..<close.lowerBound])
      guard let part = Part(rawValue: name) else {
        let known = Part.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConversionError(.badTemplate("no part is named '\(name)'; there are \(known)"))
      }
      guard !pieces.contains(.part(part)) else {
        throw ConversionError(.badTemplate("'{{\(name)}}' is there twice"))
      }
      pieces += [.markup(Array(rest[..<open.lowerBound].utf8)), .part(part)]
      rest = rest[close.upperBound...]
    }
    pieces.append(.markup(Array(rest.utf8)))
    for part in [Part.headline, .body] where !pieces.contains(.part(part)) {
      throw ConversionError(.badTemplate("'{{\(part.rawValue)}}' is missing"))
    }
    self.pieces = pieces
    try checkMarkup()
  }

  private init(pieces: [Piece]) { self.pieces = pieces }

  private func checkMarkup() throws(ConversionError) {
    var page = Array(
      #"<div xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">"#.utf8)
    for case .markup(let bytes) in pieces { page += bytes }
    page += Array("</div>".utf8)
    let tree = try XMLTree(Record(bytes: page[...], file: "--template"), limits: Limits())
    for reference in page.split(separator: UInt8(ascii: "&")).dropFirst() {
      // The names of HTML are read here and are no names in a book.
      let name = String(decoding: reference.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      guard name.hasPrefix("#") || ["amp", "lt", "gt", "quot", "apos"].contains(name) else {
        throw ConversionError(
          .badTemplate("XML does not know '&\(name);'; write the character itself"))
      }
    }
    for name in Self.refused where tree.root.firstDescendant(name) != nil {
      throw ConversionError(.badTemplate("a page cannot have the element '\(name)'"))
    }
  }

  /// The page as it is without a template of the user's.
  static let standard = EPUBTemplate(pieces: [
    .markup(Array(#"<article aria-labelledby="headline"><header>"#.utf8)),
    .part(.section), .part(.kicker), .part(.headline), .part(.deck), .part(.byline),
    .part(.contributors), .part(.date), .markup(Array("</header>".utf8)), .part(.lead),
    .part(.body), .part(.footer), .part(.related), .markup(Array("</article>".utf8)),
  ])
}

extension Diagnostic.Message {
  fileprivate static func badTemplate(_ text: String) -> Self {
    Self(id: "epub.template", text: text)
  }
}
