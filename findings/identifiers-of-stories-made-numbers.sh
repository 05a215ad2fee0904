#!/usr/bin/env bash
# Identifiers that JSON holds as text come back as numbers, and different stories get the same one.
#
# Belief: a string in JSON is a string, so only CSV endangers identifiers made of digits.
# Seen with pandas 3.1.1, `read_json(lines=True)`: a column whose strings all look like numbers becomes
# int64, so "00123" and "123" are equal. When one story has no identifier it becomes float64 instead, and
# identifiers of 18 digits, as agencies make them from date, time and a counter, are rounded to the same
# value. duckdb 2.0.1, polars 2.1.0 and pyarrow 26.0.1 keep the strings.
# What to do: `dtype=False`, or `dtype={"id": str}`.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import duckdb, pandas, polars
import pyarrow.json

identifiers = ["202407061015300001", "202407061015300002", "00123", "123"]


def write(records):
    with open("stories.jsonl", "w") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")


write([{"id": identifier, "title": "Story"} for identifier in identifiers] + [{"title": "Story"}])
read = pandas.read_json("stories.jsonl", lines=True)["id"]
print("pandas, one story without:", read.dtype, [f"{value:.0f}" for value in read])
assert read.dtype == "float64" and read.nunique() == 2
write([{"id": identifier} for identifier in identifiers])
read = pandas.read_json("stories.jsonl", lines=True)["id"]
print("pandas:", read.dtype, list(read))
assert read.dtype == "int64" and read.nunique() == 3
others = {
    "duckdb": [row[0] for row in duckdb.sql("from read_json('stories.jsonl')").fetchall()],
    "polars": polars.read_ndjson("stories.jsonl")["id"].to_list(),
    "pyarrow": pyarrow.json.read_json("stories.jsonl")["id"].to_pylist(),
    "pandas, dtype=False": list(pandas.read_json("stories.jsonl", lines=True, dtype=False)["id"]),
    "pandas, str": list(pandas.read_json("stories.jsonl", lines=True, dtype={"id": str})["id"]),
}
for name, values in others.items():
    print(name, values)
    assert values == identifiers
print("as described")
PYTHON
