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


def test_a_text_file_may_hold_one_card_a_line(tmp_path):
    raw = tmp_path / "many.txt"
    other = CARD.replace("014085012345", "014085054321")
    raw.write_bytes(f"{CARD}\r\n{other}\r\n\r\n".encode())
    _, out = read("--file", raw, "--text", CARD, "--json")
    numbers = [answer["personal_id"] for answer in json.loads(out)]
    assert numbers == ["014085012345", "014085054321", "014085012345"]


def test_a_card_with_enter_for_bars_stays_one_card(tmp_path):
    raw = tmp_path / "enter.txt"
    raw.write_bytes(CARD.replace("|", "\r\n").encode())
    _, out = read("--file", raw, "--json")
    (answer,) = json.loads(out)
    assert answer["full_name"] == "Nguyễn Văn An"


def test_bytes_of_other_encodings_are_understood(tmp_path):
    decomposed = CARD.replace("ễ", "ê\u0303").replace("ă", "ă").replace("í", "i\u0301")
    for number, data in enumerate(
        (
            CARD.encode("utf-16"),
            CARD.encode("utf-16-le"),
            decomposed.replace("à", "a\u0300").replace("ắ", "ă\u0301").encode("cp1258"),
            CARD.encode() + b"\xff\xfe\x80",
        )
    ):
        raw = tmp_path / f"{number}.txt"
        raw.write_bytes(data)
        _, out = read("--file", raw, "--json")
        (answer,) = json.loads(out)
        assert answer["personal_id"] == "014085012345"
        assert answer["full_name"] == "Nguyễn Văn An"


def test_ten_kilobytes_and_binary_are_refused_in_words(tmp_path):
    import secrets

    for number, data in enumerate((b"014085012345|" + b"x" * 10_240, secrets.token_bytes(20_000))):
        raw = tmp_path / f"{number}.txt"
        raw.write_bytes(data)
        code, out = read("--file", raw, "--json")
        (answer,) = json.loads(out)
        assert code == 1
        assert answer["personal_id"] is None
        assert answer["warnings"]
