"""A small library of made-up packages, and the folder names of a staged tree."""

from __future__ import annotations

import zipfile

import pytest


@pytest.fixture
def make_wheel(tmp_path):
    """Return a maker of wheels: name, version, files inside."""

    def make(name: str, version: str, files: dict[str, str]):
        file = tmp_path / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        whole = {f"{info}/METADATA": f"Name: {name}\nVersion: {version}\nLicense: MIT\n", **files}
        with zipfile.ZipFile(file, "w") as archive:
            for path, text in whole.items():
                archive.writestr(path.replace("INFO", info), text)
        return file

    return make
