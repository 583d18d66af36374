"""The front of the program: which window or command was asked for. Nothing happens at import."""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.common.arguments import Parser
from desktop.common.errors import UserFacingError
from desktop.common.i18n import LANGUAGES, set_language
from desktop.common.machine_file import FOLDER, MachineFileError, at_start
from desktop.common.options import add_global_options
from desktop.photo.opencv_environment import prepare_environment

if TYPE_CHECKING:
    from desktop.backup.views import Restored
    from desktop.diagnostics.service import DiagnosticsService
    from desktop.province.desk import Desk
    from desktop.services import Services
    from desktop.ui.shell.launch import NewStation, Prepared
    from desktop.updates.views import Tried

_LOADED_LATE = (
    "desktop.ui.shell.start",
    "desktop.ui.shell.session",
    "desktop.documents.receipt",
    "desktop.photo.opencv_camera",
    "desktop.photo.detector",
    "desktop.updates.stick",
)
"""What a start does not load: a version whose packages are not all there must fail its trial."""


_UNDER_ANY_CLOCK = frozenset({"audit", "backup", "doctor", "office", "report", "update"})
"""Commands that look, and those that rescue: a wrong clock must not be in their way."""


def account_folder() -> Path:
    """Return where this account's profile lies when nothing chooses a place."""
    import platformdirs  # noqa: PLC0415 - only when needed

    return Path(platformdirs.user_data_dir(FOLDER, appauthor=False))


def default_folder() -> Path:
    """Return where the profile lies when `--data` is not given.

    Raises:
        MachineFileError: the file of this computer does not tell, and this account has no profile
            of its own.
    """
    account = account_folder()
    try:
        chosen, _ = at_start()
    except MachineFileError:
        if not (account / "profile.json").is_file():
            raise
        return account  # work goes on where it was
    return chosen or account


def _machine_language() -> str:
    try:
        return at_start()[1]
    except MachineFileError:
        return ""  # said by whoever needs the folder


def run(argv: list[str]) -> int:
    """Run the window or the command that the arguments name; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A redirected stream on Windows speaks cp1252 and would die on the first Vietnamese word.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    prepare_environment()  # before anything can load OpenCV, which reads it only then
    front = Parser(add_help=False)
    add_global_options(front)
    args, rest = front.parse_known_args(argv)
    language = args.lang or os.environ.get("QTN_LANG") or _machine_language()
    set_language(language if language in LANGUAGES else "vi")
    return _command(argv) if rest else _window(args)


def _window(args: argparse.Namespace) -> int:
    from desktop.ui.shell.launch import Launch  # noqa: PLC0415 - commands need no Qt
    from desktop.ui.shell.start import run_window  # noqa: PLC0415

    folder, asks = args.data, args.data is None
    if asks:
        try:
            folder = default_folder()
        except MachineFileError:
            folder = account_folder()  # without a profile: the first page says what is wrong
    return run_window(
        Launch(
            folder=folder,
            open=lambda: _open(folder, args.unlock_with),
            create=lambda station: _create(folder, station),
            unlock=lambda code: _open(folder, code),
            language=args.lang,
            restore=lambda *answers: _restore(folder, *answers),
            desk=lambda code: _open_desk(folder, code or args.unlock_with),
            morning=True,
            prepared=lambda: _prepared(folder if asks else None),
        )
    )


@contextmanager
def no_collecting() -> Iterator[None]:
    """Look for no garbage while much is loaded that stays for good, nor among it afterwards.

    Walking over the growing heap again and again was a tenth of the time of the imports.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _open(folder: Path, unlock_with: Path | str | None) -> Services:
    with no_collecting():
        # Half a second of imports, paid behind the first paint.
        from desktop import wiring  # noqa: PLC0415
        from desktop.ui.batch.drives import plugged_drives  # noqa: PLC0415
        from desktop.ui.documents.qt_printer import make_printer, printer_names  # noqa: PLC0415

    outside = wiring.Adapters(printer=make_printer, drives=plugged_drives, printers=printer_names)
    return wiring.open_services(folder, unlock_with, outside)


def _open_desk(folder: Path, unlock_with: Path | str | None) -> Desk:
    with no_collecting():
        from desktop import wiring  # noqa: PLC0415 - as above

    return wiring.open_province(folder, unlock_with)


def _create(folder: Path, station: NewStation) -> tuple[tuple[str, str], ...]:
    from desktop import wiring  # noqa: PLC0415

    return wiring.create_station(folder, station, plan=wiring.machine_plan())


def _prepared(folder: Path | None) -> Prepared | None:
    """Return what IT prepared; a folder must be the one that the file names."""
    from desktop import wiring  # noqa: PLC0415

    prepared = wiring.prepared_station()
    if folder is not None and default_folder() != folder:
        raise wiring.mended_file()
    return prepared


def _restore(folder: Path, source: Path, code: str | Path, last_receipt: int | None) -> Restored:
    from desktop import wiring  # noqa: PLC0415

    return wiring.restore_station(folder, source, code, last_receipt)


def _command(argv: list[str]) -> int:
    try:
        code = _answer(argv)
        if sys.__stdout__ is not None:  # there is none in a windowed program
            sys.__stdout__.flush()
    except BrokenPipeError:
        # Who read our answer has heard enough (`... | head`); what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _answer(argv: list[str]) -> int:
    from desktop.cli import main as cli  # noqa: PLC0415 - the window does not need it

    args = cli.build_parser().parse_args(argv)
    args.data_given = args.data is not None
    try:
        args.data = args.data or default_folder()
    except MachineFileError as error:
        if args.command != "init":  # which reads the file itself and names every line
            return cli.report_error(error, as_json=getattr(args, "json", False))
        args.data = account_folder()
    if args.command == "demo":
        from desktop.demo.run import run_demo  # noqa: PLC0415 - practice only

        try:
            return run_demo(args)
        except UserFacingError as error:
            return cli.report_error(error, as_json=False)
    from desktop import wiring  # noqa: PLC0415

    args.diagnostics = lambda: _diagnostics(args)
    args.try_store = lambda key, event: _try_store(args.data, key, event)
    args.unlock_code = lambda: wiring.unlock_code(args.unlock_with)
    return cli.run_command(args, _open_for_command)


def _open_for_command(args: argparse.Namespace) -> Services:
    """Open the profile for a command; one that writes is refused under a clock off by years."""
    from desktop import wiring  # noqa: PLC0415

    services = wiring.open_services(args.data, args.unlock_with)
    try:
        if args.command not in _UNDER_ANY_CLOCK:
            services.clock_watch.require_year()
    except UserFacingError:
        services.close()
        raise
    return services


def _try_store(folder: Path, key: bytes, event: int) -> Tried:
    """Open every service on a copy of a store that another version gave, and read all of it.

    It works with the copy as the window and its devices would, as far as nobody sees it.

    Args:
        folder: the profile of the copy.
        key: of the store.
        event: number of the audit event whose digest is wanted.

    Raises:
        UserFacingError: this version cannot work with it.
    """
    from desktop import wiring  # noqa: PLC0415
    from desktop.security.keystore import MemoryKeyring  # noqa: PLC0415
    from desktop.storage.profile import Profile  # noqa: PLC0415

    for module in _LOADED_LATE:
        importlib.import_module(module)
    keystore = MemoryKeyring()
    keystore.set(Profile(folder).read_info().profile_id, key)
    services = wiring.open_services(folder, None, wiring.Adapters(keystore=keystore))
    try:
        return services.updates.prove_here(event)
    finally:
        services.close()


@contextmanager
def _diagnostics(args: argparse.Namespace) -> Iterator[DiagnosticsService]:
    from desktop import wiring  # noqa: PLC0415
    from desktop.ui.diagnostics.probes import ensure_screen, screen_checks  # noqa: PLC0415

    application = ensure_screen()
    adapters = wiring.Adapters(probes=screen_checks())
    with wiring.open_diagnostics(args.data, args.unlock_with, adapters) as diagnostics:
        yield diagnostics
    del application  # held until the last row was measured
