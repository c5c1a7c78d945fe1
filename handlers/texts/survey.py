"""Words of a survey: prompts' frames, read-backs, doubts, refusals, the review card."""

YES = "Đúng"
AGAIN = "Nhập lại"
BACK = "Quay lại"
PAUSE = "Để sau"
SKIP = "Bỏ qua"
NO_DATA = "Không có số liệu"
SKIPPED = "Bỏ qua"
SEND = "Gửi báo cáo"
SEND_SHORT = "Gửi luôn phần ngắn"
GO_ON_FULL = "Làm tiếp phần đầy đủ"
DONE_TICKING = "Xong"
IT_IS_ANSWER = "Ghi làm câu trả lời"
IT_IS_QUESTION = "Không, tôi muốn hỏi"
NOT_ANSWERED = "(chưa trả lời)"

EMPTY = "Tin của bạn không có chữ nào. Mời bạn trả lời câu dưới đây."
ONLY_SIGNS = "Bạn xem lại câu hỏi và ví dụ dưới đây nhé. Chưa rõ thì bạn cứ gõ câu hỏi bằng chữ, tôi trả lời."
OLD_BUTTON = "Lựa chọn này đã cũ. Mời bạn trả lời câu dưới đây."
FIRST_QUESTION = "Đây là câu đầu tiên rồi ạ."
PAUSED = "Được ạ. Tôi đã giữ các câu bạn trả lời. Lúc nào rảnh, bạn làm tiếp từ đúng chỗ này."
GO_ON = "Ta làm tiếp nhé."
NO_DATA_NOTED = "Đã ghi: chưa có số liệu. Khi nào có, bạn sửa lại được."
NEEDS_ANSWER = "Câu này không bỏ qua được."
NEEDS_ANSWER_OR_NO_DATA = "Câu này cần trả lời. Nếu chưa có số liệu, bạn gõ: không có số liệu"
NEEDS_NUMBER = "Câu này cần một con số. Nếu không nhớ chính xác, bạn ghi số gần đúng."
NEEDS_CHOICE = "Câu này bạn chọn giúp tôi một câu bên dưới."
UNREAD_CHOICE = "Tôi chưa rõ bạn chọn câu nào. Bạn chọn lại một câu bên dưới giúp tôi nhé."
UNREAD_NUMBER = "Tôi chưa thấy con số nào trong tin của bạn."
UNREAD_DATE = "Tôi chưa đọc được ngày. Bạn gõ đủ ngày, tháng, năm, ví dụ: 30/6/2026"
UNREAD_MONTH = "Tôi chưa đọc được tháng. Bạn gõ đủ tháng và năm, ví dụ: 6/2026"
UNREAD_PLACE = "Tôi chưa đọc được tên xã, phường. Bạn gõ tên thôi, ví dụ: Mường So"
UNREAD_PHONE = "Tôi chưa đọc được số điện thoại. Số di động có 10 chữ số, ví dụ: 0912 345 678"
NEEDS_PHOTO = "Câu này cần một ảnh hoặc một tệp. Bạn gửi ảnh vào đây nhé."
NOT_WHOLE = "Câu này cần số tròn, không có phần lẻ. Ví dụ: 35"
NEGATIVE = "Số này không thể nhỏ hơn 0. Bạn gõ lại giúp tôi nhé."
TOO_LARGE = "Số này lớn quá. Bạn xem lại giúp tôi nhé."
FIGURES = {"money": "số tiền", "area": "diện tích", "weight": "khối lượng", "percent": "phần trăm"}
"""What a kind of question asks for; a count is asked for with its unit."""
A_NUMBER = "một con số"
UNCLEAR_NUMBER = "Tôi đọc chưa chắc con số của bạn. Bạn gõ lại một con số giúp tôi nhé."
VAGUE_NUMBER = (
    "Tôi cần một con số. Không nhớ chính xác thì bạn ghi số gần đúng, ví dụ: 50. Chưa có số thì gõ: không có số liệu"
)
WHICH_WRONG = "Câu nào ghi nhầm ạ? Bạn gõ số của câu đó."
SKIP_NOTED = "Được ạ, bỏ qua câu này."
WHICH = "Tôi hiểu được mấy cách. Bạn chọn cách đúng:"
RIGHT_OR_STOP = "Tôi ghi đúng thì mời bạn trả lời câu dưới đây. Muốn dừng thì bạn chọn Để sau."
SEND_OR_STOP = "Đúng hết rồi thì bạn chọn Gửi báo cáo. Muốn dừng thì bạn chọn Để sau."
WHICH_CHOICE = "Bạn nói đến mấy điều. Câu này chỉ ghi được một, bạn chọn giúp tôi:"
WHICH_OF_THEM = "Bạn chọn giúp tôi cách nào đúng nhé. Muốn nghỉ thì gõ: để sau"
OTHER_WHAT = "Đó là khó khăn gì? Bạn viết vài chữ nhé."
PHOTO, FILE = "ảnh", "tệp"
LOOKS_LIKE_QUESTION = "Tin này giống một câu hỏi. Tôi ghi nó làm câu trả lời chứ?"
NO_PHOTO_HERE = "Câu này chưa cần ảnh hay tệp. Mời bạn trả lời bằng chữ câu dưới đây."
CARD = "Tôi đọc được mấy câu trong tin của bạn:"
CARD_OF_ONE = "Tôi đọc được trong tin của bạn:"
CARD_RIGHT = "Ghi tất cả như vậy, đúng không?"
CARD_RIGHT_REASON = (
    "Ghi tất cả như vậy, đúng không? Nếu đúng, bạn chọn Đúng, hoặc nhắn lý do, ví dụ: vì mới gộp ba xã. "
    "Nếu nhầm, chọn Nhập lại."
)
IS_IT_RIGHT = "Đúng không?"
IS_IT_RIGHT_REASON = "Nếu đúng, bạn chọn Đúng, hoặc nhắn lý do. Nếu nhầm, chọn Nhập lại."
REVIEW = "Bạn xem lại các câu đã trả lời:"
REVIEW_END = "Đúng hết thì chọn Gửi báo cáo. Cần sửa câu nào, bạn gõ số của câu đó."
OFFER = "Xong phần ngắn rồi. Cảm ơn bạn! Bạn đã trả lời:"
OFFER_END = "Bạn gửi luôn, hay làm tiếp phần đầy đủ?"
DONE = "Báo cáo đã gửi. Đến ngày khóa sổ, bạn vẫn sửa được. Gõ số của câu muốn sửa:"
DONE_SHORT = "Phần ngắn đã gửi. Bạn vẫn sửa được, hoặc làm tiếp phần đầy đủ."
UNREAD_REVIEW = "Tôi chưa hiểu. Bạn chọn Gửi báo cáo, hoặc gõ số của câu muốn sửa."
UNREAD_DONE = "Tôi chưa hiểu. Muốn sửa câu nào, bạn gõ số của câu đó."
UNREAD_OFFER = "Tôi chưa hiểu. Bạn chọn một câu bên dưới giúp tôi nhé."
CHANGE_UNREAD = "Tôi chưa đọc được tin bạn vừa sửa, nên chưa đổi gì."


def other_unit(asked: str) -> str:
    """`asked`: "số người", "số tiền"."""
    return f"Câu này hỏi {asked}, mà số trong tin là về việc khác. Bạn gõ lại giúp tôi nhé."


def added(parts: str) -> str:
    """`parts`: "3 + 1 + 1"."""
    return f"cộng cả {parts}"


def file_kept(name: str) -> str:
    return f"đã có {name}"


def progress(number: int, total: int, part: str) -> str:
    return f"Câu {number}/{total} · {part}"


def same_as_before(period: str, written: str) -> str:
    return f"Như {period} ({written})"


def keep(written: str) -> str:
    return f"Giữ nguyên ({written})"


def noted(label: str, written: str) -> str:
    return f"Đã ghi: {label}: {written}."


def noted_already(label: str, written: str) -> str:
    return f"{label}: đã ghi {written} rồi ạ."


def kept_already(label: str, written: str) -> str:
    return f"{label}: tôi vẫn giữ {written}. Muốn đổi, bạn chọn Quay lại hoặc gõ: sửa."


def changed(label: str, old: str, new: str) -> str:
    return f"Đã sửa {label}: {old} → {new}."


def answered_now(written: str) -> str:
    return f"Đang ghi: {written}"


def read_back(written: str, words: str) -> str:
    return f"Tôi ghi: {written}" + (f", đọc là {words}." if words else ".")


def reading_line(number: int, written: str, words: str) -> str:
    return f"{number}. {written}: {words}" if words else f"{number}. {written}"


def too_low(lowest: str) -> str:
    return f"Số này nhỏ quá. Câu này nhận từ {lowest} trở lên. Bạn gõ lại giúp tôi nhé."


def too_high(highest: str) -> str:
    return f"Số này lớn quá. Câu này nhận nhiều nhất là {highest}. Bạn gõ lại giúp tôi nhé."


def too_long(most: int) -> str:
    return f"Tin dài quá. Bạn viết gọn trong {most} chữ cái giúp tôi nhé. Tin cũ của bạn vẫn còn ở trên."


def much_more(period: str, before: str, times: str) -> str:
    return f"Số này gấp {times} lần {period} ({before})."


def much_less(period: str, before: str, times: str) -> str:
    return f"Số này chỉ bằng một phần {times} {period} ({before})."


def most_ever(period: str, before: str, times: str) -> str:
    return f"Số này gấp {times} lần số cao nhất từ trước đến nay ({before}, {period})."


def least_ever(period: str, before: str, times: str) -> str:
    return f"Số này chỉ bằng một phần {times} số thấp nhất từ trước đến nay ({before}, {period})."


def zero_too_many(*, is_more: bool) -> str:
    return f"Có thể gõ {'thừa' if is_more else 'thiếu'} số 0."


def unusually_low(limit: str) -> str:
    return f"Số này thấp hơn mức thường gặp ({limit})."


def unusually_high(limit: str) -> str:
    return f"Số này cao hơn mức thường gặp ({limit})."


def more_than(label: str, written: str) -> str:
    return f"Số này lớn hơn số ở câu {label} ({written})."


def does_not_add_up(label: str, total: str, added: str) -> str:
    return f"Cộng các nhóm lại được {added}, còn câu {label} là {total}."


def card_line(label: str, written: str, before: str | None) -> str:
    return f"• {label}: {written}" + (f" (đang ghi {before})" if before else "")


def card_doubt(sentence: str) -> str:
    return f"  {sentence}"


def card_unread(piece: str) -> str:
    return f"• Chưa rõ: {piece}. Tôi sẽ hỏi riêng."


def review_line(number: int, label: str, written: str) -> str:
    return f"{number}. {label}: {written}"


def fix(number: int) -> str:
    return f"Sửa câu {number}"


def left_to_answer(count: int) -> str:
    return f"Còn {count} câu chưa trả lời. Mời bạn trả lời nốt."


def went_back(label: str) -> str:
    return f"Ta quay lại câu {label}."
