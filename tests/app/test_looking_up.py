"""Articles with their neighbours and counterparts, the changes by topic, and the glossary, in chat."""

import pytest

from handlers.messages import Kind
from handlers.offers import NEXT, PREVIOUS
from handlers.texts import articles as texts
from handlers.texts import ask, general
from handlers.texts import terms as term_texts
from knowledge.handbook import shipped
from storage import questions
from tests.app.pages import check_page
from tests.stage import Stage, knowledge


@pytest.fixture
async def an(stage: Stage) -> Stage:
    await stage.does("an", Kind.START)
    await stage.presses("an", general.ASK_ONLY)
    return stage


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("/dieu 23 2012", "Điều 23 Luật Hợp tác xã 2012"),
        ("/DIEU 23 luật 2012", "Điều 23 Luật Hợp tác xã 2012"),
        ("/dieu 42", "Điều 42 Luật Hợp tác xã 2023"),
        ("/dieu khoản 2 điều 42 luat 2023", "Điều 42 Luật Hợp tác xã 2023"),
        ("/dieu 5 92/2024", "Điều 5 Nghị định 92/2024"),
        ("/dieu 5 nghị định 92/2024/NĐ-CP", "Điều 5 Nghị định 92/2024"),
    ],
)
async def test_command_opens_the_article(an: Stage, typed: str, head: str) -> None:
    await an.says("an", typed)
    assert an.read("an").startswith(head)


async def test_article_leads_to_its_counterpart_and_its_neighbours(an: Stage) -> None:
    await an.says("an", "/dieu 23 2012")
    assert "Thay đổi:" in an.read("an")
    await an.presses("an", "Luật 2023: Điều 42")
    assert an.read("an").startswith("Điều 42 Luật Hợp tác xã 2023")
    await an.presses("an", "Luật 2012: Điều 23")
    await an.presses("an", NEXT)
    assert an.read("an").startswith("Điều 24 Luật Hợp tác xã 2012")
    await an.says("an", "dieu truoc")
    assert an.read("an").startswith("Điều 23 Luật Hợp tác xã 2012")


async def test_article_typed_as_a_question_has_the_same_buttons(an: Stage) -> None:
    await an.says("an", "điều 23 luật 2012")
    assert {"Luật 2023: Điều 42", PREVIOUS, NEXT} <= set(an.labels("an"))
    check_page(an, "an")


async def test_first_and_last_article_have_one_neighbour(an: Stage) -> None:
    await an.says("an", "/dieu 1 2023")
    assert (PREVIOUS in an.labels("an"), NEXT in an.labels("an")) == (False, True)
    await an.says("an", "/dieu 115 2023")
    assert (PREVIOUS in an.labels("an"), NEXT in an.labels("an")) == (True, False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/dieu 200 2012", texts.no_such_article("Luật Hợp tác xã 2012", 64)),
        ("/dieu 0", texts.no_such_article("Luật Hợp tác xã 2023", 115)),
        ("/dieu 5 99/2099", texts.UNKNOWN_LAW),
        ("/dieu", texts.HOW),
        ("/dieu abc", texts.HOW),
    ],
)
async def test_what_is_not_there_is_said_with_what_to_do(an: Stage, typed: str, said: str) -> None:
    await an.says("an", typed)
    assert an.read("an") == said


def test_every_article_of_both_laws_can_be_reached_and_goes_on() -> None:
    from handlers.offers import article_choices

    for number, count in (("23/2012/QH13", 64), ("17/2023/QH15", 115)):
        for article in range(1, count + 1):
            labels = [choice.label for choice in article_choices(knowledge(), f"{number}#{article}")]
            assert len(labels) >= 1, (number, article)
            assert (NEXT in labels, PREVIOUS in labels) == (article < count, article > 1)


# What changed


@pytest.mark.parametrize(
    "typed",
    ["/khacbiet", "luật mới khác gì luật cũ", "luat moi khac gi so voi luat cu", "Luật 2023 khác Luật 2012 thế nào?",
     "so sánh luật hợp tác xã 2012 và luật hợp tác xã 2023"],
)  # fmt: skip
async def test_changes_are_listed_by_topic(an: Stage, typed: str) -> None:
    await an.says("an", typed)
    assert an.read("an") == texts.CHANGES


async def test_one_change_is_answered_and_not_listed(an: Stage) -> None:
    await an.says("an", "luật mới khác gì luật cũ về số thành viên tối thiểu")
    assert an.read("an") != texts.CHANGES


async def test_every_change_can_be_opened_and_fits_a_phone(an: Stage) -> None:
    await an.does("an", Kind.CHOICE, choice="change:show:0")
    for change in shipped().changes[1:]:
        await an.presses("an", texts.NEXT)
        assert an.read("an").startswith(change.title)
        assert "Luật 2012:" in an.read("an")
        check_page(an, "an")
    assert texts.NEXT not in an.labels("an")
    await an.presses("an", texts.ALL_CHANGES)
    assert an.labels("an") == [shipped().changes[-1].title]


@pytest.mark.parametrize("choice", ["change:", "change:show:99", "change:show:x", "change:list:x", "change:list:99"])
async def test_old_or_forged_change_is_answered_kindly(an: Stage, choice: str) -> None:
    await an.does("an", Kind.CHOICE, choice=choice)
    assert an.read("an") in (texts.CHANGE_GONE, texts.CHANGES)


# The glossary


async def test_terms_are_looked_up_by_command(an: Stage) -> None:
    await an.says("an", "/tunghia von dieu le")
    assert an.read("an").startswith("Vốn điều lệ:")
    assert "khoản 24 Điều 4 Luật Hợp tác xã 2023" in an.read("an")


async def test_terms_are_listed_by_taps(an: Stage) -> None:
    await an.says("an", "/tunghia")
    offered = an.labels("an")
    while term_texts.MORE in an.labels("an"):
        await an.presses("an", term_texts.MORE)
        offered += an.labels("an")
    assert [label for label in offered if label != term_texts.MORE] == [term.name for term in shipped().terms]
    await an.presses("an", shipped().terms[-1].name)
    assert an.read("an").startswith(shipped().terms[-1].name)


async def test_misspelled_term_is_offered_and_an_unknown_one_is_said(an: Stage) -> None:
    await an.says("an", "/tunghia vốn dieu lee")
    await an.presses("an", "Vốn điều lệ")
    assert an.read("an").startswith("Vốn điều lệ:")
    await an.says("an", "/tunghia zzzz")
    assert an.read("an") == term_texts.NOT_FOUND


@pytest.mark.parametrize("typed", ["túc số là gì", "tuc so la gi?", "thế nào là túc số"])
async def test_typed_term_that_no_entry_answers_is_explained(an: Stage, typed: str) -> None:
    await an.says("an", typed)
    assert an.read("an").startswith("Túc số:")
    assert an.labels("an")[-1] == term_texts.ASK_PERSON


async def test_question_that_an_entry_answers_surely_is_not_cut_short(an: Stage) -> None:
    await an.says("an", "Vốn điều lệ của hợp tác xã là gì?")
    assert ask.USEFUL in an.labels("an")


async def test_explained_term_can_be_handed_to_a_person(an: Stage) -> None:
    an.staff("hoa")
    await an.says("an", "túc số là gì")
    await an.presses("an", term_texts.ASK_PERSON)
    with an.database.reading() as unit:
        (question,) = questions.most_asked(unit, 10)
    assert question.text == "túc số là gì"


async def test_every_explanation_fits_a_phone(an: Stage) -> None:
    for term in shipped().terms:
        await an.does("an", Kind.CHOICE, choice=f"term:show:{term.key}")
        assert an.read("an").startswith(f"{term.name}:")
        check_page(an, "an")


@pytest.mark.parametrize("choice", ["term:", "term:show:khong-co", "term:list:x", "term:list:999"])
async def test_old_or_forged_term_is_answered_kindly(an: Stage, choice: str) -> None:
    await an.does("an", Kind.CHOICE, choice=choice)
    assert an.read("an") in (term_texts.GONE, term_texts.LIST)
