"""Questions that wait for the staff: those who ask the same stand together, in whatever words they ask."""

from functools import lru_cache

from handlers.conversation import Turn
from knowledge.knowledge_base import KnowledgeBase
from knowledge.likeness import Likeness, nearest
from storage import questions
from storage.inbox import Asked


@lru_cache(maxsize=2)  # the knowledge base served now, and the one before while turns still run on it
def likeness_of(knowledge: KnowledgeBase) -> Likeness:
    return Likeness(knowledge)


def note_question(turn: Turn, asked: Asked, entry: str | None = None) -> int:
    """Put a question with those that ask the same, or on the list as a new one; its number there.

    `entry` is the one whose answer was of no use. The same asking comes to the same question however often.
    """
    turn.unit.serialise("questions")
    found = questions.asker_of(turn.unit, asked.id)
    if found is not None:
        return found.question_id
    number = _find_alike(turn, asked.text)
    if number is None:
        number = questions.begin(turn.unit, turn.contact.id, asked.text, entry, turn.now)
    questions.join(turn.unit, number, turn.contact.id, asked.id, asked.text, turn.now)
    return number


def _find_alike(turn: Turn, text: str) -> int | None:
    likeness = likeness_of(turn.world.knowledge)
    groups: dict[int, set[str]] = {}
    for asker in questions.open_askers(turn.unit):
        groups.setdefault(asker.question_id, set()).add(asker.text)
    numbers = sorted(groups)
    at = nearest(likeness.read(text), [[likeness.read(known) for known in groups[n]] for n in numbers], likeness)
    return None if at is None else numbers[at]
