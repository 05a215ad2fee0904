#!/usr/bin/env bash
# A headline that looks like a day becomes an instant, and a day among instants loses that it is one.
#
# Belief: JSON has no dates, so a reader leaves strings alone unless it is asked.
# Seen with pyarrow 26.0.1, `pyarrow.json.read_json`: a column whose strings all look like ISO 8601 is a
# timestamp without a zone. `2024-07-06` and `2024-07-06T03:00:00+03:00` become the same midnight, the
# offset is gone, and the type does not say that the values are UTC. duckdb 2.0.1 keeps a column of both
# kinds as text, makes a column of instants TIMESTAMP WITH TIME ZONE, and makes a headline that is a day
# a DATE. polars 2.1.0 keeps all of them as text.
# What to do: give pyarrow an explicit schema with `string` for dates and texts.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import json
import duckdb, polars, pyarrow
import pyarrow.json

dates = ["2024-07-06", "2024-07-06T03:00:00+03:00"]
with open("stories.jsonl", "w") as file:
    for date in dates:
        file.write(json.dumps({"title": "2024-07-06", "published": date}) + "\n")

table = pyarrow.json.read_json("stories.jsonl")
print("pyarrow:", table.schema.types, table["published"].to_pylist())
assert [str(type_) for type_ in table.schema.types] == ["timestamp[s]", "timestamp[s]"]
assert len(set(table["published"].to_pylist())) == 1
types = duckdb.sql("select typeof(title), typeof(published) from read_json('stories.jsonl')").fetchall()
print("duckdb:", types[0])
assert types[0] == ("DATE", "VARCHAR")
frame = polars.read_ndjson("stories.jsonl")
print("polars:", frame.dtypes)
assert frame.dtypes == [polars.String, polars.String]
schema = pyarrow.schema([("title", pyarrow.string()), ("published", pyarrow.string())])
options = pyarrow.json.ParseOptions(explicit_schema=schema)
assert pyarrow.json.read_json("stories.jsonl", parse_options=options)["published"].to_pylist() == dates
print("as described")
PYTHON
