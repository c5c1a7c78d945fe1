"""Delivery: every message ends as sent, failed or uncertain; nothing is silent, nothing overtakes."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.channels.channel import Capabilities, Receiver, SendError
from bot.clock import ManualClock
from bot.delivery import Delivery
from handlers.messages import Address, Outgoing
from handlers.post import reply, send
from handlers.world import QuietHours
from storage import members, outbox, people
from storage.engine import Database
from storage.people import Contact
from storage.tables.traffic import OutboxRow
from tests.stage import MORNING

Answer = SendError | Exception | None


class FakeChannel:
    """Keeps what is sent; `answers` say what happens to the next messages of an address (None: it arrives)."""

    name = "fake"
    capabilities = Capabilities(buttons=True, text_limit=4096, files=True, edits=True)

    def __init__(self) -> None:
        self.arrived: list[tuple[str, str]] = []
        self.tries: list[str] = []
        self.answers: dict[str, list[Answer]] = {}
        self.gate: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def start(self, receive: Receiver) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str) -> str:
        self.tries.append(outgoing.text)
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        answers = self.answers.get(address.id, [])
        answer = answers.pop(0) if answers else None
        if answer is not None:
            raise answer
        self.arrived.append((address.id, outgoing.text))
        return f"x{reference}"


class Post:
    """A delivery with one fake channel, and people to write to."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(MORNING)
        self.channel = FakeChannel()
        self.quiet = QuietHours()
        self.delivery = Delivery(database, {"fake": self.channel}, self.clock, self.quiet)

    def contact(self, who: str = "an", channel: str = "fake") -> Contact:
        with self.database.unit() as unit:
            return people.meet(unit, channel, who, MORNING)[1]

    def staff(self) -> None:
        with self.database.unit() as unit:
            members.make_staff(unit, self.contact("cán bộ").person_id, "admin", MORNING)

    def reply(self, text: str, who: str = "an", channel: str = "fake") -> None:
        contact = self.contact(who, channel)
        with self.database.unit() as unit:
            reply(unit, contact, [Outgoing(text)], self.clock.now())

    def prompt(self, text: str, who: str = "an", purpose: str = "prompt", *, bulk: bool = True) -> None:
        contact = self.contact(who)
        with self.database.unit() as unit:
            send(unit, contact, Outgoing(text), self.clock.now(), self.quiet, purpose=purpose, bulk=bulk)

    async def deliver(self, **later: float) -> None:
        self.clock.advance(timedelta(**later))
        while await self.delivery.run_once("reply") + await self.delivery.run_once("bulk"):
            pass

    def rows(self) -> list[OutboxRow]:
        with self.database.reading() as unit:
            return list(unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))  # type: ignore[arg-type]

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def heard(self, who: str = "an") -> list[str]:
        return [text for reader, text in self.channel.arrived if reader == who]


@pytest.fixture
def post(database: Database) -> Post:
    return Post(database)


def wait(seconds: float) -> SendError:
    return SendError("too many requests", retry_after=seconds)


async def test_message_arrives_and_its_platform_id_is_kept(post: Post) -> None:
    post.reply("chào")
    await post.deliver()
    (row,) = post.rows()
    assert (row.state, row.external_id, row.attempts) == ("sent", f"x{row.id}", 1)
    assert post.heard() == ["chào"]


async def test_second_round_sends_nothing(post: Post) -> None:
    post.reply("chào")
    await post.deliver()
    await post.deliver(hours=1)
    assert post.heard() == ["chào"]


async def test_message_waits_as_long_as_the_platform_asks(post: Post) -> None:
    post.channel.answers["an"] = [wait(30)]
    post.reply("chào")
    await post.deliver()
    await post.deliver(seconds=29)
    assert post.heard() == []
    await post.deliver(seconds=1)
    assert post.heard() == ["chào"]


async def test_later_messages_of_an_address_wait_behind_one_that_is_tried_again(post: Post) -> None:
    post.channel.answers["an"] = [None, wait(30)]
    for text in ("1", "2", "3"):
        post.reply(text)
    await post.deliver()
    post.reply("4")
    await post.deliver(seconds=5)
    assert post.heard() == ["1"]
    await post.deliver(seconds=60)
    await post.deliver(seconds=60)
    assert post.heard() == ["1", "2", "3", "4"]


async def test_long_pause_of_the_platform_is_kept(post: Post) -> None:
    post.channel.answers["an"] = [wait(3600)]
    post.reply("chào")
    await post.deliver()
    await post.deliver(minutes=59)
    assert post.channel.tries == ["chào"]
    await post.deliver(minutes=1)
    assert post.heard() == ["chào"]


async def test_others_do_not_wait_for_one_address(post: Post) -> None:
    post.channel.answers["an"] = [wait(30)]
    post.reply("1")
    post.reply("1", "binh")
    await post.deliver()
    assert post.heard("binh") == ["1"]


async def test_pauses_grow_to_a_limit(post: Post) -> None:
    post.channel.answers["an"] = [wait(1) for _ in range(14)]
    post.reply("chào")
    pauses = []
    for _ in range(14):
        await post.deliver()
        (row,) = post.rows()
        pauses.append((row.due_at - post.clock.now()).total_seconds())
        post.clock.advance(row.due_at - post.clock.now())
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600]
    await post.deliver()
    assert post.heard() == ["chào"]


async def test_message_is_given_up_after_a_day_and_staff_told(post: Post) -> None:
    post.staff()
    post.channel.answers["an"] = [wait(600) for _ in range(200)]
    post.reply("chào")
    for _ in range(150):
        await post.deliver(minutes=10)
    row = post.rows()[0]
    assert (row.state, row.reason) == ("failed", "too many requests")
    assert row.done_at is not None
    assert timedelta(hours=24) <= row.done_at - row.created_at < timedelta(hours=25)
    (told,) = post.heard("cán bộ")
    assert "không gửi được: too many requests" in told


async def test_permanent_refusal_fails_at_once_and_staff_are_told(post: Post) -> None:
    post.staff()
    post.channel.answers["an"] = [SendError("chat not found", permanent=True)]
    post.reply("1")
    post.reply("2")
    await post.deliver()
    assert post.states()[:2] == ["failed", "sent"]
    assert len(post.heard("cán bộ")) == 1


async def test_staff_hear_of_one_person_once_a_day(post: Post) -> None:
    post.staff()
    post.channel.answers["an"] = [SendError("chat not found", permanent=True) for _ in range(9)]
    for _ in range(3):
        post.reply("chào")
    await post.deliver()
    assert len(post.heard("cán bộ")) == 1
    post.reply("chào")
    await post.deliver(days=1)
    assert len(post.heard("cán bộ")) == 2


async def test_announcement_that_fails_is_left_to_its_report(post: Post) -> None:
    post.staff()
    post.channel.answers["an"] = [SendError("chat not found", permanent=True)]
    post.prompt("họp", purpose="announcement")
    await post.deliver()
    assert post.states() == ["failed"]


async def test_person_who_blocked_us_gets_nothing_more(post: Post) -> None:
    post.channel.answers["an"] = [SendError("blocked", stopped=True)]
    post.reply("1")
    await post.deliver()
    assert post.contact().state == "blocked"
    assert post.states() == ["failed"]


async def test_what_waits_for_someone_who_blocked_us_is_cancelled(post: Post) -> None:
    post.channel.answers["an"] = [SendError("blocked", stopped=True)]
    for text in ("1", "2", "3"):
        post.prompt(text)
    await post.deliver()
    assert post.states() == ["failed", "cancelled", "cancelled"]
    assert post.channel.tries == ["1"]


async def test_lost_answer_is_uncertain_and_not_sent_again(post: Post) -> None:
    post.staff()
    post.channel.answers["an"] = [SendError("no answer", uncertain=True)]
    post.reply("chào")
    await post.deliver()
    await post.deliver(hours=3)
    assert post.states()[0] == "uncertain"
    assert post.channel.tries.count("chào") == 1
    assert len(post.heard("cán bộ")) == 1


async def test_error_a_channel_must_not_raise_is_uncertain_and_harms_nobody_else(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.staff()
    post.channel.answers["an"] = [KeyError("surprise")]
    post.reply("1")
    post.reply("1", "binh")
    await post.deliver()
    assert post.states()[:2] == ["uncertain", "sent"]
    assert len(post.heard("cán bộ")) == 1
    assert "broke its promise" in caplog.text


async def test_message_to_a_channel_that_is_not_running_waits_and_is_given_up_after_a_day(post: Post) -> None:
    post.staff()
    post.reply("chào", channel="zalo")
    for _ in range(2):
        await post.delivery.give_up_strays()
        assert post.states() == ["waiting"]
        post.clock.advance(timedelta(hours=12))
    post.clock.advance(timedelta(seconds=1))
    await post.delivery.give_up_strays()
    await post.deliver()
    assert post.states()[0] == "failed"
    assert "zalo is not running" in post.heard("cán bộ")[0]


async def test_bot_starts_nothing_in_quiet_hours_but_answers(post: Post) -> None:
    post.clock.advance(timedelta(hours=12, minutes=30))  # 21:30
    post.prompt("mời")
    post.reply("trả lời")
    await post.deliver()
    assert post.heard() == ["trả lời"]
    await post.deliver(hours=9, minutes=29)
    assert post.heard() == ["trả lời"]
    await post.deliver(minutes=1)
    assert post.heard() == ["trả lời", "mời"]


async def test_reply_whose_process_died_is_sent_once_more(post: Post) -> None:
    post.reply("chào")
    with post.database.unit() as unit:
        outbox.claim(unit, "reply", "fake", "dead", post.clock.now(), 9)
    await post.deliver()
    assert post.heard() == []
    post.clock.advance(outbox.LEASE + timedelta(seconds=1))
    await post.delivery.release_expired()
    await post.deliver()
    assert post.heard() == ["chào"]


async def test_bulk_message_whose_process_died_while_sending_is_uncertain(post: Post) -> None:
    post.prompt("1")
    post.prompt("2", "binh")
    with post.database.unit() as unit:
        outbox.claim(unit, "bulk", "fake", "dead", post.clock.now(), 1)
    post.clock.advance(outbox.LEASE + timedelta(seconds=1))
    await post.delivery.release_expired()
    await post.deliver()
    assert post.states() == ["uncertain", "sent"]


async def test_replies_claimed_long_ago_begin_only_under_a_claim_that_holds(post: Post) -> None:
    """One slow message must not let those behind it be sent by two processes."""
    for text in ("1", "2"):
        post.reply(text)
    post.channel.gate = asyncio.Event()
    sending = asyncio.create_task(post.delivery.run_once("reply"))
    await post.channel.begun.wait()
    post.clock.advance(outbox.LEASE + timedelta(seconds=1))
    with post.database.unit() as unit:  # another process takes the second one over
        unit.changed(update(OutboxRow).where(OutboxRow.payload["text"].as_string() == "2").values(claimed_by="other"))
    post.channel.gate.set()
    await sending
    assert post.channel.tries == ["1"]


async def test_long_sending_keeps_its_claim(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.RENEW_SECONDS", 0.01)
    post.prompt("chào")
    post.channel.gate = asyncio.Event()
    sending = asyncio.create_task(post.delivery.run_once("bulk"))
    await post.channel.begun.wait()
    post.clock.advance(outbox.LEASE / 2)
    before = post.rows()[0].lease_until
    while post.rows()[0].lease_until == before:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    post.clock.advance(outbox.LEASE / 2 + timedelta(seconds=1))
    await post.delivery.release_expired()
    assert post.states() == ["sending"]
    post.channel.gate.set()
    await sending
    assert post.states() == ["sent"]


async def test_stopping_lets_what_is_being_sent_arrive(post: Post) -> None:
    post.prompt("chào")
    post.channel.gate = asyncio.Event()
    running = asyncio.create_task(post.delivery.run("bulk"))
    await post.channel.begun.wait()
    post.delivery.stop()
    post.channel.gate.set()
    await running
    assert post.states() == ["sent"]


async def test_message_the_platform_holds_back_waits_for_the_persons_word(post: Post) -> None:
    post.channel.answers["an"] = [SendError("the window is closed", held=True)]
    post.staff()
    post.prompt("mời họp")
    await post.deliver()
    await post.deliver(days=30)
    assert post.states() == ["held"]  # and the staff are not told of each: the announcement's report says it
    with post.database.unit() as unit:
        outbox.release_held(unit, "fake", "an", post.clock.now())
    await post.deliver()
    assert post.heard() == ["mời họp"]
