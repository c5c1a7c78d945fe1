"""Words for joining several addresses of one person: the code, the two questions, the list."""

NAMES = {"telegram": "Telegram", "zalo_bot": "Zalo", "zalo_oa": "Zalo", "zalo": "Zalo", "web": "trang web"}
OTHER_NAME = "nơi khác"

CONSENT_VERSION = "joined 2026-11-20"
"""Version of `confirm_typed` and `confirm_shown` that a consent is recorded with. Change them together."""

YES_MINE = "Đúng, của tôi"
NOT_MINE = "Không phải"
MORE = "Nối thêm một nơi"
KEEP = "Giữ nguyên"

OWN_CODE = "Đây là mã của chính nơi này. Bạn mở nơi kia (Zalo, Telegram hoặc trang web) rồi gõ mã ở đó nhé."
SAME_ALREADY = "Hai nơi này đã nối với nhau rồi. Gõ /lienket để xem."
CODE_WRONG = (
    "Mã này không đúng hoặc đã hết hạn. Mã chỉ dùng được 10 phút, một lần.\n"
    "Bạn mở nơi kia, gõ /lienket để lấy mã mới rồi gõ lại ở đây."
)
TOO_MANY = "Bạn gõ sai mã nhiều lần quá. Bạn đợi 15 phút rồi lấy mã mới nhé."
TOO_LATE = "Việc nối này đã quá giờ hoặc đã xong. Muốn nối, bạn gõ /lienket để lấy mã mới."
REFUSED_HERE = "Được ạ, tôi không nối gì cả."
REFUSED_THERE = "Nơi kia trả lời là không phải, nên tôi không nối. Cần nối lại, bạn gõ /lienket."
PREFERRED_GONE = "Nơi này không còn trong danh sách của bạn. Gõ /lienket để xem lại."
KEPT = "Vâng, tôi giữ nguyên."


def place(channel: str, number: int = 1) -> str:
    """What people call a channel; the second address on it gets a number."""
    name = NAMES.get(channel, OTHER_NAME)
    return name if number == 1 else f"{name} ({number})"


def code(code: str) -> str:
    return (
        "Bạn dùng tôi ở nhiều nơi (Zalo, Telegram, trang web)? Nối lại thì tôi biết đó là một người.\n\n"
        f"Mã của bạn: {code}\n"
        "Bạn mở nơi kia và gõ mã này cho tôi. Mã dùng được 10 phút, một lần.\n"
        "Đừng đưa mã cho người khác.\n\n"
        "Nơi kia đã cho bạn mã rồi? Bạn gõ mã đó ngay tại đây."
    )


def confirm_typed(other: str) -> str:
    return (
        f"Mã này lấy từ {other}. Có phải chính bạn lấy không?\n"
        "Nối xong, ai cầm máy đó sẽ đọc được tin của bạn và gửi được số liệu thay bạn. "
        "Nơi nào đã đồng ý cho lưu tên thì việc đồng ý tính cho cả hai."
    )


def waiting_for(other: str) -> str:
    return f"Còn một bước: bạn mở {other}, ở đó tôi vừa hỏi lại. Bạn chọn «{YES_MINE}» là xong."


def confirm_shown(other: str) -> str:
    return (
        f"Có người vừa gõ mã của bạn trên {other}. Có phải chính bạn không?\n"
        "Nối xong, ai cầm máy đó sẽ đọc được tin của bạn và gửi được số liệu thay bạn. "
        "Nơi nào đã đồng ý cho lưu tên thì việc đồng ý tính cho cả hai. "
        f"Không phải bạn gõ thì chọn «{NOT_MINE}»."
    )


def joined(other: str) -> str:
    return (
        f"Đã nối với {other}. Từ giờ hai nơi là một người: cùng tên, cùng hợp tác xã.\n"
        "Gõ /lienket để xem, chọn nơi nhận tin trước, hoặc thôi nối."
    )


def listing(places: list[tuple[str, str]], chosen: str | None) -> str:
    """`places`: (name, what is special about it) in the order in which they are written to; `chosen`: the first."""
    lines = "\n".join(f"• {name[0].upper()}{name[1:]}{f' – {note}' if note else ''}" for name, note in places)
    first = f"đến {chosen} trước" if chosen else "đến nơi bạn dùng gần đây nhất"
    return (
        f"Bạn đang dùng tôi ở {len(places)} nơi:\n{lines}\n\n"
        f"Lời nhắc và thông báo {first}. Nơi đó không nhận được thì tôi gửi sang nơi khác."
    )


HERE = "bạn đang ở đây"
STATES = {"blocked": "đã chặn tôi", "stopped": "không nhận tin tự gửi"}


def choose_first(name: str) -> str:
    return f"Gửi đến {name} trước"


def take_off(name: str) -> str:
    return f"Thôi nối {name}"


def now_first(name: str) -> str:
    return f"Được ạ. Từ giờ tôi gửi đến {name} trước."


def confirm_take_off(name: str, *, here: bool) -> str:
    where = "đây" if here else "đó"
    return (
        f"Thôi nối {name}? Ở {where} tôi sẽ coi như người mới, không còn tên và hợp tác xã của bạn. "
        "Muốn dùng lại thì nối lại bằng mã."
    )


def taken_off(name: str) -> str:
    return f"Đã thôi nối {name}."
