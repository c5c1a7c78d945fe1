"""Choices in words: numbers where they choose, labels where a number would be an answer."""

import pytest

from bot.channels.channel import Capabilities
from bot.channels.numbered import write_choices, write_message
from handlers.messages import Choice, Outgoing


def message(*labels: str, text: str = "Chọn gì?", typing: bool = False) -> Outgoing:
    choices = tuple(Choice(f"c{place}", label) for place, label in enumerate(labels))
    return Outgoing(text, choices, free_input=typing)


def test_choices_are_numbered_from_one() -> None:
    assert write_message(message("Có", "Không")) == "Chọn gì?\n\nGõ số để chọn:\n1. Có\n2. Không"


def test_message_without_choices_is_its_text() -> None:
    assert write_message(message()) == "Chọn gì?"


def test_choices_without_a_text_stand_alone() -> None:
    assert write_message(message("Có", text=" ")) == "Gõ số để chọn:\n1. Có"


def test_labels_are_named_where_a_number_is_the_answer() -> None:
    assert write_choices(message("Bỏ qua", "Để sau", typing=True)) == "Hoặc gõ «Bỏ qua», «Để sau»"


def test_labels_that_differ_by_a_number_are_written_as_a_run() -> None:
    labels = ["Gửi", *(f"Sửa câu {number}" for number in range(1, 26))]
    assert write_choices(message(*labels, typing=True)) == "Hoặc gõ «Gửi», «Sửa câu 1» … «Sửa câu 25»"


def test_two_labels_with_numbers_are_no_run() -> None:
    assert "«Câu 1», «Câu 2»" in write_choices(message("Câu 1", "Câu 2", typing=True))


def test_many_words_stand_one_below_the_other() -> None:
    written = write_choices(message("a" * 60, "b" * 60, typing=True))
    assert written.count("\n• «") == 2


@pytest.mark.parametrize(("most", "draws"), [(None, True), (3, True), (2, True), (1, False)])
def test_channel_draws_buttons_up_to_its_most(most: int | None, draws: bool) -> None:
    able = Capabilities(buttons=True, text_limit=9, files=False, edits=False, most_buttons=most)
    assert able.draws_buttons(message("Có", "Không")) is draws


def test_channel_without_buttons_draws_none() -> None:
    unable = Capabilities(buttons=False, text_limit=9, files=False, edits=False)
    assert not unable.draws_buttons(message("Có"))
