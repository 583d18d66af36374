from __future__ import annotations

import threading

import pytest

from desktop.documents.errors import PageUnreadableError
from desktop.documents.page_image import PageImage, page_count, render_page
from desktop.documents.receipt import ReceiptContent, render_receipt


@pytest.mark.parametrize(("dpi", "width", "height"), [(72, 420, 596), (110, 641, 910)])
def test_a_page_has_the_size_of_its_paper(
    receipt: ReceiptContent, dpi: int, width: int, height: int
) -> None:
    image = render_page(render_receipt(receipt), dpi=dpi)
    assert (image.width, image.height) == (width, height)
    assert len(image.rgba) == width * height * 4


def test_pixels_are_opaque_and_start_white(receipt: ReceiptContent) -> None:
    image = render_page(render_receipt(receipt))
    assert image.rgba[:4] == b"\xff\xff\xff\xff"
    assert set(image.rgba[3::4]) == {255}
    assert min(image.rgba[0::4]) < 10


@pytest.mark.parametrize("pdf", [b"", b"not a pdf", b"%PDF-1.4\n%cut"])
def test_what_is_no_pdf_is_said(pdf: bytes) -> None:
    with pytest.raises(PageUnreadableError, match="không mở được"):
        render_page(pdf)
    with pytest.raises(PageUnreadableError, match="không mở được"):
        page_count(pdf)


@pytest.mark.parametrize("page", [-1, 2])
def test_a_page_that_is_not_there_is_said(receipt: ReceiptContent, page: int) -> None:
    with pytest.raises(PageUnreadableError, match=f"không có trang {page + 1}"):
        render_page(render_receipt(receipt), page)


def test_several_threads_may_draw_and_look(receipt: ReceiptContent) -> None:
    expected = render_page(render_receipt(receipt))
    found: list[PageImage] = []

    def work() -> None:
        found.extend(render_page(render_receipt(receipt)) for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 12
