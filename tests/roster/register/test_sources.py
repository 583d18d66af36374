"""Other lists: who in them is whom, what people said of it, how far somebody was checked."""

from __future__ import annotations

import pytest

from desktop.common.vocabulary import LinkState, SourceKind
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, SourceLink, SourceList, SourceRecord
from desktop.roster.errors import ListFileError
from desktop.roster.sources.errors import PairTakenError, PairUnknownError
from desktop.roster.sources.views import CheckState
from tests.roster.register.people import PEOPLE, with_changes

POPULATION, FILES = SourceKind.POPULATION, SourceKind.MEMBER_FILE

# The name is another, so the comparison must ask: the number alone never links.
OTHER_NAME = {"Vừ Thị Dơ": {"Họ và tên": "Mùa Thị Chía", "Ngày sinh": "04/05/2001"}}


def rows_in(store, table) -> int:
    with store.read() as session:
        return session.query(table).count()


def test_sure_pairs_are_linked_and_others_wait(listed, sources, write, store):
    report = sources.take_source(
        write(with_changes(OTHER_NAME), "dan-cu.csv"), POPULATION, actor="chi", as_of="2025-08-01"
    )
    assert (report.records, report.is_new) == (5, True)
    assert report.linked + report.waiting + report.refused + report.unmatched == 5
    assert report.linked == 4
    (waiting, total) = sources.waiting_pairs(POPULATION)
    assert total == len(waiting) == report.waiting == 1
    pair = waiting[0]
    assert (pair.member.full_name, pair.record.full_name) == ("Vừ Thị Dơ", "Mùa Thị Chía")
    assert pair.reasons
    assert any(reason.weight > 0 for reason in pair.reasons)
    assert (pair.state, pair.decided_by) == (LinkState.WAITING, "")
    assert sources.waiting_pairs(FILES) == ((), 0)


def test_everything_that_was_done_is_audited_without_names(listed, sources, write, store):
    sources.take_source(write(with_changes(OTHER_NAME), "dan-cu.csv"), POPULATION, actor="chi")
    pair = sources.waiting_pairs()[0][0]
    sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    sources.ask_again(pair.link_id, actor="chi")
    sources.confirm_pair(pair.link_id, is_same=False, actor="chi")
    with store.read() as session:
        events = session.query(AuditEvent).order_by(AuditEvent.number).all()[-4:]
    assert [event.tag for event in events] == [
        "source:taken", "pair:confirmed", "pair:reopened", "pair:refused",
    ]  # fmt: skip
    assert all("Vừ" not in str(event.detail) for event in events)


def test_a_word_on_a_pair_says_who_and_when(listed, sources, write, clock, who):
    sources.take_source(write(with_changes(OTHER_NAME), "dan-cu.csv"), POPULATION, actor="chi")
    pair = sources.waiting_pairs()[0][0]
    linked = sources.confirm_pair(pair.link_id, is_same=True, actor="Chi ủy viên")
    assert (linked.state, linked.decided_by) == (LinkState.LINKED, "Chi ủy viên")
    assert linked.decided_at == clock.now()
    assert sources.waiting_pairs()[1] == 0
    found = sources.checks(who("Vừ Thị Dơ"))
    assert {check.kind: check.by for check in found}[POPULATION] == "Chi ủy viên"


def test_a_pair_that_is_gone_cannot_be_confirmed(listed, sources, write):
    file = write(with_changes(OTHER_NAME), "dan-cu.csv")
    sources.take_source(file, POPULATION, actor="chi")
    old = sources.waiting_pairs()[0][0]
    sources.take_source(write(PEOPLE, "moi.csv"), POPULATION, actor="chi")
    with pytest.raises(PairUnknownError):
        sources.confirm_pair(old.link_id, is_same=True, actor="chi")


def test_a_person_is_linked_with_one_record_only(listed, sources, write):
    report = sources.take_source(write(PEOPLE, "a.csv"), POPULATION, actor="chi")
    assert report.linked == 5
    pairs, _total = sources.pairs(LinkState.LINKED)
    refused = sources.confirm_pair(pairs[0].link_id, is_same=False, actor="chi")
    assert refused.state is LinkState.REFUSED
    assert sources.ask_again(pairs[0].link_id, actor="chi").state is LinkState.LINKED


def test_a_second_link_of_the_same_person_is_refused(listed, sources, write, store, clock, who):
    sources.take_source(write(with_changes(OTHER_NAME), "a.csv"), POPULATION, actor="chi")
    waiting = sources.waiting_pairs()[0][0]
    with store.write() as session:
        link = session.get(SourceLink, waiting.link_id)
        assert link
        link.member_id = who("Giàng A Pao")  # who is linked with a record of his own
    with pytest.raises(PairTakenError) as refused:
        sources.confirm_pair(waiting.link_id, is_same=True, actor="chi")
    assert refused.value.advice


def test_the_same_file_again_stores_no_second_list(listed, sources, write, store):
    file = write(with_changes(OTHER_NAME), "dan-cu.csv")
    sources.take_source(file, POPULATION, actor="chi")
    pair = sources.waiting_pairs()[0][0]
    sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    again = sources.take_source(file, POPULATION, actor="chi")
    assert (again.is_new, again.linked, again.waiting) == (False, 5, 0)
    assert rows_in(store, SourceList) == 1
    assert rows_in(store, SourceRecord) == 5


def test_words_on_pairs_are_carried_to_a_newer_extract(listed, sources, write, store):
    first = with_changes({**OTHER_NAME, "K'Brêu": {"Họ và tên": "Hoàng Văn Lạ"}})
    sources.take_source(write(first, "thang-7.csv"), POPULATION, actor="chi")
    waiting, total = sources.waiting_pairs()
    assert total == 2
    for pair in waiting:
        is_same = pair.member.full_name == "Vừ Thị Dơ"
        sources.confirm_pair(pair.link_id, is_same=is_same, actor="chi")
    newer = [*first, {"Họ và tên": "Lù Văn Mới", "Ngày sinh": "02/02/1990", "Giới tính": "Nam"}]
    report = sources.take_source(write(newer, "thang-8.csv"), POPULATION, actor="bao")
    assert (report.records, report.linked, report.waiting, report.refused) == (6, 4, 0, 1)
    asked = [
        (pair.member.full_name, pair.state, pair.decided_by)
        for state in LinkState
        for pair in sources.pairs(state)[0]
        if pair.decided_by
    ]
    assert sorted(asked) == [
        ("K'Brêu", LinkState.REFUSED, "chi"),
        ("Vừ Thị Dơ", LinkState.LINKED, "chi"),
    ]
    with store.read() as session:
        current = [row.file_name for row in session.query(SourceList) if row.is_current]
    assert current == ["thang-8.csv"]


def test_each_kind_of_source_stands_beside_the_other(listed, sources, write):
    sources.take_source(write(PEOPLE, "dan-cu.csv"), POPULATION, actor="chi", as_of="2025-08")
    sources.take_source(write(PEOPLE[:2], "ho-so.csv"), FILES, actor="chi")
    found = {one.kind: one for one in sources.summary()}
    assert found[POPULATION].linked_alone == 5
    assert found[FILES].linked_alone == 2
    assert found[POPULATION].source
    assert found[POPULATION].source.as_of == "2025-08"
    assert found[FILES].linked_asked == 0


def test_how_far_somebody_was_checked_is_never_more_than_was_done(listed, sources, write, who):
    page = who("Giàng A Pao")
    assert {one.state for one in sources.checks(page)} == {CheckState.NO_SOURCE}
    people = with_changes({**OTHER_NAME, "Giàng A Pao": {"Dân tộc": "Thái"}})[:1]
    people += with_changes(OTHER_NAME)[3:]
    sources.take_source(write(people, "dan-cu.csv"), POPULATION, actor="chi")
    states = {
        name: {one.kind: one for one in sources.checks(who(name))}
        for name in ("Giàng A Pao", "Lò Thị Pâng", "K'Brêu", "Vừ Thị Dơ")
    }
    assert states["Giàng A Pao"][POPULATION].state is CheckState.DIFFERS
    assert states["Giàng A Pao"][POPULATION].open == 1
    assert states["Lò Thị Pâng"][POPULATION].state is CheckState.NOT_FOUND
    assert states["K'Brêu"][POPULATION].state is CheckState.CHECKED
    assert states["K'Brêu"][POPULATION].by == ""
    assert states["Vừ Thị Dơ"][POPULATION].state is CheckState.WAITING
    for found in states.values():
        assert found[FILES].state is CheckState.NO_SOURCE
        assert "{" not in found[POPULATION].words


def test_a_list_changed_since_is_compared_again(imports, sources, write, listed):
    sources.take_source(write(PEOPLE, "dan-cu.csv"), POPULATION, actor="chi")
    newcomer = {
        "Họ và tên": "Sùng A Chớ", "Ngày sinh": "05/06/1985", "Giới tính": "Nam",
        "Số định danh cá nhân": "014085004321", "Chi bộ": "Bản Nà Sang",
    }  # fmt: skip
    sources.take_source(write([*PEOPLE, newcomer], "b.csv"), POPULATION, actor="chi")
    assert sources.summary()[0].linked_alone == 5
    imports.import_list(write([*PEOPLE, newcomer], "danh-sach-2.csv"), actor="t")
    report = sources.relink(POPULATION, actor="chi")
    assert report
    assert (report.linked, report.members_without) == (6, 0)
    assert sources.relink(FILES, actor="chi") is None


def test_nothing_is_stored_of_a_cancelled_or_unreadable_list(listed, sources, write, store):
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        sources.take_source(write(PEOPLE, "a.csv"), POPULATION, actor="chi", work=work)
    broken = write([], "empty.csv")
    with pytest.raises(ListFileError):
        sources.take_source(broken, POPULATION, actor="chi")
    with pytest.raises(ValueError, match="ISO"):
        sources.take_source(write(PEOPLE, "a.csv"), POPULATION, actor="chi", as_of="hôm qua")
    assert rows_in(store, SourceList) == rows_in(store, SourceRecord) == 0


# Two people of the extract look like Vừ Thị Dơ: the likelier one is asked about first.
ALIKE = [
    {**PEOPLE[4], "Họ và tên": "Mùa Thị Chía", "Ngày sinh": "04/05/2001"},
    {**PEOPLE[4], "Ngày sinh": "02/01/2001", "Số định danh cá nhân": "", "Số thẻ đảng": ""},
]


def take_alike(sources, write):
    """Take an extract in which two people look like one of ours; return the pair asked about."""
    sources.take_source(write([*PEOPLE[:4], *ALIKE], "dan-cu.csv"), POPULATION, actor="chi")
    waiting, total = sources.waiting_pairs()
    assert total == 1
    return waiting[0]


def test_after_a_refusal_the_next_best_record_of_the_person_is_asked(listed, sources, write):
    first = take_alike(sources, write)
    assert sources.offer_next(first.link_id, actor="chi") == ()  # nobody refused anything yet
    sources.confirm_pair(first.link_id, is_same=False, actor="chi")
    assert sources.waiting_pairs()[1] == 0
    (second,) = sources.offer_next(first.link_id, actor="chi")
    assert second.member_id == first.member_id
    assert second.row_number != first.row_number
    assert (second.state, second.zone, second.decided_by) == (LinkState.WAITING, "ask", "")
    assert second.weight <= first.weight
    assert second.reasons
    assert sources.waiting_pairs()[0] == (second,)
    assert sources.offer_next(first.link_id, actor="chi") == ()  # has a pair to be asked now
    sources.confirm_pair(second.link_id, is_same=False, actor="chi")
    assert sources.offer_next(second.link_id, actor="chi") == ()  # nobody else is alike


def test_comparing_again_keeps_offering_the_next_best(listed, sources, write, store):
    first = take_alike(sources, write)
    sources.confirm_pair(first.link_id, is_same=False, actor="chi")
    report = sources.relink(POPULATION, actor="chi")
    assert report
    assert (report.linked, report.waiting, report.refused) == (4, 1, 1)
    again = sources.waiting_pairs()[0][0]
    assert (again.member_id, again.row_number) != (first.member_id, first.row_number)
    assert again.member_id == first.member_id


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_refusal_taken_back_takes_its_offer_back(listed, sources, write, is_confirmed):
    first = take_alike(sources, write)
    sources.confirm_pair(first.link_id, is_same=False, actor="chi")
    sources.offer_next(first.link_id, actor="chi")
    if is_confirmed:
        sources.confirm_pair(first.link_id, is_same=True, actor="chi")
        assert sources.waiting_pairs() == ((), 0)
    else:
        sources.ask_again(first.link_id, actor="chi")
        assert [one.link_id for one in sources.waiting_pairs()[0]] == [first.link_id]


def test_a_stopped_search_for_the_next_best_keeps_nothing(listed, sources, write, store):
    first = take_alike(sources, write)
    sources.confirm_pair(first.link_id, is_same=False, actor="chi")
    before, work = rows_in(store, SourceLink), Work()
    work.cancel()
    with pytest.raises(CancelledError):
        sources.offer_next(first.link_id, actor="chi", work=work)
    assert rows_in(store, SourceLink) == before


def test_another_list_against_an_empty_store_matches_nobody(sources, write):
    report = sources.take_source(write(PEOPLE, "a.csv"), POPULATION, actor="chi")
    assert (report.records, report.unmatched, report.linked) == (5, 5, 0)
