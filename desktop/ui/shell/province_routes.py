"""The pages of a provincial desk, from name to class; imported as `routes` does it."""

# ruff: noqa: PLC0415 - each page is imported when it is first opened, as in `routes`

from __future__ import annotations

from collections.abc import Callable

from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.shell.routes import PageMaker


def _province() -> PageMaker:
    from desktop.ui.province.desk_page import DeskPage

    return DeskPage


def _province_review() -> PageMaker:
    from desktop.ui.province.review_page import ReviewPage

    return ReviewPage


def _province_records() -> PageMaker:
    from desktop.ui.province.records_page import RecordsPage

    return RecordsPage


def _province_stations() -> PageMaker:
    from desktop.ui.province.stations_page import StationsPage

    return StationsPage


def _province_own_keys() -> PageMaker:
    from desktop.ui.province.own_keys_page import OwnKeysPage

    return OwnKeysPage


def _province_print() -> PageMaker:
    from desktop.ui.province.print_page import PrintPage

    return PrintPage


def _province_trail() -> PageMaker:
    from desktop.ui.province.trail import journal_desk
    from desktop.ui.security.journal_page import TrailPage

    return lambda context: TrailPage(journal_desk(context))


def _province_help() -> PageMaker:
    from desktop.ui.shell.province_help_page import ProvinceHelpPage

    return ProvinceHelpPage


PROVINCE_ROUTES: dict[PageName, Callable[[], PageMaker]] = {
    PageName.PROVINCE: _province,
    PageName.PROVINCE_REVIEW: _province_review,
    PageName.PROVINCE_RECORDS: _province_records,
    PageName.PROVINCE_RECORD: _province_review,  # the same page, for one record
    PageName.PROVINCE_STATIONS: _province_stations,
    PageName.PROVINCE_OWN_KEYS: _province_own_keys,
    PageName.PROVINCE_PRINT: _province_print,
    PageName.PROVINCE_TRAIL: _province_trail,
    PageName.HELP: _province_help,
}
"""Every page of a provincial desk; made from a `ProvinceContext`."""

PROVINCE_TABS = (
    PageName.PROVINCE,
    PageName.PROVINCE_REVIEW,
    PageName.PROVINCE_RECORDS,
    PageName.PROVINCE_PRINT,
    PageName.PROVINCE_STATIONS,
)
"""As `TABS`, at a provincial desk."""

PROVINCE_TAB_OF: dict[PageName, PageName] = {
    **{tab: tab for tab in PROVINCE_TABS},
    PageName.PROVINCE_RECORD: PageName.PROVINCE_RECORDS,
    PageName.PROVINCE_OWN_KEYS: PageName.PROVINCE_STATIONS,
    PageName.PROVINCE_TRAIL: PageName.PROVINCE_STATIONS,
}
"""As `TAB_OF`, at a provincial desk."""


def province_tab_words() -> dict[PageName, str]:
    """Return the words on the tabs of a provincial desk."""
    return {
        PageName.PROVINCE: tr("Tiếp nhận"),
        PageName.PROVINCE_REVIEW: tr("Cần xem"),
        PageName.PROVINCE_RECORDS: tr("Hồ sơ"),
        PageName.PROVINCE_PRINT: tr("In thẻ"),
        PageName.PROVINCE_STATIONS: tr("Nơi tiếp nhận"),
    }
