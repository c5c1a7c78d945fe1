"""Words on a round that was answered in several versions of its survey."""

from collections.abc import Sequence

HEADING = "Nhiều mẫu câu hỏi trong một đợt"


def of_version(label: str, version: int) -> str:
    return f"{label} (mẫu số {version})"


def notes(versions: Sequence[tuple[int, int]], added: Sequence[str], dropped: Sequence[str]) -> tuple[str, ...]:
    """`versions`: (version, reports), the newest first; `added`, `dropped`: what only the newest or no newest asks."""
    counted = ", ".join(f"mẫu số {version}: {count} nơi" for version, count in versions)
    lines = [
        HEADING,
        f"• Đợt này có nơi trả lời theo mẫu cũ ({counted}). Mỗi nơi được tính theo đúng mẫu mà nơi đó đã trả lời.",
        "• Câu giống nhau ở các mẫu thì cộng chung. Lựa chọn đã bỏ ở mẫu mới vẫn được đếm, đứng cuối danh sách.",
    ]
    if added:
        lines.append(f"• Chỉ mẫu mới hỏi, nơi theo mẫu cũ tính là không hỏi: {'; '.join(added)}.")
    if dropped:
        lines.append(f"• Chỉ mẫu cũ hỏi, đứng riêng thành cột: {'; '.join(dropped)}.")
    return tuple(lines)
