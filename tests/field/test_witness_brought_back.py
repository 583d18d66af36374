"""Who stood by at a home visit: the second signature comes back to the office with the record."""

import pytest

from desktop.common.standing_by import WitnessRelation
from desktop.common.vocabulary import CannotSign
from desktop.intake.views import SignException, StandingBy
from tests import factories
from tests.field.places import CLERK, either_office, lend, place, visit_list


@pytest.fixture
def home(request, tmp_path, engine_name):
    with either_office(request, tmp_path, factories.clock(), tmp_path / "usb") as made:
        yield made


def test_a_witness_who_signed_on_the_laptop_comes_back_too(home, tmp_path):
    laptop = place(tmp_path, "MT03", home.clock, home.stick)
    people = home.members()[:1]
    laptop.kits.opening.open_kit(lend(home, laptop, visit_list(home, people)), actor=CLERK)
    key, ink = laptop.draft(people[0]), factories.signature_png()
    how = StandingBy(WitnessRelation.SECRETARY, on_paper=False, thumbprint=True)
    exception = SignException(CannotSign.HAND, "Lò Văn Sáng", how)
    laptop.intake.cannot_sign(key, exception, actor=CLERK, png=ink)
    laptop.reception.receive(key, actor=CLERK)
    file = laptop.kits.returning.write(laptop.stick, actor=CLERK).path
    report = home.kits.merging.merge((file,), actor=CLERK)
    assert (report.merged, report.conflicts) == (1, ())
    kept = home.intake.draft(key)
    assert (kept.sign_exception, kept.second_signature) == (exception, ink)
    laptop.store.close()
