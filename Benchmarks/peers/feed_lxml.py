#!/usr/bin/env python3
"""What a newsroom would write to read a feed: lxml for the feed and for the HTML of each entry.
usage: feed_lxml.py FILE; one JSON object an entry goes to standard output."""
import sys

import orjson
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def paragraphs(markup):
    if not markup or not markup.strip():
        return []
    return ["".join(node.itertext()).strip() for node in html.fromstring(markup).iter("p", "h2", "h3", "li")]


def item(entry):
    return {
        "id": entry.findtext("guid"), "headline": entry.findtext("title"), "url": entry.findtext("link"),
        "published": entry.findtext("pubDate"), "creators": [node.text for node in entry.iter(CREATOR)],
        "keywords": [node.text for node in entry.iter("category")], "summary": entry.findtext("description"),
        "body": paragraphs(entry.findtext(CONTENT))}


def atom(entry):
    content = entry.find(ATOM + "content")
    if content is not None and content.get("type") == "xhtml":
        body = ["".join(node.itertext()).strip() for node in content.iter(XHTML + "p", XHTML + "h2", XHTML + "li")]
    else:
        body = paragraphs(content.text if content is not None else None)
    return {
        "id": entry.findtext(ATOM + "id"), "headline": entry.findtext(ATOM + "title"),
        "published": entry.findtext(ATOM + "published"), "modified": entry.findtext(ATOM + "updated"),
        "creators": [node.text for node in entry.iter(ATOM + "name")],
        "keywords": [node.get("term") for node in entry.iter(ATOM + "category")],
        "summary": entry.findtext(ATOM + "summary"), "body": body}


def main():
    out = sys.stdout.buffer
    for _, entry in etree.iterparse(sys.argv[1], tag=("item", ATOM + "entry"), huge_tree=True):
        out.write(orjson.dumps(item(entry) if entry.tag == "item" else atom(entry)) + b"\n")
        entry.clear()
        while entry.getprevious() is not None:
            del entry.getparent()[0]


if __name__ == "__main__":
    main()
