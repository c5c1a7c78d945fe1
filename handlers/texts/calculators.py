"""Words of the calculators: the general meeting, and the size class."""

from knowledge.calculators.size import Sector, Size

STOP = "Dừng"
AGAIN = "Tính lại từ đầu"
OTHER_COUNT = "Thử số người dự khác"
UNKNOWN = "Không biết"
STOPPED = "Được ạ. Khi nào cần tính, bạn gõ lại lệnh nhé."
OLD = "Lựa chọn này đã cũ. Gõ /tinhhop để tính số người họp, /quymo để xem quy mô."
SURVEY_KEPT = "Báo cáo bạn đang làm dở vẫn được giữ. Tính xong, gõ /khaosat để làm tiếp."
GO_ON = "Ta tính tiếp nhé."

NO_NUMBER = "Tôi chưa thấy con số nào. Bạn gõ một con số, ví dụ: 35"
NOT_WHOLE = "Cần số tròn, không có phần lẻ. Ví dụ: 35"
NEGATIVE = "Số này không thể nhỏ hơn 0. Bạn gõ lại giúp tôi nhé."
TOO_LARGE = "Số này lớn quá. Bạn xem lại giúp tôi nhé."
UNCLEAR = "Tôi đọc chưa chắc con số của bạn. Bạn gõ lại một con số giúp tôi nhé."
OTHER_UNIT = "Số trong tin là về việc khác. Bạn gõ lại giúp tôi nhé, theo ví dụ hay câu hỏi dưới đây."
NEEDS_CHOICE = "Câu này bạn chọn giúp tôi một câu bên dưới."
WHICH = "Tôi hiểu được mấy cách. Bạn chọn cách đúng:"
AT_LEAST_ONE = "Số này phải từ 1 trở lên."

# The general meeting

WHICH_LAW = "Tính theo luật nào?"
LAW_NOW = "Luật 2023 (đang áp dụng)"
LAW_BEFORE = "Luật 2012 (điều lệ cũ)"
OLD_LAW_NOTE = (
    "Lưu ý: Luật 2012 hết hiệu lực từ 01/7/2024. Số này chỉ để xem lại cuộc họp cũ hoặc điều lệ chưa sửa. "
    "Hạn sửa điều lệ trái luật đã hết ngày 31/12/2025."
)
LAW_WORDS = (("2012", r"cu|2012|truoc"), ("2023", r"moi|2023|nay|hien hanh|dang ap dung"))
FORM_WORDS = (("delegates", r"dai bieu"), ("full", r"toan the|toan bo|tat ca|het|thanh vien|ca htx|ca hop tac xa"))
"""What people type for a law or a kind of meeting, without accents, as patterns."""
WHICH_FORM = "Họp kiểu nào?"
FULL = "Họp toàn thể thành viên"
DELEGATES = "Họp đại biểu"
HOW_MANY_MEMBERS = "Hợp tác xã có bao nhiêu thành viên chính thức? Thành viên liên kết không tính."
HOW_MANY_MEMBERS_BEFORE = "Hợp tác xã có bao nhiêu thành viên?"
HOW_MANY_PRESENT = "Hôm họp có bao nhiêu người dự và biểu quyết? Gõ số để tôi tính số phiếu, hoặc chọn Dừng."
NO_LEAST = "Luật không nêu mức tối thiểu cho đúng số thành viên này; xem điều lệ."
CHARTER = "Xem thêm điều lệ: có thể đặt mức cao hơn."
LARGE = "Việc lớn"
LARGE_NOW = (
    "sửa điều lệ; đầu tư, bán tài sản từ 20% tổng tài sản hoặc tài sản chung không chia; "
    "đổi quản trị; tổ chức lại, giải thể, phá sản"
)
LARGE_BEFORE = "sửa điều lệ; chia, tách, hợp nhất, sáp nhập, giải thể, phá sản; đầu tư, bán tài sản từ 50% tổng tài sản"


def full_instead(members: int, least: int) -> str:
    return f"Có {members} thành viên thì chưa họp đại biểu được (cần từ {least}). Tôi tính theo họp toàn thể."


def how_many_delegates(members: int, needed: int) -> str:
    rule = f"Với {members} thành viên, cần ít nhất {needed} đại biểu." if needed else NO_LEAST
    return f"{rule}\nBạn mời bao nhiêu đại biểu đến họp?"


def too_few_delegates(needed: int) -> str:
    return f"Ít quá: luật đòi ít nhất {needed} đại biểu. Bạn gõ lại số đại biểu được mời."


def more_than_members(members: int) -> str:
    return f"Số này nhiều hơn số thành viên ({members}). Bạn gõ lại giúp tôi nhé."


def more_than_called(called: int) -> str:
    return f"Số người dự nhiều hơn số người được mời ({called}). Bạn gõ lại giúp tôi nhé."


def how_many_votes(present: int) -> str:
    return f"{present} đại biểu đó có tất cả bao nhiêu phiếu? Mỗi đại biểu có số phiếu bằng số thành viên ủy quyền."


def fewer_votes_than_people(present: int) -> str:
    return f"Mỗi đại biểu có ít nhất 1 phiếu, nên không thể ít hơn {present}. Bạn gõ lại giúp tôi nhé."


def quorum(called: int, needed: tuple[int, int, int], percents: tuple[int, int, int], sources: str) -> str:
    lines = [
        f"• Lần 1: cần ít nhất {needed[0]} trên {called} người dự ({percents[0]}%).",
        f"• Lần 2, trong 30 ngày sau lần 1: cần ít nhất {needed[1]} trên {called} ({percents[1]}%).",
        "• Lần 3, trong 20 ngày sau lần 2: bao nhiêu người dự cũng họp được.",
    ]
    return "Số người phải có mặt:\n" + "\n".join(lines) + f"\n{CHARTER}\n— {sources}"


def verdict(present: int, called: int, needed: tuple[int, int, int]) -> str:
    held = next(call for call in (1, 2, 3) if present >= needed[call - 1])
    enough = {
        1: "đủ để họp ngay lần 1",
        2: f"chưa đủ cho lần 1 (cần {needed[0]}), đủ cho lần 2",
        3: f"chưa đủ cho lần 1 (cần {needed[0]}) và lần 2 (cần {needed[1]}); lần 3 thì họp được",
    }
    return f"Có {present} trên {called} người dự: {enough[held]}."


def votes(total: int, large: int, percent: int, large_matters: str, simple: int, sources: str) -> str:
    return (
        f"Trên {total} phiếu dự họp và biểu quyết:\n"
        f"• {LARGE} ({large_matters}): cần ít nhất {large} trên {total} phiếu ({percent}%).\n"
        f"• Việc khác: cần ít nhất {simple} trên {total} phiếu (trên 50%).\n"
        f"{CHARTER}\n— {sources}"
    )


# The size class

WHICH_SECTOR = "Quy mô siêu nhỏ, nhỏ, vừa hay lớn tính theo lĩnh vực. Hợp tác xã của bạn làm gì là chính?"
SECTORS: dict[Sector, str] = {
    "agriculture": "Nông, lâm, ngư nghiệp, muối",
    "industry": "Công nghiệp, xây dựng",
    "other": "Thương mại, dịch vụ, khác",
}
SECTOR_WORDS: dict[Sector, tuple[str, ...]] = {
    "agriculture": ("nong nghiep", "trong ", "chan nuoi", "lam nghiep", "thuy san", "ngu nghiep", "rau", "lua", "muoi"),
    "industry": ("cong nghiep", "xay dung", "san xuat", "che bien"),
    "other": ("thuong mai", "dich vu", "van tai", "du lich", "khac", "moi truong"),
}
"""What people type for a sector, without accents."""
SIZE_NAMES: dict[Size, str] = {"micro": "siêu nhỏ", "small": "nhỏ", "medium": "vừa", "large": "lớn"}
HOW_MUCH_REVENUE = "Doanh thu một năm của hợp tác xã là bao nhiêu? Ví dụ: 2 tỷ rưỡi"
HOW_MUCH_CAPITAL = "Tổng nguồn vốn của hợp tác xã là bao nhiêu? Gồm vốn góp và vốn vay. Ví dụ: 1,5 tỷ"
UNVERIFIED = "Chưa kiểm chứng: các mức lấy từ bài tóm tắt Nghị định 113/2024, chưa xem nguyên văn."
NO_THRESHOLDS = (
    "Tôi chưa có các mức của lĩnh vực này, nên không xếp được. "
    "Nghị định 113/2024 có đặt mức riêng; nhờ cán bộ Liên minh hoặc nơi đăng ký tra giúp."
)
PARTLY_KNOWN = (
    "Với công nghiệp, xây dựng, tôi mới có mức của cỡ lớn: từ 100 thành viên chính thức, "
    "và doanh thu từ 80 tỷ hoặc vốn từ 20 tỷ đồng. Mức của các cỡ khác tôi chưa có."
)
MICRO_MEANS = "Siêu nhỏ được chọn quản trị rút gọn (đại hội, giám đốc, kiểm soát viên) hoặc đầy đủ."
FULL_MEANS = "Cỡ này phải quản trị đầy đủ: đại hội, hội đồng quản trị, giám đốc, ban kiểm soát."
LARGE_MEANS = "Cỡ lớn còn phải kiểm toán độc lập, ít nhất 02 năm một lần."
NOT_QUALITY = "Quy mô để chọn bộ máy và kiểm toán, không phải xếp hạng tốt xấu."
GOVERNANCE_SOURCE = "— Điều 16, Điều 56, Điều 106 Luật Hợp tác xã 2023; Điều 5 Nghị định 113/2024"
FIGURES = {"revenue": "doanh thu năm", "capital": "tổng nguồn vốn"}


def size_of(sector: str, members: str, figures: dict[str, str]) -> str:
    """What was worked with; `figures` as in FIGURES, written."""
    known = [f"{FIGURES[name]} {written}" for name, written in figures.items()]
    return "; ".join([f"Với ngành {sector}", f"{members} thành viên", *known]) + ":"


def size(sizes: tuple[Size, ...], missing: tuple[str, ...]) -> str:
    if len(sizes) == 1:
        return f"Hợp tác xã của bạn thuộc quy mô {SIZE_NAMES[sizes[0]]}."
    names = ", ".join(SIZE_NAMES[one] for one in sizes)
    more = f" Biết thêm {' và '.join(FIGURES[one] for one in missing)} thì tính được rõ hơn." if missing else ""
    return f"Hợp tác xã của bạn có thể thuộc quy mô: {names}.{more}"
