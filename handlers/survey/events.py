"""What happens to an answering and what comes of it: the engine's input and output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from handlers.survey.state import Answer

Figures = tuple[tuple[str, Decimal], ...]
"""Earlier figures with their periods' names, the latest first."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the engine is told of the world: the last period's answers, the wards known, and both periods' names.

    `history`: key -> (period's name, figure) of every earlier period that has one, the latest first.
    """

    previous: Mapping[str, Answer] = field(default_factory=dict)
    period: str = "kỳ này"
    previous_period: str = "kỳ trước"
    places: tuple[str, ...] = ()
    history: Mapping[str, Figures] = field(default_factory=dict)


# Events ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Began:
    """The survey was opened for the first time."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A message was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed: the `Ask.question` it came with, and its `Button.id`."""

    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo or a file was sent: how it is found again, what it is called ("ảnh"), and the file's own name."""

    reference: str
    name: str
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Paused:
    """Stop here for now. As an effect: the person did so."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Go on where it stopped; also asks the current question again after an interruption."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer was given anew from outside the flow: an edited message."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """Send it."""


Event = Began | Typed | Pressed | Attached | Back | Paused | Resumed | Changed | Submitted

# Effects -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A choice: an id of at most 28 ASCII characters (with its question at most 42), and what is read."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Show this and wait. `free_input`: a typed "2" is an answer, not the second choice."""

    question: str
    text: str
    choices: tuple[Button, ...] = ()
    free_input: bool = True


@dataclass(frozen=True, slots=True)
class Say:
    """Show this."""

    text: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer is confirmed: store it, and the change (old is None the first time)."""

    question: str
    old: Answer | None
    new: Answer

    @property
    def raw(self) -> str:
        """What the person typed or pressed."""
        return self.new.raw


@dataclass(frozen=True, slots=True)
class Finished:
    """It was sent. `is_complete`: every part was answered, not the first alone."""

    is_complete: bool


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No answer was found in the text. Try it as a question of law; when it is none, say `hint`. An Ask follows."""

    text: str
    hint: str


Effect = Ask | Say | Recorded | Finished | NotUnderstood | Paused
Effects = tuple[Effect, ...]
