"""Fixtures: one studio for the session, because loading the networks takes a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.photo.service import PhotoStudio


@pytest.fixture(scope="session")
def studio() -> PhotoStudio:
    return PhotoStudio()


@pytest.fixture(scope="session")
def portraits() -> Path:
    return Path(__file__).resolve().parents[1] / "data" / "portraits"
