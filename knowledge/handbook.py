"""What the assistant knows besides answers: procedures, a glossary, and the changes from one law to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.changes import Change, read_changes
from knowledge.procedures import Procedure, match_procedures, read_procedure
from knowledge.terms import Term, find_term, near_terms, read_terms

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Handbook:
    """Everything in memory and immutable; procedures in the order they are offered, terms in their own."""

    procedures: Mapping[str, Procedure]
    terms: tuple[Term, ...]
    changes: tuple[Change, ...]

    @classmethod
    def load(cls, folder: Path = CONTENT) -> "Handbook":
        """Read a content folder; what a folder does not have is empty. ContentError names file, line and remedy."""
        files = sorted((folder / "procedures").glob("*.md"))
        terms, changes = folder / "glossary.md", folder / "changes.md"
        return cls(
            {item.key: item for item in map(read_procedure, files)},
            tuple(read_terms(terms)) if terms.exists() else (),
            tuple(read_changes(changes)) if changes.exists() else (),
        )

    def find_procedures(self, asked: list[str]) -> list[Procedure]:
        """The procedures that are called by these words."""
        return match_procedures(asked, self.procedures.values())

    def find_term(self, text: str) -> Term | None:
        """The term somebody asks for; None unless the message is just that."""
        return find_term(text, self.terms)

    def near_terms(self, text: str) -> list[Term]:
        """Terms that are written nearly like what was typed."""
        return near_terms(text, self.terms)


@cache
def shipped() -> Handbook:
    """The handbook that comes with the program, read once."""
    return Handbook.load()
