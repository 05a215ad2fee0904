#!/usr/bin/env bash
# Names of months from Beirut, Algiers and Rabat are no dates, and one of them is today.
#
# Belief: a parser of dates in 200 languages that lists Arabic and Persian reads the dates of Arab and
# Iranian newspapers.
# Seen with dateparser 1.5.0: of the month names used in the Levant and Iraq, Algeria and Tunisia, and
# Morocco none is read, with or without `languages=["ar"]`; the Levantine August without a language gives
# the present moment. A Persian month name gives nothing, and 1403-04-16, a day
# of July 2024 in Iran, is taken for a day of the Gregorian year 1403, even with `languages=["fa"]`.
# What to do: look up month names of the Arab countries before, use the calendar class for Jalali dates,
# and distrust a result within a minute of now.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$folder"
venv/bin/python - <<'PYTHON'
import datetime
import warnings
import dateparser

warnings.simplefilter("ignore")
levant = ["3 كانون الثاني 2024", "2 شباط 2024", "6 نيسان 2024", "6 تموز 2024", "3 تشرين الثاني 2023"]
maghreb = ["6 جويلية 2024", "6 غشت 2024", "6 شتنبر 2024", "6 يوليوز 2024"]
for text in levant + maghreb:
    found = dateparser.parse(text, languages=["ar"]), dateparser.parse(text)
    print(text, found)
    assert found == (None, None)
assert dateparser.parse("6 يوليو 2024", languages=["ar"]) == datetime.datetime(2024, 7, 6)

august = dateparser.parse("5 آب 2024")
print("5 آب 2024", "now" if august else None)
assert abs((august - datetime.datetime.now()).total_seconds()) < 60

iran = dateparser.parse("1403-04-16", languages=["fa"]), dateparser.parse("۱۶ تیر ۱۴۰۳", languages=["fa"])
print("1403-04-16 and the same day in words:", iran)
assert iran == (datetime.datetime(1403, 4, 16), None)
print("as described")
PYTHON
