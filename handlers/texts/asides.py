"""What is asked about the report itself while somebody answers it."""

WHO_SEES = (
    "Chỉ cán bộ Liên minh xem số liệu của bạn. Hợp tác xã khác không xem được. "
    "Bảng gửi đi nơi khác chỉ có số cộng chung, không có số của riêng ai."
)
WHAT_FOR = "Liên minh cộng số liệu của các hợp tác xã để báo cáo tỉnh và đề nghị hỗ trợ đúng chỗ cần."
WELCOME = "Không có gì ạ."


def deadline(day: str) -> str:
    return f"Hạn cuối gửi báo cáo này: {day}. Gửi rồi vẫn sửa được đến hôm đó."
