"""Words around looking up an article, and around what changed from one law to the next."""

HOW = "Gõ /dieu, số điều và luật, ví dụ: /dieu 23 2012. Không ghi luật thì tôi mở Luật 2023."
FIRST_2023 = "Luật 2023: Điều 1"
FIRST_2012 = "Luật 2012: Điều 1"
UNKNOWN_LAW = "Tôi không có văn bản này. Bạn thử: /dieu 42 2023 hoặc /dieu 5 92/2024"

CHANGES = "Luật 2023 khác Luật 2012 ở chỗ nào? Chọn một chủ đề:"
MORE_CHANGES = "Chủ đề khác"
ALL_CHANGES = "Danh sách chủ đề"
PREVIOUS = "Chủ đề trước"
NEXT = "Chủ đề sau"
CHANGE_GONE = "Chủ đề này đã được sửa hoặc bỏ. Bạn gõ /khacbiet để xem danh sách mới."


def no_such_article(name: str, count: int) -> str:
    return f"{name} không có điều đó. Văn bản này có {count} điều. Bạn gõ lại giúp tôi nhé, ví dụ: điều 42."


def no_summary(name: str, article: str) -> str:
    return f"Tôi chưa có tóm tắt Điều {article} {name}. Bạn gõ câu hỏi về nội dung cần biết giúp tôi nhé."


def change(title: str, before: tuple[str, str], now: tuple[str, str], advice: str, unverified: str, number: str) -> str:
    blocks = [
        f"{title} ({number})",
        f"Trước – Luật 2012:\n{before[0]}\n— {before[1]}",
        f"Nay – Luật 2023:\n{now[0]}\n— {now[1]}",
    ]
    if unverified:
        blocks.append(f"Chưa kiểm chứng: {unverified}")
    if advice:
        blocks.append(f"Nên làm: {advice}")
    return "\n\n".join(blocks)
