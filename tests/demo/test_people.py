from __future__ import annotations

from collections import Counter

import pytest

from desktop.common.text import fold
from desktop.common.vocabulary import MemberStatus
from desktop.demo.people import CAMPAIGN_DAY, card_payload, invent_commune, namesakes
from desktop.demo.roster_file import office_rows, to_cp1258, write_csv
from desktop.identity.rules import check_personal_id


def test_the_same_seed_gives_the_same_people():
    assert invent_commune(5, 60) == invent_commune(5, 60)
    assert invent_commune(5, 60).people != invent_commune(6, 60).people


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_dates_and_papers_of_a_person_agree(seed):
    commune = invent_commune(seed, 400)
    numbers = [person.personal_id for person in (*commune.people, *commune.strangers)]
    assert len(set(numbers)) == 403
    for person in commune.people:
        year = int(person.birth_iso[:4])
        assert check_personal_id(person.personal_id, birth_year=year, sex=person.sex) == ()
        assert person.list_birth_iso in {person.birth_iso, person.birth_iso[:4]}
        joined_at = int(person.joined_iso[:4]) - year
        assert joined_at >= 18
        if person.official_iso:
            assert person.joined_iso < person.official_iso <= CAMPAIGN_DAY.isoformat()
        assert person.id_issued_iso <= CAMPAIGN_DAY.isoformat()
        assert (person.status is MemberStatus.PROBATIONARY) == (person.card_number == "")


def test_a_commune_has_all_that_counters_meet():
    commune = invent_commune(1, 400)
    labels = Counter(person.label for person in commune.people)
    for label in ("tone", "syllable", "renamed", "year_only", "temporary", "probationary",
                  "deceased", "moved", "exempt"):  # fmt: skip
        assert labels[label] >= 3, label
    groups = {person.ethnicity for person in commune.people}
    assert {"Kinh", "Thái", "Mông", "Cơ-ho", "Ê-đê", "Mạ", "Tày"} <= groups
    assert any(" A " in person.full_name for person in commune.people)
    assert any(person.full_name.startswith("K’") for person in commune.people)
    assert any(person.full_name.startswith("Y ") for person in commune.people)
    assert any(person.needs_home_visit for person in commune.people)
    assert namesakes(commune.people)
    assert {person.cell for person in commune.people} <= set(commune.cells)


def test_the_card_differs_from_the_list_only_where_it_is_meant_to():
    for person in invent_commune(2, 200).people:
        same_name = person.card_name == person.full_name
        assert same_name == (person.label not in {"tone", "syllable"}), person.label
        if person.label == "tone":
            assert fold(person.card_name) == fold(person.full_name)


def test_qr_texts_have_the_shape_of_real_cards():
    person = invent_commune(3, 10).people[0]
    old = card_payload(person, new_format=False).split("|")
    new = card_payload(person, new_format=True).split("|")
    assert (len(old), len(new)) == (7, 11)
    assert new[7:] == ["", "", "", ""]
    for parts in (old, new):
        assert parts[0] == person.personal_id
        assert parts[2] == person.card_name
        day, month, year = parts[3][:2], parts[3][2:4], parts[3][4:]
        assert f"{year}-{month}-{day}" == person.birth_iso
        assert parts[4] in {"Nam", "Nữ"}
        assert len(parts[6]) == 8


def test_office_lists_count_their_own_defects():
    commune = invent_commune(4, 200)
    clean_rows, clean = office_rows(commune, defects=False)
    _rows, spoiled = office_rows(commune, defects=True)
    assert (clean.people, clean.set_aside, clean.defects) == (200, 0, {})
    assert spoiled.people + spoiled.set_aside == 200
    assert len(clean_rows) == clean.rows == spoiled.rows
    assert spoiled.defects["lost_zero"] == 10


def test_the_vietnamese_code_page_keeps_every_common_letter():
    text = "Nguyễn Đức Trường, Lữ Thị Ẩn, Ấp Trại Lòn"
    import unicodedata

    assert unicodedata.normalize("NFC", to_cp1258(text).decode("cp1258")) == text


def test_bad_wishes_are_refused(tmp_path):
    with pytest.raises(ValueError, match="one person"):
        invent_commune(1, 0)
    with pytest.raises(ValueError, match="latin-1"):
        write_csv(tmp_path / "a.csv", invent_commune(1, 1), encoding="latin-1")
