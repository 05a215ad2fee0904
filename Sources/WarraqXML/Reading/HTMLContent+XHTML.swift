package import WarraqCore
package import WarraqMarkup

extension HTMLContent {
  /// Reads a well-formed piece of XHTML with one root, `nil` when it is not well-formed.
  ///
  /// - Parameters:
  ///   - bytes: the document, in the encoding it declares.
  ///   - limits: as for XML.
  ///   - base: the address of the page.
  ///   - firstMediaNumber: as for HTML.
  package init?(
    xhtml bytes: [UInt8], limits: Limits = Limits(), base: String? = nil, firstMediaNumber: Int = 1
  ) {
    let tree: XMLTree
    do throws(ConversionError) {
      tree = try XMLTree(Record(bytes: bytes[...], file: ""), limits: limits)
    } catch _ {
      return nil
    }
    guard tree.unknownEntities == nil else { return nil }
    self = tree.root.content(
      limits: limits, base: base, firstMediaNumber: firstMediaNumber)
  }
}
