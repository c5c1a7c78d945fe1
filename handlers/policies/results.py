"""What came of the questions: the policies that fit, nearly fit, or are over, a page at a time."""

from collections.abc import Sequence

from handlers.conversation import Turn
from handlers.messages import Choice, Outgoing
from handlers.policies import cards
from handlers.policies.course import State, needs_of, profile_of
from handlers.policies.shipped import shipped_policies
from handlers.texts import ask as ask_texts
from handlers.texts import policies as texts
from knowledge.policies.matching import Match, Matches, match
from knowledge.policies.records import Policy
from storage import inbox

SECTIONS = ("a", "n", "e")
CRITERIA = {"to_hop_tac": "to-hop-tac-huong-ho-tro"}
CRITERIA_OTHERS = "tieu-chi-huong-ho-tro-hop-tac-xa"
"""Entries of the knowledge base with the criteria that stand before every policy (Điều 18 of the Law 2023)."""


def show_results(turn: Turn, state: State, section: str = "", page: int = 0) -> Outgoing:
    """A page of a section; without one the first page of the first section that holds something."""
    found = _by_section(match(shipped_policies().values(), profile_of(state), turn.today))
    held = [name for name in SECTIONS if found[name]]
    if not held:
        return Outgoing(texts.NOTHING_AT_ALL, _steering(turn, state))
    if not section and state.facts.get("need") is None and len(found["a"]) > cards.ON_A_PAGE:
        return _show_groups(turn, state, found)
    section = section if section in held else held[0]
    head, foot = _head(state, found), texts.CRITERIA_LINE if section == "a" else texts.REFERENCE
    registry = turn.world.knowledge.registry
    pages = cards.list_pages(section, found[section], registry, cards.room_for_lines(head, foot))
    page = min(page, len(pages) - 1)
    text = cards.show_page(section, pages, page, len(found[section]), head if page == 0 else "", foot)
    shown = [Choice(f"pol:show:{section}:{page}:{one.policy.key}", one.policy.name) for one, _ in pages[page]]
    return Outgoing(text, (*shown, *_onward(found, section, page, pages), *_steering(turn, state)))


def _by_section(found: Matches) -> dict[str, tuple[Match, ...]]:
    return {"a": found.applies, "n": found.nearly, "e": found.ended}


def _show_groups(turn: Turn, state: State, found: dict[str, tuple[Match, ...]]) -> Outgoing:
    """Too many to list: how many apply for each need."""
    counts = {need: sum(bool(needs_of(need) & {*one.policy.needs}) for one in found["a"]) for need in texts.NEEDS}
    held = [(need, count) for need, count in counts.items() if count]
    lines = [texts.group(number, texts.NEEDS[need], count) for number, (need, count) in enumerate(held, 1)]
    text = "\n\n".join([_head(state, found), "\n".join([texts.groups(len(found["a"])), *lines])])
    offered = [Choice(f"pol:a:need:{need}", texts.NEEDS[need]) for need, _ in held]
    return Outgoing(text, (*offered, *_sections(found, SECTIONS), *_steering(turn, state)))


def _head(state: State, found: dict[str, tuple[Match, ...]]) -> str:
    facts = {step: value for step, value in state.facts.items() if state.asks(step)}
    said = cards.say_profile(facts, state.facts.get("need"))
    return said if found["a"] else f"{said}\n{texts.NOTHING_APPLIES}"


def _onward(
    found: dict[str, tuple[Match, ...]], section: str, page: int, pages: list[list[tuple[Match, str]]]
) -> list[Choice]:
    """The next page, and the other sections with how many each holds."""
    left = sum(len(rest) for rest in pages[page + 1 :])
    onward = [Choice(f"pol:list:{section}:{page + 1}", texts.more(left))] if left else []
    return onward + _sections(found, [name for name in SECTIONS if name != section])


def _sections(found: dict[str, tuple[Match, ...]], names: Sequence[str]) -> list[Choice]:
    """A button for each section that holds something."""
    return [
        Choice(f"pol:list:{name}:0", texts.section_button(texts.SECTIONS[name], len(found[name])))
        for name in names
        if found[name]
    ]


def _steering(turn: Turn, state: State) -> tuple[Choice, ...]:
    knowledge = turn.world.knowledge
    entry = CRITERIA.get(state.facts.get("kind") or "", CRITERIA_OTHERS)
    criteria = (Choice(f"ask:e:{knowledge.token(entry)}", texts.CRITERIA),) if knowledge.entry(entry) else ()
    return (*criteria, Choice("pol:back:result", texts.BACK), Choice("pol:start", texts.AGAIN))


def show_details(turn: Turn, policy: Policy, back: str | None) -> Outgoing:
    """One policy in full, with a person to ask; `back` is the choice that leads to the list it was taken from."""
    text = cards.show_policy(policy, turn.world.knowledge.registry, turn.today)
    question = texts.question_about(policy.name)
    asked = inbox.record_asked(turn.unit, turn.contact.id, question, "other", None, 1.0, turn.now)
    onward = Choice(back, texts.TO_LIST) if back else Choice("pol:start", texts.START)
    return Outgoing(text, (Choice(f"ask:p:{asked}", ask_texts.ASK_PERSON), onward))
