"""The surveys there are: those shipped with the program and those published since, each in its newest version."""

from dataclasses import replace
from datetime import datetime

from handlers.survey.definition import Definition
from handlers.survey.load import from_json, load_shipped
from storage import surveys, versions
from storage.surveys import SurveyVersion
from storage.unit import Unit


def available(unit: Unit) -> dict[str, Definition]:
    """Every survey by its key, in the newest version that is shipped or published."""
    found = load_shipped()
    for stored in versions.newest_versions(unit):
        shipped = found.get(stored.survey)
        if shipped is None or stored.version > shipped.version:
            found[stored.survey] = from_json(stored.definition)
    return found


def with_names(definition: Definition) -> Definition:
    """A stored definition with the names its choices got in the program since: they change how words are read, not
    what is asked, so they need no new version."""
    shipped = load_shipped().get(definition.key)
    if shipped is None:
        return definition
    names = {(q.key, option.key): option.names for q in shipped.questions for option in q.choices}
    questions = tuple(
        replace(q, choices=tuple(replace(o, names=o.names or names.get((q.key, o.key), ())) for o in q.choices))
        for q in definition.questions
    )
    return replace(definition, questions=questions)


def publish(unit: Unit, definition: Definition, now: datetime) -> SurveyVersion:
    """Keep a definition as a version of its survey. A version published before stays as it was."""
    return surveys.publish(unit, definition.key, definition.version, definition.to_json(), now)


def adopt(unit: Unit, definition: Definition, now: datetime) -> int:
    """Publish a version and let those who begin from now on get it; the number of open rounds that do.

    Who is in the middle finishes the version they began: `versions.count_in_progress` says how many, before.
    """
    return versions.use_version(unit, publish(unit, definition, now))
