"""How people get to the assistant on Zalo: there no link can carry the code, so they type it."""


def open_account(link: str, code: str) -> str:
    return f"Trên Zalo: mở {link}, chọn Quan tâm, rồi nhắn mã {code}."


def find_bot(name: str, code: str) -> str:
    return f"Trên Zalo: tìm «{name}» rồi nhắn mã {code}."


def card_account(link: str) -> str:
    return f"Dùng Zalo thì mở {link}, chọn Quan tâm, rồi nhắn mã mời."


def card_bot(name: str) -> str:
    return f"Dùng Zalo thì tìm «{name}» rồi nhắn mã mời."
