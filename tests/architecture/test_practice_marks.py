"""Whatever is printed or written in practice says so: no renderer and no caller can forget it."""

from __future__ import annotations

import ast
from pathlib import Path

import openpyxl
import pytest

from desktop.common.sheet_out import Column, write_sheet

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "desktop").rglob("*.py"))
}
AS_THEY_CAME = {
    "desktop/documents/scanned_pages.py": "pages of a paper, exactly as they lay under the camera",
}
NOT_OURS = {
    "desktop/roster/set_aside.py": "rows of the office's own file, handed back to be mended",
    "desktop/province/printing/sheets.py": "read by the printing office's program; its manifest "
    "says practice",
}


def calls(tree, name):
    """Give the calls of a function, a class or a method of this name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            found = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if found == name:
                yield node


def imports_from_documents(tree, name):
    """Return whether a module has this class from the papers, not another of the same name."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("desktop.documents")
        and any(one.name == name for one in node.names)
        for node in ast.walk(tree)
    )


def contents_with_practice():
    """Return the classes that papers are made from which can say that they are practice."""
    return {
        node.name
        for path, tree in SOURCES.items()
        if path.startswith("desktop/documents/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(field, ast.AnnAssign) and getattr(field.target, "id", "") == "practice"
            for field in node.body
        )
    }


def test_every_renderer_of_pages_prints_the_mark():
    paged = {path for path, tree in SOURCES.items() if any(calls(tree, "next_page"))}
    paged = {path for path in paged if path.startswith("desktop/documents/")}
    assert len(paged) > 9
    unmarked = {path for path in paged if not any(calls(SOURCES[path], "practice_mark"))}
    assert unmarked == set(AS_THEY_CAME) & paged


@pytest.mark.parametrize("name", sorted(contents_with_practice()))
def test_whoever_makes_a_paper_says_whether_it_is_practice(name):
    made = [
        (path, call)
        for path, tree in SOURCES.items()
        if path.startswith("desktop/documents/") or imports_from_documents(tree, name)
        for call in calls(tree, name)
    ]
    assert made, "nobody makes it"
    for path, call in made:
        given = {word.arg for word in call.keywords}
        assert "practice" in given or None in given, f"{path}:{call.lineno}"


def test_every_workbook_can_say_practice():
    makers = {path for path, tree in SOURCES.items() if any(calls(tree, "Workbook"))}
    silent = {
        path
        for path in makers
        if not any(
            isinstance(node, ast.arg) and node.arg == "practice" for node in ast.walk(SOURCES[path])
        )
    }
    assert silent == set(NOT_OURS)


def test_a_sheet_says_practice_on_its_tab_and_on_each_printed_page(tmp_path):
    columns = [Column("Họ và tên", 20)]
    for practice in (True, False):
        target = tmp_path / f"{practice}.xlsx"
        write_sheet(target, "Cây tổ chức", columns, [["Lò Thị Thử"]], practice=practice)
        sheet = openpyxl.load_workbook(target).active
        assert sheet.title.startswith("THỰC HÀNH") == practice
        assert ("THỰC HÀNH" in (sheet.oddHeader.center.text or "")) == practice
        assert [cell.value for cell in sheet["A"]] == ["Họ và tên", "Lò Thị Thử"]
