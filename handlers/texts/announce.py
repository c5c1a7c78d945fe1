"""Words for announcements by staff."""

CANCEL = "Thôi, không gửi"
SEND = "Gửi"
EVERYBODY = "Tất cả"
BY_SECTOR = "Theo ngành"
BY_PLACE = "Theo xã, phường"

TYPE_TEXT = "Anh chị gõ nội dung thông báo. Tôi sẽ hỏi lại trước khi gửi."
TO_WHOM = "Gửi cho ai?"
WHICH_SECTOR = "Chọn ngành:"
TYPE_PLACE = "Gõ tên xã hoặc phường (không dấu cũng được):"
NO_SUCH_PLACE = "Tôi không tìm thấy hợp tác xã nào ở nơi đó. Anh chị gõ lại tên xã, phường, hoặc chọn Thôi."
NOBODY = "Không có ai nhận được: chưa người nào của các hợp tác xã này vào trò chuyện với máy."
NOT_SENT = "Đã bỏ, không gửi cho ai."
DECIDED = "Thông báo này đã được quyết định trước đó rồi."
NONE_YET = "Chưa có thông báo nào."


def segment_name(kind: str, name: str) -> str:
    return {"sector": f"ngành {name}", "ward": name}.get(kind, "tất cả hợp tác xã")


def confirm(text: str, segment: str, people: int, cooperatives: int, unreachable: int, later: str | None) -> str:
    when = f"\nĐang là giờ nghỉ: sẽ gửi lúc {later}." if later else ""
    return (
        f"Thông báo cho {segment}: {people} người của {cooperatives - unreachable} hợp tác xã. "
        f"{unreachable} hợp tác xã chưa có ai nối máy.{when}\n\n"
        f"Nội dung sẽ gửi:\n{text}\n\nGửi đi chứ?"
    )


def sending(number: int, people: int, later: str | None) -> str:
    when = f"sẽ gửi lúc {later}" if later else "đang gửi"
    return f"Thông báo số {number}: {when} cho {people} người. Gõ /guitoi để xem đã đến ai."


STATES = {
    "waiting": "đang chờ",
    "sending": "đang gửi",
    "held": "chờ họ nhắn lại",
    "sent": "đã gửi",
    "failed": "không gửi được",
    "uncertain": "chưa chắc đã đến",
    "cancelled": "bỏ vì người nhận đã dừng",
}


def report(number: int, text: str, counts: dict[str, int], missed: list[str], *, more: bool) -> str:
    first = text.strip().splitlines()[0][:60]
    totals: dict[str, int] = {}
    for state in STATES:
        totals[STATES[state]] = totals.get(STATES[state], 0) + counts.get(state, 0)
    lines = [f"• {words}: {count}" for words, count in totals.items() if count]
    named = ["Những người cần hỏi lại:", *missed] if missed else []
    return "\n".join([f"Thông báo số {number} «{first}»:", *lines, *named, *(["• …"] if more else [])])


def recipient(state: str, person: str | None, cooperative: str | None) -> str:
    who = ", ".join(part for part in (person, cooperative) if part) or "người không ghi tên"
    return f"• {who} ({STATES[state]})"
