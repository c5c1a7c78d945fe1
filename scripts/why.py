"""`python -m scripts.ask --why ID`: why a past answer was given, as one JSON line."""

import json
import sys
from dataclasses import asdict
from datetime import datetime

from bot.settings import Settings
from handlers.learning.why import Why, find_why
from knowledge.knowledge_base import KnowledgeBase
from storage.engine import Database


def why_json(why: Why) -> str:
    """A past answer as one JSON line."""
    row = asdict(why) | {"asked_at": why.asked_at.isoformat(), "citations": list(why.citations)}
    return json.dumps(row, ensure_ascii=False)


def run(number: int, database: Database, settings: Settings, now: datetime) -> int:
    """Print why; the exit code."""
    with database.reading() as unit:
        why = find_why(unit, KnowledgeBase.load(), number)
    if why is None:
        print(f"No answer {number} is kept: it may have been erased, or be older than a year.", file=sys.stderr)
        return 1
    print(why_json(why))
    return 0
