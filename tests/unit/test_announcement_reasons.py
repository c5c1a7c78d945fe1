"""Why a copy did not arrive, in words staff understand: no refusal that has a name is told as "not taken"."""

import pytest

from bot.channels.telegram.refusals import explain_lost_answer, explain_status, explain_unreachable
from bot.channels.zalo_bot import refusals as zalo_bot
from bot.channels.zalo_oa import refusals as zalo_oa
from handlers.texts.announce_reports import TELL_ADMINISTRATOR, reason, waits

PLAIN = reason("something nobody has a word for")
NAMED = (-32, -218, -244, -248, -210, *zalo_oa.GONE, *zalo_oa.ACCOUNT, -216, -234, -200)
FOR_THE_ADMINISTRATOR = sorted(zalo_oa.ACCOUNT.keys() - {-211})


@pytest.mark.parametrize("code", NAMED)
def test_refusals_of_an_official_account_have_words(code: int) -> None:
    assert reason(zalo_oa.explain(code, "…").reason) != PLAIN


@pytest.mark.parametrize("code", FOR_THE_ADMINISTRATOR)
def test_what_concerns_the_account_says_whom_to_tell(code: int) -> None:
    assert TELL_ADMINISTRATOR in reason(zalo_oa.explain(code, "…").reason)


@pytest.mark.parametrize("code", [401, 404, 429, 403, 408, 500])
def test_refusals_of_a_zalo_bot_have_words(code: int) -> None:
    assert reason(zalo_bot.explain(code, "…").reason) != PLAIN


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (401, "Unauthorized"),
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: message is too long"),
        (502, "Bad Gateway"),
    ],
)
def test_refusals_of_telegram_have_words(status: int, description: str) -> None:
    assert reason(explain_status(status, description).reason) != PLAIN


def test_lost_and_unreachable_have_words() -> None:
    assert reason(explain_lost_answer().reason) == "ứng dụng không trả lời"
    assert reason(explain_unreachable().reason) == "không nối được với ứng dụng"


def test_reasons_that_read_the_same_are_counted_together() -> None:
    paused = [("Telegram asks for a pause of 3 s", 2), ("Zalo OA: the account was deleted (-204)", 1)]
    said = waits([*paused, ("Telegram asks for a pause of 5 s", 4)])
    assert said.startswith("ứng dụng bắt chờ: 6; ")
    assert waits([]) == ""
