"""Words about the talk itself: a person wanted, a greeting, where an answer stands in the law."""

YES_SURE = "Vâng ạ. Bạn cần gì cứ gõ nhé."
HELLO = "Chào bạn! Bạn cần hỏi gì về hợp tác xã, cứ gõ vào đây. Hoặc chọn một việc ở dưới."
NO_ACCENTS = "Được ạ. Bạn gõ không dấu, gõ tắt, tôi vẫn đọc được. Ví dụ: htx can may nguoi"
WELCOME = "Không có gì ạ."
NOT_WHAT_WAS_MEANT = "Xin lỗi, tôi chưa hiểu đúng ý bạn. Bạn gõ lại bằng lời khác giúp tôi, hoặc nhắn cán bộ Liên minh."
NOTHING_ASKED_YET = "Bạn cần hỏi gì ạ? Bạn gõ vài chữ, không dấu cũng được. Ví dụ: htx can may nguoi"

WRITE_TO_PERSON = "Nhắn cán bộ Liên minh"
STOP = "Thôi"
GO_ON_REPORT = "Làm tiếp báo cáo"
NOT_SENT = "Vâng, tôi không chuyển gì cả."
EMPTY = "Tin của bạn không có chữ nào. Bạn gõ điều cần hỏi giúp tôi nhé, hoặc chọn Thôi."
NO_CALLS = "Tôi là máy nên không tự gọi được."


def _call(phone: str) -> str:
    return f"Cần gấp, bạn gọi Liên minh: {phone}."


def person_wanted(phone: str) -> str:
    """Within something else: how to get hold of a person."""
    return "\n".join([*([_call(phone)] if phone else []), "Muốn nhắn cho cán bộ Liên minh, bạn chọn ở dưới."])


def own_number(phone: str) -> str:
    return f"{NO_CALLS} Muốn cán bộ gọi lại, bạn chọn ở dưới, rồi gõ việc cần hỏi và số này.\n{phone and _call(phone)}"


def type_for_person(phone: str) -> str:
    lines = [
        "Bạn gõ điều cần hỏi, gọn trong một tin. Tôi chuyển ngay cho cán bộ Liên minh. Họ trả lời bạn tại đây.",
        "Muốn được gọi lại, bạn gõ kèm số điện thoại.",
        *([_call(phone)] if phone else []),
    ]
    return "\n".join(lines)


def sources(question: str, places: list[str]) -> str:
    """`places`: "khoản 7 Điều 4 Luật Hợp tác xã 2023", the law in force first."""
    listed = "\n".join(f"• {place}" for place in places)
    return f"Câu «{question}» tôi lấy từ:\n{listed}"


NO_OFFICIAL_TEXT = "Tôi chưa có nguyên văn các điều này. Bạn chọn một điều để xem tóm tắt."
