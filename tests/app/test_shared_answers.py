"""A staff answer becomes a shared one: with a basis in force, without contradiction, approved by a second person."""

import argparse
import functools
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.learning import corrections as correcting
from handlers.learning.export import write_topics
from handlers.learning.serving import served_entry
from handlers.messages import Kind
from handlers.texts import corrections as corrected_texts
from handlers.texts import general
from handlers.texts import learned as texts
from handlers.texts import questions as question_texts
from knowledge.entries import Entry, Rule, read_entries
from knowledge.versions import version_of
from scripts import learned as learned_command
from storage import inbox, learned
from tests import stage as everybody
from tests.served_program import small_knowledge
from tests.stage import Stage
from tests.stage import knowledge as whole_knowledge

knowledge = functools.cache(small_knowledge)

QUESTION = "Bao giờ Liên minh mở lớp dạy lái máy cày?"
ANSWER = "Mỗi quý một lớp, không mất tiền. Đăng ký ở Liên minh."
BASIS = "khoản 1 điều 20 luật htx 2023"
LAN, MINH = "hoa", "minh"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """One topic of the shipped knowledge base: each approval builds it anew."""
    monkeypatch.setattr(everybody, "knowledge", knowledge)


@pytest.fixture
async def answered(stage: Stage) -> Stage:
    """A question that Hoa answered; Minh is of the staff too."""
    stage.staff(LAN)
    stage.staff(MINH)
    await stage.says("an", QUESTION)
    await stage.says(LAN, f"/traloi 1 {ANSWER}")
    await stage.presses(LAN, texts.MAKE_SHARED)
    return stage


async def submit(stage: Stage, basis: str = BASIS) -> None:
    await stage.says(LAN, basis)
    await stage.presses(LAN, texts.RIGHT)
    await stage.presses(LAN, texts.REVIEWS["12"])
    await stage.presses(LAN, texts.SEND_TO_APPROVE)


async def test_basis_that_cannot_be_read_ended_or_does_not_exist_is_asked_again(answered: Stage) -> None:
    assert answered.read(LAN) == texts.TYPE_CITATION
    assert await answered.says(LAN, "theo luật thôi") == [texts.UNREAD_CITATION]
    (said,) = await answered.says(LAN, "Điều 3 NĐ 193/2013")
    assert "hết hiệu lực" in said
    assert "Nghị định 92/2024" in said
    (said,) = await answered.says(LAN, "điều 199 luật 2023")
    assert "chỉ có 115 điều" in said
    (said,) = await answered.says(LAN, BASIS)
    assert said == texts.confirm_citation(["khoản 1 Điều 20 Luật Hợp tác xã 2023"])


async def test_answer_without_a_basis_is_not_shared(answered: Stage) -> None:
    assert await answered.presses(LAN, texts.NO_BASIS) == [texts.NO_BASIS_SAID]
    with answered.database.reading() as unit:
        assert learned.in_state(unit, "draft") == []


async def test_basis_named_in_the_answer_is_offered(stage: Stage) -> None:
    stage.staff(LAN)
    await stage.says("an", QUESTION)
    await stage.says(LAN, f"/traloi 1 {ANSWER} Theo {BASIS}.")
    assert await stage.presses(LAN, texts.MAKE_SHARED) == [
        texts.confirm_citation(["khoản 1 Điều 20 Luật Hợp tác xã 2023"])
    ]


async def test_author_cannot_approve_and_the_second_person_can(answered: Stage) -> None:
    await submit(answered)
    await answered.does(LAN, Kind.CHOICE, choice="lm:ok:1")
    assert answered.read(LAN) == texts.OWN_DRAFT
    assert await answered.presses(MINH, texts.APPROVE) == [texts.approved(1)]
    assert answered.read(LAN) == texts.told_approved(1, MINH)
    assert await answered.presses(MINH, texts.APPROVE) == [texts.decided_before(1)]
    await answered.says("binh", "bao gio lien minh mo lop day lai may cay")
    assert "Mỗi quý một lớp" in answered.read("binh")


async def test_approved_entry_is_served_after_a_restart(answered: Stage) -> None:
    await submit(answered)
    await answered.presses(MINH, texts.APPROVE)
    answered.restart()
    await answered.says("binh", QUESTION)
    assert "Mỗi quý một lớp" in answered.read("binh")


async def test_draft_that_is_not_approved_goes_back_with_its_reason(answered: Stage) -> None:
    await submit(answered)
    assert await answered.presses(MINH, texts.REFUSE) == [texts.TYPE_REASON]
    assert await answered.says(MINH, "Chưa có kinh phí.") == [texts.NOT_APPROVED]
    assert answered.read(LAN) == texts.told_refused(1, MINH, "Chưa có kinh phí.")
    await answered.does(MINH, Kind.CHOICE, choice="lm:ok:1")
    assert answered.read(MINH) == texts.decided_before(1)


async def test_contradiction_is_refused_and_the_approved_answer_may_be_corrected_instead(stage: Stage) -> None:
    stage.staff(LAN)
    stage.staff(MINH)
    entry = next(
        e for e in knowledge().entries.values() if e.rules[0].document == "17/2023/QH15" and not e.rules[0].absent
    )
    await stage.says("an", QUESTION)
    await stage.says(LAN, f"/traloi 1 {ANSWER}")
    await stage.presses(LAN, texts.MAKE_SHARED)
    await stage.says(LAN, BASIS)
    await stage.presses(LAN, texts.RIGHT)
    await stage.presses(LAN, texts.REVIEWS["12"])
    await stage.presses(LAN, texts.EDIT_QUESTION)
    (said,) = await stage.says(LAN, entry.question)
    assert said == texts.refused(texts.same_question(entry.question, entry.rules[0].short, ""))
    assert texts.SEND_TO_APPROVE not in stage.labels(LAN)
    await stage.presses(LAN, texts.CORRECT_APPROVED)
    assert texts.SEND_TO_APPROVE in stage.labels(LAN)
    await stage.presses(LAN, texts.SEND_TO_APPROVE)
    await stage.presses(MINH, texts.APPROVE)
    await stage.says("binh", entry.question)
    assert "Mỗi quý một lớp" in stage.read("binh")


async def test_draft_too_long_for_a_phone_is_refused(answered: Stage) -> None:
    await answered.says(LAN, BASIS)
    await answered.presses(LAN, texts.RIGHT)
    await answered.presses(LAN, texts.REVIEWS["end"])
    await answered.presses(LAN, texts.EDIT_ANSWER)
    (said,) = await answered.says(LAN, "Có lớp. " * 200)
    assert "viết ngắn lại" in said
    assert texts.SEND_TO_APPROVE not in answered.labels(LAN)


async def test_sticker_while_writing_loses_nothing(answered: Stage) -> None:
    await answered.does(LAN, Kind.STICKER)
    assert answered.read(LAN) == question_texts.NEEDS_WORDS
    assert await answered.says(LAN, "…") == [question_texts.EMPTY_ANSWER]
    await submit(answered)
    assert answered.read(LAN) == texts.submitted(1, 1)


async def test_only_one_staff_member_is_told_what_to_do(stage: Stage) -> None:
    stage.staff(LAN)
    await stage.says("an", QUESTION)
    await stage.says(LAN, f"/traloi 1 {ANSWER}")
    await stage.presses(LAN, texts.MAKE_SHARED)
    await submit(stage)
    assert texts.NOBODY_ELSE in stage.read(LAN)


@pytest.mark.parametrize(
    "choice",
    ["lm:new:9", "lm:new:x", "lm:sure", "lm:review:6", "lm:send", "lm:cite", "lm:swap:x", "lm:ok:99999999999999999999",
     "lm:view:9", "lm:withdraw:9", "lm:no:", "lm:refused:1"],
)  # fmt: skip
async def test_forged_presses_are_answered_kindly(stage: Stage, choice: str) -> None:
    stage.staff(LAN)
    await stage.does(LAN, Kind.CHOICE, choice=choice)
    assert stage.read(LAN) == texts.GONE
    await stage.does("an", Kind.CHOICE, choice=choice)
    assert stage.read("an") == general.OLD_BUTTON


async def test_list_of_shared_answers(answered: Stage) -> None:
    await answered.presses(LAN, texts.CANCEL)
    assert await answered.says(LAN, "/cauchung") == [texts.NOTHING_SHARED]
    await answered.presses(LAN, texts.MAKE_SHARED)
    await submit(answered)
    assert await answered.says(MINH, "/cauchung") == [texts.listing([(1, QUESTION)], [])]
    await answered.presses(MINH, texts.view(1))
    await answered.presses(MINH, texts.APPROVE)
    assert await answered.says(LAN, "/cauchung") == [texts.listing([], [(1, QUESTION)])]


async def test_correction_shipped_with_an_upgrade_is_told_once(stage: Stage) -> None:
    entry = next(iter(knowledge().entries.values()))
    corrected = replace(entry, corrected_on=date(2026, 11, 19))
    for who, version in (("an", "before"), ("binh", version_of(entry))):
        contact = stage.person(who)[1]
        with stage.database.unit() as unit:
            inbox.record_asked(unit, contact.id, "?", "answer", entry.key, 1.0, stage.now, entry_version=version)
    world = stage.console.app.world
    shelf = replace(world, knowledge=knowledge().with_entries([corrected]))
    for _ in range(2):
        with stage.database.unit() as unit:
            correcting.tell_corrected(unit, shelf, stage.now)
    await stage.waits(seconds=30)
    assert len(stage.messages("an")) == 1
    assert stage.read("an").startswith(corrected_texts.corrected("20/11/2026", "?", ""))
    assert stage.messages("binh") == []


async def test_maintainers_version_takes_the_place_of_what_staff_corrected(answered: Stage) -> None:
    """When the shipped entry changes, or one with the staff's key is shipped, the shipped one is served."""

    await submit(answered)
    await answered.presses(MINH, texts.APPROVE)
    with answered.database.reading() as unit:
        (row,) = learned.in_state(unit, "approved")
    entry = served_entry(row, knowledge())
    assert entry is not None
    assert entry.review_on == stage_day(answered) + timedelta(days=365)
    taken_over = knowledge().with_entries([entry])
    assert served_entry(row, taken_over) is None


def stage_day(stage: Stage) -> date:
    return stage.now.date()


async def test_served_entries_are_exported_as_content_that_reads_back_the_same(
    answered: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await submit(answered)
    await answered.presses(MINH, texts.APPROVE)
    for arguments in ([], ["--export", str(tmp_path / "out")]):
        options = argparse.Namespace(export=Path(arguments[1]) if arguments else None)
        assert learned_command.run(options, answered.database, answered.settings, answered.now) == 0
    printed = capsys.readouterr().out
    assert "1\tapproved\tlien-minh-1" in printed
    assert "says nothing on 23/2012/QH13" in printed  # what a maintainer still has to add
    (entry,) = read_entries(tmp_path / "out" / "lien-minh.md")
    with answered.database.reading() as unit:
        (row,) = learned.in_state(unit, "approved")
    assert version_of(entry) == row.content


def test_every_shipped_entry_survives_an_export(tmp_path: Path) -> None:
    for name, text in write_topics(whole_knowledge().entries.values()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        for entry in read_entries(tmp_path / name):
            shipped = whole_knowledge().entries[entry.key]
            assert replace(entry, line=0, file="", rules=bare(entry)) == replace(
                shipped, line=0, file="", rules=bare(shipped)
            )


def bare(entry: Entry) -> tuple[Rule, ...]:
    return tuple(replace(rule, line=0) for rule in entry.rules)
