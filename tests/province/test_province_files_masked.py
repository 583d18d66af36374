"""What the province writes is read back: whole numbers only where docs/audit.md allows them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from desktop.common.vocabulary import FieldKey
from desktop.security.journal.views import JournalQuery
from desktop.security.sealing import new_identity
from tests.province.conftest import PEOPLE
from tests.province.test_province_printing import DESK, accepted, receipts, result_file, transfer
from tests.ui.security.written_numbers import kinds_of, whole_kinds

AUDIT = Path(__file__).parents[2] / "docs" / "audit.md"
ID, CARD, NEW_CARD = FieldKey.PERSONAL_ID, FieldKey.CARD_NUMBER, FieldKey.NEW_CARD_NUMBER
NEW = "001400000001"


def found_in(folder, numbers, *, names="*"):
    """Return what can be read whole in all files of a folder, and in what lies zipped in them."""
    found = set()
    files = [one for one in sorted(folder.rglob(names)) if one.is_file()]
    assert files
    for file in files:
        if zipfile.is_zipfile(file) and file.suffix != ".xlsx":
            inside = folder / f"{file.stem}-inside"
            with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
                archive.extractall(inside)
            files += [one for one in inside.rglob("*") if one.is_file()]
        found |= whole_kinds(file, numbers)
    return found


def test_the_province_writes_whole_numbers_for_office_and_station_alone(
    small_loop,
):
    loop = small_loop
    table = AUDIT.read_text("utf-8")
    accepted(loop, *PEOPLE[:3])
    desk, base = loop.desk, loop.stick
    numbers = kinds_of(desk.data)
    assert {kind for kinds in numbers.values() for kind in kinds} >= {ID, CARD}
    answers = [one for one in base.iterdir() if one.is_file()]
    assert answers
    for file in answers:  # batches and answers as they travel
        assert whole_kinds(file, numbers) == set(), file.name

    transfer(loop)
    assert found_in(base / "in", numbers) >= {ID}
    assert "list for the printing office" in table
    one = receipts(loop)[0]
    desk.printing.results.take(result_file(loop, f"{one};{NEW};Đã in;"), actor=DESK)
    numbers[NEW] = {NEW_CARD}
    (cards,) = desk.printing.cards.write(base / "the", actor=DESK)
    assert whole_kinds(cards.path, numbers) == {NEW_CARD}
    assert "list of printed cards for a station" in table

    for name in ("bao-cao", "nhat-ky", "niem"):
        (base / name).mkdir()
    desk.reports.write_all(base / "bao-cao")
    assert found_in(base / "bao-cao", numbers) == set()
    desk.journal.export(base / "nhat-ky" / "a.xlsx", JournalQuery(), actor=DESK)
    assert found_in(base / "nhat-ky", numbers) == set()

    desk.reports.settings.change({"print_key": new_identity().public}, actor=DESK)
    desk.printing.transfers.again(1, base / "niem", actor=DESK)
    assert found_in(base / "niem", numbers) == set()  # the same list, sealed
