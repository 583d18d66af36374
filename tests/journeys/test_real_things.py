"""Real things go in, a workbook, a picture of a card, a face; a receipt and a batch come out."""

import io
import json
import subprocess
import zipfile

import cv2
import numpy as np
import openpyxl
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop.common.vocabulary import FieldKey, Source
from desktop.documents.page_image import render_page
from desktop.identity.qr_image import read_card_file
from desktop.ui.photo.shots import portrait_of, review_file
from tests import factories
from tests.journeys.counter import CLERK, ROOT, make_counter

NUMBER = "014061000002"
CARD = f"{NUMBER}||Lò Văn Mẫu|03041961|Nam|Bản Nà Sang, Mường Thử, Sơn La|01082024||||"
FACES = ROOT / "tests" / "data" / "portraits"


def office_workbook(file):
    """Write a list as an office does: letterhead, merged title, notes below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Đảng viên 2025"
    sheet.append(["ĐẢNG BỘ TỈNH SƠN LA", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"])
    sheet.append(["ĐẢNG ỦY XÃ MƯỜNG THỬ"])
    sheet.append([])
    sheet.append(["DANH SÁCH ĐẢNG VIÊN ĐỀ NGHỊ ĐỔI THẺ"])
    sheet.merge_cells("A4:G4")
    sheet.append([])
    sheet.append(["TT", "Họ và tên", "Ngày sinh", "Nam/Nữ", "Số CCCD", "Chi bộ", "Ngày chính thức"])
    sheet.append([1, "Lò Văn Mẫu", "03/04/1961", "Nam", NUMBER, "Chi bộ bản Nà Sang", "19/05/1986"])
    sheet.append([2, "Quàng Thị Mẫu", 1950, "Nữ", None, "Chi bộ bản Nà Sang", "19/05/1976"])
    sheet.append([])
    sheet.append(["Tổng số: 2 đảng viên", None, None, None, "T/M ĐẢNG ỦY"])
    book.save(file)


def card_picture(file):
    """Take a picture of a card lying on a table, seen from the side, with noise."""
    code = zxingcpp.create_barcode(CARD, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.array(code.to_image(scale=6, add_quiet_zones=True))
    card = np.full((540, 860, 3), (214, 226, 221), np.uint8)
    cv2.rectangle(card, (40, 150), (240, 420), (180, 170, 160), -1)  # where the portrait is
    for line in range(6):
        cv2.rectangle(
            card, (270, 250 + 44 * line), (620 - 30 * line, 264 + 44 * line), (70,) * 3, -1
        )
    card[20:240, 620:840] = cv2.resize(modules, (220, 220), interpolation=cv2.INTER_AREA)[..., None]
    corners = np.array([[0, 0], [860, 0], [860, 540], [0, 540]], np.float32)
    seen = np.array([[300, 190], [1340, 120], [1420, 800], [220, 760]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    table = np.full((960, 1600, 3), (60, 84, 110), np.uint8)
    cv2.warpPerspective(card, matrix, (1600, 960), table, borderMode=cv2.BORDER_TRANSPARENT)
    noise = np.random.default_rng(5).normal(0, 5, table.shape)
    picture = np.clip(cv2.GaussianBlur(table, (0, 0), 0.8) + noise, 0, 255).astype(np.uint8)
    file.write_bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes())


@pytest.mark.parametrize("face", ["grace_hopper.jpg", "eileen_collins.jpg"])
def test_from_workbook_card_and_face_to_receipt_and_batch(tmp_path, face):
    counter = make_counter(tmp_path / "counter")
    book = tmp_path / "Danh sách đảng viên.xlsx"
    office_workbook(book)
    done = counter.run("roster", "import", str(book), "--json", *counter.options)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["new"] == 2

    picture = tmp_path / "thẻ căn cước.jpg"
    card_picture(picture)
    card = read_card_file(picture)
    assert card.personal_id == NUMBER
    assert card.full_name == "Lò Văn Mẫu"

    with counter.services() as services:
        person = services.roster.find_by_personal_id(card.personal_id)
        assert person is not None
        draft = services.intake.open(person.member_id, actor=CLERK, card=card)
        assert draft.card[FieldKey.FULL_NAME] == draft.listed[FieldKey.FULL_NAME] == "Lò Văn Mẫu"
        application = draft.application_id
        (shot,) = review_file(services.studio, FACES / face)
        assert shot.report.faces == 1
        # Old official portraits are small and have flags behind them: they need a reason, as the
        # page asks for one; the report of the check travels with the record.
        portrait = portrait_of(services.studio, shot)
        services.intake.accept_photo(
            application,
            portrait.jpeg,
            report=shot.report.as_json(),
            actor=CLERK,
            exception="" if shot.good else "place",
        )
        services.intake.accept_signature(application, factories.signature_png(), actor=CLERK)
        received = services.reception.receive(application, actor=CLERK)
        receipt = services.printing.receipt_pdf(application)
        kept = services.intake.draft(application)
    assert kept.choices[FieldKey.PERSONAL_ID] in set(Source)
    with Image.open(io.BytesIO(portrait.jpeg)) as opened:
        assert opened.size == (709, 945)
    check_receipt(receipt, received.receipt_number)
    check_batch(counter, tmp_path, received.receipt_number, portrait.jpeg)


def check_receipt(pdf, number):
    """Read the paper back: words, both copies, and the code on it."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert number in text
    assert "Lò Văn Mẫu".upper() in text.upper()
    assert "THỰC HÀNH" in text
    assert NUMBER not in text  # the number is masked on paper
    page = render_page(pdf, 0, 200)
    pixels = np.frombuffer(page.rgba, np.uint8).reshape(page.height, page.width, 4)
    grey = np.ascontiguousarray(pixels[..., 1])
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    assert any(number.replace("-", "") in code.text.replace("-", "") for code in codes)


def check_batch(counter, folder, number, photo):
    """Export, then open the file with tools that are not ours."""
    stick, out = folder / "usb", folder / "province"
    stick.mkdir()
    out.mkdir()
    done = counter.run("batch", "export", "--to", str(stick), "--json", *counter.options)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["records"] == 1
    (batch,) = stick.glob("*.qtn")
    assert json.loads(counter.run("batch", "verify", str(batch), "--json").stdout)["valid"] is True
    with zipfile.ZipFile(batch) as outside:
        outside.extract("payload.age", out)
    bag = out / "bag.zip"
    command = ["age", "-d", "-i", str(counter.province_key), "-o", str(bag)]
    subprocess.run([*command, str(out / "payload.age")], check=True)
    with zipfile.ZipFile(bag) as inside:
        (name,) = (name for name in inside.namelist() if "/data/records/" in name)
        record = json.loads(inside.read(name))
        photos = [inside.read(n) for n in inside.namelist() if n.endswith((".jpg", ".jpeg"))]
    assert record["receipt_number"] == number
    assert record["fields"]["personal_id"] == NUMBER
    assert record["fields"]["full_name"] == "Lò Văn Mẫu"
    assert photos == [photo]
