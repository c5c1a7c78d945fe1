"""What staff ask for in words instead of by a command: "còn ai chưa nộp", "mở đợt mới", "gửi thông báo"."""

import re

from handlers.survey.commands import flat

_ASK = r"(?:(?:cho|xem|toi|lay|con|nhung|co|gio|hien|em|dot nay) )*"
_END = r"(?: (?:the nao|ra sao|den dau(?: roi)?|roi|chua|dot nay|hien nay|nhe|voi|a|di|moi|day|vay))*"
_WHO = r"(?:(?:bao nhieu|may|ai|nhung ai|htx|hop tac xa|noi|don vi|danh sach)(?: (?:nao|ma|da))? )+"
_SENDING = r"(?:nop|gui|tra loi|bao cao|khai)(?: (?:bao cao|so lieu|khao sat))?"
COMMANDS = tuple(
    (command, re.compile(_ASK + pattern + _END))
    for command, pattern in (
        ("/chuatraloi", rf"{_WHO}(?:con )?(?:chua|khong|ko) (?:chiu )?{_SENDING}"),
        ("/chuatraloi", rf"(?:tinh hinh|tien do) (?:{_SENDING}|bao cao|khao sat)"),
        ("/modot", r"mo (?:mot )?dot(?: (?:moi|bao cao|khao sat))*"),
        ("/dongdot", r"(?:dong|khoa) dot(?: (?:bao cao|khao sat))*"),
        ("/ketqua", r"(?:bang )?ket qua(?: (?:dot|khao sat|bao cao|tong hop|dot nay))*"),
        ("/baocao", r"bao cao (?:tong hop|word|chung)(?: word)?"),
        ("/thongbao", r"(?:gui|soan|viet|ra) (?:mot )?(?:thong bao|giay moi)"),
        ("/cauhoi", r"(?:cac )?cau hoi (?:dang cho|chua tra loi|con cho|moi)"),
        ("/lich", r"lich (?:mo dot|khao sat|bao cao|cac dot)"),
    )
)
"""A command with the whole messages that mean it; who is not of the staff is never read by these."""
LONGEST = 80  # characters


def read_spoken(text: str) -> str | None:
    """The command a whole message means; None for any other."""
    said = flat(text) if len(text) <= LONGEST else ""
    return next((command for command, pattern in COMMANDS if pattern.fullmatch(said)), None)
