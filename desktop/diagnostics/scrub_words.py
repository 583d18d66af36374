"""The words that may stand in a log that leaves the machine; every other word is left out.

A list of what is allowed, not of what is forbidden: a name nobody thought of cannot slip through.
Words that are Vietnamese names as well (`an`, `long`, `hang`, `dung`) are not here on purpose.
"""

from __future__ import annotations

from typing import Final

_OWN: Final = """
    a after and answer arrived asked at away back backup be behind bundled busy by call camera
    chip come for left recorded refusal
    closing copy could count counter daily damaged database desktop device did display driver end
    error event failed fault file files folder font fonts found frame free from full hangs in into
    is it key left line list lost memory missing most name no not of off on one open opened or
    page pages port printer progress qt queue read reading record refused removed result retry
    scanner screen second seconds serial set size slow started state store system task than that
    the there thread time timeout to twin type used value wait was were while window with work
    word write written bundled
"""

_OF_TOOLS: Final = """
    abort aborted access address allocation already application argument assertion bad bind bus
    cannot class code com connect connection context current default denied destroyed directory
    disk dll dpi dumped empty entry environment exception exit extension fatal first float
    fallback format function gl handle height icon image index initialize input instance
    interface internal invalid item keyboard last launch layout length level library limit load
    loaded main message method mode module modules monitor more null number object only operation
    option out output overflow paint painter parameter parent path permission pixmap platform
    plugin plugins process property python recent refers register release resource running
    runtime segmentation signal size slot socket stack stopped stream string style support
    supported thread timer total transform translation unable undefined unknown unsupported
    update valid version violation warning wayland widget width windows without xcb yet zero
    raqm propagatesizehints offscreen does this
"""

_OF_DEVICES: Final = """
    audio barcode brother bullzip camera canon capture chicony color colour cups datalogic deskjet
    document doc driver dymo epson ethernet external fax front fuji fujifilm full generic genius
    hd hid honeywell hp hyper ink integrated jet konica kyocera laser laserjet lenovo lexmark
    logitech machine metrologic mfc mfp microsoft minolta mono motorola multifunction network
    newland obs officejet oki onenote optical panasonic pantum pcl pdf phaser photo pixma pos port
    print printer printing pro ps ql rapoo razer realtek rear receipt ricoh samsung scanjet
    scanner series serial sharp software sunplus symbol thermal toshiba uvc usb vga video virtual
    web webcam wide wifi windows workcentre xerox xprinter xps zebra zjiang
"""

WORDS: Final = frozenset(f"{_OWN} {_OF_TOOLS}".split())
"""Lower-case words of log messages: our own, those of Qt, Python and the system."""
DEVICE_WORDS: Final = frozenset(_OF_DEVICES.split())
"""Lower-case words of makers and kinds of devices."""
LOGGERS: Final = frozenset(
    {
        "PIL",
        "alembic",
        "asyncio",
        "concurrent",
        "cv2",
        "desktop",
        "fontTools",
        "keyring",
        "numpy",
        "psycopg",
        "py",
        "reportlab",
        "root",
        "securesystemslib",
        "sqlalchemy",
        "tuf",
        "urllib3",
    }
)
"""Roots of the names of loggers that may be told."""
