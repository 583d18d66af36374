"""`main.py photo check` and `photo crop`: judge picture files, cut portraits; no profile needed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.context import MUST_ACT, OK, USAGE, CliContext
from desktop.common.errors import UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.photo.profile import DEFAULT_PROFILE, load_profile, profile_names
from desktop.photo.views import PictureKind, PictureVerdict

if TYPE_CHECKING:
    from desktop.photo.service import PhotoStudio


def add_parser(commands: Any) -> None:
    """Add the group `photo` to the command line."""
    group = commands.add_parser("photo", help=tr("kiểm tra và cắt ảnh chân dung"))
    actions = group.add_subparsers(dest="action", required=True, metavar=tr("VIỆC"))

    check = actions.add_parser("check", help=tr("ảnh dùng được hay phải chụp lại, vì sao"))
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.add_argument(
        "--as",
        dest="kind",
        choices=[kind.value for kind in PictureKind],
        default=PictureKind.FRAME.value,
        help=tr("khung hình máy ảnh, hay ảnh chân dung đã cắt"),
    )
    check.set_defaults(handler=run_check)

    crop = actions.add_parser("crop", help=tr("cắt ảnh chân dung đúng khuôn"))
    crop.add_argument("file", type=Path, metavar="FILE")
    crop.add_argument("--out", type=Path, required=True, metavar="FILE")
    crop.set_defaults(handler=run_crop)

    for parser in (check, crop):
        parser.add_argument(
            "--profile", default=DEFAULT_PROFILE, metavar="NAME", help=tr("khuôn ảnh")
        )
        parser.add_argument("--json", action="store_true")


def run_check(args: argparse.Namespace, context: CliContext) -> int:
    """Judge every file; one that cannot be read is a row with its reason, not an end."""
    studio = _studio(args.profile)
    if studio is None:
        return USAGE
    kind = PictureKind(args.kind)
    rows = [_row(studio, path, kind) for path in args.files]
    context.emit(rows, "\n".join(_line(row) for row in rows))
    return OK if all(row["verdict"] == "pass" for row in rows) else MUST_ACT


def run_crop(args: argparse.Namespace, context: CliContext) -> int:
    """Cut one portrait and write it as JPEG, whatever else speaks against the picture."""
    studio = _studio(args.profile)
    if studio is None:
        return USAGE
    portrait = studio.crop_file(args.file)
    write_whole(args.out, portrait.jpeg)
    context.emit(
        {
            "file": str(args.out),
            "profile": args.profile,
            "width": portrait.width,
            "height": portrait.height,
            "dpi": portrait.dpi,
            "source_dpi": round(portrait.source_dpi),
        },
        tr("Đã cắt ảnh {width} × {height} điểm vào “{file}”.").format(
            width=portrait.width, height=portrait.height, file=args.out.name
        ),
    )
    return OK


def _studio(profile: str) -> PhotoStudio | None:
    """Return the studio of a profile; say which there are when there is none of that name."""
    from desktop.photo.service import PhotoStudio  # noqa: PLC0415 - other commands need no photos

    if profile not in profile_names():
        text = tr("Không có khuôn ảnh “{name}”. Các khuôn hiện có: {names}.")
        print(text.format(name=profile, names=", ".join(profile_names())), file=sys.stderr)
        return None
    return PhotoStudio(load_profile(profile))


def _row(studio: PhotoStudio, path: Path, kind: PictureKind) -> dict[str, Any]:
    studio.warm_up()  # so that the first file's time is the time of a file
    start = time.perf_counter()
    try:
        found = studio.judge_file(path, kind)
    except UserFacingError as error:
        row: dict[str, Any] = {
            "file": str(path),
            "verdict": "retake",
            "failed": [],
            "warnings": [],
            "advice": error.advice,
            "measures": {},
            "error": {"code": error.code, "title": error.title, "advice": error.advice},
        }
    else:
        row = {"file": str(path), **_as_json(found)}
    row["ms"] = round((time.perf_counter() - start) * 1000, 1)
    return row


def _as_json(found: PictureVerdict) -> dict[str, Any]:
    measures = {}
    for measure in found.measures:
        value = None if measure.value is None else round(measure.value, 4)
        entry: dict[str, Any] = {"value": value, "unit": measure.unit, "ok": measure.ok}
        if measure.parts:
            entry["parts"] = {name: round(part, 4) for name, part in measure.parts.items()}
        measures[measure.name.value] = entry
    return {
        "verdict": "pass" if found.passes else "retake",
        "failed": [name.value for name in found.failed],
        "warnings": [name.value for name in found.warnings],
        "advice": found.advice,
        "measures": measures,
    }


def _line(row: dict[str, Any]) -> str:
    name = clean(row["file"])  # a line break in a name would look like another file
    if "error" in row:
        error = row["error"]
        return f"✕ {name}: {error['title']}. {error['advice']} [{error['code']}]"
    sign = "✓" if row["verdict"] == "pass" else "✕"
    names = ", ".join([*row["failed"], *(f"({name})" for name in row["warnings"])])
    return f"{sign} {name}: {row['advice']}" + (f" [{names}]" if names else "")
