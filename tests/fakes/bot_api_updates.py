"""The people's side of the fake Bot API: everything a person can do becomes an update in the queue."""

import asyncio
import itertools
import time
from typing import Any

BOT_USER = {"id": 100200300, "is_bot": True, "first_name": "Trợ lý HTX", "username": "tro_ly_htx_bot"}


class Updates:
    """The queue of one bot: an update leaves it only when a later offset is asked for."""

    def __init__(self, first_id: int = 5_000_001) -> None:
        self.waiting: list[dict[str, Any]] = []
        self._ids = itertools.count(first_id)
        self._arrived = asyncio.Event()

    def add(self, **content: Any) -> int:
        update_id = next(self._ids)
        self.waiting.append({"update_id": update_id, **content})
        self._arrived.set()
        return update_id

    def acknowledge(self, offset: int) -> None:
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    async def wait(self, seconds: float) -> None:
        """Until there is one, or the time is up."""
        self._arrived.clear()
        if not self.waiting:
            try:
                async with asyncio.timeout(seconds):
                    await self._arrived.wait()
            except TimeoutError:
                return


class People:
    """What people do. Every method returns the message's id, or the update's id where there is no message."""

    def __init__(self) -> None:
        self.updates = Updates()
        self.names: dict[int, str] = {}
        self.blocked: set[int] = set()
        self.unknown: set[int] = set()  # chats the platform says it cannot find
        self.queries: set[str] = set()  # presses that still wait for an answer
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}  # the bot's own, by (chat, message)
        self.message_ids = itertools.count(1)

    def user(self, user_id: int, name: str | None = None) -> dict[str, Any]:
        if name is not None:
            self.names[user_id] = name
        name = self.names.setdefault(user_id, f"Người {user_id}")
        return {"id": user_id, "is_bot": False, "first_name": name, "language_code": "vi"}

    def chat(self, user_id: int) -> dict[str, Any]:
        return {"id": user_id, "type": "private", "first_name": self.user(user_id)["first_name"]}

    def say(self, user_id: int, text: str, name: str | None = None) -> int:
        """Type a text; "/start abc" is the deep link with payload abc."""
        return self.send(user_id, name, text=text)

    def send(self, user_id: int, name: str | None = None, **content: Any) -> int:
        """Any message: the fields of the platform's Message beyond sender, chat and date."""
        message = self._message(user_id, name) | content
        self.updates.add(message=message)
        return int(message["message_id"])

    def say_in_group(self, user_id: int, text: str) -> int:
        group = {"id": -1001, "type": "supergroup", "title": "Nhóm HTX"}
        return self.send(user_id, chat=group, text=text)

    def edit(self, user_id: int, message_id: int, text: str) -> int:
        changed = self._message(user_id) | {"message_id": message_id, "edit_date": int(time.time()), "text": text}
        return self.updates.add(edited_message=changed)

    def press(self, user_id: int, data: str, message_id: int | None = None) -> str:
        """Press a button; without a message id, of the last message the person has. Returns the query's id."""
        if message_id is None:
            message_id = max(message for chat, message in self.messages if chat == user_id)
        known = self.messages.get((user_id, message_id))
        message = known or {"chat": self.chat(user_id), "message_id": message_id, "date": 0}
        query = f"q{len(self.queries)}-{user_id}-{message_id}-{time.monotonic_ns()}"
        self.queries.add(query)
        content = {"id": query, "from": self.user(user_id), "chat_instance": "1", "data": data, "message": message}
        self.updates.add(callback_query=content)
        return query

    def send_sticker(self, user_id: int) -> int:
        sticker = self._file("sticker") | {"type": "regular", "width": 512, "height": 512}
        return self.send(user_id, sticker=sticker | {"is_animated": False, "is_video": False, "emoji": "👍"})

    def send_voice(self, user_id: int) -> int:
        return self.send(user_id, voice=self._file("voice") | {"duration": 3})

    def send_photo(self, user_id: int, caption: str | None = None, content: bytes | None = None) -> int:
        """With a `content` the picture can be fetched at once."""
        size = self._file("photo") | {"width": 90, "height": 60}
        if content is not None:
            self.files[f"files/{size['file_id']}"] = content
        return self.send(user_id, photo=[size], **({"caption": caption} if caption else {}))

    def send_document(
        self, user_id: int, name: str = "báo cáo.xlsx", caption: str | None = None, content: bytes | None = None
    ) -> int:
        """With a `content` the file can be fetched at once."""
        document = self._file("document") | {"file_name": name}
        if content is not None:
            self.files[f"files/{document['file_id']}"] = content
            document["file_size"] = len(content)
        return self.send(user_id, document=document, **({"caption": caption} if caption else {}))

    def send_contact(self, user_id: int, phone: str, owner_id: int | None = None) -> int:
        """Share a contact; `owner_id` is whose it is: the sender's own id, another's, or unknown."""
        contact: dict[str, Any] = {"phone_number": phone, "first_name": "Chị Lan"}
        return self.send(user_id, contact=contact | ({"user_id": owner_id} if owner_id else {}))

    def send_location(self, user_id: int, latitude: float = 22.39, longitude: float = 103.46) -> int:
        return self.send(user_id, location={"latitude": latitude, "longitude": longitude})

    def block(self, user_id: int) -> int:
        self.blocked.add(user_id)
        return self._membership(user_id, {"status": "member"}, {"status": "kicked", "until_date": 0})

    def unblock(self, user_id: int) -> int:
        self.blocked.discard(user_id)
        return self._membership(user_id, {"status": "kicked", "until_date": 0}, {"status": "member"})

    def bring_into_group(self, user_id: int, group_id: int = -1001) -> int:
        """A person adds the bot to a group."""
        group = {"id": group_id, "type": "supergroup", "title": "Nhóm HTX"}
        old, new = {"status": "left", "user": BOT_USER}, {"status": "member", "user": BOT_USER}
        change = {"chat": group, "from": self.user(user_id), "date": int(time.time())}
        return self.updates.add(my_chat_member=change | {"old_chat_member": old, "new_chat_member": new})

    def forget(self, user_id: int) -> None:
        """From now on the platform says "chat not found" for this person."""
        self.unknown.add(user_id)

    def _membership(self, user_id: int, old: dict[str, Any], new: dict[str, Any]) -> int:
        change = {"chat": self.chat(user_id), "from": self.user(user_id), "date": int(time.time())}
        change |= {"old_chat_member": old | {"user": BOT_USER}, "new_chat_member": new | {"user": BOT_USER}}
        return self.updates.add(my_chat_member=change)

    def _message(self, user_id: int, name: str | None = None) -> dict[str, Any]:
        sender = self.user(user_id, name)
        date = int(time.time())
        return {"message_id": next(self.message_ids), "from": sender, "chat": self.chat(user_id), "date": date}

    @staticmethod
    def _file(kind: str) -> dict[str, Any]:
        number = time.monotonic_ns()
        return {"file_id": f"{kind}-{number}", "file_unique_id": f"u{number}", "file_size": 1234}
