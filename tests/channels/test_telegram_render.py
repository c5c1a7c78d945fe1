"""Outgoing -> parts: lengths, cuts, escaping, buttons and files."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import split_text, utf16_length
from bot.channels.telegram.links import deep_link
from bot.channels.telegram.render import ALL_BUTTONS, PHOTO_BYTES, render
from handlers.messages import Attachment, Choice, Outgoing
from tests.fakes.bot_api_records import read_html

PICTURE = Attachment("biểu đồ.png", "image/png", b"\x89PNG")
WORKBOOK = Attachment("kết quả.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK")
YES, NO = Choice("yes", "Có"), Choice("no", "Không")

texts = st.text(st.characters(codec="utf-8"), max_size=400)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", label) for number, label in enumerate(labels))


def labels(outgoing: Outgoing) -> list[list[str]]:
    return [[choice.label for choice in row] for row in render(outgoing)[-1].rows]


@given(texts, st.integers(2, 60))
def test_pieces_fit_and_nothing_but_white_space_is_left_out(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert all(piece and utf16_length(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(texts)
def test_a_person_reads_what_was_written(text: str) -> None:
    for part in render(Outgoing(text)):
        read, entities = read_html(part.html)
        assert read == unescape(part.html)
        assert entities == []
    assert "".join(read_html(part.html)[0] for part in render(Outgoing(text))) == text.strip()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("aaa bbb.\n\nccc ddd eee", ["aaa bbb.", "ccc ddd eee"]),
        ("aaa bbb.\nccc ddd eee", ["aaa bbb.", "ccc ddd eee"]),
        ("aaa bbb. ccc ddd eee", ["aaa bbb.", "ccc ddd eee"]),
        ("aaa bbb ccc ddd", ["aaa bbb ccc", "ddd"]),
        ("a. bbb ccc ddd eee", ["a. bbb ccc", "ddd eee"]),  # the sentence ends too early to be worth a message
        ("aaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaa", "aaaaaa"]),
        ("aaaa bbbbbbb ccc", ["aaaa bbbbbbb", "ccc"]),  # fits exactly
        ("👍👍👍👍👍👍👍", ["👍👍👍👍👍👍", "👍"]),
        ("  \n ", []),
    ],
)
def test_text_is_cut_at_the_best_place(text: str, pieces: list[str]) -> None:
    assert split_text(text, 12) == pieces


def test_a_long_answer_keeps_its_buttons_for_the_last_part() -> None:
    parts = render(Outgoing("Điều khoản này rất dài. " * 400, (YES, NO)))
    assert len(parts) == 3
    assert [bool(part.rows) for part in parts] == [False, False, True]


def test_escaping_does_not_count_against_the_length() -> None:
    (part,) = render(Outgoing("<" * 4096))
    assert part.html == "&lt;" * 4096


def test_names_with_markup_are_escaped() -> None:
    (part,) = render(Outgoing('HTX <b>Sao & Mai</b> "Một"'))
    assert part.html == 'HTX &lt;b&gt;Sao &amp; Mai&lt;/b&gt; "Một"'


def test_short_labels_share_a_row_and_long_ones_do_not() -> None:
    drawn = Outgoing("?", choices("Có", "Không", "Chưa rõ, cần hỏi lại kế toán", "Bỏ qua"))
    assert labels(drawn) == [["Có", "Không"], ["Chưa rõ, cần hỏi lại kế toán"], ["Bỏ qua"]]


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=ALL_BUTTONS))
def test_all_buttons_are_drawn_in_order(wanted: list[str]) -> None:
    rows = labels(Outgoing("?", choices(*wanted)))
    assert [label for row in rows for label in row] == wanted
    assert all(1 <= len(row) <= 8 for row in rows)
    assert all(len(row) == 1 or max(map(len, row)) <= 14 for row in rows)


def test_choices_beyond_what_telegram_draws_are_left_out_with_a_log_line(caplog: pytest.LogCaptureFixture) -> None:
    rows = labels(Outgoing("?", choices(*(str(number) for number in range(130)))))
    assert sum(len(row) for row in rows) == ALL_BUTTONS
    assert "130 choices" in caplog.text


def test_a_short_text_is_the_caption_of_the_first_file() -> None:
    picture, workbook = render(Outgoing("Kết quả", (YES,), (PICTURE, WORKBOOK)))
    assert (picture.html, picture.as_photo, picture.rows) == ("Kết quả", True, ())
    assert (workbook.html, workbook.as_photo, workbook.rows) == ("", False, ((YES,),))


def test_a_long_text_goes_before_the_files() -> None:
    text, picture = render(Outgoing("a" * 1025, (YES,), (PICTURE,)))
    assert (text.html, text.attachment, text.rows) == ("a" * 1025, None, ())
    assert (picture.html, picture.rows) == ("", ((YES,),))


def test_a_picture_too_large_for_a_photo_goes_as_a_file() -> None:
    (part,) = render(Outgoing("", (), (Attachment("a.png", "image/png", bytes(PHOTO_BYTES + 1)),)))
    assert not part.as_photo


def test_an_empty_message_has_no_parts() -> None:
    assert render(Outgoing(" \n", (YES,))) == []


def test_a_deep_link_carries_its_payload() -> None:
    assert deep_link("@htx_bot", "moi-AB_12") == "https://t.me/htx_bot?start=moi-AB_12"
    assert deep_link("htx_bot") == "https://t.me/htx_bot"


@pytest.mark.parametrize("payload", ["a b", "é", "x" * 65, "a&b"])
def test_a_deep_link_refuses_what_telegram_would(payload: str) -> None:
    with pytest.raises(ValueError, match="deep link"):
        deep_link("htx_bot", payload)
