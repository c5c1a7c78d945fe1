"""What is shown of policies: one in full, and lists cut to the length of a phone's screen. Pure."""

from collections.abc import Sequence
from datetime import date

from handlers.policies.words import describe
from handlers.texts import policies as texts
from handlers.texts.times import day
from knowledge.answer import MAX_LENGTH
from knowledge.documents import Citation, Registry
from knowledge.policies.matching import Check, Match
from knowledge.policies.records import Policy

ON_A_PAGE = 5


def show_policy(policy: Policy, registry: Registry, on: date) -> str:
    """Everything of one policy: what, conditions, papers, where to ask, basis, dates, what is not certain."""
    has_ended = policy.has_ended(on)
    papers = texts.block(texts.PAPERS, list(policy.papers)) if policy.papers else texts.NO_PAPERS
    conditions = [condition.text for condition in policy.conditions]
    end = None if policy.valid_to is None else day(policy.valid_to)
    last = [texts.basis(say_basis(policy.basis, registry, on)), texts.validity(day(policy.valid_from), end)]
    if policy.unverified:
        last.append(texts.not_certain(policy.unverified))
    blocks = [
        texts.heading(policy.name, "ended" if has_ended else policy.state),
        policy.after,
        texts.block(texts.WHAT, list(policy.what)),
        texts.block(texts.CONDITIONS, conditions) if conditions else "",
        "" if has_ended else papers,
        texts.block(texts.WHERE, list(policy.where)),
        "\n".join(last),
    ]
    return "\n\n".join(block for block in blocks if block)


def say_basis(basis: Sequence[Citation], registry: Registry, on: date) -> str:
    """Places by document: 'khoản 5 Điều 20; khoản 6 Điều 20 Luật Hợp tác xã 2023; Điều 8 Nghị định 113/2024'."""
    places: dict[str, list[str]] = {}
    for citation in basis:
        places.setdefault(citation.document, []).append(citation.place())
    return "; ".join(f"{'; '.join(found)} {_name(number, registry, on)}" for number, found in places.items())


def _name(number: str, registry: Registry, on: date) -> str:
    document = registry[number]
    return document.name if document.in_force(on) else texts.repealed(document.name)


def list_pages(section: str, found: Sequence[Match], registry: Registry, room: int) -> list[list[tuple[Match, str]]]:
    """The matches of a section with their lines, page by page; the lines of a page fit into `room` characters."""
    pages: list[list[tuple[Match, str]]] = []
    left = 0
    for one in found:
        number = len(pages[-1]) + 1 if pages and len(pages[-1]) < ON_A_PAGE else 1
        line = _line(section, number, one, registry)
        if number == 1 or len(line) > left:
            pages.append([])
            line, left = _line(section, 1, one, registry), room
        pages[-1].append((one, line))
        left -= len(line) + 1
    return pages


def _line(section: str, number: int, found: Match, registry: Registry) -> str:
    policy = found.policy
    first = policy.basis[0]
    basis = f"{first.place()} {registry[first.document].name}"
    is_certain = policy.state != "unverified"
    if section == "a":
        return texts.applying(number, policy.name, basis, is_certain)
    if section == "n":
        return texts.nearly(
            number, policy.name, basis, _conditions(found.missing), _conditions(found.unknown), is_certain
        )
    assert policy.valid_to is not None
    return texts.over(number, policy.name, basis, day(policy.valid_to), policy.after)


def _conditions(checks: Sequence[Check]) -> list[str]:
    unsaid = {"kind": texts.MISSING_KIND, "sector": texts.MISSING_SECTOR}
    return [check.text or unsaid[check.test] for check in checks]


def show_page(section: str, pages: list[list[tuple[Match, str]]], number: int, total: int, head: str, foot: str) -> str:
    """One page of a list under its heading."""
    before = sum(len(page) for page in pages[:number])
    title = texts.section(texts.SECTIONS[section], total, before + 1, before + len(pages[number]))
    lines = "\n".join([f"{title}:", *(line for _, line in pages[number])])
    return "\n\n".join(part for part in (head, lines, foot) if part)


def say_profile(facts: dict[str, object], need: str | None) -> str:
    """What the person said, in two lines."""
    described = describe({step: value for step, value in facts.items() if step != "need"})
    return texts.profile(described, texts.NEEDS[need] if need else texts.ANY_NEED)


def room_for_lines(*around: str) -> int:
    """Characters left for a list when these parts and its title stand around it."""
    return MAX_LENGTH - sum(len(part) + 2 for part in around) - 60
