"""Words about a person's own data (Law 91/2025/QH15 on personal data: view, erase, withdraw consent)."""

ERASE = "Xóa hết"
KEEP = "Giữ lại"

DATA_FILE_NAME = "du-lieu-cua-toi.json"
YOUR_DATA = "Đây là tất cả những gì tôi đang lưu về bạn, trong tệp kèm theo. Muốn xóa, bạn gõ /xoa."
_CONFIRM_ERASE = (
    "Tôi sẽ xóa tên bạn, câu hỏi của bạn và việc bạn thuộc hợp tác xã nào.\n"
    "Số liệu đã gửi là của hợp tác xã nên vẫn được giữ, nhưng không còn ghi ai gõ.\n"
    "Ảnh, tệp bạn gửi kèm báo cáo cũng bị xóa.\n"
    "Xóa rồi không lấy lại được. Bạn chắc chứ?"
)


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
