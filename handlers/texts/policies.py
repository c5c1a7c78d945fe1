"""Words of the talk that finds the support policies that fit."""

from handlers.texts.sectors import SECTORS

KINDS = {
    "htx": "Hợp tác xã",
    "lien_hiep": "Liên hiệp hợp tác xã",
    "to_hop_tac": "Tổ hợp tác",
    "quy": "Quỹ tín dụng nhân dân",
    "sang_lap": "Chưa lập, đang định lập",
}
PLACES = {"kho_khan": "Nơi khó khăn, đặc biệt khó khăn", "any": "Nơi không khó khăn"}
LONG = 24
"""Months from which a span of time is said in years."""
AGES = {"0-11": "Chưa đủ 1 năm", "12-36": "Từ 1 đến 3 năm", "37-": "Hơn 3 năm"}
NEEDS = {
    "von": "Vốn, vay tiền",
    "dao_tao": "Đào tạo, lao động",
    "dat_dai": "Đất đai",
    "thue": "Thuế, phí, lệ phí",
    "ha_tang": "Nhà xưởng, hạ tầng, máy móc",
    "cong_nghe": "Công nghệ, chuyển đổi số",
    "thi_truong": "Bán hàng, liên kết",
    "tu_van": "Tư vấn, kiểm toán",
    "thanh_lap": "Thành lập, chuyển đổi",
    "bao_hiem": "Bảo hiểm",
}
"""What may be asked for, in the order of the buttons."""

NOT_SURE = "Không rõ"
ANY_NEED = "Tất cả, chưa rõ cần gì"
BACK = "Quay lại"
STOP = "Dừng"
OTHER_ONE = "Nơi khác, tôi tự khai"
START = "Xem chính sách hợp với tôi"
AGAIN = "Làm lại từ đầu"
MORE = "Xem tiếp"
TO_LIST = "Về danh sách"
CRITERIA = "Tiêu chí chung để được hưởng"

OPENING = (
    "Tôi hỏi vài câu ngắn, rồi chỉ ra chính sách hỗ trợ hợp với bạn.\n"
    "Chọn hoặc gõ chữ đều được. Không biết thì chọn Không rõ."
)
ASK_KIND = "Bạn hỏi cho nơi nào?"
ASK_SECTOR = "Làm ngành gì là chính?"
ASK_PLACE = "Trụ sở có ở nơi Nhà nước xếp là khó khăn không? Chưa rõ thì bạn hỏi xã, hoặc chọn Không rõ."
ASK_AGE = "Lập được bao lâu rồi? Chọn ở dưới, hoặc gõ, ví dụ: 14 tháng, 5/2023"
ASK_MEMBERS = "Có bao nhiêu thành viên chính thức? Gõ một con số, ví dụ: 25"
ASK_MEMBERS_PLANNED = "Định có bao nhiêu thành viên? Gõ một con số, ví dụ: 7"
ASK_CAPITAL = "Vốn điều lệ bao nhiêu? Gõ số, ví dụ: 800 triệu. Tôi cần để đoán quy mô lớn hay nhỏ."
ASK_NEED = "Bạn đang cần gì nhất?"

UNREAD_CHOICE = "Tôi chưa rõ bạn chọn câu nào. Bạn chọn lại một câu bên dưới giúp tôi nhé."
UNREAD_AGE = "Tôi chưa đọc được thời gian. Bạn gõ số tháng, số năm, hoặc tháng năm thành lập, ví dụ: 5/2023"
FUTURE_AGE = "Ngày này chưa tới. Bạn xem lại giúp tôi nhé, ví dụ: 5/2023"
UNREAD_NUMBER = "Tôi chưa thấy con số nào rõ trong tin của bạn. Bạn gõ lại một con số nhé."
MEMBERS_LIMITS = "Số thành viên phải từ 1 đến 1.000.000. Bạn gõ lại giúp tôi nhé."
CAPITAL_LIMITS = "Số này lớn quá. Bạn gõ lại giúp tôi nhé, ví dụ: 800 triệu"
WHICH_NUMBER = "Tôi hiểu được mấy cách. Bạn chọn cách đúng, hoặc gõ lại:"
FIRST_QUESTION = "Đây là câu đầu tiên rồi ạ."
STOPPED = "Được ạ, tôi dừng ở đây. Lúc nào cần, bạn gõ /hotro để xem lại."
GONE = "Phần hỏi này đã qua, tôi không còn giữ câu trả lời. Bạn làm lại nhé, chỉ mất một phút."
POLICY_GONE = "Chính sách này đã được sửa hoặc bỏ khỏi danh sách. Bạn xem lại từ đầu nhé."
CHANGED_SEE = "Đã sửa. Ta đi tiếp nhé."
GO_ON = "Ta quay lại việc tìm chính sách nhé."

NOTHING_APPLIES = "Với những gì bạn khai, tôi chưa thấy chính sách nào chắc chắn hợp."
NOTHING_AT_ALL = (
    "Tôi không thấy chính sách nào cho trường hợp này trong danh sách của mình.\n"
    "Như vậy chưa có nghĩa là không có. Bạn hỏi thêm Liên minh Hợp tác xã tỉnh nhé."
)
NOT_CERTAIN = "chưa kiểm chứng"
CRITERIA_LINE = (
    "Muốn hưởng còn phải đạt tiêu chí chung (Điều 18 Luật Hợp tác xã 2023) và điều kiện riêng.\n"
    "Chọn từng chính sách để xem."
)
REFERENCE = "Thông tin để tham khảo. Nơi xét hồ sơ mới là nơi quyết định."
NO_PAPERS = "Giấy tờ: văn bản tôi có chưa ghi danh mục. Bạn hỏi nơi nhận trước khi làm."

SECTIONS = {"a": "Hợp với bạn", "n": "Gần đủ điều kiện", "e": "Đã hết"}
STATES = {"in_force": "Đang áp dụng", "ended": "Đã hết", "unverified": "Chưa kiểm chứng"}
MISSING_KIND = "loại hình của bạn"
MISSING_SECTOR = "ngành của bạn"


def confirm_own(name: str, known: str) -> str:
    return f"Bạn hỏi cho {name}? Theo danh sách của Liên minh: {known}.\nTôi lấy sẵn các số này nếu bạn đồng ý."


def own_has_little(name: str) -> str:
    return f"Bạn hỏi cho {name}?"


WHICH_OWN = "Bạn hỏi cho nơi nào?"
USE_OWN = "Đúng, lấy số này"


def own_taken(known: str) -> str:
    return f"Tôi lấy theo danh sách của Liên minh: {known}. Chỗ nào sai, bạn chọn Quay lại."


def noted(what: str) -> str:
    return f"Đã ghi: {what}."


def age(low: int, high: int | None) -> str:
    """Months as people say them: 14 tháng, từ 1 đến 3 năm."""
    label = AGES.get(f"{low}-{'' if high is None else high}")
    if label is not None:
        return f"lập {label[0].lower()}{label[1:]}"
    if high is None:
        return f"lập từ {low} tháng trở lên"
    if low >= LONG and low != high:  # "lập năm 2020" says no month
        years = (low // 12, high // 12)
        return f"lập được {years[0]} năm" if years[0] == years[1] else f"lập được {years[0]}–{years[1]} năm"
    return f"lập được {low} tháng" if low == high else f"lập được {low}–{high} tháng"


def members(count: str) -> str:
    return f"{count} thành viên"


def capital(written: str) -> str:
    return f"vốn điều lệ {written}"


def sector(key: str) -> str:
    return SECTORS[key].lower()


def profile(facts: list[str], need: str) -> str:
    described = "; ".join(facts) if facts else "chưa rõ gì"
    return f"Theo bạn khai: {described}.\nCần: {need[0].lower()}{need[1:]}."


def section(title: str, count: int, first: int, last: int) -> str:
    shown = "" if (first, last) == (1, count) else f" (đang xem {first}–{last})"
    return f"{title}: {count} chính sách{shown}"


def groups(count: int) -> str:
    return f"Hợp với bạn: {count} chính sách. Bạn chọn một nhóm để xem:"


def group(number: int, need: str, count: int) -> str:
    return f"{number}. {need}: {count}"


def applying(number: int, name: str, basis: str, is_certain: bool) -> str:
    return f"{number}. {name} ({basis})" + ("" if is_certain else f" – {NOT_CERTAIN}")


def nearly(number: int, name: str, basis: str, missing: list[str], unknown: list[str], is_certain: bool) -> str:
    lines = [applying(number, name, basis, is_certain)]
    if missing:
        lines.append(f"   Còn thiếu: {_joined(missing)}.")
    if unknown:
        lines.append(f"   Cần biết thêm: {_joined(unknown)}.")
    return "\n".join(lines)


def _joined(conditions: list[str]) -> str:
    return "; ".join(condition.rstrip(".") for condition in conditions)


def over(number: int, name: str, basis: str, last: str, after: str) -> str:
    return f"{number}. {name} ({basis}): hết ngày {last}.\n   {after}"


def section_button(title: str, count: int) -> str:
    return f"{title} ({count})"


def more(left: int) -> str:
    return f"{MORE} (còn {left})"


def heading(name: str, state: str) -> str:
    return f"{name}\n{STATES[state]}."


def validity(start: str, end: str | None) -> str:
    return f"Áp dụng từ {start}." if end is None else f"Áp dụng từ {start} đến hết {end}."


def block(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title}:", *(f"• {line}" for line in lines)])


WHAT, CONDITIONS, PAPERS, WHERE = "Được gì", "Điều kiện", "Giấy tờ", "Hỏi ở đâu"


def basis(places: str) -> str:
    return f"Căn cứ: {places}."


def repealed(name: str) -> str:
    return f"{name} (đã hết hiệu lực)"


def not_certain(what: str) -> str:
    return f"Chưa kiểm chứng: {what}"


def question_about(name: str) -> str:
    """The question that goes to staff when a person wants to know more about a policy."""
    return f"Tôi muốn hỏi thêm về chính sách: {name}"
