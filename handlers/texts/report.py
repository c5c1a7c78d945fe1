"""Words of the Word report: the alliance's own form, so here official language is in its place."""

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số:          /BC-LM"
TITLE = "BÁO CÁO"
ADDRESSED = "Kính gửi: "
DEFAULT_RECIPIENTS = ("Liên minh Hợp tác xã Việt Nam", "Ủy ban nhân dân {province}", "Sở Tài chính {province}")
ARCHIVE = "Lưu: VT."
RECIPIENTS = "Nơi nhận:"
SIGNED_BY = "CHỦ TỊCH"
END = "./."
ANNEX = "PHỤ LỤC"
ANNEX_SUBJECT = "Các bảng số liệu kèm theo báo cáo"
HIDDEN_NOTE = (
    "Ô ghi «kín»: nhóm có một hoặc hai hợp tác xã, hoặc nhóm mà lấy tổng trừ đi sẽ ra con số của nhóm đó. "
    "Tỷ lệ tính từ số đầy đủ rồi mới làm tròn, nên cộng các tỷ lệ lại có thể lệch 0,1%."
)

PART_1 = "I. TÌNH HÌNH HỢP TÁC XÃ"
PART_2 = "II. KHÓ KHĂN, VƯỚNG MẮC"
PART_3 = "III. ĐỀ XUẤT, KIẾN NGHỊ"
COUNTS = "1. Số lượng hợp tác xã"
FIGURES = "2. Kết quả hoạt động của các hợp tác xã đã gửi báo cáo"
MANAGERS = "3. Cán bộ quản lý"
RANKING = "4. Xếp loại"
BY_SECTOR = "Trong đó:"
NO_DIFFICULTY = "Các hợp tác xã đã gửi báo cáo không nêu khó khăn."
NO_PROPOSAL = "Các hợp tác xã đã gửi báo cáo không nêu kiến nghị."
NOT_ENOUGH = "Chưa đủ ba hợp tác xã gửi báo cáo nên không nêu số liệu."
PROPOSALS_SAID = "Ý kiến của các hợp tác xã (nguyên văn, không nêu tên):"

TRIAL = "Bản in thử: hợp tác xã và số liệu không có thật."
MILLION = "triệu đồng"
PEOPLE = "người"
SECTOR = "Lĩnh vực"
PLACE = "Địa bàn"
TOTAL = "Tổng cộng"
SHARE = "Tỷ trọng (%)"
DIFFICULTY = "Khó khăn"
PROPOSAL = "Nội dung kiến nghị"
CHOSEN = "Số HTX nêu"
OF_ANSWERS = "Trên số HTX trả lời (%)"
TABLE_1 = "Bảng 1. Số lượng hợp tác xã theo lĩnh vực (theo danh sách của Liên minh)"
TABLE_2 = "Bảng 2. Số lượng hợp tác xã theo địa bàn (theo danh sách của Liên minh)"
TABLE_3 = "Bảng 3. Tình hình gửi báo cáo"
DIRECTORY_HEADER = (
    "Số HTX",
    SHARE,
    "Thành lập mới",
    "Tạm ngừng",
    "Đã giải thể",
    "Thành viên",
    "Vốn điều lệ (triệu đồng)",
)
RESPONSE_HEADER = ("Được hỏi", "Đã gửi", "Tỷ lệ gửi (%)")
FIGURE_HEADER = ("Số HTX có số liệu", "Tổng", SHARE, "Bình quân 1 HTX", "Trung vị")
MEAN_HEADER = ("Số HTX có số liệu", "Bình quân", "Trung vị")


def place_and_date(province: str, year: int) -> str:
    return f"{province}, ngày      tháng      năm {year}" if province else f"Ngày      tháng      năm {year}"


def subject(period: str) -> str:
    return f"Tình hình hợp tác xã {period}"


def intro(alliance: str, moment: str, sent: int, asked: int, rate: str, coverage: str) -> str:
    covered = f", gồm {coverage} số thành viên" if coverage else ""
    share = f" ({rate}{covered})" if rate else ""
    return (
        f"{alliance} báo cáo tình hình hợp tác xã trên địa bàn như sau. Số lượng hợp tác xã lấy theo danh sách của "
        "Liên minh. Các số liệu khác do hợp tác xã tự khai, "
        f"tính đến {moment}: {sent} trên {asked} hợp tác xã đã gửi{share}."
    )


def still_open(closes: str) -> str:
    return f"Đợt báo cáo còn mở đến {closes}, nên số liệu còn có thể thay đổi."


def several_versions(versions: list[int]) -> str:
    numbers = " và ".join(map(str, sorted(versions)))
    return f"Trong đợt này câu hỏi có thay đổi: có nơi trả lời mẫu số {numbers}. Cách tính nêu ở đầu phụ lục."


def there_are(day: str, count: int) -> str:
    return f"Đến ngày {day}, toàn tỉnh có {count} hợp tác xã."


def sector_count(name: str, count: int, share: str) -> str:
    return f"- {name}: {count} hợp tác xã, chiếm {share}."


def movements(new: int, suspended: int, dissolved: int) -> str:
    told = f"Thành lập mới trong kỳ: {_count(new)}. Đang tạm ngừng: {_count(suspended)}."
    return f"{told} Đã giải thể: {_count(dissolved)}."


def _count(number: int) -> str:
    return f"{number} hợp tác xã" if number else "không"


def others(unions: int, groups: int) -> str:
    parts = [f"{unions} liên hiệp hợp tác xã"] if unions else []
    parts += [f"{groups} tổ hợp tác"] if groups else []
    return f"Ngoài ra có {' và '.join(parts)}."


def listed_totals(members: str, capital: str) -> str:
    told = [f"{members} thành viên"] if members else []
    told += [f"vốn điều lệ {capital} {MILLION}"] if capital else []
    return f"Theo danh sách, các hợp tác xã có {', '.join(told)}."


def total(label: str, value: str, answered: int) -> str:
    return f"- {label}: tổng {value} ({answered} hợp tác xã có số liệu)"


def mean_also(value: str) -> str:
    return f", bình quân {value} một hợp tác xã"


def mean(label: str, value: str, answered: int) -> str:
    return f"- {label}: bình quân {value} ({answered} hợp tác xã có số liệu)"


def part_of(sector: str, value: str, share: str) -> str:
    return f"{sector} {value}, chiếm {share}" if share else f"{sector} {value}"


def among(parts: list[str]) -> str:
    return f"  Trong đó: {'; '.join(parts)}."


def grew(period: str, rate: str, count: int, *, fell: bool) -> str:
    how = "giảm" if fell else "tăng"
    return f"  So với {period}, tính trên {count} hợp tác xã có số liệu ở cả hai kỳ: {how} {rate}."


def unchanged(period: str, count: int) -> str:
    return f"  So với {period}, tính trên {count} hợp tác xã có số liệu ở cả hai kỳ: không đổi."


def managers(count: str, answered: int) -> str:
    return f"Tổng số cán bộ quản lý: {count} người ({answered} hợp tác xã có số liệu)."


def trained(count: str, share: str, of_some: int | None) -> str:
    return f"Trong đó đã qua đào tạo: {count} người, chiếm {share}{_of(of_some)}."


def by_training(label: str, count: str, share: str, of_some: int | None) -> str:
    return f"- {label}: {count} người, chiếm {share}{_of(of_some)}."


def _of(cooperatives: int | None) -> str:
    return f" (tính trên {cooperatives} hợp tác xã có đủ số liệu)" if cooperatives else ""


def chosen(label: str, count: int, share: str) -> str:
    return f"- {label}: {count} hợp tác xã, chiếm {share} số hợp tác xã trả lời."


def difficulties(answered: int) -> str:
    return f"{answered} hợp tác xã đã trả lời về khó khăn, xếp theo số nơi nêu:"


def proposals(count: int) -> str:
    return f"{count} hợp tác xã có kiến nghị. Một kiến nghị có thể thuộc nhiều nhóm:"


def proposal_group(label: str, count: int) -> str:
    return f"- {label}: {count} hợp tác xã."


THEMES = {
    "Vốn vay, lãi suất, Quỹ hỗ trợ phát triển hợp tác xã": "von|vay|lai suat|tin dung|the chap|quy ho tro|ngan hang",
    "Đất đai, trụ sở, nhà xưởng": "dat dai|thue dat|giao dat|tru so|nha xuong|mat bang|nha kho|dien tich|cap dat",
    "Đường, điện, nước, hạ tầng": "(?<!boi )(?<!nuoi )duong|ha tang|thuy loi|dien|kenh muong|cau cong|nuoc tuoi",
    "Tiêu thụ sản phẩm, xúc tiến thương mại, OCOP": (
        "tieu thu|dau ra|thi truong|ban hang|hoi cho|xuc tien|lien ket|bao tieu|ocop|thuong hieu|nhan hieu|gia ban"
    ),
    "Đào tạo, tập huấn, cán bộ": "dao tao|tap huan|boi duong|can bo|ke toan|nhan luc|day nghe|huong dan",
    "Giống, vật tư, máy móc, kỹ thuật": (
        "giong|vat tu|phan bon|may moc|ky thuat|cong nghe|thiet bi|thuc an|chuyen doi so"
    ),
    "Thuế, thủ tục, chính sách": "thue|thu tuc|giay to|chinh sach|dang ky|bao hiem|phap luat|luat",
    "Thiên tai, dịch bệnh": "thien tai|dich benh|lu|han han|mat mua|ret|mua da",
}
"""Group of proposals -> folded words that speak of it."""
OTHER_THEME = "Nội dung khác"
