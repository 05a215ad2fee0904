#!/usr/bin/env bash
# A footnote that names its role is emptied, the same note in an EPUB is read.
#
# Belief: `role="doc-footnote"` is the web's name for `epub:type="footnote"`, so whoever reads one reads
# the other.
# Seen with pandoc 3.9 (pypandoc_binary 1.17): in HTML a `doc-noteref` to an `<aside role="doc-footnote">`
# becomes a footnote without text, and the text stays behind as a paragraph of the story; only a list in a
# `doc-endnotes` section is read. In an EPUB the same aside with `epub:type` is read as a note.
# What to do: for pandoc write the notes of an HTML page as endnotes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cd "$folder"
venv/bin/python - <<'PYTHON'
import logging
import pypandoc

logging.disable(logging.CRITICAL)
assert pypandoc.get_pandoc_version() == "3.9"
reference = '<p>Ferry<a href="#n1" role="doc-noteref">1</a> leaves.</p>'
aside = reference + '<aside id="n1" role="doc-footnote"><p>At night.</p></aside>'
endnotes = reference + '<section role="doc-endnotes"><ol><li id="n1"><p>At night.</p></li></ol></section>'
read = [pypandoc.convert_text(page, "markdown", format="html") for page in (aside, endnotes)]
print(read)
assert read[0] == "Ferry[^1] leaves.\n\nAt night.\n\n[^1]:\n"
assert read[1] == "Ferry[^1] leaves.\n\n[^1]: At night.\n"
print("as described")
PYTHON
