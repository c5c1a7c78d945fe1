"""kill -9 in the middle of a survey on the web chat: the person goes on at the same question."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.settings import Settings
from handlers.survey.rounds import open_round
from handlers.survey.state import Answer
from handlers.texts import general
from handlers.texts import members as words
from storage import cooperatives, members, surveys
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from tests.faults.processes import Product, free_port, wait_until
from tests.stage import world_of


class Browser:
    """One person's page: posts what is typed, reads what is shown."""

    def __init__(self, port: int) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)
        self._client.get("/").raise_for_status()

    def post(self, **message: Any) -> None:
        """As the page does: the same message again until the server has taken it."""
        posted = {"id": str(uuid4()), **message}
        wait_until(lambda: self._try(posted), f"the server takes {message}")

    def _try(self, posted: dict[str, Any]) -> bool:
        try:
            return self._client.post("/messages", json=posted).status_code == 202
        except httpx.TransportError:
            return False

    def shown(self) -> list[dict[str, Any]]:
        try:
            return [item for item in self._client.get("/messages").json()["messages"] if not item["mine"]]
        except httpx.TransportError:
            return []

    def until(self, words: str) -> None:
        wait_until(lambda: any(words in item["text"] for item in self.shown()), f"the page shows {words!r}")

    def press(self, label: str) -> None:
        for item in reversed(self.shown()):
            for choice in item["choices"]:
                if choice["label"] == label:
                    self.post(choice=choice["id"])
                    return
        raise AssertionError(f"no button {label!r}")

    def close(self) -> None:
        self._client.close()


def prepare(database: Database, settings: Any) -> str:
    """A cooperative with an open round; the code that lets people in."""
    now = datetime.now(UTC)
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts(name="HTX Rau", folded_name="rau"), now)
        world = world_of(settings)
        open_round(unit, world, "half_year", "2026-H2", now + timedelta(days=7), now)
        return members.invite(unit, "cooperative", now, uses=1, cooperative_id=home)


@pytest.fixture
def product(tmp_path: Path, sqlite_url: str) -> Iterator[tuple[Product, int]]:
    port = free_port()
    started = Product(tmp_path / "product.log", database_url=sqlite_url, web_port=port, quiet_from=0, quiet_until=0)
    yield started, port
    if started.is_alive():
        started.kill()


def test_survey_on_the_web_goes_on_after_every_kill(product: tuple[Product, int], sqlite_url: str) -> None:
    process, port = product
    database = Database(sqlite_url)
    code = prepare(database, Settings(database_url=sqlite_url))
    process.start()
    lan = Browser(port)

    def die() -> None:
        process.kill()
        process.start()

    lan.post(text=code)
    lan.until(general.NEEDS_CONSENT)
    lan.press(general.AGREE)
    lan.until("Bạn là người của hợp tác xã này phải không?")
    die()
    lan.press(words.JOIN)
    lan.until(words.ASK_NAME)
    lan.post(text="Lan")
    lan.until("Mời bạn gửi số liệu")
    lan.press("Bắt đầu")
    lan.until("Hợp tác xã của bạn hiện thế nào?")
    lan.press("Đang hoạt động")
    lan.until("bao nhiêu thành viên?")
    die()
    lan.post(text="35")
    lan.until("người làm việc thường xuyên")
    lan.post(text="12")
    process.kill()  # at once: the answer is stored, whether or not it was handled
    process.start()
    lan.until("làm dịch vụ thu được bao nhiêu tiền?")
    lan.post(text="1,2 tỷ")
    lan.until("Đúng không?")
    die()
    lan.press("Đúng")
    lan.until("khó nhất ở đâu?")
    lan.press("Khó bán hàng, giá thấp")
    lan.until("Xong phần ngắn rồi")
    lan.press("Gửi luôn phần ngắn")
    lan.until("Mã biên nhận: BC00001")
    lan.close()
    with database.reading() as unit:
        (response,) = surveys.responses_in(unit, surveys.rounds(unit)[0].id)
        stored = surveys.answers_of(unit, response.id)
    database.close()
    assert {key: Answer.from_json(value).value for key, value in stored.items()} == {
        "state": "active",
        "members": 35,
        "workers": 12,
        "revenue": 1_200_000_000,
        "difficulty": "market",
    }
