"""What pages get: live, after being away, in order, once, and only their own."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.web import send, stream
from bot.channels.web.history import BATCH, PAGE_LENGTH
from bot.channels.web.send import Mailbox
from handlers.messages import Attachment, Choice, Outgoing
from storage import webchat
from storage.engine import Database
from tests.channels.web_house import PATIENCE, House, Visitor, running, take

MARKUP = '<img src=x onerror="alert(1)"></script><b>đậm</b> & "nháy"'
PICTURE = Attachment("biểu đồ.png", "image/png", b"\x89PNG")
WORKBOOK = Attachment('Kết quả "6 tháng".xlsx', "application/vnd.ms-excel", b"PK\x03\x04")


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with running(database) as started:
        yield started


@pytest.fixture
async def guest(house: House) -> Visitor:
    return await house.guest()


def texts(numbers: range) -> list[str]:
    return [f"tin {number}" for number in numbers]


async def test_new_messages_come_at_once(house: House, guest: Visitor) -> None:
    async with guest.events() as events:
        await house.say(guest, "một")
        assert [event.text for event in await take(events, 1)] == ["một"]
        await guest.post(text="hai")
        await house.say(guest, "ba")
        assert [event.text for event in await take(events, 2)] == ["hai", "ba"]


async def test_a_second_page_of_the_same_person_gets_the_same(house: House, guest: Visitor) -> None:
    async with guest.events() as one, guest.events() as other:
        await house.say(guest, "một", "hai")
        assert await take(one, 2) == await take(other, 2)


async def test_nobody_else_gets_it(house: House, guest: Visitor) -> None:
    other = await house.guest()
    async with other.events() as events:
        await house.say(guest, "riêng")
        await house.say(other, "chung")
        assert [event.text for event in await take(events, 1)] == ["chung"]
    assert await other.texts() == ["chung"]


async def test_messages_sent_while_away_wait(house: House, guest: Visitor) -> None:
    await house.say(guest, "một", "hai")
    assert await guest.texts() == ["một", "hai"]
    async with guest.events() as events:
        assert [event.text for event in await take(events, 2)] == ["một", "hai"]


async def test_a_page_that_was_cut_off_gets_what_it_missed_once_and_in_order(house: House, guest: Visitor) -> None:
    async with guest.events() as events:
        await house.say(guest, *texts(range(3)))
        seen = await take(events, 2)  # the third is lost on the way
    await house.say(guest, *texts(range(3, 6)))
    async with guest.events(after=0, last_seen=seen[-1].id) as events:
        await house.say(guest, "tin 6")
        again = await take(events, 5)
    assert [event.text for event in seen + again] == texts(range(7))


@pytest.mark.parametrize("last_seen", ["-1", "x", "١", "9" * 400, ""])
async def test_a_strange_last_event_id_breaks_nothing(house: House, guest: Visitor, last_seen: str) -> None:
    headers = {b"last-event-id": last_seen.encode()}
    async with guest.client.stream("GET", "/events", headers=headers) as response:
        assert response.status_code == 200


@pytest.mark.parametrize("query", ["after=-1", "after=x", f"after={2**63}"])
async def test_a_position_that_cannot_be_is_refused(house: House, guest: Visitor, query: str) -> None:
    assert (await guest.client.get(f"/events?{query}")).status_code == 422
    assert (await guest.client.get(f"/messages?{query}")).status_code == 422


async def test_much_that_was_missed_comes_whole(house: House, guest: Visitor) -> None:
    many = texts(range(2 * BATCH + 5))
    for text in many:
        house.mailbox.keep(guest.address.id, Outgoing(text))
    async with guest.events() as events:
        assert [event.text for event in await take(events, len(many))] == many


async def test_without_a_stream_news_can_be_asked_for(house: House, guest: Visitor) -> None:
    await house.say(guest, "một", "hai")
    first = (await guest.client.get("/messages?after=0")).json()["messages"][0]["id"]
    news = (await guest.client.get(f"/messages?after={first}")).json()
    assert [message["text"] for message in news["messages"]] == ["hai"]
    assert (news["first"], news["last"]) == (first, news["messages"][0]["id"])


async def test_a_page_opens_with_the_latest_and_can_look_further_back(house: House, guest: Visitor) -> None:
    everything = texts(range(PAGE_LENGTH * 2 + 5))
    await house.say(guest, *everything)
    pages = [(await guest.client.get("/messages")).json()]
    while pages[0]["earlier"]:
        first = pages[0]["messages"][0]["id"]
        pages.insert(0, (await guest.client.get(f"/messages?before={first}")).json())
    assert [len(page["messages"]) for page in pages] == [5, PAGE_LENGTH, PAGE_LENGTH]
    assert [message["text"] for page in pages for message in page["messages"]] == everything


async def test_a_message_sent_again_under_its_reference_is_shown_once(house: House, guest: Visitor) -> None:
    ids = [await house.channel.send(guest.address, Outgoing("một"), bulk=False, reference="7") for _ in range(2)]
    assert ids[0] == ids[1]
    assert await guest.texts() == ["một"]


async def test_messages_without_a_reference_are_all_shown(house: House, guest: Visitor) -> None:
    await house.say(guest, "một", "một")
    assert await guest.texts() == ["một", "một"]


async def test_what_another_process_stored_appears(
    database_url: str, house: House, guest: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "LOOK_SECONDS", 0.05)
    elsewhere = Database(database_url)
    other_process = Mailbox(elsewhere, house.clock)
    async with guest.events() as events:
        await house.say(guest, "từ đây")
        await take(events, 1)
        other_process.keep(guest.address.id, Outgoing("từ máy khác"))
        assert [event.text for event in await take(events, 1)] == ["từ máy khác"]
    elsewhere.close()


async def test_looking_for_others_messages_goes_on_after_an_error(
    house: House, guest: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(send, "LOOK_SECONDS", 0.01)
    look = house.mailbox._newest
    failures = iter([OSError("database is gone")])

    def stumble(addresses: list[str]) -> dict[str, int]:
        for failure in failures:
            raise failure
        return look(addresses)

    monkeypatch.setattr(house.mailbox, "_newest", stumble)
    async with guest.events() as events:
        house.mailbox.keep(guest.address.id, Outgoing("một"))
        assert [event.text for event in await take(events, 1)] == ["một"]
        house.mailbox.keep(guest.address.id, Outgoing("hai"))
        assert [event.text for event in await take(events, 1)] == ["hai"]
    assert "looking for new web messages failed" in caplog.text


async def test_a_silent_stream_gives_signs_of_life(
    house: House, guest: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.01)
    async with guest.client.stream("GET", "/events") as response:
        signs = 0
        async for line in response.aiter_lines():
            signs += line == "event: kept"
            if signs == 3:
                break


async def test_a_page_hears_what_was_erased(house: House, guest: Visitor) -> None:
    await house.say(guest, "một", "hai")
    with house.database.unit() as unit:
        webchat.forget(unit, [guest.address.id])
    await house.say(guest, "Đã xóa.")
    news = (await guest.client.get("/messages?after=0")).json()
    assert [message["text"] for message in news["messages"]] == ["Đã xóa."]
    assert news["first"] == news["last"] == news["messages"][0]["id"]


async def test_markup_is_passed_on_as_text(house: House, guest: Visitor) -> None:
    """The page sets it as text; what matters here is that it stays whole and never stands in HTML."""
    choices = (Choice("ask:y:1", MARKUP),)
    await house.channel.send(guest.address, Outgoing(MARKUP, choices), bulk=False)
    await guest.post(text=MARKUP)
    answer = await guest.client.get("/messages")
    assert answer.headers["content-type"] == "application/json"
    shown, typed = answer.json()["messages"]
    assert (shown["text"], shown["choices"][0]["label"], typed["text"]) == (MARKUP, MARKUP, MARKUP)
    assert MARKUP not in (await guest.open()).text


async def test_files_are_named_and_can_be_fetched(house: House, guest: Visitor) -> None:
    await house.channel.send(guest.address, Outgoing("xem", attachments=(PICTURE, WORKBOOK)), bulk=False)
    [message] = (await guest.client.get("/messages")).json()["messages"]
    assert [file["name"] for file in message["files"]] == [PICTURE.name, WORKBOOK.name]
    picture, workbook = [await guest.client.get(file["url"]) for file in message["files"]]
    assert (picture.content, workbook.content) == (PICTURE.content, WORKBOOK.content)
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["content-disposition"].startswith("inline; ")
    quoted = "attachment; filename*=UTF-8''K%E1%BA%BFt%20qu%E1%BA%A3%20%226%20th%C3%A1ng%22.xlsx"
    assert workbook.headers["content-disposition"] == quoted
    assert "sandbox" in workbook.headers["content-security-policy"]


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "application/xhtml+xml"])
async def test_files_that_can_hold_scripts_are_never_opened_in_our_name(
    house: House, guest: Visitor, media_type: str
) -> None:
    file = Attachment("trang", media_type, b"<script>alert(1)</script>")
    await house.channel.send(guest.address, Outgoing("xem", attachments=(file,)), bulk=False)
    [message] = (await guest.client.get("/messages")).json()["messages"]
    answer = await guest.client.get(message["files"][0]["url"])
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_another_persons_files_are_not_there(house: House, guest: Visitor) -> None:
    await house.channel.send(guest.address, Outgoing("xem", attachments=(WORKBOOK,)), bulk=False)
    [message] = (await guest.client.get("/messages")).json()["messages"]
    url = message["files"][0]["url"]
    other = await house.guest()
    assert (await other.client.get(url)).status_code == 404
    assert (await guest.client.get("files/999999")).status_code == 404
    assert (await guest.client.get(f"files/{2**70}")).status_code == 422
    assert (await guest.client.get("files/../sessions.py")).status_code == 404


async def test_stopping_ends_open_streams(house: House, guest: Visitor) -> None:
    async with guest.events() as events:
        await house.say(guest, "một")
        await take(events, 1)
        ending = asyncio.create_task(house.channel.stop())
        with pytest.raises(StopAsyncIteration):  # the server ends the stream, nobody cuts it off
            await asyncio.wait_for(anext(events), PATIENCE)
        await ending
