"""A Zalo Bot platform of our own, over real HTTP on 127.0.0.1.

    async with FakeZaloBot() as fake:
        fake.say("lan", "chào")
        ...
        assert fake.texts("lan") == ["…"]

It answers as documented: {ok, result, error_code, description} with HTTP 200, one update for each getUpdates, 408 when
there is none, 400 while a webhook is set, 404 for methods that do not exist, texts of 1 to 2,000 characters.
"""

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from aiohttp import web

from tests.fakes.zalo_server import Answer, Deliverer, FakeServer

TOKEN = "12345689:fake-token-for-tests-only"
HEADER = "X-Bot-Api-Secret-Token"


class Refusal(Exception):
    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}


@dataclass(frozen=True)
class Sent:
    """One message a person got; `photo` is a picture's address."""

    chat_id: str
    message_id: str
    text: str
    photo: str = ""


def chat_of(who: str) -> str:
    """The platform's id of a person: twenty hexadecimal digits, another for each bot."""
    return sha256(who.encode()).hexdigest()[:20]


@dataclass
class Waiting:
    """Events nobody was given yet."""

    events: list[dict[str, Any]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        self.arrived.set()

    async def take(self, seconds: float) -> dict[str, Any] | None:
        """The oldest, which is then forgotten: the platform knows no receipt."""
        self.arrived.clear()
        if not self.events:
            try:
                async with asyncio.timeout(seconds):
                    await self.arrived.wait()
            except TimeoutError:
                return None
        return self.events.pop(0) if self.events else None


class FakeZaloBot(FakeServer):
    """One bot's platform, and the people who talk to it."""

    def __init__(self, token: str = TOKEN, *, wrapped: bool = True) -> None:
        super().__init__()
        self.token = token
        self.wrapped = wrapped  # deliveries inside {"ok", "result"}, as documented
        self.says_status = False  # refusals also by their HTTP status; the documents leave it open
        self.sent: list[Sent] = []
        self.secret = ""
        self.waiting = Waiting()
        self.longest_poll = 30.0
        self.deliverer = Deliverer(lambda _: {HEADER: self.secret})
        self._numbers = itertools.count(1)
        self._delivering: set[asyncio.Task[int]] = set()

    # People

    def texts(self, who: str) -> list[str]:
        return [sent.text for sent in self.sent if sent.chat_id == chat_of(who) and not sent.photo]

    def say(self, who: str, text: str, **message: Any) -> dict[str, Any]:
        """Somebody types; the event."""
        return self.act(who, "message.text.received", text=text, **message)

    def act(self, who: str, event_name: str, **content: Any) -> dict[str, Any]:
        """Anything a person does; the event."""
        message = {
            "message_id": f"m{next(self._numbers):016x}",
            "date": int(time.time() * 1000),
            "from": {"id": chat_of(who), "display_name": who, "is_bot": False},
            "chat": {"id": chat_of(who), "chat_type": "PRIVATE"},
            **content,
        }
        event = {"event_name": event_name, "message": message}
        self.deliver(event)
        return event

    def deliver(self, event: dict[str, Any]) -> None:
        """Hand an event out: to the webhook, or to whoever asks next."""
        if not self.deliverer.url:
            self.waiting.add(event)
            return
        task = asyncio.ensure_future(self.deliverer.deliver(self.wrap(event)))
        self._delivering.add(task)
        task.add_done_callback(self._delivering.discard)

    def wrap(self, event: dict[str, Any]) -> bytes:
        body = {"ok": True, "result": event} if self.wrapped else event
        return json.dumps(body, ensure_ascii=False).encode()

    async def settle(self) -> None:
        """Until every delivery that was begun is over."""
        await asyncio.gather(*self._delivering)

    # The platform's side

    def plain_path(self, path: str) -> str:
        return path.rpartition("/")[2]

    async def answer(self, path: str, request: web.Request) -> tuple[int, Answer]:
        bot, _, name = path.strip("/").partition("/")
        params: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            params |= json.loads(await request.read() or b"{}")
        else:
            params |= dict(await request.post())
        try:
            if bot != f"bot{self.token}":
                raise Refusal(401, "Unauthorized")
            method = getattr(self, f"on_{name}", None)
            if method is None:
                raise Refusal(404, "Not Found")
            result = await method(params)
            if name == "getUpdates" and (request.transport is None or request.transport.is_closing()):
                self.waiting.events.insert(0, result)  # nobody is there any more who could take it
            return 200, {"ok": True, "result": result}
        except Refusal as refusal:
            return refusal.body["error_code"] if self.says_status else 200, refusal.body

    async def on_getMe(self, _: Answer) -> Answer:
        return {
            "id": "1459232241454765289",
            "account_name": "bot.htx",
            "account_type": "BASIC",
            "can_join_groups": False,
        }

    async def on_getUpdates(self, params: Answer) -> Answer:
        if self.deliverer.url:
            raise Refusal(400, "You cannot use this API while a webhook is set. Please remove the webhook first")
        event = await self.waiting.take(min(float(params.get("timeout") or 30), self.longest_poll))
        if event is None:
            raise Refusal(408, "Request timeout")
        return event

    async def on_setWebhook(self, params: Answer) -> Answer:
        if not 8 <= len(str(params.get("secret_token", ""))) <= 256 or not str(params.get("url", "")).startswith(
            "http"
        ):
            raise Refusal(400, "Bad request")
        self.deliverer.url, self.secret = str(params["url"]), str(params["secret_token"])
        return {"url": self.deliverer.url, "updated_at": int(time.time() * 1000)}

    async def on_getWebhookInfo(self, _: Answer) -> Answer:
        if not self.deliverer.url:
            raise Refusal(404, "Not Found")
        return {"url": self.deliverer.url, "updated_at": int(time.time() * 1000)}

    async def on_deleteWebhook(self, _: Answer) -> Answer:
        self.deliverer.url = ""
        return {"url": "", "updated_at": int(time.time() * 1000)}

    async def on_sendMessage(self, params: Answer) -> Answer:
        text = str(params.get("text", ""))
        if not 1 <= len(text) <= 2000:
            raise Refusal(400, "Bad request: text must be between 1 and 2000 characters")
        return self._keep(params, text=text)

    async def on_sendPhoto(self, params: Answer) -> Answer:
        if not str(params.get("photo", "")).startswith(("http://", "https://")):
            raise Refusal(400, "Bad request: photo must be a public address")
        return self._keep(params, photo=str(params["photo"]), text=str(params.get("caption", "")))

    async def on_sendChatAction(self, _: Answer) -> None:
        return None

    def _keep(self, params: Answer, **content: str) -> Answer:
        message_id = f"b{next(self._numbers):016x}"
        self.sent.append(Sent(str(params.get("chat_id", "")), message_id, **content))
        return {"message_id": message_id, "date": int(time.time() * 1000)}
