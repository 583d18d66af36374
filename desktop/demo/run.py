"""`main.py demo`: the main job with invented people, in a window or headless.

Headless, the real screens are driven by key events; receipts, batch, hand-over sheet and a
picture of every page are left in the folder, listed in demo.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from typing import Any

from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.demo.practice import Practice, make_practice

DEFAULT_FOLDER = Path("demo-out")


def has_display() -> bool:
    """Whether a window can be shown on this machine."""
    needs_server = platform.system() == "Linux"
    return not needs_server or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_demo(args: argparse.Namespace) -> int:
    """Run the practice; return the exit code.

    Raises:
        UserFacingError: the folder holds practice data already.
    """
    if args.headless or not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if args.smoke:
        from desktop.demo.smoke import run_smoke  # noqa: PLC0415 - after the Qt platform is chosen

        return run_smoke()
    folder = _free_folder(args.out)
    if args.headless or not has_display():
        return _headless(folder, args)
    practice = make_practice(folder, seed=args.seed, say=print, camera_script=args.camera)
    return _window(practice)


def _free_folder(wanted: Path | None) -> Path:
    """Return the folder asked for, or the first free one beside the last runs."""
    if wanted is not None:
        return Path(wanted).resolve()
    number = 1
    folder = DEFAULT_FOLDER
    while folder.exists():
        number += 1
        folder = DEFAULT_FOLDER.with_name(f"{DEFAULT_FOLDER.name}-{number}")
    return folder.resolve()


def _window(practice: Practice) -> int:
    from desktop.ui.shell.launch import Launch  # noqa: PLC0415 - a headless run sets Qt up first
    from desktop.ui.shell.start import run_window  # noqa: PLC0415

    services = practice.open()
    services.imports.import_list(practice.roster_file, actor="practice")
    services.close()
    print(tr("Mã PIN của mọi người trong bản thực hành: {pin}").format(pin=practice.pin))
    for person in practice.applicants(3):
        print(tr("Thẻ để quét thử (dán vào ô tìm): {card}").format(card=practice.card(person)))
    return run_window(Launch(practice.profile, practice.open, lambda _station: None))


def _headless(folder: Path, args: argparse.Namespace) -> int:
    from desktop.demo.story import tell  # noqa: PLC0415 - after the Qt platform is chosen

    practice = make_practice(folder, seed=args.seed, say=print, camera_script=args.camera)
    files = tell(practice, applicants=args.applicants, say=print)
    files += [
        {"kind": "province_key", "file": practice.province_key.name},
        {"kind": "station_certificate", "file": practice.station_certificate.name},
        {"kind": "profile", "file": practice.profile.name},
        {"kind": "unlock", "file": practice.unlock.name},
    ]
    listing: dict[str, Any] = {"format": 1, "practice": True, "files": files}
    text = json.dumps(listing, ensure_ascii=False, indent=2)
    write_whole(folder / "demo.json", text.encode() + b"\n")
    print(
        tr("Xong. {count} tệp nằm trong {folder}, liệt kê ở demo.json.").format(
            count=len(files), folder=folder
        )
    )
    return 0
