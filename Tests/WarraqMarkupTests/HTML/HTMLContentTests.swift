import Testing
import WarraqCore
import WarraqModel
import WarraqMarkup

struct HTMLContentTests {
  /// Notes: what we write, pandoc, Wikipedia, Word, and bare links.
  static let notes: [(html: String, expected: String)] = [
    (
      "<p>a<sup><a href='#fn-n1' id='fnref-n1' role='doc-noteref'>1</a></sup>.</p><aside id='fn-n1' role='doc-footnote'><p><a href='#fnref-n1' role='doc-backlink'>1</a> x</p></aside>",
      "p[a[^n1].] fn(n1)[p[x]]"
    ),
    (
      "a<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a> b<section id='footnotes' class='footnotes' role='doc-endnotes'><hr><ol><li id='fn1'><p>x<a href='#fnref1' class='footnote-back' role='doc-backlink'>↩︎</a></p></li></ol></section>",
      "p[a[^fn1] b] fn(fn1)[p[x]]"
    ),
    (
      "<p>a<sup id=cite_ref-1><a href='#cite_note-1'>[1]</a></sup></p><ol><li id=cite_note-1><b><a href='#cite_ref-1'>^</a></b> x</ol>",
      "p[a[^cite_note-1]] fn(cite_note-1)[p[x]]"
    ),
    (
      "<p>a<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> b<hr><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> x</div>",
      "p[a[^_ftn1] b] hr fn(_ftn1)[p[x]]"
    ),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1>x", "p[claim[^f1].] fn(f1)[p[x]]"),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1>1. x", "p[claim[^f1].] fn(f1)[p[x]]"),
    ("<p>claim<a href='#f1'>[1]</a>.<p id=f1>[1] X", "p[claim[^f1].] fn(f1)[p[X]]"),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1><sup>1</sup> x", "p[claim[^f1].] fn(f1)[p[x]]"),
    (
      "<p>claim<a href='#f1' id=r1>1</a>.<p id=f1><a href='#r1'>1</a>. x",
      "p[claim[^f1].] fn(f1)[p[x]]"
    ),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1>1 million", "p[claim[^f1].] fn(f1)[p[1 million]]"),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1>1.5 per cent", "p[claim[^f1].] fn(f1)[p[1.5 per cent]]"),
    ("<p>claim<a href='#f1'>1</a>.<p id=f1>12", "p[claim[^f1].] fn(f1)[p[12]]"),
    ("<p>claim<a href='#f1'>1</a>.", "p[claim^1^.]"),
    // Words of the text that lead to a note.
    (
      "<p>a <a epub:type=noteref href='#f1'>light quantum</a>.<aside id=f1 epub:type=footnote>Quantum: x</aside>",
      "p[a light quantum[^f1].] fn(f1)[p[Quantum: x]]"
    ),
    ("<p>a <a epub:type=noteref href='#f1'>light quantum</a>.", "p[a light quantum.]"),
    (
      "<p>a <a epub:type=noteref href='#f1'>[note 1]</a>.<aside id=f1 epub:type=footnote>x</aside>",
      "p[a [^f1].] fn(f1)[p[x]]"
    ),
    // A sentence that leads back is more than the way.
    (
      "<p>a<a href='#f1' id=r1>1</a>.<p id=f1>x <a href='#r1'>Back to the text</a>",
      "p[a[^f1].] fn(f1)[p[x]]"
    ),
    (
      "<p>a <a href='#d1' id=r1>See the description</a><div id=d1><p>x</p><p><a href='#r1'>Go back to the <b>bar chart</b></a></div>",
      "p[a See the description] fn(d1)[p[x] p[Go back to the bar chart]]"
    ),
    ("<p>claim<a epub:type=noteref href='notes.xhtml#n2'>2</a>.", "p[claim^2^.]"),
    ("<a href='#p1'>1</a> <a href='#p2'>2</a><p id=p1>x<p id=p2>y", "p[1 2] p[x] p[y]"),
    ("a<a href='#top'>Back to top</a><p id=top>x", "p[aBack to top] p[x]"),
  ]

  static let cases: [(html: String, expected: String)] = [
    // Shortcodes of WordPress.
    (
      "<p>a</p>[caption id=\"x]\" width=\"3\"]<a href='https://e.org/b'><img src='1.jpg'></a> The [old] <i>b</i>[/caption]c",
      "p[a] figure[media-1: The [old] /b/] p[c]"
    ),
    ("[caption caption=\"Old\"]<img src='1.jpg'>[/caption]", "figure[media-1: Old]"),
    ("[wp_caption]<img src=1.jpg>x[/wp_caption]", "figure[media-1: x]"),
    ("<p>[caption]none[/caption] [caption", "p[[caption]none[/caption] [caption]"),
    ("<p>[captions]<img src=1.jpg>[/caption]", "p[[captions][/caption]] figure[media-1]"),
    // Blocks and text.
    ("", ""),
    ("  \n ", ""),
    ("one", "p[one]"),
    ("one\ntwo\n\n three\n \n\nfour", "p[one two] p[three] p[four]"),
    ("a &amp; b <b>c\n\nd</b> e", "p[a & b *c*] p[*d* e]"),
    ("<p>one\n\ntwo</p>", "p[one two]"),
    ("text <p>one<p>two<div>x</p>y</div>z", "p[text] p[one] p[two] p[x] p[y] p[z]"),
    ("<div>a<section>b</section>c</div>", "p[a] p[b] p[c]"),
    ("<body><article>a</article></body></html>tail<p>more", "p[a] p[tail] p[more]"),
    ("<html><head><title>t</title><style>p{}</style><body>x", "p[x]"),
    ("<head><title>t</title><p>x", "p[x]"),
    ("<p></p><p> </p><p>&nbsp;</p><p><b> </b></p><p>x</p>", "p[x]"),
    ("<center>a</center><address>b</address>", "p[a] p[b]"),
    ("<details><summary>s</summary>t</details>", "p[s] p[t]"),
    ("<o:p>q</o:p><custom-el>r</custom-el>", "p[qr]"),
    // White space and line ends.
    ("<p>  a \n\t b <b> c </b> d </p>", "p[a b *c* d]"),
    ("<p>a<b> b</b> <i>c</i></p>", "p[a *b* /c/]"),
    ("<p>a<br>b<br/> c <br></p>", "p[a⏎b⏎c]"),
    ("<p>a<br><br>b<br>\n<br />&nbsp;<br>c</p>", "p[a] p[b] p[c]"),
    ("<p>a<br>&nbsp;<br>b", "p[a] p[b]"),
    ("<p><b>a<br>b<br><br>c</b>d", "p[*a⏎b*] p[*c*d]"),
    ("<p>a&nbsp;b\u{A0} c</p>", "p[a\u{A0}b\u{A0} c]"),
    (
      "<p>می\u{200C}خواهم \u{200F}x\u{202B}y\u{202C}</p>",
      "p[می\u{200C}خواهم \u{200F}x\u{202B}y\u{202C}]"
    ),
    // Headings.
    ("<h1>a</h1><h2>b</h2><h6>c</h6>", "h2[a] h2[b] h6[c]"),
    ("<h3>a<h4>b</h3>c", "h3[a] h4[b] p[c]"),
    ("<h2><div>a</div><p>b</p></h2>c", "h2[a] h2[b] p[c]"),
    // Inline markup.
    ("<p>a <em>b</em> <i>c</i> <strong>d</strong><b>e</b>", "p[a /b/ /c/ *d**e*]"),
    ("<b><p>a</p><p>b</p></b>c", "p[*a*] p[*b*] p[c]"),
    ("<b><div>x</b>y</div>z", "p[*x*y] p[z]"),
    ("<p><b>1<i>2</b>3</i>4", "p[*1/2/*/3/4]"),
    ("<b>a<strong>b</strong></b><b></b>c", "p[*ab*c]"),
    ("<p><b>open<p>next", "p[*open*] p[next]"),
    ("<code>a <b>b</b></code> <kbd>k</kbd><tt>t</tt>", "p[`a b` `k``t`]"),
    ("x<sup>2</sup> H<sub>2</sub>O <abbr title=t>ab</abbr>", "p[x^2^ H_2_O ab]"),
    ("The toll is <del>12</del> <ins>15</ins>.", "p[The toll is [-12-] [+15+].]"),
    ("<s>a</s> <strike>b</strike> <del><p>c<p>d</del>e", "p[[-a-] [-b-]] p[[-c-]] p[[-d-]e]"),
    ("<ruby>東京<rt>とうきょう</rt></ruby>へ", "p[東京(とうきょう)へ]"),
    ("<ruby>東<rt>とう<rt>x</ruby>へ<p><ruby>漢<rt>kan", "p[東(とう)(x)へ] p[漢(kan)]"),
    ("<ruby>漢<rp>（<rt>kan<rp>）</ruby>字", "p[漢（kan）字]"),
    ("<q>a <q>b <q>c</q></q></q> <q>d</q>", "p[“a ‘b “c”’” “d”]"),
    (
      "<span>a</span> <span lang=ar dir=RTL>ب</span> <bdi dir=ltr>c</bdi>",
      "p[a {ar:rtl ب} {:ltr c}]"
    ),
    ("<em lang=fr>mot</em> x", "p[{fr /mot/} x]"),
    ("<span lang=ar>a<span class=x>b</span>c</span>d", "p[{ar abc}d]"),
    // Formulas are in the text once.
    ("<p>a <math><mfrac><mi>x</mi><mn>12</mn></mfrac></math> b", "p[a x/12 b]"),
    (
      "<math><msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup></math>",
      "p[(a+b)^2]"
    ),
    ("<math alttext=' half '><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "p[half]"),
    (
      "<math><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation-xml><ci>x</ci></annotation-xml>"
        + "<annotation encoding='application/x-tex'>\\frac12</annotation></semantics></math>",
      "p[\\frac12]"
    ),
    (
      "<math><semantics><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt><annotation>x</annotation></semantics></math>",
      "p[√(x+1)]"
    ),
    (
      "<math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup><mroot><mi>y</mi><mn>3</mn></mroot>",
      "p[x_i^2√[3]y]"
    ),
    ("<p>a<math><mi>x</mi><p>b</p>c", "p[ax] p[b] p[c]"),
    ("<table><tr><td><math><mi>x<td>y</table>", "table[p[x] | p[y]]"),
    ("<p>a <span role=doc-pagebreak>12</span>b", "p[a b]"),
    ("<p>a<svg><title>x</title><path/></svg>b<wbr>c", "p[abc]"),
    // What a drawing shows as text is read, not what it is called.
    (
      "a<svg><title>x</title><svg><text>y <tspan>z</tspan></text></svg><text>u</text></svg>b",
      "p[a y z u b]"
    ),
    ("<svg aria-hidden=true><text>x</text></svg><p hidden><svg><text>x</text></svg><p>b", "p[b]"),
    ("<svg><text>x</svg>b<p>c <text>d</text>", "p[x b] p[c d]"),
    // Links.
    (
      "<a href='http://e.org/a?b=1&amp;c=2&copy=3' title=T>x</a>",
      "p[<x|http://e.org/a?b=1&c=2&copy=3|T>]"
    ),
    ("<a href=http://e.org><h2>t</h2><p>u</a>v", "h2[<t|http://e.org>] p[<u|http://e.org>v]"),
    ("<a href=' JavaScript:x()'>a</a> <a>b</a> <a href='#n'>c</a> <a href>d</a>", "p[a b c d]"),
    ("<a href=http://a>1<a href=http://b>2</a>3", "p[<1|http://a><2|http://b>3]"),
    ("<a href='//e.org/a b'>x</a>", "p[<x|https://e.org/a%20b>]"),
    // Lists.
    ("<ul><li>a<li>b <b>c</b></ul>d", "ul[p[a] | p[b *c*]] p[d]"),
    ("<ol start=3><li>a<ul><li>b</ul>c</li></ol>", "ol3[p[a] ul[p[b]] p[c]]"),
    ("<ul>s<li>a</li><ul><li>b</li></ul></ul>", "ul[p[s] | p[a] ul[p[b]]]"),
    ("<li>a<li>b</li>", "ul[p[a] | p[b]]"),
    ("<ul><li></li><li><p>a<p>b</ul>", "ul[p[a] p[b]]"),
    ("<ol><li>a<li value=7>b<li>c</ol>", "ol[p[a]] ol7[p[b] | p[c]]"),
    ("<ol start=2><li value=2>a<li value=3>b</ol>", "ol2[p[a] | p[b]]"),
    ("<ol reversed><li>a<li>b</ol>", "ol2↓[p[a] | p[b]]"),
    ("<ol reversed start=9><li>a<li value=x>b</ol>", "ol9↓[p[a] | p[b]]"),
    ("<ol reversed><li>a<li value=7>b<li>c</ol>", "ol3↓[p[a]] ol7↓[p[b] | p[c]]"),
    ("<ol type=a><li>a<li>b</ol>", "ol(lower-alpha)[p[a] | p[b]]"),
    ("<ol type=A start=3><li>a</ol>", "ol3(upper-alpha)[p[a]]"),
    ("<ol type=I><li>a<li value=5>b</ol>", "ol(upper-roman)[p[a]] ol5(upper-roman)[p[b]]"),
    ("<ol style='list-style-type: lower-roman'><li>a</ol>", "ol(lower-roman)[p[a]]"),
    ("<ol type=disc><li>a</ol>", "ol[p[a]]"),
    ("<ul><li value=7>a</ul>", "ul[p[a]]"),
    (
      "<ol start=9223372036854775807><li>a<li>b<li value=1>c</ol>",
      "ol9223372036854775807[p[a] | p[b]] ol[p[c]]"
    ),
    ("<dl><dt>a<dd>b<dt>c</dl>", "ul[p[*a*] p[b] | p[*c*]]"),
    ("<dl><dt>a<dt>b<dd><p>c<p>d<dd>e</dl>f", "ul[p[*a*] p[*b*] p[c] p[d] p[e]] p[f]"),
    ("<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt></div></dl>", "ul[p[*a*] p[b] | p[*c*]]"),
    ("<dl><dd>a<dl><dt>b</dl></dl><dt>c<dd>d", "ul[p[a] ul[p[*b*]]] p[c] p[d]"),
    ("<p>a<ul><li>b</ul>c</p>", "p[a] ul[p[b]] p[c]"),
    // Quotations.
    ("<blockquote><p>a</p><cite>N</cite></blockquote>", "quote[p[a] by:N]"),
    ("<blockquote>a<footer>— <cite>N</cite>, W</footer></blockquote>", "quote[p[a] by:/N/, W]"),
    ("<blockquote><p>a</p><p>— <cite>N</cite></p></blockquote>", "quote[p[a] by:/N/]"),
    ("<blockquote><cite>Book</cite> says a</blockquote>", "quote[p[/Book/ says a]]"),
    ("<blockquote></blockquote><footer>f</footer>", "p[f]"),
    ("<figure><blockquote>a</blockquote><figcaption>N</figcaption></figure>", "quote[p[a] by:N]"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "quote[p[a] quote[p[b]]] p[c]"),
    // Tables.
    (
      "<table><caption>C</caption><thead><tr><td>h</thead><tr><td>a<th colspan=2 rowspan='3'>b</table>",
      "table[caption:C !p[h] / p[a] | !c2r3p[b]]"
    ),
    ("<p>x<table><tr>y<td>z<td>w</table>v", "p[x] p[y] table[p[z] | p[w]] p[v]"),
    ("<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "p[a] p[b]"),
    ("<table role=presentation><tr><td>a<td>b</table>", "p[a] p[b]"),
    ("<table><tr><td>a<td><table><tr><td>1<td>2</table></table>", "p[a] table[p[1] | p[2]]"),
    ("<table><tr><td>a</div></p><td>b</table>", "table[p[a] | p[b]]"),
    ("<td>a</td><tr><td>b", "p[a] p[b]"),
    ("<table><td>a<td><td colspan=0>c", "table[p[a] |  | p[c]]"),
    // Other blocks.
    ("<pre>\n a\n  b &lt;<b>c</b>\n</pre>d", "pre[ a\n  b <c] p[d]"),
    ("<pre>a<br>b<div>c</div></pre>", "pre[a\nb\nc]"),
    ("a<hr><hr>b", "p[a] hr p[b]"),
    ("<aside><p>a</aside><aside></aside>", "aside[p[a]]"),
    // Never shown.
    ("<p>a<script>if(a<b){'</p>'}</script>b<style>x</style><!-- c -->d", "p[abd]"),
    ("<p>a<noscript><p>x</noscript><template><p>y</template>b", "p[ab]"),
    (
      "<form>a<input value=v><select><option>o</select><textarea><b>t</textarea><button>k</button></form>",
      "p[a]"
    ),
    ("<p>a<p hidden>b<p>c<div style='color:red; Display : NONE'><p>d</p></div>e", "p[a] p[c] p[e]"),
    ("<p>a<span style=display:none>b</span>c<i hidden>d</i>", "p[ac]"),
    ("<ul><li>a<li hidden>b<li>c</ul>", "ul[p[a] | p[c]]"),
    ("<table><tr><td>a<td hidden>b<td>c</table>", "table[p[a] | p[c]]"),
    ("<p>a<button><div>x</div></button>b", "p[ab]"),
    ("<dialog><p>a</dialog><dialog open>b</dialog>", "p[b]"),
    // Broken markup.
    ("1 < 2 <3 <= a<b", "p[1 < 2 <3 <= a]"),
    ("x <y and z", "p[x <y and z]"),
    ("<p>a<em", "p[a]"),
    ("<p title=\"abc>x</p>y", "p[x] p[y]"),
    ("<![CDATA[x > <y]]> z", "p[x > <y z]"),
    ("<![CDATA[<p>a]]><![CDATA[<p>b<![CDATA[c]]>d<![CDATA[e", "p[a] p[bcde]"),
    ("a<!-- x", "p[a]"),
    ("a<!-->b<!--->c<!-- -- -->d<!doctype html>e<?php 1 ?>f</>g", "p[abcdefg]"),
    ("a\0b<p>c\0 d\u{1}", "p[ab] p[c d\u{1}]"),
    ("</p></div></b>a</br>b", "p[a⏎b]"),
    ("<title>x", "p[x]"),
    // Character references.
    (
      "&lt;&hellip;&#146;&#x41;&#65&nbsp&zwnj;x&apos;&AMP;&period;&notin;&notit;",
      "p[<…’AA\u{A0}\u{200C}x'&.∉¬it;]"
    ),
    (
      "&unknown; &; & &# &#x; &#0; &#x110000; &#xD800; &#99999999999;",
      "p[&unknown; &; & &# &#x; \u{FFFD} \u{FFFD} \u{FFFD}]"
    ),
    ("&eacute &Aacute;&laquo;x&raquo", "p[é Á«x»]"),
  ]

  @Test(arguments: cases + notes)
  func `HTML becomes blocks`(_ sample: (html: String, expected: String)) {
    #expect(outline(HTMLContent(html: sample.html).blocks) == sample.expected)
  }

  @Test func `adjacent text is one run`() {
    let blocks = HTMLContent(html: "a<abbr>b</abbr> &amp; <span>c</span><!-- x --><b></b>d").blocks
    #expect(blocks == [.paragraph([.text("ab & cd")])])
  }

  @Test(arguments: [
    ("../c", "http://e.org/c"), ("c?d", "http://e.org/a/c?d"), ("/x/./y/../z", "http://e.org/x/z"),
    ("?q", "http://e.org/a/b.html?q"), ("#f", "http://e.org/a/b.html?p=1#f"),
    ("//h/p", "http://h/p"), ("mailto:a@b", "mailto:a@b"), ("../../../g", "http://e.org/g"),
  ])
  func `links are resolved against the page`(_ reference: String, _ expected: String) {
    let content = HTMLContent(
      html: "<a href='\(reference)'>x</a>", base: "http://e.org/a/b.html?p=1#old")
    #expect(outline(content.blocks) == "p[<x|\(expected)>]")
  }

  @Test func `a base element counts`() {
    let content = HTMLContent(
      html: "<base href='/sub/'><a href=x>y</a>", base: "https://e.org/a")
    #expect(outline(content.blocks) == "p[<y|https://e.org/sub/x>]")
  }
}
