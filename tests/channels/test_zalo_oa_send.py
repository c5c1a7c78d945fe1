"""Sending by an Official Account: buttons and numbers, windows, what each refusal means, keys that go stale."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.attached import Shared
from bot.channels.channel import Paced, SendError
from bot.channels.webhooks import Door
from bot.channels.zalo_oa import refusals
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.clock import ManualClock
from handlers.messages import Address, Attachment, Outgoing
from handlers.texts import menu
from storage import windows
from storage.engine import Database
from tests.channels.zalo_house import IMPATIENT, asking
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, KEYS, OA_ID, OA_SECRET, REFRESH, SEND, FakeZaloOa, user_of

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LAN = Address("zalo_oa", user_of("lan"))
SENTENCE = "Hợp tác xã cần ít nhất năm thành viên chính thức. "


class Account:
    """A channel on a clock moved by hand, and the fake it talks to."""

    def __init__(self, database: Database, fake: FakeZaloOa, **options: Any) -> None:
        self.database, self.fake = database, fake
        self.clock = ManualClock(NOW)
        fake.now = NOW
        self.channel = ZaloOaChannel(
            database,
            self.clock,
            Door(),
            **{
                "oa_id": OA_ID,
                "app_id": APP_ID,
                "app_secret": APP_SECRET,
                "webhook_secret": OA_SECRET,
                "api_url": fake.url,
                "oauth_url": fake.url,
                "answer_seconds": 10,
                **options,
            },
        )
        self.channel.keeper.plant(REFRESH)
        self.hears()

    def hears(self) -> None:
        """Lan writes now."""
        self.fake.words[LAN.id] = self.clock.now()
        with self.database.unit() as unit:
            windows.note_word(unit, "zalo_oa", LAN.id, self.clock.now(), self.clock.now())

    def passes(self, **time: float) -> None:
        self.clock.advance(timedelta(**time))
        self.fake.now = self.clock.now()

    async def send(self, outgoing: Outgoing | str = "chào", *, bulk: bool = False) -> str:
        message = Outgoing(outgoing) if isinstance(outgoing, str) else outgoing
        return await self.channel.send(LAN, message, bulk=bulk, reference="1")

    async def refusal(self, outgoing: Outgoing | str = "chào") -> SendError:
        with pytest.raises(SendError) as caught:
            await self.send(outgoing)
        return caught.value


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOa]:
    async with FakeZaloOa() as server:
        yield server


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
async def account(store: Database, fake: FakeZaloOa) -> AsyncIterator[Account]:
    built = Account(store, fake)
    yield built
    await built.channel.stop()


@pytest.fixture
async def impatient(store: Database, fake: FakeZaloOa) -> AsyncIterator[Account]:
    built = Account(store, fake, **IMPATIENT)
    yield built
    await built.channel.stop()


async def test_message_arrives_and_its_id_comes_back(account: Account, fake: FakeZaloOa) -> None:
    message_id = await account.send()
    assert [(sent.message_id, sent.text) for sent in fake.sent] == [(message_id, "chào")]


async def test_few_choices_are_buttons_and_no_numbers(account: Account, fake: FakeZaloOa) -> None:
    await account.send(asking("Có", "Không"))
    assert fake.sent[0].text == "Chọn gì?"
    assert fake.sent[0].buttons == (("Có", "#chon:c0"), ("Không", "#chon:c1"))


async def test_many_choices_are_numbered(account: Account, fake: FakeZaloOa) -> None:
    await account.send(asking(*"abcdef"))
    assert fake.sent[0].buttons == ()
    assert "6. f" in fake.sent[0].text
    assert not account.channel.capabilities.draws_buttons(asking(*"abcdef"))
    assert account.channel.capabilities.draws_buttons(asking(*"abcde"))


async def test_where_buttons_under_a_text_are_refused_they_come_in_a_list(account: Account, fake: FakeZaloOa) -> None:
    fake.takes_buttons = False
    last = await account.send(asking("Có", "Không"))
    await account.send(asking("Có"))
    assert [(sent.text, [title for title, _ in sent.buttons]) for sent in fake.sent] == [
        ("Chọn gì?", []),
        (menu.CHOOSE, ["Có", "Không"]),
        ("Chọn gì?", []),
        (menu.CHOOSE, ["Có"]),
    ]
    assert last == fake.sent[1].message_id
    assert fake.calls.count(SEND) == 5  # refused once, then no more tried
    assert account.channel.capabilities.draws_buttons(asking("Có"))


async def test_where_lists_are_refused_too_choices_are_numbered(account: Account, fake: FakeZaloOa) -> None:
    fake.takes_buttons = fake.takes_lists = False
    await account.send(asking("Có", "Không"))
    await account.send(asking("Có"))
    assert [sent.text for sent in fake.sent] == [
        "Chọn gì?",
        "Gõ số để chọn:\n1. Có\n2. Không",
        "Chọn gì?\n\nGõ số để chọn:\n1. Có",
    ]
    assert fake.calls.count(SEND) == 5
    assert not account.channel.capabilities.draws_buttons(asking("Có"))


async def test_message_refused_for_its_words_does_not_cost_the_buttons(account: Account, fake: FakeZaloOa) -> None:
    fake.fail(SEND, answer={"error": -201, "message": "Params is invalid"}, times=2)
    with pytest.raises(SendError) as raised:
        await account.send(asking("Có"))
    assert raised.value.permanent
    await account.send(asking("Có"))
    assert fake.sent[-1].buttons == (("Có", "#chon:c0"),)


async def test_long_text_is_split_and_the_buttons_stand_under_its_end(account: Account, fake: FakeZaloOa) -> None:
    await account.send(asking("Có", text=SENTENCE * 100))
    assert " ".join(sent.text for sent in fake.sent).split() == (SENTENCE * 100).split()
    assert [bool(sent.buttons) for sent in fake.sent] == [False] * (len(fake.sent) - 1) + [True]


async def test_refused_buttons_under_a_long_text_repeat_nothing(account: Account, fake: FakeZaloOa) -> None:
    fake.takes_buttons = fake.takes_lists = False
    await account.send(asking("Có", text=SENTENCE * 60))
    assert " ".join(sent.text for sent in fake.sent).split() == f"{SENTENCE * 60} Gõ số để chọn: 1. Có".split()


async def test_picture_goes_by_its_link(store: Database, fake: FakeZaloOa) -> None:
    async def share(attachment: Attachment) -> Shared:
        return Shared(attachment.name, attachment.media_type, "https://hoi.example.vn/tep/x")

    account = Account(store, fake, share=share)
    await account.send(Outgoing("Mã mời", attachments=(Attachment("a.png", "image/png", b""),)))
    await account.channel.stop()
    assert [sent.picture or sent.text for sent in fake.sent] == ["https://hoi.example.vn/tep/x", "Mã mời"]


# Windows


async def test_message_waits_for_a_word_after_the_free_time(account: Account, fake: FakeZaloOa) -> None:
    account.passes(hours=47)
    await account.send()
    account.passes(hours=1)
    assert (await account.refusal()).held
    assert fake.calls.count(SEND) == 1  # held here: asking would already cost
    account.hears()
    await account.send()


async def test_message_is_sent_for_seven_days_where_that_is_paid_for(store: Database, fake: FakeZaloOa) -> None:
    account = Account(store, fake, paid=True)
    account.passes(days=6, hours=23)
    await account.send()
    account.passes(hours=1)
    assert (await account.refusal()).held
    await account.channel.stop()


async def test_window_the_platform_sees_closed_holds_the_message(account: Account, fake: FakeZaloOa) -> None:
    fake.words.clear()
    assert (await account.refusal()).held


async def test_person_nobody_noted_a_word_of_is_tried(account: Account, fake: FakeZaloOa) -> None:
    """Theirs may have come before this program did; the platform knows."""
    other = Address("zalo_oa", user_of("bình"))
    fake.words[other.id] = NOW
    assert await account.channel.send(other, Outgoing("chào"), bulk=False)


# Refusals


@pytest.mark.parametrize("code", [-201, -210, -218, -244, -248])
def test_message_that_can_never_arrive_is_permanent(code: int) -> None:
    assert refusals.explain(code, "x").permanent


@pytest.mark.parametrize("code", [-213, -227])
def test_person_who_is_gone_is_stopped(code: int) -> None:
    assert refusals.explain(code, "x").stopped


@pytest.mark.parametrize("code", [-230, -232])
def test_closed_window_is_held(code: int) -> None:
    assert refusals.explain(code, "x").held


@pytest.mark.parametrize("code", [*refusals.ACCOUNT, -32, -216, -220, -234, -200, -1, -9999])
def test_trouble_that_can_be_put_right_is_tried_again(code: int) -> None:
    assert (refusals.explain(code, "x").retry_after or 0) >= 15


async def test_too_many_requests_let_everything_rest(account: Account, fake: FakeZaloOa) -> None:
    fake.fail(SEND, answer={"error": -32, "message": "rate"})
    assert (await account.refusal()).retry_after == 30
    assert (await account.refusal()).retry_after
    assert fake.calls.count(SEND) == 1


@pytest.mark.parametrize("how", [{"carried_out": True}, {"reset": True}, {"status": 502}], ids=str)
async def test_lost_answer_is_uncertain(impatient: Account, fake: FakeZaloOa, how: dict[str, Any]) -> None:
    await impatient.send()
    fake.fail(SEND, **how)
    assert (await impatient.refusal()).uncertain


async def test_unreachable_platform_is_tried_again(account: Account, fake: FakeZaloOa) -> None:
    await account.send()
    await fake.stop()
    assert (await account.refusal()).retry_after == 10


async def test_announcements_are_admitted_at_their_pace(store: Database, fake: FakeZaloOa) -> None:
    account = Account(store, fake, per_second=50)
    assert isinstance(account.channel, Paced)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(*(account.channel.admit() for _ in range(6)))
    assert loop.time() - begun >= 0.09  # five gaps of a fiftieth: never faster, however slow this computer is
    await account.channel.stop()


# Keys


async def test_key_is_fetched_once_for_many_messages(account: Account, fake: FakeZaloOa) -> None:
    await asyncio.gather(*(account.send() for _ in range(20)))
    assert fake.renewals == {REFRESH: 1}
    assert len(fake.sent) == 20


async def test_key_is_renewed_before_it_ends(account: Account, fake: FakeZaloOa) -> None:
    await account.send()
    account.passes(hours=24, minutes=30)
    await account.channel.keeper.freshen()
    assert fake.renewals.total() == 2
    await account.channel.keeper.freshen()
    assert fake.renewals.total() == 2


async def test_key_that_the_platform_refuses_is_replaced_and_the_message_sent(
    account: Account, fake: FakeZaloOa
) -> None:
    await account.send()
    fake.access = "given out elsewhere"
    assert await account.send()
    assert fake.renewals.total() == 2


async def test_refresh_key_that_was_used_up_is_one_plain_sentence(
    account: Account, fake: FakeZaloOa, caplog: pytest.LogCaptureFixture
) -> None:
    fake.refresh = "used up elsewhere"
    error = await account.refusal()
    assert error.retry_after
    assert "give consent again with `python -m scripts.zalo_oa`" in error.reason
    await account.refusal()
    assert fake.renewals == {REFRESH: 1}  # not asked again for every message
    told = [record.message for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(told) == 1
    assert REFRESH not in caplog.text


async def test_new_consent_in_the_settings_sets_it_going_again(account: Account, fake: FakeZaloOa) -> None:
    fake.refresh = "consented-anew"
    await account.refusal()
    account.channel.keeper.plant("consented-anew")
    assert await account.send()


async def test_same_settings_at_the_next_start_keep_the_newer_keys(account: Account, fake: FakeZaloOa) -> None:
    await account.send()
    account.channel.keeper.plant(REFRESH)
    assert await account.send()
    assert fake.renewals == {REFRESH: 1}


async def test_failing_renewal_is_tried_again_later(account: Account, fake: FakeZaloOa) -> None:
    fake.fail(KEYS, answer={"message": "busy"}, status=503)
    assert (await account.refusal()).retry_after
    account.passes(seconds=16)
    assert await account.send()


async def test_lost_answer_of_a_renewal_says_what_to_do(impatient: Account, fake: FakeZaloOa) -> None:
    """The one pair that cannot be asked for again."""
    fake.fail(KEYS, carried_out=True)
    await impatient.refusal()
    impatient.passes(seconds=16)
    assert "give consent again" in (await impatient.refusal()).reason


async def test_new_keys_are_kept_when_the_database_fails_at_first(
    account: Account, fake: FakeZaloOa, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = account.channel.keeper
    write, failures = keeper._write, [OSError("disk is full"), OSError("disk is full")]

    def fail_first(*arguments: Any) -> None:
        if failures:
            raise failures.pop()
        write(*arguments)

    monkeypatch.setattr("bot.channels.zalo_oa.keys.STORE_PAUSE", 0.01)
    monkeypatch.setattr(keeper, "_write", fail_first)
    assert await account.send()
    assert not failures
    assert await account.send()
    assert fake.renewals == {REFRESH: 1}
