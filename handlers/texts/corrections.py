"""Words to somebody whose answer was corrected later."""


def corrected(asked_on: str, question: str, answer: str) -> str:
    return (
        f"Ngày {asked_on} bạn có hỏi: «{question}»\n"
        "Câu trả lời khi đó chưa đúng, tôi xin lỗi bạn. Nay đã sửa lại như sau:\n\n"
        f"{answer}"
    )
