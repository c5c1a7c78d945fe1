"""What happens on an Official Account besides talking: leaving, withdrawing, silence, files by link."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.app import App
from handlers import post
from handlers.messages import Attachment, Choice, Outgoing
from storage import members, people
from storage.tables.sending import SendingWindowRow
from storage.tables.traffic import IncomingRow, OutboxRow
from tests.app.test_zalo_program import oa_settings, prepare, program
from tests.fakes.zalo_oa import FakeZaloOa, user_of
from tests.web_program import free_port


class Place:
    """A running program with an account, and lan, who has joined."""

    def __init__(self, app: App, fake: FakeZaloOa) -> None:
        self.app, self.fake = app, fake

    async def lan_joins(self, code: str) -> None:
        await self.fake.say("lan", code)
        await self.hears("Bạn có đồng ý không?")
        await self.fake.press("lan", "Đồng ý")
        await self.hears("HTX Chè")
        await self.fake.press("lan", "Đúng, tôi tham gia")
        await self.hears("Bạn tên gì?")
        await self.fake.say("lan", "Lò Thị Lan")
        await self.hears("Hiện không có đợt khảo sát nào")

    async def hears(self, words: str) -> str:
        await self.fake.until(lambda: any(words in text for text in self.fake.texts("lan")), 30)
        return next(text for text in reversed(self.fake.texts("lan")) if words in text)

    def contact(self) -> people.Contact:
        with self.app.database.unit() as unit:
            return people.meet(unit, "zalo_oa", user_of("lan"), datetime.now(UTC))[1]

    def tell(self, message: Outgoing) -> None:
        """Something lan did not ask for."""
        contact = self.contact()
        with self.app.database.unit() as unit:
            post.send(
                unit, contact, message, datetime.now(UTC), self.app.world.quiet, purpose="announcement", bulk=True
            )
        self.app.delivery.wake()

    def state_of(self, words: str) -> str:
        with self.app.database.reading() as unit:
            rows = unit.session.scalars(select(OutboxRow))
            return next(row.state for row in rows if words in row.payload["text"])

    def falls_silent(self, **time: float) -> None:
        ago = datetime.now(UTC) - timedelta(**time)
        with self.app.database.unit() as unit:
            row = unit.session.scalars(select(SendingWindowRow)).one()
            row.word_at = ago
        self.fake.words[user_of("lan")] = ago


@pytest.fixture
async def place(sqlite_url: str) -> AsyncIterator[Place]:
    code = prepare(sqlite_url)
    port = free_port()
    async with FakeZaloOa() as fake, program(sqlite_url, port=port, **oa_settings(fake)) as app:
        fake.deliverer.url = f"http://127.0.0.1:{port}/webhooks/zalo_oa"
        built = Place(app, fake)
        await built.lan_joins(code)
        yield built


async def test_announcement_to_who_is_silent_waits_for_the_next_word(place: Place) -> None:
    place.falls_silent(days=3)
    place.tell(Outgoing("Mời họp ngày 30", (Choice("sv:later", "Đã rõ"),)))
    await place.fake.until(lambda: place.state_of("Mời họp") == "held", 30)
    assert not any("Mời họp" in text for text in place.fake.texts("lan"))
    await place.fake.say("lan", "chào")
    await place.hears("Mời họp ngày 30")
    await place.fake.until(lambda: place.state_of("Mời họp") == "sent", 30)


async def test_who_leaves_the_account_gets_nothing_and_who_comes_back_does(place: Place) -> None:
    await place.fake.act("lan", "unfollow")
    await place.fake.until(lambda: place.contact().state == "blocked", 30)
    await place.fake.act("lan", "follow")
    await place.fake.until(lambda: place.contact().state == "active", 30)
    await place.hears("Tôi là Trợ lý HTX")


async def test_withdrawn_consent_erases_and_says_nothing(place: Place) -> None:
    before = len(place.fake.texts("lan"))
    person_id = place.contact().person_id
    await place.fake.act("lan", "user_withdraw")
    await place.fake.until(lambda: _person(place.app, person_id).consent == "withdrawn", 30)
    with place.app.database.reading() as unit:
        assert members.cooperatives_of(unit, person_id) == []
        said = [row.payload for row in unit.session.scalars(select(OutboxRow)) if row.address == user_of("lan")]
        heard = [row.payload for row in unit.session.scalars(select(IncomingRow)) if row.state == "handled"]
    assert _person(place.app, person_id).name is None
    assert "Lan" not in str(said)
    assert "Lò Thị Lan" not in str(heard)
    assert place.contact().state == "blocked"
    assert len(place.fake.texts("lan")) == before


def _person(app: App, person_id: int) -> Any:
    with app.database.reading() as unit:
        return people.find_person(unit, person_id)


async def test_staff_who_quote_an_answer_ask_about_that_one(place: Place) -> None:
    person_id = place.contact().person_id
    with place.app.database.unit() as unit:
        members.make_staff(unit, person_id, "editor", datetime.now(UTC))
    await place.fake.say("lan", "htx can bao nhieu thanh vien")
    await place.hears("05 thành viên")
    answer = next(sent for sent in place.fake.sent if "05 thành viên" in sent.text)
    await place.fake.say("lan", "giải thể hợp tác xã thì làm thế nào")
    await place.hears("giải thể")
    words = {"text": "vì sao bot trả lời vậy", "quote_msg_id": answer.message_id}
    await place.fake.act("lan", "user_send_text", message=words)
    assert "htx can bao nhieu thanh vien" in await place.hears("Câu trả lời số")


async def test_file_is_a_link_that_opens_it(place: Place) -> None:
    place.tell(Outgoing("Mẫu đơn", attachments=(Attachment("mẫu.pdf", "application/pdf", b"%PDF-1"),)))
    text = await place.hears("Mẫu đơn")
    link = re.search(r"https?://\S+", text)
    assert link
    async with httpx.AsyncClient(trust_env=False) as client:
        opened = await client.get(link[0])
        guessed = await client.get(link[0][:-4] + "AAAA")
    assert opened.content == b"%PDF-1"
    assert opened.headers["content-type"] == "application/pdf"
    assert guessed.status_code == 404
    assert "không mở được nữa" in guessed.text


async def test_delivery_that_comes_twice_is_answered_once(place: Place) -> None:
    body = place.fake.write("lan", "user_send_text", message={"text": "điều 23 luật 2012"})
    for _ in range(3):
        assert await place.fake.deliverer.deliver(body) == 200
    await place.hears("Điều 23 Luật Hợp tác xã 2012")
    await place.fake.say("lan", "điều 24 luật 2012")
    await place.hears("Điều 24 Luật Hợp tác xã 2012")
    assert sum("Điều 23 Luật Hợp tác xã 2012. " in text for text in place.fake.texts("lan")) == 1


async def test_file_of_any_type_or_size_is_answered_kindly_and_not_fetched(place: Place) -> None:
    huge = {"type": "file", "payload": {"url": "https://example.vn/a.exe", "name": "a.exe", "size": "9999999999"}}
    await place.fake.act("lan", "user_send_file", message={"attachments": [huge]})
    await place.hears("Tôi chưa đọc được tệp hay ảnh")
