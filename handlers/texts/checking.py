"""Words about a hand-made table that does not add up."""

FITS = "Bảng cộng đúng: không thấy tổng, tỷ lệ hay đơn vị nào sai."
KINDS = {"sum": "Tổng", "percent": "Tỷ lệ", "unit": "Đơn vị"}
MOST_ADDRESSES = 6
CSV_NAME = "Bảng"

SEND_TABLE = (
    "Anh chị gửi tệp bảng số liệu vào đây: Excel (.xlsx) hoặc .csv, không quá 10 MB. "
    "Tôi tìm tổng, tỷ lệ và đơn vị không khớp."
)
NOT_HAD = "Tôi chưa tải được tệp này. Anh chị gửi lại giúp tôi."
TOO_LARGE = "Tệp này quá 10 MB nên tôi không nhận được. Anh chị bỏ bớt ảnh, trang không cần rồi gửi lại."
TOO_LONG = "Bảng này dài quá nên tôi không kiểm tra hết trong lúc nhắn tin được. Anh chị tách ra từng phần rồi gửi lại."
NO_TABLE = (
    "Tệp này không phải bảng số liệu nên tôi chưa kiểm tra được. "
    "Tôi đọc được tệp Excel (.xlsx) và .csv. Muốn gửi tệp cho hợp tác xã, anh chị gõ /thongbao."
)
EMPTY = "Tệp này không có gì bên trong. Anh chị xem lại rồi gửi tệp khác giúp tôi."
LOCKED = "Tệp này đặt mật khẩu nên tôi không mở được. Anh chị bỏ mật khẩu rồi gửi lại."
OLD = "Tệp này là Excel đời cũ (.xls). Anh chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
DAMAGED = "Tệp này hỏng, tôi không mở được. Anh chị mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
NO_FIGURES = "Tôi không thấy con số nào trong tệp này. Anh chị xem lại có gửi đúng tệp không."


def describe(name: str, lines: list[str], more: int) -> str:
    """What was found in a file; `more` findings are not told."""
    if not lines:
        return f"Tệp «{name}»: tôi không thấy tổng, tỷ lệ hay đơn vị nào sai."
    rest = [f"Còn {more} chỗ nữa. Anh chị sửa xong các chỗ trên rồi gửi lại."] if more else []
    return "\n".join([f"Tệp «{name}» có {len(lines) + more} chỗ không khớp:", *lines, *rest])


def found(count: int) -> str:
    return f"Thấy {count} chỗ không khớp:"


def line(sheet: str, kind: str, address: str, written: str, expected: str, why: str) -> str:
    return f"• {sheet}, ô {address}: ghi «{written}», đúng ra là {expected}. {KINDS[kind]}: {why}"


def sum_of(label: str, title: str, addresses: list[str]) -> str:
    column = f" ở cột «{title}»" if title else ""
    return f"«{label}»{column} phải bằng {_plus(addresses)}."


def across(label: str, addresses: list[str]) -> str:
    return f"dòng «{label}» phải bằng {_plus(addresses)}."


def _plus(addresses: list[str]) -> str:
    if len(addresses) > MOST_ADDRESSES:
        return f"tổng các ô từ {addresses[0]} đến {addresses[-1]}"
    return " + ".join(addresses)


def over(address: str, part: str, whole: str) -> str:
    return f"{part} ({address}) chia cho {whole}"


def share_of(cells: str) -> str:
    return f"bằng {cells}."


def unit_beside(unit: str) -> str:
    return f"số này tính bằng {unit} đồng thì lớn gấp hàng trăm lần các số tiền bên cạnh."


def unit_of_column(unit: str) -> str:
    return f"cột này ghi đơn vị {unit} đồng."


def in_unit(unit: str) -> str:
    return f"số tính bằng {unit} đồng"
