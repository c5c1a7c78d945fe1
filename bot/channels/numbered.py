"""Choices as words, for channels and messages without buttons. Pure.

Numbers are written only where typing one chooses (handlers.menu); elsewhere the labels are what can be typed.
"""

import re
from itertools import groupby

from handlers.messages import Outgoing
from handlers.texts import menu as texts

RUN = 3  # so many labels that differ by their number alone are written as a run
LINE = 90  # characters of labels in one line; more than that is easier to read one below the other
NUMBERED = re.compile(r"(.*\D)\d+")


def write_message(outgoing: Outgoing) -> str:
    """The text with its choices below it."""
    parts = (outgoing.text.strip(), write_choices(outgoing))
    return "\n\n".join(part for part in parts if part)


def write_choices(outgoing: Outgoing) -> str:
    """The choices as lines a person can answer by typing; "" when there are none."""
    labels = [choice.label for choice in outgoing.choices]
    if not labels:
        return ""
    if not outgoing.free_input:
        return "\n".join([texts.TYPE_NUMBER, *(texts.numbered(place, label) for place, label in enumerate(labels, 1))])
    written = _write_labels(labels)
    if sum(map(len, written)) <= LINE:
        return f"{texts.OR_TYPE} {', '.join(written)}"
    return "\n".join([f"{texts.OR_TYPE}:", *(f"• {label}" for label in written)])


def _write_labels(labels: list[str]) -> list[str]:
    written: list[str] = []
    for _, group in groupby(labels, _stem):
        run = list(group)
        written += [texts.run(run[0], run[-1])] if len(run) >= RUN else [f"«{label}»" for label in run]
    return written


def _stem(label: str) -> str:
    """What a label has in common with its neighbours in a run; of others the label itself."""
    found = NUMBERED.fullmatch(label)
    return found[1] if found else label
