"""Words around the glossary."""

LIST = "Bạn muốn xem từ nào? Chọn một từ, hoặc gõ /tunghia rồi tới từ cần tra, ví dụ: /tunghia vốn điều lệ"
MORE = "Từ khác"
NEAR = "Tôi chưa có đúng từ này. Có phải bạn muốn tra:"
NOT_FOUND = "Tôi chưa có từ này. Bạn gõ /tunghia để xem danh sách, hoặc gõ thành câu hỏi."
GONE = "Từ này đã được sửa hoặc bỏ. Bạn gõ /tunghia để xem danh sách mới."
ASK_PERSON = "Hỏi cán bộ Liên minh"


def explanation(name: str, meaning: str, sources: str) -> str:
    return f"{name}: {meaning}" + (f"\n— {sources}" if sources else "")
