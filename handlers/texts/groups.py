"""Words in group chats, where the assistant does not stay."""


def leaving(username: str | None) -> str:
    """What is said once before the bot leaves a group; `username` is the bot's, without @."""
    where = f"Bạn bấm https://t.me/{username} rồi bấm Bắt đầu" if username else "Bạn bấm vào tên tôi rồi bấm Bắt đầu"
    return (
        "Cảm ơn đã mời tôi vào nhóm. Tôi chỉ trò chuyện riêng với từng người, nên xin phép rời nhóm.\n"
        f"{where} để hỏi riêng nhé."
    )
