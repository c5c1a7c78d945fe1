"""Words for staff around making a shared answer of what one of them wrote, and around approving it."""

from collections.abc import Sequence

MAKE_SHARED = "Dùng làm câu trả lời chung"

TYPE_CITATION = (
    "Câu trả lời này căn cứ vào điều nào? Anh chị gõ, ví dụ: Điều 9 khoản 2 NĐ 92/2024\n"
    "Có nhiều điều thì cách nhau bằng dấu chấm phẩy."
)
NO_BASIS = "Không có điều luật nào"
NO_BASIS_SAID = (
    "Vâng. Máy chỉ tự trả lời khi có căn cứ, nên câu này không dùng làm câu trả lời chung. "
    "Người đã hỏi vẫn nhận được câu trả lời của anh chị."
)
UNREAD_CITATION = (
    "Tôi chưa đọc ra điều luật nào, hoặc không có văn bản đó trong danh mục. "
    "Anh chị gõ cả số điều và tên văn bản, ví dụ: Điều 9 khoản 2 NĐ 92/2024"
)
RIGHT = "Đúng"
OTHER_CITATION = "Gõ căn cứ khác"
CANCEL = "Thôi"
CANCELLED = "Đã bỏ. Người hỏi vẫn giữ câu trả lời đã nhận."

WHEN_TO_REVIEW = "Bao lâu nữa cần xem lại câu này? Tới ngày đó câu vẫn dùng được, nhưng nên có người đọc lại."
REVIEWS = {"6": "Sau 6 tháng", "12": "Sau 1 năm", "end": "Hết năm nay"}

SEND_TO_APPROVE = "Gửi duyệt"
EDIT_QUESTION = "Sửa câu hỏi"
EDIT_ANSWER = "Sửa câu trả lời"
EDIT_CITATION = "Sửa căn cứ"
TYPE_QUESTION = "Anh chị gõ câu hỏi, viết như người dân hay hỏi, không ghi tên hay số điện thoại của ai."
TYPE_ANSWER = "Anh chị gõ câu trả lời mới. Câu đầu tiên trả lời thẳng vào câu hỏi."
GONE = "Bản nháp này không còn nữa. Gõ /cauchung để xem các bản đang có."

APPROVE = "Duyệt"
REFUSE = "Không duyệt"
NO_REASON = "Không ghi lý do"
TYPE_REASON = "Vì sao chưa duyệt? Anh chị gõ vài chữ cho người soạn biết."
OWN_DRAFT = "Anh chị là người soạn bản này nên không tự duyệt được. Cần một cán bộ khác duyệt."
NOBODY_ELSE = "Hiện chưa có cán bộ thứ hai. Nhờ người quản trị thêm người, rồi người đó gõ /cauchung để duyệt."
NOT_APPROVED = "Đã ghi là không duyệt. Tôi báo cho người soạn."

NOTHING_SHARED = "Chưa có câu trả lời chung nào. Trả lời một câu hỏi xong, anh chị chọn Dùng làm câu trả lời chung."
CORRECT = "Sửa câu này"
WITHDRAW = "Rút câu này"
WITHDRAWN = "Đã rút. Từ bây giờ máy không dùng câu này để trả lời nữa."
SHARED_GONE = "Câu này không còn được dùng. Gõ /cauchung để xem các câu đang dùng."
ONLY_ENTRIES = "Phần tóm tắt điều luật không sửa ở đây được. Anh chị báo người quản trị phần nội dung."


def confirm_citation(places: Sequence[str]) -> str:
    return f"Căn cứ là: {'; '.join(places)}. Đúng không anh chị?"


def preview(question: str, answer: str, wordings: Sequence[str], review: str) -> str:
    also = "\n\nCách hỏi khác máy sẽ hiểu:\n" + "\n".join(f"• {text}" for text in wordings) if wordings else ""
    return f"Máy sẽ trả lời như sau.\n\nHỏi: {question}\n\n{answer}{also}\n\nXem lại vào: {review}"


def refused(reason: str) -> str:
    return f"Chưa dùng được. {reason}"


def ended(name: str, to: str, successors: Sequence[str]) -> str:
    instead = f" Nay thay bằng {', '.join(successors)}." if successors else ""
    return f"{name} đã hết hiệu lực từ sau ngày {to}.{instead} Anh chị tìm điều đang có hiệu lực rồi gõ lại căn cứ."


def not_yet(name: str, start: str) -> str:
    return f"{name} đến ngày {start} mới có hiệu lực. Anh chị gõ điều đang có hiệu lực."


def no_such_place(place: str, name: str, articles: int) -> str:
    has = f" {name} chỉ có {articles} điều." if articles else ""
    return f"Không có {place}.{has} Anh chị xem lại số điều, khoản, điểm rồi gõ lại căn cứ."


def too_long(length: int, most: int) -> str:
    return f"Câu trả lời kèm căn cứ dài {length} ký tự, chỉ được {most}. Anh chị chọn Sửa câu trả lời và viết ngắn lại."


def same_question(question: str, theirs: str, ours: str) -> str:
    return (
        f"Máy đã có câu trả lời đã duyệt cho câu hỏi này.\nHỏi: {question}\nĐang trả lời: {theirs}\n"
        "Nếu câu đang dùng chưa đúng, chọn Sửa câu đã duyệt."
    )


def other_figure(question: str, theirs: str, ours: str) -> str:
    return (
        f"Con số khác với một câu đã duyệt dựa trên cùng điều luật.\nHỏi: {question}\nĐang trả lời: {theirs}\n"
        f"Bản của anh chị: {ours}\nAnh chị xem lại điều luật. Nếu câu đang dùng sai, chọn Sửa câu đã duyệt."
    )


def opposite(question: str, theirs: str, ours: str) -> str:
    return (
        f"Câu này trái với một câu đã duyệt dựa trên cùng điều luật.\nHỏi: {question}\nĐang trả lời: {theirs}\n"
        f"Bản của anh chị: {ours}\nAnh chị xem lại điều luật. Nếu câu đang dùng sai, chọn Sửa câu đã duyệt."
    )


CORRECT_APPROVED = "Sửa câu đã duyệt"


def submitted(number: int, told: int) -> str:
    wait = "Tôi đã báo các cán bộ khác." if told else NOBODY_ELSE
    return f"Đã gửi bản nháp số {number} để duyệt. {wait}"


def please_approve(number: int, author: str, text: str) -> str:
    return f"{author} nhờ duyệt bản nháp số {number}.\n\n{text}"


def approved(number: int) -> str:
    return f"Đã duyệt bản nháp số {number}. Từ bây giờ máy trả lời như vậy."


def told_approved(number: int, who: str) -> str:
    return f"{who} đã duyệt bản nháp số {number} của anh chị. Máy đã dùng để trả lời."


def told_refused(number: int, who: str, reason: str) -> str:
    why = f" Lý do: {reason}" if reason else ""
    return f"{who} chưa duyệt bản nháp số {number} của anh chị.{why}"


def decided_before(number: int) -> str:
    return f"Bản nháp số {number} đã có người xử lý rồi."


def listing(drafts: Sequence[tuple[int, str]], served: Sequence[tuple[int, str]]) -> str:
    blocks = []
    if drafts:
        blocks.append("Đang chờ duyệt:\n" + "\n".join(f"• Số {number}: {text}" for number, text in drafts))
    if served:
        blocks.append("Máy đang dùng:\n" + "\n".join(f"• Số {number}: {text}" for number, text in served))
    return "\n\n".join(blocks)


def view(number: int) -> str:
    return f"Xem số {number}"


def correcting(question: str, text: str) -> str:
    return f"Câu đang dùng:\nHỏi: {question}\n{text}\n\n{TYPE_ANSWER}"
