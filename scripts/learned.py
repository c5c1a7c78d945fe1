"""Answers that the alliance's staff wrote and approved in chat: see them, write them as content files.

python -m scripts.learned                     one a line: number, state, key, question
python -m scripts.learned --export FOLDER     one Markdown file a topic, to take over into knowledge/content/answers

Where an entry of the same key is shipped later, or the shipped one that staff corrected changes, the shipped one is
served and the staff's no more: what was taken over is not answered twice.
"""

import argparse
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.forwarding.folder import write_whole
from bot.settings import Settings
from handlers.learning.export import write_topics
from handlers.learning.serving import served_entry
from knowledge.checks import check_entry
from knowledge.entries import read_entries
from knowledge.knowledge_base import KnowledgeBase
from knowledge.versions import unpack_entry
from scripts.command import end_with, on_database
from storage import learned
from storage.engine import Database

STATES = ("draft", "approved", "withdrawn")


def show(database: Database) -> str:
    """Everything staff wrote that waits or was served, one a line."""
    with database.reading() as unit:
        rows = [row for state in STATES for row in learned.in_state(unit, state)]
    lines = [f"{row.id}\t{row.state}\t{row.key}\t{row.entry['question']}" for row in rows]
    return "\n".join(lines) or "Nothing yet: staff write shared answers in chat, see docs/can-bo.md."


def export(database: Database, folder: Path, now: datetime) -> str:
    """Write what is served; what was written, and what a maintainer has to add before it can be shipped."""
    shipped = KnowledgeBase.load()
    with database.reading() as unit:
        rows = learned.in_state(unit, "approved")
    served = [unpack_entry(row.entry) for row in rows if served_entry(row, shipped) is not None]
    topics = write_topics(served)
    write_whole(folder, {name: text.encode() for name, text in topics.items()})
    lines = []
    for path in (folder / name for name in topics):
        entries = read_entries(path)
        lines.append(f"{path}: {len(entries)} entries")
        lines += [f"  {finding}" for entry in entries for finding in check_entry(entry, shipped.registry, now.date())]
    return "\n".join(lines) or "Nothing to write: no approved entry is served."


def run(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    print(show(database) if options.export is None else export(database, options.export, now))
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.learned", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--export", type=Path, nargs="?", const=Path("learned"), metavar="FOLDER", help="default: learned"
    )
    return on_database(partial(run, parser.parse_args(arguments)))


if __name__ == "__main__":
    end_with(main)
