"""Check a table made by hand, xlsx or csv: its sums, its percentages, its units.

    python -m scripts.check_table FILE [--json]

Says each cell that does not fit, what is written there and what it should be. Exit code 0: everything fits;
1: something does not; 2: the file cannot be read.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from handlers.directory.files import Unreadable
from handlers.results.checking.check import check_file
from handlers.results.checking.findings import Finding
from handlers.texts import checking as texts
from scripts.command import end_with, refuse

FITS, DOES_NOT_FIT = 0, 1


def describe(findings: list[Finding]) -> str:
    """The findings in words for staff."""
    if not findings:
        return texts.FITS
    lines = [texts.line(one.sheet, one.kind, one.address, one.written, one.expected, one.why) for one in findings]
    return "\n".join([texts.found(len(findings)), *lines])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check_table",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="a JSON object a line instead of sentences")
    options = parser.parse_args(arguments)
    try:
        findings = check_file(options.file.read_bytes())
    except OSError as error:
        return refuse(f"{options.file} cannot be read: {error.strerror}.")
    except Unreadable as error:
        return refuse(error)
    if options.json:
        for one in findings:
            print(json.dumps(asdict(one), ensure_ascii=False))
    else:
        print(describe(findings))
    return DOES_NOT_FIT if findings else FITS


if __name__ == "__main__":
    end_with(main)
