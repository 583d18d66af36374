"""Photographed pages become one small PDF that other programs read."""

import io
import subprocess

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from desktop.documents.errors import PageUnreadableError
from desktop.documents.page_image import page_count, render_page
from desktop.documents.scanned_pages import render_scanned_pages

TITLE = "Giấy tờ kèm hồ sơ"


def black_white(size=(1240, 1754), at=100):
    picture = Image.new("1", size, 1)
    ImageDraw.Draw(picture).rectangle((at, at, at + 300, at + 200), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def jpeg(mode="RGB", size=(900, 1273)):
    picture = Image.new(mode, size, 240 if mode == "L" else (240, 240, 240))
    ImageDraw.Draw(picture).rectangle(
        (100, 100, 400, 300), fill=30 if mode == "L" else (200, 30, 30)
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def shown(pdf, number):
    page = render_page(pdf, number, dpi=72)
    return Image.frombytes("RGBA", (page.width, page.height), page.rgba).convert("RGB")


def test_pages_keep_their_order_and_content():
    pdf = render_scanned_pages([black_white(), jpeg(), jpeg("L")], TITLE)
    assert page_count(pdf) == 3
    first, second, third = (shown(pdf, number) for number in range(3))
    assert first.size == (596, 842)
    assert first.getpixel((100, 90)) == (0, 0, 0), "black is black, not turned over"
    assert first.getpixel((400, 400)) == (255, 255, 255)
    red, green, _blue = second.getpixel((150, 130))
    assert red > 150 > green
    assert third.getpixel((150, 130))[0] < 60


def test_another_reader_sees_the_same(tmp_path):
    file = tmp_path / "pages.pdf"
    file.write_bytes(render_scanned_pages([black_white(), jpeg()], TITLE))
    subprocess.run(["pdftoppm", "-r", "36", "-png", file, tmp_path / "seen"], check=True)
    page = Image.open(tmp_path / "seen-1.png").convert("L")
    assert page.getpixel((50, 45)) == 0
    assert page.getpixel((200, 200)) == 255
    listed = subprocess.run(
        ["pdfimages", "-list", file], check=True, capture_output=True, text=True
    ).stdout
    assert "ccitt" in listed
    assert "jpeg" in listed


def test_a_page_across_lies_across():
    pdf = render_scanned_pages([black_white((1754, 1240)), black_white()], TITLE)
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    assert [(round(box.width), round(box.height)) for box in boxes] == [(842, 595), (595, 842)]


def test_a_page_of_another_shape_is_shown_whole():
    pdf = render_scanned_pages([black_white((1000, 1000), at=0)], TITLE)
    page = shown(pdf, 0)
    assert page.getpixel((30, 130)) == (0, 0, 0)
    assert page.getpixel((30, 60)) == (255, 255, 255), "white above a square sheet"


def test_a_page_is_small_and_the_same_pages_give_the_same_file():
    pages = [black_white()] * 3
    assert len(render_scanned_pages(pages, TITLE)) < 20_000
    assert render_scanned_pages(pages, TITLE) == render_scanned_pages(pages, TITLE)


def test_the_file_says_nothing_of_anybody():
    about = PdfReader(io.BytesIO(render_scanned_pages([black_white()], TITLE))).metadata
    assert about.title == TITLE
    assert about.author == "Quầy Tiếp Nhận"


@pytest.mark.parametrize("pages", [[], [b""], [b"%PDF-1.4"], [black_white(), b"\xff\xd8\xff cut"]])
def test_what_is_no_page_is_refused(pages):
    with pytest.raises(PageUnreadableError):
        render_scanned_pages(pages, TITLE)
