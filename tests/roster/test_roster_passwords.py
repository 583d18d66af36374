"""Locked workbooks: opened in memory with the right password, and asked for without one."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from desktop.roster.errors import PasswordNeededError
from desktop.roster.reading.preview import preview_file


def locked(path: Path, password: str) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    book = openpyxl.Workbook()
    for row in (["STT", "Họ và tên", "Ngày sinh", "Chi bộ"], [1, "Lò Văn An", 1950, "Bản Mẫu"]):
        book.active.append(row)
    plain = io.BytesIO()
    book.save(plain)
    with path.open("wb") as target:
        OOXMLFile(plain).encrypt(password, target)
    return path


def test_without_a_password_it_is_asked_for(tmp_path, clock):
    with pytest.raises(PasswordNeededError, match="mật khẩu") as caught:
        preview_file(locked(tmp_path / "a.xlsx", "Bí mật 1"), clock)
    assert caught.value.code == "QTN-214"


def test_a_wrong_password_is_said_so(tmp_path, clock):
    with pytest.raises(PasswordNeededError, match="chưa đúng") as caught:
        preview_file(locked(tmp_path / "a.xlsx", "Bí mật 1"), clock, password="bí mật 1")
    assert caught.value.code == "QTN-262"


def test_the_right_password_opens_it(tmp_path, clock):
    path = locked(tmp_path / "a.xlsx", "Bí mật 1")
    before = sorted(tmp_path.iterdir())
    found = preview_file(path, clock, password="Bí mật 1")
    assert [row.fields["full_name"] for row in found.people] == ["Lò Văn An"]
    # The open copy was never on the disk.
    assert sorted(tmp_path.iterdir()) == before


def test_the_password_everybody_knows_is_not_asked_for(tmp_path, clock):
    found = preview_file(locked(tmp_path / "a.xlsx", "VelvetSweatshop"), clock)
    assert len(found.people) == 1
