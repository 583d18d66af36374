"""A sentence for every act of the trail, in words that people know."""

import re
import string
from datetime import UTC, datetime

import pytest

from desktop.common.settings import REMEMBERED, SETTINGS
from desktop.common.vocabulary import ApplicationState, CallOutcome, CardState, FieldKey
from desktop.security.access.permissions import Permission
from desktop.security.access.words import permission_words
from desktop.security.journal import telling
from desktop.security.journal.sentences import KIND_NAMES, KIND_OF, SENTENCES
from desktop.security.journal.views import Entry, EventKind
from desktop.security.tags import Tag
from desktop.security.views import Role

AT = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)
HUONG, TOI = "Lò Thị Hương", "Đinh Văn Tới"


def entry(tag, **more):
    values = {"target": "", "detail": {}, "person": "", "actor": HUONG, **more}
    return Entry(number=1, at=AT, tag=tag, digest="a" * 64, **values)


@pytest.mark.parametrize("tag", list(Tag))
def test_every_act_has_a_sentence_of_one_kind(tag):
    kinds = [kind for kind, told in SENTENCES.items() if tag in told]
    assert len(kinds) == 1, f"{tag}: write its sentence into security/journal/sentences.py"
    template = SENTENCES[kinds[0]][tag]
    assert template.startswith("{who} ")
    assert template.endswith(".")
    assert "{tag}" not in template
    # With nothing known it is still a sentence, and with a name it names.
    bare = telling.sentence(entry(tag.value))
    assert bare.startswith(HUONG)
    assert "{" not in bare
    assert "  " not in bare
    if "{of}" in template or "{whom}" in template:
        assert "Giàng A Páo" in telling.sentence(entry(tag.value, person="Giàng A Páo"))


KEYS = {
    "role": ("role", Role),
    "state": ("to", ApplicationState),
    "card": ("state", (CardState.COUNTED, CardState.DAMAGED, CardState.MISSING)),
    "outcome": ("outcome", CallOutcome),
    "field": ("field", FieldKey),
    "permission": ("permission", Permission),
}
"""Braces that stand for a key: the part of the detail, and what it may be."""


@pytest.mark.parametrize("brace", KEYS)
def test_no_sentence_shows_a_key(brace):
    part, values = KEYS[brace]
    told = [(tag, t) for acts in SENTENCES.values() for tag, t in acts.items()]
    having = [tag for tag, template in told if f"{{{brace}}}" in template]
    assert having
    for tag in having:
        for value in values:
            words = telling.sentence(entry(tag.value, target="x.y", detail={part: value.value}))
            assert "…" not in words, (tag, value)
            assert value.value not in re.findall(r"[\w.:]+", words), (tag, value)
            assert "x.y" not in words
        for unknown in ("supervisor_of_all", "erasure.due"):  # a newer version's
            words = telling.sentence(entry(tag.value, detail={part: unknown}))
            assert unknown not in words, tag


def test_who_had_a_file_and_every_setting_have_words():
    for part, tag in (("from", "draft:taken_over"), ("to", "draft:handed_to")):
        words = telling.sentence(entry(tag, detail={part: "command-line"}))
        assert "Dòng lệnh" in words
    for key in (*SETTINGS, *REMEMBERED):
        words = telling.sentence(entry("setting:changed", target=key))
        assert f"“{key}”" not in words


def test_every_permission_has_words_of_its_own():
    words = [permission_words(permission) for permission in Permission]
    assert len(set(words)) == len(words)
    assert (
        telling.sentence(
            entry("permission:refused", target="erasure.due", detail={"permission": "data.erase"})
        )
        == f"{HUONG} bị từ chối một việc ngoài quyền: xóa dữ liệu đến hạn."
    )


def test_every_kind_has_a_name_and_acts():
    assert set(KIND_NAMES) == set(SENTENCES) == set(EventKind)
    assert set(KIND_OF) == {tag.value for tag in Tag}
    assert all(SENTENCES.values())
    names = {
        name
        for told in SENTENCES.values()
        for t in told.values()
        for _, name, _, _ in string.Formatter().parse(t)
        if name
    }
    assert {"who", "of", "whom", "fields", "sequence"} <= names


@pytest.mark.parametrize(
    ("tag", "more", "said"),
    [
        (
            "field:edited",
            {"person": "Giàng A Páo", "detail": {"fields": ["full_name", "village"]}},
            "Lò Thị Hương đã sửa hồ sơ của Giàng A Páo: họ và tên, thôn, bản.",
        ),
        (
            "batch:exported",
            {"detail": {"sequence": 3, "records": 1766}},
            "Lò Thị Hương đã xuất lô số 3, 1.766 hồ sơ.",
        ),
        (
            "setting:changed",
            {"target": "twin_folder", "actor": "command-line"},
            "Dòng lệnh đã đổi cài đặt “Nơi giữ bản sao liên tục”.",
        ),
        (
            "setting:changed",
            {"target": "theme", "actor": "command-line"},
            "Dòng lệnh đã đổi cài đặt “Màu màn hình”.",
        ),
        (
            "operator:added",
            {"person": TOI, "detail": {"role": "inspector"}, "actor": "setup"},
            "Chương trình đã thêm cán bộ Đinh Văn Tới, vai trò Kiểm tra, giám sát.",
        ),
        ("login:changed", {"person": HUONG}, "Lò Thị Hương đã đổi mã của chính mình."),
        (
            "application:set_aside",
            {"detail": {"to": "not_eligible"}},
            "Lò Thị Hương đã để riêng hồ sơ: không đủ điều kiện.",
        ),
        (
            "call:noted",
            {"detail": {"outcome": "no_answer"}, "person": "Giàng A Páo"},
            "Lò Thị Hương đã ghi một cuộc gọi của Giàng A Páo: không nghe máy.",
        ),
        (
            "calendar_day:set",
            {"target": "2025-09-02"},
            "Lò Thị Hương đã sửa lịch làm việc ngày 02/09/2025.",
        ),
        (
            "moon:landed",
            {},
            "Lò Thị Hương đã làm một việc mà bản này chưa biết tên: moon:landed.",
        ),
    ],
)
def test_what_is_said(tag, more, said):
    assert telling.sentence(entry(tag, **more)) == said
