#!/usr/bin/env bash
# A day with a zone in one cell takes the type from the whole column.
#
# Belief: `2024-06-24+00:00` is a date of XML Schema, so a program that finds dates in CSV by itself
# takes it for one, at worst that cell alone.
# Seen with duckdb 2.0.1, polars 2.1.0 and pandas 3.1.1: with one such cell among plain days the column
# is text in all three. DuckDB casts the cell to NULL, pandas makes it NaT, and neither says so.
# What to do: write the day alone and its offset into a column of its own.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pandas==3.1.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import datetime
import warnings
import duckdb, pandas, polars

warnings.simplefilter("ignore")
days = ["2024-06-24", "2024-06-25"]


def columns(cells):
    with open("stories.csv", "w") as file:
        file.write("published\n" + "".join(cell + "\n" for cell in cells))
    (type_, last), = duckdb.sql(
        "select typeof(published), try_cast(last(published) as date) from 'stories.csv' group by 1"
    ).fetchall()
    frame = polars.read_csv("stories.csv", try_parse_dates=True)
    parsed = pandas.to_datetime(pandas.read_csv("stories.csv").published, errors="coerce")
    return type_, last, frame.schema["published"], int(parsed.isna().sum())


plain = columns(days)
zoned = columns([days[0], days[1] + "+00:00"])
print("plain days:", plain)
print("one day with a zone:", zoned)
assert plain == ("DATE", datetime.date(2024, 6, 25), polars.Date, 0)
assert zoned == ("VARCHAR", None, polars.String, 1)
print("as described")
PYTHON
