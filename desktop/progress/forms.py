"""Figures or names as a paper, a workbook or data; each one made is in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop.common.clock import Clock
from desktop.common.files import write_whole
from desktop.common.settings import OFFICE_UPPER
from desktop.progress.errors import ReportFormError
from desktop.security.preferences import Preferences
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

T = TypeVar("T")


class NotedForms(Generic[T]):
    """Writes one kind of content in several forms.

    Args:
        store: where the audit trail lies.
        clock: where the time comes from.
        preferences: know the superior body, which stands on papers.
        forms: by the ending of a file's name (`.pdf` is one of them), what makes the bytes from
            the content and the superior body.
        tag: the act in the audit trail.
        detail: what stands with the act, beside the form.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        *,
        forms: Mapping[str, Callable[[T, str], bytes]],
        tag: Tag,
        detail: Callable[[T], dict[str, Any]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._forms = forms
        self._tag = tag
        self._detail = detail

    def pdf(self, content: T, *, actor: str) -> bytes:
        """Return the paper, to be printed; noted as any other form.

        Raises:
            StoreError: the store cannot be written.
        """
        made = self._forms[".pdf"](content, self._preferences.text(OFFICE_UPPER))
        self._note(content, "print", actor)
        return made

    def write(self, content: T, path: Path, *, actor: str) -> None:
        """Write a file; the ending of its name says how.

        Raises:
            ReportFormError: another ending.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room; a file that was there stays whole.
        """
        form = path.suffix.lower()
        make = self._forms.get(form)
        if make is None:
            raise ReportFormError(path.suffix)
        write_whole(path, make(content, self._preferences.text(OFFICE_UPPER)))
        self._note(content, form[1:], actor)

    def _note(self, content: T, form: str, actor: str) -> None:
        with self._store.write() as session:
            record(
                session,
                self._tag,
                at=self._clock.now(),
                actor=actor,
                detail=self._detail(content) | {"form": form},
            )


def json_bytes(data: Mapping[str, Any]) -> bytes:
    """Return data as a JSON file holds it."""
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
