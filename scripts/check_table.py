"""Check a table made by hand: its sums, its percentages, its units.

    python -m scripts.check_table FILE.xlsx [--json]

Says each cell that does not fit, what is written there and what it should be. Exit code 0: everything fits;
1: something does not; 2: the file cannot be read.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from handlers.directory.files import Unreadable
from handlers.results.checking.check import check_file
from handlers.results.checking.findings import Finding
from handlers.texts import checking as texts

FITS, DOES_NOT_FIT, UNREADABLE = 0, 1, 2


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
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--json", action="store_true", help="a JSON object a line instead of sentences")
    options = parser.parse_args(arguments)
    try:
        findings = check_file(options.file.read_bytes())
    except OSError as error:
        print(f"{options.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return UNREADABLE
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    if options.json:
        for one in findings:
            print(json.dumps(asdict(one), ensure_ascii=False))
    else:
        print(describe(findings))
    return DOES_NOT_FIT if findings else FITS


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
