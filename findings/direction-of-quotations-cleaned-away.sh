#!/usr/bin/env bash
# Cleaning the HTML of a body keeps the language of an Arabic quotation and drops its direction.
#
# Belief: a sanitiser takes away what can do harm, and `dir` cannot; who gets `lang` through gets `dir` too.
# Seen with nh3 0.3.8 (ammonia): of the attributes that any element may have, `lang` and `title` are allowed
# and `dir` is not. `bdo` keeps its own, so a page of tests with `bdo` looks right, while the paragraph and
# the quotation from right to left come out without. With numbers or Latin names in them they then read in
# the wrong order in a story that runs from left to right.
# What to do: give `attributes` with "dir" for "*", beside those that are the default.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nh3==0.3.8
cd "$folder"
venv/bin/python - <<'PYTHON'
import nh3

body = (
    '<p>The minister said:</p><blockquote>'
    '<p dir="rtl" lang="ar">ارتفع المد 3 مرات في Dunhollow.</p></blockquote>'
    '<p><bdo dir="rtl">abc</bdo></p>')
plain = nh3.clean(body)
print("default:", plain)
assert '<p lang="ar">' in plain and '<bdo dir="rtl">' in plain

attributes = {**nh3.ALLOWED_ATTRIBUTES, "*": {"dir", "lang", "title"}}
kept = nh3.clean(body, attributes=attributes)
print("with dir:", kept)
assert 'dir="rtl" lang="ar"' in kept or 'lang="ar" dir="rtl"' in kept
print("as described")
PYTHON
