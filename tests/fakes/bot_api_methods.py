"""The Bot API methods the fake knows, each answering as the platform does."""

import asyncio
import json
import time
from typing import Any

from tests.fakes.bot_api_records import Recorder, Refusal, Sent, SentFile, read_html, utf16_length
from tests.fakes.bot_api_updates import BOT_USER, People
from tests.fakes.bot_api_webhook import Deliverer

MAX_WAIT = 50.0  # seconds, of a long poll
Answer = dict[str, Any] | list[Any] | bool


class Call:
    """One request: its parameters (nested ones decoded), its files, and who made it."""

    def __init__(self, method: str, params: dict[str, Any], files: list[SentFile], via: str) -> None:
        self.method, self.params, self.files, self.via = method, params, files, via

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)

    def decoded(self, name: str) -> Any:
        value = self.params.get(name)
        return json.loads(value) if isinstance(value, str) else value

    @property
    def user_id(self) -> int | None:
        try:
            return int(self.params["chat_id"])
        except (KeyError, ValueError):
            return None


class Methods(People):
    """Bot API methods by name; state is that of one bot."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self.recorder = recorder
        self.answered: list[tuple[str, str]] = []  # (query id, text) of answered presses
        self.actions: list[tuple[int, str]] = []
        self.left_groups: list[int] = []
        self.commands: list[tuple[str, str]] = []
        self.deliverer = Deliverer(self.updates)
        self.deleted: list[tuple[int, int]] = []  # (chat, message)
        self.files: dict[str, bytes] = {}
        self._poll = 0

    async def answer(self, call: Call) -> Answer:
        """The result of a call. Raises Refusal as the platform refuses."""
        method = getattr(self, f"on_{call.method.lower()}", None)
        if method is None:
            raise Refusal(404, "Not Found")
        result: Answer = await method(call)
        return result

    async def on_getme(self, call: Call) -> Answer:
        return BOT_USER | {"can_join_groups": False, "supports_inline_queries": False, "has_main_web_app": False}

    @property
    def webhook(self) -> str:
        return self.deliverer.url

    @webhook.setter
    def webhook(self, url: str) -> None:
        self.deliverer.url = url

    async def on_getupdates(self, call: Call) -> Answer:
        if self.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poll += 1
        mine = self._poll
        self.updates.acknowledge(int(call.get("offset") or 0))
        deadline = time.monotonic() + min(float(call.get("timeout") or 0), MAX_WAIT)
        while not self.updates.waiting and (left := deadline - time.monotonic()) > 0:
            await self.updates.wait(min(left, 0.2))
            if self._poll != mine:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        return self.updates.waiting[: int(call.get("limit") or 100)]

    async def on_setwebhook(self, call: Call) -> Answer:
        await self.deliverer.stop()
        if str(call.get("drop_pending_updates")).lower() == "true":
            self.updates.waiting.clear()
        self.deliverer.set(call.get("url"), call.get("secret_token"), call.decoded("allowed_updates"))
        return True

    async def on_getwebhookinfo(self, call: Call) -> Answer:
        return self.deliverer.info()

    async def on_deletewebhook(self, call: Call) -> Answer:
        await self.deliverer.stop()
        return True

    async def on_setmycommands(self, call: Call) -> Answer:
        self.commands = [(c["command"], c["description"]) for c in call.decoded("commands") or []]
        return True

    async def on_sendchataction(self, call: Call) -> Answer:
        self.actions.append((self._reachable(call), str(call.get("action"))))
        return True

    async def on_leavechat(self, call: Call) -> Answer:
        self.left_groups.append(self._reachable(call))
        return True

    async def on_answercallbackquery(self, call: Call) -> Answer:
        query = str(call.get("callback_query_id"))
        if query not in self.queries:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.queries.discard(query)
        self.answered.append((query, str(call.get("text") or "")))
        return True

    async def on_getfile(self, call: Call) -> Answer:
        file_id = str(call.get("file_id"))
        self.files.setdefault(f"files/{file_id}", b"content of " + file_id.encode())
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": 20, "file_path": f"files/{file_id}"}

    async def on_sendmessage(self, call: Call) -> Answer:
        text, entities = self._text(call, "text", 4096)
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        return self._keep(call, text, entities, {"text": text.strip()})

    async def on_sendphoto(self, call: Call) -> Answer:
        photo = self._file_in(call, "photo")
        size = {"width": 90, "height": 60, "file_size": len(photo.content)}
        return self._keep_file(call, {"photo": [{"file_id": "p1", "file_unique_id": "p1"} | size]})

    async def on_senddocument(self, call: Call) -> Answer:
        document = self._file_in(call, "document")
        about = {"file_name": document.name, "mime_type": document.media_type, "file_size": len(document.content)}
        return self._keep_file(call, {"document": {"file_id": "d1", "file_unique_id": "d1"} | about})

    async def on_editmessagetext(self, call: Call) -> Answer:
        message = self._own_message(call)
        text, _ = self._text(call, "text", 4096)
        if message.get("text") == text and call.decoded("reply_markup") == message.get("reply_markup"):
            raise Refusal(400, "Bad Request: message is not modified: specified new message content is the same")
        message["text"] = text
        return self._edited(message, call)

    async def on_editmessagecaption(self, call: Call) -> Answer:
        message = self._own_message(call)
        if "text" in message:
            raise Refusal(400, "Bad Request: there is no caption in the message to edit")
        caption, _ = self._text(call, "caption", 1024)
        message["caption"] = caption
        return self._edited(message, call)

    async def on_deletemessage(self, call: Call) -> Answer:
        key = (self._reachable(call), int(call.get("message_id") or 0))
        if key not in self.messages:
            raise Refusal(400, "Bad Request: message to delete not found")
        if self.messages[key]["date"] < time.time() - 48 * 3600:
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")
        del self.messages[key]
        self.deleted.append(key)
        return True

    async def on_editmessagereplymarkup(self, call: Call) -> Answer:
        return self._edited(self._own_message(call), call)

    def _edited(self, message: dict[str, Any], call: Call) -> dict[str, Any]:
        message.pop("reply_markup", None)
        message["edit_date"] = int(time.time())
        if markup := self._markup(call):
            message["reply_markup"] = markup
        return message

    def _own_message(self, call: Call) -> dict[str, Any]:
        key = (self._reachable(call), int(call.get("message_id") or 0))
        if key not in self.messages:
            raise Refusal(400, "Bad Request: message to edit not found")
        return self.messages[key]

    def _keep_file(self, call: Call, content: dict[str, Any]) -> Answer:
        caption, entities = self._text(call, "caption", 1024)
        return self._keep(call, caption, entities, content | ({"caption": caption} if caption else {}))

    def _keep(self, call: Call, text: str, entities: list[dict[str, Any]], content: dict[str, Any]) -> Answer:
        chat_id, markup = self._reachable(call), self._markup(call)
        message_id = next(self.message_ids)
        content |= {"message_id": message_id, "date": int(time.time())}
        message = content | {"chat": self.chat(chat_id), "from": BOT_USER}
        if entities:
            message["caption_entities" if "caption" in content else "entities"] = entities
        if markup:
            message["reply_markup"] = markup
        self.messages[chat_id, message_id] = message
        self.recorder.add(self._record(call, message_id, chat_id, text, entities, markup))
        return message

    @staticmethod
    def _record(
        call: Call, message_id: int, chat_id: int, text: str, entities: list[dict[str, Any]], markup: Any
    ) -> Sent:
        keyboard = (markup or {}).get("inline_keyboard", [])
        return Sent(
            message_id=message_id,
            chat_id=chat_id,
            method=call.method,
            text=text.strip(),
            raw=str(call.get("text") or call.get("caption") or ""),
            parse_mode=call.get("parse_mode"),
            entities=entities,
            rows=[[(b["text"], b.get("callback_data", "")) for b in row] for row in keyboard],
            files=call.files,
            at=time.monotonic(),
            via=call.via,
        )

    def _reachable(self, call: Call) -> int:
        if call.user_id is None or call.user_id in self.unknown:
            raise Refusal(400, "Bad Request: chat not found")
        if call.user_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return call.user_id

    @staticmethod
    def _text(call: Call, field: str, limit: int) -> tuple[str, list[dict[str, Any]]]:
        raw = str(call.get(field) or "")
        text, entities = read_html(raw) if call.get("parse_mode") == "HTML" else (raw, [])
        if utf16_length(text) > limit:
            what = "message is too long" if field == "text" else "message caption is too long"
            raise Refusal(400, f"Bad Request: {what}")
        return text, entities

    @staticmethod
    def _markup(call: Call) -> dict[str, Any] | None:
        markup: dict[str, Any] | None = call.decoded("reply_markup")
        rows = (markup or {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        if len(buttons) > 100 or any(len(row) > 8 for row in rows):
            raise Refusal(400, "Bad Request: reply markup is too long")
        for button in buttons:
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
            if not button["text"].strip():
                raise Refusal(400, "Bad Request: can't parse inline keyboard button: text must be non-empty")
        return markup or None

    @staticmethod
    def _file_in(call: Call, field: str) -> SentFile:
        name = str(call.get(field) or field).removeprefix("attach://")
        for file in call.files:
            if file.part == name and file.content:
                return file
        raise Refusal(400, f"Bad Request: there is no {field} in the request")


async def hang(seconds: float = MAX_WAIT) -> None:
    """Give no answer for as long as any client waits."""
    await asyncio.sleep(seconds)
