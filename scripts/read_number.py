"""Reads numbers as the assistant does: a text a line on standard input, a JSON object a line on standard output."""

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, get_args

from knowledge.numbers.reader import Meaning, infer_kind, read_number
from knowledge.numbers.writing import UNIT_LABELS, Number, NumberKind


def describe_reading(text: str, kind: NumberKind | None = None) -> dict[str, Any]:
    """The reading of one text as plain data, in the base unit (đồng, m², kg); without a kind, by its own units."""
    kind = kind or infer_kind(text)
    reading = read_number(text, kind)
    return {
        "text": text,
        "outcome": str(reading.outcome),
        "value": None if reading.value is None else _plain(reading.value),
        "unit": UNIT_LABELS[kind],
        "readings": [_describe(meaning) for meaning in reading.readings],
    }


def _describe(meaning: Meaning) -> dict[str, Any]:
    return {"value": _plain(meaning.value), "unit": meaning.unit, "words": meaning.words}


def _plain(value: Number) -> int | float:
    return int(value) if Decimal(value) == int(value) else float(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.read_number", description=__doc__)
    parser.add_argument("--kind", choices=get_args(NumberKind), help="what is read (default: by each text's own units)")
    kind: NumberKind | None = parser.parse_args(arguments).kind
    for line in sys.stdin:
        print(json.dumps(describe_reading(line.rstrip("\r\n"), kind), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
