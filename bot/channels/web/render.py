"""A stored message as the page takes it."""

from collections.abc import Mapping
from typing import Any

from storage.webchat import WebMessage


def to_page(message: WebMessage, file_names: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    """JSON for the page; `file_names` maps a file's id to its name and media type."""
    payload = message.payload
    return {
        "id": message.id,
        "reference": message.reference,
        "mine": message.mine,
        "text": payload["text"],
        "choices": [{"id": choice_id, "label": label} for choice_id, label in payload.get("choices", [])],
        "files": [
            {"url": f"files/{file_id}", "name": file_names[file_id][0], "type": file_names[file_id][1]}
            for file_id in payload.get("files", [])
            if file_id in file_names
        ],
        "at": message.created_at.isoformat(),
        "file_input": bool(payload.get("file_input")),
        "changes": payload.get("changes"),
    }
