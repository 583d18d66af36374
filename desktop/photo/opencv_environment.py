"""What OpenCV's cameras read from the environment, once, when the library is loaded."""

from __future__ import annotations

import os
import sys

# a plain variable: the type checker would call the other systems' branches unreachable
PLATFORM: str = sys.platform


def prepare_environment() -> None:
    """Set it, unless somebody already did; must run before the first `import cv2`.

    On Windows the library keeps its own copy of the environment from the moment it is loaded,
    and pictures and card codes may load it long before a camera is opened. So the front of the
    program (`desktop/app.py`) calls this first of all.
    """
    # Media Foundation otherwise needs 4 to 20 s to open (opencv#17687). It helps on most
    # machines, not on all (opencv#27917); DirectShow is tried first for this reason, too.
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
    # V4L2 otherwise blocks 10 s in select() after the cable was pulled
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
    # trying a position that is not there is normal here and not worth a line on the terminal
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
