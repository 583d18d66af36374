"""What a proof measured gets into its own section of the report and nowhere else."""

from __future__ import annotations

import pytest

from installer.console import BuildError, megabytes
from installer.report import FILE, replace_section, table


def test_a_section_is_replaced_and_the_rest_stays(tmp_path):
    file = tmp_path / "proof.md"
    file.write_text(
        "top\n<!-- proof:a -->\nold\n<!-- end:a -->\n<!-- proof:b -->\nB\n<!-- end:b -->\n", "utf-8"
    )
    replace_section("a", "new \\1\n", file)
    assert file.read_text("utf-8") == (
        "top\n<!-- proof:a -->\nnew \\1\n<!-- end:a -->\n<!-- proof:b -->\nB\n<!-- end:b -->\n"
    )
    with pytest.raises(BuildError):
        replace_section("c", "x", file)


@pytest.mark.parametrize("name", ["debian-bookworm", "debian-trixie", "windows", "windows-small"])
def test_the_report_has_a_section_for_each_platform(name):
    text = FILE.read_text("utf-8")
    assert text.count(f"<!-- proof:{name} -->") == text.count(f"<!-- end:{name} -->") == 1


def test_a_table_has_a_row_for_each():
    assert table(("A", "B"), [("1", "2")]) == "| A | B |\n|---|---|\n| 1 | 2 |"


def test_sizes_are_in_millions_of_bytes():
    assert megabytes(151_400_000) == "151.4 MB"
