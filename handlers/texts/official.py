"""Words around the official text of an article."""

NEXT = "Trang sau"
PREVIOUS = "Trang trước"
SUMMARY = "Xem tóm tắt"
GONE = "Tôi không có nguyên văn điều này. Bạn gõ /dieu và số điều để xem tóm tắt."


def open_text(article: str, document: str) -> str:
    return f"Nguyên văn Điều {article}" + (f" ({document})" if document else "")


def heading(article: str, title: str, page: int, pages: int) -> str:
    name = f"Điều {article}. {title}".rstrip(". ")
    return f"{name} (nguyên văn, trang {page}/{pages})" if pages > 1 else f"{name} (nguyên văn)"


def source(title: str, where: str, start: str, end: str | None) -> str:
    until = f", hết hiệu lực sau ngày {end}" if end else ""
    return f"— {title}. Có hiệu lực từ {start}{until}. Nguồn: {where}"
