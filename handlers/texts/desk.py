"""Words for the alliance's staff in chat."""

from collections.abc import Sequence

WHAT = (
    "Anh chị cần việc gì? Chọn một ô, hoặc gõ bằng lời, ví dụ: ai chưa gửi, mở đợt mới.\n"
    "Gửi thông báo cho các hợp tác xã thì gõ /thongbao."
)
ALL_COMMANDS = "/canbo het"
HELP = (
    "Tất cả các lệnh của cán bộ:\n\n"
    "Đợt báo cáo\n"
    "• /modot, /dongdot: mở đợt, đóng đợt\n"
    "• /chuatraloi: xem ai chưa gửi\n"
    "• /nhapho và tên hợp tác xã: ghi số liệu giúp qua điện thoại\n"
    "• /lich: lịch tự mở đợt, các đợt sắp tới\n"
    "• /maucauhoi: dùng bản câu hỏi mới\n\n"
    "Kết quả\n"
    "• /ketqua: bảng kết quả; thêm tên xã hay ngành để xem riêng nơi đó\n"
    "• /baocao: báo cáo Word và các bảng để chuyển đi\n"
    "• /guilai, /nhatky: gửi lại kết quả; xem đã đến đâu\n"
    "• /kiemtra: gửi bảng Excel để tôi tìm chỗ cộng sai\n\n"
    "Thông báo\n"
    "• /thongbao: gửi thông báo, giấy mời; làm tiếp bản nháp\n"
    "• /guitoi: xem đã đến ai, dừng, gửi lại, đính chính, thu hồi\n"
    "• /nhan: gắn nhãn cho hợp tác xã để chọn người nhận\n\n"
    "Câu hỏi\n"
    "• /cauhoi: câu hỏi đang chờ trả lời\n"
    "• /cauchung: duyệt, sửa, rút câu trả lời chung\n"
    "• /visao: vì sao máy trả lời như vậy\n\n"
    "Hợp tác xã\n"
    "• /moi và tên hợp tác xã: lấy mã mời và ảnh mã vuông\n"
    "• /tach và tên hợp tác xã: tách một hợp tác xã làm hai\n"
    "• /gop và tên hợp tác xã: nhập một hợp tác xã vào nơi khác"
)
OFTEN = (
    ("chuatraloi", "Ai chưa gửi"),
    ("modot", "Mở đợt báo cáo"),
    ("ketqua", "Bảng kết quả"),
    ("baocao", "Báo cáo Word"),
    ("thongbao", "Gửi thông báo"),
    ("cauhoi", "Câu hỏi đang chờ"),
    ("canbo het", "Tất cả các lệnh"),
)
"""Commands that are used most, and what their buttons are called."""

INVITE_HOW = "Gõ /moi và tên hợp tác xã, ví dụ: /moi Rau sạch Mường So"
NO_SUCH_COOPERATIVE = "Tôi không tìm thấy hợp tác xã nào có tên như vậy. Anh chị gõ lại tên giúp tôi."
WHICH_COOPERATIVE = "Chọn hợp tác xã:"


def invite(name: str, code: str, link: str, telegram: str | None, zalo: Sequence[str] = ()) -> str:
    also = f"\nHoặc mở trên Telegram: {telegram}" if telegram else ""
    also += "".join(f"\n{way}" for way in zalo)
    return f"Mã mời của {name}: {code}\nMở liên kết này trên điện thoại: {link}{also}\nMỗi mã dùng cho 3 người."
