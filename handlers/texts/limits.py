"""Words for what a messaging plan lets through; read by staff before they send."""


def _written(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def month(name: str, per_month: int, left: int, wanted: int) -> str:
    if left < wanted:
        return (
            f"Chú ý: gói {name} gửi được {_written(per_month)} tin một tháng, tháng này chỉ còn {_written(left)}. "
            f"Lần này cần {_written(wanted)} tin."
        )
    return f"{name}: tháng này còn gửi được {_written(left)} tin."


def people(name: str, most: int, count: int) -> str:
    return (
        f"Chú ý: gói {name} chỉ cho {_written(most)} người, hiện có {_written(count)}. Có thể có người không nhận được."
    )


def silent(name: str, count: int) -> str:
    return f"{name}: {_written(count)} người lâu chưa nhắn cho máy, nên tin chờ họ nhắn lại mới đến."
