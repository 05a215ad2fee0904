/// What the standard says of the elements of HTML by name.
struct HTMLTraits: OptionSet, Sendable {
  let rawValue: UInt16

  static let special = HTMLTraits(rawValue: 1 << 0)
  static let formatting = HTMLTraits(rawValue: 1 << 1)
  /// What ends the search for an element in scope (13.2.4.2).
  static let scope = HTMLTraits(rawValue: 1 << 2)
  static let listItemScope = HTMLTraits(rawValue: 1 << 3)
  static let buttonScope = HTMLTraits(rawValue: 1 << 4)
  static let tableScope = HTMLTraits(rawValue: 1 << 5)
  /// Whose end tag may be left out: 13.2.6.3.
  static let impliedEnd = HTMLTraits(rawValue: 1 << 6)
  static let impliedEndInTemplate = HTMLTraits(rawValue: 1 << 7)
  /// What may be open at the end of a page without an error.
  static let heading = HTMLTraits(rawValue: 1 << 8)
  /// Elements without an end tag, and those whose content is text.
  static let leaf = HTMLTraits(rawValue: 1 << 9)
  /// Where text and unknown tags do not belong: 13.2.6.1.
  static let fosters = HTMLTraits(rawValue: 1 << 10)
  /// What ends SVG and MathML: 13.2.6.5.
  static let breaksOut = HTMLTraits(rawValue: 1 << 11)

  static func of(_ name: HTMLName) -> HTMLTraits {
    let place = Int(name.rawValue)
    return place < table.count ? table[place] : []
  }

  private static let table: [HTMLTraits] = {
    var table = Array(repeating: HTMLTraits(), count: HTMLNames.known.count)
    func mark(_ names: StaticString, _ traits: HTMLTraits) {
      names.withUTF8Buffer { all in
        for name in all.split(separator: 0x20) {
          var known = HTMLNames.known
          let place = known.intern(UnsafeBufferPointer(rebasing: name)).rawValue
          if Int(place) < table.count { table[Int(place)].formUnion(traits) }
        }
      }
    }
    mark(
      """
      address applet area article aside base basefont bgsound blockquote body br button caption \
      center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form \
      frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link \
      listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre \
      script search section select source style summary table tbody td template textarea tfoot th \
      thead title tr track ul wbr xmp
      """, .special)
    mark("a b big code em font i nobr s small strike strong tt u", .formatting)
    mark("applet caption html table td th marquee object select template", .scope)
    mark("ol ul", .listItemScope)
    mark("button", .buttonScope)
    mark("html table template", .tableScope)
    mark("dd dt li optgroup option p rb rp rt rtc", [.impliedEnd, .impliedEndInTemplate])
    mark("caption colgroup tbody td tfoot th thead tr", .impliedEndInTemplate)
    mark("h1 h2 h3 h4 h5 h6", .heading)
    mark(
      """
      area base basefont bgsound br col embed hr img image input keygen link meta param source \
      track wbr title style script noframes noembed iframe xmp textarea html body head frameset
      """, .leaf)
    mark("table tbody tfoot thead tr", .fosters)
    mark(
      """
      b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img \
      li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
      """, .breaksOut)
    return table
  }()
}
