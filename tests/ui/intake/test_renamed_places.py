"""The old name of a commune asks nothing, a split commune is asked; nothing holds up drawing."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey, Source
from desktop.intake import comparison
from desktop.ui.context import PageName
from tests import factories
from tests.ui.intake.finding_desk import ACTOR, finding_desk

RESIDENCE = FieldKey.RESIDENCE
HEAD = "STT,Họ và tên,Ngày sinh,Giới tính,Số định danh cá nhân,Chi bộ,Nơi thường trú,Số thẻ đảng"
ROW = '1,Mùa Thị Sua,04/05/1980,Nữ,014180000456,Chi bộ Hang Chú,"{place}",14555111'
CARD = "014180000456||Mùa Thị Sua|04051980|Nữ|{place}|{issued}"
KIM_MA = "Tổ 5, phường Kim Mã, quận Ba Đình, thành phố Hà Nội"


def page_of(qtbot, window, folder, *, listed: str, card: str, issued: str):
    """Take a list of one person in, open them with a card and wait for the comparison."""
    path = folder / "mot-nguoi.csv"
    path.write_text(f"{HEAD}\n{ROW.format(place=listed)}\n", "utf-8-sig")
    window.services.imports.import_list(path, actor=ACTOR)
    reading = factories.read_card(CARD.format(place=card, issued=issued))
    window.show(PageName.COMPARE, member_id=window.person("mua thi sua"), card=reading)
    qtbot.waitUntil(lambda: window.page._draft is not None)
    return window.page


def residence(window):
    (row,) = window.services.overview.drafts()
    draft = window.services.intake.draft(row.application_id)
    return draft.fields[RESIDENCE], draft.choices[RESIDENCE]


OLD = "Bản Cúa Mang, xã Hang Chú, huyện Bắc Yên, tỉnh Sơn La"
NEW = "Bản Cúa Mang, xã Xím Vàng, tỉnh Sơn La"


@pytest.mark.parametrize(
    ("listed", "card", "issued", "source"),
    [(NEW, OLD, "01062021", Source.LIST), (OLD, NEW, "01082025", Source.CARD)],
)
def test_a_renamed_commune_asks_nothing_and_keeps_the_name_of_today(
    qtbot, tmp_path, listed, card, issued, source
):
    with finding_desk(tmp_path) as window:
        page = page_of(qtbot, window, tmp_path, listed=listed, card=card, issued=issued)
        assert page.table.texts()[RESIDENCE][2] == "Đã đổi tên"
        assert page.panel._questions == []
        assert page.table._rows.marked == set()
        assert residence(window) == (NEW, source)


def test_a_split_commune_is_asked_also_of_an_old_card(qtbot, tmp_path):
    listed = "Tổ 5, phường Giảng Võ, thành phố Hà Nội"
    with finding_desk(tmp_path) as window:
        page = page_of(qtbot, window, tmp_path, listed=listed, card=KIM_MA, issued="01062021")
        assert page.table.texts()[RESIDENCE][2] == "Hỏi địa danh"
        assert [question.row.field for question in page.panel._questions] == [RESIDENCE]
        assert residence(window) == (listed, Source.LIST)
        window.press(Qt.Key.Key_1)
        qtbot.waitUntil(lambda: not window.tasks.is_busy)
        assert residence(window) == (KIM_MA, Source.CARD)


def test_places_are_never_compared_on_the_thread_that_draws(qtbot, tmp_path, monkeypatch):
    threads = []
    real = comparison.places.compare_places

    def noted(left: str, right: str):
        threads.append(threading.current_thread())
        return real(left, right)

    with finding_desk(tmp_path) as window:
        monkeypatch.setattr(comparison.places, "compare_places", noted)
        page = page_of(qtbot, window, tmp_path, listed=NEW, card=OLD, issued="01062021")
        page.table.refresh_layout()
        monkeypatch.undo()
    assert threads
    assert threading.main_thread() not in threads
