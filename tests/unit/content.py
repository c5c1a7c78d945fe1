"""A small content folder for the tests of the knowledge base."""

from datetime import date
from pathlib import Path

from knowledge.knowledge_base import CONTENT, KnowledgeBase

TODAY = date(2026, 11, 20)

DOCUMENTS = """
[[document]]
number = "23/2012/QH13"
name = "Luật Hợp tác xã 2012"
kind = "luat"
from = 2013-07-01
to = 2024-06-30
successor = ["17/2023/QH15"]
checked = true

[[document]]
number = "17/2023/QH15"
name = "Luật Hợp tác xã 2023"
kind = "luat"
from = 2024-07-01
checked = true

[[document]]
number = "92/2024/NĐ-CP"
name = "Nghị định 92/2024"
kind = "nghi_dinh"
from = 2024-07-18
checked = true
note = "Cấp huyện nay là cấp xã."
"""

ANSWERS = """# Thành lập hợp tác xã

## so-thanh-vien-toi-thieu
Hỏi: Cần ít nhất bao nhiêu người để lập hợp tác xã?
Cách hỏi khác:
- mấy người thì lập được hợp tác xã
- nhóm mình có 6 người đã đủ lập htx chưa
- số lượng thành viên tối thiểu của hợp tác xã
Từ khóa: tối thiểu, đủ người
Liên quan: ho-so-dang-ky
Xem lại: 2027-06-30

### 17/2023/QH15: khoản 7 Điều 4; điểm d khoản 1 Điều 103
Ít nhất 05 thành viên chính thức.
Thành viên liên kết không tính vào số 5.

### 23/2012/QH13: khoản 1 Điều 3
Ít nhất 07 thành viên.

## ho-so-dang-ky
Hỏi: Hồ sơ đăng ký thành lập hợp tác xã gồm những giấy tờ gì?
Cách hỏi khác:
- lập htx cần giấy tờ gì
- bộ hồ sơ đăng ký hợp tác xã
- nộp giấy gì để mở hợp tác xã
Liên quan: so-thanh-vien-toi-thieu

### 92/2024/NĐ-CP: Điều 34
Nộp một bộ theo mẫu.

### 17/2023/QH15: khoản 2 Điều 42
Năm loại giấy chính.

### 23/2012/QH13: khoản 2 Điều 23
Năm loại giấy, có phương án sản xuất kinh doanh.

## ra-khoi-hop-tac-xa
Hỏi: Muốn ra khỏi hợp tác xã có được trả lại vốn góp không?
Cách hỏi khác:
- xin nghỉ hợp tác xã thì lấy lại tiền góp thế nào
- rút vốn khỏi htx
- thôi làm thành viên có đòi vốn được không

### 17/2023/QH15: Điều 90
Được trả lại phần vốn góp.

### 23/2012/QH13: không quy định
Luật này không nói riêng.
"""

ARTICLES = """# 23/2012/QH13

## Điều 23. Hồ sơ đăng ký
Nộp hồ sơ tại cơ quan đăng ký.
Năm ngày làm việc thì có giấy.
Đối chiếu: 17/2023/QH15 Điều 42
Thay đổi: Rút còn ba ngày làm việc.
"""


def write_content(folder: Path, answers: str = ANSWERS, articles: str = ARTICLES) -> Path:
    """A content folder with the shipped word lists and structure index."""
    (folder / "answers").mkdir(parents=True)
    (folder / "articles").mkdir()
    (folder / "documents.toml").write_text(DOCUMENTS, encoding="utf-8")
    (folder / "structure.json").write_bytes((CONTENT / "structure.json").read_bytes())
    (folder / "answers" / "thanh-lap.md").write_text(answers, encoding="utf-8")
    (folder / "articles" / "luat-2012.md").write_text(articles, encoding="utf-8")
    (folder / "words").symlink_to(CONTENT / "words", target_is_directory=True)
    return folder


def load_sample(folder: Path) -> KnowledgeBase:
    """The small base."""
    return KnowledgeBase.load(write_content(folder))
