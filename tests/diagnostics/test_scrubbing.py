"""What leaves a machine keeps words that help, and nothing that tells of a person."""

import ast
from pathlib import Path

import pytest

from desktop.diagnostics.scrub import HIDDEN, Secrets, device_name, log_text, technical

HOME = "/" + "home"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "2026-11-30 07:12:20,123 WARNING desktop.backup.keeper twin copy: missing QTN-512",
            "2026-11-30 07:12:20,123 WARNING desktop.backup.keeper twin copy: missing QTN-512",
        ),
        ("  find_page.py:203 _search", "  find_page.py:203 _search"),
        ("  ValueError", "  ValueError"),
        (
            f'  File "{HOME}/giang-a-pao/qtn/desktop/ui/find_page.py", line 12 in enter',
            "  find_page.py:12 enter",
        ),
        ("Fatal Python error: Segmentation fault", "Fatal Python error: Segmentation fault"),
    ],
)
def test_what_helps_is_kept_word_for_word(line, left):
    assert log_text(line) == left + "\n"


@pytest.mark.parametrize(
    "said",
    [
        "Giàng A Páo",
        "giang a pao",
        "GIANG_A_PAO",
        "Giàng A Páo".encode().decode("latin-1"),
        "014078012345",
        "014 078 012 345",
        "0912.345.678",
        r"C:\Users\HuongLT\Desktop\Danh sach chi bo Na Sang.xlsx",
        f"{HOME}/huong/danh-sach-na-sang.csv",
        "huong.lo@example.vn",
        "Bản Nà Sang, xã Mường Thử",
    ],
)
def test_what_others_quote_in_a_log_is_hidden(said):
    line = f"2026-11-30 07:12:20,123 WARNING PIL.Image cannot read {said} in stream"
    left = log_text(line)
    assert left.startswith("2026-11-30 07:12:20,123 WARNING PIL.Image cannot read ")
    assert HIDDEN in left
    words = {word for word in said.replace("_", " ").replace(".", " ").split() if len(word) > 2}
    assert not [word for word in words if word in left]


def test_every_message_of_our_own_stays_readable():
    """A new message needs its words in the list, or whoever helps reads holes."""
    holes = []
    for file in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_log = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "_log"
                and node.func.attr in {"warning", "error", "critical"}
            )
            if is_log and isinstance(node.args[0], ast.Constant):
                text = str(node.args[0].value).replace("%s", "").strip(" :")
                if technical(text) != text:
                    holes.append(f"{file.name}: {technical(text)}")
    assert not holes


def test_devices_keep_maker_and_model_and_lose_what_people_called_them():
    assert device_name("HP LaserJet Pro M404dn") == "HP LaserJet Pro M404dn"
    assert device_name("Logitech HD Webcam C270") == "Logitech HD Webcam C270"
    assert device_name("Máy in chị Hương, phòng 2") == f"{HIDDEN} 2"
    assert device_name("Huong1980 May-Huong-2 2345") == HIDDEN
    assert "Huong" not in device_name(r"\\MAY-HUONG\Canon LBP2900")
    assert device_name(r"\\MAY-HUONG\Canon LBP2900").endswith("Canon LBP2900")
    assert "014078012345" not in device_name("USB 014078012345")


def test_our_own_words_stay_and_people_places_and_numbers_go():
    secrets = Secrets.of(["Giàng A Páo", "K’Brêu", "Trang"], ["MAY-HUONG", "huonglt"])
    hide = secrets.hide
    assert (
        hide("còn 41,2 GB trong 119 GB, ghi bền 8 ms") == "còn 41,2 GB trong 119 GB, ghi bền 8 ms"
    )
    assert hide("07:12 20/08/2025, múi giờ UTC+07:00") == "07:12 20/08/2025, múi giờ UTC+07:00"
    assert hide("Mở trang “Sao lưu”.") == "Mở trang “Sao lưu”."
    for said in ("GIÀNG A PÁO", "giang a pao", "Gia\u0300ng A Pa\u0301o", "K'Breu", "K’BRÊU"):
        assert hide(f"máy in {said} hết giấy") == f"máy in {HIDDEN} hết giấy"
    assert hide("máy May-Huong, tài khoản HuongLT") == f"máy {HIDDEN}, tài khoản {HIDDEN}"
    assert hide("gọi 0912 345 678") == f"gọi {HIDDEN}"
    assert hide("thẻ 14123417") == f"thẻ {HIDDEN}"
    assert hide(r"Không thấy “E:\Bản sao của Hương”.") == f"Không thấy {HIDDEN}."
    assert hide(f"không ghi được vào {HOME}/huonglt/qtn") == f"không ghi được vào {HIDDEN}"
