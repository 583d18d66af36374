"""`python3 dev.py prove office`: the whole soak, on a server whose commits wait for the drive.

Ten counters as ten processes, two thousand applicants, counters killed, the server stopped at once,
ways broken; afterwards the audit. Takes minutes; what came of it goes into docs/office-proof.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter as Tally
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installer.report import ROOT, replace_section, table
from tests.postgres import running_server
from tests.soak.audit import faults_of
from tests.soak.office import Soaked, soaked_office
from tests.soak.plan import SoakPlan

FILE = ROOT / "docs" / "office-proof.md"
WHOLE = SoakPlan(
    counters=10, applicants=2_000, kills=40, restarts=3, cuts=40, patience=3_000, durable=True
)
_CONNECTIONS = 150


def report(soaked: Soaked, faults: list[str]) -> str:
    """Return the section of the document."""
    plan = soaked.plan
    did = Tally(line["did"] for line in soaked.acknowledged)
    broke = Tally(happened.split()[0] for happened in soaked.happened)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    rows = [
        ("counters, each a process and a profile of its own", f"{plan.counters}"),
        ("applicants on the one list", f"{plan.applicants:,}"),
        ("broken", _told(broke)),
        ("receipts acknowledged to clerks", f"{did['received']:,}"),
        ("other acts acknowledged", f"{sum(did[one] for one in _ACTS):,}"),
        ("told “the server is away”, pressed again", f"{did['away']:,}: {_codes(soaked, 'away')}"),
        ("refused by name, went on", f"{did['refused']:,}: {_codes(soaked, 'refused')}"),
        ("find, median and p95", _span(soaked, "found")),
        ("save (receive), median and p95", _span(soaked, "received")),
        ("time", f"{soaked.seconds:.0f} s, {did['received'] * 60 / soaked.seconds:.0f} a minute"),
        ("faults", "none" if not faults else f"{len(faults)}"),
    ]
    head = (
        f"{datetime.now(UTC):%Y-%m-%d}, seed {plan.seed}, on {os.cpu_count()} cores with a load of"
        f" {load} (1, 5 and 15 minutes) at the end. Every commit waited for the drive."
    )
    told = "\n".join(f"- {one}" for one in faults[:20])
    return f"{head}\n\n{table(('What', 'Seen'), rows)}\n\n{told}".strip()


_ACTS = ("opened", "saved", "photo", "signed")


def _told(broke: Tally[str]) -> str:
    names = {"kill": "kill -9 of a counter", "cut": "way cut", "server": "server stopped at once"}
    return ", ".join(f"{broke[kind]} x {name}" for kind, name in names.items())


def _codes(soaked: Soaked, did: str) -> str:
    codes = Tally(line["code"] for line in soaked.acknowledged if line["did"] == did)
    return ", ".join(f"{code} {count:,}" for code, count in codes.most_common()) or "-"


def _span(soaked: Soaked, did: str) -> str:
    times = sorted(_seconds(line) for line in soaked.acknowledged if line["did"] == did)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    return f"{middle * 1000:.0f} and {late * 1000:.0f} ms"


def _seconds(line: dict[str, Any]) -> float:
    return float(line["seconds"])


def main() -> int:
    """Run it, write what was seen, and say whether all is well."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=WHOLE.seed)
    words.add_argument("--applicants", type=int, default=WHOLE.applicants)
    words.add_argument("--no-report", action="store_true", help="only print it")
    given = words.parse_args()
    os.environ["TZ"] = "ICT-7"  # records are taken in Vietnam's time zone only
    time.tzset()
    plan = SoakPlan(**{**vars(WHOLE), "seed": given.seed, "applicants": given.applicants})
    with (
        running_server(durable=plan.durable, connections=_CONNECTIONS) as server,
        tempfile.TemporaryDirectory() as folder,
        soaked_office(plan, server, Path(folder)) as soaked,
    ):
        faults = faults_of(soaked)
        text = report(soaked, faults)
    print(text)
    if not given.no_report:
        replace_section("office", text, FILE)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
