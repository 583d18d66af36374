"""What IT may write as the address of a server, and what is refused before anything is sent."""

import pytest

from desktop.common.errors import InputFileError
from desktop.storage.address import ServerError, address_from, read_address


def test_parts_of_an_address_and_its_password():
    address, password = read_address("postgresql://qtn:m%20k@127.0.0.1/xa_muong_thu")
    assert (address.host, address.port) == ("127.0.0.1", 5432)
    assert (address.user, address.database) == ("qtn", "xa_muong_thu")
    assert password == "m k"
    assert "m k" not in str(address.kept()), "the password is kept elsewhere"
    assert address_from(address.kept()) == address
    assert address.url("x/y@z").password == "x/y@z"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.8.9.1"])
def test_this_machine_needs_no_tls(host):
    address, _ = read_address(f"postgresql://qtn@{host}/qtn")
    assert address.is_here
    assert "sslmode" not in address.url("").query


def test_a_socket_is_this_machine():
    address, _ = read_address("postgresql+psycopg://qtn@:5433/qtn?host=/run/postgresql")
    assert address.is_here
    assert address.url("").query["host"] == "/run/postgresql"
    assert address.url("").port == 5433


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://qtn@may-chu/qtn",
        "postgresql://qtn@192.168.1.5/qtn",
        "postgresql://qtn@localhost.example/qtn",
    ],
)
def test_another_machine_needs_a_certificate(text):
    with pytest.raises(ServerError) as refused:
        read_address(text)
    assert refused.value.code == "QTN-671"


def test_nobody_talks_the_check_of_the_certificate_away(tmp_path):
    ca = tmp_path / "ca.crt"
    ca.write_text("x")
    address, _ = read_address("postgresql://qtn@192.168.1.5/qtn", ca)
    assert address.url("").query["sslmode"] == "verify-full"
    for mode in ("require", "verify-ca", "disable", "prefer"):
        with pytest.raises(ServerError) as refused:
            read_address(f"postgresql://qtn@192.168.1.5/qtn?sslmode={mode}", ca)
        assert refused.value.code == "QTN-671"
    kept = address.kept() | {"ca_file": ""}
    with pytest.raises(ServerError):
        address_from(kept)
    with pytest.raises(InputFileError) as missing:
        read_address("postgresql://qtn@192.168.1.5/qtn", tmp_path / "none.crt")
    assert "none.crt" in missing.value.title


@pytest.mark.parametrize(
    "text",
    [
        "",
        "qtn",
        "mysql://qtn@127.0.0.1/qtn",
        "postgresql://127.0.0.1/qtn",
        "postgresql://qtn@127.0.0.1",
        "postgresql://qtn@127.0.0.1:cong/qtn",
        "postgresql://qtn@127.0.0.1/qtn?options=-csearch_path=x",
    ],
)
def test_what_is_no_address_is_said(text):
    with pytest.raises(ServerError) as refused:
        read_address(text)
    assert refused.value.code == "QTN-670"
