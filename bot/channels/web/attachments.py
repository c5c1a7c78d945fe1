"""A stored file as an answer to a browser."""

from urllib.parse import quote

from starlette.responses import Response

from storage.files import StoredFile

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Pictures that cannot hold a script. Everything else is saved, not opened in our name."""
HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",  # a stored file never changes
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def to_response(file: StoredFile) -> Response:
    shown = file.media_type in SHOWN
    kind = "inline" if shown else "attachment"
    headers = {**HEADERS, "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"}
    media_type = file.media_type if shown or _is_plain(file.media_type) else "application/octet-stream"
    return Response(file.content, media_type=media_type, headers=headers)


def _is_plain(media_type: str) -> bool:
    return media_type.isascii() and media_type.isprintable() and "/" in media_type
