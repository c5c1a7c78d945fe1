"""Words of the Word copy of a cooperative's own report."""

NUMBER, QUESTION, ANSWER = "Số", "Câu hỏi", "Trả lời"
NOTHING = "—"
CHANGES = "Các lần ghi và sửa"
WHEN, WHO, OLD, NEW = "Lúc", "Ai", "Trước", "Sau"
SOMEBODY = "(không rõ tên)"
SOURCES = {"chat": "{who}", "phone": "{who}, cán bộ Liên minh ghi qua điện thoại", "import": "Liên minh nạp từ bảng"}
NOT_SENT_IN_TIME = "Chưa gửi kịp trước ngày khóa sổ. Các câu đã trả lời vẫn được giữ."


def sent(code: str, when: str) -> str:
    return f"Đã gửi lúc {when}. Mã biên nhận: {code}"


def not_sent(closes: str) -> str:
    return f"Chưa gửi. Hạn cuối: {closes}."


def printed_at(when: str) -> str:
    return f"Bản này in lúc {when}."
