"""What may be planned at all; every refusal says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from desktop.common.clock import local
from desktop.common.i18n import tr
from desktop.common.shifts import Shift
from desktop.common.text import clean, fold
from desktop.models import Operator, PlannedTurn
from desktop.security import store as trail
from desktop.shifts import words
from desktop.shifts.errors import NobodyError, PlanError
from desktop.shifts.plan import rules
from desktop.shifts.plan import store as queries
from desktop.shifts.plan.views import HERE, Person
from desktop.storage.unit_of_work import Session


def require_weeks(count: int) -> None:
    """Refuse a number of weeks that no plan has.

    Raises:
        PlanError: it is not between 1 and 26.
    """
    if not 1 <= count <= rules.MOST_WEEKS:
        raise PlanError(
            tr("Số tuần phải từ 1 đến {n}.").format(n=rules.MOST_WEEKS),
            tr("Ghi số tuần nhỏ hơn rồi làm lại."),
        )


def require_near(day: date, now: datetime) -> None:
    """Refuse a day that lies more than a year ahead.

    Raises:
        PlanError: it does.
    """
    latest = local(now).date() + rules.MOST_AHEAD
    if day > latest:
        raise PlanError(
            tr("Ngày {day} còn quá xa.").format(day=f"{day:%d/%m/%Y}"),
            tr("Xếp lịch được đến ngày {latest}.").format(latest=f"{latest:%d/%m/%Y}"),
        )


def require_plannable(shift: Shift, now: datetime) -> None:
    """Refuse a shift that is over, too far ahead, or no part of a day.

    Raises:
        PlanError: it is one of these.
    """
    if shift.part is None:
        raise PlanError(
            tr("Chưa ghi ca nào trong ngày {day}.").format(day=f"{shift.day:%d/%m/%Y}"),
            tr("Ghi thêm :sang, :chieu hoặc :toi sau ngày."),
        )
    if rules.is_over(shift, now):
        title = tr("{part} ngày {day} đã qua.").format(
            part=words.part_words(shift.part).capitalize(), day=f"{shift.day:%d/%m/%Y}"
        )
        raise PlanError(
            title, tr("Ai đã làm lấy theo đăng nhập. Xếp lịch từ ca đang diễn ra trở đi.")
        )
    require_near(shift.day, now)


def require_room(session: Session, monday: date) -> None:
    """Refuse a week with more places than a sheet on the wall can show.

    Raises:
        PlanError: it has.
    """
    session.flush()
    rows = queries.turns_between(session, monday, monday + timedelta(days=6))
    if len({HERE, *(row.place for row in rows)}) > rules.MOST_PLACES:
        raise PlanError(
            tr("Tuần {monday} có quá {n} nơi trực.").format(
                monday=f"{monday:%d/%m/%Y}", n=rules.MOST_PLACES
            ),
            tr("Bỏ bớt một nơi trong tuần đó trước."),
        )


def checked_place(session: Session, place: str) -> str:
    """Return a place as the plan writes it; this counter by its code is `HERE`.

    Raises:
        PlanError: the name is too long.
    """
    place = _checked(place, tr("Tên nơi trực"))
    code = trail.station_of(session).code
    if fold(place) in {"", fold(code), fold(tr("Quầy {code}").format(code=code))}:
        return HERE
    spelled = {one.casefold(): one for one in queries.places(session)}
    return spelled.get(place.casefold(), place)


def checked_people(
    session: Session, people: Iterable[Person], known: Mapping[str, PlannedTurn]
) -> dict[str, Person]:
    """Return who is to be planned, each once, by what makes them the same person.

    The name of somebody who has an account is that person.

    Args:
        session: the caller's own transaction.
        people: operators, or others by name.
        known: who stands there already; they may have left since and may stay.

    Raises:
        NobodyError: an operator does not work here any more.
        PlanError: a name cannot be taken, or several people here have it, or there are too many.
    """
    everybody = queries.every_operator(session)
    active = [row for row in everybody if row.is_active]
    found: dict[str, Person] = {}
    for one in people:
        person = one if one.operator_id else _by_name(one.name, active)
        key = rules.person_key(person)
        if person.operator_id and key not in known:
            _require_active(person, active)
        found[key] = person
    if len(found) > rules.MOST_PEOPLE:
        raise PlanError(
            tr("Một ca ở một nơi ghi được nhiều nhất {n} người.").format(n=rules.MOST_PEOPLE),
            tr("Bớt người, hoặc ghi thêm một nơi trực."),
        )
    return found


def _require_active(person: Person, active: list[Operator]) -> None:
    if all(row.id != person.operator_id for row in active):
        raise NobodyError(person.name)


def _by_name(name: str, active: list[Operator]) -> Person:
    name = _checked(name, tr("Họ và tên"))
    if not any(char.isalpha() for char in name):
        raise PlanError(tr("Chưa ghi họ và tên."), tr("Gõ họ và tên người trực rồi làm lại."))
    same = [row for row in active if row.full_name.casefold() == name.casefold()]
    if len(same) > 1:
        raise PlanError(
            tr("Quầy có {n} người tên “{name}”.").format(n=len(same), name=name),
            tr("Chọn đúng người trong danh sách cán bộ của quầy."),
        )
    return Person(same[0].full_name, same[0].id) if same else Person(name)


def _checked(text: str, what: str) -> str:
    text = clean(text)
    if len(text) > rules.LONGEST_NAME:
        raise PlanError(
            tr("{what} dài quá {n} chữ.").format(what=what, n=rules.LONGEST_NAME),
            tr("Ghi ngắn lại rồi làm lại."),
        )
    return text
