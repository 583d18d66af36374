"""A signature as a drawing: SVG 1.1 that any tool opens, a few kilobytes."""

from __future__ import annotations

from desktop.intake.pen import PenStrokes, Piece, box, pieces

INK = "#16265C"
MARGIN = 10.0  # px around the ink
FITS_INTO = (600.0, 300.0)  # px; what a drawing or picture of a signature fits into
_FINE = 10  # units of the drawing in one px of its stated size


def frame_of(strokes: PenStrokes) -> tuple[float, float, float, float, float]:
    """Return what of the pad a picture shows: left, top, width, height in px, and its scale.

    Raises:
        ValueError: there are no strokes.
    """
    if not strokes:
        raise ValueError("no strokes")
    left, top, width, height = box(strokes)
    left, top = left - MARGIN, top - MARGIN
    width, height = width + 2 * MARGIN, height + 2 * MARGIN
    return left, top, width, height, min(FITS_INTO[0] / width, FITS_INTO[1] / height)


def signature_svg(strokes: PenStrokes) -> bytes:
    """Return the drawing: dark ink, no ground, nothing but lines; it names nobody.

    Raises:
        ValueError: there are no strokes.
    """
    left, top, width, height, scale = frame_of(strokes)
    pen = _Pen(left, top, scale * _FINE)
    lines = "".join(pen.path(piece) for stroke in strokes for piece in pieces(stroke))
    wide, high = round(width * scale), round(height * scale)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide * _FINE} {high * _FINE}">'
        f'<g fill="none" stroke="{INK}" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}</g></svg>\n"
    ).encode()


class _Pen:
    """Writes paths with whole numbers, each relative to the place before: short and exact."""

    def __init__(self, left: float, top: float, scale: float) -> None:
        self._left, self._top, self._scale = left, top, scale

    def path(self, piece: Piece) -> str:
        x, y = self._place(*piece.start)
        words = [f"M{x} {y}q"]
        for control_x, control_y, end_x, end_y in piece.curves:
            cx, cy = self._place(control_x, control_y)
            ex, ey = self._place(end_x, end_y)
            words.append(f"{cx - x} {cy - y} {ex - x} {ey - y} ")
            x, y = ex, ey
        width = round(piece.width * self._scale)
        return f'<path stroke-width="{width}" d="{"".join(words).rstrip()}"/>'

    def _place(self, x: float, y: float) -> tuple[int, int]:
        return round((x - self._left) * self._scale), round((y - self._top) * self._scale)
