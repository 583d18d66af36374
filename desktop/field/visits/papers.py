"""The route sheet of a list, on paper and as a workbook; each one made is in the audit trail."""

from __future__ import annotations

from uuid import UUID

from desktop.common.actors import on_paper
from desktop.common.clock import Clock, show_date, show_time
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME
from desktop.common.text import only_digits
from desktop.common.vocabulary import VisitPlace
from desktop.documents.figure_words import Value
from desktop.documents.route_sheet import RouteSheet, RouteStop, render_route_sheet
from desktop.documents.workbook import SheetContent, write_workbook
from desktop.field.teams.service import views as team_views
from desktop.field.visits import store as queries
from desktop.field.visits import words
from desktop.field.visits.errors import NobodyToVisitError, VisitUnknownError
from desktop.field.visits.reading import list_views
from desktop.field.visits.views import VisitListView, VisitView
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class RouteSheets:
    """Makes the papers of a list; none of them says why somebody is visited."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def pdf(self, list_id: UUID, *, actor: str) -> bytes:
        """Return the route sheet as PDF.

        Raises:
            VisitUnknownError: there is no such list.
            NobodyToVisitError: nobody is on it.
        """
        with self._store.write() as session:
            sheet = self._sheet(session, self._list(session, list_id), actor)
            self._note(session, list_id, "pdf", actor)
        return render_route_sheet(sheet)

    def workbook(self, list_id: UUID, *, actor: str) -> bytes:
        """Return the same as .xlsx.

        Raises:
            VisitUnknownError: there is no such list.
            NobodyToVisitError: nobody is on it.
        """
        with self._store.write() as session:
            found = self._list(session, list_id)
            sheet = self._sheet(session, found, actor)
            self._note(session, list_id, "xlsx", actor)
        columns = (
            vi("STT"),
            vi("Giờ"),
            vi("Họ và tên"),
            vi("Chi bộ"),
            vi("Bản, thôn"),
            vi("Địa chỉ"),
            vi("Nơi gặp"),
            vi("Điện thoại"),
            vi("Kết quả"),
            vi("Ngày đi lại"),
            vi("Ghi chú"),
        )
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (number, *_cells(one)) for number, one in enumerate(found.visits, start=1)
        )
        content = SheetContent(
            vi("Danh sách {n}").format(n=found.number), columns, rows, (sheet.team, sheet.travels)
        )
        heads = (sheet.office, sheet.title)
        return write_workbook(heads, [content], decimals=0, practice=sheet.practice)

    # ------------------------------------------------------------ parts

    @staticmethod
    def _list(session: Session, list_id: UUID) -> VisitListView:
        row = queries.list_by_id(session, list_id)
        if row is None:
            raise VisitUnknownError
        found = list_views(session, [row])[0]
        if not found.visits:
            raise NobodyToVisitError
        return found

    def _note(self, session: Session, list_id: UUID, form: str, actor: str) -> None:
        row = queries.list_by_id(session, list_id)
        security.record(
            session,
            Tag.ROUTE_SHEET_MADE,
            at=self._clock.now(),
            actor=actor,
            target=str(list_id),
            detail={"number": row.number if row else 0, "form": form},
        )

    def _sheet(self, session: Session, found: VisitListView, actor: str) -> RouteSheet:
        station, text, now = security.station_of(session), self._preferences.text, self._clock.now()
        team = next(one for one in team_views(session, ended=True) if one.team_id == found.team_id)
        people = "; ".join(
            f"{one.name} ({words.role_words(one.role, vi).lower()})" for one in team.people
        )
        travels = (
            (vi("Máy: {what}"), found.device),
            (vi("Phương tiện: {what}"), found.vehicle),
        )
        return RouteSheet(
            office=text(OFFICE_NAME) or station.name or station.commune_name or station.code,
            campaign_title=text(CAMPAIGN_TITLE),
            title=vi("Phiếu đi đường số {n}, ngày {day}").format(
                n=found.number, day=show_iso(found.day)
            ),
            team=f"{team.name}: {people}" if people else team.name,
            travels=" · ".join(say.format(what=what) for say, what in travels if what),
            stops=tuple(_stop(one) for one in found.visits),
            made=vi("{who} lập lúc {time} ngày {day}.").format(
                who=on_paper(actor), time=show_time(now), day=show_date(now)
            ),
            practice=station.is_practice,
        )


def _stop(one: VisitView) -> RouteStop:
    told = [words.outcome_words(one.outcome, vi)] if one.outcome else []
    if one.revisit_on:
        told.append(vi("đi lại {day}").format(day=show_iso(one.revisit_on)))
    return RouteStop(
        time=one.planned_time,
        full_name=one.full_name,
        cell=one.cell,
        village=one.village,
        address=one.address,
        place="" if one.place is VisitPlace.HOME else words.place_words(one.place, vi),
        phone=_grouped(one.phone),
        told=", ".join(told),
    )


def _cells(one: VisitView) -> tuple[str, ...]:
    return (
        one.planned_time,
        one.full_name,
        one.cell,
        one.village,
        one.address,
        words.place_words(one.place, vi),
        _grouped(one.phone),
        words.outcome_words(one.outcome, vi) if one.outcome else "",
        show_iso(one.revisit_on),
        one.outcome_note,
    )


def _grouped(phone: str) -> str:
    digits = only_digits(phone)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if len(digits) == 10 else phone
