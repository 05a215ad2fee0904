#!/usr/bin/env bash
# A member that first appears late in JSON Lines is dropped without a word.
#
# Belief: a program that finds the columns of JSON Lines by itself either finds all of them or fails.
# Seen with polars 2.1.0 and duckdb 2.0.1: polars looks at 100 records and DuckDB at 20,480; a member that
# first appears after those has no column, no error and no warning, in `read_ndjson`, `scan_ndjson` and
# `read_json` alike. pandas 3.1.1 and pyarrow 26.0.1 (over its blocks, too) keep it.
# What to do: `infer_schema_length=None` in polars, `sample_size=-1` in DuckDB, or name the columns. News
# is where it bites: embargoes, corrections and credits of pictures are rare members.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 pyarrow==26.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import duckdb, pandas, polars
import pyarrow.json


def write(count):
    with open("stories.jsonl", "w") as file:
        for number in range(count):
            file.write(json.dumps({"id": str(number), "title": "Story"}) + "\n")
        file.write(json.dumps({"id": "last", "title": "Story", "embargoed": "2024-07-06"}) + "\n")


def columns():
    return {
        "polars": polars.read_ndjson("stories.jsonl").columns,
        "polars, lazy": polars.scan_ndjson("stories.jsonl").collect().columns,
        "duckdb": duckdb.sql("from read_json('stories.jsonl')").columns,
        "pandas": list(pandas.read_json("stories.jsonl", lines=True).columns),
        "pyarrow": pyarrow.json.read_json("stories.jsonl").column_names,
    }


expected = {99: set(), 100: {"polars", "polars, lazy"}, 20_479: {"polars", "polars, lazy"},
            30_000: {"polars", "polars, lazy", "duckdb"}}
for count, losers in expected.items():
    write(count)
    seen = {name for name, found in columns().items() if "embargoed" not in found}
    print(f"after {count} records the member is lost by", sorted(seen) or "none")
    assert seen == losers, seen
assert "embargoed" in polars.read_ndjson("stories.jsonl", infer_schema_length=None).columns
assert "embargoed" in duckdb.sql("from read_json('stories.jsonl', sample_size=-1)").columns
print("as described")
PYTHON
