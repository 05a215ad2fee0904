#!/usr/bin/env bash
# A `.zst` archive that several threads wrote is unpacked to its first part, without an error.
#
# Belief: what one function of a library unpacks, its other functions unpack too.
# Seen with zstandard 0.25.0: a file of several frames, which RFC 8878 allows and which parallel compressors
# and `cat a.zst b.zst` make, is read whole by `open` and `stream_reader`, while `decompress` and
# `decompressobj` stop behind the first frame and give what they have. polars 2.1.0 and duckdb 2.0.1 read
# all of it.
# What to do: use the stream functions, or look at `unused_data` of `decompressobj` and go on.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check zstandard==0.25.0 polars==2.1.0 duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import io
import json
import duckdb, polars, zstandard

compressor = zstandard.ZstdCompressor()
parts = ["".join(json.dumps({"id": n}) + "\n" for n in range(start, start + 50)) for start in (0, 50)]
archive = b"".join(compressor.compress(part.encode()) for part in parts)
with open("stories.jsonl.zst", "wb") as file:
    file.write(archive)

decompressor = zstandard.ZstdDecompressor()
single = decompressor.decompressobj()
counts = {
    "decompress": decompressor.decompress(archive).count(b"\n"),
    "decompressobj": single.decompress(archive).count(b"\n"),
    "stream_reader": decompressor.stream_reader(io.BytesIO(archive)).read().count(b"\n"),
    "open": zstandard.open("stories.jsonl.zst", "rt").read().count("\n"),
    "polars": len(polars.read_ndjson("stories.jsonl.zst")),
    "duckdb": len(duckdb.sql("from read_json('stories.jsonl.zst')").fetchall()),
}
print(counts)
assert counts == {"decompress": 50, "decompressobj": 50, "stream_reader": 100, "open": 100,
                  "polars": 100, "duckdb": 100}
assert len(single.unused_data) > 0
print("as described")
PYTHON
