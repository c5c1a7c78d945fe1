"""Ask the knowledge base on the command line: a question a line in, a JSON object a line out.

    python -m scripts.ask [--as-of YYYY-MM-DD] [--explain] < questions.txt
    python -m scripts.ask --why ID          why a past answer was given (its number is shown to staff in chat)

The JSON object is the contract other programs rely on: question, outcome, entry, confidence, text, citations, choices,
milliseconds; `kind` and, with --explain, `explanation` come on top.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.answer import Cited
from knowledge.knowledge_base import KnowledgeBase
from knowledge.replies import Choice, Reply


def cited(citation: Cited) -> dict[str, Any]:
    """A citation as the contract writes it."""
    place = citation.citation
    return {
        "document": place.document, "article": place.article, "clause": place.clause, "point": place.point,
        "in_force": citation.in_force,
    }  # fmt: skip


def offered(choice: Choice) -> dict[str, Any]:
    """A choice as the contract writes it."""
    return {"entry": choice.entry, "question": choice.question, "citations": [cited(c) for c in choice.citations]}


def as_json(reply: Reply, milliseconds: float) -> dict[str, Any]:
    """A reply as the contract writes it."""
    row: dict[str, Any] = {
        "question": reply.question, "outcome": reply.outcome, "entry": reply.entry, "confidence": reply.confidence,
        "text": reply.text, "citations": [cited(c) for c in reply.citations],
        "choices": [offered(c) for c in reply.choices], "milliseconds": round(milliseconds, 3), "kind": reply.kind,
    }  # fmt: skip
    return row | ({"explanation": list(reply.explanation)} if reply.explanation else {})


def answer_lines(lines: Iterable[str], base: KnowledgeBase, on: date, explain: bool = False) -> Iterator[str]:
    """One JSON line for each question line; an empty line is a question too."""
    for line in lines:
        question = line.rstrip("\r\n")
        started = time.perf_counter()
        reply = base.ask(question, on, explain=explain)
        spent = (time.perf_counter() - started) * 1000
        yield json.dumps(as_json(reply, spent), ensure_ascii=False)


def tell_why(number: int) -> int:
    """Print why a past answer was given. What reads the database is imported here: those who only ask do not wait."""
    from scripts import why
    from scripts.command import on_database

    return on_database(partial(why.run, number))


def main() -> int:
    """Read standard input to its end, or tell why an answer was given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, help="answer as on this day (today)")
    parser.add_argument("--explain", action="store_true", help="add fields, tokens and scores to each answer")
    parser.add_argument("--why", type=int, metavar="ID", help="why a past answer was given, from the database")
    args = parser.parse_args()
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if args.why is not None:
        return tell_why(args.why)
    base = KnowledgeBase.load()
    for row in answer_lines(
        sys.stdin, base, args.as_of or datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date(), args.explain
    ):
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
