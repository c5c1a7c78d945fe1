"""Load the official text of a legal document, so that people can read an article word for word ("Nguyên văn").

python -m scripts.import_law FILE --number 17/2023/QH15 --title "Luật Hợp tác xã 2023" --from 2024-07-01 [--to …]
    [--source "Công báo …"] [--dry-run]

FILE is docx, html, pdf with text in it, txt or md. A file that cannot be split changes nothing: the line and what was
expected there are printed. Loading the same text again changes nothing; a changed text becomes a new version.
"""

import argparse
import json
from dataclasses import astuple
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from bot.settings import Settings
from knowledge.documents import load_registry
from knowledge.knowledge_base import CONTENT
from knowledge.lawtext import Piece, SplitError, gaps, split_law
from knowledge.lawtext_files import WrongFile, read_lines
from scripts.command import end_with, on_database, refuse
from storage import laws
from storage.engine import Database
from storage.laws import LawText, NewArticle


def as_article(piece: Piece) -> NewArticle:
    """A piece as it is stored; each paragraph as [clause, point, text]."""
    body = [list(astuple(paragraph)) for paragraph in piece.body]
    return NewArticle(piece.kind, piece.number, piece.heading, piece.chapter, piece.section, body)


def describe(pieces: list[Piece]) -> str:
    """What a text was split into, and what a person should look at."""
    articles = [piece for piece in pieces if piece.kind == "article"]
    clauses = {(piece.number, p.clause) for piece in articles for p in piece.body if p.clause is not None}
    points = sum(p.point is not None for piece in articles for p in piece.body)
    lines = [
        f"{len(articles)} articles ({articles[0].number} to {articles[-1].number}), {len(clauses)} clauses, "
        f"{points} points, {len(pieces) - len(articles)} appendices"
    ]
    lines += [f"look: nothing between Điều {one} and Điều {other}" for one, other in gaps(pieces)]
    lines += [f"look: Điều {piece.number} has a heading only" for piece in articles if not piece.body]
    return "\n".join(lines)


def run(pieces: list[Piece], text: LawText, is_dry: bool, database: Database, settings: Settings, now: datetime) -> int:
    """Store what was split, and say what happened; the exit code."""
    print(describe(pieces))
    if text.number not in load_registry(CONTENT):
        print(f"look: {text.number} is not in documents.toml, so no answer cites it")
    if is_dry:
        print("Nothing was stored (--dry-run).")
        return 0
    articles = [as_article(piece) for piece in pieces]
    digest = sha256(json.dumps([astuple(a) for a in articles], ensure_ascii=False).encode()).hexdigest()
    with database.unit() as unit:
        version, is_new = laws.load(unit, text, digest, articles, now)
    print(f"{text.number}: version {version} {'stored' if is_new else 'is the same text; nothing changed'}")
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.import_law", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--number", required=True, help="as in documents.toml, e.g. 92/2024/NĐ-CP")
    parser.add_argument("--title", required=True, help="as people read it")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, required=True, help="first day in force")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, help="last day in force")
    parser.add_argument("--source", help="where the text is from, as people read it (default: the file's name)")
    parser.add_argument("--dry-run", action="store_true", help="split and describe, store nothing")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None, database_url: str = "") -> int:
    options = parse(arguments)
    if options.end is not None and options.end < options.start:
        return refuse(f"--to {options.end} is before --from {options.start}.")
    try:
        lines, is_wrapped = read_lines(options.file)
        pieces = split_law(lines, wrapped=is_wrapped)
    except WrongFile as error:
        return refuse(f"{error}. Nothing was changed.")
    except SplitError as error:
        return refuse(f"{options.file.name}, {error}. Nothing was changed.")
    end = options.end.isoformat() if options.end else None
    text = LawText(options.number, options.title, options.start.isoformat(), end, options.source or options.file.name)
    return on_database(partial(run, pieces, text, options.dry_run), database_url)


if __name__ == "__main__":
    end_with(main)
