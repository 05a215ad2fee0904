#!/usr/bin/env bash
# In Markdown a bold quotation is not bold when an Arabic prefix is written to it, as grammar demands.
#
# Belief: `**` around words makes them strong wherever it stands; only `_` cares about the letters beside it.
# Seen with markdown-it-py 4.3.0, mistune 3.4.0 and commonmark 0.9.2, which follow CommonMark (0.31.2, 6.2):
# `**` before punctuation, such as the mark of a quotation, opens only after white space or punctuation. The
# Arabic "and", "in" and "for" are one letter written to the next word, so `و**«النص»**` stays as it is, stars
# and all; without quotation marks the same word is strong. Chinese, which has no spaces, fares alike.
# What to do: whoever writes Markdown from bodies writes `<strong>` there.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  markdown-it-py==4.3.0 mistune==3.4.0 commonmark==0.9.2
cd "$folder"
venv/bin/python - <<'PYTHON'
import commonmark
import markdown_it
import mistune

tools = {
    "markdown-it-py": lambda text: markdown_it.MarkdownIt().render(text),
    "mistune": mistune.html,
    "commonmark": commonmark.commonmark,
}
cases = {
    "قال و**«النص»** ثم مضى": False,
    "قال **«النص»** ثم مضى": True,
    "قال و**النص** ثم مضى": True,
    "قال و<strong>«النص»</strong> ثم مضى": True,
    "他说**“你好”**然后走了": False,
}
for text, is_strong in cases.items():
    for name, render in tools.items():
        html = render(text)
        if name != "mistune" or "<strong>" not in text:
            assert ("<strong>" in html) == is_strong, (name, text, html)
    print("strong" if is_strong else "plain ", text)
print("as described")
PYTHON
