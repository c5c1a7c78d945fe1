"""An Official Account's platform of our own, with its OAuth, over real HTTP on 127.0.0.1.

    async with FakeZaloOa() as fake:
        fake.deliverer.url = ".../webhooks/zalo_oa"
        await fake.say("lan", "chào")
        assert fake.texts("lan") == ["…"]

As documented: keys in the header access_token (25 hours; an old one dies with the next), refresh keys that work once,
errors as negative numbers with HTTP 200, texts of at most 2,000 characters, five buttons under a text or in a list,
seven days after a person's last word (the clock is `now`), deliveries signed over the raw body.

In its own process, so that a program can be killed beside it (prints "ready http://127.0.0.1:PORT"):

    python -m tests.fakes.zalo_oa --latency-keys 2000
"""

import argparse
import asyncio
import itertools
import json
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.channels.zalo_oa.genuine import sign
from tests.fakes.zalo_server import Answer, Deliverer, FakeServer

APP_ID, APP_SECRET = "3147255102917513310", "app-secret-for-tests"
OA_ID, OA_SECRET = "4318657068771012646", "account-secret-for-tests"
REFRESH = "refresh-0-for-tests"
KEYS = "/v4/oa/access_token"
SEND = "/v3.0/oa/message/cs"


@dataclass(frozen=True)
class Sent:
    """One message a person got; `buttons` are (title, payload)."""

    user_id: str
    message_id: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    picture: str = ""


def user_of(who: str) -> str:
    """The platform's number of a person, another for each account."""
    return str(int.from_bytes(who.encode(), "big") % 10**19)


class FakeZaloOa(FakeServer):
    """One account's platform, and the people who talk to it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.refresh, self.access = REFRESH, ""
        self.renewals: Counter[str] = Counter()  # how often each refresh key was shown
        self.keys_latency = 0.0
        self.followers_only = False
        self.takes_buttons = True  # under a text, in one message
        self.takes_lists = True
        self.now: datetime | None = None  # None: the time of this computer
        self.words: dict[str, datetime] = {}  # when each person wrote last
        self.deliverer = Deliverer(self._sign)
        self._numbers = itertools.count(1)

    # People

    def texts(self, who: str) -> list[str]:
        return [sent.text for sent in self.sent if sent.user_id == user_of(who)]

    async def say(self, who: str, text: str) -> int:
        """Somebody types; what the webhook answered in the end."""
        return await self.act(who, "user_send_text", message={"text": text})

    async def press(self, who: str, title: str) -> int:
        """Press the newest button of that title: its payload comes as a text."""
        for sent in reversed(self.sent):
            for name, payload in sent.buttons:
                if (sent.user_id, name) == (user_of(who), title):
                    return await self.say(who, payload)
        raise AssertionError(f"{who} has no button {title!r}")

    async def received(self, sent: Sent) -> int:
        """A message of ours is on the person's phone."""
        return await self.deliverer.deliver(self._of_ours("user_received_message", sent, {"msg_id": sent.message_id}))

    async def seen(self, *sent: Sent) -> int:
        """The person has looked at messages of ours."""
        named = {"msg_ids": [one.message_id for one in sent]}
        return await self.deliverer.deliver(self._of_ours("user_seen_message", sent[0], named))

    def _of_ours(self, event_name: str, sent: Sent, message: dict[str, Any]) -> bytes:
        parties = {"sender": {"id": OA_ID}, "recipient": {"id": sent.user_id}}
        stamp = str(int(self._time().timestamp() * 1000))
        event = {"app_id": APP_ID, "event_name": event_name, "timestamp": stamp, **parties, "message": message}
        return json.dumps(event).encode()

    async def act(self, who: str, event_name: str, **content: Any) -> int:
        """Anything a person does; what the webhook answered in the end."""
        return await self.deliverer.deliver(self.write(who, event_name, **content))

    def write(self, who: str, event_name: str, **content: Any) -> bytes:
        """The body of a delivery."""
        self.words[user_of(who)] = self._time()
        stamp = str(int(self._time().timestamp() * 1000))
        event: dict[str, Any] = {"app_id": APP_ID, "event_name": event_name, "timestamp": stamp}
        if event_name in ("follow", "unfollow"):
            event |= {"oa_id": OA_ID, "follower": {"id": user_of(who)}}
        else:
            event |= {"sender": {"id": user_of(who)}, "recipient": {"id": OA_ID}, "user_id_by_app": user_of(who)[::-1]}
        event |= content
        if "message" in event:
            event["message"] = {"msg_id": f"u{next(self._numbers):015x}", **event["message"]}
        return json.dumps(event, ensure_ascii=False, separators=(",", ": ")).encode()

    def _sign(self, body: bytes) -> dict[str, str]:
        stamp = json.loads(body)["timestamp"]
        return {"X-ZEvent-Signature": f"mac={sign(APP_ID, body, stamp, OA_SECRET)}"}

    def _time(self) -> datetime:
        return self.now or datetime.now().astimezone()

    # The platform's side

    async def answer(self, path: str, request: web.Request) -> tuple[int, Answer]:
        if path == KEYS:
            await asyncio.sleep(self.keys_latency)
            return 200, self._give_keys(request.headers.get("secret_key", ""), dict(await request.post()))
        if path == SEND:
            return 200, self._accept(request.headers.get("access_token", ""), json.loads(await request.read()))
        return 404, {"error": -404, "message": "Not Found"}

    def _give_keys(self, secret: str, form: dict[str, Any]) -> Answer:
        shown = str(form.get("refresh_token", ""))
        self.renewals[shown] += 1
        if secret != APP_SECRET or form.get("app_id") != APP_ID:
            return {"error": -14004, "error_name": "Invalid secret key"}
        if form.get("grant_type") == "authorization_code":
            if form.get("code") != "consent-code" or len(str(form.get("code_verifier"))) != 43:
                return {"error": -14003, "error_name": "Invalid authorization code"}
        elif shown != self.refresh:
            return {"error": -14014, "error_name": "Invalid refresh token"}
        number = next(self._numbers)
        self.access, self.refresh = f"access-{number}-for-tests", f"refresh-{number}-for-tests"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}

    def _accept(self, access: str, body: Answer) -> Answer:
        if not self.access or access != self.access:
            return {"error": -216, "message": "Access token is invalid"}
        user_id, message = str(body["recipient"]["user_id"]), body["message"]
        payload = message.get("attachment", {}).get("payload", {})
        buttons = tuple((button["title"], button["payload"]) for button in payload.get("buttons", []))
        text = message.get("text", "")
        if len(text) > 2000:
            return {"error": -210, "message": "Text is too long"}
        if not self._takes(text, payload, buttons):
            return {"error": -201, "message": "Params is invalid"}
        if user_id not in self.words or self._time() - self.words[user_id] > timedelta(days=7):
            return {"error": -230, "message": "User has not interacted with the OA in the past 7 days"}
        message_id = f"o{next(self._numbers):015x}"
        elements = payload.get("elements", [])
        picture = "".join(element.get("url", "") for element in elements)
        listed = elements[0]["title"] if payload.get("template_type") == "list" else ""
        self.sent.append(Sent(user_id, message_id, text or listed, buttons, picture))
        quota = {"quota": {"quota_type": "reply"}}
        data = {"message_id": message_id, "user_id": user_id, "sent_time": str(int(time.time() * 1000)), **quota}
        return {"data": data, "error": 0, "message": "Success"}

    def _takes(self, text: str, payload: Answer, buttons: tuple[tuple[str, str], ...]) -> bool:
        """Whether a message has a form the platform reads."""
        if len(buttons) > 5 or any(not 0 < len(title) <= 100 for title, _ in buttons):
            return False
        if payload.get("template_type") == "list":
            elements = payload.get("elements", [])
            is_short = all(len(one["title"]) <= 100 and len(one["subtitle"]) <= 500 for one in elements)
            return self.takes_lists and not text and 0 < len(elements) <= 5 and is_short
        return not buttons or (self.takes_buttons and bool(text))


async def serve(arguments: argparse.Namespace) -> None:
    fake = FakeZaloOa()
    fake.keys_latency = arguments.latency_keys / 1000
    await fake.start(arguments.port)
    print(f"ready {fake.url}", flush=True)
    while True:
        await asyncio.sleep(0.02)
        for key, times in fake.renewals.items():
            print(f"renewed {key} {times}", flush=True)
        fake.renewals.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description="A Zalo Official Account's platform for tests, on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--latency-keys", type=float, default=0, help="milliseconds before new keys are given")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
