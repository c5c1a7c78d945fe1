"""Words around a survey round: prompts, reminders, receipts, and what staff read of it."""

START = "Bắt đầu"
GO_ON = "Làm tiếp"
LATER = "Để sau"
CHANGE = "Sửa hoặc làm tiếp"
LATER_NOTED = "Được ạ. Lúc nào rảnh, bạn gõ /khaosat để làm."

NO_ROUND = "Hiện không có đợt báo cáo nào đang mở. Có đợt mới, tôi sẽ nhắn bạn."
NOT_A_MEMBER = (
    "Để gửi số liệu, bạn cần mã mời của hợp tác xã. Mã có 6 chữ và số, ví dụ: ABC234.\n"
    "Chưa có mã, bạn hỏi Liên minh nhé."
)
WHICH_COOPERATIVE = "Bạn gửi số liệu cho hợp tác xã nào?"
NOT_YOURS = "Đợt báo cáo này không phải của hợp tác xã bạn. Bạn gõ /khaosat để xem."
GO_ON_MEANWHILE = "Báo cáo vẫn ở đây. Bạn chọn câu hỏi ở trên, hoặc làm tiếp báo cáo nhé."
INTERRUPTED = "Trả lời xong câu hỏi của bạn rồi. Ta làm tiếp báo cáo nhé."


def prompt(title: str, period: str, cooperative: str, closes: str) -> str:
    return (
        f"Mời bạn gửi số liệu cho {cooperative}.\n"
        f"{title}, {period}. Phần ngắn chỉ mất khoảng 2 phút. Hạn cuối: {closes}.\n"
        "Đang làm mà bận thì cứ dừng, hôm sau làm tiếp từ đúng câu đó."
    )


def reminder(period: str, cooperative: str, closes: str, stopped_at: str | None) -> str:
    where = f"Bạn đang dừng ở câu: {stopped_at}." if stopped_at else "Bạn chưa làm câu nào."
    return f"Nhắc bạn: báo cáo {period} của {cooperative} chưa gửi. {where}\nHạn cuối: {closes}."


def begins(title: str, period: str, cooperative: str) -> str:
    return f"{title}, {period}\n{cooperative}"


def receipt(code: str, cooperative: str, period: str, lines: list[str], closes: str) -> str:
    figures = "\n".join(f"• {line}" for line in lines)
    return (
        f"Đã nhận báo cáo {period} của {cooperative}. Cảm ơn bạn!\n"
        f"Mã biên nhận: {code}\n\n{figures}\n\n"
        f"Bạn còn sửa được đến {closes}."
    )


def closed(period: str, when: str, phone: str) -> str:
    call = f" Cần sửa, bạn gọi {phone}." if phone else " Cần sửa, bạn báo Liên minh."
    return f"Đợt báo cáo {period} đã khóa sổ ngày {when}. Những câu bạn trả lời trước đó vẫn được giữ.{call}"


def answered_by_other(label: str, standing: str, typed: str) -> str:
    return (
        f"Trong lúc đó, người khác của hợp tác xã đã trả lời câu «{label}»: {standing}.\n"
        f"Tôi chưa ghi tin «{typed}» của bạn. Muốn đổi, bạn gõ: sửa"
    )


# For staff ---------------------------------------------------------------------------------------------------------

CHOOSE_SURVEY = "Mở đợt nào?"
CHOOSE_PERIOD = "Số liệu của kỳ nào?"
CHOOSE_DAYS = "Mở trong bao nhiêu ngày?"
OPEN = "Mở đợt"
CLOSE = "Đóng đợt"
CANCEL = "Thôi"
CANCELLED = "Đã bỏ qua, chưa làm gì."
CHOOSE_ROUND = "Chọn đợt:"
NO_OPEN_ROUND = "Không có đợt nào đang mở. Gõ /modot để mở."
NO_ROUND_YET = "Chưa có đợt báo cáo nào. Gõ /modot để mở."
ROUND_GONE = "Không tìm thấy đợt này. Gõ /modot hoặc /dongdot để xem lại."
EVERYBODY_ANSWERED = "Tất cả hợp tác xã đã gửi báo cáo."
RESULTS_READY = "Kết quả đợt báo cáo ở tệp kèm theo."


def days(count: int) -> str:
    return f"{count} ngày"


def confirm_open(title: str, period: str, closes: str, cooperatives: int, reachable: int) -> str:
    return (
        f"{title}, {period}. Hạn cuối: {closes}.\n"
        f"{cooperatives} hợp tác xã, {reachable} hợp tác xã có người nối máy sẽ nhận lời mời. Mở chứ?"
    )


def opened(title: str, period: str, prompted: int, later: str | None) -> str:
    when = f" Đang là giờ nghỉ: lời mời sẽ gửi lúc {later}." if later else ""
    return f"Đã mở: {title}, {period}. Lời mời gửi đến {prompted} người.{when}\nGõ /chuatraloi để xem ai chưa gửi."


def already_open(title: str, period: str) -> str:
    return f"Đợt {title}, {period} đã có rồi, không mở lại."


def confirm_close(title: str, period: str, sent: int, asked: int) -> str:
    return f"Đóng đợt {title}, {period}? Đã có {sent} trên {asked} hợp tác xã gửi. Đóng rồi không ai sửa được nữa."


def closed_by_staff(title: str, period: str) -> str:
    return f"Đã đóng đợt {title}, {period}. Kết quả đang được tổng hợp và gửi đi."


def missing(title: str, period: str, sent: int, asked: int, groups: list[tuple[str, list[str]]], more: int) -> str:
    lines = [f"{title}, {period}: {sent} trên {asked} hợp tác xã đã gửi. Chưa gửi:"]
    for place, names in groups:
        lines.append(f"\n{place}:")
        lines += [f"• {name}" for name in names]
    if more:
        lines.append(f"\n… và {more} hợp tác xã khác. Xem đủ trong tệp của lệnh /ketqua.")
    return "\n".join(lines)


STATUS = {"none": "chưa mở", "open": "đang làm dở", "unreachable": "chưa có ai nối máy"}


def missing_line(name: str, status: str) -> str:
    return f"{name} ({STATUS[status]})"
