"""Sending by the Zalo Bot platform: numbered choices, long texts, links for files, and what refusals mean."""

import logging
from collections.abc import AsyncIterator

import pytest

from bot.channels.attached import Shared
from bot.channels.channel import SendError
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_bot.render import Part, render
from handlers.messages import Attachment, Outgoing
from tests.channels.zalo_house import IMPATIENT, asking, lan, zalo_bot
from tests.fakes.zalo_bot import TOKEN, FakeZaloBot

SENTENCE = "Hợp tác xã cần ít nhất năm thành viên chính thức. "
PICTURE = Attachment("mã.png", "image/png", b"\x89PNG")
SHEET = Attachment("kết quả.xlsx", "application/vnd.ms-excel", b"PK")


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        yield server


@pytest.fixture
async def channel(fake: FakeZaloBot) -> AsyncIterator[ZaloBotChannel]:
    async with zalo_bot(fake) as built:
        yield built


async def share(attachment: Attachment) -> Shared:
    return Shared(attachment.name, attachment.media_type, f"https://hoi.example.vn/tep/{attachment.name}")


async def send(channel: ZaloBotChannel, outgoing: Outgoing) -> str:
    return await channel.send(lan(), outgoing, bulk=False, reference="1")


async def refusal(channel: ZaloBotChannel, outgoing: Outgoing | None = None) -> SendError:
    with pytest.raises(SendError) as caught:
        await send(channel, outgoing or Outgoing("chào"))
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value


async def test_message_arrives_and_its_id_comes_back(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    message_id = await send(channel, Outgoing("chào <b> **đậm**"))
    assert [(sent.message_id, sent.text) for sent in fake.sent] == [(message_id, "chào <b> **đậm**")]


async def test_choices_are_a_numbered_list(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    await send(channel, asking("Có", "Không"))
    assert fake.texts("lan") == ["Chọn gì?\n\nGõ số để chọn:\n1. Có\n2. Không"]


async def test_long_text_is_split_at_sentences_and_nothing_is_lost(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    await send(channel, asking("Có", text=SENTENCE * 100))
    texts = fake.texts("lan")
    assert all(len(text) <= 2000 for text in texts)
    assert all(text.endswith(".") for text in texts[:-1])
    assert "1. Có" in texts[-1]
    assert " ".join(texts).split() == f"{SENTENCE * 100} Gõ số để chọn: 1. Có".split()


async def test_picture_is_sent_by_its_link_and_other_files_are_named_with_theirs(fake: FakeZaloBot) -> None:
    async with zalo_bot(fake, share=share) as channel:
        await send(channel, Outgoing("Kết quả", attachments=(PICTURE, SHEET)))
    assert fake.sent[0].photo == "https://hoi.example.vn/tep/mã.png"
    assert "• kết quả.xlsx: https://hoi.example.vn/tep/kết quả.xlsx" in fake.sent[1].text


async def test_file_without_a_public_address_is_named(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    await send(channel, Outgoing("Kết quả", attachments=(SHEET,)))
    assert "Có tệp «kết quả.xlsx»" in fake.texts("lan")[0]


def test_message_of_a_picture_alone_is_that_picture() -> None:
    assert render(Outgoing(""), [Shared("a.png", "image/png", "https://x/a")]) == [Part(photo="https://x/a")]


async def test_empty_message_is_refused_here(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    assert (await refusal(channel, Outgoing(" "))).permanent
    assert fake.calls == []


@pytest.mark.parametrize("code", [403, 408, 500])
async def test_failure_of_the_platform_is_tried_again(channel: ZaloBotChannel, fake: FakeZaloBot, code: int) -> None:
    fake.fail("sendMessage", answer={"ok": False, "error_code": code, "description": "Internal server error"})
    assert (await refusal(channel)).retry_after == 15
    assert await send(channel, Outgoing("chào"))


async def test_refused_message_is_not_tried_again(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    fake.fail("sendMessage", answer={"ok": False, "error_code": 400, "description": "Bad request"})
    error = await refusal(channel)
    assert error.permanent
    assert "Bad request" in error.reason


async def test_used_up_plan_lets_everything_rest(channel: ZaloBotChannel, fake: FakeZaloBot) -> None:
    fake.fail("sendMessage", answer={"ok": False, "error_code": 429, "description": "Quota exceeded"}, status=429)
    assert (await refusal(channel)).retry_after == 60
    assert 0 < ((await refusal(channel)).retry_after or 0) <= 60
    assert fake.calls == ["sendMessage"]  # the second did not even ask


async def test_refused_token_keeps_messages_for_who_corrects_it(fake: FakeZaloBot) -> None:
    async with zalo_bot(fake, token="1:wrong") as channel:
        assert (await refusal(channel)).retry_after == 300


async def test_unreachable_platform_is_tried_again(fake: FakeZaloBot) -> None:
    async with zalo_bot(fake) as channel:
        await fake.stop()
        assert (await refusal(channel)).retry_after == 10


@pytest.mark.parametrize("how", [{"carried_out": True}, {"reset": True}, {"status": 502}], ids=str)
async def test_lost_answer_is_uncertain(fake: FakeZaloBot, how: dict[str, object]) -> None:
    fake.fail("sendMessage", **how)
    async with zalo_bot(fake, **IMPATIENT) as channel:
        assert (await refusal(channel)).uncertain


async def test_part_that_fails_in_the_middle_is_not_begun_again_from_the_first(
    channel: ZaloBotChannel, fake: FakeZaloBot
) -> None:
    fake.fail("sendMessage", answer={"ok": False, "error_code": 400, "description": "no"}, after=1)
    assert (await refusal(channel, Outgoing(SENTENCE * 60))).uncertain
    assert len(fake.sent) == 1


async def test_token_is_in_no_log(channel: ZaloBotChannel, fake: FakeZaloBot, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        await send(channel, Outgoing("chào"))
        fake.fail("sendMessage", reset=True)
        await refusal(channel)
    assert TOKEN not in caplog.text
