#!/usr/bin/env bash
# JSON Lines that come over HTTP are cut inside a story where its body holds a line separator.
#
# Belief: a client's iterator of lines parts a response at line feeds, so each line is one JSON value.
# Seen with httpx 0.28.1, `Response.iter_lines()`, and requests 2.34.2, `iter_lines(decode_unicode=True)`:
# they also part at U+2028, U+0085 and the other ends of lines of Unicode, which JSON allows in strings and
# which texts from layout programs hold. One story in thousands becomes two or three lines that are no JSON.
# requests without `decode_unicode` parts at line feeds and carriage returns only.
# What to do: iterate over bytes and part at line feeds, and write such characters as escapes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 requests==2.34.2
cd "$folder"
venv/bin/python - <<'PYTHON'
import io
import json
import httpx, requests

stories = [{"id": 1, "body": "First line.\u2028Second line.\u0085Third."}, {"id": 2, "body": "Other."}]
body = "".join(json.dumps(story, ensure_ascii=False) + "\n" for story in stories).encode()
assert [json.loads(line) for line in body.split(b"\n") if line] == stories


def respond(request):
    return httpx.Response(200, headers={"content-type": "application/jsonl; charset=utf-8"}, content=body)


with httpx.Client(transport=httpx.MockTransport(respond)) as client:
    with client.stream("GET", "http://news.example/") as response:
        by_httpx = list(response.iter_lines())


def by_requests(**options):
    response = requests.Response()
    response.raw = io.BytesIO(body)
    response.encoding = "utf-8"
    return list(response.iter_lines(**options))


print("httpx:", by_httpx)
print("requests, as text:", len(by_requests(decode_unicode=True)), "lines")
print("requests, as bytes:", len(by_requests()), "lines")
assert len(by_httpx) == 4 and by_httpx == by_requests(decode_unicode=True)
assert [json.loads(line) for line in by_requests()] == stories
print("as described")
PYTHON
