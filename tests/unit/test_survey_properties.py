"""No sequence of inputs loses or silently changes a confirmed answer; every state goes through JSON."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from handlers.survey.course import unanswered
from handlers.survey.definition import Kind
from handlers.survey.events import (
    Ask,
    Attached,
    Back,
    Changed,
    Context,
    Paused,
    Pressed,
    Recorded,
    Resumed,
    Submitted,
    Typed,
)
from handlers.survey.load import load_shipped
from tests.unit.survey_talk import HALF_YEAR, Talk, figure

PREVIOUS = Context({"members": figure(35), "revenue": figure(1_200_000_000), "linked": figure("yes")})
TEXTS = """35|0|300|1,2 tỷ|12 tỷ|lỗ 50 triệu|3 sào|2,5 ha|không biết|không có|hơn 20|10-15|có|không|đúng|sai|dung|bỏ qua
quay lại|để sau|gửi|tiếp|sửa|sửa 2|như kỳ trước|thành viên 120, doanh thu 3,5 tỷ, lãi 200tr|cán bộ 5|xong|²||👍
luật nói gì về vốn?|mới mở xưởng|khó khăn khác|đường xấu|99999999999999999|-5|1.500|1|2|3""".replace("\n", "|").split(
    "|"
)
KEYS = [question.key for question in HALF_YEAR.questions]


class Answering(RuleBasedStateMachine):
    definition = HALF_YEAR

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk(PREVIOUS, self.definition)
        self.pressed: list[tuple[str, str]] = []
        self.changed: set[str] = set()

    def send(self, event: Typed | Pressed | Attached | Back | Paused | Resumed | Changed | Submitted) -> None:
        before = dict(self.talk.stored)
        self.talk.send(event)
        self.changed = {effect.question for effect in self.talk.effects if isinstance(effect, Recorded)}
        for key, answer in before.items():
            assert key in self.talk.stored
            assert key in self.changed or self.talk.stored[key] == answer

    @rule(text=st.one_of(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.text(max_size=12)))
    def type(self, text: str) -> None:
        self.send(Typed(text))

    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        if self.talk.ask.choices:
            button = data.draw(st.sampled_from(self.talk.ask.choices))
            self.pressed.append((self.talk.ask.question, button.id))
            self.send(Pressed(self.talk.ask.question, button.id))

    @rule(data=st.data())
    def press_again(self, data: st.DataObject) -> None:
        if self.pressed:
            self.send(Pressed(*data.draw(st.sampled_from(self.pressed))))

    @rule(question=st.sampled_from([*KEYS, "@offer", "@review", "@done"]), choice=st.text(max_size=8))
    def press_nonsense(self, question: str, choice: str) -> None:
        self.send(Pressed(question, choice))

    @rule(question=st.sampled_from([*KEYS, "nothing"]), text=st.sampled_from(TEXTS))
    def change(self, question: str, text: str) -> None:
        self.send(Changed(question, text))

    @rule(reference=st.sampled_from(["stored:1", "stored:2"]))
    def attach(self, reference: str) -> None:
        self.send(Attached(reference, "ảnh"))

    @rule(event=st.sampled_from([Back(), Paused(), Resumed(), Submitted()]))
    def steer(self, event: Back | Paused | Resumed | Submitted) -> None:
        before = dict(self.talk.stored)
        self.send(event)
        assert self.talk.stored == before

    @rule()
    def back_then_forward(self) -> None:
        state = self.talk.state
        left = unanswered(self.definition, state)
        if state.pending is not None or not left or state.at != left[0].key or state.is_paused:
            return
        if not self.talk.send(Back()).said.startswith("Đây là câu đầu tiên"):
            self.talk.press("Giữ nguyên")
        assert self.talk.state == state

    @invariant()
    def an_ask_can_be_drawn(self) -> None:
        ask = self.talk.ask
        assert isinstance(ask, Ask)
        assert ask.text.strip()
        ids = [button.id for button in ask.choices]
        assert len(set(ids)) == len(ids)
        assert all(0 < len(one) <= 28 and len(one) + len(ask.question) <= 42 and one.isascii() for one in ids)
        assert all(button.label.strip() for button in ask.choices)

    @invariant()
    def recorded_figures_keep_their_limits(self) -> None:
        for key, answer in self.talk.stored.items():
            question = self.definition.get(key)
            if question.number_kind and answer.number is not None:
                assert question.minimum is None or answer.number >= question.minimum
                assert question.maximum is None or answer.number <= question.maximum
            if question.kind is Kind.ONE and answer.value is not None:
                assert answer.value in {option.key for option in question.choices}


Answering.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAnswering = Answering.TestCase


class AnsweringDifficulties(Answering):
    """Several choices at once, a phone number, a photo."""

    definition = load_shipped()["difficulties"]


AnsweringDifficulties.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestAnsweringDifficulties = AnsweringDifficulties.TestCase
