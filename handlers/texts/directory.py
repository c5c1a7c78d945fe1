"""Words for the directory of cooperatives: the trial's codes and the printed invitations."""

STAFF = "Cán bộ Liên minh"

CARDS_TITLE = "Giấy mời dùng Trợ lý HTX"
CARD_CODE = "Mã mời"
CARD_SCAN = "Quét hình này bằng máy ảnh của điện thoại, hoặc mở địa chỉ:"
CARD_STEPS = (
    "Mở địa chỉ trên, hoặc quét hình vuông.",
    "Chọn “Đồng ý”.",
    "Gõ mã mời nếu máy hỏi. Mã dùng được cho {uses} người của hợp tác xã.",
    "Xem đúng tên hợp tác xã thì chọn “Đúng, tôi tham gia”.",
)
CARD_KEEP = "Không đưa mã này cho người ngoài hợp tác xã."

CSV_COLUMNS = ("Tên hợp tác xã", "Nơi", "Điện thoại", "Mã mời", "Địa chỉ để mở")


def card_help(alliance: str, phone: str) -> str:
    """Whom to ask when it does not work."""
    return f"Cần giúp, gọi {alliance}: {phone}" if phone else f"Cần giúp, hỏi {alliance}."
