"""The plug is pulled: the process is killed at seeded moments while it saves and prints.

Usually a few rounds; as many as QTN_KILL_ROUNDS says for a long night.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from desktop.common.check_digits import verify
from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.models import Application, Counter, Paper
from desktop.security.preferences import Preferences
from desktop.security.service import SecurityService
from desktop.storage.engine import make_engine
from desktop.storage.unit_of_work import Store
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "8"))

WORKER = """
import sys
from pathlib import Path
from desktop.common.clock import SystemClock
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.documents.printers import FolderPrinter
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from desktop.storage.engine import make_engine
from desktop.storage.unit_of_work import Store
from desktop.common.vocabulary import FieldKey, MemberStatus
from tests import factories

store = Store(make_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])))
clock = SystemClock()
roster = RosterService(store, clock)
intake = IntakeService(store, clock, roster)
reception = ReceptionService(store, clock, intake)
printing = PrintingService(store, clock, Preferences(store, clock))
printer = FolderPrinter(Path(sys.argv[3]))
photo, signature = factories.jpeg(), factories.signature_png()
print('go', flush=True)
number = 0
while True:
    number += 1
    person = roster.add_outside(
        {FieldKey.FULL_NAME: f'Lò Văn Thử {number}', FieldKey.BIRTH_DATE: '1978',
         FieldKey.SEX: 'male',
         FieldKey.PERSONAL_ID: f'014078{int(sys.argv[4]) * 1000 + number:06d}'},
        status=MemberStatus.TEMPORARY_RESIDENT, actor='x')
    draft = intake.open(person.member_id, actor='x')
    intake.accept_photo(draft.application_id, photo, report={}, actor='x')
    intake.accept_signature(draft.application_id, signature, actor='x')
    received = reception.receive(draft.application_id, actor='x')
    print(received.receipt_number, flush=True)
    printing.print_job(received.print_job, printer, actor='x')
"""


def test_what_was_said_to_be_saved_is_saved_and_numbers_never_repeat(tmp_path):
    key = bytes(range(32))
    store, clock = factories.open_profile(tmp_path / "profile")
    store.close()
    # The same store under a key that the worker can be given.
    file = tmp_path / "profile" / "store" / "qtn.db"
    raw = store.engine.raw_connection()
    raw.cursor().execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
    raw.close()
    store.close()
    chance = random.Random(2025)
    promised: list[str] = []
    for round_number in range(ROUNDS):
        worker = subprocess.Popen(
            [
                *(sys.executable, "-c", WORKER, str(file), key.hex()),
                *(str(tmp_path / "papers"), str(round_number)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "go"
        # Every other round on a machine at work: two are said before the plug is pulled.
        out = "".join(worker.stdout.readline() for _ in range(2 * (round_number % 2)))
        time.sleep(chance.uniform(0.05, 0.9))
        worker.kill()
        out += worker.communicate()[0]
        # A line cut in the middle was not said.
        promised += [line for line in out.splitlines() if line.count("-") == 2 and len(line) == 14]
    assert len(promised) >= ROUNDS

    again = Store(make_engine(file, key))
    with again.read() as session:
        rows = session.query(Application).filter(Application.receipt_number.is_not(None)).all()
        papers = {paper.application_id for paper in session.query(Paper)}
        last = session.query(Counter).filter_by(series="receipt").one().last
        integrity = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    numbers = [row.receipt_number for row in rows]
    assert integrity == "ok"
    assert len(set(numbers)) == len(numbers)
    assert set(promised) <= set(numbers)
    assert last == len(numbers)
    assert all(verify(number.replace("-", "")) for number in numbers)
    for row in rows:
        assert row.state == "received"
        assert row.snapshot["receipt_number"] == row.receipt_number
        assert row.id in papers
    assert SecurityService(again, clock).audit_verify().ok
    # Every record whose paper did not come out is waiting, and prints from its frozen content.
    printing = PrintingService(again, clock, Preferences(again, clock))
    assert len(printing.waiting()) + len(list((tmp_path / "papers").glob("*.pdf"))) >= len(numbers)
    for row in rows:
        assert printing.receipt_pdf(row.id).startswith(b"%PDF")
    # A draft that was cut is still there, at its step.
    for draft in OverviewService(again, clock).drafts():
        assert draft.step.value in {"compare", "sign", "check"}
    again.close()
