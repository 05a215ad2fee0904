#!/usr/bin/env bash
# In a feed without descriptions the caption of the last picture becomes the summary of the story.
#
# Belief: what stands within `media:content` belongs to the picture, so captions and credits of several
# pictures can be told apart.
# Seen with feedparser 6.0.14: `media:description` within `media:content` is the entry's `summary`, and the
# items of `media_content` have no caption. Credits are one flat list of the entry: where only the second
# of two pictures has one, nothing says whose it is, and a name from another picture looks like its credit.
# What to do: read `media:` elements with a parser of XML.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder"
venv/bin/python - <<'PYTHON'
import feedparser

feed = '''<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>News</title><link>https://example.org/</link><description>News</description>
<item><title>Harbour opens</title><guid isPermaLink="false">1</guid>
<media:content url="https://example.org/a.jpg" medium="image"/>
<media:content url="https://example.org/b.jpg" medium="image">
<media:description>Gulls over the quay</media:description><media:credit>M. Hadi</media:credit>
</media:content></item></channel></rss>'''
entry = feedparser.parse(feed).entries[0]
print("summary:", entry.summary)
print("pictures:", entry.media_content)
print("credits:", entry.media_credit)
assert entry.summary == "Gulls over the quay"
assert entry.media_content == [{"url": f"https://example.org/{name}.jpg", "medium": "image"} for name in "ab"]
assert entry.media_credit == [{"content": "M. Hadi"}]
print("as described")
PYTHON
