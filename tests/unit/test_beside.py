"""Words about the talk itself are told from questions of law by the whole message."""

import pytest

from handlers.beside import is_about_the_talk
from handlers.person import gives_number, is_wanted


@pytest.mark.parametrize(
    "text",
    ["cho tôi gặp cán bộ", "cho gap can bo voi", "có ai ở đó không", "goi lai cho toi nhe",
     "xin so dien thoai lien minh", "số điện thoại của cán bộ là bao nhiêu", "muốn nói chuyện với người thật",
     "bác muốn gặp người", "gửi cho bác cái số điện thoại"],
)  # fmt: skip
def test_a_person_is_wanted(text: str) -> None:
    assert is_wanted(text)


@pytest.mark.parametrize(
    "text",
    ["hỏi liên minh hợp tác xã là gì", "cán bộ liên minh có được làm giám đốc không", "gọi vốn thế nào", "",
     "số điện thoại của hợp tác xã đổi thì có phải đăng ký lại không", "liên hệ giữa hợp tác xã và liên minh"],
)  # fmt: skip
def test_no_person_is_wanted_by_questions_that_name_one(text: str) -> None:
    assert not is_wanted(text)


@pytest.mark.parametrize("text", ["0912 345 678", "so cua toi 0912345678", "+84 912.345.678"])
def test_a_telephone_number_alone(text: str) -> None:
    assert gives_number(text)


@pytest.mark.parametrize("text", ["0912", "hoi 0912345678 la so cua ai", "113/2024"])
def test_other_numbers_are_no_telephone_number(text: str) -> None:
    assert not gives_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "Ừ",
        "vâng ạ",
        "alo",
        "em ơi",
        "bác gõ không dấu được không",
        "ở điều mấy",
        "không phải",
        "trả lời sai rồi",
        "nói ngắn thôi",
        "?",
        "sao vậy",
        "cháu nói lại đi",
    ],
)
def test_words_about_the_talk(text: str) -> None:
    assert is_about_the_talk(text)


@pytest.mark.parametrize(
    "text",
    ["vay", "vốn", "điều 23", "tại sao phải họp đại hội", "có được vay không", "luật nào quy định về vốn góp", "thẻ",
     "ngắn hạn là bao lâu", "không đồng ý thì sao", "hợp tác xã", "chào bán cổ phần", "rõ ràng giá thấp"],
)  # fmt: skip
def test_questions_are_left_to_the_search(text: str) -> None:
    assert not is_about_the_talk(text)
