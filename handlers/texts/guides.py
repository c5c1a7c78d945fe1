"""Words of the step-by-step guides."""

NEXT = "Tiếp"
BACK = "Quay lại"
PAPERS = "Giấy tờ cần có"
STOP = "Dừng"
START = "Bắt đầu từ bước 1"
PRINT = "In danh sách"
BEFORE = "Luật 2012 khác gì"
ALL = "Các thủ tục khác"
MORE = "Xem thêm thủ tục"
TO_STEPS = "Xem các bước"
LABEL = 56  # characters of a paper on its button

CHOOSE = "Bạn cần làm thủ tục nào? Tôi đi cùng từng bước, có danh sách giấy tờ để đánh dấu."
CHOOSE_MORE = "Các thủ tục tiếp theo:"
WHICH = "Bạn cần thủ tục nào trong số này?"
STOPPED = "Được ạ. Tôi giữ chỗ bạn đang xem và các giấy tờ đã đánh dấu. Gõ /thutuc để quay lại lúc nào cũng được."
NOT_FOUND = "Tôi chưa có thủ tục nào tên như vậy. Bạn chọn trong danh sách, hoặc gõ câu hỏi như bình thường."
GONE = "Thủ tục này đã được sửa hoặc bỏ. Bạn gõ /thutuc để xem danh sách mới."
PAPER_GONE = "Danh sách giấy tờ vừa được sửa. Đây là bản mới:"
LAST_STEP = "Hết các bước rồi. Bạn xem lại giấy tờ, hoặc chọn một câu hỏi liên quan."
BEFORE_HEAD = "Theo Luật 2012 (đã hết hiệu lực từ 01/7/2024), chỉ để biết:"
BEFORE_TAIL = "Việc làm bây giờ theo luật mới."


def go_on(step: int) -> str:
    return f"Làm tiếp từ bước {step}"


def in_progress(title: str, step: int, steps: int) -> str:
    return f"▶ {title} (bước {step}/{steps})"


def overview(
    title: str, intro: str, steps: int, deadlines: list[str], fee: str, papers: tuple[int, int], unverified: str
) -> str:
    blocks = [f"{title}\n{intro}"]
    if deadlines:
        blocks.append("Thời hạn:\n" + "\n".join(f"• {line}" for line in deadlines))
    have, needed = papers
    ready = f"Giấy tờ: {needed}" + (f", bạn đã đánh dấu có {have}." if have else ".")
    blocks.append(f"Lệ phí: {fee}\nSố bước: {steps}. {ready}")
    if unverified:
        blocks.append(f"Chưa kiểm chứng: {unverified}")
    return "\n\n".join(blocks)


def step(number: int, total: int, title: str, lines: tuple[str, ...], sources: str) -> str:
    body = "\n".join(lines)
    return f"Bước {number}/{total}. {title}\n{body}\n— {sources}"


def papers(title: str, have: int, needed: int, lines: list[str], sources: str) -> str:
    """`sources` of all papers together: beside each they would be most of what is on the screen."""
    done = "Đủ giấy tờ rồi!" if have == needed else f"Có {have} trên {needed}."
    listed = "\n".join([*lines, *([f"— {sources}"] if sources else [])])
    return f"Giấy tờ: {title}. {done}\n\n{listed}\n\nChọn một giấy để đánh dấu có hoặc chưa có."


def paper(number: int, text: str, has_it: bool) -> str:
    return f"{'☑' if has_it else '☐'} {number}. {text}"


def paper_with_source(number: int, text: str, has_it: bool, sources: str) -> str:
    return f"{paper(number, text, has_it)} ({sources})"


def checklist(title: str, steps: list[str], lines: list[str], alliance: str) -> str:
    """A page to print: without buttons, with room to tick."""
    numbered = "\n".join(f"☐ Bước {number}. {text}" for number, text in enumerate(steps, 1))
    listed = "\n".join(lines)
    return f"{title.upper()}\n\nCÁC BƯỚC\n{numbered}\n\nGIẤY TỜ\n{listed}\n\n{alliance}"


def dated(text: str, sources: str) -> str:
    return f"{text} ({sources})" if sources else text


def before(lines: list[str]) -> str:
    return f"{BEFORE_HEAD}\n" + "\n".join(f"• {line}" for line in lines) + f"\n\n{BEFORE_TAIL}"
