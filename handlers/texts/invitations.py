"""Words for invitations: what people answer, who has a place, who waits for one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from handlers.texts.times import clock_time


class Gathering(Protocol):
    @property
    def starts_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def place(self) -> str: ...
    @property
    def capacity(self) -> int | None: ...


COMING = "Tham gia"
NOT_COMING = "Không tham gia"
WITHDRAW = "Tôi không đi được nữa"
QUEUE = "Chờ đủ chỗ"
CANNOT_COME = f"Không đi được, bạn chọn «{WITHDRAW}»."
MOST = 50  # people of one cooperative

TYPE_START = "Buổi đó bắt đầu lúc nào? Ví dụ: 8h sáng 25/11."
TYPE_PLACE = "Ở đâu? Gõ địa điểm, ví dụ: hội trường Liên minh."
TYPE_CAPACITY = "Có bao nhiêu chỗ? Gõ một số, hoặc chọn Không giới hạn."
TYPE_CLOSE = "Nhận trả lời đến lúc nào? Ví dụ: 17h 23/11."
UNLIMITED = "Không giới hạn"
CLOSE_BEFORE = "Đến hết ngày hôm trước"
BAD_CAPACITY = "Tôi cần một số từ 1 đến 100000. Anh chị gõ lại giúp tôi."
LONG_PLACE = "Địa điểm dài quá, anh chị gõ trong 200 chữ cái giúp tôi."
CLOSE_AFTER_START = "Hạn trả lời phải trước giờ bắt đầu. Anh chị gõ lại giúp tôi."
START_TOO_SOON = "Giờ đó sát quá, bà con không kịp trả lời. Anh chị gõ giờ khác giúp tôi."

NOT_INVITED = "Tin này không mời bạn, nên tôi chưa ghi gì. Nếu cần, bạn gọi Liên minh giúp nhé."
GONE = "Lời mời này không còn nữa. Bạn cần gì thì gõ cho tôi biết nhé."
WHICH_HOME = "Bạn trả lời thay hợp tác xã nào?"
CLOSED = "Đã hết hạn trả lời lời mời này. Bạn cần đổi, hãy gọi Liên minh giúp nhé."
DECLINED = f"Cảm ơn bạn đã trả lời. Tôi ghi là không tham gia. Đổi ý thì chọn «{COMING}» ở lời mời, hoặc gõ: tham gia."
STILL_DECLINED = "Tôi đã ghi là không tham gia rồi. Cảm ơn bạn."
BAD_NUMBER = f"Bạn gõ số người đi giúp tôi, từ 1 đến {MOST}."
WITHDRAWN = "Tôi đã ghi là bạn không đi nữa. Cảm ơn bạn đã báo."
READ_THANKS = "Cảm ơn bạn, tôi ghi là bạn đã đọc."
READ_BEFORE = "Tôi đã ghi là bạn đọc rồi. Cảm ơn bạn."
READ_OLD = "Cảm ơn bạn. Tin này không cần báo đã đọc."

EXPORT = "Tải danh sách (Excel)"
SHEET_NAME = "Tham gia"
HEADER = ("Hợp tác xã", "Nơi", "Trả lời", "Số người", "Người trả lời", "Điện thoại", "Lúc trả lời")
STATES = {"coming": "Tham gia", "waiting": "Chờ chỗ", "declined": "Không tham gia"}
FILE_NAME = "tham-gia-{number}.xlsx"


def facts(gathering: Gathering) -> str:
    where = f"\nNơi: {gathering.place}" if gathering.place else ""
    return f"Lúc: {clock_time(gathering.starts_at)}{where}\nTrả lời trước: {clock_time(gathering.closes_at)}"


def detail(gathering: Gathering) -> str:
    places = "không giới hạn chỗ" if gathering.capacity is None else f"{gathering.capacity} chỗ"
    where = f", {gathering.place}" if gathering.place else ""
    starts, closes = clock_time(gathering.starts_at), clock_time(gathering.closes_at)
    return f"Lời mời: {starts}{where}, {places}, trả lời trước {closes}."


def how_many(cooperative: str) -> str:
    return f"{cooperative} đi mấy người? Chọn hoặc gõ số."


def placed(cooperative: str, people: int, starts: str) -> str:
    return f"Xong rồi! {cooperative} có {people} chỗ, {starts}. Hôm trước tôi sẽ nhắc. {CANNOT_COME}"


def already(cooperative: str, state: str, people: int) -> str:
    what = {"coming": f"có {people} chỗ", "waiting": f"đang chờ {people} chỗ"}[state]
    return f"{cooperative} {what} rồi. Muốn đổi số người, bạn gõ số mới. {CANNOT_COME}"


def not_enough(free: int, people: int) -> str:
    return f"Chỉ còn {free} chỗ, bạn cần {people}. Bạn chọn cách nào?"


def fewer(free: int) -> str:
    return f"Lấy {free} chỗ"


def listed(number: int) -> str:
    return f"Danh sách trả lời của lời mời số {number}."


def queued(cooperative: str, people: int, ahead: int) -> str:
    before = f" Trước bạn có {ahead} hợp tác xã." if ahead else ""
    return f"Chưa đủ chỗ. {cooperative} vào danh sách chờ {people} chỗ.{before} Có chỗ, tôi nhắn ngay."


def moved_up(cooperative: str, people: int, starts: str) -> str:
    return f"Tin vui: đã có chỗ! {cooperative} có {people} chỗ, {starts}. {CANNOT_COME}"


def reminder(text: str, starts: str, place: str, people: int) -> str:
    where = f", tại {place}" if place else ""
    return f"Nhắc bạn: «{text}» lúc {starts}{where}. Hợp tác xã của bạn đăng ký {people} người."


def summary(number: int, counts: dict[str, tuple[int, int]], capacity: int | None, names: Sequence[str]) -> str:
    """`counts`: state -> (cooperatives, people)."""
    of = "" if capacity is None else f" trên {capacity} chỗ"
    homes, people = counts.get("coming", (0, 0))
    lines = [f"Lời mời số {number}:", f"• Tham gia: {people} người{of}, của {homes} hợp tác xã"]
    if "waiting" in counts:
        lines.append(f"• Chờ chỗ: {counts['waiting'][1]} người, của {counts['waiting'][0]} hợp tác xã")
    if "declined" in counts:
        lines.append(f"• Không tham gia: {counts['declined'][0]} hợp tác xã")
    return "\n".join([*lines, *names])


def answer_line(cooperative: str, state: str, people: int) -> str:
    many = f", {people} người" if state != "declined" else ""
    return f"– {cooperative}: {STATES[state].lower()}{many}"
