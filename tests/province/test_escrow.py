"""A second key for safe keeping: stations seal to the newest one, and nobody slips one in."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.batch.signed_file import DocumentError
from desktop.batch.trust.documents import read_province_key
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.security import store as security
from desktop.security.sealing import new_identity, unseal_file
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def key_file(loop: Any, folder: str) -> Path:
    made: Path = loop.desk.keys.write_key_file(loop.stick / folder).path
    return made


def recipients(station: Any) -> set[str]:
    with station.store.read() as session:
        return {row.public_key for row in security.active_recipients(session)}


def opens(batch: Path, identity: Any) -> bool:
    sealed, plain = batch.with_suffix(".age"), batch.with_suffix(".zip")
    with zipfile.ZipFile(batch) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".age")]
        sealed.write_bytes(archive.read(name))
    try:
        unseal_file(sealed, plain, [identity])
    except WrongKeyError:
        return False
    return zipfile.is_zipfile(plain)


def test_stations_seal_to_province_and_escrow_and_each_opens_alone(small_loop):
    station, escrow, keys = small_loop.make_station(), new_identity(), small_loop.desk.keys
    assert "escrow_key" not in key_file_text(small_loop, "truoc")
    keys.set_escrow(escrow.public, actor=DESK)
    own = keys.own()[0].public_key
    assert recipients(station) == {own}
    station.trust.install(key_file(small_loop, "sau"), actor=CLERK)
    assert recipients(station) == {own, escrow.public}
    station.receive(PEOPLE[0])
    batch = station.export()
    assert opens(batch, escrow)
    assert not opens(batch, new_identity())
    (taken,) = small_loop.desk.receiving.receive([batch], actor=DESK).taken
    assert taken.records == 1


def key_file_text(loop: Any, folder: str) -> str:
    with zipfile.ZipFile(key_file(loop, folder)) as archive:
        return archive.read("province.json").decode()


def test_an_older_key_file_brings_no_older_escrow_back(small_loop):
    station, keys = small_loop.make_station(), small_loop.desk.keys
    first, second = new_identity().public, new_identity().public
    keys.set_escrow(first, actor=DESK)
    old = key_file(small_loop, "mot")
    keys.set_escrow(second, actor=DESK)
    station.trust.install(key_file(small_loop, "hai"), actor=CLERK)
    own = keys.own()[0].public_key
    assert recipients(station) == {own, second}
    station.trust.install(old, actor=CLERK)
    assert recipients(station) == {own, second}
    keys.set_escrow("", actor=DESK)
    station.trust.install(key_file(small_loop, "ba"), actor=CLERK)
    assert recipients(station) == {own}


def test_what_is_no_public_key_is_no_escrow(small_loop):
    keys = small_loop.desk.keys
    for wrong in ("age1sai", new_identity().secret):
        with pytest.raises(InputFileError):
            keys.set_escrow(wrong, actor=DESK)
    assert keys.escrow() is None


def test_an_escrow_that_the_province_did_not_sign_is_refused(small_loop):
    mine, other = new_identity().public, new_identity().public
    small_loop.desk.keys.set_escrow(mine, actor=DESK)
    data = key_file(small_loop, "thu").read_bytes()
    assert mine.encode() in data
    with pytest.raises(DocumentError):
        read_province_key(data.replace(mine.encode(), other.encode()))
