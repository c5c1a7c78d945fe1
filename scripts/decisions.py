"""What a person decides about rows of a list that may be one or another cooperative, the same way in every command."""

import argparse

from handlers.directory.plan import Decisions


def add_decisions(parser: argparse.ArgumentParser, new: str) -> None:
    """--same and --new; `new` says what becomes of a row that is none of those known."""
    parser.add_argument("--same", action="append", default=[], type=_pair, metavar="ROW=ID",
                        help="this row is the cooperative with this number")  # fmt: skip
    parser.add_argument("--new", action="append", default=[], type=int, metavar="ROW", help=new)


def decisions_of(options: argparse.Namespace) -> Decisions:
    """What was typed."""
    return Decisions(dict(options.same), frozenset(options.new))


def _pair(text: str) -> tuple[int, int]:
    row, _, number = text.partition("=")
    if not (row.isdecimal() and number.isdecimal()):
        raise argparse.ArgumentTypeError("write it like 12=34: a row of the list, then a cooperative's number")
    return int(row), int(number)
