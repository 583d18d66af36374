"""A small office in a bad hour: killed counters, a server that falls over, a way that breaks.

The whole form, ten counters and two thousand applicants, is `python3 dev.py prove office`.
"""

import pytest

from tests.soak.audit import faults_of
from tests.soak.office import soaked_office
from tests.soak.plan import SoakPlan

SMALL = SoakPlan(counters=3, applicants=40, kills=3, restarts=1, cuts=3, patience=240)


@pytest.mark.timeout(300)
def test_nothing_that_a_clerk_was_told_is_lost_and_nobody_is_taken_twice(postgres_server, tmp_path):
    with soaked_office(SMALL, postgres_server, tmp_path) as soaked:
        assert faults_of(soaked) == []
        kinds = {happened.split()[0] for happened in soaked.happened}
        assert kinds == {"kill", "cut", "server"}
