"""Words for staff around questions that wait, and around their answers."""

from collections.abc import Sequence

from handlers.texts.feedback import REASONS

LONGEST_ANSWER = 3000
"""Characters of an answer: what a person still reads on a phone."""

STAFF_ANSWER = "Trả lời"
CANCEL = "Thôi"
CANCELLED = "Đã bỏ qua."
DROP = "Không cần trả lời"
SPLIT = "Có câu khác ý"
SEND_TOO = "Gửi thêm câu này"

NO_OPEN_QUESTIONS = "Không có câu hỏi nào đang chờ."
WHICH_QUESTION = "Anh chị trả lời câu nào? Nội dung vừa gõ tôi đang giữ."
EMPTY_ANSWER = "Tin vừa rồi chưa có chữ nào. Anh chị gõ nội dung giúp tôi, hoặc chọn Thôi."
NEEDS_WORDS = "Chỗ này tôi chỉ nhận được chữ. Anh chị gõ giúp tôi, hoặc chọn Thôi."
GONE = "Câu hỏi này không còn nữa. Có thể người hỏi đã xóa. Gõ /cauhoi để xem các câu đang chờ."
WHICH_APART = "Câu nào khác ý với các câu còn lại? Tôi tách riêng để trả lời sau."
DROPPED = "Vâng, tôi bỏ câu này khỏi danh sách. Người hỏi không nhận tin nào."
SENT_TOO = "Tôi gửi thêm câu này cho người hỏi."
SENT_BEFORE = "Câu này đã gửi rồi."


def people(count: int) -> str:
    return f"{count} người hỏi"


def staff_question(number: int, wordings: Sequence[str], count: int) -> str:
    """One question with the ways it was asked, the first one first."""
    how = f"Chọn Trả lời rồi gõ nội dung, hoặc gõ: /traloi {number} nội dung"
    return f"Câu hỏi số {number} cần người trả lời ({people(count)}):\n\n{_quoted(wordings)}\n\n{how}"


def _quoted(wordings: Sequence[str]) -> str:
    first, *others = [f"«{text}»" for text in wordings]
    more = [f"và {len(others) - 4} cách hỏi khác"] if len(others) > 4 else []
    return "\n".join([first, *(["Cũng hỏi:", *others[:4], *more] if others else [])])


def open_list(rows: Sequence[tuple[int, str, int]], total: int) -> str:
    """Numbers, words and askers of the questions that wait, those most asked first."""
    head = f"Có {total} câu hỏi đang chờ trả lời."
    if total > len(rows):
        head += f" Đây là {len(rows)} câu nhiều người hỏi nhất:"
    lines = [f"• Câu số {number} ({people(count)}): «{text}»" for number, text, count in rows]
    return "\n".join([head, "", *lines])


def weekly(rows: Sequence[tuple[int, str, int]], total: int) -> str:
    return f"Chào anh chị, đầu tuần mới.\n{open_list(rows, total)}"


def answer_choice(number: int) -> str:
    return f"Trả lời câu {number}"


def complaint(reason: str | None, words: str | None) -> str:
    label = REASONS.get(reason or "", "")
    return f"{label}: «{words}»" if label and words else label or f"«{words}»"


def type_the_answer(number: int, wordings: Sequence[str], count: int, complaints: Sequence[str] = ()) -> str:
    then = f"Tin tiếp theo của anh chị sẽ được gửi cho tất cả {count} người hỏi."
    if count <= 1:
        then = "Tin tiếp theo của anh chị sẽ được gửi cho người hỏi."
    why = "\n\nMáy đã trả lời nhưng người hỏi thấy chưa được:\n" if complaints else ""
    said = why + "\n".join(f"• {text}" for text in complaints)
    return f"Anh chị gõ câu trả lời cho câu hỏi số {number}:\n{_quoted(wordings)}{said}\n\n{then}"


def answered_before(number: int, who: str, when: str, text: str) -> str:
    return (
        f"Câu hỏi số {number} đã được {who} trả lời lúc {when}:\n«{text}»\n\n"
        "Câu của anh chị tôi đã lưu, chưa gửi. Cần thì chọn Gửi thêm câu này."
    )


SOMEBODY = "một cán bộ khác"
YOU = "chính anh chị"


def withdrawn(number: int) -> str:
    return f"Người hỏi đã rút câu hỏi số {number}. Câu trả lời của anh chị tôi đã lưu, không gửi ai."


def closed(number: int) -> str:
    return f"Câu hỏi số {number} đã được bỏ khỏi danh sách, nên câu trả lời chưa gửi ai. Tôi đã lưu lại."


def too_long(number: int, length: int) -> str:
    return (
        f"Câu trả lời dài {length} ký tự, khó đọc trên điện thoại. Tôi chỉ gửi được tối đa {LONGEST_ANSWER}.\n"
        f"Anh chị viết ngắn lại giúp tôi. Câu hỏi số {number} vẫn đang chờ anh chị."
    )


def no_such_question(number: str) -> str:
    return f"Không có câu hỏi số {number}. Gõ /cauhoi để xem các câu đang chờ."


def answered(number: int, count: int, later: str | None) -> str:
    to = f" cho {count} người hỏi" if count > 1 else ""
    when = f"Đang là giờ nghỉ, tin{to} sẽ gửi lúc {later}." if later else f"Tin{to} đang được gửi."
    if not count:
        when = "Người hỏi không nhận tin nữa, nên không gửi cho ai."
    return f"Đã ghi câu trả lời cho câu hỏi số {number}. {when}"


def answer_from_staff(question: str, answer: str, alliance: str) -> str:
    return f"{alliance} trả lời câu hỏi của bạn:\n«{question}»\n\n{answer}"


def split(number: int) -> str:
    return f"Đã tách thành câu hỏi số {number}."
