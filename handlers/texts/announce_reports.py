"""Words for what became of an announcement: counts, names, stopping, sending again, correcting, taking back."""

from collections import Counter
from collections.abc import Mapping, Sequence

from handlers.texts.announce import first_words

STATES = {
    "waiting": "đang chờ",
    "held": "chờ họ nhắn lại",
    "sent": "đã gửi",
    "delivered": "đã đến máy",
    "read": "đã đọc",
    "failed": "không gửi được",
    "refused": "người nhận đã chặn hoặc đã dừng",
    "uncertain": "chưa chắc đã đến",
    "cancelled": "đã dừng, không gửi",
}
TELL_ADMINISTRATOR = "cần báo người quản trị"
REASONS = (
    ("blocked", "đã chặn máy"),
    ("closed", "tài khoản đã đóng"),
    ("does not know", "ứng dụng không tìm thấy người này"),
    ("never started", "chưa bao giờ mở khung chat"),
    ("too long", "tin dài quá với ứng dụng"),
    ("too large", "tệp lớn quá với ứng dụng"),
    ("cannot be reached", "không nối được với ứng dụng"),
    ("token", f"ứng dụng không nhận mã của máy, {TELL_ADMINISTRATOR}"),
    ("no answer", "ứng dụng không trả lời"),
    ("stopped while sending", "máy dừng đúng lúc đang gửi"),
    ("plan limit", "gói Zalo đã hết tin"),
    ("does not follow", "chưa quan tâm tài khoản Zalo"),
    ("takes no more messages today", "hôm nay người này không nhận thêm tin"),
    ("pause", "ứng dụng bắt chờ"),
    ("not running", "ứng dụng này đang tắt"),
    ("messages of this kind", "người này không nhận loại tin này"),
    ("against Zalo's rules", "Zalo cho là trái quy định"),
    ("used up", "gói Zalo đã hết tin"),
    ("at night", "ban đêm Zalo không gửi tin này"),
    ("no money", f"tài khoản Zalo trả trước hết tiền, {TELL_ADMINISTRATOR}"),
    ("key", f"Zalo chưa cho máy gửi, {TELL_ADMINISTRATOR}"),
    ("Zalo OA: ", f"tài khoản Zalo của Liên minh có việc phải sửa, {TELL_ADMINISTRATOR}"),
    (" failed (", "ứng dụng đang trục trặc"),
    ("only the first part", "mới chắc phần đầu của tin đã đến"),
)
"""Words of a channel's reason -> what staff read; any other is told as it is not understood."""

STOP = "Dừng gửi"
RESEND = "Gửi lại chỗ lỗi"
UNREAD = "Ai chưa đọc"
SHEET = "Danh sách (Excel)"
CORRECT = "Đính chính"
RECALL = "Thu hồi"
ANSWERS = "Ai tham gia"
YES_RECALL = "Đúng, thu hồi"
NO_RECALL = "Thôi"
SEND_CORRECTION = "Gửi đính chính"
GONE = "Không còn thông báo này."
NOTHING_TO_STOP = "Thông báo này đã gửi xong hoặc đã dừng rồi, không còn gì để dừng."
NOTHING_TO_RESEND = "Không có ai để gửi lại: hoặc không lỗi ai, hoặc những người đó hiện không nhận tin được."
ALL_READ = "Ai cũng đã đọc."
NOT_SENT_YET = "Thông báo này chưa gửi nên chưa làm được việc đó."
ALREADY_RECALLED = "Thông báo này đã thu hồi rồi."
GONE_ON = "Được ạ, giữ nguyên như cũ."
NO_COPIES = "Chưa ai nhận thông báo này."
TYPE_CORRECTION = (
    "Anh chị gõ lại toàn bộ nội dung đúng. Ở đâu sửa được tin cũ, tôi sửa; ở đâu không, tôi gửi tin «Đính chính»."
)
NOTE = "Tin này đã được Liên minh thu hồi. Bạn vui lòng bỏ qua."
FILE_NAME = "thong-bao-{number}.xlsx"
SHEET_NAME = "Người nhận"
HEADER = ("Người nhận", "Hợp tác xã", "Ứng dụng", "Tình trạng", "Lý do")


def reason(words: str | None) -> str:
    if not words:
        return ""
    return next((said for part, said in REASONS if part in words), "ứng dụng không nhận tin")


def waits(reasons: Sequence[tuple[str, int]]) -> str:
    """Why copies wait: (a channel's reason, how many); most first."""
    counts: Counter[str] = Counter()
    for words, count in reasons:
        counts[reason(words)] += count
    return "; ".join(f"{said}: {count}" for said, count in counts.most_common())


def report(
    number: int,
    text: str,
    counts: Mapping[str, int],
    named: Sequence[str],
    *,
    more: bool,
    notes: Sequence[str] = (),
    waits: str = "",
) -> str:
    """`waits`: why some of those that wait could not go yet."""
    why = {"waiting": f" ({waits})"} if waits else {}
    lines = [f"• {words}: {counts[state]}{why.get(state, '')}" for state, words in STATES.items() if counts.get(state)]
    missed = ["Những người cần hỏi lại:", *named] if named else []
    head = [f"Thông báo số {number} «{first_words(text)}»:", *notes]
    return "\n".join([*head, *lines, *missed, *(["• …"] if more else [])])


def notes(state: str, *, corrected: bool, recalled: bool) -> list[str]:
    lines = ["Đã dừng giữa chừng."] if state == "stopped" else []
    lines += ["Đã đính chính."] if corrected else []
    return [*lines, "Đã thu hồi."] if recalled else lines


def recipient(state: str, person: str | None, cooperative: str | None, why: str | None) -> str:
    who = ", ".join(part for part in (person, cooperative) if part) or "người không ghi tên"
    because = f": {reason(why)}" if why and state in ("failed", "uncertain") else ""
    return f"• {who} ({STATES[state]}{because})"


def stopped(count: int) -> str:
    return f"Đã dừng. {count} người chưa gửi đến thì thôi không gửi nữa. Tin đang trên đường vẫn đến."


def resent(count: int, later: str | None) -> str:
    return f"{'Sẽ gửi lại lúc ' + later if later else 'Đang gửi lại'} cho {count} người."


def unread(names: Sequence[str], more: int) -> str:
    rest = [f"• và {more} người khác"] if more else []
    return "\n".join([f"Chưa báo đã đọc ({len(names) + more} người):", *names, *rest])


def sheet(number: int) -> str:
    return f"Danh sách người nhận thông báo số {number}."


def confirm_correction(text: str, count: int) -> str:
    return f"Đính chính cho {count} người đã nhận. Nội dung đúng:\n\n{text}\n\nGửi đính chính chứ?"


def corrected(count: int, later: str | None) -> str:
    return f"{'Sẽ đính chính lúc ' + later if later else 'Đang đính chính'} cho {count} người."


def confirm_recall(number: int, text: str, count: int) -> str:
    return (
        f"Thu hồi thông báo số {number} «{first_words(text)}» ở {count} người đã nhận? "
        "Ở đâu xóa được tin, tôi xóa; ở đâu không, tôi nhắn họ bỏ qua tin đó."
    )


def recalled(count: int, later: str | None) -> str:
    return f"{'Sẽ thu hồi lúc ' + later if later else 'Đang thu hồi'} ở {count} người."


def edited(text: str, moment: str) -> str:
    return f"{text}\n\n(Đã sửa lúc {moment})"


def correction(old: str, text: str) -> str:
    return f"ĐÍNH CHÍNH tin «{first_words(old)}». Nội dung đúng là:\n\n{text}"


def recall_note(old: str) -> str:
    return f"THU HỒI: tin «{first_words(old)}» đã gửi nhầm. Bạn vui lòng bỏ qua tin đó và tệp kèm theo."
