"""Columns named by hand: kept as a file, found again by their header, never guessed over."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from desktop.cli import roster as commands
from desktop.roster.errors import AmbiguousHeaderError, HeaderNotFoundError, MappingFileError
from desktop.roster.mapping import (
    EXTRA,
    IGNORE,
    ColumnChoice,
    HeaderMapping,
    fingerprint,
    mapping_of,
    read_mapping,
    write_mapping,
)
from desktop.roster.reading.preview import preview_file

STRANGE = "Mã,Người,Mốc 1,Mốc 2,Nhóm\n1,Lò Văn An,12/03/1950,1975,Bản Mẫu\n"
TWO_IDS = "STT,Họ và tên,Số CCCD,Ngày sinh,Số CCCD\n1,Lò Văn An,014050012345,1950,014050054321\n"


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def mapping(*columns: tuple[str, ...]) -> HeaderMapping:
    return HeaderMapping("", tuple(ColumnChoice(*column) for column in columns))


def test_a_header_nobody_knows_is_read_with_a_mapping(tmp_path, clock):
    path = put(tmp_path / "a.csv", STRANGE)
    with pytest.raises(HeaderNotFoundError):
        preview_file(path, clock)
    known = mapping(
        ("Mã", IGNORE),
        ("Người", "full_name"),
        ("Mốc 1", "birth_date"),
        ("Mốc 2", "joined_on"),
        ("Nhóm", "cell"),
    )
    person = preview_file(path, clock, mapping=known).people[0]
    assert person.fields == {
        "full_name": "Lò Văn An",
        "birth_date": "1950-03-12",
        "joined_on": "1975",
        "cell": "Bản Mẫu",
    }
    assert person.extra == {}


def test_a_column_can_be_ignored_or_kept_as_it_is(tmp_path, clock):
    text = "Họ và tên,Ngày sinh,Dân tộc,Điện thoại\nLò Văn An,1950,Thái,0912345678\n"
    known = mapping(("Dân tộc", EXTRA), ("Điện thoại", IGNORE))
    found = preview_file(put(tmp_path / "a.csv", text), clock, mapping=known)
    assert found.people[0].extra == {"Dân tộc": "Thái"}
    assert "phone" not in found.people[0].fields
    assert [column.is_ignored for column in found.source.columns] == [False, False, False, True]


def test_two_columns_alike_are_settled_by_a_mapping(tmp_path, clock):
    path = put(tmp_path / "a.csv", TWO_IDS)
    with pytest.raises(AmbiguousHeaderError):
        preview_file(path, clock)
    known = mapping(("Số CCCD", IGNORE, "C"), ("Số CCCD", "personal_id", "E"))
    assert (
        preview_file(path, clock, mapping=known).people[0].fields["personal_id"] == "014050054321"
    )


def test_columns_that_moved_are_found_again_by_their_header(tmp_path, clock):
    known = mapping(
        ("Người", "full_name", "B"), ("Mốc 1", "birth_date", "C"), ("Nhóm", "cell", "E")
    )
    text = "Nhóm,Mốc 1,Người,Khác\nBản Mẫu,1950,Lò Văn An,x\n"
    found = preview_file(put(tmp_path / "a.csv", text), clock, mapping=known, header_row=1)
    assert found.people[0].fields["full_name"] == "Lò Văn An"
    assert found.people[0].fields["cell"] == "Bản Mẫu"


def test_a_list_without_any_header(tmp_path, clock):
    path = put(tmp_path / "a.csv", "1,Lò Văn An,12/03/1950\n2,Giàng A Páo,1951\n")
    known = mapping(("", "full_name", "B"), ("", "birth_date", "C"))
    found = preview_file(path, clock, mapping=known, header_row=0)
    assert [row.fields["birth_date"] for row in found.people] == ["1950-03-12", "1951"]
    assert found.source.header_rows == ()
    assert found.source.not_data == {}


def test_the_header_row_can_be_said(tmp_path, clock):
    text = (
        "Họ và tên,Ngày sinh,Chi bộ,Dân tộc\nHọ tên,Năm sinh,Chi bộ,Dân tộc\nLò Văn An,1950,Mẫu,\n"
    )
    found = preview_file(put(tmp_path / "a.csv", text), clock, header_row=2)
    assert found.source.header_rows == (2,)
    assert found.source.not_data == {"letterhead": 1, "header": 1}


def test_samples_show_the_first_different_values(tmp_path, clock):
    rows = "".join(f"Lò Văn An,{1950 + i % 7},Thái,\n" for i in range(20))
    found = preview_file(put(tmp_path / "a.csv", f"Họ và tên,Năm sinh,Dân tộc,\n{rows}"), clock)
    by_field = {column.field: column.samples for column in found.source.columns}
    assert by_field["birth_date"] == ("1950", "1951", "1952", "1953", "1954")
    assert by_field["ethnicity"] == ("Thái",)
    assert len(found.source.columns) == 3  # no header and no value is no column


def test_what_was_understood_goes_to_a_file_and_reads_the_same(tmp_path, clock):
    path = put(tmp_path / "a.csv", "STT,Họ và tên,Ngày sinh,Trình độ\n1,Lò Văn An,1950,12/12\n")
    first = preview_file(path, clock)
    write_mapping(tmp_path / "m.json", mapping_of(first.source))
    kept = read_mapping(tmp_path / "m.json")
    assert kept.header_fingerprint == first.source.fingerprint
    assert kept == mapping_of(first.source)
    assert preview_file(path, clock, mapping=kept) == first


class Printed:
    """What a command was asked to print; a preview opens no profile."""

    data: dict[str, object]

    def emit(self, data: dict[str, object], _text: str) -> None:
        self.data = data


def run(*words: object) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers(required=True))
    args = parser.parse_args(["roster", "preview", *map(str, words)])
    printed = Printed()
    assert args.handler(args, printed) == commands.FINE
    return printed.data


def test_the_command_line_writes_and_uses_a_mapping(tmp_path):
    path = put(tmp_path / "a.csv", "Họ và tên,Ngày sinh,Dân tộc\nLò Văn An,1950,Thái\n")
    target = tmp_path / "m.json"
    run(path, "--write-mapping", target)
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["format"] == 1
    assert data["columns"][2] == {"header": "Dân tộc", "field": "ethnicity", "column": "C"}
    data["columns"][2]["field"] = "village"
    target.write_text(json.dumps(data), encoding="utf-8")
    shown = run(path, "--mapping", target)
    assert shown["people"][0]["village"] == "Thái"
    assert shown["mapping"]["village"] == "Dân tộc"


def test_fingerprints_look_at_words_only():
    one = fingerprint(["STT", "Họ và tên", "Số CCCD (12 số)"])
    assert one == fingerprint(["stt", "HỌ VÀ  TÊN", "Số CCCD"])
    assert one != fingerprint(["Họ và tên", "STT", "Số CCCD"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2, "columns": []}',
        '{"format": 1, "columns": {}}',
        '{"format": 1, "columns": [1]}',
        '{"format": 1, "columns": [{"header": "A", "field": "shoe_size"}]}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_mapping(tmp_path, text):
    with pytest.raises(MappingFileError) as caught:
        read_mapping(put(tmp_path / "m.json", text))
    assert caught.value.advice


def test_a_mapping_that_is_not_there_or_too_long(tmp_path):
    with pytest.raises(MappingFileError):
        read_mapping(tmp_path / "m.json")
    with pytest.raises(MappingFileError):
        read_mapping(put(tmp_path / "m.json", " " * (2**20 + 1)))
