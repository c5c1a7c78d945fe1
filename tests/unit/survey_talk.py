"""A talk with the survey engine in which the state goes through JSON at every step."""

import json
from dataclasses import dataclass, field

from handlers.survey.definition import Definition
from handlers.survey.engine import begin, step
from handlers.survey.events import (
    Ask,
    Began,
    Changed,
    Context,
    Effect,
    Event,
    NotUnderstood,
    Pressed,
    Recorded,
    Say,
    Typed,
)
from handlers.survey.load import load_shipped
from handlers.survey.state import Answer, AnswerKind, State

HALF_YEAR = load_shipped()["half_year"]


def figure(value: int | str) -> Answer:
    return Answer(AnswerKind.VALUE, value)


@dataclass
class Talk:
    """One person answering; `stored` is what the effects said to record."""

    context: Context = field(default_factory=Context)
    definition: Definition = HALF_YEAR
    stored: dict[str, Answer] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()

    def __post_init__(self) -> None:
        self.state = begin(self.definition)
        self.send(Began())

    def send(self, event: Event) -> "Talk":
        self.state = State.from_json(json.loads(json.dumps(self.state.to_json())))
        self.state, self.effects = step(self.definition, self.state, event, self.context)
        for effect in self.effects:
            if isinstance(effect, Recorded):
                assert self.stored.get(effect.question) == effect.old
                self.stored[effect.question] = effect.new
            if isinstance(effect, Ask):
                self.ask = effect
        assert self.stored == dict(self.state.answers)
        return self

    def type(self, *texts: str) -> "Talk":
        for text in texts:
            self.send(Typed(text))
        return self

    def press(self, *labels: str) -> "Talk":
        for label in labels:
            button = next(button for button in self.ask.choices if label in button.label)
            self.send(Pressed(self.ask.question, button.id))
        return self

    def change(self, question: str, text: str) -> "Talk":
        return self.send(Changed(question, text))

    @property
    def said(self) -> str:
        texts = [one.text for one in self.effects if isinstance(one, Ask | Say)]
        return "\n".join(texts + [one.hint for one in self.effects if isinstance(one, NotUnderstood)])

    def value(self, key: str) -> int | str | tuple[str, ...] | None:
        return self.stored[key].value

    def through_pulse(self) -> "Talk":
        return self.press("Đang hoạt động").type("35", "12", "1,2 tỷ").press("Đúng", "Thiếu vốn")

    def to_question(self, key: str) -> "Talk":
        """As if everything before a question had been passed over."""
        self.through_pulse().press("đầy đủ")
        for _ in range(40):
            if self.state.at == key:
                return self
            question = self.definition.get(self.state.at)
            if question.choices:
                self.press("Có" if question.choices[0].key == "yes" else question.choices[0].label)
            elif question.key == "managers":
                self.type("5")
            else:
                self.press("Không có số liệu")
        raise AssertionError(f"never came to {key}")
