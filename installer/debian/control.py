"""What dpkg has to know of the package: name, version, what it needs."""

from __future__ import annotations

import textwrap

from dev import RUN_LIBRARIES, SCREEN_LIBRARIES

NAME = "quay-tiep-nhan"
MAINTAINER = "Quầy Tiếp Nhận <quay-tiep-nhan@localhost>"

RECOMMENDS = (
    "gnome-keyring | kwalletmanager | keepassxc",  # keeps the key of the store
    "cups-client",  # `lp`, by which papers are printed
    "libcups2",  # Qt's list of printers
)
SUGGESTS = ("ibus-unikey", "v4l-utils")

SUMMARY = "intake counter for renewing membership cards"
DESCRIPTION = """\
Quầy Tiếp Nhận takes in the records of members whose cards are renewed: it finds the person in
the list, compares, takes the photo and the signature, prints the receipt and hands sealed batches
over to the province. It works without a network, and keeps everything in an encrypted store in
the account of who uses it.

The program and its libraries lie in /opt/quay-tiep-nhan and run on the system's Python {python}.
"""


def depends(python: str) -> list[str]:
    """Return the packages without which no window opens; dev.py keeps the table."""
    libraries = dict.fromkeys((*RUN_LIBRARIES.values(), *SCREEN_LIBRARIES.values()))
    return [f"python{python}", *libraries]


def control(version: str, python: str, installed_bytes: int) -> str:
    """Return the control file.

    Args:
        version: of the package.
        python: minor version of the system's Python that runs it.
        installed_bytes: what its files take, without what is compiled after the installation.
    """
    fields = {
        "Package": NAME,
        "Version": version,
        "Architecture": "amd64",
        "Section": "misc",
        "Priority": "optional",
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-installed_bytes // 1024)),
        "Depends": ", ".join(depends(python)),
        "Recommends": ", ".join(RECOMMENDS),
        "Suggests": ", ".join(SUGGESTS),
        "Description": f"{SUMMARY}\n{_long(DESCRIPTION.format(python=python))}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _long(text: str) -> str:
    """Return the long description as Debian writes it: indented, an empty line as a dot."""
    blocks = []
    for block in text.strip().split("\n\n"):
        lines = textwrap.wrap(" ".join(block.split()), 78)
        blocks.append("\n".join(f" {line}" for line in lines))
    return "\n .\n".join(blocks)
