"""The closing page of a shift as PDF, from its frozen figures."""

from __future__ import annotations

from desktop.common.actors import on_paper, signer
from desktop.common.clock import Clock, local, show_date, show_time
from desktop.common.i18n import vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME, OFFICE_UPPER
from desktop.documents.shift_report import (
    MOST_LINES,
    MOST_PEOPLE,
    PersonLine,
    ShiftReport,
    render_shift_report,
)
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.shifts import rules, words
from desktop.shifts import store as queries
from desktop.shifts.errors import NoOpenShiftError, UnknownShiftError
from desktop.shifts.service import ShiftService, view
from desktop.shifts.views import Figures, OperatorFigures, OverrideCount, ShiftState
from desktop.storage.unit_of_work import Session, Store


class ShiftPapers:
    """Makes the closing page; each one made of a closed shift is in the audit trail."""

    def __init__(
        self, store: Store, clock: Clock, preferences: Preferences, shifts: ShiftService
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._shifts = shifts

    def closing_page(self, number: int, *, actor: str) -> bytes:
        """Return the page of a closed shift as a PDF of one A4.

        Raises:
            UnknownShiftError: there is no closed shift under this number.
        """
        with self._store.write() as session:
            row = queries.closed_shift(session, number)
            if row is None:
                raise UnknownShiftError(number)
            content = self._content(session, ShiftState(view(row), rules.from_plain(row.figures)))
            trail.record(
                session,
                Tag.SHIFT_PAPER_MADE,
                at=self._clock.now(),
                actor=actor,
                target=str(row.id),
                detail={"number": number},
            )
        return render_shift_report(content)

    def preview(self) -> bytes:
        """Return the page as it would be if the open shift were closed now.

        Raises:
            NoOpenShiftError: none is open.
        """
        state = self._shifts.state()
        if state is None:
            raise NoOpenShiftError
        with self._store.read() as session:
            content = self._content(session, state)
        return render_shift_report(content)

    def _content(self, session: Session, state: ShiftState) -> ShiftReport:
        station, text = trail.station_of(session), self._preferences.text
        shift, figures = state.shift, state.figures
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        moment = local(shift.closed_at or self._clock.now())
        place = vi("{place}, ngày {day} tháng {month} năm {year}").format(
            place=station.commune_name or station.code,
            day=f"{moment:%d}",
            month=moment.month if moment.month > 2 else f"{moment:%m}",
            year=moment.year,
        )
        subject = vi("{part} số {number}, {weekday} {day} ({kind}), quầy {code}").format(
            part=vi(words.PARTS[shift.part]).capitalize(),
            number=shift.number,
            weekday=vi(words.WEEKDAYS[shift.day.weekday()]),
            day=f"{shift.day:%d/%m/%Y}",
            kind=vi(words.KINDS[shift.kind]),
            code=station.code,
        )
        opened = vi("Mở ca: {time} ngày {day}, {name}.").format(
            time=show_time(shift.opened_at),
            day=show_date(shift.opened_at),
            name=on_paper(shift.opened_by),
        )
        closed = vi("Ca đang mở; số liệu đến {time} ngày {day}.").format(
            time=show_time(self._clock.now()), day=show_date(self._clock.now())
        )
        if shift.closed_at is not None:
            closed = vi("Chốt ca: {time} ngày {day}, {name}.").format(
                time=show_time(shift.closed_at),
                day=show_date(shift.closed_at),
                name=on_paper(shift.closed_by),
            )
        return ShiftReport(
            office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
            place_date=place,
            campaign_title=text(CAMPAIGN_TITLE),
            legal_basis=text(LEGAL_BASIS),
            subject=subject,
            opened=opened,
            closed=closed,
            facts=_facts(figures),
            people=_people(figures),
            overrides=_overrides(figures.overrides),
            remarks=_remarks(figures),
            event=shift.last_event or 0,
            digest=shift.head_digest,
            signers=(signer(shift.closed_by), ""),
            practice=station.is_practice,
        )


def _facts(figures: Figures) -> tuple[tuple[str, str], ...]:
    found = (
        (vi("Hồ sơ đã nhận"), figures.received),
        (vi("– đã xong"), figures.done),
        (vi("– đã rút"), figures.withdrawn),
        (vi("– đang sửa, để riêng"), figures.put_back),
        (vi("Trong đó nhận lại sau khi sửa"), figures.again),
        (vi("Trong đó nhận khi chưa mở ca"), figures.before_opening),
        (vi("Còn dở dang"), figures.unfinished),
        (vi("Giao cho ca sau"), figures.handed_on),
        (vi("Lượt trả lại"), figures.returned),
        (vi("Lượt in lỗi"), figures.failed_prints),
        (vi("Biên nhận chưa in"), figures.open_prints),
        (vi("Lô đã xuất trong ca"), figures.batches),
    )
    return tuple((label, str(number)) for label, number in found)


def _row(name: str, one: OperatorFigures | Figures, overrides: int) -> PersonLine:
    return PersonLine(
        (
            name,
            str(one.received),
            words.minutes_words(one.median_seconds),
            words.minutes_words(one.p90_seconds),
            str(one.returned),
            str(overrides),
        ),
        is_total=isinstance(one, Figures),
    )


def _people(figures: Figures) -> tuple[PersonLine, ...]:
    """Return one row for each person, the rest summed up, and the total."""
    if not figures.operators:
        return ()
    own = figures.operators
    shown = own if len(own) <= MOST_PEOPLE else own[: MOST_PEOPLE - 1]
    rows = [_row(one.name, one, one.overrides) for one in shown]
    rest = own[len(shown) :]
    if rest:
        summed = OperatorFigures(
            name=vi("{n} người khác").format(n=len(rest)),
            received=sum(one.received for one in rest),
            returned=sum(one.returned for one in rest),
            overrides=sum(one.overrides for one in rest),
        )
        rows.append(_row(summed.name, summed, summed.overrides))
    return (*rows, _row(vi("Cộng"), figures, sum(one.overrides for one in own)))


def _overrides(overrides: tuple[OverrideCount, ...]) -> tuple[str, ...]:
    shown = overrides if len(overrides) <= MOST_LINES else overrides[: MOST_LINES - 1]
    lines = [
        vi("{what}: {n} hồ sơ.").format(what=words.override_words(one), n=one.count)
        for one in shown
    ]
    rest = overrides[len(shown) :]
    if rest:
        lines.append(
            vi("{n} lý do khác: {count} hồ sơ.").format(
                n=len(rest), count=sum(one.count for one in rest)
            )
        )
    return tuple(lines)


def _remarks(figures: Figures) -> tuple[tuple[str, str], ...]:
    waiting = vi("{n} hồ sơ chưa xuất lô; {batches} lô tỉnh chưa trả lời.").format(
        n=figures.waiting_export, batches=figures.unanswered_batches
    )
    backup = vi("Chưa có bản sao lưu nào.")
    if figures.last_backup_at is not None:
        backup = vi("{time} ngày {day}.").format(
            time=show_time(figures.last_backup_at), day=show_date(figures.last_backup_at)
        )
    people = [
        f"{one.name} ({show_time(one.first_at)}–{show_time(one.last_at)})"
        if one.first_at != one.last_at
        else f"{one.name} ({show_time(one.first_at)})"
        for one in figures.worked
    ]
    return (
        (vi("Lô hồ sơ"), waiting),
        (vi("Sao lưu gần nhất"), backup),
        (vi("Đăng nhập trong ca"), "; ".join(people) or vi("Không có.")),
    )
