"""What a scanner damaged is read on the card: by digit, or typed; a split commune is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.reference import units
from desktop.common.vocabulary import FieldKey, Source
from desktop.identity.card import CardReading, parse_card_text
from desktop.identity.places import place_today
from desktop.intake import snapshot
from desktop.intake import store as queries
from desktop.models import AuditEvent
from desktop.security.tags import Tag
from desktop.ui.context import PageName
from desktop.ui.intake.decision_panel import notes
from tests import factories
from tests.identity.card_corpus import alt_kept, telex
from tests.ui.intake.finding_desk import PAO, FindingDesk, finding_desk

NUMBER = "014078012345"
TWO_NAMES = alt_kept(f"{NUMBER}||Giàng A Sạn|12031978|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021")


def open_with(qtbot: Any, window: FindingDesk, card: CardReading | str) -> Any:
    if isinstance(card, str):
        card = parse_card_text(card, source="scanner")
    window.show(PageName.FIND, card=card)
    qtbot.waitUntil(lambda: window.here is PageName.COMPARE and window.page._draft is not None)
    window.page._opened = 0.0
    return window.page


def reading(window: FindingDesk) -> Any:
    (row,) = window.services.overview.drafts()
    with window.services.store.read() as session:
        return queries.newest_reading(session, row.application_id, Source.CARD)


def split_address() -> str:
    """Write the address of an old commune that was split, as cards did."""
    old = next(
        unit
        for code in range(1, 32_000)
        if (unit := units.by_code(f"{code:05d}", on="2025-06-30"))
        and 1 < len(units.successors(unit)) < 5
        and len(units.path(unit)) == 3
        and len(place_today(_address_of(unit)).communes) < 5
    )
    return _address_of(old)


def _address_of(old: Any) -> str:
    names = (units.kind_and_name(one.name)[1].title() for one in units.path(old))
    return ", ".join(("Thôn Mẫu", *names))


def test_a_name_with_two_readings_is_chosen_by_digit(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, TWO_NAMES)
        question = page.panel.card_question
        assert question is not None
        names = [row.label for row in question.rows]
        assert set(names) == {"Giàng A Sơn", "Giàng A Sạn"}
        assert any("Máy quét gõ sai dấu" in bar for bar in window.bars())
        # What is not in doubt is there already.
        assert page._draft.card[FieldKey.BIRTH_DATE] == "1978-03-12"
        assert FieldKey.FULL_NAME not in page._draft.card
        window.press(Qt.Key.Key_1 if names[0] == "Giàng A Sạn" else Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page._draft.card.get(FieldKey.FULL_NAME) == "Giàng A Sạn")
        assert page.panel.card_question is None
        assert page.table.texts()[FieldKey.FULL_NAME][:2] == ("Giàng A Sạn", PAO)
        assert page.panel.open_question is FieldKey.FULL_NAME  # it differs from the list
        kept = reading(window)
        assert kept.values[snapshot.CHOSEN] == {"full_name": "candidate"}
        assert "Sín" in kept.raw


def test_another_name_is_typed_as_it_stands_on_the_card(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, TWO_NAMES)
        page.panel.card_question.typed.setText("Giàng A Sâm")
        QTest.keyClick(page.panel.card_question.typed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page._draft.card.get(FieldKey.FULL_NAME) == "Giàng A Sâm")
        assert window.here is PageName.COMPARE  # that Enter answered, and no more
        assert reading(window).values[snapshot.CHOSEN] == {"full_name": "typed"}
        with window.services.store.read() as session:
            events = session.query(AuditEvent).filter_by(tag=Tag.CARD_SETTLED.value).all()
        assert [event.detail for event in events] == [{"field": "full_name", "how": "typed"}]


def test_the_question_is_still_there_after_coming_back(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, TWO_NAMES)
        application = page._draft.application_id
        window.show(PageName.FIND)
        window.show(PageName.COMPARE, application_id=application)
        qtbot.waitUntil(lambda: window.page._draft is not None)
        assert len(window.page.panel.card_question.rows) == 2


def test_what_was_read_is_not_asked_again_for_the_same_scan(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, TWO_NAMES)
        page.panel.card_question.typed.setText("Giàng A Sâm")
        QTest.keyClick(page.panel.card_question.typed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page._draft.card.get(FieldKey.FULL_NAME) == "Giàng A Sâm")
        window.show(PageName.FIND)
        page = open_with(qtbot, window, TWO_NAMES)
        assert page.panel.card_question is None
        assert page._draft.card[FieldKey.FULL_NAME] == "Giàng A Sâm"
        assert page._draft.fields[FieldKey.FULL_NAME] == "Giàng A Sâm"


def test_the_name_of_the_list_comes_first_where_it_fits(qtbot: Any, tmp_path: Path) -> None:
    damaged = f"{NUMBER}||Gi?ng A Pao|12031978|Nam|S?n La|01062021"
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, damaged)
        assert page.panel.card_question.rows[0].label == PAO
        window.press(Qt.Key.Key_1)
        qtbot.waitUntil(lambda: page._draft.card.get(FieldKey.FULL_NAME) == PAO)
        assert page.table.texts()[FieldKey.FULL_NAME][2] == "Khớp"


def test_an_input_method_is_explained_on_the_screen(qtbot: Any, tmp_path: Path) -> None:
    text = telex("068081000777||H'Wer Mlô|05111981|Nam|Xím Vàng, Bắc Yên, Sơn La|01062021")
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, text)
        assert any("tắt Unikey" in bar for bar in window.bars())
        assert page.panel.card_question is not None


def test_nobody_is_sent_home_over_a_damaged_name(qtbot: Any, tmp_path: Path) -> None:
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, TWO_NAMES)
        page.action_bar.primary.click()
        qtbot.waitUntil(lambda: window.here is PageName.PHOTO)
        (row,) = window.services.overview.drafts()
        assert window.services.intake.draft(row.application_id).full_name == PAO


def test_an_old_address_is_written_as_today_and_the_original_kept(
    qtbot: Any, tmp_path: Path
) -> None:
    card = f"{NUMBER}||{PAO}|12031978|Nam|Bản Mẫu, Hua Nhàn, Bắc Yên, Sơn La|01062021"
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, card)
        place = page._draft.place
        assert place.renamed
        assert len(place.addresses) == 1
        page._choose(FieldKey.RESIDENCE, Source.CARD)
        qtbot.waitUntil(lambda: page._draft.fields[FieldKey.RESIDENCE] == place.addresses[0])
        assert page._draft.fields[FieldKey.RESIDENCE].startswith("Bản Mẫu, xã ")
        assert page._draft.fields[FieldKey.RESIDENCE].endswith("tỉnh Sơn La")
        assert reading(window).values["residence"] == "Bản Mẫu, Hua Nhàn, Bắc Yên, Sơn La"


@pytest.mark.parametrize("typed", [False, True])
def test_a_split_commune_is_asked(qtbot: Any, tmp_path: Path, typed: bool) -> None:
    address = split_address()
    card = f"{NUMBER}||{PAO}|12031978|Nam|{address}|01062021"
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, card)
        page._choose(FieldKey.RESIDENCE, Source.CARD)
        qtbot.waitUntil(lambda: page.panel.card_question is not None)
        question = page.panel.card_question
        assert len(question.rows) == len(page._draft.place.communes) > 1
        if typed:
            question.typed.setText("Thôn Mẫu, xã Khác")
            QTest.keyClick(question.typed, Qt.Key.Key_Return)
            wanted = "Thôn Mẫu, xã Khác"
        else:
            wanted = page._draft.place.addresses[1]
            window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page._draft.fields[FieldKey.RESIDENCE] == wanted)
        assert not any("giữ địa chỉ trong danh sách" in note for note in notes(page._draft))
        assert page._draft.choices[FieldKey.RESIDENCE] is Source.DECLARED
        assert page.panel.card_question is None
        assert reading(window).values["residence"] == address


def test_the_lines_of_the_back_leave_only_the_name_to_be_read(qtbot: Any, tmp_path: Path) -> None:
    from desktop.identity.mrz import parse_mrz
    from tests.ui.intake.test_card_page import back_of

    card = parse_mrz("\n".join(back_of(NUMBER)), today=factories.MORNING.date())
    with finding_desk(tmp_path) as window:
        page = open_with(qtbot, window, card)
        assert page._draft.card[FieldKey.SEX] == "male"
        assert page.panel.card_question.rows[0].label == PAO
