"""Words for the alliance's staff in chat."""

from collections.abc import Sequence

HELP = (
    "Việc cán bộ Liên minh làm được ở đây:\n"
    "• /modot: mở đợt báo cáo\n"
    "• /dongdot: đóng đợt báo cáo\n"
    "• /lich: lịch tự mở đợt, các đợt sắp tới\n"
    "• /nhapho tên hợp tác xã: ghi số liệu giúp qua điện thoại\n"
    "• /maucauhoi: dùng bản câu hỏi mới\n"
    "• /chuatraloi: xem hợp tác xã nào chưa gửi\n"
    "• /ketqua: lấy bảng kết quả; thêm tên xã hay ngành để xem riêng nơi đó\n"
    "• /baocao: lấy báo cáo Word và các bảng để chuyển đi\n"
    "• /guilai: gửi lại kết quả đến các nơi nhận\n"
    "• /nhatky: xem kết quả đã đến đâu\n"
    "• /kiemtra: gửi bảng Excel để tôi tìm chỗ cộng sai\n"
    "• /thongbao: gửi thông báo, giấy mời; làm tiếp bản nháp\n"
    "• /guitoi: xem thông báo đã đến ai, dừng, gửi lại, đính chính, thu hồi\n"
    "• /nhan: gắn nhãn cho hợp tác xã để chọn người nhận\n"
    "• /cauhoi: câu hỏi đang chờ trả lời\n"
    "• /cauchung: duyệt, sửa, rút câu trả lời chung\n"
    "• /visao: vì sao máy trả lời như vậy\n"
    "• /moi tên hợp tác xã: lấy mã mời và ảnh mã vuông\n"
    "• /tach tên hợp tác xã: tách một hợp tác xã làm hai\n"
    "• /gop tên hợp tác xã: nhập một hợp tác xã vào nơi khác"
)

INVITE_HOW = "Gõ /moi và tên hợp tác xã, ví dụ: /moi Rau sạch Mường So"
NO_SUCH_COOPERATIVE = "Tôi không tìm thấy hợp tác xã nào có tên như vậy. Anh chị gõ lại tên giúp tôi."
WHICH_COOPERATIVE = "Chọn hợp tác xã:"


def invite(name: str, code: str, link: str, telegram: str | None, zalo: Sequence[str] = ()) -> str:
    also = f"\nHoặc mở trên Telegram: {telegram}" if telegram else ""
    also += "".join(f"\n{way}" for way in zalo)
    return f"Mã mời của {name}: {code}\nMở liên kết này trên điện thoại: {link}{also}\nMỗi mã dùng cho 3 người."
