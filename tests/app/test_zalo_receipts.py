"""What an Official Account's platform says of an announcement: on the phone, looked at; over HTTP, into the report."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.app import App
from handlers import receipts
from handlers.envelope import pack
from handlers.messages import Outgoing
from storage import broadcasts, copies, incoming, outbox
from storage.outbox import NewMessage
from storage.tables.traffic import OutboxRow
from tests.app.test_zalo_events import Place, place
from tests.fakes.zalo_oa import Sent

__all__ = ["place"]


class Office:
    """An announcement to lan that has gone out."""

    def __init__(self, place: Place, number: int, sent: Sent) -> None:
        self.app, self.fake, self.number, self.sent = place.app, place.fake, number, sent

    def report(self) -> dict[str, int]:
        with self.app.database.reading() as unit:
            return copies.count(unit, self.number)

    async def shows(self, state: str) -> None:
        await self.fake.until(lambda: self.report() == {state: 1}, 30)

    def waiting(self) -> int:
        with self.app.database.reading() as unit:
            return incoming.count_waiting(unit)


def announce(app: App, contact_id: int, address: str) -> int:
    now = datetime.now(UTC)
    with app.database.unit() as unit:
        number = broadcasts.draft(unit, "Mời họp ngày 30.", {}, None, now)
        payload = pack(unit, Outgoing("Mời họp ngày 30."), now)
        rest = {"lane": "bulk", "purpose": "announcement", "broadcast_id": number, "contact_id": contact_id}
        outbox.put(unit, [NewMessage("zalo_oa", address, payload, now, now, **rest)])
    app.delivery.wake()
    return number


@pytest.fixture
async def office(place: Place) -> Office:
    contact = place.contact()
    number = announce(place.app, contact.id, contact.address)
    await place.hears("Mời họp ngày 30")
    sent = next(one for one in place.fake.sent if "Mời họp ngày 30" in one.text)
    built = Office(place, number, sent)
    await built.shows("sent")
    return built


async def test_report_shows_what_the_platform_says(office: Office) -> None:
    assert await office.fake.received(office.sent) == 200
    await office.shows("delivered")
    assert await office.fake.seen(office.sent) == 200
    await office.shows("read")
    assert await office.fake.received(office.sent) == 200  # late, or twice
    await office.shows("read")


async def test_receipt_of_what_is_no_announcement_changes_nothing(office: Office) -> None:
    before = len(office.fake.sent)
    others = [one for one in office.fake.sent if one is not office.sent]
    assert await office.fake.seen(*others) == 200
    await office.fake.until(lambda: office.waiting() == 0, 30)
    assert office.report() == {"sent": 1}
    assert len(office.fake.sent) == before  # nobody is answered who said nothing


async def test_receipt_that_is_quicker_than_our_own_note_is_not_lost(office: Office) -> None:
    early = Sent(office.sent.user_id, "o-not-noted-yet", "")
    assert await office.fake.received(early) == 200
    with office.app.database.unit() as unit:
        row = unit.session.scalars(select(OutboxRow).where(OutboxRow.external_id == office.sent.message_id)).one()
        row.external_id = early.message_id
    await office.shows("delivered")


async def test_receipt_of_a_message_that_nobody_knows_is_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "EARLY", receipts.AGAIN_AFTER / 2)
    assert await office.fake.seen(Sent(office.sent.user_id, "of-somebody-else", "")) == 200
    await office.fake.until(lambda: office.waiting() == 0, 30)
    assert office.report() == {"sent": 1}
