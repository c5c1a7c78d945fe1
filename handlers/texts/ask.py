"""Words around an answer from the knowledge base."""

USEFUL = "👍 Hữu ích"
NOT_USEFUL = "👎 Không đúng ý"
ASK_PERSON = "Hỏi cán bộ Liên minh"
NONE_OF_THESE = "Không phải, hỏi cán bộ"

THANKS_USEFUL = "Cảm ơn bạn. Bạn cần hỏi gì nữa cứ gõ nhé."
NOTHING_FITS = (
    "Tôi chưa có câu trả lời chắc chắn cho câu này, nên không trả lời liều.\n"
    "Bạn thử hỏi ngắn hơn, hoặc chọn Hỏi cán bộ Liên minh ở dưới."
)
WHICH_ONE = "Ý bạn là câu nào dưới đây?"
ENTRY_GONE = "Câu này đã được sửa hoặc bỏ. Bạn gõ lại câu hỏi giúp tôi nhé."
QUESTION_GONE = "Tôi không còn giữ câu hỏi này. Bạn gõ lại câu hỏi giúp tôi nhé."


def handed_over(number: int, staff: int, phone: str) -> str:
    call = f" Cần gấp, bạn gọi {phone}." if phone else ""
    if staff:
        return f"Tôi đã chuyển câu hỏi số {number} cho cán bộ Liên minh. Có trả lời, tôi nhắn bạn ngay tại đây.{call}"
    return f"Tôi đã giữ câu hỏi số {number}. Hiện chưa có cán bộ nào nối máy, nên có thể phải chờ lâu hơn.{call}"


def staff_question(number: int, text: str) -> str:
    how = f"Chọn Trả lời rồi gõ nội dung, hoặc gõ: /traloi {number} nội dung"
    return f"Câu hỏi số {number} cần người trả lời:\n\n«{text}»\n\n{how}"


STAFF_ANSWER = "Trả lời"


def type_the_answer(number: int, text: str) -> str:
    then = "Tin tiếp theo của anh chị sẽ được gửi cho người hỏi."
    return f"Anh chị gõ câu trả lời cho câu hỏi số {number}:\n«{text}»\n\n{then}"


def already_answered(number: int) -> str:
    return f"Câu hỏi số {number} đã có người trả lời rồi. Nội dung anh chị vừa gõ chưa được gửi đi."


def no_such_question(number: str) -> str:
    return f"Không có câu hỏi số {number}. Gõ /cauhoi để xem các câu đang chờ."


def answered(number: int, later: str | None) -> str:
    when = f"Đang là giờ nghỉ, tin sẽ gửi lúc {later}." if later else "Tin đang được gửi."
    return f"Đã ghi câu trả lời cho câu hỏi số {number}. {when}"


def answer_from_staff(question: str, answer: str, alliance: str) -> str:
    return f"{alliance} trả lời câu hỏi của bạn:\n«{question}»\n\n{answer}"


NO_OPEN_QUESTIONS = "Không có câu hỏi nào đang chờ."
CANCELLED = "Đã bỏ qua."
CANCEL = "Thôi"
