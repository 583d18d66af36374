"""A command line that explains itself and complains in the language of its user.

The standard library's parser speaks English only. Its few complaints are recognised by their
wording and said in ours; one that is not recognised (another version of Python) stays readable
as it is, behind our own words.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from desktop.common.i18n import mark, tr

_COMPLAINTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(wording), said)
    for wording, said in (
        (
            r"the following arguments are required: (?P<names>.+)",
            mark("còn thiếu: {names}"),
        ),
        (
            r"one of the arguments (?P<names>.+) is required",
            mark("cần một trong các tùy chọn: {names}"),
        ),
        (r"unrecognized arguments: (?P<names>.+)", mark("không hiểu: {names}")),
        (
            r"argument (?P<name>.+?): expected (?:at least )?(?:one|\d+) arguments?",
            mark("{name}: còn thiếu giá trị"),
        ),
        (
            r"argument (?P<name>.+?): expected at most one argument",
            mark("{name}: chỉ nhận một giá trị"),
        ),
        (
            (
                r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) "
                r"\(choose from (?P<choices>.+)\)"
            ),
            mark("{name}: không có {value}; chọn một trong: {choices}"),
        ),
        (
            r"argument (?P<name>.+?): invalid \S+ value: (?P<value>.+)",
            mark("{name}: {value} không đúng dạng"),
        ),
        (
            r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
            mark("{name}: không dùng cùng với {other}"),
        ),
        (
            r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)",
            mark("{name}: không nhận giá trị {value}"),
        ),
        (
            r"ambiguous option: (?P<name>.+) could match (?P<matches>.+)",
            mark("{name} chưa rõ: có thể là {matches}"),
        ),
    )
)


def complaint(message: str) -> str:
    """Return what `argparse` complains of, in the language in force."""
    for wording, said in _COMPLAINTS:
        found = wording.fullmatch(message)
        if found:
            return tr(said).format(**found.groupdict())
    return message


class _Formatter(argparse.HelpFormatter):
    """The usual layout under our own heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with our word for "usage"."""
        super().add_usage(usage, actions, groups, tr("cách dùng: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser, and by inheritance all its commands, in the language in force.

    Args:
        **options: as for `argparse.ArgumentParser`.
    """

    def __init__(self, **options: Any) -> None:
        with_help = options.pop("add_help", True)
        super().__init__(formatter_class=_Formatter, add_help=False, **options)
        self._positionals.title = tr("tham số")
        self._optionals.title = tr("tùy chọn")
        if with_help:
            self.add_argument("-h", "--help", action="help", help=tr("in hướng dẫn này"))
        self._usual_verb = ""
        self._verbs: Collection[str] = ()

    def usually(self, verb: str, verbs: Collection[str]) -> None:
        """Take a command without one of its verbs for one of them: `campaign start=1/8/2025`.

        Args:
            verb: the one that is meant.
            verbs: all of them.
        """
        self._usual_verb, self._verbs = verb, verbs

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Put in the verb that goes without saying."""
        if self._usual_verb and args is not None:
            named = {"-h", "--help", *self._verbs}
            args = args if named & set(args) else [self._usual_verb, *args]
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and how the command is written; exit with 2."""
        self.print_usage(sys.stderr)
        said = tr("{program}: {complaint}. Thêm --help để xem hướng dẫn.")
        self.exit(2, said.format(program=self.prog, complaint=complaint(message)) + "\n")
