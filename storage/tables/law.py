"""Official texts of legal documents, loaded by the alliance (python -m scripts.import_law)."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class LawTextRow(SQLModel, table=True):
    """One version of a document's text. Days are written YYYY-MM-DD."""

    __tablename__ = "law_text"
    __table_args__ = (UniqueConstraint("number", "version"),)

    id: int | None = id_field()
    number: str
    version: int
    title: str
    effective_from: str
    effective_to: str | None = None
    source: str
    sha256: str
    loaded_at: datetime = time_field()


class LawArticleRow(SQLModel, table=True):
    """One article or appendix of a text. `body` holds its paragraphs with clause and point (knowledge.lawtext)."""

    __tablename__ = "law_article"
    __table_args__ = (UniqueConstraint("text_id", "kind", "number"),)

    id: int | None = id_field()
    text_id: int = Field(foreign_key="law_text.id")
    position: int
    kind: str  # article | appendix
    number: str
    heading: str
    chapter: str
    section: str
    body: list[Any] = json_field()
