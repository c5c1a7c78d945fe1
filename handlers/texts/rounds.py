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
WHICH_ROUND = "Bạn làm báo cáo nào?"
WHICH_COOPERATIVE = "Bạn gửi số liệu cho hợp tác xã nào?"
NOT_YOURS = "Đợt báo cáo này không phải của hợp tác xã bạn. Bạn gõ /khaosat để xem."
GO_ON_MEANWHILE = "Báo cáo vẫn ở đây. Bạn chọn câu hỏi ở trên, hoặc làm tiếp báo cáo nhé."
GOES_ON = "Ta làm tiếp báo cáo nhé."
INTERRUPTED = "Trả lời xong câu hỏi của bạn rồi. Ta làm tiếp báo cáo nhé."


def prompt(title: str, period: str, cooperative: str, closes: str, takes: tuple[int, bool]) -> str:
    minutes, has_more = takes
    quick = f"{'Phần ngắn chỉ' if has_more else 'Chỉ'} mất khoảng {minutes} phút."
    return (
        f"Mời bạn gửi số liệu cho {cooperative}.\n"
        f"{title}, {period}. {quick} Hạn cuối: {closes}.\n"
        "Đang làm mà bận thì cứ dừng, hôm sau làm tiếp từ đúng câu đó."
    )


NOT_BEGUN = "Bạn chưa làm câu nào."
ONLY_SENDING_LEFT = "Bạn trả lời xong rồi, chỉ còn chọn Gửi."
LATER_AGAIN = "Nhắc sau"
NOT_ME = "Không phải tôi"


def stopped_at(number: int, total: int, label: str) -> str:
    return f"Bạn đang dừng ở câu {number}/{total}: {label}."


def reminder(period: str, cooperative: str, closes: str, where: str) -> str:
    return f"Nhắc bạn: báo cáo {period} của {cooperative} chưa gửi. {where}\nHạn cuối: {closes}."


LATER_WHEN = "Được ạ. Bạn muốn tôi nhắc lúc nào? Chọn một câu, hoặc gõ, ví dụ: 19h, mai, thứ hai, tuần sau"
LATER_TYPE = "Bạn gõ giờ hoặc ngày, ví dụ: 19h, sáng mai, thứ hai, 25/11"
LATER_UNREAD = f"Tôi chưa rõ lúc nào. {LATER_TYPE}"
_LATER_DOUBTS = {
    "wrong": f"Không có giờ hoặc ngày này. {LATER_TYPE}",
    "past": f"Lúc đó đã qua rồi. {LATER_TYPE}",
    "far": f"Lúc đó còn xa quá, hơn một năm nữa. {LATER_TYPE}",
    "either": "Tôi thấy hai ngày khác nhau. Bạn chọn một, hoặc gõ lại giúp tôi.",
    "no_clock": f"Bạn muốn lúc mấy giờ? {LATER_TYPE}",
    "rough": f"Tôi chưa biết đó là ngày nào. {LATER_TYPE}",
    "now": "Muốn làm ngay, bạn gõ /khaosat. Muốn để sau, bạn gõ giờ hoặc ngày, ví dụ: 19h, sáng mai, thứ hai",
}


def later_doubt(kind: str) -> str:
    """Why no reminder could be set, and what to do."""
    return _LATER_DOUBTS.get(kind, LATER_UNREAD)


NO_REMINDER = "Không cần nhắc"
ASK_COLLEAGUE = "Nhờ người khác làm"
REMIND_ME = "Nhắc tôi lúc khác"
NOT_HERE = "Tôi không còn ở đây"
LEAVE = "Đúng, bỏ tên tôi ra"
STAY = "Không, tôi vẫn ở"
STAYED = "Vâng, tôi giữ nguyên. Gõ /khaosat để làm báo cáo."


def tonight(moment: str) -> str:
    return f"Tối nay {moment}"


def will_remind(when: str, cooperative: str) -> str:
    return f"Được ạ. Tôi nhắc bạn lúc {when}, việc báo cáo của {cooperative}.\nMuốn làm sớm hơn, bạn gõ /khaosat."


def later_than_closing(when: str, closes: str) -> str:
    return f"{when} thì đã hết hạn: đợt này khóa sổ ngày {closes}. Bạn chọn lúc sớm hơn giúp tôi nhé."


def not_me_noted(cooperative: str) -> str:
    return (
        f"Được ạ. Tôi không nhắc bạn việc này của {cooperative} nữa.\n"
        "Ai lo việc báo cáo? Bạn chọn câu dưới đây, tôi đưa bạn một tin để gửi cho người đó."
    )


def confirm_leaving(cooperative: str) -> str:
    return f"Bạn không còn làm ở {cooperative} nữa? Tôi sẽ không gửi bạn việc của hợp tác xã này."


def left(cooperative: str) -> str:
    return f"Tôi đã bỏ tên bạn khỏi {cooperative}. Nếu nhầm, bạn nhập lại mã mời là được."


def nobody_left(cooperative: str) -> str:
    return f"{cooperative} không còn ai nhận tin: người cuối cùng báo là không còn làm ở đó. Nhờ anh chị gọi điện."


FORWARD_THIS = "Bạn chuyển tin dưới đây cho người đó. Người đó làm tiếp từ đúng chỗ này, các câu đã trả lời vẫn giữ."


def handed_over(title: str, period: str, cooperative: str, code: str, link: str, telegram: str | None) -> str:
    also = f"\nHoặc mở trên Telegram: {telegram}" if telegram else ""
    return (
        f"Nhờ bạn làm giúp: {title}, {period}, của {cooperative}.\n"
        f"Mở liên kết này trên điện thoại: {link}{also}\n"
        f"Hoặc nhắn mã {code} cho Trợ lý HTX."
    )


def by_phone(cooperative: str, receipt: str) -> str:
    said = f"Cán bộ Liên minh vừa ghi giúp số liệu của {cooperative} qua điện thoại. Có chỗ sai thì bạn sửa nhé."
    return f"{said}\n\n{receipt}"


COPY = "Gửi tôi bản Word"
COPY_HERE = "Bản báo cáo của bạn ở tệp kèm theo."
WHICH_COPY = "Bạn muốn lấy bản của kỳ nào?"
NO_COPY = "Hợp tác xã của bạn chưa có báo cáo nào. Khi có, bạn gõ /bansao để lấy bản Word."

THIRDS = {
    "upper": "cao hơn phần lớn",
    "middle": "ở khoảng giữa",
    "lower": "thấp hơn phần lớn",
}


def standing(title: str, period: str, cooperative: str, sector: str, lines: list[str]) -> str:
    figures = "\n".join(f"• {line}" for line in lines)
    return (
        f"{title}, {period} đã khóa sổ. Cảm ơn bạn đã gửi.\n"
        f"{cooperative} so với các hợp tác xã cùng ngành ({sector}) trong tỉnh:\n{figures}\n"
        "Các hợp tác xã khác không xem được số liệu riêng của bạn."
    )


def standing_line(label: str, own: str, third: str, peers: int) -> str:
    return f"{label}: {own}, {THIRDS[third]} (so với {peers} nơi)"


def merged(gone: str, into: str) -> str:
    return f"{gone} đã nhập vào {into}. Số liệu cũ vẫn được giữ. Từ giờ bạn gửi cho {into} nhé."


def dissolved(name: str) -> str:
    return (
        f"{name} không còn trong danh sách của Liên minh. Số liệu đã gửi vẫn được giữ. Nếu nhầm, bạn báo Liên minh nhé."
    )


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

CHOOSE_SURVEY = "Mở đợt báo cáo nào?"
OTHER_PERIOD = "Báo cáo năm, kỳ khác"
CHOOSE_ABOVE = "Tôi chưa hiểu. Anh chị chọn một ô dưới đây, hoặc gõ Thôi."
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


MISSING = "\nChưa gửi:"


def and_more(more: int) -> str:
    return f"\n… và {more} hợp tác xã khác. Xem đủ trong tệp của lệnh /ketqua."
