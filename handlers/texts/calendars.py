"""Words of calendars, for staff."""

FREQUENCIES = {
    "once": "Một lần",
    "week": "Hằng tuần",
    "month": "Hằng tháng",
    "quarter": "Hằng quý",
    "half_year": "6 tháng một lần",
    "year": "Hằng năm",
}
NO_CALENDAR = "Chưa có lịch nào. Có lịch, máy tự mở đợt đúng ngày và tự nhắc."
NEW = "Lập lịch mới"
CANCEL = "Thôi"
CANCELLED = "Đã bỏ qua, chưa lập lịch nào."
GONE = "Không tìm thấy lịch này. Gõ /lich để xem lại."
PAUSE, RESUME, END = "Tạm dừng", "Chạy tiếp", "Bỏ lịch"
CHOOSE_SURVEY = "Lịch cho báo cáo nào?"
CHOOSE_FREQUENCY = "Bao lâu hỏi một lần?"
CHOOSE_DAY = (
    "Mở đợt đầu tiên vào ngày nào? Chọn một ngày, hoặc gõ ngày, ví dụ: 25/12/2026. Các đợt sau tính từ ngày này."
)
DAY_UNREAD = "Tôi chưa đọc được ngày. Anh chị gõ đủ ngày, tháng, năm, ví dụ: 25/12/2026"
DAY_PAST = "Ngày này đã qua. Anh chị chọn từ hôm nay trở đi."
CHOOSE_PERIOD = "Đợt đầu tiên hỏi số liệu của kỳ nào?"
CHOOSE_DAYS = "Mỗi đợt mở bao nhiêu ngày?"
CHOOSE_REMINDERS = "Nhắc nơi chưa gửi vào lúc nào?"
REMINDERS = {
    "usual": "Sau 3 ngày, 7 ngày và trước hạn 1 ngày",
    "often": "Sau 2, 4, 6 ngày và trước hạn 1 ngày",
    "last": "Chỉ trước hạn 1 ngày",
    "none": "Không nhắc",
}
CHOOSE_QUIET = "Giờ nghỉ, không tự nhắn ai?"
QUIET = {"usual": "Như cài đặt chung", "20-7": "20 giờ đến 7 giờ", "18-8": "18 giờ đến 8 giờ"}
SAVE = "Lưu lịch"
HOW = (
    "Gõ một dòng cũng được. Ví dụ:\n"
    "/lich tháng 25/12/2026 5 ngày nhắc 2,-1\n"
    "Nghĩa là: hỏi hằng tháng, đợt đầu mở ngày 25/12/2026, mở 5 ngày, nhắc sau 2 ngày và trước hạn 1 ngày.\n"
    "Chu kỳ: tuần, tháng, quý, 6 tháng, năm, một lần. Hỏi khó khăn thì gõ: /lich khó khăn quý …"
)
CLASH = "Báo cáo này đã có lịch cùng chu kỳ. Anh chị bỏ lịch cũ trước, hoặc chọn chu kỳ khác."
CHOOSE_ABOVE = "Tôi chưa hiểu. Anh chị chọn một ô dưới đây, hoặc gõ Thôi."


def days(count: int) -> str:
    return f"{count} ngày"


def summary(title: str, frequency: str, days_open: int, state: str, rounds: list[str]) -> str:
    paused = " (đang tạm dừng)" if state == "paused" else ""
    return "\n".join([f"{title}: {FREQUENCIES[frequency].lower()}, mỗi đợt {days_open} ngày{paused}.", *rounds])


NEXT_ROUNDS = "Các đợt sắp tới:"
NO_MORE = "Không còn đợt nào sắp tới."


def planned(period: str, opens: str, closes: str, reminds: list[str]) -> str:
    when = f", nhắc {', '.join(reminds)}" if reminds else ", không nhắc"
    return f"• {period}: mở {opens}, hạn {closes}{when}"


def confirm(text: str) -> str:
    return f"{text}\nMáy sẽ tự mở lúc 8 giờ sáng và tự mời mọi hợp tác xã. Lưu lịch này chứ?"


def saved(text: str) -> str:
    return f"Đã lưu lịch.\n{text}\nGõ /lich để xem, tạm dừng hoặc bỏ."


def paused(title: str) -> str:
    return f"Đã tạm dừng lịch {title}. Lịch đứng yên cho đến khi anh chị chọn Chạy tiếp."


def resumed(title: str) -> str:
    return f"Lịch {title} chạy tiếp. Đợt đã lỡ trong lúc dừng thì không mở bù."


def ended(title: str) -> str:
    return f"Đã bỏ lịch {title}. Đợt đang mở vẫn mở đến hạn."


# Versions of a survey

VERSIONS_NONE = "Mọi đợt đang mở đều dùng bản câu hỏi mới nhất."
USE_NEW = "Dùng bản mới"


def new_version(title: str, version: int, in_progress: int) -> str:
    return (
        f"{title}: có bản câu hỏi mới (bản {version}).\n"
        f"Đang có {in_progress} hợp tác xã làm dở. Các nơi này làm nốt bản cũ, không mất câu nào. "
        "Nơi bắt đầu từ bây giờ làm bản mới. Dùng bản mới chứ?"
    )


def version_used(title: str, version: int) -> str:
    return f"Từ giờ ai bắt đầu {title} sẽ làm bản {version}."
