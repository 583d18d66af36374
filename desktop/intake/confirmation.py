"""Confirmation sheets: what sources say of a cell's members, for its secretary to sign.

Stands on this rung because it joins the register (roster) with a paper (documents).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from desktop.common.clock import Clock, local, show_date
from desktop.common.dates import show_iso
from desktop.common.i18n import tr, vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME, OFFICE_UPPER
from desktop.common.vocabulary import FieldKey, Sex
from desktop.documents.confirmation_sheet import (
    ConfirmationContent,
    ConfirmationItem,
    ConfirmationPerson,
    render_confirmations,
)
from desktop.intake.errors import NothingToConfirmError
from desktop.roster.register.rules import LIST, shown
from desktop.roster.register.service import RegisterService
from desktop.roster.register.views import DiscrepancyQuery, DiscrepancyView
from desktop.roster.register.words import FIELD_NAMES, SOURCE_NAMES
from desktop.roster.sources.service import SourcesService
from desktop.roster.sources.views import SourceSummary
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store


class ConfirmationService:
    """Makes the sheets that cells sign."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        sources: SourcesService,
        register: RegisterService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._sources = sources
        self._register = register

    def sheets(self, cells: Sequence[str] | None = None, *, maker: str = "") -> bytes:
        """Return one PDF with the open lines of some cells, each from a new page.

        Args:
            cells: exact names; every cell with open lines when left out.
            maker: name under the left signature.

        Raises:
            NothingToConfirmError: no line of these cells is open.
            StoreError: the store cannot be read.
        """
        wanted = None if cells is None else set(cells)
        lines = [
            line
            for line in self._register.page(DiscrepancyQuery(), limit=None).rows
            if wanted is None or line.cell in wanted
        ]
        if not lines:
            raise NothingToConfirmError(
                tr("Không có mục nào chờ chi bộ xác nhận."),
                tr("Nhập bản trích của nguồn khác để đối chiếu, hoặc chọn chi bộ khác."),
            )
        taken = [one for one in self._sources.summary() if one.source is not None]
        with self._store.read() as session:
            station = security.station_of(session)
        text = self._preferences.text
        place = station.commune_name or station.code
        upper = text(OFFICE_UPPER) or text(OFFICE_NAME) or station.commune_name
        moment = local(self._clock.now())
        date = vi("{place}, ngày {day} tháng {month} năm {year}").format(
            place=place,
            day=f"{moment:%d}",
            month=moment.month if moment.month > 2 else f"{moment:%m}",
            year=moment.year,
        )
        return render_confirmations(
            [
                ConfirmationContent(
                    committee=upper,
                    cell=_titled(cell),
                    sources=tuple(vi(SOURCE_NAMES[one]) for one in _kinds(taken)),
                    basis=_basis(taken),
                    place_date=date,
                    people=_people(tuple(some), _kinds(taken)),
                    maker=maker,
                    practice=station.is_practice,
                    campaign_title=text(CAMPAIGN_TITLE),
                    legal_basis=text(LEGAL_BASIS),
                )
                for cell, some in groupby(lines, key=lambda line: line.cell)
            ]
        )


def _kinds(taken: Sequence[SourceSummary]) -> tuple[str, ...]:
    return (LIST, *(one.kind.value for one in taken))


def _titled(cell: str) -> str:
    if not cell:
        return vi("Chưa rõ chi bộ")
    if cell.casefold().startswith(vi("Chi bộ").casefold()):
        return cell
    return vi("Chi bộ {name}").format(name=cell)


def _basis(taken: Sequence[SourceSummary]) -> str:
    extracts = [
        vi("{source} (bản trích {day})").format(
            source=vi(SOURCE_NAMES[one.kind.value]),
            day=show_iso(one.source.as_of) or show_date(one.source.imported_at),
        )
        for one in taken
        if one.source is not None
    ]
    return vi("Đối chiếu danh sách với {extracts}").format(extracts=", ".join(extracts))


def _people(
    lines: Sequence[DiscrepancyView], kinds: Sequence[str]
) -> tuple[ConfirmationPerson, ...]:
    found: dict[UUID, list[DiscrepancyView]] = {}
    for line in lines:
        found.setdefault(line.member_id, []).append(line)
    return tuple(
        ConfirmationPerson(
            several[0].full_name,
            several[0].birth_shown,
            tuple(
                ConfirmationItem(
                    vi(FIELD_NAMES[line.field]),
                    tuple(_written(line.field, line.value_of(kind)) for kind in kinds),
                )
                for line in several
            ),
        )
        for several in found.values()
    )


def _written(field: FieldKey, value: str) -> str:
    """Return a value for a paper, which speaks Vietnamese whatever the screen speaks."""
    if field is FieldKey.SEX and value:
        return vi("Nam") if value == Sex.MALE.value else vi("Nữ")
    return shown(field, value)
