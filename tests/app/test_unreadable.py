"""Whatever is sent gets a kind sentence and is kept."""

import pytest
from sqlalchemy import select

from handlers.messages import Kind
from handlers.texts import beside, general
from storage.tables.traffic import IncomingRow
from tests.stage import Stage

TYPED = {
    "empty": ("", general.EMPTY),
    "blank": (" \n\t ", general.EMPTY),
    "long": ("hợp tác xã " * 1000, general.TOO_LONG),
    "emoji": ("👍👍❤️", general.STICKER),
    "marks": ("?!…", beside.NOTHING_ASKED_YET),
}
KINDS = {
    Kind.STICKER: general.STICKER,
    Kind.VOICE: general.VOICE,
    Kind.PHOTO: general.FILE,
    Kind.FILE: general.FILE,
    Kind.CONTACT: general.CONTACT,
    Kind.LOCATION: general.LOCATION,
    Kind.UNKNOWN: general.UNKNOWN,
}


def stored(stage: Stage) -> list[tuple[str, str, str]]:
    with stage.database.reading() as unit:
        rows = unit.session.scalars(select(IncomingRow)).all()
        return [(row.payload["kind"], row.payload["text"], row.state) for row in rows]


@pytest.mark.parametrize("name", TYPED)
async def test_words_that_cannot_be_read(stage: Stage, name: str) -> None:
    text, sentence = TYPED[name]
    assert await stage.says("an", text) == [sentence]
    assert stored(stage) == [("text", text, "handled")]


@pytest.mark.parametrize("kind", KINDS)
async def test_kinds_that_cannot_be_read(stage: Stage, kind: Kind) -> None:
    await stage.does("an", kind)
    assert [sent.outgoing.text for sent in stage.heard] == [KINDS[kind]]
    assert stored(stage) == [(kind, "", "handled")]


@pytest.mark.parametrize("kind", KINDS)
async def test_unreadable_message_does_not_end_a_survey(stage: Stage, kind: Kind) -> None:
    home = stage.cooperative()
    stage.manager("lan", home)
    stage.staff()
    for label in ("6 tháng cuối năm 2026", "7 ngày", "Mở đợt"):
        if label.startswith("6"):
            await stage.says("cán bộ", "/modot")
        await stage.presses("cán bộ", label)
    await stage.presses("lan", "Bắt đầu")
    await stage.presses("lan", "Đang hoạt động")
    await stage.does("lan", kind)
    await stage.says("lan", "35")
    assert "Đã ghi: Thành viên: 35 người." in stage.read("lan")
