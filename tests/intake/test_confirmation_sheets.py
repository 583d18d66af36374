"""Confirmation sheets from the whole of a station: list, other list, register, paper."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.common.vocabulary import SourceKind
from desktop.intake.confirmation import ConfirmationService
from desktop.intake.errors import NothingToConfirmError
from desktop.intake.store import members_with_application
from desktop.roster.duplicates.service import DuplicatesService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.register.rules import LIST
from desktop.roster.register.service import RegisterService
from desktop.roster.service import RosterService
from desktop.roster.sources.service import SourcesService
from desktop.security.preferences import Preferences
from tests import engines, factories

OTHER = factories.LIST_CSV.replace("Mông,014078012345", "Thái,014078012345").replace(
    "Lò Thị Pâng,1950", "Lò Thị Pâng,12/03/1950"
)


@pytest.fixture
def store(request, tmp_path, engine_name):
    with engines.station_store(request, tmp_path, factories.clock()) as made:
        RosterImports(made, factories.clock()).import_list(factories.list_file(tmp_path), actor="t")
        yield made


@pytest.fixture
def station(store):
    clock = factories.clock()
    sources, register = SourcesService(store, clock), RegisterService(store, clock)
    preferences = Preferences(store, clock)
    return ConfirmationService(store, clock, preferences, sources, register), sources, register


@pytest.fixture
def taken(station, tmp_path):
    file = tmp_path / "dan-cu.csv"
    file.write_text(OTHER, encoding="utf-8-sig")
    _sheets, sources, _register = station
    sources.take_source(file, SourceKind.POPULATION, actor="chi", as_of="2025-08-01")
    for pair in sources.waiting_pairs()[0]:
        sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    return station


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def test_each_cell_gets_its_open_lines_to_sign(taken):
    sheets, _sources, _register = taken
    texts = pages(sheets.sheets(maker="Vừ Thị Mai"))
    assert len(texts) == 2
    bon, sang = sorted(texts, key=lambda text: "NÀ SANG" in text)
    assert "CHI BỘ BẢN HUỔI BON" in bon
    assert "Lò Thị Pâng" in bon
    assert "12/03/1950" in bon
    assert "Giàng A Pao" not in bon
    assert "Giàng A Pao" in sang
    assert "Dân tộc" in sang
    for text in texts:
        assert "CSDL dân cư (bản trích 01/08/2025)" in text
        assert "ngày 20 tháng 8 năm 2025" in text
        assert "Hồ sơ đảng viên" not in text  # no such list was taken in
        assert "Vừ Thị Mai" in text


def test_decided_lines_and_other_cells_are_not_on_the_sheet(taken):
    sheets, _sources, register = taken
    sang = next(cell for cell in register.counts() if "Nà Sang" in cell)
    (text,) = pages(sheets.sheets([sang]))
    assert "Lò Thị Pâng" not in text
    for line in register.page().rows:
        register.decide(line.discrepancy_id, source=LIST, actor="chi")
    with pytest.raises(NothingToConfirmError) as refused:
        sheets.sheets()
    assert refused.value.advice


def test_a_station_without_other_lists_has_nothing_to_confirm(station):
    with pytest.raises(NothingToConfirmError):
        station[0].sheets()


def test_the_counter_tells_who_has_an_application(store):
    from desktop.intake.service import IntakeService

    clock = factories.clock()
    roster = RosterService(store, clock)
    applied, other = (roster.search(name).rows[0].member_id for name in ("giàng", "brêu"))
    IntakeService(store, clock, roster).open(applied, actor="t")
    with store.read() as session:
        assert members_with_application(session, [applied, other]) == {applied}
        assert members_with_application(session, []) == set()
    assert DuplicatesService(store, clock, has_application=members_with_application).pairs() == (
        (),
        0,
    )
