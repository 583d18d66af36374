"""A table whose columns are understood: cells by field, leftovers by header."""

from __future__ import annotations

from dataclasses import replace

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.roster.errors import AmbiguousHeaderError, HeaderNotFoundError
from desktop.roster.mapping import Column, HeaderMapping, words_of
from desktop.roster.reading.contents import complete, header_by_contents
from desktop.roster.reading.headers import (
    DATE_PIECES,
    IN_DATE_PIECES,
    Header,
    find_header,
    last_words,
)
from desktop.roster.reading.table import Cell, Table
from desktop.roster.reading.values import texts_of
from desktop.roster.views import ColumnMatch, column_letters

IN_PIECES = (FieldKey.RESIDENCE, FieldKey.HOMETOWN, FieldKey.BIRTH_PLACE)
"""Addresses may stand in several columns; their texts are joined."""

_FIRST = frozenset({"1", "01", "1."})
_MUST_BE_SURE = frozenset({FieldKey.FULL_NAME, FieldKey.PERSONAL_ID, FieldKey.BIRTH_DATE})


class Sheet:
    """One table with its header found.

    Attributes:
        texts: clean text of every cell, row by row.
        header: where it is and what its columns say.
        notes: what a person should know about the columns.

    Raises:
        HeaderNotFoundError: no header within the first rows.
        AmbiguousHeaderError: two columns claim to be the same key fact, and differ.
    """

    def __init__(
        self,
        table: Table,
        mapping: HeaderMapping | None = None,
        header_row: int | None = None,
        *,
        skips_hidden: bool = False,
    ) -> None:
        self.table = table
        self.texts = texts_of(table.rows)
        header, notes = _header_of(self.texts, table, mapping, header_row)
        self.header = replace(header, columns=self._all_columns(header, skips_hidden))
        self.notes = [*table.notes, *notes]
        self._labels = {
            column.index: column.header for column in self.header.columns if column.header
        }
        self._dates_in_pieces: set[str] = set()
        names = {column.field for column in self.header.columns if column.field}
        self._columns = {name: self._choose(name) for name in sorted(names)}
        self._join_split_name()
        self._fill_down()
        used = {i for indexes in self._columns.values() for i in indexes}
        self._left_over = [
            (column.index, column.header or column.letters)
            for column in self.header.columns
            if column.index not in used and not column.is_ignored
        ]

    def _all_columns(self, header: Header, skips_hidden: bool) -> tuple[ColumnMatch, ...]:
        """Return every column with a header or a content, hidden ones marked or left out."""
        known = {column.index: column for column in header.columns}
        body = self.texts[header.first + header.height :]
        width = len(self.texts[0]) if self.texts else 0
        filled = {
            place
            for place in range(width)
            if place not in known and any(row[place] for row in body)
        }
        columns = []
        for index in sorted(filled | {place for place in known if place < width}):
            column = known.get(index) or ColumnMatch(index, "", "")
            if index in self.table.marks.hidden_columns:
                column = replace(column, is_hidden=True)
                if skips_hidden:
                    column = replace(column, field="", is_ignored=True)
            columns.append(column)
        return tuple(columns)

    @property
    def body(self) -> range:
        """Indexes of the rows below the header."""
        return range(self.header.first + self.header.height, len(self.texts))

    def has(self, name: str) -> bool:
        """Whether the list has a column for this."""
        return name in self._columns

    def places(self, name: str) -> tuple[int, ...]:
        """Return the column indexes of a field."""
        return self._columns.get(name, ())

    def at(self, index: int, name: str) -> Cell:
        """Return the raw cell of a field in a row, or an empty text."""
        row = self.table.rows[index]
        places = self.places(name)
        if name in self._dates_in_pieces:
            texts = [self._cell(index, i) for i in places]
            if len(texts) == len(DATE_PIECES) and any(texts):
                # A day without its month must not become the month.
                return "/".join(text or "00" for text in texts)
            return "/".join(text for text in texts if text)
        return row[places[0]] if places else ""

    def text(self, index: int, name: str) -> str:
        """Return the clean text of a field in a row; pieces are joined by commas."""
        row = self.texts[index]
        glue = " " if name == FieldKey.FULL_NAME else ", "
        return glue.join([row[i] for i in self.places(name) if row[i]])

    def leftovers(self, index: int) -> dict[str, str]:
        """Return what no field holds, under the header of its column."""
        row = self.texts[index]
        found: dict[str, str] = {}
        for place, label in self._left_over:
            if row[place]:
                name = f"{label} ({column_letters(place)})" if label in found else label
                found[name] = row[place]
        return found

    def label(self, place: int) -> str:
        """Return the header of a column, its letters when it has none."""
        return self._labels.get(place, column_letters(place))

    def note_month_first(self, place: int) -> None:
        """Tell that a column writes its dates month first."""
        text = tr("Cột {column} ghi tháng trước ngày (tháng/ngày/năm): đã đọc theo cách đó.")
        self.notes.append(text.format(column=column_letters(place)))

    def _choose(self, name: str) -> tuple[int, ...]:
        """Choose the column(s) of a field; two headers alike need a decision."""
        indexes = self.header.indexes(name)
        if len(indexes) == 1 or self._is_one_merged_name(name, indexes):
            return indexes
        if tuple(last_words(self._labels[i]) for i in indexes) in IN_DATE_PIECES:
            self._dates_in_pieces.add(name)
            return indexes
        if name in IN_PIECES:
            largest_first = words_of(self._labels[indexes[0]]).endswith(("quoc gia", "tinh"))
            # People write addresses from the house to the province.
            return indexes[::-1] if largest_first else indexes
        filled = [i for i in indexes if any(self._cell(row, i) for row in self.body)]
        if len(filled) <= 1:
            return (*filled, *indexes)[:1]
        if name == FieldKey.BIRTH_DATE:
            # "Ngày sinh" beside "Năm sinh": the one that says more.
            filled.sort(key=lambda i: -sum(len(self._cell(row, i)) for row in self.body))
        first, *others = filled
        labels = ", ".join(f"{column_letters(i)} “{self._labels[i]}”" for i in filled)
        differ = any(
            self._cell(row, other) not in self._cell(row, first)
            for row in self.body
            for other in others
        )
        if differ and name in _MUST_BE_SURE:
            raise AmbiguousHeaderError(
                tr("Hai cột cùng nghĩa nhưng khác nội dung: {columns}.").format(columns=labels),
                tr("Chỉ rõ cột đúng ở bước ghép cột, hoặc bỏ bớt một cột trong tệp rồi chọn lại."),
            )
        text = tr("Các cột {columns} trùng nghĩa: dùng cột đầu, cột sau giữ ở thông tin thêm.")
        self.notes.append(text.format(columns=labels))
        return (first,)

    def _is_one_merged_name(self, name: str, indexes: tuple[int, ...]) -> bool:
        """Whether one merged "Họ và tên" stands over two columns, family and given name."""
        header_rows = range(self.header.first, self.header.first + self.header.height)
        return name == FieldKey.FULL_NAME and any(
            start[0] in header_rows and (start[1], end[1]) == (indexes[0], indexes[-1])
            for start, end in self.table.merged
        )

    def _join_split_name(self) -> None:
        """Text files lose the merge: a column without a header after the name holds given names."""
        places = self.places(FieldKey.FULL_NAME)
        beside = places[0] + 1 if len(places) == 1 else 0
        is_last = beside == len(self.texts[0])
        if not beside or is_last or beside in self._labels or self.has(Column.GIVEN_NAME):
            return
        named = [index for index in self.body if self._cell(index, places[0])]
        given = [self._cell(index, beside) for index in named]
        alike = sum(1 for text in given if text.replace("’", "").replace("'", "").isalpha())
        if named and alike >= 0.8 * len(named):
            self._columns[FieldKey.FULL_NAME.value] = (*places, beside)
            text = tr("Đã ghép cột {first} và {second} thành họ tên.")
            pair = {"first": column_letters(places[0]), "second": column_letters(beside)}
            self.notes.append(text.format(**pair))

    def _fill_down(self) -> None:
        """Give every row under a merged cell or village its text; other columns are left alone."""
        shared = {
            *self.places(FieldKey.CELL),
            *self.places(FieldKey.VILLAGE),
            *self.places(FieldKey.COMMITTEE),
        }
        for start, end in self.table.merged:
            if start[0] not in self.body or start[1] != end[1] or start[1] not in shared:
                continue
            for row in self.texts[start[0] + 1 : end[0] + 1]:
                row[start[1]] = self.texts[start[0]][start[1]]
        for place in sorted(shared):
            self._fill_group(place)

    def _fill_group(self, place: int) -> None:
        """Give people the cell that is written once, at the first person of each group."""
        filled = sum(1 for row in self.body if self.texts[row][place])
        if 2 * filled > len(self.body):
            return
        names = self.places(FieldKey.FULL_NAME)
        named = [row for row in self.body if any(self._cell(row, name) for name in names)]
        first = [row for row in named if self._cell(row, place)]
        written = [self._cell(row, place) for row in first]
        if not named or first[:1] != named[:1] or len(set(written)) != len(written):
            return
        begins = [row for row in named if self.text(row, Column.ORDER) in _FIRST]
        is_grouped = begins == first or (len(begins) <= 1 and 2 * len(first) <= len(named))
        if not is_grouped or len(first) == len(named):
            return
        said = ""
        for row in named:
            said = self._cell(row, place) or said
            self.texts[row][place] = said
        text = tr("Cột {column} chỉ ghi ở dòng đầu mỗi nhóm: đã điền cho các dòng dưới.")
        self.notes.append(text.format(column=column_letters(place)))

    def _cell(self, index: int, column: int) -> str:
        return self.texts[index][column]


def _header_of(
    texts: list[list[str]], table: Table, mapping: HeaderMapping | None, header_row: int | None
) -> tuple[Header, list[str]]:
    """Find the header and name its columns, by their words first; also what to tell about it."""
    at = None if header_row is None else header_row - 1
    notes = []
    header = find_header(texts, table.merged, mapping=mapping, at=at)
    if header is None and mapping is None:
        header = header_by_contents(table, texts)
        notes = [tr("Không thấy dòng tiêu đề quen thuộc: đã nhận các cột theo nội dung.")]
    if header is None:
        raise HeaderNotFoundError(
            tr("Không thấy dòng tiêu đề trong 40 dòng đầu của trang “{sheet}”.").format(
                sheet=table.sheet
            )
            if table.sheet
            else tr("Không thấy dòng tiêu đề trong 40 dòng đầu của tệp."),
            tr(
                "Cần một dòng có “Họ và tên” và vài cột như “Ngày sinh”, “Số CCCD”, “Chi bộ”, "
                "“Ngày vào Đảng”, “Số thẻ đảng”. Sửa tên cột trong tệp hoặc chọn trang tính khác."
            ),
        )
    header, told = complete(header, table, texts, mapping)
    return header, [*notes, *told]
