"""Words around photos and files that are answers."""

NOT_HAD = "Tôi chưa nhận được ảnh, tệp vừa rồi. Bạn gửi lại giúp tôi, hoặc chọn một ô bên dưới."
TOO_LARGE = "Tệp này lớn quá 10 MB nên tôi chưa nhận được. Bạn chụp ảnh hoặc gửi tệp nhỏ hơn giúp tôi nhé."
WRONG_KIND = "Tôi nhận ảnh, tệp PDF và tệp Word. Tệp vừa rồi loại khác nên tôi chưa ghi. Bạn chụp ảnh gửi giúp tôi nhé."

# For staff -----------------------------------------------------------------------------------------------------------

SEE = "Xem ảnh, tệp các nơi gửi"
ALL = "Tải tất cả một lần"
MORE = "Xem tiếp"
NOT_ALLOWED = "Số liệu và ảnh của từng hợp tác xã chỉ dành cho cán bộ phụ trách."
ERASED = "đã xóa theo yêu cầu của người gửi"
ELSEWHERE = "còn nằm trong tin nhắn trên kênh của người gửi, máy không lấy về được"
FOLDER = "anh-va-tep"


def none(title: str, period: str) -> str:
    return f"{title}, {period}: chưa nơi nào gửi ảnh hay tệp."


def listing(title: str, period: str, count: int) -> str:
    return f"{title}, {period}: có {count} ảnh, tệp. Chọn nơi cần xem:"


def one(cooperative: str, label: str) -> str:
    return f"{cooperative}: {label}"


def caption(cooperative: str, label: str, why_not: str = "") -> str:
    return f"{cooperative}\n{label}" + (f": {why_not}." if why_not else "")


def zipped(count: int, left_out: int) -> str:
    rest = f" {left_out} tệp chưa có trong này vì gói quá lớn: anh chị xem từng nơi." if left_out else ""
    return f"{count} ảnh, tệp ở gói kèm theo, tên tệp như trong cột của bảng kết quả.{rest} Đừng gửi gói này ra ngoài."
