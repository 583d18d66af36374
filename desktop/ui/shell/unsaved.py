"""What was typed and drawn and is in no store, on its way into the store that is opened next.

A counter whose server goes away shows it on its pages: a store that did not answer took none of
it. When the counter goes on in its copy, or comes back to the server, it goes along, under the
name of whoever typed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.vocabulary import FieldKey
from desktop.intake.views import UnfinishedForm, UnfinishedSigning
from desktop.security.access.guarding import as_the_program
from desktop.ui.intake.autosave import Autosave, KeepLatest
from desktop.ui.intake.check_page import CheckPage
from desktop.ui.intake.compare_page import ComparePage

if TYPE_CHECKING:
    from desktop.services import Services
    from desktop.ui.widgets.page import Page


@dataclass
class Unsaved:
    """By application what was typed and drawn, by form who is not on the list.

    Attributes:
        actor: who typed it.
        people: whose application it is, as far as that is known.
    """

    actor: str
    people: dict[UUID, UUID] = field(default_factory=dict)
    fields: dict[UUID, dict[FieldKey, str]] = field(default_factory=dict)
    signings: dict[UUID, UnfinishedSigning] = field(default_factory=dict)
    forms: dict[UUID, UnfinishedForm] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.fields or self.signings or self.forms)

    def take_along(self, before: Unsaved) -> None:
        """Go on with what is left of an earlier time."""
        self.actor = self.actor or before.actor
        for ours, left in (
            (self.people, before.people),
            (self.fields, before.fields),
            (self.signings, before.signings),
            (self.forms, before.forms),
        ):
            ours.update(left)  # type: ignore[arg-type]  # pairs of one kind each

    # ------------------------------------------------------------ from the pages

    def look_at(self, page: Page) -> None:
        """Take what stands on the open page; before it is left, which closes its editors."""
        typed = None
        if isinstance(page, ComparePage):
            typed = page.form.typed
        elif isinstance(page, CheckPage):
            typed = page.typed
        if typed is not None:
            self._add(*typed)

    def collect(self, pages: Iterable[Page]) -> None:
        """Take what pages could not write; after the last write was answered."""
        for page in pages:
            for typed in page.findChildren(Autosave):
                for application_id, (member_id, fields) in typed.unsaved.items():
                    self._add(application_id, member_id, fields)
            for kept in page.findChildren(KeepLatest):
                for key, value in kept.unsaved.items():
                    self._keep(key, value)

    def _add(self, application_id: UUID, member_id: UUID, fields: dict[FieldKey, str]) -> None:
        self.people[application_id] = member_id
        if fields:
            self.fields.setdefault(application_id, {}).update(fields)

    def _keep(self, key: UUID, value: Any) -> None:
        if isinstance(value, UnfinishedSigning):
            self.signings[key] = value
        elif isinstance(value, UnfinishedForm):
            self.forms[key] = value

    # ------------------------------------------------------------ into a store

    def put(self, services: Services) -> None:
        """Put it into a store just opened; what finds no place there stays here.

        Where an application is not there, because it began after the copy was made, the person is
        opened anew and gets what was typed.
        """
        with as_the_program():  # nobody is in yet, and whoever typed it was allowed to
            for application_id in [*self.fields]:
                if self._wrote(services, application_id):
                    del self.fields[application_id]
            for application_id in [*self.signings]:
                if self._drew(services, application_id):
                    del self.signings[application_id]
            for form_id, form in [*self.forms.items()]:
                try:
                    services.unfinished.keep_form(form, actor=self.actor)
                except UserFacingError:
                    continue
                del self.forms[form_id]

    def _wrote(self, services: Services, application_id: UUID) -> bool:
        try:
            here = self._draft(services, application_id)
            before = services.intake.draft(here).fields
            now = self.fields[application_id]
            changed = {key: now[key] for key in now if now[key] != before.get(key, "")}
            if changed:
                services.intake.save(here, actor=self.actor, fields=changed)
        except UserFacingError:
            return False
        return True

    def _drew(self, services: Services, application_id: UUID) -> bool:
        signing = self.signings[application_id]
        try:
            here = self._draft(services, application_id)
            services.unfinished.keep_signing(here, signing, actor=self.actor)
        except UserFacingError:
            return False
        return True

    def _draft(self, services: Services, application_id: UUID) -> UUID:
        """Return the application in this store, or the one that takes its place."""
        try:
            services.intake.draft(application_id)
        except UserFacingError:
            member_id = self.people.get(application_id)
            if member_id is None:
                raise
            return services.intake.open(member_id, actor=self.actor).application_id
        return application_id
