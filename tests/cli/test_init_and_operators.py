"""A counter made silently from a file, and its people kept by commands: real processes."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli.init_file import SetupFileError, read_setup_file
from desktop.cli.main import build_parser, run_command
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.security.keystore import MemoryKeyring
from desktop.security.views import Role
from desktop.wiring import Adapters, open_services
from tests.cli.test_commands import qtn

OUTSIDE = Adapters(keystore=MemoryKeyring())
HUONG, TOI, MY = "Lò Thị Hương", "Đinh Văn Tới", "Sùng Thị Mỷ"
PLAN = {
    "format": 1,
    "commune": "06982",
    "commune_name": "Mường Thử",
    "station": "TN01",
    "recovery": "ma.txt",
    "operators": [
        {"name": HUONG, "role": "administrator"},
        {"name": TOI, "role": "clerk", "pin": "482913"},
        {"name": MY, "role": "inspector", "password": "Ban lang 2025!"},
    ],
    "settings": {"lock_after": "10", "receipt_copies": 1},
}


def written(folder: Path, plan: object) -> Path:
    file = folder / "quay.json"
    text = plan if isinstance(plan, str) else json.dumps(plan, ensure_ascii=False)
    file.write_text(text, "utf-8-sig")
    return file


@pytest.fixture(scope="module")
def plain_counter(tmp_path_factory) -> Path:
    """A counter made once from the file."""
    folder = tmp_path_factory.mktemp("counter")
    qtn("init", "--data", folder / "data", "--from", written(folder, PLAN))
    return folder


def operator(capsys, folder: Path, *arguments: object) -> tuple[int, dict]:
    """Run one command on the counter of a folder, without paying for a process."""
    args = build_parser().parse_args(["operator", *map(str, arguments), "--json"])
    rc = run_command(args, lambda _: open_services(folder / "data", folder / "ma.txt", OUTSIDE))
    return rc, json.loads(capsys.readouterr().out)


def problems(folder: Path, **changes: object) -> dict[str, str]:
    with pytest.raises(SetupFileError) as caught:
        read_setup_file(written(folder, {**PLAN, **changes}))
    assert f"có {len(caught.value.problems)} chỗ" in caught.value.title
    assert all(one.told() in caught.value.advice for one in caught.value.problems)
    return {one.place: one.said for one in caught.value.problems}


def test_a_file_makes_a_counter_with_its_people(tmp_path):
    file = written(tmp_path, PLAN)
    data = tmp_path / "data"
    rc, out, err = qtn("init", "--data", data, "--from", file, "--json")
    assert rc == 0, err
    told = json.loads(out)
    assert told["first_pins"] == []  # they are on paper
    assert [one["role"] for one in told["operators"]] == ["administrator", "clerk", "inspector"]
    (page,) = PdfReader(told["sheet"]).pages
    pin = next(word for word in page.extract_text().split() if len(word) == 6 and word.isdigit())
    assert pin not in out + err
    assert "482913" not in page.extract_text()
    services = open_services(data, tmp_path / "ma.txt", OUTSIDE)
    try:
        people = {one.full_name: one for one in services.login.active()}
        assert {name: one.role for name, one in people.items()} == {
            HUONG: Role.ADMINISTRATOR,
            TOI: Role.CLERK,
            MY: Role.INSPECTOR,
        }
        for name, secret in ((HUONG, pin), (TOI, "482913"), (MY, "Ban lang 2025!")):
            assert services.login.log_in(people[name].id, secret).must_change
        assert services.security.audit_verify().ok
    finally:
        services.close()
    rc, out, err = qtn("init", "--data", data, "--from", file, "--json")
    assert rc == 1  # recovery file and sheet are there already
    places = [one["place"] for one in json.loads(out)["error"]["problems"]]
    assert places == ["recovery", "recovery"]


def test_every_mistake_is_named_at_once(tmp_path):
    found = problems(
        tmp_path,
        format=2,
        commune="12",
        station="quầy 1",
        province="khong-co.qtp",
        colour="red",
        settings={"lock_after": "7", "receipt_copies": 9, "no_such": 1, "office_name": 5},
        operators=[
            {"name": "", "role": "boss", "pin": "1111"},
            {"name": TOI, "role": "clerk", "pin": "4711", "password": "Ban lang 2025!"},
            {"name": TOI.upper(), "role": "clerk", "hobby": "chess"},
            "Sùng Thị Mỷ",
        ],
    )
    assert set(found) == {
        "format",
        "colour",
        "commune",
        "station",
        "province",
        "operators[1].name",
        "operators[1].role",
        "operators[1].pin",
        "operators[2]",
        "operators[3].hobby",
        "operators[3].name",
        "operators[4]",
        "settings.lock_after",
        "settings.receipt_copies",
        "settings.no_such",
        "settings.office_name",
    }
    assert "“10”" in found["settings.lock_after"]
    assert "từ 1 đến 4" in found["settings.receipt_copies"]


def test_a_counter_needs_an_administrator_and_the_sheet_has_room_for_some(tmp_path):
    clerks = [{"name": f"Người {n}", "role": "clerk"} for n in range(13)]
    assert "administrator" in problems(tmp_path, operators=clerks[:1])["operators"]
    many = [*clerks, {"name": HUONG, "role": "administrator"}]
    assert "12" in problems(tmp_path, operators=many)["operators"]
    assert read_setup_file(written(tmp_path, {**PLAN, "operators": []})).operators == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 5000])
def test_what_is_no_plan_is_refused(tmp_path, text):
    with pytest.raises(InputFileError):
        read_setup_file(written(tmp_path, text))
    with pytest.raises(InputFileError):
        read_setup_file(tmp_path / "missing.json")


def test_nothing_is_left_when_the_file_is_wrong(tmp_path):
    file = written(tmp_path, {**PLAN, "commune": "1", "settings": {"x": 1}})
    rc, out, err = qtn("init", "--data", tmp_path / "data", "--from", file)
    assert (rc, out) == (1, "")
    assert "có 2 chỗ" in err
    assert "- dòng 1, commune: Mã xã “1” chưa đúng dạng." in err
    assert "- dòng 1, settings.x: không có cài đặt này" in err
    assert not (tmp_path / "data").exists()
    rc, _, err = qtn("init", "--data", tmp_path / "data", "--from", file, "--commune", "06982")
    assert rc == 2
    assert "--file" in err


def test_people_are_kept_by_commands(tmp_path, plain_counter, capsys):
    data, code = tmp_path / "data", tmp_path / "ma.txt"
    shutil.copytree(plain_counter / "data", data)
    shutil.copy(plain_counter / "ma.txt", code)
    run = partial(operator, capsys, tmp_path)
    rc, made = run("add", "Vừ A Dơ", "--role", "supervisor")
    assert (rc, made["role"], len(made["pin"])) == (0, "supervisor", 6)
    rc, refused = run("end", HUONG)
    assert (rc, refused["error"]["code"]) == (1, "QTN-382")
    pin_file = tmp_path / "pin.txt"
    pin_file.write_text("8642\n", "utf-8")
    rc, rescued = run("rescue", HUONG, "--code", code, "--pin-file", pin_file)
    assert (rc, rescued["pin"]) == (0, None)
    old_file, new_file = tmp_path / "cu.txt", tmp_path / "moi.txt"
    old_file.write_text("000111\n", "utf-8")
    new_file.write_text("975318\n", "utf-8")
    files = ("--old-file", old_file, "--pin-file", new_file)
    rc, refused = run("pin", TOI, *files)
    assert (rc, refused["error"]["code"]) == (1, "QTN-314")
    old_file.write_text("482913\n", "utf-8")
    rc, changed = run("pin", TOI, *files)
    assert (rc, changed["name"]) == (0, TOI)
    assert "975318" not in json.dumps(changed)
    rc, refused = run("pin", TOI, "--old-file", new_file, "--pin-file", new_file)
    assert (rc, refused["error"]["code"]) == (1, "QTN-384")
    rc, listed = run("list")
    assert [(one["name"], one["role"]) for one in listed["operators"]][-1] == (
        "Vừ A Dơ",
        "supervisor",
    )
    services = open_services(data, code, OUTSIDE)
    try:
        people = {one.full_name: one.id for one in services.login.active()}
        assert not services.login.log_in(people[HUONG], "8642").must_change
        assert services.login.log_in(people["Vừ A Dơ"], made["pin"]).must_change
        assert not services.login.log_in(people[TOI], "975318").must_change
        with pytest.raises(NotAllowedError):
            services.login.log_in(people[TOI], "482913")
    finally:
        services.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("role", TOI, "--role", "boss"), "QTN-381"),
        (("reset", "Không Ai"), "QTN-388"),
        (("reset", TOI, "--pin-file", "missing.txt"), "QTN-200"),
        (("rescue", TOI, "--code", "ma.txt"), "QTN-385"),
        (("rescue", HUONG, "--code", "quay.json"), "QTN-200"),
    ],
)
def test_what_commands_refuse(plain_counter, capsys, monkeypatch, arguments, code):
    monkeypatch.chdir(plain_counter)
    rc, told = operator(capsys, plain_counter, *arguments)
    assert (rc, told["error"]["code"]) == (1, code)
