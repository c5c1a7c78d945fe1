"""One person, several addresses: joined by code when both sides say yes; written to in order; taken apart again."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.channels.channel import SendError
from handlers import post
from handlers.messages import Address, Kind, Outgoing
from handlers.texts import links as texts
from storage import linking, members, merging, outbox, people
from storage.tables.traffic import OutboxRow
from tests.stage import Stage

CODE = re.compile(r"Mã của bạn: ([A-Z0-9]{6})")


async def code_of(stage: Stage, who: str) -> str:
    said = (await stage.says(who, "/lienket"))[-1]
    if not CODE.search(said):
        said = (await stage.presses(who, texts.MORE))[-1]
    found = CODE.search(said)
    assert found, said
    return found[1]


async def join(stage: Stage, shows: str, types: str) -> None:
    """The whole way, on both devices."""
    await stage.says(types, await code_of(stage, shows))
    await stage.presses(types, texts.YES_MINE)
    await stage.presses(shows, texts.YES_MINE)


def same(stage: Stage, *names: str) -> bool:
    return len({stage.person(name)[0].id for name in names}) == 1


async def announce(stage: Stage, key: str = "news", who: str = "an") -> None:
    """Something the bot starts itself, to a person."""
    with stage.database.unit() as unit:
        contact = members.reachable(unit, stage.person(who)[0].id)
        assert contact is not None
        quiet = stage.console.app.world.quiet
        post.send(unit, contact, Outgoing("Tin chung"), stage.now, quiet, purpose="prompt", key=key)


def arrived(stage: Stage, text: str = "Tin chung") -> list[str]:
    return [sent.to for sent in stage.heard if sent.outgoing.text == text]


class Broken:
    """A terminal where sending to some addresses fails."""

    def __init__(self, stage: Stage, **how: SendError) -> None:
        self._plain, self.how = stage.console.channel.send, how
        stage.console.channel.send = self  # type: ignore[method-assign, assignment]

    async def __call__(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        if address.id in self.how:
            raise self.how[address.id]
        return await self._plain(address, outgoing, bulk=bulk, reference=reference)


async def test_two_addresses_become_one_person(stage: Stage) -> None:
    home = stage.cooperative()
    stage.manager("an", home)
    await stage.says("web", "chào")
    said = await stage.says("web", await code_of(stage, "an"))
    assert "Có phải chính bạn lấy không" in said[-1]
    assert not same(stage, "an", "web")
    assert "Còn một bước" in (await stage.presses("web", texts.YES_MINE))[-1]
    assert not same(stage, "an", "web")
    assert "Đã nối" in (await stage.presses("an", texts.YES_MINE))[-1]
    assert same(stage, "an", "web")
    assert "Đã nối" in stage.read("web")
    with stage.database.reading() as unit:
        assert members.cooperatives_of(unit, stage.person("web")[0].id) == [home]


@pytest.mark.parametrize("who", ["an", "web"])
async def test_either_side_may_refuse(stage: Stage, who: str) -> None:
    stage.manager("an", stage.cooperative())
    await stage.says("web", await code_of(stage, "an"))
    if who == "an":
        await stage.presses("web", texts.YES_MINE)
    assert await stage.presses(who, texts.NOT_MINE) == [texts.REFUSED_HERE]
    assert stage.read("web" if who == "an" else "an") == texts.REFUSED_THERE
    assert not same(stage, "an", "web")
    assert await stage.presses("web", texts.YES_MINE) == [texts.TOO_LATE]


async def test_no_role_is_gained_before_both_have_said_yes(stage: Stage) -> None:
    """Whoever shows a code to a member of staff must not become staff by their typing it, nor the other way round."""
    stage.staff("hoa")
    await stage.says("hoa", await code_of(stage, "stranger"))
    await stage.presses("hoa", texts.YES_MINE)
    assert "canbo" not in (await stage.says("stranger", "/canbo"))[-1]
    with stage.database.reading() as unit:
        assert members.staff_role(unit, stage.person("stranger")[0].id) is None
    await stage.presses("stranger", texts.YES_MINE)
    with stage.database.reading() as unit:
        assert members.staff_role(unit, stage.person("stranger")[0].id) == "admin"


async def test_who_typed_the_code_cannot_answer_for_who_showed_it(stage: Stage) -> None:
    stage.manager("an", stage.cooperative())
    await stage.says("web", await code_of(stage, "an"))
    number = stage.button("web", texts.YES_MINE).split(":")[-1]
    for step in ("join", "agree"):
        await stage.does("web", Kind.CHOICE, choice=f"link:{step}:{number}")
    await stage.does("web", Kind.CHOICE, choice=f"link:join:{number}")
    await stage.does("other", Kind.CHOICE, choice=f"link:join:{number}")
    assert not same(stage, "an", "web")
    await stage.presses("an", texts.YES_MINE)
    assert same(stage, "an", "web")


async def test_a_code_is_used_once_and_dies_soon(stage: Stage) -> None:
    code = await code_of(stage, "an")
    await stage.says("web", code)
    assert await stage.says("late", f"/lienket {code}") == [texts.CODE_WRONG]
    other = await code_of(stage, "an")
    await stage.waits(minutes=11)
    assert await stage.says("late", f"/lienket {other}") == [texts.CODE_WRONG]


async def test_a_newer_code_makes_the_older_one_worthless(stage: Stage) -> None:
    old, new = await code_of(stage, "an"), await code_of(stage, "an")
    assert await stage.says("web", f"/lienket {old}") == [texts.CODE_WRONG]
    assert "không?" in (await stage.says("web", f"/lienket {new.lower()}"))[-1]


async def test_a_question_answered_too_late_joins_nobody(stage: Stage) -> None:
    await stage.says("web", await code_of(stage, "an"))
    await stage.presses("web", texts.YES_MINE)
    await stage.waits(minutes=11)
    assert await stage.presses("an", texts.YES_MINE) == [texts.TOO_LATE]
    assert not same(stage, "an", "web")


async def test_ones_own_code_is_not_used_up_by_oneself(stage: Stage) -> None:
    code = await code_of(stage, "an")
    assert await stage.says("an", code) == [texts.OWN_CODE]
    assert "không?" in (await stage.says("web", code))[-1]


async def test_joined_addresses_need_not_be_joined_again(stage: Stage) -> None:
    await join(stage, "an", "web")
    assert await stage.says("web", await code_of(stage, "an")) == [texts.SAME_ALREADY]


async def test_guesses_are_limited_and_the_right_code_does_not_help_then(stage: Stage) -> None:
    code = await code_of(stage, "an")
    for _ in range(5):
        assert await stage.says("thief", "/lienket ZZZ222") == [texts.CODE_WRONG]
    assert await stage.says("thief", f"/lienket {code}") == [texts.TOO_MANY]
    await stage.says("thief", code)
    assert "chính bạn lấy" not in stage.read("thief")
    await stage.waits(minutes=16)
    assert "không?" in (await stage.says("thief", f"/lienket {await code_of(stage, 'an')}"))[-1]


async def test_wrong_invite_codes_count_as_guesses_but_invites_still_work(stage: Stage) -> None:
    stage.manager("an")
    for number in range(2, 9):
        await stage.says("an", f"ZZZZZ{number}")
    with stage.database.reading() as unit:
        contact = stage.person("an")[1].id
        assert linking.count_guesses(unit, contact, stage.now - timedelta(minutes=1)) == 5
    assert "không?" in (await stage.says("an", stage.invite(stage.cooperative())))[-1]


@pytest.mark.parametrize("typed", ["liên kết", "LIEN KET", "nối máy"])
async def test_plain_words_do_the_same(stage: Stage, typed: str) -> None:
    assert CODE.search((await stage.says("an", typed))[-1])


async def test_at_night_the_question_comes_at_once(stage: Stage) -> None:
    await stage.waits(hours=14)  # 23:00
    await join(stage, "an", "web")
    assert same(stage, "an", "web")


async def test_forged_buttons_do_nothing(stage: Stage) -> None:
    for choice in ("link:", "link:join", "link:join:x", "link:join:99", "link:first:99", "link:take:1", "link:off:1"):
        await stage.does("an", Kind.CHOICE, choice=choice)
    assert stage.read("an") in (texts.TOO_LATE, texts.PREFERRED_GONE)


# Where messages go


async def test_the_list_shows_where_one_is_reached_and_the_first_can_be_chosen(stage: Stage) -> None:
    await join(stage, "an", "web")
    listed = (await stage.says("an", "/lienket"))[-1]
    assert "ở 2 nơi" in listed
    assert texts.HERE in listed
    await announce(stage, "one")
    await stage.waits(minutes=1)
    assert arrived(stage) == ["an"]  # the one used last
    await stage.presses("an", texts.choose_first(texts.place("terminal", 2)))
    await announce(stage, "two")
    await stage.waits(minutes=1)
    assert arrived(stage) == ["an", "web"]
    await stage.says("an", "chào")
    await announce(stage, "three")
    await stage.waits(minutes=1)
    assert arrived(stage)[-1] == "web"


@pytest.mark.parametrize(
    "error",
    [SendError("blocked", stopped=True), SendError("too odd", permanent=True), SendError("window", held=True)],
    ids=["stopped", "permanent", "held"],
)
async def test_what_does_not_arrive_at_the_first_address_goes_to_the_next_once(stage: Stage, error: SendError) -> None:
    await join(stage, "an", "web")
    await stage.says("an", "chào")
    Broken(stage, an=error)
    await announce(stage)
    await stage.waits(hours=1)
    assert arrived(stage) == ["web"]
    await announce(stage)
    await stage.waits(hours=1)
    assert arrived(stage) == ["web"]


async def test_what_may_have_arrived_is_not_sent_elsewhere(stage: Stage) -> None:
    await join(stage, "an", "web")
    await stage.says("an", "chào")
    Broken(stage, an=SendError("no answer", uncertain=True))
    await announce(stage)
    await stage.waits(hours=1)
    assert arrived(stage) == []
    with stage.database.reading() as unit:
        assert outbox.count_in_state(unit, "uncertain") == 1


async def test_when_no_address_takes_it_the_message_fails_once(stage: Stage) -> None:
    await join(stage, "an", "web")
    await join(stage, "an", "third")
    broken = SendError("too odd", permanent=True)
    Broken(stage, an=broken, web=broken, third=broken)
    await announce(stage)
    await stage.waits(hours=1)
    with stage.database.reading() as unit:
        row = unit.session.scalars(select(OutboxRow).where(col(OutboxRow.key) == "news")).one()
        assert (row.state, len(row.tried or [])) == ("failed", 2)


async def test_what_waits_for_a_channel_that_is_not_running_goes_to_the_next_after_a_day(stage: Stage) -> None:
    await stage.says("an", "chào")
    with stage.database.unit() as unit:
        person, contact = stage.person("an")
        other, _ = people.meet(unit, "telegram", "7", stage.now)
        merging.merge(unit, person.id, other.id, stage.now, speaking=contact.id)
        assert linking.prefer(unit, person.id, people.meet(unit, "telegram", "7", stage.now)[1].id)
    await announce(stage)
    await stage.waits(hours=25)
    assert arrived(stage) == []
    await stage.console.app.delivery.give_up_strays()
    await stage.waits(hours=1)
    assert arrived(stage) == ["an"]


async def test_an_answer_is_not_sent_to_another_address(stage: Stage) -> None:
    await join(stage, "an", "web")
    heard = len(stage.messages("web"))
    Broken(stage, an=SendError("blocked", stopped=True))
    await stage.says("an", "chào")
    assert len(stage.messages("web")) == heard


async def test_what_waits_when_an_address_is_blocked_goes_to_the_next(stage: Stage) -> None:
    await join(stage, "an", "web")
    await stage.says("an", "chào")
    await stage.waits(hours=14)
    await announce(stage)  # waits until 07:00
    await stage.does("an", Kind.BLOCKED)
    await stage.waits(hours=12)
    assert arrived(stage) == ["web"]


async def test_stop_means_all_addresses_and_start_too(stage: Stage) -> None:
    await join(stage, "an", "web")
    await stage.says("an", "/dung")
    with stage.database.reading() as unit:
        assert members.reachable(unit, stage.person("web")[0].id) is None
    await stage.says("web", "/batdau")
    assert stage.person("an")[1].state == "active"


# What is carried over, and taken apart


async def test_answers_given_on_one_device_go_on_at_the_other(stage: Stage) -> None:
    home = stage.cooperative(ward_name="Xã Mường So")
    stage.manager("an", home)
    await stage.says("an", "htx can bao nhieu thanh vien")
    await join(stage, "an", "web")
    shown = (await stage.does("web", Kind.TEXT, text="/dulieu"))[-1]
    kept = json.loads(shown.outgoing.attachments[0].content)
    assert len(kept["dia_chi"]) == 2
    assert kept["cau_hoi"] == ["htx can bao nhieu thanh vien"]
    assert kept["ten"] == "an"


async def test_consent_of_one_side_counts_for_both_and_is_recorded_so(stage: Stage) -> None:
    stage.manager("an")
    await stage.says("web", "chào")
    await join(stage, "an", "web")
    person, _ = stage.person("web")
    assert person.consent == "full"
    with stage.database.reading() as unit:
        assert people.consents_of(unit, person.id)[-1][:2] == ("full", texts.CONSENT_VERSION)


async def test_erasing_goes_for_all_addresses_and_parts_them(stage: Stage) -> None:
    stage.manager("an", stage.cooperative())
    await join(stage, "an", "web")
    await stage.says("web", "htx can bao nhieu thanh vien")
    assert "mọi nơi bạn đã nối" in (await stage.says("an", "/xoa"))[-1]
    await stage.presses("an", "Xóa hết")
    assert not same(stage, "an", "web")
    for who in ("an", "web"):
        shown = (await stage.does(who, Kind.TEXT, text="/dulieu"))[-1]
        kept = json.loads(shown.outgoing.attachments[0].content)
        assert (kept["ten"], kept["cau_hoi"], kept["hop_tac_xa"], len(kept["dia_chi"])) == (None, [], [], 1)


async def test_an_address_taken_off_is_a_stranger_and_the_rest_stays(stage: Stage) -> None:
    home = stage.cooperative()
    stage.manager("an", home)
    await join(stage, "an", "web")
    await stage.says("an", "/lienket")
    await stage.presses("an", texts.take_off(texts.place("terminal", 2)))
    assert "Đã thôi nối" in (await stage.presses("an", texts.take_off(texts.place("terminal", 2))))[-1]
    assert not same(stage, "an", "web")
    with stage.database.reading() as unit:
        assert members.cooperatives_of(unit, stage.person("an")[0].id) == [home]
        assert members.cooperatives_of(unit, stage.person("web")[0].id) == []
    await stage.says("web", "chào")
    assert stage.button("web", "Đồng ý") == "consent:full"


async def test_one_may_take_off_the_address_one_speaks_from(stage: Stage) -> None:
    stage.manager("an", stage.cooperative())
    await join(stage, "an", "web")
    await stage.says("an", "/lienket")
    await stage.presses("an", texts.take_off(texts.place("terminal")))
    await stage.presses("an", texts.take_off(texts.place("terminal")))
    assert stage.person("an")[0].consent is None
    assert stage.person("web")[0].consent == "full"


async def test_keeping_keeps(stage: Stage) -> None:
    await join(stage, "an", "web")
    await stage.says("an", "/lienket")
    await stage.presses("an", texts.take_off(texts.place("terminal", 2)))
    assert await stage.presses("an", texts.KEEP) == [texts.KEPT]
    assert same(stage, "an", "web")
