"""Words around an answer from the knowledge base."""

USEFUL = "👍 Hữu ích"
NOT_USEFUL = "👎 Không đúng ý"
ASK_PERSON = "Hỏi cán bộ Liên minh"
FIND_SUPPORT = "Tìm chính sách hỗ trợ"
NONE_OF_THESE = "Không phải, hỏi cán bộ"

THANKS_USEFUL = "Cảm ơn bạn. Bạn cần hỏi gì nữa cứ gõ nhé."
NOTHING_FITS = (
    "Tôi chưa có câu trả lời chắc chắn cho câu này, nên không trả lời liều.\n"
    "Bạn thử hỏi ngắn hơn, hoặc chọn Hỏi cán bộ Liên minh ở dưới."
)
ASKS_NOTHING = "Tôi chưa rõ bạn cần gì. Bạn gõ câu hỏi bằng vài chữ, hoặc gõ /khaosat để gửi số liệu."
WHICH_ONE = "Ý bạn là câu nào dưới đây?"
ENTRY_GONE = "Câu này đã được sửa hoặc bỏ. Bạn gõ lại câu hỏi giúp tôi nhé."
QUESTION_GONE = "Tôi không còn giữ câu hỏi này. Bạn gõ lại câu hỏi giúp tôi nhé."


def handed_over(number: int, staff: int, phone: str) -> str:
    call = f" Cần gấp, bạn gọi {phone}." if phone else ""
    if staff:
        return f"Tôi đã chuyển câu hỏi số {number} cho cán bộ Liên minh. Có trả lời, tôi nhắn bạn ngay tại đây.{call}"
    return f"Tôi đã giữ câu hỏi số {number}. Hiện chưa có cán bộ nào nối máy, nên có thể phải chờ lâu hơn.{call}"


WITHDRAW = "Thôi, không hỏi nữa"
WITHDRAWN = "Tôi đã rút câu hỏi này. Bạn cần gì cứ gõ nhé."
NOTHING_TO_WITHDRAW = "Câu hỏi này không còn chờ nữa nên không phải rút."
