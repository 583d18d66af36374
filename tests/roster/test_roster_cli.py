from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.cli import roster as commands
from desktop.common.errors import InputFileError
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.errors import HeaderNotFoundError, ImportStandsError
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.service import RosterService

LIST = (
    "STT,Họ và tên,Ngày sinh,Số CCCD\n1,Giàng A Páo,23/03/1978,014078012345\n2,,1950,014050012345\n"
)


@dataclass
class Services:
    roster: RosterService
    imports: RosterImports
    people: RosterPeople
    eligibility: EligibilityService


@dataclass
class Context:
    """The command line's own part, keeping what it was asked to print."""

    roster: RosterService | None
    said: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def services(self) -> Services:
        assert self.roster is not None
        store, clock = self.roster._store, self.roster._clock
        forget = self.roster.forget_index
        return Services(
            self.roster,
            RosterImports(store, clock, on_change=forget),
            RosterPeople(store, clock, on_change=forget),
            EligibilityService(store, clock),
        )

    def emit(self, data: dict[str, Any], text: str) -> None:
        json.dumps(data)
        self.said.append((data, text))


def run(context: Context, *words: str) -> tuple[int, dict[str, Any], str]:
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["roster", *words])
    code = args.handler(args, context)
    return (code, *context.said[-1])


@pytest.fixture
def list_file(tmp_path: Path) -> str:
    path = tmp_path / "danh sách.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_import_then_search_then_rows_set_aside(roster, list_file, tmp_path):
    context = Context(roster)
    code, data, text = run(context, "import", list_file)
    assert code == 0
    assert set(data) == {
        "import_id", "dry_run", "file", "sha256", "sheet", "encoding", "header_rows", "mapping",
        "counts", "not_data", "problems", "set_aside", "messages", "difference",
    }  # fmt: skip
    assert data["difference"] is None
    assert data["counts"] == {
        "source_rows": 3, "imported": 1, "new": 1, "changed": 0, "unchanged": 0, "gone": 0,
        "set_aside": 1, "not_data": 1, "with_problems": 0,
    }  # fmt: skip
    assert "1 người mới" in text
    assert "Dòng 3: Dòng không có họ tên." in text

    code, data, text = run(context, "search", "giang", "--json")
    assert (code, data["total"], data["by"]) == (0, 1, "name")
    assert data["rows"][0]["full_name"] == "Giàng A Páo"
    assert "014078012345" not in json.dumps(data) + text

    target = tmp_path / "out" / "cần sửa.xlsx"
    code, data, _text = run(context, "set-aside", "--to", str(target))
    assert (code, data) == (0, {"file": str(target), "rows": 1})
    assert openpyxl.load_workbook(target).active.max_row == 2


def test_a_dry_run_says_so_and_stores_nothing(roster, list_file):
    code, data, text = run(Context(roster), "import", list_file, "--dry-run")
    assert (code, data["dry_run"], data["import_id"]) == (0, True, None)
    assert "chưa lưu" in text
    assert data["difference"] == {
        "new": [{"row": 2, "full_name": "Giàng A Páo"}], "changed": [], "unchanged": 0, "gone": [],
    }  # fmt: skip
    assert roster.counts().total == 0


def test_preview_needs_no_profile(list_file):
    code, data, text = run(Context(None), "preview", list_file, "--json")
    assert (code, data["counts"]["people"]) == (0, 1)
    assert set(data) == {
        *("file", "sha256", "sheet", "sheets", "header_rows", "mapping", "encoding", "counts"),
        *("not_data", "people", "set_aside", "messages"),
    }
    (person,) = data["people"]
    assert {"row", "full_name", "birth_date", "birth_precision", "status", "problems"} <= set(
        person
    )
    assert "Họ và tên → full_name" in text


def test_a_search_that_finds_nobody_is_an_answer(roster):
    assert run(Context(roster), "search", "zzzz")[:2] == (
        0,
        {"total": 0, "by": "none", "rows": []},
    )


def test_rows_set_aside_before_any_import(roster, tmp_path):
    code, data, _text = run(Context(roster), "set-aside", "--to", str(tmp_path / "a.xlsx"))
    assert (code, data["file"]) == (1, None)
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_that_is_no_list_is_an_error_with_words(roster, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(HeaderNotFoundError):
        run(Context(roster), "import", str(path))


def test_a_newer_list_from_the_command_line_is_taken_by_choice_and_back(
    roster, list_file, tmp_path
):
    context = Context(roster)
    first = run(context, "import", list_file)[1]["import_id"]
    newer = tmp_path / "mới.csv"
    newer.write_text(
        "STT,Họ và tên,Ngày sinh,Số CCCD\n1,Lò Văn An,1980,014080012345\n2,Lò Văn Ín,1981,\n",
        encoding="utf-8",
    )
    code, data, _text = run(
        context, "import", str(newer), "--leave-row", "3", "--gone", "moved", "--json"
    )
    assert (code, data["counts"]["new"], data["counts"]["set_aside"]) == (0, 1, 1)
    assert roster.search("giang a pao").rows[0].status.value == "moved"
    second = data["import_id"]

    _code, data, text = run(context, "history", "--json")
    assert [one["import_id"] for one in data["imports"]] == [second, first]
    assert "mới.csv" in text
    with pytest.raises(ImportStandsError):
        run(context, "undo", first)
    code, data, _text = run(context, "undo", second)
    assert (code, data["restored"], data["retired"]) == (0, 1, 1)
    assert roster.search("giang a pao").rows[0].status.value == "official"
    _code, data, text = run(context, "history")
    assert data["imports"][0]["undone_by"] == "command-line"
    assert "(đã hoàn tác)" in text


def test_an_import_that_is_no_id_is_wrong_usage(roster):
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["roster", "undo", "không phải mã"])
    assert args.handler(args, Context(roster)) == 2


def test_the_whole_list_goes_out_and_in_again_unchanged(roster, list_file, tmp_path):
    context = Context(roster)
    run(context, "import", list_file)
    target = tmp_path / "cả danh sách.xlsx"
    code, data, _text = run(context, "export", "--to", str(target), "--json")
    assert (code, data) == (0, {"file": str(target), "people": 1})
    counts = run(context, "import", str(target), "--dry-run")[1]["counts"]
    assert (counts["imported"], counts["unchanged"], counts["gone"]) == (1, 1, 0)


def test_everybody_outside_the_denominator_is_counted_with_the_reason(roster, tmp_path):
    context = Context(roster)
    file = tmp_path / "ds.csv"
    rows = "1,Giàng A Páo,1978,Chính thức\n2,Lò Thị Bun,1999,Dự bị\n3,Hà Văn Ín,1950,Đã mất\n"
    file.write_text("STT,Họ và tên,Năm sinh,Tình trạng\n" + rows, encoding="utf-8")
    run(context, "import", str(file))
    code, data, text = run(context, "outside", "--json")
    assert (code, data["on_list"], data["eligible"], data["file"]) == (0, 3, 1, None)
    assert {one["status"] for one in data["left_out"]} == {"probationary", "deceased"}
    assert sum(data["reasons"].values()) == len(data["left_out"]) == 2
    assert text.startswith("3 trong danh sách = 1 đủ điều kiện + 2 không thuộc diện")
    assert "Lò Thị Bun" not in json.dumps(data, ensure_ascii=False)  # people by id only
    target = tmp_path / "ngoài diện.xlsx"
    _code, data, text = run(context, "outside", "--to", str(target))
    assert data["file"] == str(target)
    names = {row[1] for row in openpyxl.load_workbook(target).active.values}
    assert {"Lò Thị Bun", "Hà Văn Ín"} <= names


def test_a_mapping_file_and_a_header_row_reach_the_reader(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\nGiàng A Páo,1978\n", encoding="utf-8")
    mapping = tmp_path / "cột.json"
    columns = [{"header": "x", "field": "full_name"}, {"header": "y", "field": "birth_date"}]
    mapping.write_text(json.dumps({"format": 1, "columns": columns}), encoding="utf-8")
    words = ("preview", str(path), "--mapping", str(mapping), "--header-row", "1")
    _code, data, _text = run(Context(None), *words)
    assert data["people"][0]["birth_date"] == "1978"


def test_a_password_file_that_is_not_there_is_an_error_with_words(list_file, tmp_path):
    missing = str(tmp_path / "khong-co.txt")
    with pytest.raises(InputFileError):
        run(Context(None), "preview", list_file, "--password-file", missing)
