"""Words around an answer that was of no use, and around why an answer was given."""

REASONS = {"wrong": "Sai", "missing": "Thiếu", "old": "Đã cũ", "unclear": "Khó hiểu"}
IN_WORDS = "Viết vài chữ"
NOTHING = "Thôi, không viết"

WHAT_WAS_WRONG = "Cảm ơn bạn đã cho biết. Câu trả lời đó chưa được ở chỗ nào?"
NOTED = {
    "wrong": "Tôi đã ghi lại là câu trả lời sai. Cán bộ Liên minh sẽ xem.",
    "missing": "Tôi đã ghi lại là còn thiếu. Cán bộ Liên minh sẽ xem.",
    "old": "Tôi đã ghi lại là câu trả lời đã cũ. Cán bộ Liên minh sẽ xem.",
    "unclear": "Tôi đã ghi lại là khó hiểu. Cán bộ Liên minh sẽ viết lại cho dễ hơn.",
}
TYPE_THE_REASON = "Bạn viết vài chữ xem câu trả lời chưa được ở chỗ nào. Tôi sẽ chuyển cho cán bộ Liên minh."
WORDS_NOTED = "Cảm ơn bạn, tôi đã ghi lại. Cán bộ Liên minh sẽ xem."
NOTHING_MORE = "Vâng. Bạn cần hỏi gì nữa cứ gõ nhé."

WHY_HOW = (
    "Anh chị gõ /visao và số của câu trả lời. "
    "Hoặc trả lời vào chính tin đó của máy, nếu ứng dụng cho, và gõ: vì sao bot trả lời vậy."
)
WHY_WHICH = "Anh chị hỏi về câu trả lời nào?"
NOT_ANSWERED = {
    "choices": "Máy không chắc nên đưa ra vài câu để chọn.",
    "handoff": "Máy không có câu trả lời chắc chắn nên không trả lời.",
    "other": "Tin này không phải câu hỏi về luật.",
}


def no_such_answer(number: str) -> str:
    return f"Tôi không giữ câu trả lời số {number}. Có thể người hỏi đã xóa, hoặc đã quá 12 tháng."


def why_choice(number: int, question: str) -> str:
    return f"{number}. {question[:60]}"


def why_head(number: int, when: str, question: str) -> str:
    return f"Câu trả lời số {number}, lúc {when}\nNgười hỏi gõ: «{question}»"


def why_entry(title: str, version: str | None, is_current: bool) -> str:
    state = "vẫn đang dùng" if is_current else "nay đã sửa hoặc bỏ"
    return f"Máy lấy từ mục: {title}" + (f"\nBản: {version} ({state})" if version else "")


def why_score(confidence: float) -> str:
    return f"Máy tin là đúng: {round(confidence * 100)}%"


def why_citations(places: tuple[str, ...]) -> str:
    return "Căn cứ: " + "; ".join(places)


def why_judged(useful: bool, reason: str | None, words: str | None) -> str:
    if useful:
        return "Người hỏi thấy hữu ích."
    label = REASONS.get(reason or "", "").lower()
    said = f" «{words}»" if words else ""
    return f"Người hỏi thấy chưa được{': ' + label if label else ''}.{said}"
