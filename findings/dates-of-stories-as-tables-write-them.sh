#!/usr/bin/env bash
# One date of a story in six spellings, by three programs that all hold it.
#
# Belief: a program that holds an instant with its zone writes it so that a reader of RFC 3339 takes it.
# Seen with pandas 3.1.1, polars 2.1.0 and duckdb 2.0.1 for 10:00 at +03:00 and a day alone: polars writes
# RFC 3339 as JSON and six digits with `+0300` as CSV; DuckDB writes a space for the `T` and an offset of
# hours alone, in JSON too; pandas writes milliseconds since 1970 as JSON, and with `date_format="iso"` UTC
# for the instant and midnight without a zone for the day, which is a day no more.
# What to do: turn dates into texts before writing, or have a reader that takes all of these.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 polars==2.1.0 duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import datetime
import json
import duckdb, pandas, polars

zone = datetime.timezone(datetime.timedelta(hours=3))
instant = datetime.datetime(2024, 7, 6, 10, tzinfo=zone)
day = datetime.date(2024, 7, 6)

rows = polars.DataFrame(
    {"published": polars.Series([instant], dtype=polars.Datetime("us", "Asia/Riyadh")), "day": [day]})
frame = pandas.DataFrame({"published": pandas.to_datetime([instant.isoformat()]), "day": [day]})
duckdb.sql("set timezone = 'Asia/Riyadh'")
stories = "(select timestamptz '2024-07-06 10:00:00+03' published, date '2024-07-06' as day)"
for name in ["duckdb.json", "duckdb.csv"]:
    duckdb.sql(f"copy {stories} to '{name}'")


def json_dates(text):
    return list(json.loads(text).values())


def csv_dates(text):
    return text.splitlines()[1].split(",")


seen = {
    "polars, JSON": json_dates(rows.write_ndjson()),
    "polars, CSV": csv_dates(rows.write_csv()),
    "duckdb, JSON": json_dates(open("duckdb.json").read()),
    "duckdb, CSV": csv_dates(open("duckdb.csv").read()),
    "pandas, JSON": json_dates(frame.to_json(orient="records", lines=True)),
    "pandas, JSON, iso": json_dates(frame.to_json(orient="records", lines=True, date_format="iso")),
    "pandas, CSV": csv_dates(frame.to_csv(index=False)),
}
for name, dates in seen.items():
    print(name, dates)
assert seen == {
    "polars, JSON": ["2024-07-06T10:00:00+03:00", "2024-07-06"],
    "polars, CSV": ["2024-07-06T10:00:00.000000+0300", "2024-07-06"],
    "duckdb, JSON": ["2024-07-06 10:00:00+03", "2024-07-06"],
    "duckdb, CSV": ["2024-07-06 10:00:00+03", "2024-07-06"],
    "pandas, JSON": [1720249200000, 1720224000000],
    "pandas, JSON, iso": ["2024-07-06T07:00:00.000Z", "2024-07-06T00:00:00.000"],
    "pandas, CSV": ["2024-07-06 10:00:00+03:00", "2024-07-06"],
}
print("as described")
PYTHON
