"""Readers of what others wrote: whatever the bytes are, they say so and never fall over."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.batch.answering.files import (
    AnswerHead,
    Verdict,
    open_answer,
    read_outside,
    write_answer,
)
from desktop.batch.schemas import SchemaError, check
from desktop.batch.signed_file import DocumentError, canonical, parsed
from desktop.batch.trust.documents import (
    Enrolment,
    ProvinceKey,
    read_enrolment,
    read_province_key,
    write_enrolment,
    write_province_key,
)
from desktop.common.ids import new_id
from desktop.province import rules
from desktop.province.rules import QuarantineError
from desktop.security.sealing import new_identity
from desktop.security.station_identity import make_identity, make_province_identity
from tests.province.fuzz_material import Material
from tests.province.fuzzing import TARGETS

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
QUICK = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def files():
    """One good file of each kind, its reader, and the key that opens the answer."""
    station = make_identity("03862", "MT02", now=NOW)
    province = make_province_identity("14", "TINH", now=NOW)
    older = make_province_identity("14", "TINH", now=NOW)
    age = new_identity()
    enrolment = Enrolment("03862", "xã Mường Thử", "MT02", False, age.public, NOW, "", "")
    key = ProvinceKey("14", "Tỉnh thử", False, age.public, NOW, "", "")
    head = AnswerHead(new_id(), "14", "MT02", False, new_id(), 1, "0" * 64, 1, NOW)
    answer = write_answer(province, head, [Verdict(new_id(), 2, True)], [age.public])
    return {
        "enrolment": (write_enrolment(station, enrolment), read_enrolment),
        "province_key": (write_province_key(province, key, older), read_province_key),
        "answer": (answer, lambda data: open_answer(read_outside(data), [age])),
    }


@pytest.mark.parametrize("kind", ["enrolment", "province_key", "answer"])
def test_any_changed_byte_is_noticed(files, kind):
    good, read = files[kind]
    read(good)

    @QUICK
    @given(st.integers(0, len(good) - 1), st.integers(1, 255))
    def flip(at, by):
        data = bytearray(good)
        data[at] ^= by
        with pytest.raises(DocumentError):
            read(bytes(data))

    @QUICK
    @given(st.integers(0, len(good) - 1), st.binary(max_size=40))
    def cut_and_grow(at, more):
        if good[:at] + more != good:
            with pytest.raises(DocumentError):
                read(good[:at] + more)

    @QUICK
    @given(st.binary(max_size=200))
    def anything(data):
        with pytest.raises(DocumentError):
            read(data)

    flip()
    cut_and_grow()
    anything()


@QUICK
@given(JSON)
def test_any_document_is_taken_or_refused(value):
    document = value if isinstance(value, dict) else {"value": value}
    data = canonical({**document, "format": "qtn-answer", "format_version": 1})
    assert parsed(data, "qtn-answer", 1)["format"] == "qtn-answer"
    for name in ("record", "envelope", "answer", "answer-envelope", "enrolment", "province-key"):
        with pytest.raises(SchemaError):
            check(name, document)
    with pytest.raises(QuarantineError):
        rules.read_document(json.dumps([value]).encode())


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_are_a_record_or_not(data):
    try:
        document = rules.read_document(data)
    except QuarantineError:
        return
    assert isinstance(document, dict)


def test_a_role_cannot_be_played_by_another(files):
    """A station's certificate signs no answer, a province's no enrolment."""
    station = make_identity("03862", "MT02", now=NOW)
    province = make_province_identity("14", "TINH", now=NOW)
    age = new_identity()
    head = AnswerHead(new_id(), "14", "MT02", False, new_id(), 1, "0" * 64, 1, NOW)
    forged = write_answer(station, head, [Verdict(new_id(), 2, True)], [age.public])
    with pytest.raises(DocumentError):
        read_outside(forged)
    enrolment = Enrolment("03862", "", "MT02", False, age.public, NOW, "", "")
    with pytest.raises(DocumentError):
        read_enrolment(write_enrolment(province, enrolment))


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_short_seeded_run_of_each_target(material, name):
    quick = settings(QUICK, max_examples=30, database=None)
    quick(TARGETS[name](material))()


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    return Material(tmp_path_factory.mktemp("fuzz"))
