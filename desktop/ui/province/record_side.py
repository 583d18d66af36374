"""Beside the list: the selected record with its photo, as far as it is known by now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from desktop.common.dates import show_iso
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.province.records.views import RecordLine, standing_words
from desktop.province.review.views import RecordDetail
from desktop.ui import theme
from desktop.ui.province.record_words import (
    KINDS,
    decision_words,
    place_words,
    told_words,
    why_held,
)
from desktop.ui.province.rows import Line
from desktop.ui.province.side_lines import Lines
from desktop.ui.roster.person_words import field_name, shown
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.tag import Tag

_FIELDS = (FieldKey.CELL, FieldKey.HOMETOWN, FieldKey.RESIDENCE, FieldKey.JOINED_ON)


class RecordSide(SidePanel):
    """Name, photo, what was found, what was decided, and a few fields."""

    def __init__(self) -> None:
        super().__init__(tr("Hồ sơ đang chọn"))
        self.tag = Tag("", "neutral")
        self.photo = ImageView(tr("Ảnh của hồ sơ"), framed=True)
        self.facts, self.found, self.fields = Lines(), Lines(), Lines()
        left = Qt.AlignmentFlag.AlignLeft
        self.inside.addWidget(self.tag, 0, left)
        self.inside.addWidget(self.photo, 0, left)
        self.inside.addWidget(self.facts)
        self.why = PlainLabel(tr("Vì sao cần xem"), "strong")
        self.inside.addWidget(self.why)
        self.inside.addWidget(self.found)
        self.inside.addWidget(self.fields)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.show_line(None)
        theme.on_change(self.fit)

    def fit(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.photo.setFixedSize(QSize(look.pick(132, 96), look.pick(176, 128)))

    def show_line(self, line: RecordLine | None) -> None:
        """Show at once what the list knows; the rest comes with `show_detail`."""
        self.tag.setVisible(line is not None)
        self.photo.setVisible(line is not None)
        self.photo.set_image(None)
        self._say_why(())
        self.fields.set(())
        if line is None:
            self.set_title(tr("Hồ sơ đang chọn"))
            self.facts.set([Line(tr("Chọn một hồ sơ trong danh sách."))])
            return
        self.set_title(line.full_name)
        self.tag.set(standing_words(line.standing), KINDS[line.standing])
        self.facts.set([Line(text) for text in _facts(line) if text])
        self.scroll_up()

    def show_detail(self, found: RecordDetail) -> None:
        """Show photo, findings, the decision and the fields."""
        self.photo.set_image(QImage.fromData(found.photo) if found.photo else None)
        decided = decision_words(found)
        self._say_why(why_held(found) if not decided else ())
        lines = [Line(decided)] if decided else []
        lines += [
            Line(tr("{field}: {value}").format(field=field_name(key), value=value))
            for key in _FIELDS
            if (value := shown(key, found.fields.get(key, "")))
        ]
        self.fields.set(lines)

    def say_gone(self, error: UserFacingError) -> None:
        """Say why there is no more to show."""
        self.fields.set([Line(error.title), Line(error.advice)])

    def _say_why(self, lines: tuple[str, ...] | list[str]) -> None:
        self.why.setVisible(bool(lines))
        self.found.setVisible(bool(lines))
        self.found.set([Line(text) for text in lines])


def _facts(line: RecordLine) -> tuple[str, ...]:
    return (
        tr("Sinh {date}").format(date=show_iso(line.birth_date)),
        tr("Số định danh {number}").format(number=shown(FieldKey.PERSONAL_ID, line.personal_id)),
        f"{place_words(line)} · " + tr("lô {n}").format(n=line.sequence),
        tr("Biên nhận {number}").format(number=line.receipt_number),
        told_words(line),
    )
