"""One round answered in several versions of its survey: one list of questions that holds what every version asked.

The newest version leads. What it renamed (`was`) is read under the new key. A question it dropped, or asks in another
kind or unit, stays as a question of its own, named after its version; choices it dropped stay at the end of the list.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.results.inputs import VersionUse
from handlers.survey.course import figures
from handlers.survey.definition import Definition, Question
from handlers.survey.state import DONE, Answer, State
from handlers.texts import mixing as texts

LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Mixed:
    """`definition` asks everything; `keys` are, for each version, its questions' keys in `definition`."""

    definition: Definition
    versions: Mapping[int, Definition]
    keys: Mapping[int, Mapping[str, str]]

    def counting(self, version: int, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers of a response that count, by the skip rules of its own version, under the keys of all."""
        own = self.versions[version]
        given = figures(own, State(own.key, own.version, DONE, answers))
        return {self.keys[version][key]: answer for key, answer in given.items()}

    def names(self, version: int, keys: Iterable[str]) -> frozenset[str]:
        """A version's questions by the keys of all."""
        return frozenset(self.keys[version].get(key, key) for key in keys)


def mix(newest: Definition, others: Mapping[int, Definition], newest_id: int) -> Mixed:
    """`others`: the older versions that responses of the round have, by the id of the version; the latest first."""
    questions = {question.key: question for question in newest.questions}
    keys: dict[int, dict[str, str]] = {newest_id: {key: key for key in questions}}
    for version_id, older in others.items():
        keys[version_id] = {}
        for question in older.questions:
            found = _counterpart(questions, question)
            if found is None:
                found = _kept(question, older, newest)
                questions[found.key] = found
            questions[found.key] = _with_choices(questions[found.key], question)
            keys[version_id][question.key] = found.key
    definition = replace(newest, questions=tuple(questions.values()))
    return Mixed(definition, {newest_id: newest, **others}, keys)


def _counterpart(questions: Mapping[str, Question], old: Question) -> Question | None:
    """The question that asks the same: of the same kind, in the same unit, under its key now or formerly."""
    named = questions.get(old.key) or next((one for one in questions.values() if old.key in one.was), None)
    return named if named is not None and (named.kind, named.unit) == (old.kind, old.unit) else None


def _kept(old: Question, older: Definition, newest: Definition) -> Question:
    """A question of an older version only. Its rules are its own version's business; it stands in the last part."""
    return replace(
        old,
        key=f"{old.key}_v{older.version}"[:LONGEST_KEY],
        part=newest.parts[-1].key,
        label=texts.of_version(old.label, older.version),
        skip_when=(),
        not_more_than=None,
        sums_to=None,
    )


def _with_choices(question: Question, old: Question) -> Question:
    known = {option.key for option in question.choices}
    return replace(question, choices=(*question.choices, *(one for one in old.choices if one.key not in known)))


def uses(mixed: Mixed, counts: Mapping[int, int], newest_id: int) -> tuple[VersionUse, ...]:
    """The round's version and every older one that has reports, the newest first. `counts`: version's id -> reports."""
    older = [version_id for version_id in mixed.versions if version_id != newest_id and counts.get(version_id)]
    return tuple(
        VersionUse(mixed.versions[one].version, counts.get(one, 0), tuple(mixed.keys[one].values()))
        for one in (newest_id, *older)
    )


def describe(mixed: Mixed, used: Sequence[VersionUse], newest_id: int) -> tuple[str, ...]:
    """What the notes on method say; nothing where all answered one version."""
    if len(used) < 2:
        return ()
    shared = {key for one in used[1:] for key in one.asks}
    newest = mixed.versions[newest_id]
    added = [one.label for one in newest.questions if one.key not in shared]
    dropped = [one.label for one in mixed.definition.questions if newest.find(one.key) is None]
    return texts.notes([(one.version, one.reports) for one in used], added, dropped)
