/// The names that a body's markup uses, in terms of HTML.
package struct MarkupDialect: Sendable {
  /// Whether it is HTML, which pages use loosely: tables for layout, `cite` around names.
  let isHTML: Bool
  let element: @Sendable (UnsafeBufferPointer<UInt8>, XMLTree.Element) -> HTMLElement?
  /// The attribute of a link that has its address where it is there; `href` has it elsewhere.
  let linkAttribute: StaticString
  let attribute: @Sendable (StaticString, XMLTree.Element) -> String?
  /// Adds to the builder an element that is read as a whole; returns whether it is one.
  let addWhole: (@Sendable (XMLTree.Element, inout HTMLBuilder) -> Bool)?

  /// HTML, in any syntax.
  package static let html = MarkupDialect(
    isHTML: true, linkAttribute: "href", element: { _, _ in nil }, attribute: { $1[$0] },
    addWhole: nil)

  /// HTML in which some elements are read as a whole.
  ///
  /// - Parameters:
  ///   - linkAttribute: the attribute of a link that has its address where it is there; `href` has
  ///     it elsewhere.
  ///   - addWhole: adds to the builder an element that is read as a whole; returns whether it is
  ///     one.
  package static func html(
    linkAttribute: StaticString,
    addWhole: @escaping @Sendable (XMLTree.Element, inout HTMLBuilder) -> Bool
  ) -> MarkupDialect {
    MarkupDialect(
      isHTML: true, linkAttribute: linkAttribute, element: { _, _ in nil },
      attribute: { $1[$0] }, addWhole: addWhole)
  }

  /// Makes a dialect.
  ///
  /// - Parameters:
  ///   - element: what the element of that name is to the text around it; `nil` where HTML has it
  ///     under that name.
  ///   - attribute: the value of the attribute that HTML gives that name.
  ///   - addWhole: adds to the builder an element that is read as a whole; returns whether it is
  ///     one.
  package init(
    element: @escaping @Sendable (UnsafeBufferPointer<UInt8>, XMLTree.Element) -> HTMLElement?,
    attribute: @escaping @Sendable (StaticString, XMLTree.Element) -> String?,
    addWhole: @escaping @Sendable (XMLTree.Element, inout HTMLBuilder) -> Bool
  ) {
    self.init(
      isHTML: false, linkAttribute: "href", element: element, attribute: attribute,
      addWhole: addWhole)
  }

  private init(
    isHTML: Bool, linkAttribute: StaticString,
    element: @escaping @Sendable (UnsafeBufferPointer<UInt8>, XMLTree.Element) -> HTMLElement?,
    attribute: @escaping @Sendable (StaticString, XMLTree.Element) -> String?,
    addWhole: (@Sendable (XMLTree.Element, inout HTMLBuilder) -> Bool)?
  ) {
    self.isHTML = isHTML
    self.linkAttribute = linkAttribute
    self.element = element
    self.attribute = attribute
    self.addWhole = addWhole
  }
}

/// The attributes of an element of another vocabulary under the names that HTML gives them.
struct DialectAttributes: HTMLAttributes {
  let element: XMLTree.Element
  let dialect: MarkupDialect

  var isEmpty: Bool { element.isEmpty }

  subscript(name: StaticString) -> String? { dialect.attribute(name, element) }
}
