"""Words for joining a cooperative or the alliance's staff."""

JOIN = "Đúng, tôi tham gia"
NOT_MINE = "Không phải"
SKIP = "Bỏ qua"

CODE_UNKNOWN = (
    "Mã này không đúng. Mã có 6 chữ và số, ví dụ: ABC234.\nBạn xem lại tờ giấy mời, hoặc hỏi Liên minh để xin mã mới."
)
CODE_MISREAD = (
    "Nếu đây là mã mời thì chưa đúng: mã không có số 0, số 1 và các chữ I, L, O.\n"
    "Bạn xem lại tờ giấy mời rồi gõ lại nhé."
)
CODE_USED_UP = "Mã này đã đủ số người dùng. Bạn hỏi Liên minh để xin mã mới nhé."
CODE_EXPIRED = "Mã này đã hết hạn. Bạn hỏi Liên minh để xin mã mới nhé."
NOT_JOINED = "Được ạ, tôi không ghi gì cả. Bạn xem lại mã rồi gõ lại, hoặc hỏi Liên minh."
ASK_NAME = "Bạn tên gì? Liên minh cần biết để tiện gọi khi có việc."
NAME_UNREADABLE = "Tên này tôi không đọc được. Bạn gõ họ và tên bằng chữ giúp tôi nhé."
NAME_TOO_LONG = "Tên hơi dài. Bạn gõ họ và tên thôi nhé (không quá 60 chữ cái)."


def confirm_join(cooperative: str, place: str) -> str:
    where = f", {place}" if place else ""
    return f"Mã này của: {cooperative}{where}.\nBạn là người của hợp tác xã này phải không?"


def joined(cooperative: str) -> str:
    return f"Xong rồi! Từ giờ bạn gửi số liệu cho {cooperative} ngay trong khung chat này."


def already_joined(cooperative: str) -> str:
    return f"Bạn đã ở trong {cooperative} rồi. Gõ /khaosat để gửi số liệu."


def nice_to_meet(name: str) -> str:
    return f"Chào {name}!"


NO_NAME = "Được ạ, tôi không lưu tên."
NOTHING_TO_ANSWER = "Hiện không có đợt khảo sát nào đang mở. Có đợt mới, tôi sẽ nhắn bạn."

STAFF_ROLES = {"admin": "quản trị", "officer": "cán bộ"}


def staff_welcome(role: str) -> str:
    return (
        f"Bạn đã vào nhóm làm việc của Liên minh với vai trò {STAFF_ROLES[role]}. Gõ /canbo để xem các việc làm được."
    )
