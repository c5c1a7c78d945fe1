"""Words used everywhere: first contact, help, and when something does not work."""

CONSENT_VERSION = "2026-11-20.2"
"""Version of DATA_NOTICE that a consent is recorded with. Change both together."""

DATA_NOTICE = (
    "Về thông tin của bạn:\n"
    "• Nếu bạn đồng ý, tôi lưu tên bạn, hợp tác xã của bạn và số liệu bạn gửi. "
    "Mục đích: để Liên minh tổng hợp báo cáo và trả lời bạn.\n"
    "• Câu hỏi và câu trả lời được giữ 12 tháng, để sửa cho đúng và báo lại cho bạn.\n"
    "• Gõ /dulieu để xem, /xoa để xóa, /rutdongy để thôi đồng ý. Lúc nào cũng được.\n"
    "Không đồng ý thì bạn vẫn hỏi được bình thường."
)

MENU = (
    ("khaosat", "Gửi số liệu của hợp tác xã"),
    ("hotro", "Tìm chính sách hỗ trợ hợp với tôi"),
    ("thutuc", "Thủ tục từng bước, danh sách giấy tờ"),
    ("trogiup", "Tôi giúp được gì"),
    ("lienket", "Nối Zalo, Telegram, trang web của tôi"),
    ("dulieu", "Xem thông tin của tôi"),
    ("xoa", "Xóa thông tin của tôi"),
    ("chude", "Chọn chủ đề muốn nhận tin"),
    ("dung", "Không nhận lời nhắc nữa"),
)
"""Commands a platform's menu shows, with what they do."""

MATTERS = (
    ("khaosat", "Gửi số liệu"),
    ("hotro", "Tìm chính sách hỗ trợ"),
    ("thutuc", "Làm thủ tục từng bước"),
)
MORE = "Việc khác"
MORE_MATTERS = (
    ("tinhhop", "Tính số người họp"),
    ("quymo", "Xem quy mô"),
    ("khacbiet", "Luật mới khác gì"),
    ("tunghia", "Tra nghĩa của từ"),
    ("dulieu", "Thông tin của tôi"),
)
STAFF_MATTERS = ("canbo", "Việc của cán bộ Liên minh")
"""Commands offered below the help, and what they are called there."""

AGREE = "Đồng ý"
ASK_ONLY = "Chỉ hỏi, không lưu tên"

CONSENT_THANKS = (
    "Cảm ơn bạn đã đồng ý.\n"
    "Bạn là người của hợp tác xã? Gõ mã mời 6 ký tự mà Liên minh đã gửi, ví dụ: ABC234.\n"
    "Chưa có mã thì bạn cứ gõ câu hỏi."
)
ASK_ONLY_THANKS = "Được ạ. Tôi không lưu tên bạn. Bạn cứ gõ câu hỏi, có dấu hay không dấu đều được."

AGREED_BEFORE = (
    "Bạn đã đồng ý trước đây và đang tham gia, nên tôi giữ nguyên.\n"
    "Muốn thôi đồng ý, bạn gõ /rutdongy. Muốn xóa thông tin, bạn gõ /xoa."
)
NEEDS_CONSENT = "Để gửi số liệu thay hợp tác xã, tôi cần lưu tên bạn và hợp tác xã của bạn. Bạn có đồng ý không?"

EMPTY = "Tin của bạn không có chữ nào. Bạn gõ câu hỏi giúp tôi nhé, ví dụ: htx can may nguoi"
TOO_LONG = (
    "Tin của bạn dài quá nên tôi không đọc hết được. Tin vẫn được giữ lại.\n"
    "Bạn gõ lại điều muốn hỏi trong vài câu ngắn nhé."
)
STICKER = "Cảm ơn bạn. Tôi chỉ đọc được chữ. Bạn gõ câu hỏi hoặc câu trả lời nhé."
VOICE = "Tôi chưa nghe được tin thoại. Bạn gõ chữ giúp tôi nhé, không cần dấu cũng được."
FILE = "Tôi chưa đọc được tệp hay ảnh. Bạn gõ nội dung bằng chữ giúp tôi nhé."
CONTACT = "Cảm ơn bạn. Tôi không cần danh thiếp này nên không lưu lại. Bạn gõ câu hỏi giúp tôi nhé."
LOCATION = "Tôi không cần biết vị trí nên không lưu lại. Bạn gõ câu hỏi giúp tôi nhé."
UNKNOWN = "Tôi không đọc được loại tin này. Bạn gõ bằng chữ giúp tôi nhé."
OLD_BUTTON = "Lựa chọn này đã cũ, không còn dùng được. Bạn gõ câu hỏi, hoặc gõ /trogiup để xem tôi giúp được gì."

STOPPED = (
    "Tôi sẽ không tự nhắn cho bạn nữa. Bạn hỏi thì tôi vẫn trả lời.\n"
    "Muốn nhận lại lời nhắc và thông báo, bạn gõ /batdau."
)
STARTED_AGAIN = "Mừng bạn quay lại. Từ giờ bạn lại nhận được lời nhắc và thông báo. Muốn dừng, bạn gõ /dung."

SOMETHING_BROKE = (
    "Xin lỗi, máy vừa gặp lỗi khi xử lý tin của bạn.\n"
    "Tin vẫn được giữ lại, không mất. Cán bộ Liên minh đã được báo.\n"
    "Bạn thử nhắn lại sau ít phút nhé."
)


def welcome(alliance: str) -> str:
    return (
        f"Chào bạn! Tôi là Trợ lý HTX (hợp tác xã) của {alliance}. Tôi là máy trả lời tự động.\n\n"
        "Tôi giúp bạn:\n"
        "• Hỏi về Luật Hợp tác xã và chính sách hỗ trợ.\n"
        "• Gửi số liệu định kỳ của hợp tác xã cho Liên minh.\n"
        "Tôi chỉ cung cấp thông tin để tham khảo, không thay cơ quan nhà nước có thẩm quyền.\n\n"
        f"{DATA_NOTICE}"
    )


def help_text(alliance: str, phone: str) -> str:
    call = f"Cần gấp, bạn gọi {phone}.\n" if phone else ""
    return (
        f"Tôi là Trợ lý HTX (hợp tác xã) của {alliance}, một máy trả lời tự động.\n\n"
        "Bạn cứ gõ câu hỏi như nhắn cho người quen, không dấu cũng được. Ví dụ: "
        "muốn ra khỏi hợp tác xã có lấy lại vốn được không\n"
        "Muốn xem điều luật, bạn gõ, ví dụ: điều 23 luật 2012\n\n"
        "Hoặc chọn một việc ở dưới (gõ /khaosat, /hotro, /thutuc cũng được).\n"
        f"{call}"
        "Câu trả lời chỉ để tham khảo, không thay cơ quan nhà nước có thẩm quyền."
    )


MORE_HELP = (
    "Bạn chọn một việc, hoặc gõ lệnh:\n"
    "• /tinhhop, /quymo: tính số người họp, số phiếu; xem quy mô\n"
    "• /khacbiet, /tunghia: luật mới khác gì; nghĩa của từ\n"
    "• /chude: chọn tin muốn nhận. /dung: không nhận lời nhắc nữa\n"
    "• /lienket: dùng cả Zalo, Telegram và trang web như một người\n"
    "• /dulieu: xem thông tin tôi lưu về bạn. /xoa: xóa. /rutdongy: thôi đồng ý"
)


def staff_turn_failed(event_id: int) -> str:
    return (
        f"Máy không xử lý được một tin nhắn (số {event_id}). Người gửi đã được báo là có lỗi.\n"
        "Nhờ người quản trị xem nhật ký của máy."
    )


def staff_message_failed(message_id: int, reason: str) -> str:
    return (
        f"Một tin trả lời (số {message_id}) không gửi được: {reason}.\n"
        "Nếu gặp người này qua điện thoại, nhờ anh chị nhắc họ nhắn lại."
    )
