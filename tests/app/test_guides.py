"""Step-by-step guides in chat: list, steps, checklist, and coming back later."""

import json

import pytest

from handlers.messages import Kind
from handlers.texts import general
from handlers.texts import guides as texts
from handlers.texts import privacy as privacy_texts
from knowledge.handbook import shipped
from tests.app.pages import LONGEST, check_page
from tests.stage import Stage

DISSOLVE = shipped().procedures["giai-the"]
LOST = shipped().procedures["cap-lai-giay"]
PAPER = "2. Thông báo về việc giải thể"


@pytest.fixture
async def an(stage: Stage) -> Stage:
    """An has met the assistant before."""
    await stage.does("an", Kind.START)
    await stage.presses("an", general.ASK_ONLY)
    return stage


async def test_newcomer_is_greeted_before_the_list(stage: Stage) -> None:
    greeting, listing = await stage.says("an", "/thutuc")
    assert general.DATA_NOTICE in greeting
    assert listing == texts.CHOOSE


async def test_list_is_paged_and_every_procedure_is_on_it(an: Stage) -> None:
    await an.says("an", "/thutuc")
    offered = an.labels("an")
    while texts.MORE in an.labels("an"):
        await an.presses("an", texts.MORE)
        offered += an.labels("an")
    assert [label for label in offered if label != texts.MORE] == [p.title for p in shipped().procedures.values()]


async def test_steps_go_forward_and_back_one_at_a_time(an: Stage) -> None:
    await an.says("an", "thu tuc giai the")
    assert DISSOLVE.intro in an.read("an")
    await an.presses("an", texts.START)
    assert an.read("an").startswith("Bước 1/6. ")
    await an.presses("an", texts.NEXT)
    await an.presses("an", texts.NEXT)
    assert an.read("an").startswith("Bước 3/6. ")
    await an.says("an", "quay lại")
    assert an.read("an").startswith("Bước 2/6. ")


async def test_last_step_leads_to_questions_on_the_same_matter(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice=f"guide:step:giai-the:{len(DISSOLVE.steps)}")
    assert texts.NEXT not in an.labels("an")
    question = an.labels("an")[-1]
    await an.presses("an", question)
    assert "Điều" in an.read("an")


async def test_papers_are_ticked_and_unticked_and_a_second_press_does_nothing(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice="guide:papers:giai-the")
    box = an.button("an", f"☐ {PAPER}")
    await an.presses("an", f"☐ {PAPER}")
    assert "Có 1 trên 6" in an.read("an")
    await an.does("an", Kind.CHOICE, choice=box)
    assert "Có 1 trên 6" in an.read("an")
    await an.presses("an", f"☑ {PAPER}")
    assert "Có 0 trên 6" in an.read("an")


async def test_all_papers_ticked_is_said(an: Stage) -> None:
    for paper in DISSOLVE.papers:
        await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{paper.token}")
    assert "Đủ giấy tờ rồi" in an.read("an")


async def test_coming_back_after_a_restart_finds_step_and_ticks(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice="guide:step:giai-the:4")
    await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{DISSOLVE.papers[0].token}")
    await an.presses("an", texts.STOP)
    assert an.read("an") == texts.STOPPED
    an.restart()
    await an.waits(days=40)
    await an.says("an", "/thutuc")
    await an.presses("an", texts.in_progress(DISSOLVE.title, 4, 6))
    assert "bạn đã đánh dấu có 1" in an.read("an")
    await an.presses("an", texts.go_on(4))
    assert an.read("an").startswith("Bước 4/6. ")


async def test_ticks_belong_to_the_person(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{DISSOLVE.papers[0].token}")
    await an.does("binh", Kind.CHOICE, choice="guide:papers:giai-the")
    assert "Có 0 trên 6" in an.read("binh")


async def test_checklist_to_print_has_every_step_and_paper(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{DISSOLVE.papers[1].token}")
    await an.presses("an", texts.PRINT)
    printed = an.read("an")
    assert all(step.title in printed for step in DISSOLVE.steps)
    assert all(paper.text in printed for paper in DISSOLVE.papers)
    assert f"☑ {PAPER}" in printed


async def test_person_sees_what_is_kept(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice="guide:step:giai-the:4")
    await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{DISSOLVE.papers[1].token}")
    await an.does("an", Kind.CHOICE, choice=f"guide:has:cap-lai-giay:{LOST.papers[0].token}")
    await an.says("an", "/dulieu")
    (file,) = an.messages("an")[-1].outgoing.attachments
    assert json.loads(file.content)["thu_tuc_dang_xem"] == [
        {"thu_tuc": DISSOLVE.title, "buoc": 4, "giay_to_da_danh_dau": ["Thông báo về việc giải thể"]},
        {"thu_tuc": LOST.title, "buoc": None, "giay_to_da_danh_dau": ["Văn bản đề nghị cấp lại"]},
    ]


async def test_erasing_takes_ticks_and_steps_too(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice="guide:step:giai-the:4")
    await an.does("an", Kind.CHOICE, choice=f"guide:has:giai-the:{DISSOLVE.papers[0].token}")
    await an.says("an", "/xoa")
    await an.presses("an", privacy_texts.ERASE)
    await an.does("an", Kind.CHOICE, choice="guide:open:giai-the")
    assert "đánh dấu có" not in an.read("an")
    assert texts.go_on(4) not in an.labels("an")


@pytest.mark.parametrize(
    "choice",
    ["guide:", "guide:x", "guide:list:x", "guide:list:99", "guide:step:giai-the:0", "guide:step:giai-the:999",
     "guide:step:giai-the:9999999999999999999999", "guide:has:giai-the:zzz", "guide:open:khong-co", "guide:x:giai-the"],
)  # fmt: skip
async def test_forged_or_old_buttons_are_answered_kindly(an: Stage, choice: str) -> None:
    await an.does("an", Kind.CHOICE, choice=choice)
    assert an.read("an") != general.SOMETHING_BROKE


async def test_unknown_name_gets_the_list_and_a_question_stays_a_question(an: Stage) -> None:
    notice, listing = await an.says("an", "/thutuc nuôi tôm")
    assert (notice, listing) == (texts.NOT_FOUND, texts.CHOOSE)
    await an.says("an", "thủ tục giải thể khi còn nợ ngân hàng thì sao")
    assert texts.START not in an.labels("an")


async def test_guide_does_not_disturb_what_waits_for_an_answer(stage: Stage) -> None:
    stage.staff("hoa")
    await stage.says("hoa", "/thongbao")
    await stage.does("hoa", Kind.CHOICE, choice="guide:step:giai-the:1")
    _, contact = stage.person("hoa")
    assert contact.talk["flow"] == "news-text"


@pytest.mark.parametrize("key", shipped().procedures)
async def test_every_page_fits_a_phone(an: Stage, key: str) -> None:
    procedure = shipped().procedures[key]
    pages = ["open", "papers", "print", "before", *(f"step:{n + 1}" for n in range(len(procedure.steps)))]
    for page in pages:
        what, _, number = page.partition(":")
        await an.does("an", Kind.CHOICE, choice=f"guide:{what}:{key}" + (f":{number}" if number else ""))
        check_page(an, "an")
    assert LONGEST == 1200
