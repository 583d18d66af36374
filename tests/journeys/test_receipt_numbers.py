"""Two programs receive at the same time on one store: every number once, none left out."""

import subprocess
import sys

from desktop.common.check_digits import verify
from desktop.models import Application, Counter
from tests.journeys.counter import ROOT, make_counter

EACH = 15

WORKER = """
import sys
import time
from pathlib import Path
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.security.keystore import MemoryKeyring
from desktop.wiring import Adapters, open_services
from tests import factories

services = open_services(Path(sys.argv[1]), Path(sys.argv[2]), Adapters(keystore=MemoryKeyring()))
drafts = []
for number in range(int(sys.argv[4])):
    person = services.roster.add_outside(
        {FieldKey.FULL_NAME: f'Lò Văn Thử {number}', FieldKey.BIRTH_DATE: '1978',
         FieldKey.SEX: 'male',
         FieldKey.PERSONAL_ID: f'014078{int(sys.argv[3]) * 1000 + number:06d}'},
        status=MemberStatus.TEMPORARY_RESIDENT, actor='x')
    draft = services.intake.open(person.member_id, actor='x').application_id
    services.intake.accept_photo(draft, factories.jpeg(), report={}, actor='x')
    services.intake.accept_signature(draft, factories.signature_png(), actor='x')
    drafts.append(draft)
print('ready', flush=True)
sys.stdin.readline()
began = time.time()
for draft in drafts:
    print(services.reception.receive(draft, actor='x').receipt_number, flush=True)
    time.sleep(0.02)
print(began, time.time())
services.close()
"""


def test_two_programs_at_once_give_no_number_twice_and_leave_none_out(tmp_path):
    counter = make_counter(tmp_path / "counter")
    workers = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", WORKER, str(counter.profile), str(counter.unlock)),
                *(str(number), str(EACH)),
            ],
            cwd=ROOT,
            env=counter.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for number in (1, 2)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "ready"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said, spans = [], []
    for worker in workers:
        out, _ = worker.communicate(timeout=60)
        assert worker.returncode == 0
        *numbers, began, ended = out.split()
        said.append(numbers)
        spans.append((float(began), float(ended)))
    first, second = said
    numbers = sorted(first + second)
    assert len(first) == len(second) == EACH
    assert [int(number.split("-")[1]) for number in numbers] == list(range(1, 2 * EACH + 1))
    assert all(verify(number.replace("-", "")) for number in numbers)
    # They really ran side by side.
    assert max(began for began, _ in spans) < min(ended for _, ended in spans)
    with counter.services() as services:
        assert services.security.audit_verify().ok
        with services.store.read() as session:
            rows = session.query(Application).all()
            assert sorted(row.receipt_number or "" for row in rows) == numbers
            assert session.query(Counter).filter_by(series="receipt").one().last == 2 * EACH
