"""Support policies as records, read from TOML files that anyone can edit (docs/policies.md)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from knowledge.documents import Citation, ContentError, parse_place
from knowledge.policies.spans import Span
from knowledge.vietnamese import nfc

KINDS = ("htx", "lien_hiep", "to_hop_tac", "quy", "sang_lap")
"""Cooperative, union, cooperative group, people's credit fund, and people about to found one."""
SECTORS = ("agriculture", "industry", "construction", "trade", "transport", "environment", "credit", "other")
PLACES = ("any", "kho_khan")
SIZES = ("sieu_nho", "nho", "vua", "lon")
NEEDS = (
    "von",
    "dao_tao",
    "dat_dai",
    "thue",
    "ha_tang",
    "cong_nghe",
    "chuyen_doi_so",
    "thi_truong",
    "lien_ket",
    "tu_van",
    "kiem_toan",
    "thanh_lap",
    "bao_hiem",
)
TESTS = ("place", "age", "members", "capital", "size", "person")
"""Who can say whether a condition is met: the program from that fact, or only a person."""

State = Literal["in_force", "ended", "unverified"]
_STATES = ("in_force", "ended", "unverified")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXT_FIELDS = {"key", "name", "state", "place", "after", "unverified"}
_LIST_FIELDS = {"need", "kinds", "sectors", "sizes", "conditions", "what", "papers", "where", "basis"}
_LIMITS = {f"{fact}_{end}" for fact in ("age_months", "members", "capital") for end in ("min", "max")}
_FIELDS = _TEXT_FIELDS | _LIST_FIELDS | _LIMITS | {"from", "to"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words. `test` names the fact the program judges it by; "person": only a person can judge it."""

    text: str
    test: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One support policy.

    `state`: in_force, ended, or unverified (all of it is known from secondary sources only). `valid_to` is its last
    day, None while it runs. The first of `needs` is what it is for above all. Empty `sectors` or `sizes` mean all.
    `place`: any, or kho_khan for difficult areas only. `age` is in months, `capital` in đồng. `after` says what holds
    once it ended, `unverified` what is not certain.
    """

    key: str
    name: str
    state: State
    valid_from: date
    valid_to: date | None
    needs: tuple[str, ...]
    kinds: frozenset[str]
    sectors: frozenset[str]
    place: str
    age: Span
    members: Span
    capital: Span
    sizes: frozenset[str]
    conditions: tuple[Condition, ...]
    what: tuple[str, ...]
    papers: tuple[str, ...]
    where: tuple[str, ...]
    basis: tuple[Citation, ...]
    after: str = ""
    unverified: str = ""
    file: str = ""

    @property
    def source(self) -> str:
        """File and key, to name the record in a finding."""
        return f"{self.file}: {self.key}"

    def has_ended(self, on: date) -> bool:
        """Whether it is over on that day."""
        return self.state == "ended" or (self.valid_to is not None and self.valid_to < on)

    def condition(self, test: str) -> str:
        """The words of the condition judged by a fact; empty when there is none."""
        return next((condition.text for condition in self.conditions if condition.test == test), "")


def load_policies(folder: Path) -> list[Policy]:
    """All policies of a content folder in the order of the files; none when it has no folder `policies`.

    ContentError names file, record, problem and remedy of the first thing wrong.
    """
    found: dict[str, Policy] = {}
    for path in sorted((folder / "policies").glob("*.toml")):
        for policy in read_policies(path):
            if policy.key in found:
                raise ContentError(policy.source, f"the key is already in {found[policy.key].file}", "rename one")
            found[policy.key] = policy
    return list(found.values())


def read_policies(path: Path) -> Iterator[Policy]:
    """The policies of one file; ContentError as above."""
    try:
        rows = tomllib.loads(nfc(path.read_text(encoding="utf-8-sig"))).get("policy", [])
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path.name, f"not TOML: {error}", "correct that line") from error
    for number, row in enumerate(rows, 1):
        yield _Row(row, path.name, number).read()


class _Row:
    """One record while it is read; every complaint names the file and the record."""

    def __init__(self, row: Mapping[str, Any], file: str, number: int) -> None:
        self.row, self.file = row, file
        self.source = f"{file}: {row.get('key') or f'policy {number}'}"

    def fail(self, problem: str, remedy: str) -> ContentError:
        return ContentError(self.source, problem, remedy)

    def read(self) -> Policy:
        if unknown := sorted(set(self.row) - _FIELDS):
            raise self.fail(f"unknown field {', '.join(unknown)}", f"use only {', '.join(sorted(_FIELDS))}")
        start, end = self.day("from"), self.day("to") if "to" in self.row else None
        if end is not None and end < start:
            raise self.fail("'to' is before 'from'", "correct one of them")
        state: State = self.word("state", _STATES)
        return Policy(
            key=self.key(),
            name=self.text("name"),
            state=state,
            valid_from=start,
            valid_to=end,
            needs=self.ordered("need", NEEDS),
            kinds=self.words("kinds", KINDS),
            sectors=self.words("sectors", SECTORS) if "sectors" in self.row else frozenset(),
            place=self.word("place", PLACES) if "place" in self.row else "any",
            age=self.span("age_months"),
            members=self.span("members"),
            capital=self.span("capital"),
            sizes=self.words("sizes", SIZES) if "sizes" in self.row else frozenset(),
            conditions=self.conditions(),
            what=self.lines("what"),
            papers=self.lines("papers") if "papers" in self.row else (),
            where=self.lines("where"),
            basis=self.basis(),
            after=self.text("after") if "after" in self.row else "",
            unverified=self.text("unverified") if "unverified" in self.row else "",
            file=self.file,
        )

    def key(self) -> str:
        key = self.text("key")
        if not _KEY.fullmatch(key):
            raise self.fail(f"{key!r} is not a key", "use lowercase letters without accents, digits and dashes")
        return key

    def text(self, field: str) -> str:
        value = self.row.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{field} is missing or empty", f'write {field} = "…"')
        return value.strip()

    def day(self, field: str) -> date:
        value = self.row.get(field)
        if type(value) is not date:
            raise self.fail(f"{field} is not a date", f"write {field} = YYYY-MM-DD without quotes")
        return value

    def lines(self, field: str) -> tuple[str, ...]:
        value = self.row.get(field)
        if not isinstance(value, list) or not value or not all(isinstance(x, str) and x.strip() for x in value):
            raise self.fail(f"{field} is not a list of texts", f'write {field} = ["…", "…"]')
        return tuple(x.strip() for x in value)

    def word(self, field: str, known: tuple[str, ...]) -> Any:
        value = self.text(field)
        if value not in known:
            raise self.fail(f"{field} {value!r} is unknown", f"use one of {', '.join(known)}")
        return value

    def words(self, field: str, known: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self.ordered(field, known))

    def ordered(self, field: str, known: tuple[str, ...]) -> tuple[str, ...]:
        value = self.lines(field)
        if unknown := [x for x in value if x not in known]:
            raise self.fail(f"{field} {unknown[0]!r} is unknown", f"use some of {', '.join(known)}")
        return value

    def span(self, field: str) -> Span:
        low, high = self.row.get(f"{field}_min", 0), self.row.get(f"{field}_max")
        if type(low) is not int or not (high is None or type(high) is int):
            raise self.fail(f"{field}_min or {field}_max is not a whole number", "write it without quotes or marks")
        try:
            return Span(low, high)
        except ValueError as error:
            raise self.fail(f"{field}: {error}", "the smallest comes in _min, the largest in _max") from error

    def conditions(self) -> tuple[Condition, ...]:
        found = self.row.get("conditions", [])
        right = isinstance(found, list) and all(isinstance(x, dict) and set(x) == {"text", "test"} for x in found)
        if not right or any(x["test"] not in TESTS or not str(x["text"]).strip() for x in found):
            raise self.fail("a condition cannot be read", f'write {{ text = "…", test = "{"|".join(TESTS)}" }}')
        return tuple(Condition(str(x["text"]).strip(), x["test"]) for x in found)

    def basis(self) -> tuple[Citation, ...]:
        return tuple(citation for line in self.lines("basis") for citation in self.places(line))

    def places(self, line: str) -> Iterator[Citation]:
        number, colon, places = line.partition(":")
        if not colon or not places.strip():
            raise self.fail(f"basis {line!r} names no article", "write 'number: khoản 1 Điều 2; Điều 3'")
        for place in places.split(";"):
            try:
                yield parse_place(place, number.strip())
            except ValueError as error:
                raise self.fail(str(error), "write 'Điều 4', 'khoản 7 Điều 4' or 'điểm d khoản 1 Điều 103'") from error
