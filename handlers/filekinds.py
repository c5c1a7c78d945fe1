"""What a file that somebody sent really is: looked at from the inside, because a name says nothing."""

import io
import zipfile

from handlers.media_types import WORD

ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", WORD: ".docx"}
LONGEST_NAME = 80  # characters


def read_kind(content: bytes) -> str | None:
    """The media type of a file that may be sent on; None for everything else, Word files with macros among them."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    names = names_in(content)
    is_word = {"[Content_Types].xml", "word/document.xml"} <= names
    return WORD if is_word and not any("vbaProject" in name for name in names) else None


def names_in(content: bytes) -> set[str]:
    """The names in a zip file; none when it is no zip file."""
    if not content.startswith(b"PK"):
        return set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def show_name(name: str) -> str:
    """A file's name as it can be shown: printable, without turning marks, not too long."""
    plain = "".join(char for char in name if char.isprintable()).strip() or "tệp"
    return plain if len(plain) <= LONGEST_NAME else "…" + plain[-LONGEST_NAME:]


def name_with_ending(name: str, kind: str) -> str:
    """The name as it can be shown, with the ending that says what the file is."""
    stem, ending = show_name(name), ENDINGS[kind]
    known = (ending, ".jpeg") if kind == "image/jpeg" else (ending,)
    return stem if stem.lower().endswith(known) else f"{stem}{ending}"
