/// A run of text inside a block.
@nonexhaustive
public enum Inline: Hashable, Sendable {
  /// Plain text.
  case text(String)
  /// Stressed text.
  case emphasis([Inline])
  /// Important text.
  case strong([Inline])
  /// A link; `title` says more about its target.
  indirect case link([Inline], href: String, title: String? = nil)
  /// Computer text.
  case code(String)
  /// The end of a line inside a paragraph.
  case lineBreak
  /// Raised text.
  case superscript([Inline])
  /// Lowered text.
  case `subscript`([Inline])
  /// Text that was struck out, as in a correction: it no longer counts.
  case deletion([Inline])
  /// Text that was put in, as in a correction.
  case insertion([Inline])
  /// A run in another language or direction.
  indirect case span([Inline], language: String? = nil, direction: TextDirection? = nil)
  /// The place to which a note belongs, by the identifier of its ``Block/footnote(id:_:)``.
  ///
  /// Its sign is not part of it: formats that print one number the notes in the order in which they
  /// are met.
  case footnoteReference(String)
}

extension Inline: ExpressibleByStringLiteral {
  /// Makes plain text.
  public init(stringLiteral value: String) { self = .text(value) }
}
