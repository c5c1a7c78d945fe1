"""Words around choices that are typed instead of pressed."""

TYPE_NUMBER = "Gõ số để chọn:"
CHOOSE = "Bạn chọn một dòng"  # over a list of buttons that stands below its text
OR_ITS_WORDS = "Hoặc gõ lại chữ của dòng đó."
OR_TYPE = "Hoặc gõ"


def numbered(number: int, label: str) -> str:
    return f"{number}. {label}"


def run(first: str, last: str) -> str:
    """Many labels that differ by their number: «Sửa câu 1» … «Sửa câu 25»."""
    return f"«{first}» … «{last}»"
