#!/usr/bin/env bash
# A feed parser converts some letters of zones, takes others for UTC, and does not say which.
#
# Belief: feedparser's `published_parsed` is UTC, so dates with the letters of a zone are converted or
# left out.
# Seen with feedparser 6.0.14: EST and AST are converted. BST, IST, CEST and letters that mean nothing are
# taken for UTC without a sign (`bozo` stays false), so a British summer morning is an hour late. The
# leap second 23:59:60 becomes the next day.
# What to do: keep the printed date; convert only what states its offset in figures.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder"
venv/bin/python - <<'PYTHON'
import feedparser


def read(date):
    feed = feedparser.parse(
        f"<rss version='2.0'><channel><title>t</title><item><title>x</title>"
        f"<pubDate>{date}</pubDate></item></channel></rss>")
    assert not feed.bozo
    return tuple(feed.entries[0].published_parsed)[:5]


hours = {zone: read(f"Mon, 24 Jun 2024 10:00:00 {zone}")[3]
         for zone in ["+0100", "EST", "AST", "BST", "IST", "CEST", "QQQ"]}
leap = read("2016-12-31T23:59:60Z")
print(hours, leap)
assert hours == {"+0100": 9, "EST": 15, "AST": 14, "BST": 10, "IST": 10, "CEST": 10, "QQQ": 10}
assert leap == (2017, 1, 1, 0, 0)
print("as described")
PYTHON
