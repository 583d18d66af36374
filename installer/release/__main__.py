"""The maker's commands.

python3 dev.py release keys   --keys DIR --passphrase-file F       makes all keys, encrypted
python3 dev.py release begin  REPO --keys DIR … --passphrase-file F …
python3 dev.py release anchor REPO                                 before an installer is built
python3 dev.py release stamp  REPO --tree TREE --platform P        the same for one staged folder
python3 dev.py release add    REPO --tree TREE --platform P --notes F --keys … --passphrase-file …
python3 dev.py release renew  REPO --keys … --passphrase-file …    a new term, no new version
python3 dev.py release rotate REPO --new-keys DIR … --keys … --passphrase-file …
python3 dev.py release put    REPO STICK                           what machines need, onto a stick

`--keys` and `--passphrase-file` may be given several times: keys lie apart, and each passphrase is
tried on each key.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from desktop.common.errors import UserFacingError
from desktop.common.files import write_whole
from desktop.updates.place import PLATFORMS, this_platform, this_python
from desktop.updates.views import Release
from installer.release import keys, tree
from installer.release.repository import MakerError, Repository, Signers

SOURCES = keys.SOURCES


def main(argv: list[str]) -> int:
    """Run one command; return 0, or 1 after saying why nothing was changed."""
    args = _parser().parse_args(argv)
    try:
        print(args.handler(args))
    except (MakerError, keys.KeyFileError, UserFacingError, OSError) as error:
        print(f"release {args.verb}: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py release", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    made = verbs.add_parser("keys")
    made.add_argument("--only", nargs="+", choices=keys.NAMES, default=keys.NAMES)
    made.set_defaults(handler=_keys)
    for name, handler in (
        ("begin", _begin),
        ("anchor", _anchor),
        ("stamp", _stamp),
        ("add", _add),
        ("renew", _renew),
        ("rotate", _rotate),
        ("put", _put),
    ):
        verb = verbs.add_parser(name)
        verb.add_argument("repository", type=Path)
        verb.set_defaults(handler=handler)
    verbs.choices["anchor"].add_argument(
        "--to", type=Path, default=SOURCES / "build" / "root.json", help="where builds look for it"
    )
    for name in ("stamp", "add"):
        verb = verbs.choices[name]
        verb.add_argument("--tree", type=Path, required=True)
        verb.add_argument("--platform", choices=PLATFORMS, default=this_platform())
        verb.add_argument("--python", default=this_python(), help="of the packages (3.11)")
        verb.add_argument("--lib", type=Path, default=None, help="its packages, staged beside it")
        verb.add_argument("--lock", type=Path, default=None, help="where its packages come from")
        verb.add_argument("--notes", type=Path, default=None, help="what is new, in Vietnamese")
    for name in ("keys", "begin", "add", "renew", "rotate"):
        verb = verbs.choices[name]
        verb.add_argument("--keys", type=Path, action="append", required=True, metavar="DIR")
        verb.add_argument("--passphrase-file", type=Path, action="append", required=True)
    verbs.choices["rotate"].add_argument(
        "--new-keys", type=Path, action="append", default=[], metavar="DIR"
    )
    verbs.choices["put"].add_argument("stick", type=Path)
    return parser


def _signers(args: argparse.Namespace, folders: list[Path]) -> Signers:
    return keys.load(folders, [keys.read_passphrase(file) for file in args.passphrase_file])


def _repository(args: argparse.Namespace) -> Repository:
    signers = _signers(args, args.keys) if "keys" in args else {}
    return Repository(args.repository, signers, datetime.now(UTC))


def _keys(args: argparse.Namespace) -> str:
    passphrase = keys.read_passphrase(args.passphrase_file[0])
    made = keys.make(args.keys[0], passphrase, tuple(args.only))
    return "\n".join(
        [*map(str, made), "Give each key to its keeper; none belongs on this machine."]
    )


def _begin(args: argparse.Namespace) -> str:
    _repository(args).begin()
    return f"{args.repository} is a repository; nothing is released yet"


def _described(args: argparse.Namespace) -> Release:
    system = args.platform.partition("-")[0]
    lock = args.lock or SOURCES / "requirements" / f"{system}.txt"
    notes = args.notes.read_text(encoding="utf-8") if args.notes else ""
    return tree.describe(
        args.tree,
        args.platform,
        python=args.python,
        lock=lock,
        notes=notes,
        now=datetime.now(UTC),
        lib=args.lib,
    )


def _anchor(args: argparse.Namespace) -> str:
    write_whole(args.to, _repository(args).anchor())
    return f"{args.to}: programs built from now on believe these keys"


def _stamp(args: argparse.Namespace) -> str:
    release = _described(args)
    tree.stamp(args.tree, release, _repository(args).anchor())
    return f"{args.tree}: {release.version} for {release.platform}, schema {release.schema}"


def _add(args: argparse.Namespace) -> str:
    repository, release = _repository(args), _described(args)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "qtn.zip"
        tree.pack(args.tree, release, repository.anchor(), archive, args.lib)
        place = repository.add(archive, release)
    megabytes = place.stat().st_size / (1 << 20)
    return f"{release.version} for {release.platform}: {place} ({megabytes:.1f} MB)"


def _renew(args: argparse.Namespace) -> str:
    until = _repository(args).renew()
    return f"sticks made from now on are believed until {until:%Y-%m-%d}"


def _rotate(args: argparse.Namespace) -> str:
    version = _repository(args).rotate(_signers(args, args.new_keys))
    return f"root version {version}; make sticks and the next release from it"


def _put(args: argparse.Namespace) -> str:
    copied = _repository(args).put(args.stick)
    return f"{args.stick}: {copied / (1 << 20):.1f} MB; try it with `main.py update check`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
