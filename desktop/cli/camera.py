"""`main.py camera list` and `camera try`: which cameras there are, and what one really does."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.common.i18n import decimal, tr
from desktop.common.settings import CAMERA_SIZE

if TYPE_CHECKING:
    from desktop.photo.trial import Trial, TrialStep


def add_parser(commands: Any) -> None:
    """Add the group `camera` to the command line."""
    group = commands.add_parser("camera", help=tr("liệt kê và thử máy ảnh"))
    actions = group.add_subparsers(dest="action", required=True, metavar=tr("VIỆC"))

    found = actions.add_parser("list", help=tr("các máy ảnh máy tính đang thấy"))
    found.set_defaults(handler=run_list)

    trial = actions.add_parser("try", help=tr("mở máy ảnh, ghi lại mọi thay đổi và tốc độ thật"))
    trial.add_argument(
        "--camera",
        default="",
        metavar="ID",
        help=tr("mã trong danh sách, file:ĐƯỜNG_DẪN, hoặc demo:unplug@3s,replug@6s"),
    )
    trial.add_argument(
        "--seconds", type=float, default=5.0, metavar="N", help=tr("thử bao lâu (mặc định 5)")
    )
    trial.add_argument(
        "--size",
        choices=[size for size, _ in CAMERA_SIZE.choices],
        default=CAMERA_SIZE.default,
        help=tr("cỡ hình muốn có"),
    )
    trial.set_defaults(handler=run_try)

    for parser in (found, trial):
        parser.add_argument("--json", action="store_true", help=tr("trả lời bằng JSON"))


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """List the cameras; none is a reason to act."""
    from desktop.photo.cameras import list_cameras  # noqa: PLC0415 - asks drivers

    del args
    rows = [{"id": one.id, "name": one.name} for one in list_cameras()]
    lines = [f"{row['name']}\n    {row['id']}" for row in rows]
    context.emit(rows, "\n".join(lines) or tr("Chưa thấy máy ảnh nào. Cắm máy ảnh vào."))
    return OK if rows else MUST_ACT


def run_try(args: argparse.Namespace, context: CliContext) -> int:
    """Run one camera for a while through the same service as the counter.

    Raises:
        CameraError: the camera or its script is not known.
    """
    from desktop.photo.cameras import (  # noqa: PLC0415 - loads OpenCV
        CameraOptions,
        camera_for,
        first_camera,
    )
    from desktop.photo.trial import try_camera  # noqa: PLC0415

    width, height = args.size.split("x")
    options = CameraOptions(size=(int(width), int(height)))
    chosen = args.camera

    def say(step: TrialStep) -> None:
        if not context.wants_json:
            print(_line(step), flush=True)

    trial = try_camera(
        lambda: camera_for(chosen, options) if chosen else first_camera(options),
        max(0.1, args.seconds),
        say,
    )
    if trial is None:
        context.emit({"steps": []}, tr("Chưa thấy máy ảnh nào. Cắm máy ảnh vào."))
        return MUST_ACT
    context.emit(_as_json(trial), _summary(trial))
    return OK if trial.is_live else MUST_ACT


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "camera": trial.name,
        "live": trial.is_live,
        "closed": trial.closed,
        "width": trial.rate.size[0],
        "height": trial.rate.size[1],
        "fps": round(trial.rate.fps, 1),
        "opened_in": round(trial.rate.opened_in, 2),
        "steps": [
            {
                "seconds": round(step.seconds, 2),
                "status": step.state.status.value,
                "text": step.state.text,
            }
            for step in trial.steps
        ],
    }


def _summary(trial: Trial) -> str:
    words = tr("{name}: {width}×{height}, {fps} hình/giây, hình đầu sau {seconds} giây")
    return words.format(
        name=trial.name,
        width=trial.rate.size[0],
        height=trial.rate.size[1],
        fps=decimal(trial.rate.fps),
        seconds=decimal(trial.rate.opened_in),
    )


def _line(step: TrialStep) -> str:
    words = step.state.text or tr("có hình")
    return f"{decimal(step.seconds):>7}  {step.state.status.value:<9} {words}"
