"""Files from the page: for staff only, bounded, kept once; and messages that change after they were sent."""

from collections.abc import Iterator

import pytest

from bot.channels.channel import SendError
from handlers.messages import LARGEST_FILE, Attachment, Kind, Outgoing, Rewrite
from storage import files, members, people
from storage.engine import Database
from tests.channels.web_house import NOW, House, Visitor, running, take
from tests.samples import pdf


@pytest.fixture
def kept(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


async def officer(house: House) -> Visitor:
    visitor = await house.guest()
    with house.database.unit() as unit:
        person, _ = people.meet(unit, "web", visitor.address.id, NOW)
        members.make_staff(unit, person.id, "officer", NOW)
    return visitor


async def test_staff_send_a_file_once_however_often_it_is_repeated(kept: Database) -> None:
    async with running(kept) as house:
        visitor = await officer(house)
        for _ in range(2):
            answer = await visitor.client.post("/files?id=file-0001&name=../giấy mời.pdf", content=pdf())
            assert answer.status_code == 202
        event = house.heard[0]
        assert {item.external_id for item in house.heard} == {event.external_id}
        assert event.file is not None
        assert (event.kind, event.file.name) == (Kind.FILE, "giấy mời.pdf")
        with kept.reading() as unit:
            assert files.read(unit, event.file.stored or 0).content == pdf()
        shown = (await visitor.client.get("/messages")).json()["messages"]
        assert [(item["mine"], item["files"][0]["name"]) for item in shown] == [(True, "giấy mời.pdf")]


async def test_who_is_not_staff_cannot_fill_the_disk(kept: Database) -> None:
    async with running(kept) as house:
        visitor = await house.guest()
        answer = await visitor.client.post("/files?id=file-0001&name=a.pdf", content=pdf())
        assert answer.status_code == 403
        assert house.heard == []


async def test_file_over_the_limit_is_refused(kept: Database) -> None:
    async with running(kept) as house:
        visitor = await officer(house)
        answer = await visitor.client.post("/files?id=file-0001&name=a.pdf", content=b"x" * (LARGEST_FILE + 1))
        assert answer.status_code == 413
        assert house.heard == []


@pytest.mark.parametrize("query", ["", "?name=a.pdf", "?id=x&name=a.pdf", "?id=file-0001;--&name=a.pdf"])
async def test_file_without_a_proper_id_is_refused(query: str, kept: Database) -> None:
    async with running(kept) as house:
        visitor = await officer(house)
        assert (await visitor.client.post(f"/files{query}", content=pdf())).status_code == 422


async def test_changed_message_is_told_to_open_pages_and_shown_changed_later(kept: Database) -> None:
    async with running(kept) as house:
        visitor = await house.guest()
        here = visitor.address
        attachment = Attachment("a.pdf", "application/pdf", pdf())
        sent = await house.channel.send(here, Outgoing("Họp 8 giờ", attachments=(attachment,)), bulk=True)
        async with visitor.events() as events:
            await take(events, 1)
            await house.channel.rewrite(here, Rewrite(sent, "Họp 8 giờ", 1, text="Họp 9 giờ"))
            (change,) = await take(events, 1)
        shown = (await visitor.client.get("/messages")).json()["messages"]
        assert [(item["text"], len(item["files"]), item["changes"]) for item in shown] == [
            ("Họp 9 giờ", 1, None),
            ("Họp 9 giờ", 1, int(sent)),
        ]
        assert change.id == shown[1]["id"]
        await house.channel.rewrite(here, Rewrite(sent, "", 1, text="Đã thu hồi", take_back=True))
        shown = (await visitor.client.get("/messages")).json()["messages"]
        assert (shown[0]["text"], shown[0]["files"]) == ("Đã thu hồi", [])


async def test_message_of_somebody_else_cannot_be_changed(kept: Database) -> None:
    async with running(kept) as house:
        one, other = await house.guest(), await house.guest()
        sent = await house.channel.send(one.address, Outgoing("Chào"), bulk=True)
        with pytest.raises(SendError) as refused:
            await house.channel.rewrite(other.address, Rewrite(sent, "Chào", text="khác"))
        assert refused.value.permanent
