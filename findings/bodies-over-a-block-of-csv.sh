#!/usr/bin/env bash
# A CSV file with paragraphs in its cells is read while it is small and refused when it grows.
#
# Belief: a reader that takes line ends within quotes takes them in a file of any size.
# Seen with pyarrow 26.0.1, and pandas 3.1.1 with `engine="pyarrow"`: up to one block of 1 MiB such cells
# are read right; beyond it the file is cut at a line end within a cell and the reader fails with a wrong
# number of columns. polars 2.1.0 and duckdb 2.0.1 read the same file whole.
# What to do: `ParseOptions(newlines_in_values=True)`; pandas has no way to pass it, use another engine.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import csv
import duckdb, pandas, polars, pyarrow
import pyarrow.csv


def write(count):
    with open("stories.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "body"])
        for number in range(count):
            rows.writerow([number, "First paragraph.\n\n" + "Second. " * 60])


def attempt(read):
    try:
        return read()
    except Exception as error:
        return type(error).__name__


def readers():
    return {
        "pyarrow": attempt(lambda: pyarrow.csv.read_csv("stories.csv").num_rows),
        "pandas with pyarrow": attempt(
            lambda: len(pandas.read_csv("stories.csv", engine="pyarrow"))),
        "pandas": attempt(lambda: len(pandas.read_csv("stories.csv"))),
        "polars": attempt(lambda: len(polars.read_csv("stories.csv"))),
        "duckdb": attempt(lambda: duckdb.sql("select count(*) from 'stories.csv'").fetchall()[0][0]),
    }


write(100)
small = readers()
print("50 KB:", small)
assert set(small.values()) == {100}
write(6000)
large = readers()
print("3 MB:", large)
assert large == {"pyarrow": "ArrowInvalid", "pandas with pyarrow": "ParserError",
                 "pandas": 6000, "polars": 6000, "duckdb": 6000}
options = pyarrow.csv.ParseOptions(newlines_in_values=True)
assert pyarrow.csv.read_csv("stories.csv", parse_options=options).num_rows == 6000
print("as described")
PYTHON
