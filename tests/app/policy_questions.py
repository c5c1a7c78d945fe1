"""The questions on support, answered up to a point by Lan, a farmer."""

from handlers.texts import policies as texts
from handlers.texts import sectors
from tests.stage import Stage

FARMING = sectors.SECTORS["agriculture"]
FIRST_LOAN = "Vay Quỹ hỗ trợ phát triển hợp tác xã"
QUESTIONS = [
    texts.ASK_KIND,
    texts.ASK_SECTOR,
    texts.ASK_PLACE,
    texts.ASK_AGE,
    texts.ASK_MEMBERS,
    texts.ASK_CAPITAL,
    texts.ASK_NEED,
]


async def answer_until(stage: Stage, step: str) -> None:
    """Begin, and answer every question before a step."""
    await stage.says("lan", "/hotro")
    for asked, answer in (
        (texts.ASK_KIND, texts.KINDS["htx"]),
        (texts.ASK_SECTOR, FARMING),
        (texts.ASK_PLACE, texts.PLACES["kho_khan"]),
        (texts.ASK_AGE, texts.AGES["12-36"]),
        (texts.ASK_MEMBERS, "25"),
        (texts.ASK_CAPITAL, "800 triệu"),
        (texts.ASK_NEED, texts.NEEDS["von"]),
    ):
        assert stage.read("lan").endswith(asked)
        if asked == step:
            return
        await stage.says("lan", answer)
