#!/usr/bin/env bash
# From HTML to HTML pandoc keeps the direction of a division, a heading and a table, of a paragraph not.
#
# Belief: what a document says of direction and language comes through, or none of it does.
# Seen with pandoc 3.9 (pypandoc_binary 1.17): `Para`, `BlockQuote` and `BulletList` of its model have no
# attributes, so `dir` and `lang` of `p`, `blockquote` and `ul` are gone without a word, in HTML, EPUB and
# every other format; `div`, headings, `span`, tables and their cells keep theirs.
# What to do: put a paragraph with a direction of its own into a `div` that has it before pandoc reads it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cd "$folder"
venv/bin/python - <<'PYTHON'
import pypandoc

print("pandoc", pypandoc.get_pandoc_version())
kept, lost = [], []
for name, html in {
    "p": '<p dir="rtl" lang="ar">نص</p>',
    "blockquote": '<blockquote dir="rtl" lang="ar"><p>نص</p></blockquote>',
    "ul": '<ul dir="rtl" lang="ar"><li>نص</li></ul>',
    "div": '<div dir="rtl" lang="ar"><p>نص</p></div>',
    "h2": '<h2 dir="rtl" lang="ar">نص</h2>',
    "span": '<p><span dir="rtl" lang="ar">نص</span></p>',
    "table": '<table dir="rtl" lang="ar"><tr><td>نص</td></tr></table>',
    "td": '<table><tr><td dir="rtl" lang="ar">نص</td></tr></table>',
}.items():
    made = pypandoc.convert_text(html, "html", format="html")
    (kept if 'dir="rtl"' in made else lost).append(name)
print("kept:", kept)
print("lost:", lost)
assert kept == ["div", "h2", "span", "table", "td"]
assert lost == ["p", "blockquote", "ul"]
print("as described")
PYTHON
