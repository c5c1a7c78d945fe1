"""Words about a person's own data (Law 91/2025/QH15 on personal data: view, erase, withdraw consent)."""

ERASE = "Xóa hết"
KEEP = "Giữ lại"

DATA_FILE_NAME = "du-lieu-cua-toi.json"
_CONFIRM_ERASE = (
    "Tôi sẽ xóa tên bạn, câu hỏi của bạn và việc bạn thuộc hợp tác xã nào.\n"
    "Số liệu đã gửi là của hợp tác xã nên vẫn được giữ, nhưng không còn ghi ai gõ.\n"
    "Ảnh, tệp bạn gửi kèm báo cáo cũng bị xóa.\n"
    "Xóa rồi không lấy lại được. Bạn chắc chứ?"
)


def your_data(name: str | None, cooperatives: list[str], places: list[str], questions: int, figures: int) -> str:
    """What is kept, in a few lines for a phone; the whole of it is in the file."""
    lines = [
        f"• Tên: {name or 'không lưu'}",
        f"• Hợp tác xã: {', '.join(cooperatives) or 'không có'}",
        f"• Nơi bạn nhắn cho tôi: {', '.join(places)}",
        f"• Câu hỏi bạn đã gõ: {questions}",
        f"• Số liệu bạn đã gửi: {figures} câu",
    ]
    return "Tôi đang lưu về bạn:\n" + "\n".join(lines) + "\nĐầy đủ từng dòng ở tệp kèm theo. Muốn xóa, bạn gõ /xoa."


def confirm_erase(*, several: bool) -> str:
    """`several`: the person has joined addresses; erasing goes for all of them."""
    return (
        f"Việc này tính cho mọi nơi bạn đã nối (Zalo, Telegram, trang web).\n{_CONFIRM_ERASE}"
        if several
        else _CONFIRM_ERASE
    )


ERASED = "Đã xóa. Muốn dùng lại, bạn chỉ cần nhắn tin cho tôi."
NOT_ERASED = "Vâng, tôi giữ nguyên."
WITHDRAWN = (
    "Bạn đã thôi đồng ý. Tôi đã xóa tên bạn và việc bạn thuộc hợp tác xã nào.\n"
    "Bạn vẫn hỏi được bình thường. Muốn xóa cả câu hỏi cũ, bạn gõ /xoa."
)
