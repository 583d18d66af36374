"""The camera page's threads: the preview, and beside it one that looks at the light."""

from __future__ import annotations

import threading

from PySide6.QtCore import Signal

from desktop.photo.camera_service import CameraService
from desktop.photo.exposure import LightFinding, judge_light, read_light
from desktop.ui.photo.preview import CameraPreview, PreviewRun

_LOOK_EVERY = 0.5


class _Run(PreviewRun):
    def beside(self, camera: CameraService) -> threading.Thread | None:
        return threading.Thread(target=self._look, args=(camera,), name="camera-light", daemon=True)

    def _look(self, camera: CameraService) -> None:
        seen = 0
        while not self.stop.wait(_LOOK_EVERY if seen else 0.05):
            latest = camera.latest()
            if latest is not None and latest[1] != seen:
                seen = latest[1]
                self.tell("light", judge_light(read_light(latest[0])))


class SetupPreview(CameraPreview):
    """Shows a camera that is being set up.

    Signals:
        light_judged (LightFinding): twice a second.
    """

    light_judged = Signal(object)

    def new_run(self, before: threading.Thread | None) -> PreviewRun:
        """Return threads that show and look at the light."""
        return _Run(self, before)

    def deliver(self, run: PreviewRun, kind: str, content: object) -> None:
        """Pass on a word of the present run, on the GUI thread."""
        if kind == "light" and isinstance(content, LightFinding):
            self.light_judged.emit(content)
        else:
            super().deliver(run, kind, content)
