"""Makes the station a set-up plan asks for: profile, people, settings, keys of the province, sheet.

The command line does it from a file, the window from the file of the computer and its own fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.batch.trust.service import ProvinceView, TrustService
from desktop.cli.init_file import SetupPlan
from desktop.cli.init_paths import sheet_beside
from desktop.common.clock import Clock, show_date
from desktop.common.errors import NotAllowedError, UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.documents.recovery_sheet import RecoverySheetContent, render_recovery_sheet
from desktop.security.keystore import KeyStorePort
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.rules import made_pin
from desktop.security.setup import create_profile
from desktop.security.views import CreatedProfile
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class MadeStation:
    """What was made.

    Attributes:
        created: the profile.
        trusted: keys of the province, in the order of the file.
        first_pins: (name, PIN) of people whose PIN the program made.
    """

    created: CreatedProfile
    trusted: tuple[ProvinceView, ...]
    first_pins: tuple[tuple[str, str], ...]


def make_station(
    plan: SetupPlan,
    profile: Profile,
    keystore: KeyStorePort,
    clock: Clock,
    *,
    actor: str,
    first: tuple[str, str] | None = None,
    server: OfficeServer | None = None,
) -> MadeStation:
    """Make all of it; nothing is left half made when something fails.

    Args:
        plan: what to make.
        profile: where.
        keystore: where the key goes.
        clock: where the time comes from.
        actor: who, for the trail.
        first: name and secret of the first administrator, when the plan names nobody.
        server: where the office keeps its list; None keeps everything on this machine.

    Raises:
        UserFacingError: as `create_profile`; or people, settings or keys are refused.
    """
    if plan.recovery is not None and sheet_beside(plan.recovery).exists():
        raise NotAllowedError(
            tr("Tệp “{file}” đã có sẵn.").format(file=sheet_beside(plan.recovery)),
            tr("Chọn tên khác cho tệp mã khôi phục; tờ in nằm cạnh tệp ấy."),
            code="QTN-386",
        )
    pins = {one.name: one.secret or made_pin() for one in plan.operators}
    trusted: list[ProvinceView] = []

    def furnish(store: Store) -> None:
        preferences = Preferences(store, clock)
        for definition, value in plan.settings:
            preferences.set(definition, value, actor=actor)
        people = OperatorsService(store, clock)
        if first is not None and not plan.operators:
            people.add_first(*first, actor=actor)
        for one in plan.operators:
            # Whoever wrote the file or reads the sheet knows the secret, so its owner changes it.
            people.add(one.name, pins[one.name], one.role, actor=actor, must_change=True)
        trust = TrustService(store, clock)
        trusted.extend(
            trust.install(key.path, actor=actor, fingerprint=key.digits) for key in plan.provinces
        )

    created = _created(plan, profile, keystore, clock, furnish, server)
    given = {one.name for one in plan.operators if one.secret}
    new_pins = tuple((name, pin) for name, pin in pins.items() if name not in given)
    return MadeStation(created, tuple(trusted), new_pins)


def _created(
    plan: SetupPlan,
    profile: Profile,
    keystore: KeyStorePort,
    clock: Clock,
    furnish: Callable[[Store], None],
    server: OfficeServer | None,
) -> CreatedProfile:
    """Make a counter on its own, or one of an office on a server."""
    if server is None:
        return create_profile(
            profile,
            commune_code=plan.commune,
            commune_name=plan.commune_name,
            station_code=plan.station,
            keystore=keystore,
            clock=clock,
            recovery_file=plan.recovery,
            furnish=furnish,
        )
    return create_counter(
        profile,
        NewCounter(plan.commune, plan.commune_name, plan.station, server),
        keystore=keystore,
        clock=clock,
        recovery_file=plan.recovery,
        furnish=furnish,
    )


def write_sheet(plan: SetupPlan, made: MadeStation, clock: Clock) -> bool:
    """Set the recovery sheet beside the text file, with the PINs that nobody knows yet.

    Returns:
        Whether it could be written; the text file has the code in any case.
    """
    if plan.recovery is None:
        return False
    content = RecoverySheetContent(
        station=plan.commune_name or plan.commune,
        station_code=plan.station,
        made_on=show_date(clock.now()),
        code=made.created.recovery_code,
        first_pins=made.first_pins,
        practice=False,  # stations of practice are made by `demo` alone
    )
    try:
        write_whole(sheet_beside(plan.recovery), render_recovery_sheet(content))
    except UserFacingError:
        return False
    return True
