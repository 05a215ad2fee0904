#!/usr/bin/env bash
# An article from before 1995 is dated by the copyright line of its page.
#
# Belief: a date in JSON-LD and in `<time datetime>` outranks a year in the footer.
# Seen with htmldate 1.11.0 and trafilatura 2.3.1: nothing before 1995 counts, and instead of no date the
# first of January of the footer's year is given. With `min_date` htmldate finds the day; trafilatura's
# `bare_extraction` gives the wrong one by default.
# What to do: for archives state `min_date`, and distrust a first of January.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0 trafilatura==2.3.1 lxml_html_clean==0.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import htmldate, trafilatura

page = """<!DOCTYPE html><html lang="en"><head><title>Harbour opens</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Harbour opens", "datePublished": "1987-03-12"}</script></head>
<body><article><h1>Harbour opens</h1><p><time datetime="1987-03-12">12 March 1987</time></p>
<p>The harbour was opened on Thursday after four years of work by the council of the town.</p>
<p>Ships from three countries came, and the mayor thanked all the people who had built it.</p>
</article><footer>Copyright 2019 The Harbour Gazette</footer></body></html>"""
default = htmldate.find_date(page, original_date=True)
bounded = htmldate.find_date(page, original_date=True, min_date="1900-01-01")
extracted = trafilatura.bare_extraction(page, with_metadata=True).date
print(default, bounded, extracted)
assert (default, bounded, extracted) == ("2019-01-01", "1987-03-12", "2019-01-01")
print("as described")
PYTHON
