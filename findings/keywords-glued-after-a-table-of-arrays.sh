#!/usr/bin/env bash
# Keywords that went from Parquet through pandas to CSV come back as one word, and many of them as few.
#
# Belief: a list in a cell of pandas' CSV is a Python list, which `ast.literal_eval` reads back.
# Seen with pandas 3.1.1 with pyarrow 26.0.1: a column of lists that was read from Parquet holds arrays,
# which are printed without commas. Python joins strings that stand beside each other, so that
# ['ferry' 'night boat'] is the one keyword 'ferrynight boat', without an error. Lists that were made in Python
# have commas and come back whole, so a test with a data frame made by hand shows nothing. Of a list of more
# than a thousand only the first and last three are in the file, around three dots.
# What to do: write lists as JSON before to_csv, or read such cells with a reader that knows both.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import ast
import numpy
import pandas

stories = {
    "id": ["a", "b", "c"],
    "keywords": [["ferry", "night boat"], ["عبّارة", "ميناء"], [f"k{n}" for n in range(1200)]],
}
table = pandas.DataFrame(stories)
table.to_csv("made.csv", index=False)
table.to_parquet("stories.parquet")
pandas.read_parquet("stories.parquet").to_csv("read.csv", index=False)


def cells(name):
    return list(pandas.read_csv(name)["keywords"])


made = [ast.literal_eval(cell) for cell in cells("made.csv")]
*short, long = cells("read.csv")
print("NumPy", numpy.__version__)
print("made in Python:", made[:2], len(made[2]))
print("read from Parquet:", [ast.literal_eval(cell) for cell in short], long)
assert made == stories["keywords"]
assert [ast.literal_eval(cell) for cell in short] == [["ferrynight boat"], ["عبّارةميناء"]]
assert long == "['k0' 'k1' 'k2' ... 'k1197' 'k1198' 'k1199']"
print("as described")
PYTHON
