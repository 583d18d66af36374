"""Reading one row as a person."""

from __future__ import annotations

from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.reading.dates import NO_DATE, check_dates, note_date
from desktop.roster.reading.kinds import Section, cell_name
from desktop.roster.reading.layout import Layout
from desktop.roster.reading.names import Named
from desktop.roster.reading.numbers import read_card, read_numbers
from desktop.roster.reading.values import Found, is_marked
from desktop.roster.rules import status_of, status_of_note
from desktop.roster.views import PreviewRow

SEX_WORD: dict[Sex | None, str] = {sex: sex.value for sex in Sex}
_OPEN = (None, MemberStatus.OFFICIAL)


class PersonReader:
    """Reads the rows of one sheet as people.

    Args:
        layout: of the sheet.
    """

    def __init__(self, layout: Layout) -> None:
        self._at = layout
        self._texts = layout.texts

    def read(self, index: int, named: Named, section: Section) -> PreviewRow:
        """Return the person of a row, with problems noted.

        Args:
            index: 0-based row.
            named: whom the row names.
            section: what the rows above say.
        """
        found = Found({FieldKey.FULL_NAME: named.name})
        fields = found.fields
        self._read_plain(index, fields, section)
        self._read_sex_and_birth(index, found)
        self._read_dates(index, found)
        check_dates(found)
        cells = self._at.cells[index]
        personal_at, old_at = self._at.numbers
        read_numbers(
            found,
            cells[personal_at] if personal_at >= 0 else "",
            cells[old_at] if old_at >= 0 else "",
        )
        for key, place in self._at.cards:
            if text := self._texts[index][place]:
                read_card(found, key, cells[place], text)
        status = self._status(index, found, section.status, named.remark)
        if named.remark:
            said = (fields.get(FieldKey.NOTE, ""), named.remark)
            fields[FieldKey.NOTE] = "; ".join(text for text in said if text)
        has_no_card = self._at.has_cards and FieldKey.CARD_NUMBER not in fields
        if has_no_card and status is MemberStatus.OFFICIAL:
            found.note("card_missing", FieldKey.CARD_NUMBER)
        for column, code, text in self._at.bad.get(index, ()):
            found.note(code, self._at.field_of(column), text)
        return PreviewRow(index + 1, fields, status, tuple(found.problems), self._extra(index))

    def _extra(self, index: int) -> dict[str, str]:
        """Return what no field holds; words around a number ("… cấp ngày 1/6/2021") included."""
        extra = self._at.sheet.leftovers(index)
        for place in self._at.numbers:
            text = self._texts[index][place] if place >= 0 else ""
            if any(map(str.isalpha, text)):
                extra.setdefault(self._at.sheet.label(place), text)
        return extra

    def _read_plain(self, index: int, fields: dict[FieldKey, str], section: Section) -> None:
        row = self._texts[index]
        for key, place in self._at.plain:
            if text := row[place]:
                fields[key] = text
        for key in self._at.pieces:
            if text := self._at.text(index, key):
                fields[key] = text
        if own := cell_name(self._at.text(index, FieldKey.CELL)) or section.cell:
            fields[FieldKey.CELL] = own
        if section.village:
            fields.setdefault(FieldKey.VILLAGE, section.village)
        if section.committee:
            fields.setdefault(FieldKey.COMMITTEE, section.committee)

    def _read_dates(self, index: int, found: Found) -> None:
        for key, dates in self._at.dates_of:
            iso, code = dates[index]
            if iso:
                found.fields[key] = iso
            if code:
                found.note(code, key, self._at.date_text(index, key))

    def _read_sex_and_birth(self, index: int, found: Found) -> None:
        row = self._texts[index]
        text = self._at.text(index, FieldKey.SEX)
        sex = self._at.sex_of(text) if text else None
        if text and sex is None:
            found.note("sex_unreadable", FieldKey.SEX, text)
        born_at = -1
        for place, meaning in self._at.sexes:
            if said := row[place]:
                sex = meaning
                # "Nam | Nữ" without a parent may hold years of birth instead of ticks.
                if born_at < 0 and self._at.births[index] is NO_DATE and not is_marked(said):
                    born_at = place
        if sex:
            found.fields[FieldKey.SEX] = SEX_WORD[sex]
        key = FieldKey.BIRTH_DATE
        if born_at >= 0:
            self._at.dates.read(found, key, self._at.cells[index][born_at], row[born_at])
        elif (understood := self._at.births[index]) is not NO_DATE:
            note_date(found, key, self._at.date_text(index, key), understood)

    def _status(
        self, index: int, found: Found, of_section: MemberStatus | None, remark: str
    ) -> MemberStatus:
        text = self._texts[index][self._at.status] if self._at.status >= 0 else ""
        status = status_of(text) if text else None
        if text and status is None:
            found.note("status_unreadable", FieldKey.NOTE, text)
        for place, meaning in self._at.ticks:
            if is_marked(self._texts[index][place]):
                status = meaning
                break
        note = found.fields.get(FieldKey.NOTE, "")
        status = said_in_note(status, note) if note else status
        status = said_in_note(status, remark) if remark else status
        status = status or of_section
        if status is not None:
            return status
        if self._at.may_guess and not (
            self._at.text(index, FieldKey.CARD_NUMBER) or self._at.text(index, FieldKey.OFFICIAL_ON)
        ):
            found.note("status_guessed", FieldKey.OFFICIAL_ON)
            return MemberStatus.PROBATIONARY
        return MemberStatus.OFFICIAL


def said_in_note(status: MemberStatus | None, note: str) -> MemberStatus | None:
    """Return the status of a person with a note; what a column of its own says is surer."""
    return (status_of_note(note) or status) if status in _OPEN else status
