"""A version changes with what is said and with nothing else; entries survive being stored."""

import json
from dataclasses import replace

from knowledge.versions import pack_entry, unpack_entry, version_of
from tests.stage import knowledge


def test_version_changes_with_the_answer_but_not_with_the_wordings() -> None:
    entry = next(iter(knowledge().entries.values()))
    rule = entry.rules[0]
    assert version_of(replace(entry, wordings=("khác hẳn",), line=9)) == version_of(entry)
    assert version_of(replace(entry, rules=(replace(rule, short="Khác."), *entry.rules[1:]))) != version_of(entry)
    assert version_of(replace(entry, question="Khác?")) != version_of(entry)


def test_articles_have_versions_of_their_own() -> None:
    article = next(iter(knowledge().articles.values()))
    assert version_of(replace(article, lines=("Khác.",))) != version_of(article)


def test_every_shipped_entry_survives_being_stored_as_json() -> None:
    for entry in knowledge().entries.values():
        assert unpack_entry(json.loads(json.dumps(pack_entry(entry)))) == entry
