"""What holds of everything the assistant says."""

from tests.stage import Stage

LONGEST = 1200


def check_page(stage: Stage, who: str) -> None:
    """The last message is short enough for a phone, and its labels can be told apart."""
    message = stage.messages(who)[-1].outgoing
    assert 0 < len(message.text) <= LONGEST, f"{len(message.text)} characters: {message.text[:60]}"
    labels = [choice.label for choice in message.choices]
    assert len(labels) == len(set(labels)) <= 14
    assert all(len(label) <= 90 for label in labels)
