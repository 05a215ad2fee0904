#!/usr/bin/env bash
# Plain values of front matter are other values in the next YAML reader.
#
# Belief: a slug, a time or an identifier needs no quotation marks in front matter.
# Seen with PyYAML 6.0.4 (YAML 1.1) and ruamel.yaml 0.19.1 (YAML 1.2): `10:30` is 630 or a text, the
# Norwegian tag `no` false or a text, an identifier such as `123e4567` a text or infinity, `0o17` a text or
# 15, `017` 15 or 17. Both take `1_000` for a number, which YAML 1.2 does not.
# What to do: write every text of front matter in quotation marks.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.4 ruamel.yaml==0.19.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import yaml
from ruamel.yaml import YAML

values = ["10:30", "no", "123e4567", "0o17", "017", "1_000"]
text = "".join(f"v{index}: {value}\n" for index, value in enumerate(values))
first, second = yaml.safe_load(text), YAML(typ="safe").load(text)
seen = {value: (first[f"v{i}"], second[f"v{i}"]) for i, value in enumerate(values)}
for value, pair in seen.items():
    print(f"{value}: {pair[0]!r} {pair[1]!r}")
assert seen == {
    "10:30": (630, "10:30"), "no": (False, "no"), "123e4567": ("123e4567", float("inf")),
    "0o17": ("0o17", 15), "017": (15, 17), "1_000": (1000, 1000)}
quoted = "".join(f'v{index}: "{value}"\n' for index, value in enumerate(values))
assert list(yaml.safe_load(quoted).values()) == values
assert list(YAML(typ="safe").load(quoted).values()) == values
print("as described")
PYTHON
