"""Words for files where only links can be sent."""

FILES = "Tệp kèm theo (mở được trong 30 ngày):"


def link(name: str, url: str) -> str:
    return f"• {name}: {url}"


def missing(name: str) -> str:
    return f"Có tệp «{name}» nhưng ở đây không gửi tệp được. Bạn hỏi Liên minh để lấy tệp."


HOW_TO_SEND = {
    "button": "Bấm nút Tệp cạnh ô gõ chữ.",
    "pictures": "Ở đây gửi được ảnh chụp, không gửi được tệp. Cần gửi tệp, gõ /lienket để nối với trang web.",
}
"""How a file is sent, where that is not plain (bot.channels.channel.Capabilities.takes_files)."""

GONE = "Tệp này không mở được nữa. Bạn nhắn lại cho trợ lý để lấy tệp mới."
