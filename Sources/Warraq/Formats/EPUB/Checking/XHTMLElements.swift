/// The elements that pages of EPUB 3 may have in the namespace of XHTML.
enum XHTMLElements {
  /// Those of HTML (https://html.spec.whatwg.org/multipage/indices.html), and those of ruby that only
  /// its W3C edition has.
  static let all = Set(
    """
    a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption \
    cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins \
    kbd label legend li link main map mark menu meta meter nav noscript object ol optgroup option \
    output p param picture pre progress q rb rp rt rtc ruby s samp script search section select slot \
    small source span strong style sub summary sup table tbody td template textarea tfoot th thead \
    time title tr track u ul var video wbr
    """.split(separator: " ").map(String.init))
}
