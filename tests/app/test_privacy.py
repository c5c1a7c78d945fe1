"""A person's own data: shown whole, taken out whole; and stopping what the bot sends itself."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from handlers.messages import Kind
from handlers.texts import general
from handlers.texts import privacy as texts
from storage import members, outbox, people, surveys
from storage.outbox import NewMessage
from storage.tables.traffic import IncomingRow, OutboxRow
from tests.stage import Stage


async def data_of(stage: Stage, who: str) -> dict[str, Any]:
    await stage.says(who, "/dulieu")
    (file,) = stage.messages(who)[-1].outgoing.attachments
    assert (file.name, file.media_type) == (texts.DATA_FILE_NAME, "application/json")
    return dict(json.loads(file.content))


def words_kept(stage: Stage) -> str:
    """Every word of every message still in the database, either way."""
    with stage.database.reading() as unit:
        payloads = [
            *unit.session.scalars(select(IncomingRow.payload)),
            *unit.session.scalars(select(OutboxRow.payload)),
        ]
    return json.dumps(payloads, ensure_ascii=False)


async def test_person_sees_everything_that_is_kept(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    await stage.says("lan", "htx can bao nhieu thanh vien")
    shown = await data_of(stage, "lan")
    expected: dict[str, Any] = {
        "ten": "lan",
        "dong_y": [{"lua_chon": "full", "ban_thong_bao": "test", "luc": "2026-11-20T02:00:00+00:00"}],
        "vai_tro": None,
        "dia_chi": [{"kenh": "terminal", "ma": "lan", "trang_thai": "active"}],
        "hop_tac_xa": ["HTX Rau sạch Mường So"],
        "cau_hoi": ["htx can bao nhieu thanh vien"],
        "thu_tuc_dang_xem": [],
    }
    assert {name: shown[name] for name in expected} == expected


async def test_erasing_asks_first_and_may_be_refused(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    assert await stage.says("lan", "/xoa") == [texts.confirm_erase(several=False)]
    assert await stage.presses("lan", texts.KEEP) == [texts.NOT_ERASED]
    assert stage.person("lan")[0].name == "lan"


async def test_erased_person_leaves_no_name_question_or_word_behind(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    await stage.says("lan", "bí mật của Lan là gì")
    await stage.says("lan", "/xoa")
    assert await stage.presses("lan", texts.ERASE) == [texts.ERASED]
    kept = await data_of(stage, "lan")
    assert (kept["ten"], kept["hop_tac_xa"], kept["cau_hoi"]) == (None, [], [])
    assert [item["lua_chon"] for item in kept["dong_y"]] == ["full", "withdrawn"]
    assert "bí mật" not in words_kept(stage)


async def test_figures_stay_with_the_cooperative_without_who_gave_them(stage: Stage) -> None:
    home = stage.cooperative()
    stage.manager("lan", home)
    person, _ = stage.person("lan")
    with stage.database.unit() as unit:
        version = surveys.publish(unit, "s", 1, {}, stage.now)
        this, _ = surveys.open_round(unit, version, "2026-H1", stage.now, stage.now)
        response = surveys.begin_response(unit, this, home, {}, stage.now)
        surveys.record_answer(unit, response.id, "members", 35, "35", person.id, stage.now)
    await stage.says("lan", "/xoa")
    await stage.presses("lan", texts.ERASE)
    with stage.database.reading() as unit:
        assert surveys.answers_of(unit, response.id) == {"members": 35}
        assert [item.person_id for item in surveys.changes_of(unit, response.id)] == [None]


async def test_withdrawing_takes_name_and_membership_and_asking_goes_on(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    assert await stage.says("lan", "/rutdongy") == [texts.WITHDRAWN]
    person, _ = stage.person("lan")
    assert (person.name, person.consent) == (None, "withdrawn")
    with stage.database.reading() as unit:
        assert members.cooperatives_of(unit, person.id) == []
    assert "Luật Hợp tác xã" in "".join(await stage.says("lan", "htx can bao nhieu thanh vien"))


async def test_who_withdrew_may_come_back_with_a_code(stage: Stage) -> None:
    home = stage.cooperative()
    stage.manager("lan", home)
    await stage.says("lan", "/rutdongy")
    await stage.says("lan", stage.invite(home))
    await stage.presses("lan", general.AGREE)
    await stage.presses("lan", "Đúng, tôi tham gia")
    person, _ = stage.person("lan")
    with stage.database.reading() as unit:
        assert members.cooperatives_of(unit, person.id) == [home]


async def test_stop_and_start_again(stage: Stage) -> None:
    assert await stage.says("lan", "/dung") == [general.STOPPED]
    assert stage.person("lan")[1].state == "stopped"
    assert "Luật Hợp tác xã" in "".join(await stage.says("lan", "htx can bao nhieu thanh vien"))
    assert stage.person("lan")[1].state == "stopped"
    assert await stage.says("lan", "/batdau") == [general.STARTED_AGAIN]
    assert stage.person("lan")[1].state == "active"


async def test_block_is_noted_and_writing_again_ends_it(stage: Stage) -> None:
    await stage.does("lan", Kind.START)
    assert await stage.does("lan", Kind.BLOCKED) == []
    assert stage.person("lan")[1].state == "blocked"
    await stage.does("lan", Kind.UNBLOCKED)
    assert stage.person("lan")[1].state == "active"


async def test_block_and_unblock_do_not_undo_a_stop(stage: Stage) -> None:
    await stage.says("lan", "/dung")
    await stage.does("lan", Kind.BLOCKED)
    await stage.does("lan", Kind.UNBLOCKED)
    assert stage.person("lan")[1].state == "stopped"


async def test_staff_who_withdraw_are_staff_no_more(stage: Stage) -> None:
    stage.staff("hoa")
    await stage.says("hoa", "/rutdongy")
    person, _ = stage.person("hoa")
    with stage.database.reading() as unit:
        assert members.staff_role(unit, person.id) is None
        assert people.find_person(unit, person.id) is not None


async def test_what_still_waits_for_an_erased_person_is_never_sent(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    _, contact = stage.person("lan")
    later = stage.now + timedelta(hours=3)
    payload = {"text": "Nhắc Lan", "choices": [], "free_input": False, "files": []}
    with stage.database.unit() as unit:
        for purpose in ("announcement", "reminder", "notice"):
            rest = {"contact_id": contact.id, "lane": "bulk", "purpose": purpose}
            outbox.put(unit, [NewMessage("terminal", "lan", payload, later, stage.now, **rest)])
    await stage.says("lan", "/xoa")
    await stage.presses("lan", texts.ERASE)
    assert stage.read("lan") == texts.ERASED
    assert await stage.waits(hours=6) == []
    assert "Nhắc Lan" not in words_kept(stage)


async def test_names_kept_by_an_earlier_version_are_cleaned_at_the_start(stage: Stage) -> None:
    stage.manager("<b>Lan</b>\u202e\n evil.vn")
    stage.manager("Lò Thị Lan")
    await stage.console.app.jobs.clean_names()
    with stage.database.reading() as unit:
        assert sorted(name for _, name in people.named(unit)) == ["Lò Thị Lan", "b Lan b evil vn"]
