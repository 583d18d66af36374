"""Draws ink: the same curves and widths on the pad, in the picture that is kept, in the replay."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, qRgba

from desktop.intake.pen import PenStroke, PenStrokes, pieces
from desktop.intake.signature_svg import INK, frame_of


def draw_strokes(painter: QPainter, strokes: PenStrokes) -> None:
    """Draw ink."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        _draw_stroke(painter, stroke)


def _draw_stroke(painter: QPainter, stroke: PenStroke) -> None:
    pen = QPen(QColor(INK), 1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for piece in pieces(stroke):
        path = QPainterPath(QPointF(*piece.start))
        for control_x, control_y, end_x, end_y in piece.curves:
            path.quadTo(control_x, control_y, end_x, end_y)
        pen.setWidthF(piece.width)
        painter.setPen(pen)
        painter.drawPath(path)


def signature_png(strokes: PenStrokes) -> bytes:
    """Return a trimmed PNG on a transparent ground, at most 600 x 300 px.

    Its pixels say only how much ink there is; the palette makes that the colour. Four channels
    would be 2.7 times the bytes and take the province 2.5 times as long to look through.

    Raises:
        ValueError: there are no strokes.
    """
    left, top, width, height, scale = frame_of(strokes)
    size = QSize(max(1, round(width * scale)), max(1, round(height * scale)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-left, -top)
    draw_strokes(painter, strokes)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _one_ink(image).save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def _one_ink(image: QImage) -> QImage:
    """Return the same picture with one byte a pixel: how opaque the only colour is."""
    opaque = image.convertToFormat(QImage.Format.Format_Alpha8)
    # The view shares the memory of `opaque`; the copy does not.
    view = QImage(
        opaque.constBits(),
        opaque.width(),
        opaque.height(),
        opaque.bytesPerLine(),
        QImage.Format.Format_Indexed8,
    )
    inked = view.copy()
    ink = QColor(INK)
    inked.setColorTable([qRgba(ink.red(), ink.green(), ink.blue(), alpha) for alpha in range(256)])
    return inked
