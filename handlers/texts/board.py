"""Words of the board of the missing and of its call list, for staff."""

STANDINGS = {
    "no_address": "chưa có ai nối máy",
    "blocked": "đã chặn tin",
    "stopped": "xin thôi nhắc",
    "not_me": "báo không phải mình",
    "not_opened": "chưa mở",
    "stuck": "đang làm dở",
    "snoozed": "hẹn nhắc sau",
    "done": "đã gửi",
}
SHORT = {"call": "cần gọi", "not_opened": "chưa mở", "stuck": "làm dở", "snoozed": "hẹn", "done": "đã gửi"}
CALL_LIST = "Danh sách cần gọi điện"
BY_PLACE, BY_SECTOR, NAMES = "Theo xã, phường", "Theo ngành", "Xem tên"
NOBODY_TO_CALL = "Không có nơi nào phải gọi điện: nơi nào chưa gửi cũng nhận được tin."
CALL_LIST_HERE = "Danh sách cần gọi điện ở tệp kèm theo. Gọi xong, gõ /nhapho và tên hợp tác xã để ghi số liệu giúp."
ENTER_HOW = "Gõ /nhapho và tên hợp tác xã, ví dụ: /nhapho Rau sạch Mường So"
WHICH_COOPERATIVE = "Ghi số liệu giúp nơi nào?"
WHICH_ROUND = "Ghi cho đợt nào?"
HEADER = ("Hợp tác xã", "Điện thoại", "Xã, phường", "Ngành", "Vì sao phải gọi", "Đang dừng ở", "Người đã nối máy")
SHEET = "Cần gọi"


def head(title: str, period: str, done: int, asked: int) -> str:
    return f"{title}, {period}: {done} trên {asked} hợp tác xã đã gửi."


def counted(standing: str, count: int) -> str:
    return f"• {STANDINGS[standing]}: {count}"


def missing_mostly(standing: str) -> str:
    return f"\nChưa gửi (nơi không ghi gì thêm: {standing}):"


def group(name: str, counts: dict[str, int]) -> str:
    written = ", ".join(f"{SHORT[key]} {count}" for key, count in counts.items() if count)
    return f"• {name}: {written}"


def stuck_at(number: int, total: int, label: str) -> str:
    return f"dừng ở câu {number}/{total}: {label}"


def until(when: str) -> str:
    return f"hẹn nhắc lúc {when}"


def by_phone_begins(name: str) -> str:
    return f"Anh chị đang ghi giúp {name}. Trong sổ sẽ ghi rõ là ghi qua điện thoại. Muốn nghỉ, gõ: dừng"
