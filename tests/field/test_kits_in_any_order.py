"""Three laptops and an office: whatever order their returns come in, the end is the same.

The facts are made once from a seed: who is lent to whom, taken back, lent again, taken at the
counter, taken on the road, mended, given up. Then the same returns are merged in random orders,
some of them several times and older ones after newer ones, each order into a copy of the same
office, and what is in its store afterwards is compared row by row.
"""

from __future__ import annotations

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.common.vocabulary import Channel, FieldKey
from desktop.field.merging import landing
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    Blob,
    FieldBlob,
    FieldLease,
    FieldRecord,
    Reading,
    Visit,
    VisitAside,
)
from desktop.roster.keeping.imports import RosterImports
from desktop.security.keystore import MemoryKeyring
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import factories
from tests.field.places import CLERK, lend, note_outcome, office_on, opened, place, visit_list

PEOPLE = 8
ORDERS = 4
OUTCOMES = ("not_at_home", "in_hospital", "moved", "refused")


def add_people(at, count, clock):
    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh cá nhân,Chi bộ,Tình trạng"]
    lines += [
        f"{n},Lò Văn Thử {n},12/03/19{50 + n},Nam,0140{50 + n}{n:06d},Chi bộ {n % 3},Chính thức"
        for n in range(1, count + 1)
    ]
    file = at.stick / "ds.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    RosterImports(at.store, clock, on_change=at.roster.forget_index).import_list(file, actor=CLERK)


def story(rng, home, laptops, clock):
    """Make the facts; return every return that was written."""
    people, files = home.members(), list[Path]()
    for number, laptop in enumerate(laptops, 1):
        lend_some(rng, home, laptop, rng.sample(people, 5), number)
    for one in rng.sample(people, 2):  # the counter takes somebody who is on the road
        home.kits.packing.take_back(one, reason="Người này tự đến quầy", actor=CLERK)
        home.receive(one, Channel.COUNTER)
    for laptop in laptops:
        taken = [key for one in laptop.members() if (key := visit(rng, laptop, one, clock, files))]
        for key in taken:
            mend(rng, laptop, key)
            if rng.random() < 0.3:
                files.append(written(laptop))
        files.append(written(laptop))
    return files


def lend_some(rng, home, laptop, some, number):
    """Lend people to a laptop; some of them are taken back from another one for it."""
    free = [one for one in some if home.kits.packing.lease_of(one) is None]
    stolen = [one for one in some if one not in free and rng.random() < 0.5]
    for one in stolen:
        home.kits.packing.take_back(one, reason="Đổi tổ lưu động", actor=CLERK)
    lent = free + stolen or some[:1]
    if not free and not stolen:
        home.kits.packing.take_back(some[0], reason="Đổi tổ lưu động", actor=CLERK)
    kit = lend(home, laptop, visit_list(home, lent, number))
    laptop.kits.opening.open_kit(kit, actor=CLERK)


def visit(rng, laptop, one, clock, files):
    """Take somebody, or write down why not; return the record."""
    clock.advance(timedelta(minutes=1))
    key = None
    if rng.random() < 0.7:
        key = laptop.receive(one)
    else:
        note_outcome(laptop, one, rng.choice(OUTCOMES), f"Ghi {rng.random():.3f}")
    if rng.random() < 0.3:
        files.append(written(laptop))
    return key


def mend(rng, laptop, key):
    """Mend a record that was received, give it up, or let it be."""
    roll = rng.random()
    if roll < 0.25:  # withdrawn, and a copy received
        copy = laptop.reception.reopen(key, actor=CLERK).application_id
        laptop.intake.save(copy, actor=CLERK, fields={FieldKey.PHONE: "0912345678"})
        laptop.reception.receive(copy, actor=CLERK)
    elif roll < 0.35:
        laptop.reception.withdraw(key, actor=CLERK, reason="Chụp lại hôm khác")


def written(laptop):
    return laptop.kits.returning.write(laptop.stick, actor=CLERK).path


def columns(model, *without):
    return [one.name for one in model.__table__.columns if one.name not in without]


COMPARED = {
    Application: columns(Application, "updated_at"),
    ApplicationMove: columns(ApplicationMove, "id"),
    ApplicationVersion: columns(ApplicationVersion),
    AttachedPaper: columns(AttachedPaper),
    Blob: ["digest", "kind", "media_type", "size", "content"],
    FieldBlob: columns(FieldBlob),
    FieldLease: columns(FieldLease, "ended_at"),
    FieldRecord: columns(FieldRecord, "arrived_at"),
    Reading: columns(Reading),
    Visit: columns(Visit, "updated_at", "version"),
    VisitAside: ["visit_id", "sha256"],
}
"""All of what merging may touch, without the moments of merging itself."""


def everything(at):
    with at.store.read() as session:
        return {
            model.__tablename__: sorted(
                repr([getattr(row, name) for name in names]) for row in session.query(model)
            )
            for model, names in COMPARED.items()
        }


class Counter:
    """The office on one computer; each order of merging gets a copy of its folder."""

    def __init__(self, folder):
        self._folder, self._keyring, self._copies = folder, MemoryKeyring(), 0

    def first(self, clock, stick):
        create_profile(
            Profile(self._folder / "MT02"),
            commune_code="03862",
            commune_name="xã Mường Thử",
            station_code="MT02",
            keystore=self._keyring,
            clock=clock,
        )
        return self._opened(self._folder / "MT02", clock, stick)

    def copy(self, clock, stick):
        self._copies += 1
        folder = self._folder / f"copy{self._copies}"
        shutil.copytree(self._folder / "MT02", folder)
        return self._opened(folder, clock, stick)

    def _opened(self, folder, clock, stick):
        store = open_store(Profile(folder), self._keyring, None, clock)
        return opened(store, "MT02", clock, stick)

    def end(self):
        pass


class Server:
    """The office on a server; each order of merging gets a copy of its database."""

    def __init__(self, server):
        self._server, self._names = server, [server.new_database()]

    def first(self, clock, stick):
        return office_on(Store(self._server.engine(self._names[0])), clock, stick)

    def copy(self, clock, stick):
        self._names.append(self._server.copy_of(self._names[0]))
        return opened(Store(self._server.engine(self._names[-1])), "MT02", clock, stick)

    def end(self):
        for name in self._names:
            self._server.drop(name)


@pytest.fixture
def offices(request, tmp_path):
    if request.param == "sqlcipher":
        yield Counter(tmp_path)
        return
    made = Server(request.getfixturevalue("postgres_server"))
    yield made
    made.end()


@pytest.mark.parametrize(
    ("offices", "seed"),
    [("sqlcipher", 1), ("sqlcipher", 20250820), ("postgresql", 1)],
    indirect=["offices"],
)
def test_every_order_of_merging_ends_in_the_same_state(tmp_path, offices, seed, monkeypatch):
    rng, clock, stick = random.Random(seed), factories.clock(), tmp_path / "usb"
    home = offices.first(clock, stick)
    add_people(home, PEOPLE, clock)
    laptops = [place(tmp_path, f"MT0{n}", clock, stick) for n in (3, 4, 5)]
    files = story(rng, home, laptops, clock)
    for one in (home, *laptops):
        one.store.close()
    clock.advance(timedelta(hours=1))
    ends, waiting = [], 0
    for _ in range(ORDERS):
        at = offices.copy(clock, stick)
        monkeypatch.setattr(landing, "RECORDS", rng.choice((1, 2, 3, 100)))
        some = [*files, *rng.choices(files, k=len(files) // 2)]
        rng.shuffle(some)
        while some:  # one at a time, or several at once
            portion = [some.pop() for _ in range(min(len(some), rng.choice((1, 1, 3))))]
            at.kits.merging.merge(portion, actor=CLERK)
        assert at.kits.merging.merge(files, actor=CLERK).merged == 0
        assert SecurityService(at.store, clock).audit_verify().ok
        waiting = len(at.kits.merging.conflicts())
        ends.append(everything(at))
        at.store.close()
    for end in ends[1:]:
        assert end == ends[0]
    records = ends[0]["field_records"]
    assert len(records) >= 6
    assert waiting or seed != 1  # the story has people who were taken twice
