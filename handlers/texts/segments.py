"""Words for choosing to whom: conditions read back, and what to do when a line was not understood."""

from handlers.texts.sectors import SECTORS

EVERYBODY = "tất cả hợp tác xã"
OR = "; hoặc "
NOT = "trừ"
KINDS = {
    "union": "liên hiệp hợp tác xã",
    "group": "tổ hợp tác",
    "credit_fund": "loại quỹ tín dụng",
}
CHANNELS = {"telegram": "dùng Telegram", "zalo": "dùng Zalo", "web": "dùng trang web"}
CHANNEL_NAMES = {
    "telegram": "Telegram",
    "zalo_bot": "Zalo",
    "zalo_oa": "Zalo OA",
    "web": "trang web",
    "terminal": "màn hình",
}
ROLES = {"staff": "cán bộ Liên minh"}

EXAMPLES = (
    "Ví dụ:\n"
    "• htx nong nghiep xa Tam Duong chua tra loi\n"
    "• Mường So, Phong Thổ, trừ vận tải\n"
    "• tren 50 thanh vien hoac nhan OCOP\n"
    "• dung Zalo, da tra loi"
)
HOW = (
    "Gõ một câu nói gửi cho ai, không dấu cũng được. Tôi hiểu nơi, ngành, số thành viên, đã hay chưa trả lời, "
    f"nhãn, và dùng Zalo, Telegram hay trang web.\n{EXAMPLES}"
)
NOTHING_SAID = f"Tôi chưa thấy câu này nói gửi cho ai. {EXAMPLES}"
NO_BRACKETS = "Tôi chưa đọc được dấu ngoặc. Anh chị viết liền một câu giúp tôi, dùng «và», «hoặc», «trừ»."
NO_ROUND = "Chưa có đợt báo cáo nào, nên tôi không biết ai đã hay chưa trả lời. Anh chị bỏ phần đó giúp tôi."
TOO_LONG = "Câu dài quá nên tôi không đọc chắc được. Anh chị gõ ngắn hơn, trong 500 chữ cái, giúp tôi."


def sector(key: str) -> str:
    return f"ngành {SECTORS.get(key, key)}"


def size(lowest: int | None, highest: int | None) -> str:
    if lowest is None:
        return f"nhiều nhất {highest} thành viên"
    if highest is None:
        return f"ít nhất {lowest} thành viên"
    return f"từ {lowest} đến {highest} thành viên"


def answered(name: str, *, sent: bool) -> str:
    return f"{'đã' if sent else 'chưa'} trả lời đợt {name}"


def tag(name: str) -> str:
    return f"nhãn {name}"


def not_understood(words: list[str]) -> str:
    said = ", ".join(f"«{word}»" for word in words)
    return f"Tôi chưa hiểu chỗ này: {said}. Chưa gửi gì cả, anh chị gõ lại cả câu giúp tôi.\n{EXAMPLES}"


def several_places(name: str, found: list[str]) -> str:
    return f"Có mấy nơi gần giống «{name}»: {', '.join(found)}. Anh chị gõ đủ tên nơi đó giúp tôi."
