"""Words for announcements: what staff read while they write and send, and what stands under a message."""

from collections.abc import Mapping, Sequence

from handlers.texts.segments import CHANNEL_NAMES

CANCEL = "Thôi, không gửi"
SEND = "Gửi"
EVERYBODY = "Tất cả"
BY_SECTOR = "Theo ngành"
BY_PLACE = "Theo xã, phường"
BY_MISSING = "Ai chưa trả lời đợt này"
BY_WORDS = "Gõ một câu"
LATER = "Hẹn giờ"
TEST = "Gửi thử cho tôi"
ADD_FILE = "Kèm tệp"
MISSED = "Ai không nhận được"
MORE = "Sửa, thêm…"
WHAT_TO_CHANGE = "Anh chị muốn sửa hay thêm gì?"
KEEP = "Để sau"
WORDS = "Sửa chữ"
WHO = "Đổi người nhận"
TOPIC = "Chọn chủ đề"
ASK_READ = "Hỏi ai đã đọc"
NO_READ = "Thôi hỏi ai đã đọc"
INVITE = "Hỏi ai tham gia"
NO_INVITE = "Thôi hỏi ai tham gia"
DROP_FILES = "Bỏ tệp kèm"
BACK = "Quay lại"
NO_TOPIC = "Việc phải báo, không có chủ đề"
READ = "Đã đọc"
UNSCHEDULE = "Bỏ hẹn, sửa lại"

TOPICS = {
    "training": "Tập huấn, hội nghị",
    "market": "Hội chợ, tiêu thụ hàng",
    "policy": "Chính sách, vốn vay mới",
    "news": "Tin tức, chúc mừng",
}

LONGEST = 3000  # characters
TYPE_TEXT = "Anh chị gõ nội dung thông báo. Tôi sẽ hỏi lại trước khi gửi."
OR_GO_ON = "Hoặc làm tiếp bản đang để đó:"
TYPE_WORDS = "Anh chị gõ lại toàn bộ nội dung."
TO_WHOM = "Gửi cho ai?"
WHICH_SECTOR = "Chọn ngành:"
WHICH_TOPIC = "Tin này thuộc chủ đề nào? Ai đã thôi nhận chủ đề đó sẽ không nhận tin này."
TYPE_PLACE = "Gõ tên xã hoặc phường (không dấu cũng được):"
TYPE_WHEN = "Gửi lúc nào? Ví dụ: 8h sáng mai, 14h30 25/11, 7 giờ thứ hai."
SEND_FILE = "Anh chị gửi tệp vào đây: PDF, Word (.docx) hoặc ảnh, mỗi tệp không quá 10 MB, nhiều nhất 3 tệp."
NO_SUCH_PLACE = "Tôi không tìm thấy hợp tác xã nào ở nơi đó. Anh chị gõ lại tên xã, phường, hoặc chọn Thôi."
NOBODY = "Không có ai nhận được tin này. Anh chị chọn người nhận khác, hoặc mời thêm người bằng /moi."
NOT_SENT = "Đã bỏ, không gửi cho ai."
NOTHING_TO_LEAVE = "Được ạ, không viết nữa."
DECIDED = "Thông báo này đã được quyết định trước đó rồi."
NONE_YET = "Chưa có thông báo nào."
TEST_FOLLOWS = "Đây là tin người nhận sẽ thấy. Mới gửi cho riêng anh chị:"
TEST_BUTTON = "Đây là bản gửi thử nên tôi chưa ghi gì. Khi gửi thật, tôi sẽ ghi lại câu trả lời."
EMPTY_TEXT = "Tin này không có chữ nào. Anh chị gõ nội dung thông báo giúp tôi."

# Files
TOO_MANY_FILES = "Mỗi thông báo kèm được nhiều nhất 3 tệp. Tệp vừa gửi tôi không kèm vào."
FILE_TOO_LARGE = "Tệp này quá 10 MB nên tôi không kèm được. Anh chị gửi tệp nhỏ hơn giúp tôi."
FILE_NOT_HAD = "Tôi chưa tải được tệp này. Anh chị gửi lại giúp tôi."
FILE_NOT_PASSED = (
    "Ứng dụng này không chuyển tệp đó cho tôi. Anh chị gửi ảnh chụp giúp tôi.\n"
    "Cần kèm đúng tệp PDF hoặc Word: gõ /lienket để nối với trang web, rồi gửi tệp ở đó."
)
FILE_EMPTY = "Tệp này không có gì bên trong. Anh chị xem lại rồi gửi tệp khác giúp tôi."
FILE_MACRO = "Tệp Word này có lệnh tự chạy bên trong nên tôi không gửi cho bà con. Anh chị lưu lại thành .docx thường."
FILE_FIRST_TEXT = "Tôi nhận được tệp rồi. Giờ anh chị gõ nội dung thông báo."


def too_long(length: int) -> str:
    return (
        f"Nội dung dài {length} chữ cái, nhiều nhất là {LONGEST}. Tin dài thì bà con khó đọc trên điện thoại.\n"
        "Anh chị rút ngắn rồi gõ lại, hoặc đưa phần dài vào tệp Word, PDF và kèm theo. "
        "Bản anh chị vừa gõ vẫn còn trong khung chat."
    )


def file_kind(name: str) -> str:
    return f"Tôi không kèm được «{name}». Chỉ kèm được PDF, Word (.docx) và ảnh (.jpg, .png)."


def how_to_leave(topic: str) -> str:
    return f"(Chủ đề: {TOPICS.get(topic, topic)}. Không muốn nhận nữa, bạn gõ /chude)"


# The draft


def draft_label(number: int, text: str, *, is_scheduled: bool) -> str:
    return f"Số {number}{' (đã hẹn giờ)' if is_scheduled else ''}: {first_words(text, 30)}"


def first_words(text: str, length: int = 60) -> str:
    line = text.strip().splitlines()[0]
    if len(line) <= length:
        return line
    words, _, cut = line[: length + 1].rpartition(" ")
    return (words or cut).rstrip(" ,;:") + "…"


def channels(counts: Mapping[str, int]) -> str:
    named = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{CHANNEL_NAMES.get(channel, channel)} {count}" for channel, count in named)


def confirm(
    text: str,
    segment: str,
    counts: Mapping[str, int],
    reached: int,
    missed: int,
    later: str | None,
    details: Sequence[str] = (),
) -> str:
    """`counts`: people by channel; `reached` and `missed`: cooperatives."""
    people = sum(counts.values())
    by_channel = f" ({channels(counts)})" if people else ""
    homes = f" của {reached} hợp tác xã" if reached or missed else ""
    silent = f" {missed} hợp tác xã không nhận được." if missed else ""
    when = f"Đang là giờ nghỉ: sẽ gửi lúc {later}." if later else ""
    lines = [f"Thông báo cho {segment}: {people} người{homes}{by_channel}.{silent}", when, *details]
    return "\n".join([*filter(None, lines), "", "Nội dung sẽ gửi:", text, "", "Gửi đi chứ?"])


def details(files: Sequence[str], topic: str | None, *, asks_read: bool) -> list[str]:
    lines = [f"Tệp kèm: {', '.join(files)}."] if files else []
    if topic is not None:
        lines.append(f"Chủ đề: {TOPICS.get(topic, topic)}.")
    return [*lines, f"Người nhận chọn «{READ}» khi đã đọc."] if asks_read else lines


def understood(segment: str) -> str:
    return f"Tôi hiểu là gửi cho: {segment}."


def changed_by_other(name: str | None) -> str:
    return f"Bản này vừa được {name or 'cán bộ khác'} sửa, nên tôi chưa làm gì. Đây là bản mới:"


def kept(number: int) -> str:
    return f"Tôi giữ lại bản nháp số {number}. Gõ /thongbao để làm tiếp, lúc nào cũng được."


def missed(places: Sequence[tuple[str, Sequence[str], int]]) -> str:
    """(reason, names, how many more) for each reason."""
    if not places:
        return "Hợp tác xã nào cũng có người nhận được."
    lines = ["Những hợp tác xã không nhận được:"]
    for reason, names, more in places:
        lines += [f"{REASONS[reason]}:", *(f"• {name}" for name in names)]
        lines += [f"• và {more} nơi khác"] if more else []
    if any(reason == "nobody" for reason, _, _ in places):
        lines.append("Gõ /moi và tên hợp tác xã để lấy mã mời cho họ.")
    return "\n".join(lines)


REASONS = {
    "nobody": "Chưa có ai nối máy",
    "blocked": "Đã chặn máy",
    "stopped": "Đã gõ /dung, không muốn nhận tin",
    "left": "Đã thôi nhận chủ đề này",
}

# When


def when_doubt(kind: str) -> str:
    return {
        "past": "Giờ đó đã qua rồi.",
        "wrong": "Không có giờ hoặc ngày này. Anh chị xem lại giúp tôi.",
        "rough": "Tôi cần một ngày và một giờ rõ ràng.",
        "either": "Anh chị muốn lúc nào?",
        "no_clock": "Anh chị gõ thêm giờ giúp tôi, ví dụ: 8h sáng 25/11.",
        "far": "Giờ đó xa quá, hơn một năm nữa. Anh chị xem lại giúp tôi.",
    }.get(kind, "Tôi chưa hiểu giờ này.")


def confirm_time(moment: str, quiet: str | None) -> str:
    later = f"\nLúc đó là giờ nghỉ, nên tin sẽ gửi lúc {quiet}." if quiet else ""
    return f"Hẹn gửi lúc {moment}.{later}\nĐúng chưa ạ?"


KEEP_TIME = "Đúng, hẹn gửi"
OTHER_TIME = "Giờ khác"


def scheduled(number: int, people: int, moment: str) -> str:
    return (
        f"Thông báo số {number} sẽ gửi lúc {moment}, tính đến giờ là {people} người. "
        "Đến lúc gửi tôi đếm lại và báo anh chị. Muốn bỏ, gõ /thongbao rồi chọn thông báo này."
    )


def sent_as_planned(number: int, count: int, expected: int | None) -> str:
    changed = "" if expected in (None, count) else f" Lúc hẹn là {expected} người, nay danh sách đã đổi."
    return f"Thông báo số {number} đến giờ đã gửi cho {count} người.{changed} Gõ /guitoi để xem đã đến ai."


def waiting_card(number: int, text: str, segment: str, moment: str) -> str:
    return f"Thông báo số {number} đang chờ gửi lúc {moment}, cho {segment}:\n\n{text}"


def sending(number: int, people: int, later: str | None) -> str:
    when = f"sẽ gửi lúc {later}" if later else "đang gửi"
    return f"Thông báo số {number}: {when} cho {people} người. Gõ /guitoi để xem đã đến ai."


UNSCHEDULED = "Đã bỏ hẹn. Bản này lại là bản nháp:"
