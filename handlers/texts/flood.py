"""What is said to someone who sends faster than anyone reads."""

LONGEST_QUOTE = 60


def too_fast(first_unread: str) -> str:
    """`first_unread` is the first message that was not read; empty when it had no words."""
    words = " ".join(first_unread.split())
    quoted = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + "…"
    stopped_at = f"Tôi mới đọc đến trước tin: «{quoted}».\n" if quoted else ""
    return (
        "Bạn nhắn nhanh quá, tôi đọc không kịp.\n"
        f"{stopped_at}"
        "Bạn nghỉ tay khoảng một phút, rồi nhắn tiếp từ đó giúp tôi nhé. Những gì bạn đã trả lời trước đó vẫn còn."
    )
