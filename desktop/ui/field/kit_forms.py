"""The forms beside the kits, of which one at most is there, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.batch.trust.errors import FingerprintError
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.field.kits.errors import ChangedDeviceError
from desktop.ui.field import kit_acts as acts
from desktop.ui.field.kit_files import with_files
from desktop.ui.field.kit_sides import PackSide
from desktop.ui.field.kit_trust_sides import DevicesSide, OfficeSide

Form = PackSide | DevicesSide | OfficeSide


class KitForms:
    """Packing or enrolling, revoking a laptop, following another office.

    Attributes:
        pack: a kit, or only a laptop to get to know.
        devices: a laptop that is believed no more.
        office: a kit of an office that is not followed yet.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.pack, self.devices, self.office = PackSide(), DevicesSide(), OfficeSide()
        self.all: tuple[Form, ...] = (self.pack, self.devices, self.office)
        for side in self.all:
            side.hide()
            side.changed.connect(on_change)
        self.pack.file_wanted.connect(
            with_files(
                self.pack,
                tr("Tệp khóa của máy lưu động"),
                tr("Tệp khóa (*.qte)"),
                lambda files: self.pack.use_file(files[0]),
            )
        )

    @property
    def current(self) -> Form | None:
        """The form that is there."""
        return next((side for side in self.all if not side.isHidden()), None)

    def show(self, side: Form | None) -> None:
        """Put a form there, or take it away."""
        for one in self.all:
            one.setVisible(one is side)

    def verb(self) -> str:
        """Say what the form that is there does."""
        if self.current is self.devices:
            return tr("Thu hồi máy")
        if self.current is self.office:
            return tr("Mở gói")
        return tr("Chọn nơi ghi, đóng gói") if self.pack.packs else tr("Ghi danh")

    def missing(self) -> str:
        """Say what is still to be done in it, "" when nothing is."""
        return self.current.missing() if self.current is not None else ""

    def go(
        self,
        do: Callable[[Callable[..., acts.Act], object], None],
        to_folder: Callable[[Callable[..., acts.Act]], None],
    ) -> None:
        """Do what the form that is there was filled in for.

        Args:
            do: does an act with what it is about.
            to_folder: asks for a folder first, then does an act with it.
        """
        if self.current is self.devices:
            do(acts.revoking, self.devices.order())
        elif self.current is self.office:
            do(partial(acts.opening, digits=self.office.digits.value()), [self.office.file])
        elif self.pack.packs:
            to_folder(partial(acts.packing, self.pack.order()))
        else:
            do(acts.enrolling, self.pack.order())

    def refused(self, error: UserFacingError) -> None:
        """Go back to the digits when they were wrong or are wanted now."""
        if isinstance(error, ChangedDeviceError | FingerprintError):
            form = self.office if self.current is self.office else self.pack
            form.digits.setFocus()
