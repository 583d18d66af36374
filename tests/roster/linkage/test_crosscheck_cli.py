from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import roster as commands
from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.storage.unit_of_work import Store
from tests.roster.linkage.pairs import make_pair

K = FieldKey
_HEADERS = {
    K.FULL_NAME: "Họ và tên",
    K.BIRTH_DATE: "Ngày sinh",
    K.SEX: "Giới tính",
    K.PERSONAL_ID: "Số CCCD",
    K.OLD_ID: "Số CMND cũ",
    K.VILLAGE: "Bản",
    K.RESIDENCE: "Nơi thường trú",
}


def write(path: Path, rows: list[dict[FieldKey, str]]) -> Path:
    """Write rows as a commune would: dates day first, sexes in words."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["STT", *_HEADERS.values()])
        for place, row in enumerate(rows, start=1):
            said = dict(row)
            said[K.BIRTH_DATE] = "/".join(reversed(row.get(K.BIRTH_DATE, "").split("-")))
            said[K.SEX] = {"male": "Nam", "female": "Nữ", "": ""}[row.get(K.SEX, "")]
            out.writerow([place, *(said.get(key, "") for key in _HEADERS)])
    return path


@dataclass
class Services:
    store: Store


@dataclass
class Context:
    opened: Store | None = None
    said: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def services(self) -> Services:
        assert self.opened is not None, "this command needs no profile"
        return Services(self.opened)

    def emit(self, data: dict[str, Any], text: str) -> None:
        json.dumps(data)
        self.said.append((data, text))


def run(context: Context, *words: str) -> tuple[int, dict[str, Any], str]:
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["roster", *words])
    code = args.handler(args, context)
    return (code, *context.said[-1])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    pair = make_pair(77, 200, 1_000)
    mine = write(folder / "danh sách.csv", pair.members)
    return pair, str(mine), str(write(folder / "dân cư.csv", pair.others))


def test_two_files_without_a_store(files):
    pair, mine, theirs = files
    code, data, text = run(
        Context(), "crosscheck", theirs, "--list", mine, "--source", "population", "--json"
    )
    assert code == 0
    assert set(data) == {"source", "weights", "counts", "pairs", "unmatched"}
    assert data["source"] == "population"
    # Row 1 is the header; places count from 0.
    truth = {one + 2: two + 2 for one, two in pair.truth.items()}
    found = {one["member_row"]: one["other_row"] for one in data["pairs"]}
    assert all(set(one) == {"member_row", "other_row", "zone", "weight"} for one in data["pairs"])
    right = sum(truth.get(one) == two for one, two in found.items())
    assert 2 * right / (len(found) + len(truth)) >= 0.98
    assert all(truth.get(p["member_row"]) == p["other_row"] for p in data["pairs"]
               if p["zone"] == "same")  # fmt: skip
    # Every row of both files is in a pair or among the unmatched, once: also those whose number
    # somebody else has, which an import would set aside.
    lone_mine = [one["member_row"] for one in data["unmatched"] if "member_row" in one]
    lone_theirs = [one["other_row"] for one in data["unmatched"] if "other_row" in one]
    assert sorted([*found, *lone_mine]) == list(range(2, 202))
    assert sorted([*found.values(), *lone_theirs]) == list(range(2, 1_002))
    assert str(len(lone_mine)) in text
    assert data["counts"]["same"] + data["counts"]["ask"] == len(found)


def test_reasons_are_given_when_asked(files):
    _pair, mine, theirs = files
    _code, data, _text = run(Context(), "crosscheck", theirs, "--list", mine, "--reasons")
    lines = data["pairs"][0]["reasons"]
    assert {"family", "given"} <= {line["fact"] for line in lines}
    assert all(set(line) == {"fact", "verdict", "weight"} for line in lines)


def test_the_list_of_the_store_is_compared(roster, store, files, tmp_path):
    pair, _mine, _theirs = files
    people = [pair.members[n] for n in sorted(pair.truth)[:5]]
    ids = []
    for person in people:
        fields = {key: text for key, text in person.items() if key is not K.PERSONAL_ID}
        view = roster.add_outside(fields, status=MemberStatus.TEMPORARY_RESIDENT, actor="a")
        ids.append(str(view.member_id))
    again = write(tmp_path / "again.csv", people)
    code, data, _text = run(Context(store), "crosscheck", str(again), "--source", "member-file")
    assert code == 0
    assert {one["member_id"]: one["other_row"] for one in data["pairs"]} == dict(
        zip(ids, range(2, 7), strict=True)
    )
    assert run(Context(store), "duplicates")[1]["pairs"] == []


def test_people_listed_twice_are_found(files, tmp_path):
    pair, _mine, _theirs = files
    rows = [*pair.members, {**pair.members[3], K.BIRTH_DATE: "1950"}, pair.members[9]]
    listed = write(tmp_path / "twice.csv", rows)
    code, data, text = run(Context(), "duplicates", "--list", str(listed))
    assert code == 0
    found = {tuple(one["member_rows"]): one["zone"] for one in data["pairs"]}
    assert {(5, 202), (11, 203)} <= set(found)
    assert found[5, 202] == "ask"
    assert "200" in text or "202" in text


def test_a_file_that_is_no_list(tmp_path, files):
    _pair, mine, _theirs = files
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserFacingError):
        run(Context(), "crosscheck", str(wrong), "--list", mine)
    with pytest.raises(UserFacingError):
        run(Context(), "duplicates", "--list", str(tmp_path / "none.csv"))
    with pytest.raises(SystemExit):
        run(Context(), "crosscheck", mine, "--list", mine, "--source", "rumour")
