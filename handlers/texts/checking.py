"""Words about a hand-made table that does not add up."""

FITS = "Bảng cộng đúng: không thấy tổng, tỷ lệ hay đơn vị nào sai."
KINDS = {"sum": "Tổng", "percent": "Tỷ lệ", "unit": "Đơn vị"}
MOST_ADDRESSES = 6


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
