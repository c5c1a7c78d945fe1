"""Drafts of the staff: places of the law read as they are typed, personal data left out, contradictions found."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answer import render
from knowledge.citing import find_problem, read_citations
from knowledge.contradictions import find_conflict
from knowledge.documents import Citation, parse_place
from knowledge.drafts import choose_wordings, correct_entry, scrub, split_answer, write_entry, write_rules
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.likeness import Likeness
from tests.stage import knowledge

TODAY = date(2026, 11, 20)
LAW, DECREE = "17/2023/QH15", "92/2024/NĐ-CP"


@pytest.mark.parametrize(
    ("typed", "document", "place"),
    [
        ("Điều 9 khoản 2 NĐ 92/2024", DECREE, "khoản 2 Điều 9"),
        ("khoản 2 Điều 9 Nghị định 92/2024/NĐ-CP", DECREE, "khoản 2 Điều 9"),
        ("nd 92/2024 dieu 9 khoan 2", DECREE, "khoản 2 Điều 9"),
        ("Đ9 K2 nghị định 92", DECREE, "khoản 2 Điều 9"),
        ("92/2024 điều 9", DECREE, "Điều 9"),
        ("dieu 83 luat 2023", LAW, "Điều 83"),
        ("Điều 83 Luật HTX 2023", LAW, "Điều 83"),
        ("luật 17/2023/QH15 điều 5", LAW, "Điều 5"),
        ("điểm đ khoản 4 Điều 68 luật hợp tác xã 2023", LAW, "điểm đ khoản 4 Điều 68"),
        ("Điều 68 khoản 4 điểm đ luật hợp tác xã 2023", LAW, "điểm đ khoản 4 Điều 68"),
    ],
)
def test_place_is_read_as_people_write_it(typed: str, document: str, place: str) -> None:
    assert read_citations(typed, knowledge().registry) == [parse_place(place, document)]


def test_several_places_each_find_their_document() -> None:
    found = read_citations("Điều 9, Điều 10 NĐ 92/2024; khoản 1 Điều 20 Luật 2023", knowledge().registry)
    assert [(c.document, c.place()) for c in found] == [
        (DECREE, "Điều 9"),
        (DECREE, "Điều 10"),
        (LAW, "khoản 1 Điều 20"),
    ]


@pytest.mark.parametrize("typed", ["", "theo luật mới", "Điều 5 Luật Đất đai", "vốn 5 tỷ theo luật 2023", "92/2024"])
def test_text_without_a_known_place_gives_none(typed: str) -> None:
    assert read_citations(typed, knowledge().registry) == []


@pytest.mark.parametrize(
    ("document", "place", "wrong"),
    [
        ("193/2013/NĐ-CP", "Điều 3", "ended"),
        (LAW, "Điều 199", "article"),
        (DECREE, "khoản 99 Điều 9", "clause"),
        (LAW, "điểm z khoản 4 Điều 68", "point"),
        (LAW, "khoản 1 Điều 20", None),
    ],
)
def test_what_is_wrong_with_a_place_is_found(document: str, place: str, wrong: str | None) -> None:
    problem = find_problem(parse_place(place, document), knowledge().registry, TODAY)
    assert (problem.wrong if problem else None) == wrong


def test_document_not_yet_in_force_cannot_stand() -> None:
    problem = find_problem(Citation(LAW, "1"), knowledge().registry, date(2024, 1, 1))
    assert problem is not None
    assert problem.wrong == "not_yet"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("lớp mở khi nào, em là Nguyễn Thị Chi", "lớp mở khi nào"),
        ("lớp mở khi nào, tên tôi là Lò Văn An ạ", "lớp mở khi nào, ạ"),
        ("gọi tôi 0912 345 678 nhé", "gọi tôi nhé"),
        ("gửi về an.lo@example.com giúp", "gửi về giúp"),
        ("nộp cho chú Tâm được không", "nộp cho được không"),
        ("Điều 9 nói gì về vốn 500 triệu", "Điều 9 nói gì về vốn 500 triệu"),
    ],
)
def test_personal_data_is_left_out(typed: str, left: str) -> None:
    assert scrub(typed) == left


def test_wordings_are_kept_once_without_long_stories() -> None:
    asked = ["Lớp mở khi nào?", "lop mo khi nao", "lop mo khi nao", "ừ", "chuyện dài " * 40]
    assert choose_wordings("lớp mở khi nào", asked) == ("lop mo khi nao",)


def test_first_sentence_answers_and_the_rest_follows() -> None:
    assert split_answer("Có. Nộp ở xã.\n- đơn\n- sổ") == ("Có.", ("Nộp ở xã.", "- đơn", "- sổ"))
    assert split_answer("Có") == ("Có", ())


def test_answer_is_read_first_though_a_decree_was_named_before_the_law() -> None:
    registry = knowledge().registry
    rules = write_rules("Có. Nộp ở xã.", [Citation(DECREE, "9"), Citation(LAW, "20", "1")], registry)
    text = render(write_entry("lm", "Hỏi gì?", [], rules, None), registry, TODAY).text
    assert text.startswith("Có.")
    assert "Nghị định 92/2024" in text


def base_entry() -> Entry:
    """An entry whose leading rule gives a figure: how many people found a cooperative."""
    return next(e for e in knowledge().entries.values() if any(c.article == "103" for c in e.rules[0].citations))


def write(text: str, entry: Entry, key: str = "lm", question: str | None = None) -> Entry:
    rules = write_rules(text, entry.rules[0].citations, knowledge().registry)
    return write_entry(key, question or entry.question, [], rules, None)


def test_question_answered_already_is_not_answered_twice() -> None:
    entry = base_entry()
    conflict = find_conflict(write("Khác.", entry), knowledge(), Likeness(knowledge()), TODAY)
    assert conflict is not None
    assert (conflict.kind, conflict.entry.key) == ("same_question", entry.key)


@pytest.mark.parametrize(
    ("theirs", "ours", "kind"),
    [
        ("Cần ít nhất 05 người.", "Cần ít nhất 7 người.", "figure"),
        ("Cần ít nhất 05 người.", "Cần ít nhất 5 người, không kể người góp vốn.", None),
        ("Được, nếu điều lệ cho phép.", "Không, luật cấm.", "opposite"),
        ("Được, nếu điều lệ cho phép.", "Có, theo điều lệ.", None),
        ("Nộp trong 15 ngày.", "Nộp 2 bản.", None),
    ],
)
def test_other_figure_or_opposite_on_the_same_article_is_a_contradiction(
    theirs: str, ours: str, kind: str | None
) -> None:
    place = [Citation(LAW, "20", "1")]
    rules = [write_rules(text, place, knowledge().registry) for text in (theirs, ours)]
    served = write_entry("cu", "Xin mở lớp dạy lái máy cày cần bao nhiêu người?", [], rules[0], None)
    draft = write_entry("moi", "mở một lớp lái máy cày phải có mấy người", [], rules[1], None)
    base = replace_entries(served)
    conflict = find_conflict(draft, base, Likeness(knowledge()), TODAY)
    assert (conflict.kind if conflict else None) == kind
    elsewhere = replace(draft, rules=write_rules(ours, [Citation(LAW, "21")], knowledge().registry))
    assert find_conflict(elsewhere, base, Likeness(knowledge()), TODAY) is None
    assert find_conflict(replace(draft, key="cu"), base, Likeness(knowledge()), TODAY) is None


def replace_entries(entry: Entry) -> KnowledgeBase:
    """A knowledge base with one entry, so that nothing else is near."""
    whole = knowledge()
    return KnowledgeBase(whole.registry, [entry], [], whole.lists)


def test_correction_keeps_the_other_rules_and_gains_wordings() -> None:
    entry = base_entry()
    rules = write_rules("Cần 09 người.", entry.rules[0].citations, knowledge().registry)
    new = correct_entry(entry, ["mấy người thì được mở"], rules, TODAY)
    assert new.key == entry.key
    assert new.rules[0].short == "Cần 09 người."
    assert new.rules[1:] == entry.rules[1:]
    assert new.wordings == (*entry.wordings, "mấy người thì được mở")
