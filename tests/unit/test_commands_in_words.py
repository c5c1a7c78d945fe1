"""Short words of a survey's talk: what stops, begins and agrees, typed as tired people type."""

import pytest

from handlers.survey.commands import Command, read_command, wants_survey


@pytest.mark.parametrize("typed", ["thoi", "Thôi", "de mai", "để mai nhé", "mai làm", "bận quá", "mệt rồi", "hôm khác"])
def test_words_that_put_it_off_pause(typed: str) -> None:
    assert read_command(typed) is Command.PAUSE


@pytest.mark.parametrize("typed", ["thôi việc", "thoi han", "mai vàng"])
def test_words_that_only_begin_alike_do_not_pause(typed: str) -> None:
    assert read_command(typed) is None


@pytest.mark.parametrize("typed", ["bat dau", "Bắt đầu", "khảo sát", "làm tiếp"])
def test_survey_is_begun_in_words(typed: str) -> None:
    assert wants_survey(typed)


@pytest.mark.parametrize("typed", ["báo cáo nộp khi nào?", "bat dau tu dau", ""])
def test_words_about_surveys_begin_none(typed: str) -> None:
    assert not wants_survey(typed)
