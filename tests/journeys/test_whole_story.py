"""The practice run as a newcomer starts it, and what other people's tools say of its files."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.ui.shell.campaign_routes import SECTION

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.timeout(600)  # the whole story, perhaps on a slow and busy machine


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "out"
    temp = tmp_path_factory.mktemp("temp")
    done = subprocess.run(
        [
            *(sys.executable, "main.py", "demo", "--headless", "--out", str(folder)),
            *("--applicants", "2", "--seed", "7"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=500,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(temp)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, temp, done


def files(story, kind):
    listing = json.loads((story[0] / "demo.json").read_text(encoding="utf-8"))
    return [story[0] / entry["file"] for entry in listing["files"] if entry["kind"] == kind]


def test_everything_listed_is_there(story):
    listing = json.loads((story[0] / "demo.json").read_text(encoding="utf-8"))
    kinds = {entry["kind"] for entry in listing["files"]}
    assert kinds == {
        "receipt",
        "paper",
        "batch",
        "handover",
        "screenshot",
        "province_profile",
        "province_unlock",
        "province_paper",
        "campaign_paper",
        "province_key",
        "station_certificate",
        "profile",
        "unlock",
    }
    for entry in listing["files"]:
        assert (story[0] / entry["file"]).exists(), entry
    assert "Traceback" not in story[2].stderr


# What the story shows, in its order; a page that leaves no picture is missed here.
_PICTURES = """
    tinh-chua-co-quay tinh-khoa-cua-tinh dang-nhap khoa-cua-tinh-doi-chieu khoa-cua-tinh
    tinh-ghi-danh tinh-noi-tiep-nhan ca-truc-chua-mo danh-sach-xem-truoc danh-sach-cac-cot
    danh-sach-da-nhap quay-ban-dem quay-man-hinh-nho quay-tim doi-chieu chup-anh
    ky-xac-nhan-truoc ky-xac-nhan kiem-tra-va-in da-xong quay khong-co-trong-danh-sach da-lam-roi
    man-hinh-khoa nhan-lam-tiep hom-nay do-dang cai-dat kiem-tra-may tro-giup duyet-ho-so
    duyet-tra-ve duyet-da-tra-ve quay-co-ho-so-can-sua do-dang-can-sua sua-chu-ky duyet-xong
    danh-sach mot-nguoi doi-chieu-tep doi-chieu-nguon cap-cho-xac-nhan cho-khac-nhau nguoi-trung
    lo-ho-so-truoc-khi-xuat lo-ho-so-da-xuat tinh-vua-nhan tinh-can-xem tinh-ho-so tinh-mot-ho-so
    tinh-vua-tra-loi lo-ho-so-co-tra-loi tinh-tra-ve goi-dien sua-anh tinh-lap-danh-sach-in
    tinh-ket-qua-in tinh-in-the the-danh-sach-ve the-kiem-dem the-trao the-ky-nhan the-da-trao
    tinh-bao-cao tinh-nhat-ky sao-luu nhat-ky ca-truc-con-viec-do ca-truc-truoc-khi-chot
    ca-truc-da-chot
"""
_CAMPAIGN = [f"dot-{page.value.replace('_', '-')}" for page in SECTION]
_LATER = "dot-progress-man-hinh-nho nguoi-con-lai cay-to-chuc thiet-bi uu-tien tro-giup-ba-hinh"
PICTURES = [*_PICTURES.split(), *_CAMPAIGN, *_LATER.split()]


def test_every_page_leaves_a_picture(story):
    names = [path.stem.split("-", 1)[1] for path in files(story, "screenshot")]
    assert names == PICTURES


def test_no_picture_is_empty_or_twice_the_same(story):
    from PIL import Image

    seen = {}
    for picture in files(story, "screenshot"):
        with Image.open(picture) as opened:
            image = opened.convert("RGB")
        below_header = image.crop((0, 60, image.width, image.height))
        colours = below_header.getcolors(1 << 20)
        assert len(colours) > 40, picture  # letters are smoothed; a bare ground has a few colours
        most = max(count for count, _ in colours) / (below_header.width * below_header.height)
        assert most < 0.97, picture
        assert seen.setdefault(below_header.tobytes(), picture) == picture


def test_the_list_is_compared_with_another(story):
    told = re.search(r"ghép (\d+), chờ xác nhận (\d+)", story[2].stdout)
    assert told
    assert all(int(number) > 0 for number in told.groups())


def test_nobody_needed_more_than_six_keys(story):
    counted = [
        int(line.split(":")[1].split()[0])
        for line in story[2].stdout.splitlines()
        if "phím từ lúc quét" in line
    ]
    assert len(counted) == 2
    assert max(counted) <= 6


def test_the_papers_say_that_this_is_practice(story):
    papers = [*files(story, "receipt"), *files(story, "handover"), *files(story, "paper")]
    papers += files(story, "province_paper") + files(story, "campaign_paper")
    papers = [paper for paper in papers if paper.suffix == ".pdf"]
    assert len(papers) > 14
    for paper in papers:
        for page in PdfReader(paper).pages:
            assert "THỰC HÀNH" in page.extract_text(), paper


def test_every_paper_of_the_day_is_printed(story):
    names = {re.sub(r"\d{8}-\d{4}|-\d+$", "", paper.stem) for paper in files(story, "paper")}
    assert names == {"chot-ca", "kiem-dem-the", "trao-the", "phieu-di-duong", "so"}
    found = [paper.name for paper in files(story, "province_paper")]
    assert [name for name in found if re.fullmatch(r"bao-cao-99-[0-9-]+\.pdf", name)]
    assert "chuyen-in-99-000001-ban-giao.pdf" in found


def test_a_week_later_the_evening_report_tells_of_each_day(story):
    found = {paper.name: paper for paper in files(story, "campaign_paper")}
    report = json.loads(found["bao-cao-toi.json"].read_text(encoding="utf-8"))
    assert sum(one["received"] > 0 for one in report["by_day"]) > 5
    assert report["received_total"] == sum(report["channels"].values())
    assert {"commune_counter", "mobile_team"} <= set(report["channels"])
    assert report["temporary_residents"] == 3
    (page,) = PdfReader(found["bao-cao-toi.pdf"]).pages
    said = " ".join(page.extract_text().split())
    assert f"Đã thu nhận {report['received']} trên {report['eligible']}" in said
    for name in ("bao-cao-toi.xlsx", "cay-to-chuc.xlsx", "so-thiet-bi.xlsx"):
        book = openpyxl.load_workbook(found[name])
        for sheet in book.worksheets:
            first = " ".join(str(cell.value) for cell in sheet[1])
            assert "THỰC HÀNH" in f"{sheet.title} {first}", name


def test_the_sheet_on_the_stick_names_nobody(story):
    names = set()
    for paper in files(story, "receipt"):
        text = PdfReader(paper).pages[0].extract_text()
        names |= {line.strip() for line in text.splitlines() if line.strip().isupper()}
    (sheet,) = files(story, "handover")
    text = "\n".join(page.extract_text() for page in PdfReader(sheet).pages)
    people = [name for name in names if len(name.split()) in {2, 3, 4}]
    assert people
    assert not [name for name in people if name.title() in text and "Mường" not in name.title()]


def test_age_and_unzip_open_the_batch(story, tmp_path):
    (batch,) = files(story, "batch")
    (key,) = files(story, "province_key")
    with zipfile.ZipFile(batch) as outside:
        outside.extractall(tmp_path)
    plain = tmp_path / "bag.zip"
    subprocess.run(
        ["age", "-d", "-i", str(key), "-o", str(plain), str(tmp_path / "payload.age")], check=True
    )
    with zipfile.ZipFile(plain) as bag:
        records = [name for name in bag.namelist() if "/data/records/" in name]
        photos = [name for name in bag.namelist() if name.endswith((".jpg", ".jpeg"))]
        assert len(records) == len(photos) == 3  # and the one that was taken over
        assert json.loads(bag.read(records[0]))["practice"] is True


def test_the_practice_profile_opens_again(story):
    (profile,) = files(story, "profile")
    (unlock,) = files(story, "unlock")
    done = subprocess.run(
        [
            *(sys.executable, "main.py", "batch", "list", "--json"),
            *("--data", str(profile), "--unlock-with", str(unlock)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["batches"]) == 2  # the second one with what was mended


def test_the_province_opens_again_and_all_is_told(story):
    (profile,) = files(story, "province_profile")
    (unlock,) = files(story, "province_unlock")
    done = subprocess.run(
        [
            *(sys.executable, "main.py", "province", "status", "--json"),
            *("--data", str(profile), "--unlock-with", str(unlock)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    assert done.returncode == 0, done.stderr
    status = json.loads(done.stdout)
    assert {name: status[name] for name in ("batches", "records", "accepted", "rejected")} == {
        "batches": 2,
        "records": 3,
        "accepted": 3,
        "rejected": 0,
    }
    assert status["missing_sequences"] == []


def test_nothing_readable_lies_in_the_profile_or_in_temporary_folders(story):
    (profile,) = files(story, "profile")
    # Long enough not to turn up by chance in megabytes of cipher text.
    wanted = [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"%PDF-1.", b"\x89PNG\r\n\x1a\n"]
    for paper in files(story, "receipt"):
        lines = PdfReader(paper).pages[0].extract_text().splitlines()
        wanted += [
            line.strip().title().encode()
            for line in lines
            if line.strip().isupper() and len(line.split()) in {3, 4}
        ]
    checked = 0
    (province,) = files(story, "province_profile")
    for place in (profile, province, story[1]):
        for file in place.rglob("*"):
            if file.is_file():
                raw = file.read_bytes()
                checked += 1
                assert not [word for word in wanted if word in raw], file
    assert checked >= 3


def test_every_picture_has_the_size_of_the_window(story):
    from PIL import Image

    pictures = files(story, "screenshot")
    assert len(pictures) == len(PICTURES)
    sizes = set()
    for picture in pictures:
        with Image.open(picture) as opened:
            sizes.add(opened.size)
    assert sizes == {(1366, 768), (1093, 614)}
