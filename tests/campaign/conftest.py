"""The campaign is tried over the same counter as its progress, on both engines."""

from tests.progress.conftest import office

__all__ = ["office"]
