"""Words of results: the message to staff, the workbook, the picture, and what staff hear when sending them fails."""

import re

UNKNOWN_PLACE = "Chưa rõ địa bàn"
UNKNOWN_DISTRICT = "Chưa rõ huyện cũ"
SIZE_NAMES = {
    "micro": "Siêu nhỏ",
    "small": "Nhỏ",
    "medium": "Vừa",
    "large": "Lớn",
    "unknown": "Chưa đủ số liệu để xếp",
}
EVERYBODY = "Tất cả"
NO_DATA = "không có số liệu"
SKIPPED = "bỏ qua"
NO_FIGURE = "chưa có số liệu"
COOPERATIVES = "hợp tác xã"
MILLIONS = "triệu đồng"

# The message --------------------------------------------------------------------------------------------------------

TRIAL = "Đây là dữ liệu thử, hợp tác xã không có thật."
NOBODY_SENT = "Chưa hợp tác xã nào gửi, nên chưa có số liệu."
SEE_FILE = "Bảng đầy đủ và danh sách chưa gửi ở tệp kèm theo."


def heading(title: str, period: str) -> str:
    return f"Kết quả: {title}, {period}"


def was_closed(when: str) -> str:
    return f"Đợt đã đóng ngày {when}."


def still_open(moment: str, closes: str) -> str:
    return f"Đợt còn mở đến {closes}. Số liệu tính đến {moment}."


def sent_of(sent: int, asked: int, rate: str) -> str:
    return f"Đã gửi: {sent} trên {asked} hợp tác xã{f' ({rate})' if rate else ''}."


def not_sent(missing: int, partial: int, unreachable: int) -> str:
    details = [f"{partial} đang làm dở"] if partial else []
    details += [f"{unreachable} chưa có ai nối máy"] if unreachable else []
    among = f", trong đó {', '.join(details)}" if details else ""
    return f"Chưa gửi: {missing} hợp tác xã{among}."


def figures_of(sent: int) -> str:
    return f"Số liệu của {sent} hợp tác xã đã gửi:"


def total_line(label: str, value: str, answered: int, no_data: int) -> str:
    without = f", {no_data} không có" if no_data else ""
    return f"• {label}: {value} ({answered} hợp tác xã có số liệu{without})"


def mean_line(label: str, value: str, answered: int) -> str:
    return f"• {label}: trung bình {value} ({answered} hợp tác xã có số liệu)"


def hidden_line(label: str) -> str:
    return f"• {label}: {HIDDEN}"


def no_such_group(words: str, sectors: list[str]) -> str:
    known = "\n".join(f"• {name}" for name in sectors)
    how = "Anh chị gõ tên xã, huyện cũ, hoặc ngành:"
    return f"Tôi không thấy ngành hay xã nào tên «{words}» trong đợt này. {how}\n{known}"


def more_groups(count: int) -> str:
    return f"Còn {count} nơi nữa có tên như vậy. Anh chị gõ đủ tên giúp tôi."


def no_figure_line(label: str) -> str:
    return f"• {label}: {NO_FIGURE}"


def choices_line(label: str, options: list[tuple[str, int, str]]) -> str:
    """`options`: label, how many, percentage."""
    return f"• {label}: " + "; ".join(f"{name} {count} ({percentage})" for name, count, percentage in options)


def about(amount: str) -> str:
    return f"khoảng {amount}"


# The picture --------------------------------------------------------------------------------------------------------

RATE_BY_SECTOR = "Tỷ lệ đã gửi theo ngành"


def by_sector(label: str, unit: str) -> str:
    return f"{label} theo ngành ({unit})" if unit else f"{label} theo ngành"


def sent_short(sent: int, asked: int, rate: str) -> str:
    return f"{sent}/{asked} = {rate}"


def overall_short(sent: int, asked: int, rate: str) -> str:
    return f"Đã gửi {sent} trên {asked} hợp tác xã ({rate})" if rate else f"Đã gửi {sent} trên {asked} hợp tác xã"


# In chat, for staff -------------------------------------------------------------------------------------------------

MAKING = "Đang làm, tôi gửi ngay khi xong."
FILES_TO_GIVE = (
    "Báo cáo Word và các bảng để chuyển cho nơi khác. Nhóm dưới 3 hợp tác xã đã được giữ kín số liệu.\n"
    "Anh chị đọc lại, ghi số, ngày rồi ký."
)


def mail_body(summary: str, alliance: str) -> str:
    return f"{summary}\n\nThư này do Trợ lý HTX của {alliance} tự gửi. Nhóm dưới 3 hợp tác xã được giữ kín số liệu.\n"


NO_TARGET = "Máy chưa được cài nơi nhận nào. Nhờ người quản trị xem lại."
SEND_AGAIN = "Gửi lại"
CANCEL = "Thôi"
NOTHING_SENT_YET = "Chưa có kết quả nào được chuyển đi. Đóng đợt rồi máy mới chuyển."
LOG_HEADING = "Các lần chuyển kết quả gần đây, mới nhất ở trên:"


def confirm_again(title: str, period: str, targets: list[str]) -> str:
    where = "\n".join(f"• {name}" for name in targets)
    return f"Gửi lại kết quả {title}, {period} đến:\n{where}\nNơi nào đã nhận rồi sẽ nhận thêm một lần nữa. Gửi chứ?"


def sending_again(count: int) -> str:
    return f"Đang gửi lại đến {count} nơi. Gõ /nhatky để xem đến chưa."


def log_round(title: str, period: str) -> str:
    return f"\n{title}, {period}"


def log_line(target: str, said: str) -> str:
    return f"• {target[:1].upper()}{target[1:]}: {said}"


def log_done(when: str, answer: str, tries: int) -> str:
    return f"đã đến lúc {when}{f' sau {tries} lần' if tries > 1 else ''}. {answer}"


def log_waiting(tries: int, answer: str, next_time: str) -> str:
    if not tries:
        return "đang chờ gửi."
    return f"chưa đến sau {tries} lần. {answer} Thử lại lúc {next_time}."


def log_failed(tries: int, answer: str) -> str:
    return f"không chuyển được sau {tries} lần, máy đã thôi. {answer} Gõ /guilai để gửi lại."


ANSWERS = (
    (r"the receiver answered HTTP (\d+)", "Nơi nhận báo mã {0}."),
    (r"HTTP (\d+)", "Nơi nhận đã nhận (mã {0})."),
    (r"no answer within .*", "Nơi nhận không trả lời."),
    (r"wrote (.+)", "Đã ghi xong các tệp."),
    (r"put in the chats of (\d+) people", "Đã vào khung chat của {0} người."),
    (r"nobody on the staff .*", "Chưa có cán bộ nào nối máy."),
    (r"taken by the mail server", "Máy chủ thư đã nhận."),
    (r"the mail server refused the address.*", "Máy chủ thư không nhận địa chỉ này."),
    (r"the mail server answered (\d+)", "Máy chủ thư báo mã {0}."),
    (r"the folder cannot be written: No space left.*", "Ổ đĩa đã đầy."),
    (r"the folder cannot be written.*", "Không ghi được vào thư mục."),
    (r"target .* is switched off in the settings", "Nơi nhận này đang tắt."),
    (r"\w+ while sending", "Không nối được với nơi nhận."),
)
"""What the log of deliveries says -> what staff read."""


def say_answer(answer: str) -> str:
    """What a receiver said, or why it failed, in plain words; what is not known, as it is."""
    for pattern, words in ANSWERS:
        if (found := re.fullmatch(pattern, answer, re.DOTALL)) is not None:
            return words.format(*found.groups())
    return f"Máy báo: {answer}."


def target_name(target: str) -> str:
    kind, _, address = target.partition(":")
    return f"hộp thư {address}" if kind == "email" else TARGETS.get(kind, target)


# When sending fails -------------------------------------------------------------------------------------------------

TARGETS = {
    "folder": "thư mục nhận báo cáo",
    "post": "địa chỉ nhận số liệu qua mạng",
    "staff": "khung chat của cán bộ",
    "asker": "khung chat của người hỏi",
}


def forward_failed(title: str, period: str, target: str, reason: str) -> str:
    return (
        f"Kết quả {title}, {period} không chuyển được đến {target_name(target)} sau 3 ngày thử lại.\n"
        f"{say_answer(reason)}\n"
        "Số liệu vẫn còn đủ. Anh chị gõ /ketqua để lấy tệp, /guilai để gửi lại, và nhờ người quản trị xem lại."
    )


# The workbook -------------------------------------------------------------------------------------------------------

SHEET_SUMMARY = "Tổng hợp"
SHEET_SECTORS = "Theo ngành"
SHEET_PLACES = "Theo địa bàn"
SHEET_DISTRICTS = "Theo huyện cũ"
SHEET_SIZES = "Theo quy mô"
SHEET_CHARTS = "Biểu đồ"
SHEET_ANSWERS = "Trả lời"
SHEET_MISSING = "Chưa trả lời"
SHEET_NOTES = "Ghi chú"

SECTOR = "Ngành"
PLACE = "Địa bàn"
DISTRICT = "Huyện (trước 01/7/2025)"
SIZE = "Quy mô"
HIDDEN = "kín"
BREAKDOWN = "Chia theo"
GROUP = "Nhóm"
BREAKDOWN_NAMES = {"sector": "Ngành", "place": "Địa bàn", "district": "Huyện cũ", "size": "Quy mô"}
INDICATOR = "Chỉ tiêu"
UNIT = "Đơn vị"
ASKED = "Hợp tác xã được hỏi"
SENT = "Đã gửi"
PARTIAL = "Đang làm dở"
SILENT = "Chưa làm"
UNREACHABLE = "Chưa có ai nối máy"
RATE = "Tỷ lệ đã gửi"
COVERAGE = "Tỷ lệ thành viên thuộc nơi đã gửi"
ANSWERED = "Có số liệu"
WITHOUT = "Không có số liệu"
TOTAL = "Tổng"
TOTAL_MILLIONS = "Tổng (triệu đồng)"
SHARE = "Tỷ trọng"
CHOSEN_SHARE = "Tỷ lệ chọn"
MEAN = "Trung bình"
MEAN_MILLIONS = "Trung bình (triệu đồng)"
MEDIAN = "Trung vị"
LOWER_QUARTILE = "Tứ phân vị dưới"
UPPER_QUARTILE = "Tứ phân vị trên"
LOWEST = "Nhỏ nhất"
HIGHEST = "Lớn nhất"
DOUBTED = "Số khác thường đã xác nhận"
CORRECTED = "Số đã sửa lại"
CHOSEN = "Số hợp tác xã chọn"

NUMBER = "STT"
COOPERATIVE = "Hợp tác xã"
COOPERATIVE_ID = "Số của HTX"
RESPONSE_ID = "Số phiếu"
STATUS = "Tình trạng"
SENT_AT = "Gửi lúc"
CODE = "Mã biên nhận"
PHONE = "Điện thoại"
REACH = "Liên lạc qua máy"
ANSWERS_GIVEN = "Số câu đã trả lời"

REACHABLE_NAMES = {True: "Có người nối máy", False: "Chưa có ai nối máy, cần gọi điện"}


def status_name(status: str, is_open: bool) -> str:
    partial = "Đang làm dở" if is_open else "Làm dở, chưa gửi (không tính vào số liệu)"
    return {"submitted": "Đã gửi", "partial": partial, "none": "Chưa làm"}[status]


def column(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


def option_row(label: str, option: str) -> str:
    return f"{label}: {option}"


def doubted(note: str) -> str:
    said = f" Lý do: {note}" if note else ""
    return f"Số khác thường. Người trả lời đã được hỏi lại và xác nhận.{said}"


WAS_CORRECTED = "Số này đã được sửa sau lần trả lời đầu."


def change_columns(period: str) -> list[str]:
    return [
        f"So với {period}: số hợp tác xã có cả hai kỳ",
        f"{period}: con số của các nơi đó",
        "Kỳ này: con số của các nơi đó",
        f"Tăng, giảm so với {period}",
    ]


HIDDEN_NOTES = [
    "Ô ghi chữ kín",
    "• Nhóm có một hoặc hai hợp tác xã không hiện con số, để không ai đoán ra số liệu của một nơi.",
    "• Một vài nhóm khác cũng kín, để không lấy tổng trừ đi mà ra con số của nhóm nhỏ.",
    "• Bảng này không có số nhỏ nhất, lớn nhất. Nhóm dưới 5 hợp tác xã không có trung vị, tứ phân vị.",
]
TRACE_NOTES = [
    "Lần ngược con số",
    "• Con số của một nhóm lấy từ các dòng của nhóm đó ở trang Trả lời. Mỗi dòng có số phiếu và số của hợp tác xã.",
]


def notes(
    title: str, period: str, version: int, opened: str, closes: str, closed: str, read_at: str, *, is_public: bool
) -> list[str]:
    """The lines of the notes sheet; `closed` is empty while the round is open."""
    lines = _notes(title, period, version, opened, closes, closed, read_at)
    if is_public:
        named = ("Trả lời", "Ô màu")
        lines = [line for line in lines if not any(word in line for word in named)]
    return [*lines, "", *(HIDDEN_NOTES if is_public else TRACE_NOTES)]


def _notes(title: str, period: str, version: int, opened: str, closes: str, closed: str, read_at: str) -> list[str]:
    state = f"Đóng lúc: {closed}." if closed else "Đợt còn mở: số liệu còn có thể thay đổi."
    return [
        f"{title}, {period} (mẫu số {version}).",
        f"Mở lúc: {opened}. Hạn cuối: {closes}. {state}",
        f"Số liệu tính đến: {read_at} (giờ Việt Nam).",
        "",
        "Tính những ai",
        "• Được hỏi: các hợp tác xã có trong danh sách của Liên minh khi đóng đợt, không kể hợp tác xã đã giải thể.",
        "• Đã gửi: đã chọn Gửi báo cáo. Mọi con số tổng hợp chỉ lấy từ các báo cáo đã gửi.",
        "• Đang làm dở: đã trả lời ít nhất một câu nhưng chưa gửi. Chỉ được đếm, không tính vào con số nào. "
        "Câu trả lời của họ vẫn có ở trang Trả lời, được ghi rõ.",
        "• Chưa có ai nối máy: chưa người nào của hợp tác xã vào trò chuyện với máy, hoặc đã chặn, đã dừng.",
        "• Tỷ lệ đã gửi = đã gửi chia cho được hỏi.",
        "• Tỷ lệ thành viên thuộc nơi đã gửi = thành viên của các hợp tác xã đã gửi chia cho thành viên của tất cả nơi "
        "được hỏi. Lấy số thành viên trong danh sách của Liên minh; nơi nào danh sách không ghi thì lấy số họ trả lời.",
        "• Huyện (trước 01/7/2025): lấy theo địa chỉ trong danh sách của Liên minh, khi địa chỉ có ghi huyện.",
        "• Quy mô: theo Điều 5 Nghị định 113/2024/NĐ-CP. Chưa đủ số liệu để chắc chắn thì không xếp.",
        "",
        "Cách tính",
        "• Không có số liệu khác với số 0: số 0 được tính vào trung bình, không có số liệu thì không.",
        "• Ô để trống ở trang Trả lời: câu đó không hỏi hợp tác xã này, hoặc chưa trả lời.",
        "• Trung bình = tổng chia cho số hợp tác xã có số liệu. Tiền là số tiền trung bình một hợp tác xã.",
        "• Trung vị: một nửa số hợp tác xã thấp hơn, một nửa cao hơn. Tứ phân vị dưới: một phần tư thấp hơn. "
        "Tứ phân vị trên: một phần tư cao hơn. Tính như hàm QUARTILE.INC của Excel.",
        "• Tỷ trọng = tổng của nhóm chia cho tổng chung. Tỷ lệ chọn = số chọn chia cho số có trả lời câu đó.",
        "• Câu được chọn nhiều ý: cộng các tỷ lệ có thể quá 100%.",
        "• Số bình quân và tỷ lệ phần trăm không cộng lại được nên không có tổng.",
        "• Tỷ lệ được tính từ số đầy đủ, chỉ làm tròn một chữ số khi hiện ra. Vì vậy cộng lại có thể lệch 0,1%.",
        "• So với kỳ trước, cùng kỳ năm trước: chỉ tính các hợp tác xã có số liệu ở cả hai kỳ.",
        "• Ô màu vàng ở trang Trả lời: số khác thường mà người trả lời đã xác nhận; lý do ở ghi chú của ô.",
        "• Ô màu xanh ở trang Trả lời: số đã được sửa sau lần trả lời đầu.",
        "• Dấu ' ở đầu ô chữ là để bảng tính không hiểu nhầm ô đó thành công thức.",
    ]
