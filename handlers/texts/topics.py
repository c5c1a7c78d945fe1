"""Words for the topics people can leave, and for tags."""

ASK = (
    "Bạn muốn nhận tin về việc gì? Chọn để bật hoặc tắt.\n"
    "Việc bạn đã nhận làm (khảo sát, báo cáo) vẫn được nhắc. Muốn dừng hết, gõ /dung."
)
ON, OFF = "✓", "✗"
UNKNOWN = "Chủ đề này không còn nữa. Gõ /chude để xem các chủ đề bây giờ."
DONE = "Xong"
FINISHED = "Được ạ. Muốn đổi, bạn gõ /chude lúc nào cũng được."


def line(name: str, *, wanted: bool) -> str:
    return f"{ON if wanted else OFF} {name}"


def changed(name: str, *, wanted: bool) -> str:
    return f"Bạn {'lại nhận' if wanted else 'không nhận'} tin về: {name}.\n{ASK}"


TAG_HOW = (
    "Nhãn giúp chọn người nhận nhanh. Gõ như sau:\n"
    "• /nhan OCOP: Rau sạch Mường So, Chè Bản Bo (gắn nhãn)\n"
    "• /bonhan OCOP: Chè Bản Bo (gỡ nhãn)\n"
    "• /nhan (xem các nhãn)"
)


def tags(known: list[tuple[str, int]]) -> str:
    listed = "\n".join(f"• {name}: {count} hợp tác xã" for name, count in known)
    return f"{listed}\n\n{TAG_HOW}" if known else f"Chưa có nhãn nào.\n{TAG_HOW}"


def tagged(name: str, count: int, unknown: list[str]) -> str:
    return f"Nhãn {name}: thêm {count} hợp tác xã.{_unknown(unknown)}"


def untagged(name: str, count: int, unknown: list[str]) -> str:
    return f"Nhãn {name}: gỡ khỏi {count} hợp tác xã.{_unknown(unknown)}"


def _unknown(names: list[str]) -> str:
    return f"\nTôi không tìm thấy: {', '.join(names)}. Anh chị gõ lại tên giúp tôi." if names else ""
