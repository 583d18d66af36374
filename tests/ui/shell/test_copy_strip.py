"""The real window of a counter whose server goes away and comes back: what stands on every page."""

import pytest

from desktop.common.i18n import set_language
from desktop.ui.context import PageName
from desktop.ui.shell.copy_strip import CopyStanding, CopyStrip, words
from tests import factories
from tests.field.counter_office import CHIEF, CHIEF_PIN, begin, counter_office, finish
from tests.ui.shell.office import SIZES, open_office


@pytest.fixture
def counters(postgres_server, tmp_path):
    with counter_office(postgres_server, tmp_path) as made:
        yield made


def window_on(counters):
    """Open the window of the first counter."""
    return open_office(
        counters.folder / "MT02", fresh=False, keyring=counters.keyring, clock=counters.clock
    )


def test_the_window_says_since_when_and_how_many_wait_and_brings_them_back(qapp, counters):
    with window_on(counters) as office:
        office.log_in(CHIEF_PIN, CHIEF)
        assert office.services.copy.state().is_there, "the copy is made behind the log-in"
        strip = office.window.furnish().copy
        assert not strip.isVisible(), "with a server there is nothing to say"
        with counters.gone():
            office.session.desk.copy.look()
            office.idle()
            assert strip.isVisible()
            assert strip.said.text().startswith("Mất kết nối máy chủ từ ")
    counters.passes(1)
    with counters.gone(), window_on(counters) as office:
        office.log_in(CHIEF_PIN, CHIEF)
        finish(office.services, begin(office.services, "giang a pao"))
        begin(office.services, "lo thi pang")
        office.show(PageName.TODAY)
        office.session.desk.copy.look()
        office.idle()
        strip = office.window.furnish().copy
        assert strip.isVisible()
        assert strip.said.text().endswith("2 hồ sơ chờ")
    with window_on(counters) as office:
        office.wait(lambda: "đã về máy chủ" in office.toast(), 15000)
        assert office.toast().startswith("2 hồ sơ")
        office.log_in(CHIEF_PIN, CHIEF)
        assert not office.services.copy.is_offline
        assert not office.window.furnish().copy.isVisible()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_fits_the_narrowest_window(qapp, language):
    set_language(language)
    at = factories.clock().now()
    try:
        for offline, answers, waiting, more in (
            (False, False, 0, {}),
            (False, False, 0, {"is_lasting": True}),
            (False, False, 0, {"is_lasting": True, "has_copy": False}),
            (False, True, 140, {}),
            (True, False, 140, {}),
            (True, True, 140, {}),
            (True, True, 0, {}),
        ):
            standing = CopyStanding(
                offline=offline, answers=answers, since=at, waiting=waiting, **more
            )
            strip = CopyStrip()
            strip.show_standing(standing)
            parts = [strip.said, strip.next]
            if not strip.turn.isHidden():
                parts.append(strip.turn)
            wanted = sum(part.sizeHint().width() for part in parts)
            assert wanted + 90 < SIZES[-1][0], words(standing)
            strip.deleteLater()
    finally:
        set_language("vi")
