"""Sending, as a reply by aiogram and as bulk by python-telegram-bot: the same message, the same answers to errors."""

import pytest

from bot.channels.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Address, Attachment, Choice, Outgoing
from tests.channels.conftest import BuildChannel, person
from tests.fakes.bot_api import FakeBotApi

HELLO = Outgoing("Chào bác")
PICTURE = Attachment("biểu đồ.png", "image/png", b"\x89PNG picture")
WORKBOOK = Attachment('kết quả "kỳ 1".xlsx', "application/vnd.ms-excel", b"PK workbook")
BOTH_WAYS = pytest.mark.parametrize("bulk", [False, True], ids=["reply", "bulk"])


async def refusal(channel: TelegramChannel, bulk: bool, outgoing: Outgoing = HELLO) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(person(7), outgoing, bulk=bulk)
    return caught.value


@BOTH_WAYS
async def test_a_message_arrives_and_its_id_comes_back(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    message_id = await channel.send(person(7), HELLO, bulk=bulk)
    (sent,) = fake.sent(7)
    assert sent.text == "Chào bác"
    assert message_id == str(sent.message_id)
    assert sent.via == ("python-telegram-bot" if bulk else "aiogram")


@BOTH_WAYS
async def test_names_with_markup_are_read_as_written(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    text = 'HTX <b>Sao & Mai</b> &lt; "Một" 5<6 </a>'
    await channel.send(person(7), Outgoing(text), bulk=bulk)
    (sent,) = fake.sent(7)
    assert (sent.text, sent.entities) == (text, [])


@BOTH_WAYS
async def test_buttons_are_drawn(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    await channel.send(person(7), Outgoing("Đúng không?", (Choice("yes", "Đúng"), Choice("no", "Sửa"))), bulk=bulk)
    assert fake.sent(7)[0].rows == [[("Đúng", "yes"), ("Sửa", "no")]]


@BOTH_WAYS
async def test_a_long_message_arrives_whole_and_in_order(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    text = "\n\n".join(f"Điều {number}. " + "thành viên & góp vốn <5% " * 20 for number in range(1, 20))
    message_id = await channel.send(person(7), Outgoing(text, (Choice("ok", "Đã đọc"),)), bulk=bulk)
    sent = fake.sent(7)
    assert len(sent) > 2
    assert " ".join(part.text for part in sent).split() == text.split()
    assert [part.labels for part in sent] == [[]] * (len(sent) - 1) + [["Đã đọc"]]
    assert message_id == str(sent[-1].message_id)


@BOTH_WAYS
async def test_files_arrive_with_their_names(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    report = Outgoing("Kết quả <kỳ 1>", (Choice("ok", "Đã nhận"),), (PICTURE, WORKBOOK))
    await channel.send(person(7), report, bulk=bulk)
    picture, workbook = fake.sent(7)
    assert (picture.method, picture.text, picture.labels) == ("sendPhoto", "Kết quả <kỳ 1>", [])
    assert (workbook.method, workbook.text, workbook.labels) == ("sendDocument", "", ["Đã nhận"])
    assert [file.content for part in (picture, workbook) for file in part.files] == [b"\x89PNG picture", b"PK workbook"]
    assert picture.files[0].name == "biểu đồ.png"
    assert workbook.files[0].name.replace("%22", '"').replace('\\"', '"') == 'kết quả "kỳ 1".xlsx'


@BOTH_WAYS
async def test_a_pause_telegram_asks_for_is_passed_on(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 429, retry_after=7)
    error = await refusal(channel, bulk)
    assert error.retry_after == 7.0
    assert fake.sent() == []


@BOTH_WAYS
@pytest.mark.parametrize(
    "words",
    ["bot was blocked by the user", "user is deactivated", "bot can't initiate conversation with a user"],
)
async def test_a_person_who_left_is_stopped(words: str, bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 403, description=f"Forbidden: {words}")
    assert (await refusal(channel, bulk)).stopped


@BOTH_WAYS
async def test_blocking_stops_and_unblocking_lets_through(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.block(7)
    assert (await refusal(channel, bulk)).stopped
    fake.unblock(7)
    await channel.send(person(7), HELLO, bulk=bulk)
    assert len(fake.sent(7)) == 1


@BOTH_WAYS
async def test_an_unknown_chat_is_permanent(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.forget(7)
    assert (await refusal(channel, bulk)).permanent


@BOTH_WAYS
@pytest.mark.parametrize(("status", "words"), [(400, "Bad Request: anything"), (413, "Request Entity Too Large")])
async def test_a_message_telegram_will_never_take_is_permanent(
    status: int, words: str, bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", status, description=words)
    assert (await refusal(channel, bulk)).permanent


@BOTH_WAYS
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_telegrams_own_failure_is_tried_again(
    status: int, bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", status)
    assert (await refusal(channel, bulk)).retry_after


@BOTH_WAYS
async def test_no_connection_is_tried_again(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    await fake.unreachable()
    assert (await refusal(channel, bulk)).retry_after


@BOTH_WAYS
async def test_a_cut_connection_is_uncertain(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.reset_next("sendMessage")
    assert (await refusal(channel, bulk)).uncertain


@BOTH_WAYS
async def test_a_message_sent_without_an_answer_is_uncertain(bulk: bool, fake: FakeBotApi, build: BuildChannel) -> None:
    fake.swallow_next("sendMessage")
    assert (await refusal(build(answer_seconds=0.3), bulk)).uncertain
    assert len(fake.sent(7)) == 1


@BOTH_WAYS
async def test_a_refused_token_loses_no_message(bulk: bool, build: BuildChannel) -> None:
    error = await refusal(build(token="999:WrongTokenWrongTokenWrongToken"), bulk)
    assert error.retry_after


@BOTH_WAYS
async def test_a_later_part_waits_its_pause_without_repeating_the_first(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", 429, retry_after=1, after=1)
    await channel.send(person(7), Outgoing("một " * 1024 + "hai " * 500), bulk=bulk)
    first, second = fake.sent(7)
    assert (first.text[:3], second.text[-3:]) == ("một", "hai")


@BOTH_WAYS
async def test_a_message_of_which_only_a_part_arrived_is_uncertain(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", 429, retry_after=60, after=1)
    assert (await refusal(channel, bulk, Outgoing("một " * 2000))).uncertain
    assert len(fake.sent(7)) == 1


@BOTH_WAYS
async def test_a_person_who_leaves_between_two_parts_is_stopped(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", 403, after=1)
    assert (await refusal(channel, bulk, Outgoing("một " * 2000))).stopped


@BOTH_WAYS
async def test_an_empty_message_is_permanent(bulk: bool, fake: FakeBotApi, channel: TelegramChannel) -> None:
    assert (await refusal(channel, bulk, Outgoing(" "))).permanent
    assert fake.calls == []


@BOTH_WAYS
async def test_an_address_that_is_no_chat_is_permanent(bulk: bool, channel: TelegramChannel) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send(Address("telegram", "@ai đó"), HELLO, bulk=bulk)
    assert caught.value.permanent


async def test_a_malformed_token_is_named_without_being_shown(build: BuildChannel) -> None:
    with pytest.raises(ValueError, match="token is malformed") as caught:
        build(token="not a token")
    assert "not a token" not in str(caught.value)
