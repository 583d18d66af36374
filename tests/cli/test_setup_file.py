"""The file of a roll-out: every mistake with its line, all at once; where a computer keeps it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.app import account_folder, default_folder
from desktop.batch.trust.documents import ProvinceKey, write_province_key
from desktop.cli.init_file import SetupFileError, read_setup_file
from desktop.cli.main import build_parser, run_command
from desktop.common.machine_file import OVERRIDE, MachineFileError, at_start
from desktop.common.placed_json import read_placed
from desktop.security.keystore import MemoryKeyring
from desktop.security.sealing import new_identity
from desktop.security.station_identity import (
    fingerprint,
    make_province_identity,
    spoken_fingerprint,
)
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, machine_plan, open_services, prepared_station
from tests import factories

GOOD = """{
  "format": 1,
  "commune": "06982",
  "commune_name": "Mường Thử",
  "station": "TN01"
}
"""
HUONG = "Lò Thị Hương"


def told(folder: Path, data: bytes | str, **options: bool) -> list[str]:
    file = folder / "quay.json"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(SetupFileError) as caught:
        read_setup_file(file, **options)
    return [one.told() for one in caught.value.problems]


# What IT writes wrongly in a plain editor: the lines, the line that is named, what is said.
NO_JSON = [
    (['"commune": "06982"', '"station": "TN01"'], 3, "thiếu dấu phẩy"),
    (['"commune": "06982",', '"station": "TN01",', ""], 4, "thừa dấu phẩy trước “}”"),
    (['"commune": "06982",', ', "station": "TN01"'], 4, "thừa dấu phẩy"),
    (['"commune": 06982,', '"station": "TN01"'], 3, "“06982” phải nằm trong ngoặc kép"),
    (['"commune": "06982",', 'station: "TN01"'], 4, "tên mục “station”"),
    (['"commune": "06982",', '"station" "TN01"'], 4, "thiếu dấu hai chấm sau “station”"),
    (["\"commune\": '06982',", '"station": "TN01"'], 3, "ngoặc kép thẳng"),
    (['"commune": “06982”,', '"station": "TN01"'], 3, "ngoặc kép thẳng"),
    (['"commune": "06982,', '"station": "TN01"'], 3, "thiếu dấu ngoặc kép đóng"),
    (['"commune": "06982",', "// quầy một", '"station": "TN01"'], 4, "không có dòng ghi chú"),
    (['"commune": "06982",', '"station": "TN01",', '"data": "D:\\QTN"'], 5, "viết dấu \\"),
    (['"commune": "06982",', '"station": "TN01",', '"commune": "06982"'], 5, "đã có ở dòng 3"),
    (['"commune": "06982",', '"station": "TN01",', '"settings": {'], 6, "chưa đóng bằng"),
    (['"commune": "06982",', '"station": "TN01"', "}, {"], 5, "sau dấu đóng ngoặc cuối cùng"),
    (['"commune": "06982",', '"station": ,'], 4, "thiếu giá trị"),
    (['"commune": "06982",', '"station": "TN01",', '"operators": [}]'], 5, "thừa dấu “}”"),
    (
        ['"commune": "06982",', '"station": "TN01",', '"settings": {"auto_shutter": True}'],
        5,
        "viết true bằng chữ thường",
    ),
]


@pytest.mark.parametrize(("lines", "line", "said"), NO_JSON)
def test_what_is_no_json_is_named_by_its_line(tmp_path, lines, line, said):
    text = "\n".join(["{", '"format": 1,', *lines, "}"])
    with pytest.raises(ValueError, match=r".*"):
        json.loads(text, object_pairs_hook=_once)
    found = told(tmp_path, text)
    assert any(one.startswith(f"dòng {line}") and said in one for one in found), found


def _once(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("twice")
    return dict(pairs)


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, 2.5, -3e2, True, False, None, 'x\ny\u1ea1"/\\'], "b": {}, "c": []},
        {"operators": [{"name": HUONG}, {}], "": ""},
        [],
        "chữ",
    ],
)
def test_what_is_json_is_read_as_json(value):
    for indent in (None, 2):
        data = json.dumps(value, ensure_ascii=indent is None, indent=indent).encode()
        placed = read_placed(data)
        assert (placed.value, placed.faults) == (value, ())


def test_lines_are_those_of_an_editor():
    placed = read_placed(b'{\r\n "a":\r\n [1,\r\n  {"b": 2}]\r\n}')
    assert placed.lines == {
        (): 1,
        ("a",): 3,
        ("a", 0): 3,
        ("a", 1): 4,
        ("a", 1, "b"): 4,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_notepad_saves_is_read(tmp_path, encoding):
    file = tmp_path / "quay.json"
    file.write_bytes(GOOD.encode(encoding))
    assert read_setup_file(file).commune_name == "Mường Thử"


def test_an_old_code_page_is_named_with_every_other_mistake(tmp_path):
    text = GOOD.replace("06982", "6982").replace("Mường Thử", "Mðờng Thý")
    found = told(tmp_path, text.encode("cp1252", "replace"))
    assert [one.split(":")[0] for one in found] == ["dòng 3, commune", "dòng 4"]
    assert "UTF-8" in found[1]


def test_a_text_that_was_read_in_a_wrong_code_page_is_recognised(tmp_path):
    twice = "Lâm Đồng".encode().decode("cp1252", "replace")
    assert "Lâm" not in twice
    found = told(tmp_path, GOOD.replace("Mường Thử", "Lâm Hà".encode().decode("cp1252")))
    assert found == ["dòng 4, commune_name: chữ bị lưu sai bảng mã, có lẽ là “Lâm Hà”; gõ lại"]


def test_all_kinds_of_mistakes_come_at_once_in_the_order_of_the_lines(tmp_path):
    text = """{
  "format": 1,
  "comune": "06982",
  "station": "quầy 1"
  "language": "fr",
  "data": "QTN",
  "province": "khong-co.qtp",
  "operators": [
    {"name": "Lò Thị Hương", "role": "administrator"},
    {"nam": "Đinh Văn Tới", "role": "clerk"}
  ],
  "settings": {"lock_afer": "5"}
}
"""
    found = told(tmp_path, text)
    assert [one.split(":")[0] for one in found] == [
        "dòng 1, commune",
        "dòng 3, comune",
        "dòng 4",
        "dòng 4, station",
        "dòng 5, language",
        "dòng 6, data",
        "dòng 7, province",
        "dòng 10, operators[2].nam",
        "dòng 10, operators[2].name",
        "dòng 12, settings.lock_afer",
    ]
    assert found[1].endswith("có phải “commune”?")
    assert "“vi”, “en”" in found[4]
    assert found[7].endswith("có phải “name”?")
    assert found[9].endswith("có phải “lock_after”?")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('"data": "D:\\new"', "viết dấu"),
        ('"data": "%KHONG_CO%/QTN"', "không có biến %KHONG_CO%"),
        ('"language": "vi", "settings": {"language": "en"}', "khác với settings.language"),
        ('"province": 5', "tên tệp .qtp"),
        ('"province": ""', ""),
        ('"province": {"digits": "1"}', "thiếu tên tệp khóa"),
        ('"province": "quay.json"', "khóa của tỉnh"),
        ('"station": ""', "đã có ở dòng 5"),
    ],
)
def test_one_mistake_each(tmp_path, entry, said):
    text = GOOD.replace('"TN01"', f'"TN01",\n{entry}')
    if not said:
        (tmp_path / "quay.json").write_text(text, "utf-8")
        assert read_setup_file(tmp_path / "quay.json").provinces == ()
        return
    found = told(tmp_path, text)
    assert len(found) == 1 or '"station"' in entry
    assert said in found[0]
    assert found[0].startswith("dòng 6")


# ---------------------------------------------------------------- keys of the province


def key_file(path: Path, *, practice: bool = False) -> tuple[Path, str]:
    """Write a key file of a province; its path, and the digits to compare."""
    now = factories.clock().now()
    identity = make_province_identity("14", "TINH", now=now)
    key = ProvinceKey("14", "Tỉnh Thử", practice, new_identity().public, now, "", "")
    path.write_bytes(write_province_key(identity, key))
    return path, spoken_fingerprint(fingerprint(identity.certificate_pem))


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> dict[str, tuple[Path, str]]:
    """Two real keys and one of practice, each with its digits."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        "tinh": key_file(folder / "tinh.qtp"),
        "moi": key_file(folder / "moi.qtp"),
        "tap": key_file(folder / "tap.qtp", practice=True),
    }


def with_province(folder: Path, province: object) -> Path:
    file = folder / "quay.json"
    values = {**json.loads(GOOD), "province": province}
    file.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
    return file


def test_keys_are_checked_before_anything_is_made(tmp_path, keys):
    (tinh, digits), (moi, more), (tap, _) = keys["tinh"], keys["moi"], keys["tap"]
    plan = read_setup_file(with_province(tmp_path, str(tinh)))
    assert [(one.path, one.digits, one.fingerprint) for one in plan.provinces] == [
        (tinh, "", digits)
    ]
    both = [{"file": str(tinh), "digits": digits}, {"file": str(moi), "digits": more}]
    assert len(read_setup_file(with_province(tmp_path, both)).provinces) == 2
    for province, place, said in (
        ({"file": str(tinh), "digits": more}, "province.digits", "không khớp"),
        ([str(tinh), both[1]], "province[1]", "cần digits"),
        ([both[0], both[0]], "province[2]", "đã có ở trên"),
        (str(tap), "province", "tập dượt"),
        ({"file": str(tinh), "digit": digits}, "province.digit", "“digits”"),
    ):
        found = told(tmp_path, with_province(tmp_path, province).read_bytes())
        assert len(found) == 1
        assert f"{place}: " in found[0]
        assert said in found[0]


# ---------------------------------------------------------------- this computer


@pytest.fixture
def machine(tmp_path, monkeypatch) -> Path:
    """The file of this computer, not written yet."""
    file = tmp_path / "shared" / "quay.json"
    file.parent.mkdir()
    monkeypatch.setenv(OVERRIDE, str(file))
    return file


def test_the_start_asks_the_computer_for_folder_and_language(machine, tmp_path):
    assert at_start() == (None, "")
    assert default_folder() == account_folder()
    data = tmp_path / "du-lieu"
    machine.write_text(json.dumps({"data": str(data), "language": "en"}), "utf-8")
    assert at_start() == (data, "en")
    assert default_folder() == data
    # A mistake elsewhere does not hide the data that are there.
    machine.write_text(f'{{"data": {json.dumps(str(data))},\n "commune": 1 2}}', "utf-8")
    assert default_folder() == data


@pytest.mark.parametrize("text", ["", "[]", "{", '{"data": 5}', '{"data": "QTN"}', '{data "x"'])
def test_nobody_begins_anew_elsewhere_because_of_a_broken_file(
    machine, tmp_path, monkeypatch, text
):
    monkeypatch.setattr("desktop.app.account_folder", lambda: tmp_path / "account")
    machine.write_text(text, "utf-8")
    with pytest.raises(MachineFileError) as caught:
        default_folder()
    assert str(machine) in caught.value.advice
    (tmp_path / "account").mkdir()
    (tmp_path / "account" / "profile.json").write_text("{}", "utf-8")
    assert default_folder() == tmp_path / "account"  # work goes on where it was


def test_variables_of_the_account_are_filled_in(machine, monkeypatch, tmp_path):
    monkeypatch.setenv("QTN_O_DIA", str(tmp_path))
    machine.write_text('{"data": "%QTN_O_DIA%/QTN"}', "utf-8")
    assert at_start()[0] == tmp_path / "QTN"


def test_the_first_start_makes_what_the_computer_was_prepared_for(machine, tmp_path, keys):
    tinh, digits = keys["tinh"]
    values = {
        **json.loads(GOOD),
        "province": {"file": str(tinh), "digits": digits},
        "language": "en",
        "operators": [{"name": HUONG, "role": "administrator"}],
        "settings": {"lock_after": "10"},
    }
    del values["station"]
    machine.write_text(json.dumps(values), "utf-8")
    prepared = prepared_station()
    assert prepared is not None
    assert (prepared.commune_code, prepared.station_code) == ("06982", "")
    assert prepared.people == (f"{HUONG}, Kỹ thuật",)
    assert digits in prepared.provinces[0]
    outside = Adapters(keystore=MemoryKeyring())
    station = NewStation("06982", "Mường Thử", "TN07", tmp_path / "ma.txt", "", "")
    pins = create_station(tmp_path / "data", station, outside, machine_plan())
    assert [name for name, _ in pins] == [HUONG]
    services = open_services(tmp_path / "data", None, outside)
    try:
        assert services.info.station_code == "TN07"
        (key,) = services.trust.provinces()
        assert key.compared
        (who,) = services.login.active()
        assert services.login.log_in(who.id, pins[0][1]).must_change
        assert services.security.audit_verify().ok
    finally:
        services.close()


def command(capsys, *arguments: object) -> tuple[int, dict]:
    args = build_parser().parse_args(["init", *map(str, arguments), "--json"])
    rc = run_command(args, lambda _: pytest.fail("no profile is opened"))
    return rc, json.loads(capsys.readouterr().out)


def test_it_is_checked_before_it_is_rolled_out(capsys, tmp_path, keys):
    file = with_province(tmp_path, str(keys["tinh"][0]))
    rc, said = command(capsys, "--check", file)
    assert (rc, said["commune"], said["province"][0]["compared"]) == (0, "06982", False)
    (tmp_path / "sai.json").write_text(GOOD.replace("TN01", "x"), "utf-8")
    rc, said = command(capsys, "--check", tmp_path / "sai.json")
    assert rc == 1
    assert [(one["line"], one["place"]) for one in said["error"]["problems"]] == [(5, "station")]
    assert {path.name for path in tmp_path.iterdir()} == {"quay.json", "sai.json"}
    with pytest.raises(SystemExit) as caught:
        command(capsys, "--file", file, "--station", "TN02")
    assert caught.value.code == 2
    assert "--station" in capsys.readouterr().err


def test_a_file_for_windows_can_be_checked_anywhere(tmp_path):
    file = tmp_path / "quay.json"
    text = GOOD.replace('"TN01"', '"TN01", "data": "D:/QTN", "recovery": "%USERPROFILE%/ma.txt"')
    file.write_text(text, "utf-8")
    assert str(read_setup_file(file, makes_now=False).data) == "D:/QTN"


def test_init_takes_the_file_of_the_computer_when_nothing_is_said(
    capsys, machine, tmp_path, monkeypatch
):
    monkeypatch.setattr("desktop.cli.init.OsKeyring", MemoryKeyring)
    values = {
        **json.loads(GOOD),
        "data": str(tmp_path / "QTN"),
        "recovery": str(tmp_path / "m.txt"),
    }
    del values["station"]
    machine.write_text(json.dumps(values), "utf-8")
    args = build_parser().parse_args(["init", "--station", "TN09", "--json"])
    args.data, args.data_given = tmp_path / "other", False
    rc = run_command(args, lambda _: pytest.fail("no profile is opened"))
    assert (rc, json.loads(capsys.readouterr().out)["station"]) == (0, "TN09")
    assert Profile(tmp_path / "QTN").read_info().station_code == "TN09"
    assert not (tmp_path / "other").exists()
