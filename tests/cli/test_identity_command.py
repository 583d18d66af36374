"""`identity read` as a script calls it."""

import io
import json
from contextlib import redirect_stdout

from desktop.cli.main import build_parser, run_command

KEYS = {
    *("personal_id", "old_id", "full_name", "birth_date", "sex", "address", "issued_on"),
    *("source", "damage", "certain", "candidates", "warnings"),
}
CARD = "014085012345|050123456|Nguyễn Văn An|14021985|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021"
MRZ = (
    "IDVNM0850123452001085012345<<3\n8502142M4502144VNM<<<<<<<<<<<4\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
)


def no_profile(args):
    raise AssertionError("cards are read without a profile")


def read(*arguments):
    args = build_parser().parse_args(["identity", "read", *map(str, arguments)])
    out = io.StringIO()
    with redirect_stdout(out):
        code = run_command(args, no_profile)
    return code, out.getvalue()


def test_cards_come_in_the_order_they_were_given(tmp_path):
    raw, binary = tmp_path / "thẻ.txt", tmp_path / "x.txt"
    raw.write_bytes(CARD.replace("ễ", "7877").replace("ă", "259").encode())
    binary.write_bytes(bytes(range(256)) * 400)
    code, out = read("--text", CARD, "--file", raw, "--text", MRZ, "--file", binary, "--json")
    answers = json.loads(out)
    assert code == 1
    assert all(set(answer) == KEYS for answer in answers)
    assert [answer["source"] for answer in answers] == ["scanner", "scanner", "mrz", None]
    assert answers[0]["full_name"] == "Nguyễn Văn An"
    assert (answers[0]["birth_date"], answers[0]["certain"]) == ("1985-02-14", True)
    assert answers[1]["personal_id"] == "014085012345"
    assert answers[3]["personal_id"] is None
    assert answers[3]["warnings"]


def test_bytes_of_old_windows_keep_the_number(tmp_path):
    raw = tmp_path / "old.txt"
    raw.write_bytes(b"\xef\xbb\xbf\x00" + CARD.encode("cp1258", errors="replace") + b"\r\n")
    code, out = read("--file", raw, "--json")
    (answer,) = json.loads(out)
    assert (code, answer["personal_id"]) == (0, "014085012345")
    assert answer["full_name"] == "Nguyễn Văn An" or not answer["certain"]


def test_a_picture_is_read_by_its_code(tmp_path):
    import zxingcpp
    from PIL import Image

    picture = tmp_path / "card.png"
    code = zxingcpp.create_barcode(CARD, zxingcpp.BarcodeFormat.QRCode)
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=5)).save(picture)
    code, out = read("--file", picture, "--json")
    (answer,) = json.loads(out)
    assert (code, answer["source"], answer["certain"]) == (0, "qr", True)


def test_nothing_given_is_wrong_usage(capsys):
    assert read()[0] == 2
    assert capsys.readouterr().err


def test_people_read_lines():
    code, out = read("--text", CARD)
    assert code == 0
    assert "Nguyễn Văn An" in out
