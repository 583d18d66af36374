"""Everything the keyboard can reach on the pages around finding says what it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName
from desktop.ui.intake import field_words as words
from tests.ui.intake.finding_desk import MAKERS, finding_desk


def test_every_control_has_a_name_for_screen_readers(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        received = window.receive("breu")
        draft = window.open("giang a pao")
        payloads: dict[PageName, dict[str, Any]] = {
            PageName.COMPARE: {"application_id": draft.application_id, "edit": FieldKey.PHONE},
            PageName.ALREADY_DONE: {"application_id": received.application_id},
            PageName.NOT_LISTED: {"text": "Lò Thị Pang"},
        }
        nameless = []
        for name in MAKERS:
            window.show(name, **payloads.get(name, {}))
            qtbot.wait(120)
            for widget in window.page.findChildren(QWidget):
                reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                hidden = not widget.isVisibleTo(window.page)
                if isinstance(widget, QScrollArea) or not reachable or hidden:
                    continue
                if not widget.accessibleName():
                    nameless.append((name.value, repr(widget)))
        assert nameless == []


def test_every_field_has_a_label_and_masked_numbers_show_only_their_end():
    assert all(words.field_label(field) for field in FieldKey)
    assert words.show_value(FieldKey.PERSONAL_ID, "014078012345") == "•••• •••• 2345"
    revealed = words.show_value(FieldKey.PERSONAL_ID, "014078012345", revealed=True)
    assert revealed == "0140 7801 2345"
    assert words.show_value(FieldKey.CARD_NUMBER, "14123417") == "••.•••417"
    assert words.show_value(FieldKey.BIRTH_DATE, "1958-03") == "03/1958"
    assert words.show_value(FieldKey.BIRTH_DATE, "31021978") == "31021978"
    assert words.show_value(FieldKey.SEX, "female") == "Nữ"
    assert words.shown_or_none(FieldKey.PHONE, "") == "Không có"
