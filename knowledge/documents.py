"""Legal documents with their dates of effect, and citations of their articles."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.vietnamese import fold, nfc

LAW_2012 = "23/2012/QH13"
LAW_2023 = "17/2023/QH15"
NO_CLAUSE = "0"
"""Under this name structure.json keeps the points of an article that has no clauses."""

_CITATION = re.compile(
    r"(?:điểm\s+(?P<point>[a-zđ]{1,2}\d?)\s+)?(?:khoản\s+(?P<clause>\d+[a-zđ]?)\s+)?Điều\s+(?P<article>\d+[a-zđ]?)",
    re.IGNORECASE,
)


class ContentError(ValueError):
    """Something wrong in the content files: says where, what, and what to do."""

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}; {remedy}")
        self.where, self.problem, self.remedy = where, problem, remedy


@dataclass(frozen=True, slots=True)
class Document:
    """One legal document. `effective_to` is its last day in force, None while it is in force."""

    number: str
    name: str
    kind: str
    effective_from: date
    effective_to: date | None
    successors: tuple[str, ...]
    is_checked: bool
    articles: int | None
    note: str

    def in_force(self, on: date) -> bool:
        """Whether the document was in force on that day, both ends included."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of a document, down to clause (khoản) and point (điểm) where known."""

    document: str
    article: str
    clause: str | None = None
    point: str | None = None

    def place(self) -> str:
        """The place inside the document, as Vietnamese writes it: 'điểm d khoản 1 Điều 103'."""
        point = f"điểm {self.point} " if self.point else ""
        clause = f"khoản {self.clause} " if self.clause else ""
        return f"{point}{clause}Điều {self.article}"


def parse_place(text: str, document: str) -> Citation:
    """Read 'điểm d khoản 1 Điều 103', 'khoản 7 Điều 4' or 'Điều 4'; ValueError for anything else."""
    found = _CITATION.fullmatch(nfc(text).strip())
    if found is None:
        raise ValueError(f"cannot read the citation {text.strip()!r}")
    clause, point = found["clause"], found["point"]
    if point and not clause and not found["article"]:
        raise ValueError(f"cannot read the citation {text.strip()!r}")
    return Citation(document, found["article"].lower(), clause and clause.lower(), point and point.lower())


Structure = Mapping[str, Mapping[str, Mapping[str, str]]]


class Registry:
    """All documents that may be cited, and which articles, clauses and points they have."""

    def __init__(self, documents: tuple[Document, ...], structure: Structure) -> None:
        self._documents = {d.number: d for d in documents}
        self._structure = structure
        self._short = {short_number(d.number): d.number for d in reversed(documents)}

    def __contains__(self, number: str) -> bool:
        return number in self._documents

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents.values())

    def __getitem__(self, number: str) -> Document:
        return self._documents[number]

    def find(self, typed: str) -> Document | None:
        """The document a person means by '45/2021', '45/2021/nđ-cp' or the full number; None when unknown."""
        number = self._short.get(short_number(typed))
        return self._documents[number] if number else None

    def articles(self, number: str) -> tuple[str, ...]:
        """Article numbers known from the structure index; empty when the document has none."""
        return tuple(self._structure.get(number, ()))

    def missing(self, citation: Citation) -> str | None:
        """What of the citation does not exist in the document (English), or None when all of it does."""
        document = self._documents.get(citation.document)
        if document is None:
            return f"document {citation.document} is not in documents.toml"
        articles = self._structure.get(citation.document)
        if articles is None:
            return _missing_by_count(document, citation)
        clauses = articles.get(citation.article)
        if clauses is None:
            return f"{citation.document} has no Điều {citation.article}"
        return _missing_inside(citation, clauses)


def _missing_by_count(document: Document, citation: Citation) -> str | None:
    """Without a structure index only the article number can be checked."""
    number = int(re.sub(r"\D", "", citation.article))
    if document.articles is not None and not 1 <= number <= document.articles:
        return f"{document.number} has only {document.articles} articles"
    return None


def _missing_inside(citation: Citation, clauses: Mapping[str, str]) -> str | None:
    if citation.clause is None:
        if citation.point is None or citation.point in clauses.get(NO_CLAUSE, "").split():
            return None
        return f"{citation.document} Điều {citation.article} has no điểm {citation.point} outside a khoản"
    points = clauses.get(citation.clause)
    if points is None:
        return f"{citation.document} Điều {citation.article} has no khoản {citation.clause}"
    if citation.point is not None and citation.point not in points.split():
        return f"{citation.document} khoản {citation.clause} Điều {citation.article} has no điểm {citation.point}"
    return None


def short_number(number: str) -> str:
    """'45/2021/NĐ-CP' and '45/2021' alike become '45/2021'; '1804/QĐ-TTg' becomes '1804/qd-ttg'."""
    parts = fold(number).split("/")
    return "/".join(parts[:2])


def load_registry(folder: Path) -> Registry:
    """Read documents.toml and structure.json of a content folder; ContentError names the broken document."""
    path = folder / "documents.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("document", [])
    documents = tuple(_document(row, f"{path.name}: document {i}") for i, row in enumerate(rows, 1))
    structure_path = folder / "structure.json"
    structure: Structure = json.loads(structure_path.read_text(encoding="utf-8")) if structure_path.exists() else {}
    return Registry(documents, structure)


def _document(row: dict[str, object], where: str) -> Document:
    number, name, kind, start = (row.get(field) for field in ("number", "name", "kind", "from"))
    end, successors, articles = row.get("to"), row.get("successor", []), row.get("articles")
    if not (isinstance(number, str) and isinstance(name, str) and isinstance(kind, str) and isinstance(start, date)):
        raise ContentError(where, "number, name, kind or from is missing", "give all four, from as YYYY-MM-DD")
    if end is not None and (not isinstance(end, date) or end < start):
        raise ContentError(f"{where} ({number})", "'to' is not a date after 'from'", "write it as YYYY-MM-DD")
    if not isinstance(successors, list):
        raise ContentError(f"{where} ({number})", "successor is not a list", 'write successor = ["number"]')
    return Document(
        number=nfc(number),
        name=nfc(name),
        kind=kind,
        effective_from=start,
        effective_to=end,
        successors=tuple(str(s) for s in successors),
        is_checked=bool(row.get("checked", False)),
        articles=articles if isinstance(articles, int) else None,
        note=nfc(str(row.get("note", ""))),
    )
