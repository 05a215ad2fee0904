/// The style sheet of pages on the web: that of the books, and what a window adds to a page of paper.
///
/// The rules name no colours, so a page is light or dark as the reader's system is.
enum HTMLStyle {
  /// The sheet, with the user's rules at its end.
  static func sheet(css: String?) -> [UInt8] {
    var sheet = rules
    // It may stand in a page, where its end tag would end it.
    if let css { sheet += Array("\n\(css.replacing("</", with: "<\\/"))\n".utf8) }
    return sheet
  }

  /// The rules of the books but for the one that only reading systems know, then those of a window.
  private static let rules =
    Array(
      String(decoding: PageStyle.rules, as: UTF8.self)
        .replacing("adobe-hyphenate: auto; ", with: "")
        .replacing("adobe-hyphenate: none; ", with: "").utf8) + window

  private static let window = Array(
    """
    :root { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { max-width: 42em; margin: 0 auto; padding: 1.2em 1.2em 3em; }
    .front, .listing { max-width: 58em; }
    a:focus-visible { outline: 0.15em solid; outline-offset: 0.15em; }
    .story a, dd a, .turn a { text-underline-offset: 0.15em; }
    .turn.site { margin: 0 0 1.2em; padding: 0 0 0.6em; border-top: 0; border-bottom: 1px solid; }
    .turn.site p { margin: 0; }
    .front .turn.site { text-align: center; }
    video, audio, iframe { max-width: 100%; }
    pre { overflow-x: auto; }
    @media (min-width: 48em) {
      body { font-size: 1.1em; }
      .front section ul { columns: 2; column-gap: 2.5em; }
      .front section li { break-inside: avoid; }
    }
    @media print {
      .turn.site { display: none; }
    }

    """.utf8)
}
