"""Words around a cooperative that becomes part of another one, for staff and for the people of both."""

from collections.abc import Sequence

HOW = "Gõ /gop và tên hợp tác xã nhập vào nơi khác, ví dụ: /gop Rau sạch Mường So"
MERGE, CANCEL = "Gộp", "Thôi"
TURN_ROUND = "Đổi chiều"
CANCELLED = "Đã bỏ qua, chưa gộp gì."
CHANGED = "Danh sách vừa có thay đổi nên tôi chưa gộp. Anh chị gõ lại /gop và tên hợp tác xã giúp tôi."
CHANGED_SHOWN = "Vừa có thay đổi, anh chị xem lại trước khi gộp giúp tôi."
CHOOSE = "Tôi chưa làm gì. Gộp rồi thì không tự gỡ lại được. Đúng hết thì chọn Gộp."
CHOOSE_ABOVE = "Tôi chưa hiểu. Anh chị chọn một ô dưới đây, hoặc gõ Thôi."
JOINT, SEPARATE = "Đợt đang mở: gộp chung một báo cáo", "Đợt đang mở: báo cáo đã gửi tính riêng"
SAME = "Đó là cùng một hợp tác xã. Anh chị gõ tên nơi nhận giúp tôi."
DISSOLVED = "Hợp tác xã này không còn trong danh sách nên không gộp được."
TRIAL = "Một nơi là hợp tác xã dùng thử, một nơi là thật, nên không gộp được."
NO_SUCH = "Tôi không tìm thấy hợp tác xã nào có tên như vậy. Anh chị gõ lại tên nơi nhận giúp tôi."


def ask_into(name: str) -> str:
    return f"{name} nhập vào hợp tác xã nào? Anh chị gõ tên nơi nhận. Tôi chưa làm gì, lát nữa còn hỏi lại."


def which_into(name: str) -> str:
    return f"{name} nhập vào nơi nào?"


def card(gone: str, into: str, people: Sequence[str], codes: int, rounds: Sequence[str]) -> str:
    who = f"{len(people)} người chuyển sang: {', '.join(people)}" if people else "không có ai phải chuyển"
    lines = [f"{gone} nhập vào {into}:", f"• {gone} không còn trong danh sách, không nhận lời mời nữa", f"• {who}"]
    if codes:
        lines.append(f"• Mã mời chuyển sang: {codes}")
    lines.append(f"• Số liệu các kỳ trước: giữ dưới tên {gone}. Kỳ sau không gợi ý số cũ cho {into}, vì đã khác trước")
    return "\n".join([*lines, *(f"• {one}" for one in rounds)])


def of_round(title: str, gone: str, into: str, stands: str | None, fate: str | None, *, has_own: bool) -> str:
    """What becomes of the answers of an open round, for staff."""
    check = f"{into} sửa lại cho đủ cả hai"
    if fate == "apart":
        own = f"{into} chỉ báo cáo phần của mình" if has_own else f"{into} vẫn phải gửi phần của mình"
        return f"{title}: {gone} đã gửi, báo cáo đó giữ nguyên và tính riêng. {own}"
    if fate == "moved":
        sent = "đã gửi, báo cáo chuyển sang" if stands == "sent" else "đang làm dở, các câu chuyển sang"
        return f"{title}: {gone} {sent} {into}. {check}, rồi gửi"
    if fate == "aside" and stands in ("sent", "begun"):
        sent = "báo cáo đã gửi" if stands == "sent" else "câu đang làm dở"
        return f"{title}: hai nơi đều đã trả lời. Giữ của {into}, {check}. Phần {gone} ({sent}) được lưu, không tính"
    return f"{title}: {into} đã trả lời, giữ nguyên. {check}"


def done(gone: str, into: str, told: int) -> str:
    return (
        f"Đã nhập {gone} vào {into}. Tôi đã nhắn {told} người.\n"
        f"Tên, số thành viên, vốn của {into} có khác thì anh chị sửa trong danh sách hợp tác xã."
    )


# For the people of the two -------------------------------------------------------------------------------------------


def tell(gone: str, into: str, rounds: Sequence[str], *, goes: bool) -> str:
    now = f"Từ giờ bạn gửi số liệu cho {into}" if goes else f"Bạn vẫn gửi số liệu cho {into}"
    return "\n".join([f"{gone} đã nhập vào {into}. {now}, tính cả phần của {gone}.", *rounds])


def tell_round(title: str, gone: str, fate: str | None, *, kept: bool) -> str:
    """What becomes of the answers of an open round, for the people."""
    if fate == "apart":
        return f"Riêng {title}: {gone} đã gửi rồi và được tính riêng, nên bạn không tính phần của {gone}."
    if fate == "moved":
        return f"{title}: các câu {gone} đã trả lời vẫn còn. Bạn sửa lại cho đủ cả hai rồi gửi nhé."
    aside = f" Câu của {gone} được lưu, không tính vào kết quả." if fate == "aside" and kept else ""
    return f"{title}: các câu đã trả lời vẫn còn. Bạn sửa lại cho đủ cả hai nhé.{aside}"


def now_of(title: str, home: str) -> str:
    return f"{title} này nay là của {home}. Tôi chưa ghi tin vừa rồi. Bạn xem lại rồi trả lời cho {home} nhé."
