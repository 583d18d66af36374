from __future__ import annotations

import random
import subprocess
from datetime import UTC, datetime

import pytest

from desktop.security.cms import Der, SignatureError
from desktop.security.station_identity import (
    StationIdentity,
    fingerprint,
    make_identity,
    read_certificate,
    sign,
    verify,
)

NOW = datetime(2025, 8, 20, tzinfo=UTC)
DATA = "Mười hai hồ sơ\n".encode() * 20


@pytest.fixture(scope="module")
def station() -> StationIdentity:
    return make_identity("06982", "TN01", now=NOW)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def test_openssl_accepts_what_we_sign_and_refuses_other_bytes(station, tmp_path) -> None:
    (tmp_path / "x").write_bytes(DATA)
    (tmp_path / "x.p7s").write_bytes(sign(station, DATA))
    (tmp_path / "station.pem").write_text(station.certificate_pem)
    command = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in")
    rest = ("-CAfile", f"{tmp_path}/station.pem", "-purpose", "any", "-out", "/dev/null")
    good = run(*command, f"{tmp_path}/x.p7s", "-content", f"{tmp_path}/x", *rest)
    assert good.returncode == 0, good.stderr
    (tmp_path / "x").write_bytes(DATA + b"!")
    assert run(*command, f"{tmp_path}/x.p7s", "-content", f"{tmp_path}/x", *rest).returncode != 0


def test_we_accept_what_openssl_signs_without_extras(station, tmp_path) -> None:
    (tmp_path / "x").write_bytes(DATA)
    (tmp_path / "station.pem").write_text(station.certificate_pem)
    (tmp_path / "key.pem").write_text(station.private_key_pem)
    done = run(
        *("openssl", "cms", "-sign", "-binary", "-nosmimecap", "-md", "sha256"),
        *("-in", f"{tmp_path}/x", "-signer", f"{tmp_path}/station.pem"),
        *("-inkey", f"{tmp_path}/key.pem", "-outform", "DER", "-out", f"{tmp_path}/x.p7s"),
    )
    assert done.returncode == 0, done.stderr
    verify((tmp_path / "x.p7s").read_bytes(), DATA, station.certificate_pem)


def test_the_certificate_names_the_station(station, tmp_path) -> None:
    names = read_certificate(station.certificate_pem)
    assert (names.commune_code, names.station_code) == ("06982", "TN01")
    (tmp_path / "station.pem").write_text(station.certificate_pem)
    shown = run(
        "openssl", "x509", "-in", f"{tmp_path}/station.pem", "-noout", "-fingerprint", "-sha256"
    )
    assert shown.stdout.split("=")[1].strip().replace(":", "").lower() == fingerprint(
        station.certificate_pem
    )


def test_other_bytes_another_certificate_and_no_signature_are_refused(station) -> None:
    signature = sign(station, DATA)
    verify(signature, DATA, station.certificate_pem)
    other = make_identity("06982", "TN01", now=NOW)
    for wrong in (
        (signature, DATA + b"!", station.certificate_pem),
        (signature, b"", station.certificate_pem),
        (signature, DATA, other.certificate_pem),
        (sign(other, DATA), DATA, station.certificate_pem),
        (b"", DATA, station.certificate_pem),
        (signature + b"\0", DATA, station.certificate_pem),
        (signature, DATA, "no certificate"),
        (signature, DATA, station.certificate_pem + "\n"),
        (signature, DATA, "x" + station.certificate_pem),
        (signature, DATA, "é" * 100),
    ):
        with pytest.raises(SignatureError):
            verify(*wrong)


def test_every_flipped_byte_and_every_cut_of_a_signature_is_refused(station) -> None:
    signature = sign(station, DATA)
    rng = random.Random(7)
    for place in range(len(signature)):
        for bit in (rng.randrange(8), rng.randrange(8)):
            changed = bytearray(signature)
            changed[place] ^= 1 << bit
            with pytest.raises(SignatureError):
                verify(bytes(changed), DATA, station.certificate_pem)
    for size in range(len(signature)):
        with pytest.raises(SignatureError):
            verify(signature[:size], DATA, station.certificate_pem)


def test_random_bytes_never_do_more_than_be_refused(station) -> None:
    rng = random.Random(11)
    signature = sign(station, DATA)
    for _ in range(500):
        changed = bytearray(signature)
        start = rng.randrange(len(changed))
        changed[start : start + rng.randrange(30)] = rng.randbytes(rng.randrange(30))
        if bytes(changed) == signature:
            continue
        with pytest.raises(SignatureError):
            verify(bytes(changed), DATA, station.certificate_pem)
    for _ in range(500):
        with pytest.raises(SignatureError):
            verify(rng.randbytes(rng.randrange(200)), DATA, station.certificate_pem)


@pytest.mark.parametrize(
    "data",
    [
        "30",
        "3080",  # indefinite length
        "308000",
        "3081",
        "30810100",  # not the shortest length
        "3082000100",
        "30840000000100",
        "3005",
        "3101",
    ],
)
def test_the_walk_refuses_what_is_not_der(data: str) -> None:
    with pytest.raises(SignatureError):
        Der(bytes.fromhex(data)).take(0x30)


def test_a_signature_with_a_second_signer_is_refused(station, tmp_path) -> None:
    other = make_identity("06982", "TN02", now=NOW)
    for name, identity in (("a", station), ("b", other)):
        (tmp_path / f"{name}.pem").write_text(identity.certificate_pem)
        (tmp_path / f"{name}.key").write_text(identity.private_key_pem)
    (tmp_path / "x").write_bytes(DATA)
    done = run(
        *("openssl", "cms", "-sign", "-binary", "-nosmimecap", "-md", "sha256"),
        *("-in", f"{tmp_path}/x", "-outform", "DER", "-out", f"{tmp_path}/x.p7s"),
        *("-signer", f"{tmp_path}/a.pem", "-inkey", f"{tmp_path}/a.key"),
        *("-signer", f"{tmp_path}/b.pem", "-inkey", f"{tmp_path}/b.key"),
    )
    assert done.returncode == 0, done.stderr
    with pytest.raises(SignatureError):
        verify((tmp_path / "x.p7s").read_bytes(), DATA, station.certificate_pem)


def test_secrets_do_not_show_in_logs(station) -> None:
    from desktop.security.sealing import new_identity

    assert "PRIVATE" not in repr(station)
    assert "SECRET" not in repr(new_identity())


def test_only_small_documents_are_signed(station) -> None:
    with pytest.raises(ValueError, match="small"):
        sign(station, bytes((4 << 20) + 1))
