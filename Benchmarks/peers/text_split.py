#!/usr/bin/env python3
"""What a newsroom would write to take text dumps apart: headline, date, sources, keywords, body, as
JSON Lines. usage: text_split.py FILE-OR-FOLDER...; a form feed parts the stories of one file."""
import json
import os
import re
import sys

DATE = re.compile(r"^(?:Published|Publié le|تاريخ النشر)\s*:\s*(.*)$")
SOURCE = re.compile(r"^(?:Source|المصدر)\s*:\s*(.*)$")
KEYWORDS = re.compile(r"^(?:Tags|Mots-clés|كلمات دلالية)\s*:\s*(.*)$")
SEPARATOR = re.compile(r"\s*[,،;]\s*")
ARABIC = re.compile(r"[\u0600-\u06FF]")
FRENCH = re.compile(r"[éèêàçœ]")


def story(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    result = {"headline": lines[0], "published": None, "sources": [], "keywords": [], "body": []}
    for line in lines[1:]:
        if match := DATE.match(line):
            result["published"] = match.group(1)
        elif match := SOURCE.match(line):
            result["sources"].append(match.group(1))
        elif match := KEYWORDS.match(line):
            result["keywords"] += SEPARATOR.split(match.group(1))
        else:
            result["body"].append(line)
    text = " ".join(result["body"])
    result["language"] = "ar" if ARABIC.search(text) else "fr" if len(FRENCH.findall(text)) > 8 else "en"
    return result


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                for name in sorted(names):
                    yield os.path.join(folder, name)
        else:
            yield path


for path in files(sys.argv[1:]):
    with open(path, encoding="utf-8") as file:
        for text in file.read().split("\f"):
            if result := story(text):
                sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
