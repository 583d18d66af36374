"""One receipt, ours against plain ReportLab, in one run, turn about.

Plain means what one writes first: full fonts registered once, the QR code from segno drawn as
squares, the signature handed over as it is, both copies drawn in full. Same texts, same places.
ReportLab's ASCII 85 armour is off for both sides, which flatters the plain one.

Usage: python3 dev.py bench receipt, or python benchmarks/receipt.py [--fonts DIR] [--rounds N]
DIR holds the full Tinos-Regular.ttf, -Bold.ttf and -Italic.ttf (Debian: fonts-croscore). Without
it the usual folders are tried, then the shipped subsets; the output says which were used.
"""

from __future__ import annotations

import argparse
import io
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import segno  # noqa: E402 - the project's root comes first
from PIL import Image, ImageDraw  # noqa: E402
from reportlab.lib.utils import ImageReader  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from desktop.documents.receipt import (  # noqa: E402
    ReceiptContent,
    copy_labels,
    purpose_notice,
    qr_text,
    render_receipt,
)

GOAL = 0.6
SHIPPED = ROOT / "resources" / "fonts"
USUAL = (
    Path("/usr/share/fonts/truetype/croscore"),
    Path("C:/Windows/Fonts"),
)
A5 = (419.53, 595.28)


def signature() -> bytes:
    """Return a signature as the pad stores it: blue on transparent, 900 x 300."""
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    wave = [(60 + n * 3.2, 150 + 90 * math.sin(n / 11) * math.exp(-n / 160)) for n in range(240)]
    ImageDraw.Draw(picture).line(wave, fill=(20, 30, 110, 255), width=9)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


CONTENT = ReceiptContent(
    office_lines=("CÔNG AN XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
    campaign_title="Thu nhận thông tin đổi thẻ đảng viên năm 2025",
    number="MT02-000023-62",
    issued_on="2025-08-20",
    check_code="7F3A-91C2",
    full_name="Giàng A Páo",
    birth_shown="12/03/1978",
    sex="Nam",
    personal_id_masked="********2345",
    cell="Chi bộ bản Nà Sang, Đảng bộ xã Mường Thử",
    papers_taken="Thông tin, 01 ảnh chân dung, 01 chữ ký",
    old_card="Đã thu lại",
    received_at="14 giờ 34 phút, ngày 20/08/2025",
    hand_over_at="Chi bộ bản Nà Sang; chi bộ báo ngày",
    applicant="Giàng A Páo",
    clerk="Lò Thị Hương",
    signature_png=signature(),
)


def find_fonts(asked: Path | None) -> tuple[Path, str]:
    """Return the folder of the plain fonts and what to call it."""
    for folder in [asked] if asked else USUAL:
        if folder and all(
            (folder / f"Tinos-{style}.ttf").is_file() for style in ("Regular", "Bold", "Italic")
        ):
            return folder, f"full Tinos from {folder}"
    if asked:
        raise SystemExit(f"no Tinos-Regular.ttf, -Bold.ttf and -Italic.ttf in {asked}")
    return SHIPPED, "shipped subsets (no full Tinos found: the plain side is quicker than it was)"


def plain_code(canvas: Canvas, text: str) -> None:
    """Draw a QR code as squares of one path."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    rows = list(code.matrix)
    step = 62.4 / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                path.rect(319 + across * step, A5[1] - 130 - (down + 1) * step, step, step)
    canvas.drawPath(path, stroke=0, fill=1)


def plain_lines(text: str, room: float) -> list[str]:
    """Return a text wrapped at words."""
    lines, line = [], ""
    for word in text.split():
        if pdfmetrics.stringWidth(f"{line} {word}", "P", 10) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def plain_text(
    canvas: Canvas, font: str, size: float, x: float, y: float, text: str, how: str = ""
) -> None:
    """Draw one line; `how` is empty, `Centred` or `Right`."""
    canvas.setFont(font, size)
    getattr(canvas, f"draw{how}String")(x, A5[1] - y, text)


def plain_signing(canvas: Canvas, content: ReceiptContent) -> None:
    """Draw the two places of signatures."""
    put = partial(plain_text, canvas)
    for x, role, name in (
        (118, "Người nộp", content.applicant),
        (302, "Người tiếp nhận", content.clerk),
    ):
        put("PB", 11.5, x, 455, role, "Centred")
        put("PI", 10, x, 467, "(ký, ghi rõ họ tên)", "Centred")
        put("PB", 11.5, x, 563, name, "Centred")
    if content.signature_png:
        picture = ImageReader(io.BytesIO(content.signature_png))
        canvas.drawImage(picture, 44, 60, 148, 49, mask="auto")


def plain_page(canvas: Canvas, content: ReceiptContent, label: str) -> None:
    """Draw one copy the plain way."""
    put = partial(plain_text, canvas)
    left, right, middle = 30.0, 390.0, 210.0
    for y, line, font in zip((44, 56), content.office_lines, ("P", "PB"), strict=True):
        put(font, 10.5, 98, y, line, "Centred")
    put("PB", 10.5, 282, 44, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Centred")
    put("PB", 11, 282, 56, "Độc lập - Tự do - Hạnh phúc", "Centred")
    canvas.line(70, 534, 125, 534)
    canvas.line(220, 534, 345, 534)
    put("PB", 17, middle, 90, "GIẤY BIÊN NHẬN", "Centred")
    put("P", 12, middle, 106, content.campaign_title, "Centred")
    canvas.rect(left, A5[1] - 200, right - left, 79)
    canvas.line(310, A5[1] - 200, 310, A5[1] - 121)
    put("P", 10.5, 41, 141, "Số biên nhận")
    put("PB", 25, 41, 167, content.number)
    put("P", 10.5, 41, 188, label)
    put("P", 10.5, 299, 188, f"Mã kiểm tra: {content.check_code}", "Right")
    plain_code(canvas, qr_text(content))
    facts = (
        ("Họ và tên", content.full_name.upper()),
        ("Ngày sinh", f"{content.birth_shown}; giới tính: {content.sex}"),
        ("Số định danh", content.personal_id_masked),
        ("Sinh hoạt tại", content.cell),
        ("Đã thu nhận", content.papers_taken),
        ("Thẻ cũ", content.old_card),
        ("Lúc", content.received_at),
        ("Nhận thẻ mới tại", content.hand_over_at),
    )
    for number, (name, value) in enumerate(facts):
        below = 221 + 22.2 * number
        put("P", 11.5, left, below, name)
        put("P" if number else "PB", 12, 134, below, value)
        canvas.setDash(0.9, 1.8)
        canvas.line(134, A5[1] - below - 10, right, A5[1] - below - 10)
        canvas.setDash()
    for number, line in enumerate(plain_lines(purpose_notice(), right - left)):
        put("P", 10, left, 405 + 12 * number, line)
    plain_signing(canvas, content)
    canvas.showPage()


def plain(content: ReceiptContent) -> bytes:
    """Return both copies the plain way."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5)
    for label in copy_labels():
        plain_page(canvas, content, label)
    canvas.save()
    return out.getvalue()


def timed(work: Callable[[], bytes]) -> float:
    """Return milliseconds of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compare(name: str, content: ReceiptContent, rounds: int) -> float:
    """Print one line of the table; returns our median over the plain median."""
    sides: tuple[Callable[[], bytes], Callable[[], bytes]] = (
        lambda: plain(content),
        lambda: render_receipt(content),
    )
    sizes = [len(side()) for side in sides]  # also warms both up
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for place in (0, 1) if turn % 2 else (1, 0):
            times[place].append(timed(sides[place]))
    middles = [statistics.median(one) for one in times]
    tails = [statistics.quantiles(one, n=20)[-1] for one in times]
    ratio = middles[1] / middles[0]
    print(
        f"{name:<28} plain {middles[0]:6.1f} / {tails[0]:6.1f} ms {sizes[0] / 1000:5.0f} kB   "
        f"ours {middles[1]:6.1f} / {tails[1]:6.1f} ms {sizes[1] / 1000:5.0f} kB   {ratio:.2f}x"
    )
    return ratio


def main() -> int:
    """Run both comparisons; exit code 1 when the goal is missed."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--fonts", type=Path)
    reader.add_argument("--rounds", type=int, default=60)
    asked = reader.parse_args()
    folder, called = find_fonts(asked.fonts)
    for name, style in (("P", "Regular"), ("PB", "Bold"), ("PI", "Italic")):
        font = TTFont(name, str(folder / f"Tinos-{style}.ttf"))
        # ReportLab shares fonts of one face name; the two sides must not share theirs.
        font.face.name = f"Plain-{style}".encode()
        pdfmetrics.registerFont(font)
    print(f"fonts of the plain side: {called}")
    print(f"A5, two copies, median / 95th percentile of {asked.rounds} turns each")
    ratios = [
        compare("with signature", CONTENT, asked.rounds),
        compare("without signature", replace(CONTENT, signature_png=None), asked.rounds),
    ]
    met = max(ratios) <= GOAL
    print(f"goal <= {GOAL}x: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
