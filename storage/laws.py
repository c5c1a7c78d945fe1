"""Official texts of legal documents, by version; what is shown is the newest version of each."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, tuple_, update
from sqlmodel import col

from storage.tables.law import LawArticleRow, LawTextRow
from storage.unit import Unit, plain, table_of


@dataclass(frozen=True, slots=True)
class LawText:
    """A document's text as loaded; days are written YYYY-MM-DD."""

    number: str
    title: str
    effective_from: str
    effective_to: str | None
    source: str


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article (`kind` article) or an appendix; `body` is JSON."""

    kind: str
    number: str
    heading: str
    chapter: str
    section: str
    body: list[Any]


@dataclass(frozen=True, slots=True)
class OfficialArticle:
    """One article of the newest version of a text."""

    text: LawText
    version: int
    loaded_at: datetime
    number: str
    heading: str
    chapter: str
    body: list[Any]


def load(unit: Unit, text: LawText, sha256: str, articles: Sequence[NewArticle], now: datetime) -> tuple[int, bool]:
    """Keep a text; its version, and whether it is a new one. The same text again changes its title and days only."""
    unit.serialise(f"law:{text.number}")
    last = unit.session.scalars(_versions(text.number)).first()
    if last is not None and last.sha256 == sha256:
        facts = {name: value for name, value in asdict(text).items() if name not in ("number", "source")}
        unit.changed(update(LawTextRow).where(col(LawTextRow.id) == last.id).values(**facts))
        return last.version, False
    version = 1 if last is None else last.version + 1
    row = LawTextRow(**asdict(text), version=version, sha256=sha256, loaded_at=now)
    unit.add(row)
    rows = [{"text_id": row.id, "position": at, **asdict(item)} for at, item in enumerate(articles, 1)]
    unit.run(insert(table_of(LawArticleRow)), rows)
    return version, True


def _versions(number: str) -> Any:
    """The versions of a text, the newest first."""
    return select(LawTextRow).where(col(LawTextRow.number) == number).order_by(col(LawTextRow.version).desc())


def find_article(unit: Unit, number: str, article: str) -> OfficialArticle | None:
    """An article of the newest version of a document's text; None where it is not loaded."""
    text = unit.session.scalars(_versions(number).limit(1)).first()
    if text is None:
        return None
    query = select(LawArticleRow).where(
        col(LawArticleRow.text_id) == text.id,
        col(LawArticleRow.kind) == "article",
        col(LawArticleRow.number) == article,
    )
    row = unit.session.scalars(query).first()
    if row is None:
        return None
    return OfficialArticle(
        plain(LawText, text), text.version, text.loaded_at, row.number, row.heading, row.chapter, row.body
    )


_TEXT, _ARTICLE = table_of(LawTextRow), table_of(LawArticleRow)


def available(unit: Unit, places: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (document, article) whose official text can be shown."""
    newest = select(_TEXT.c.number, func.max(_TEXT.c.version)).group_by(_TEXT.c.number)
    query = (
        select(_TEXT.c.number, _ARTICLE.c.number)
        .join_from(_TEXT, _ARTICLE, _ARTICLE.c.text_id == _TEXT.c.id)
        .where(
            tuple_(_TEXT.c.number, _ARTICLE.c.number).in_(list(places)),
            tuple_(_TEXT.c.number, _TEXT.c.version).in_(newest),
            _ARTICLE.c.kind == "article",
        )
    )
    rows: Iterable[Any] = unit.run(query)
    return {(row[0], row[1]) for row in rows}
