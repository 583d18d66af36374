"""What stands in the tables of an office's server: nothing of a person its keeper could read."""

import pytest
from sqlalchemy import select, text, update

from desktop.common.ids import new_id
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.intake.unfinished import UnfinishedService
from desktop.intake.views import UnfinishedForm
from desktop.models import Base, Blob, Member, Station
from desktop.models.base import table_of
from desktop.models.sealed import SealedBytes, SealedJson, SealedText, put_seal
from desktop.roster.service import RosterService
from desktop.storage.engine import make_server_engine
from desktop.storage.office_seal import OfficeSeal, SealBrokenError
from tests import factories, seeding

CLERK = "Lò Thị Hương"
PERSON = {
    FieldKey.FULL_NAME: "Tráng Thị Bí Mật",
    FieldKey.BIRTH_DATE: "1971-05-04",
    FieldKey.PERSONAL_ID: "010171009991",
    FieldKey.SEX: "female",
    FieldKey.PHONE: "0987654321",
    FieldKey.RESIDENCE: "Số 7 ngõ Hẹp, bản Kín",
    FieldKey.HOMETOWN: "xã Ẩn Danh",
}
MEMBERS = table_of(Member)


@pytest.fixture
def office(postgres_store):
    """A sealed store with a station, and the services of a counter on it."""
    seeding.station(postgres_store)
    clock = factories.clock()
    roster = RosterService(postgres_store, clock)
    return postgres_store, roster, IntakeService(postgres_store, clock, roster), clock


def everything_in(store):
    """Return all that the server keeps, as its own keeper would print it, bytes as hex."""
    bare = make_server_engine(store.engine.url.render_as_string(hide_password=False))
    with bare.connect() as connection:
        found = [
            line
            for table in Base.metadata.tables
            for line in connection.scalars(text(f"SELECT t::text FROM {table} AS t"))
        ]
    bare.dispose()
    return "\n".join(found)


def test_nothing_of_a_person_can_be_read_on_the_server(office):
    store, roster, intake, clock = office
    person = roster.add_outside(PERSON, status=MemberStatus.OUTSIDE_LIST, actor=CLERK).member_id
    key = intake.open(person, actor=CLERK).application_id
    photo = factories.jpeg()
    intake.accept_photo(key, photo, report={}, actor=CLERK)
    intake.accept_signature(key, factories.signature_png(), actor=CLERK)
    receipt = ReceptionService(store, clock, intake).receive(key, actor=CLERK)
    form = UnfinishedForm(
        new_id(), "", None, {FieldKey.FULL_NAME: "Sùng Thị Dở Dang"}, MemberStatus.OUTSIDE_LIST
    )
    UnfinishedService(store, clock).keep_form(form, actor=CLERK)
    kept = everything_in(store)
    assert "Dang" not in kept
    assert receipt.receipt_number in kept, "what is not sealed is there to be seen"
    written = [value for key, value in PERSON.items() if key is not FieldKey.SEX]
    for value in (*written, "trang thi bi mat", "Tráng", "bi mat"):
        assert value not in kept
    assert photo[:64].hex() not in kept
    with store.read() as session:
        assert photo in session.scalars(select(Blob.content)).all()
    assert roster.search("trang thi bi mat").rows[0].personal_id == PERSON[FieldKey.PERSONAL_ID]
    assert roster.find_by_personal_id(PERSON[FieldKey.PERSONAL_ID]).member_id == person


def test_a_value_opens_in_its_own_place_with_its_own_key_only(office):
    store, roster, _, _ = office
    roster.add_outside(PERSON, status=MemberStatus.OUTSIDE_LIST, actor=CLERK)
    name = select(MEMBERS.c.full_name)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE members SET other_name = full_name"))
        assert connection.scalar(name) == PERSON[FieldKey.FULL_NAME]
        with pytest.raises(SealBrokenError):
            connection.scalar(select(MEMBERS.c.other_name))
        connection.execute(text("UPDATE members SET note = 'Người ngoài viết vào'"))
        with pytest.raises(SealBrokenError):
            connection.scalar(select(MEMBERS.c.note))
    other = make_server_engine(store.engine.url.render_as_string(hide_password=False))
    put_seal(other.dialect, OfficeSeal(b"k" * 32))
    with other.connect() as connection, pytest.raises(SealBrokenError):
        connection.scalar(name)
    other.dispose()


def test_equal_numbers_are_equal_and_equal_names_are_not(office):
    store, _, _, _ = office
    for _number in range(2):
        seeding.member(store)
    with store.engine.begin() as connection:
        connection.execute(update(MEMBERS).values(personal_id="010171009991"))
        for column, kinds in (("personal_id", 1), ("full_name", 2)):
            found = connection.scalars(text(f"SELECT DISTINCT {column} FROM members")).all()
            assert len(found) == kinds, column
        assert connection.scalar(text("SELECT count(*) FROM members WHERE old_id = ''")) == 2


def test_every_sealed_column_is_bound_to_its_own_place():
    sealed = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, SealedText | SealedJson | SealedBytes)
    ]
    assert len(sealed) > 60
    for column in sealed:
        assert column.type.place == f"{column.table.name}.{column.name}"


def test_the_embedded_store_and_the_province_keep_their_own_words(tmp_path):
    store, _ = factories.open_profile(tmp_path / "profile")
    seeding.member(store)
    with store.engine.begin() as connection:
        found = connection.exec_driver_sql("SELECT full_name, problems, extra FROM members").one()
        assert found == ("Lò Văn Thử", "[]", "{}")
        assert connection.scalar(select(table_of(Station).c.private_key_pem)).startswith("-----")
        assert (
            MEMBERS.c.full_name.type.dialect_impl(connection.dialect).bind_processor(
                connection.dialect
            )
            is None
        )
    store.close()


def test_a_seal_with_half_a_key_is_none():
    with pytest.raises(ValueError, match="32 bytes"):
        OfficeSeal(b"k" * 16)
    assert "k" * 16 not in repr(OfficeSeal(b"k" * 32))
