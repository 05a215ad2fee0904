import WarraqModel

/// The rules of the style sheet of books and sites.
///
/// It holds nothing that old readers choke on: no `direction` (EPUB 3.3, 6.3.2 leaves that to the
/// markup), no `rem`, `calc()`, variables or fixed positions, no colours, so that night mode
/// works, but the white behind pictures that the page shows through. Reading systems set their own
/// alignment for paragraphs and items, so those that are centred say it themselves. Sides are
/// logical or alike, so one sheet serves both directions, in readers that know no logical ones too. Tables have lines between their rows alone: there are readers that draw the
/// boxes of cells over their words. The drawn cover is some letters wide and stands in a line:
/// MuPDF takes a share of the picture's own width, and moves no block to the middle. Elements that
/// are blocks say so: readers older than HTML5 would run them together.
enum PageStyle {
  /// The class of a page by its script: Arabic needs taller lines and knows no italics.
  static func script(of language: String?, _ direction: TextDirection) -> String? {
    guard direction == .rightToLeft else { return nil }
    switch language.map({ LanguageTag.primarySubtag(of: $0) }) {
    case "he", "iw", "yi", "arc", "dv", "nqo", "syr": return nil
    default: return "arabic"
    }
  }

  static let rules = Array(
    """
    article, aside, figcaption, figure, footer, header, main, nav, section { display: block; }
    body { margin: 1em 5%; padding: 0; line-height: 1.5; text-align: start;
      font-family: "Charis SIL", "Literata", "Noto Serif", Georgia, serif;
      overflow-wrap: break-word; }
    .arabic { line-height: 1.8; font-family: "Noto Naskh Arabic", "Scheherazade New", "Amiri",
      "Geeza Pro", "Traditional Arabic", "Charis SIL", "Literata", "Noto Serif", Georgia, serif; }
    p { margin: 0 0 0.8em; orphans: 2; widows: 2; }
    p, li, dd, blockquote { -webkit-hyphens: auto; adobe-hyphenate: auto; hyphens: auto;
      hyphenate-limit-chars: 6 3 3; }
    pre, code, .arabic p, .arabic li, .arabic dd, .arabic blockquote, .cover p, .turn p, .contents li,
    .byline, .date, :lang(zh), :lang(ja), :lang(ko) { -webkit-hyphens: manual;
      adobe-hyphenate: none; hyphens: manual; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.3; text-align: start; font-weight: bold;
      page-break-after: avoid; break-after: avoid; hyphens: none; }
    .arabic h1, .arabic h2, .arabic h3 { line-height: 1.5; }
    h1 { font-size: 1.7em; margin: 0 0 0.4em; text-wrap: balance; }
    h2 { font-size: 1.2em; margin: 1.4em 0 0.5em; }
    h3 { font-size: 1.1em; margin: 1.2em 0 0.4em; }
    h4, h5, h6 { font-size: 1em; margin: 1em 0 0.3em; }
    a { color: inherit; }

    .turn { font-size: 0.8em; margin: 1.8em 0 0; padding: 0.8em 0 0; border-top: 1px solid; }
    .turn p { margin: 0 0 0.4em; }

    header { margin: 0 0 1.2em; padding: 0 0 0.8em; border-bottom: 1px solid; }
    header p { margin: 0 0 0.3em; }
    .section, .kicker { font-size: 0.85em; }
    .kicker { font-weight: bold; }
    .section { text-transform: uppercase; letter-spacing: 0.06em; }
    .deck { font-size: 1.1em; margin-bottom: 0.7em; }
    .byline { font-weight: bold; }
    .byline span { font-weight: normal; }
    .contributors, .date { font-size: 0.9em; }

    figure { margin: 1.2em 0; page-break-inside: avoid; break-inside: avoid; }
    figure p { margin: 0 0 0.4em; }
    img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
    .clear { background: #fff; padding: 0.4em; }
    figcaption { font-size: 0.85em; margin: 0.4em 0 0; }
    blockquote { margin: 1.2em 1em; padding: 0; padding-inline-start: 0.8em;
      border-inline-start: 0.2em solid; page-break-inside: avoid; break-inside: avoid; }
    .story blockquote { font-size: 1.1em; }
    blockquote p { margin-bottom: 0.3em; }
    blockquote footer { border: 0; margin: 0; padding: 0; font-size: 0.85em; }
    .embed { border: 1px solid; padding: 0.8em 1em; font-size: 0.95em; }
    .story .embed blockquote { font-size: 1em; margin: 0; padding: 0; border: 0; }
    .embed ul { margin: 0.4em 0; padding: 0; list-style: none; }
    aside { margin: 1.2em 0; padding: 0.6em 1em; border: 1px solid; }
    aside[role="doc-footnote"] { border: 0; padding: 0; font-size: 0.9em; }
    ul, ol { margin: 0 1.5em 0.8em; padding: 0; }
    aside h2, aside h3, aside h4 { margin-top: 0; }
    li p, aside p, td p, th p { margin: 0 0 0.3em; }
    li ul, li ol { margin-bottom: 0.3em; }
    table { border-collapse: collapse; margin: 1em 0; border-top: 1px solid; font-size: 0.9em; }
    tr { border-bottom: 1px solid; }
    caption { text-align: start; font-weight: bold; margin: 0 0 0.4em; }
    th, td { padding: 0.3em 0.6em; text-align: start; vertical-align: top; }
    table { max-width: 100%; font-variant-numeric: tabular-nums; }
    th, td { overflow-wrap: break-word; }
    .number { text-align: end; }
    .wide { font-size: 0.8em; }
    .wide th, .wide td { padding: 0.3em 0.4em; }
    .grid { table-layout: fixed; width: 100%; font-size: 0.75em; }
    .grid th, .grid td { padding: 0.2em; word-break: break-word; overflow-wrap: anywhere;
      hyphens: auto; }
    @media (max-width: 40em) {
      .wide, .wide caption, .wide tbody, .wide tr, .wide td, .wide tbody th { display: block; }
      .wide { font-size: 0.9em; }
      .wide thead { display: none; }
      .wide tr { padding: 0.4em 0; }
      .wide td, .wide tbody th { padding: 0.1em 0; text-align: start; }
      .wide td::before { content: attr(data-label) ": "; font-weight: bold; }
    }
    @media (max-width: 75em) {
      .broad, .broad caption, .broad tbody, .broad tr, .broad td, .broad tbody th { display: block; }
      .broad { font-size: 0.9em; }
      .broad thead { display: none; }
      .broad tr { padding: 0.4em 0; }
      .broad td, .broad tbody th { padding: 0.1em 0; text-align: start; }
      .broad td::before { content: attr(data-label) ": "; font-weight: bold; }
    }
    pre { white-space: pre-wrap; font-size: 0.9em; }
    hr { border: 0; border-top: 1px solid; width: 30%; margin: 1.5em auto; }

    footer { margin: 1.8em 0 0; padding: 0.8em 0 0; border-top: 1px solid; font-size: 0.9em; }
    dl { margin: 0; }
    dt { font-weight: bold; }
    dd { margin: 0 0 0.6em; }
    .credit, .rights { margin: 0 0 0.3em; font-size: 0.9em; }
    .related { margin: 2em 0 0; padding: 0.2em 0 0; border: 0; border-top: 0.25em double; }
    .related h2 { margin-top: 0.6em; }
    .related section { padding-inline-start: 1em; border-inline-start: 1px solid; }

    .arabic em, :lang(he) em, :lang(zh) em, :lang(ja) em, :lang(ko) em { font-style: normal;
      font-weight: bold; }
    .arabic cite { font-style: normal; }
    .arabic .section { letter-spacing: 0; }

    .related ul, .cover ul, .front ul, .listing ul, .index ul, .contents ol { margin: 0 0 0.8em;
      list-style: none; }
    .cover, .cover p, .cover li { text-align: center; }
    .cover section { margin: 0; padding: 1em 0; border-top: 0.25em double;
      border-bottom: 0.25em double; }
    .cover img { display: inline; width: 5em; margin: 0; }
    .cover h1 { font-size: 1.8em; text-align: center; margin: 0 0 0.4em; }
    .cover .masthead { font-size: 1.2em; font-weight: bold; margin: 0.6em 0 0.8em; }
    .cover li { margin: 0 0 0.4em; }
    .cover ul { margin: 1em 0 0; }
    .cover.lead img { display: block; width: auto; margin: 0 auto 1em; }
    .picture section { margin: 0; padding: 0; border: 0; }
    .picture img { display: block; width: auto; margin: 0 auto; }

    .cover a, .front a, .listing a, .index a, .contents a { text-decoration: none; }

    .front .masthead { text-align: center; padding: 0.8em 0; border-top: 0.25em double;
      border-bottom: 0.25em double; }
    .front .masthead h1 { font-size: 2em; text-align: center; margin: 0 0 0.2em; }
    .front .masthead p { margin: 0; font-size: 0.9em; text-align: center; }
    .front article { margin: 0 0 1em; padding: 0 0 0.8em; border-bottom: 1px solid; }
    .front article p { margin: 0 0 0.3em; }
    .front article h2 { margin: 0.1em 0 0.3em; font-size: 1.25em; }
    .front .lead h2 { font-size: 1.6em; }
    .front .deck { font-size: 1em; }
    .front .byline { font-size: 0.85em; font-weight: normal; }
    .front img { margin: 0.6em auto; }
    .front section h2 { font-size: 1em; margin: 1.2em 0 0; padding: 0 0 0.3em;
      border-bottom: 0.15em solid; }
    .front li { margin: 0; padding: 0.5em 0; border-bottom: 1px solid; }

    .listing li { margin: 0; padding: 0.8em 0; border-top: 1px solid; }
    .listing p { margin: 0 0 0.2em; }
    .listing .headline { font-size: 1.1em; font-weight: bold; }
    .listing .summary { font-size: 0.95em; }
    .listing .date { font-size: 0.8em; }
    .more { margin: 1em 0 0; font-weight: bold; }

    .contents li { margin: 0; padding: 0.5em 0; border-top: 1px solid; }
    .contents .part { padding-bottom: 0; border-top: 0.15em solid; font-weight: bold; }
    .contents .part ol { margin: 0.4em 0 0; font-weight: normal; }

    .index h1 { font-size: 1.4em; margin: 0.8em 0 0.3em; }
    .index h2 { font-size: 1em; margin: 1em 0 0; border-bottom: 1px solid; }
    .index ul { margin: 0 0 0.4em; }
    .index li { margin: 0; padding: 0.35em 0; }
    #landmarks { display: none; }

    """.utf8)
}
