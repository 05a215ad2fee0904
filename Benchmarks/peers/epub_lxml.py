#!/usr/bin/env python3
"""What a newsroom would write to read a book of stories: zipfile, and lxml for each of its pages.
usage: epub_lxml.py FILE; one JSON object a page goes to standard output."""
import posixpath
import sys
import zipfile

import orjson
from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


def main():
    out = sys.stdout.buffer
    with zipfile.ZipFile(sys.argv[1]) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        path = next(container.iter(CONTAINER + "rootfile")).get("full-path")
        package = etree.fromstring(book.read(path))
        pages = {node.get("id"): node.get("href") for node in package.iter(OPF + "item")}
        for node in package.iter(OPF + "itemref"):
            name = posixpath.join(posixpath.dirname(path), pages[node.get("idref")])
            page = etree.fromstring(book.read(name))
            heading = next(page.iter(XHTML + "h1"), None)
            out.write(orjson.dumps({
                "headline": "".join(heading.itertext()) if heading is not None else None,
                "body": ["".join(text.itertext()).strip() for text in page.iter(XHTML + "p", XHTML + "li")],
            }) + b"\n")


if __name__ == "__main__":
    main()
