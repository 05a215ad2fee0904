#!/usr/bin/env bash
# A fast WARC reader refuses records whose field names are in lower case.
#
# Belief: names of WARC fields are matched without regard to case, as ISO 28500 says.
# Seen with FastWARC 2.0.1 against warcio 1.8.1: `warc-type:` ends the whole file with an error in FastWARC,
# while warcio reads it. A WARC-Date with a year, month or day alone, which WARC 1.1 allows, is `None`.
# What to do: read archives of unknown writers with a reader that folds names.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fastwarc==2.0.1 warcio==1.8.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import io
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>"


def record(fold, date):
    fields = [
        ("WARC-Type", "response"), ("WARC-Date", date),
        ("WARC-Record-ID", "<urn:uuid:5d0c1c1e-7b0e-4c3a-9a51-0d2c60f0a001>"),
        ("WARC-Target-URI", "https://example.org/"),
        ("Content-Type", "application/http; msgtype=response"),
        ("Content-Length", str(len(body)))]
    head = "".join(f"{fold(name)}: {value}\r\n" for name, value in fields)
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + body + b"\r\n\r\n"


def fast(data):
    try:
        return [item.record_date for item in ArchiveIterator(io.BytesIO(data))]
    except OSError as error:
        return str(error)


instant = "2024-06-24T10:00:00Z"
lower = record(str.lower, instant)
print("FastWARC:", fast(record(str, instant)), fast(lower), fast(record(str, "2024-06")))
assert len(fast(record(str, instant))) == 1
assert fast(lower) == "Invalid WARC header"
assert [item.rec_type for item in WarcioIterator(io.BytesIO(lower))] == ["response"]
assert fast(record(str, "2024-06")) == [None]
print("as described")
PYTHON
