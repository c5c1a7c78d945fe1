"""Words around a cooperative that becomes two, for staff and for its people."""

from collections.abc import Sequence

HOW = "Gõ /tach và tên hợp tác xã cần tách, ví dụ: /tach Rau sạch Mường So"
SPLIT, CANCEL = "Tách", "Thôi"
CANCELLED = "Đã bỏ qua, chưa tách gì."
CHANGED = "Danh sách vừa có thay đổi nên tôi chưa tách. Anh chị gõ lại /tach và tên hợp tác xã giúp tôi."
CHANGED_SHOWN = "Vừa có thay đổi, anh chị xem lại trước khi tách giúp tôi."
CHOOSE = "Chọn tên để đổi chỗ. Đúng rồi thì chọn Tách."
CHOOSE_ABOVE = "Tôi chưa hiểu. Anh chị chọn một ô dưới đây, hoặc gõ Thôi."
SAME_NAME = "Phần tách ra phải có tên khác. Anh chị gõ lại tên giúp tôi."
NOT_A_NAME = "Tên cần có chữ, dài nhất 120 ký tự. Anh chị gõ lại tên giúp tôi."
ITS_OWN_ANSWERS = "Nơi tách ra đã tự trả lời đợt đang mở, nên câu đã trả lời của nơi cũ vẫn ở lại."


def ask_name(name: str) -> str:
    return (
        f"Tách {name}. Phần tách ra tên là gì?\n"
        f"Anh chị gõ tên, ví dụ: HTX Chè Bản Bo. Phần ở lại vẫn là {name}. Tôi chưa làm gì, lát nữa còn hỏi lại."
    )


def somebody(number: int) -> str:
    return f"người thứ {number} (chưa có tên)"


def _part(name: str, people: Sequence[str], codes: int, has: Sequence[str], *, is_new: bool = False) -> str:
    who = f"{len(people)} người: {', '.join(people)}" if people else "chưa có ai"
    lines = [f"• {name}{' (mới)' if is_new else ''}: {who}"]
    if codes:
        lines.append(f"  Mã mời đang dùng được: {codes}")
    return "\n".join([*lines, *(f"  {one}" for one in has)])


STAYS_BEFORE = "Giữ số liệu các kỳ trước"
BEGINS_ANEW = "Đợt đang mở: trả lời lại từ đầu"


def in_progress(rounds: Sequence[str]) -> str:
    return f"Giữ câu trả lời của đợt đang mở: {', '.join(rounds)}"


def card(
    name: str,
    staying: Sequence[str],
    codes_staying: int,
    keeps: Sequence[str],
    part: str,
    going: Sequence[str],
    codes_going: int,
    gets: Sequence[str],
    *,
    is_new: bool,
) -> str:
    return (
        f"Tách {name} làm hai:\n"
        f"{_part(name, staying, codes_staying, keeps)}\n"
        f"{_part(part, going, codes_going, gets, is_new=is_new)}"
    )


def to_part(person: str) -> str:
    return f"{person}: sang phần tách ra"


def to_old(person: str) -> str:
    return f"{person}: ở lại"


ANSWERS_TO_PART, ANSWERS_TO_OLD = "Câu đã trả lời: sang phần tách ra", "Câu đã trả lời: ở lại"
CODES_TO_PART, CODES_TO_OLD = "Mã mời: sang phần tách ra", "Mã mời: ở lại"


def done(name: str, part: str, told: int) -> str:
    return (
        f"Đã tách {part} khỏi {name}. Tôi đã nhắn {told} người.\n"
        f"Cần thêm người cho {part}, gõ: /moi {part}\n"
        "Ngành, xã được chép theo nơi cũ. Có khác thì anh chị sửa trong danh sách hợp tác xã."
    )


# For the people of the two -------------------------------------------------------------------------------------------


def moved(name: str, part: str, *, begun: bool, with_part: bool) -> str:
    work = "Câu đã trả lời cũng chuyển theo, bạn xem lại cho đúng nhé." if begun and with_part else ""
    return f"{part} đã tách khỏi {name}. Từ giờ bạn gửi số liệu cho {part}, chỉ tính phần của {part}. {work}".strip()


def stayed(name: str, part: str, *, begun: bool, with_part: bool) -> str:
    work = ""
    if begun:
        anew = f"Câu đã trả lời thuộc về {part}, bạn trả lời lại cho {name} nhé."
        work = anew if with_part else f"Câu đã trả lời vẫn còn. Câu nào gộp cả {part}, bạn sửa lại giúp."
    return f"{part} đã tách khỏi {name}. Bạn vẫn gửi số liệu cho {name}, không tính {part} nữa. {work}".strip()


def not_here(name: str, own: str) -> str:
    return f"Báo cáo này nay là của {name}. Tôi chưa ghi tin vừa rồi. Bạn gửi số liệu cho {own} nhé."
