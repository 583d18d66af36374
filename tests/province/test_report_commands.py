"""The commands of the report and of printing, as a script drives them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import province as commands
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.province.desk import create_desk, open_desk
from desktop.province.reporting.settings import DeskSettingError
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from tests import factories
from tests.province.report_data import Commune, fill


@pytest.fixture
def run(tmp_path, capsys):
    """Run `province …` on a desk with three records; return (exit code, answer)."""
    code_file, keyring = tmp_path / "ma.txt", MemoryKeyring()
    profile = Profile(tmp_path / "tinh")
    create_desk(
        profile,
        province="14",
        name="Tỉnh thử",
        keystore=keyring,
        clock=factories.clock(),
        recovery_file=code_file,
    )
    desk = open_desk(profile, keyring, None, factories.clock())
    one = Commune(
        "MT02", "03862", "xã Mường Thử", {"counter": 2, "home": 1}, document={"fields": {}}
    )
    fill(desk.data, [one])
    desk.close()

    def go(*words: object) -> tuple[int, Any]:
        parser = argparse.ArgumentParser()
        parser.add_argument("--data", type=Path)
        parser.add_argument("--unlock-with", type=Path)
        commands.add_parser(parser.add_subparsers())
        line = ["--data", profile.folder, "--unlock-with", code_file, "province", *words]
        args = parser.parse_args(list(map(str, line)))
        code = args.handler(args, CliContext(args, lambda _args: None))
        out = capsys.readouterr().out
        return code, json.loads(out) if "--json" in words else out

    return go


def test_report_by_commands(run, tmp_path) -> None:
    (tmp_path / "dv.csv").write_text("Mã;Đủ điều kiện\n03862;4\n", encoding="utf-8-sig")
    code, taken = run("eligible", tmp_path / "dv.csv", "--json")
    assert (code, taken["changed"], taken["units"][0]["eligible"]) == (OK, 1, 4)
    assert "03862" in run("eligible")[1]
    code, values = run("settings", "rounding=truncate", "decimals=2", "--json")
    assert (values["rounding"], values["decimals"]) == ("truncate", 2)
    with pytest.raises(DeskSettingError):
        run("settings", "rounding")
    files = [tmp_path / f"bc{end}" for end in (".pdf", ".xlsx", ".json")]
    out = [word for path in files for word in ("--out", path)]
    code, report = run("report", *out, "--json")
    assert (code, report["total"]["percent"], report["records"]) == (OK, 75.0, 3)
    assert report["communes"][0] == {
        "commune_code": "03862", "channel": "counter", "records": 2, "accepted": 2
    }  # fmt: skip
    assert report["files"] == [str(path) for path in files]
    assert json.loads(files[2].read_text(encoding="utf-8"))["total"] == report["total"]
    assert files[0].read_bytes().startswith(b"%PDF")
    text = run("report")[1]
    assert "Cộng: đủ điều kiện 4, đã nhận 3, tỷ lệ 75,00%" in text


def test_printing_by_commands(run, tmp_path) -> None:
    code, made = run("transfer", "--to", tmp_path, "--clear", "--format", "csv", "--json")
    assert (code, made["transfer"]["records"], made["ready"], made["sent"]) == (OK, 3, 0, 3)
    assert run("transfer", "--to", tmp_path, "--clear", "--json")[1]["transfer"] is None
    code, again = run("transfer", "--to", tmp_path / "x", "--clear", "--again", "1", "--json")
    assert again["transfer"]["sha256"] == made["transfer"]["sha256"]
    assert "không niêm phong" in run("transfer", "--to", tmp_path, "--clear", "--again", 1)[1]
    result = tmp_path / "kq.csv"
    result.write_text(
        "Số biên nhận;Số thẻ mới;Kết quả\nMT02-000000;001400000001;Đã in\nMT02-000009;;Lỗi\n",
        encoding="utf-8-sig",
    )
    code, seen = run("printed", result, "--dry-run", "--json")
    assert (code, seen["printed"], seen["dry_run"]) == (MUST_ACT, 1, True)
    code, taken = run("printed", result, "--json")
    assert [row["row"] for row in taken["aside"]] == [3]
    assert "đã nhập từ trước" in run("printed", result)[1]
    code, cards = run("cards", "--to", tmp_path / "the", "--json")
    assert [(one["station"], one["printed"], one["waiting"]) for one in cards["files"]] == [
        ("MT02", 1, 2)
    ]
