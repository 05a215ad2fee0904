#!/usr/bin/env bash
# An Arabic book that goes through pandoc opens from the left.
#
# Belief: a converter that knows `dir: rtl` and reads EPUB keeps the direction of a book.
# Seen with pandoc 3.9 (pypandoc_binary 1.17): neither `dir: rtl` with `lang: ar` in the metadata, nor
# `<html dir="rtl">`, nor an EPUB whose spine says `page-progression-direction="rtl"` gives an EPUB that
# says so: the spine has no direction and no element a `dir`, so columns, page turns, lists and quotes run
# the wrong way. Its HTML writer does use `dir`.
# What to do: state `page-progression-direction: rtl` in the metadata and set `direction` in a style sheet.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cd "$folder"
venv/bin/python - <<'PYTHON'
import re
import zipfile
import pypandoc

assert pypandoc.get_pandoc_version() == "3.9"


def book(text, format, **options):
    pypandoc.convert_text(text, "epub3", format=format, outputfile="book.epub", **options)
    with zipfile.ZipFile("book.epub") as archive:
        package = archive.read("EPUB/content.opf").decode()
        pages = [archive.read(name).decode() for name in archive.namelist() if "/text/ch" in name]
    return re.search("<spine[^>]*>", package)[0], any(" dir=" in page for page in pages)


text = "---\ntitle: كتاب\nlang: ar\ndir: rtl\n---\n\n# فصل\n\nنص\n"
page = '<html lang="ar" dir="rtl"><head><title>كتاب</title></head><body><h1>فصل</h1><p>نص</p></body></html>'
for name, result in {"markdown": book(text, "markdown"), "html": book(page, "html")}.items():
    print(name, result)
    assert result == ('<spine toc="ncx">', False)

stated = text.replace("dir: rtl", "dir: rtl\npage-progression-direction: rtl")
spine, directed = book(stated, "markdown")
print("stated:", spine, directed)
assert 'page-progression-direction="rtl"' in spine and not directed
pypandoc.convert_file("book.epub", "epub3", format="epub", outputfile="again.epub")
with zipfile.ZipFile("again.epub") as archive:
    again = re.search("<spine[^>]*>", archive.read("EPUB/content.opf").decode())[0]
print("read and written again:", again)
assert again == '<spine toc="ncx">'
assert 'dir="rtl"' in pypandoc.convert_text(text, "html", format="markdown", extra_args=["--standalone"])
print("as described")
PYTHON
