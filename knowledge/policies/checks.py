"""Checks of the support policies: what must not be shipped, and what a person should look at."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.checks import Finding, check_language
from knowledge.documents import ContentError, Registry
from knowledge.policies.records import Policy, load_policies

MAX_NAME = 60
"""Longest name in characters: it stands on a button and at the head of a line."""
MAX_KEY = 40


def check_policies(folder: Path, registry: Registry, on: date) -> Iterator[Finding]:
    """Everything wrong with the policies of a content folder on day `on`."""
    try:
        policies = load_policies(folder)
    except ContentError as error:
        yield Finding("error", error.where, f"{error.problem}; {error.remedy}")
        return
    for policy in policies:
        for problem in check_policy(policy, registry, on):
            yield Finding("error", policy.source, problem)
        lines = (policy.name, *policy.what, *policy.papers, *policy.where, policy.after, policy.unverified)
        yield from check_language(policy.source, (*lines, *(condition.text for condition in policy.conditions)))


def check_policy(policy: Policy, registry: Registry, on: date) -> Iterator[str]:
    """What must be corrected in one policy, in words."""
    if len(policy.name) > MAX_NAME:
        yield f"the name is {len(policy.name)} characters long; shorten it to {MAX_NAME}"
    if len(policy.key) > MAX_KEY:
        yield f"the key is longer than {MAX_KEY} characters; shorten it"
    missing = [problem for citation in policy.basis if (problem := registry.missing(citation))]
    yield from (f"{problem}; correct the citation" for problem in missing)
    yield from _check_conditions(policy)
    if not missing:
        yield from _check_state(policy, registry, on)


def _check_conditions(policy: Policy) -> Iterator[str]:
    """Each limit the program tests is said in words, and nothing is said to be tested that is not."""
    limited = {
        "place": policy.place != "any",
        "age": not policy.age.is_open,
        "members": not policy.members.is_open,
        "capital": not policy.capital.is_open,
        "size": bool(policy.sizes),
    }
    for test, is_limited in limited.items():
        if is_limited and not policy.condition(test):
            yield f'the limit of {test} is not said; add {{ text = "…", test = "{test}" }} to conditions'
        if not is_limited and policy.condition(test):
            yield f"a condition is tested by {test}, but no limit is set; set it, or write test = 'person'"


def _check_state(policy: Policy, registry: Registry, on: date) -> Iterator[str]:
    if policy.state == "ended":
        if policy.valid_to is None or policy.valid_to >= on:
            yield "it is said to be over; give its last day, in the past, as 'to'"
        if not policy.after:
            yield "it is over; say in 'after' what holds now, or that nothing was found"
    elif policy.has_ended(on):
        yield f"it ended on {policy.valid_to}; write state = 'ended'"
    elif not _in_force(policy, registry, on):
        yield "no document of its basis is in force; write state = 'ended' or cite what holds now"
    elif policy.state == "in_force" and not any(registry[c.document].is_checked for c in policy.basis):
        yield "every document of its basis is known from elsewhere only; write state = 'unverified'"
    if not policy.unverified and (policy.state == "unverified" or _cites_unchecked(policy, registry)):
        yield "it rests on what was not checked; say in 'unverified' what is not certain"


def _in_force(policy: Policy, registry: Registry, on: date) -> bool:
    return any(registry[citation.document].in_force(on) for citation in policy.basis)


def _cites_unchecked(policy: Policy, registry: Registry) -> bool:
    return any(not registry[citation.document].is_checked for citation in policy.basis)
