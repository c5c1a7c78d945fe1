"""A table made by hand that staff send as a file: its sums, percentages and units are looked at."""

import io
import zipfile
from dataclasses import replace

from handlers.conversation import Replies, Turn, say
from handlers.directory.files import OLD_EXCEL, Unreadable
from handlers.filekinds import show_name
from handlers.messages import LARGEST_FILE, IncomingFile, Kind
from handlers.results.checking.findings import Finding
from handlers.texts import checking as texts
from storage import members

COMMAND = "/kiemtra"
BUSY = ("news-", "desk-", "round-")
"""Who is in the middle of these means the file for that, or is told what is waited for."""
MOST_BYTES = 1_500_000  # unpacked: tens of thousands of cells; more would hold up everybody's messages
MOST_FINDINGS = 20
LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
OTHERS_BEGIN = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"GIF8", b"{\\rtf", b"<")


def handle(turn: Turn) -> Replies | None:
    """For staff: the command says how, and a file sent at any time that nothing else waits for is looked at."""
    is_command = turn.incoming.kind is Kind.TEXT and turn.text.lower() == COMMAND
    if not (is_command or _is_for_us(turn)) or members.staff_role(turn.unit, turn.person.id) is None:
        return None
    return _invite(texts.SEND_TABLE) if is_command else _invite(_look(turn))


def _is_for_us(turn: Turn) -> bool:
    flow = turn.talk.flow or ""
    is_answer = flow == "survey" and turn.incoming.kind in turn.talk.data.get("takes", ())
    return turn.incoming.kind is Kind.FILE and not flow.startswith(BUSY) and not is_answer


def _invite(text: str) -> Replies:
    """On the page, files can be sent only where a message says so: also the mended one after this."""
    return [replace(message, file_input=True) for message in say(text)]


def _look(turn: Turn) -> str:
    sent = turn.incoming.file
    if sent is None or sent.trouble or sent.size > LARGEST_FILE:
        return texts.TOO_LARGE if _is_too_large(sent) else texts.NOT_HAD
    found = turn.file()
    return texts.NOT_HAD if found is None else check(show_name(found.name), found.content)


def _is_too_large(sent: IncomingFile | None) -> bool:
    return sent is not None and (sent.size > LARGEST_FILE or "large" in sent.trouble)


def check(name: str, content: bytes) -> str:
    """What is to be said of a file's tables, or why it cannot be looked at."""
    if refusal := _refuse(content):
        return refusal
    from handlers.results.checking.cells import read_tables  # openpyxl takes long to load
    from handlers.results.checking.check import check_tables

    try:
        tables = read_tables(content)
    except Unreadable:
        return texts.DAMAGED
    if not tables:
        return texts.NO_FIGURES
    found = check_tables(tables)
    return texts.describe(name, [_line(one) for one in found[:MOST_FINDINGS]], max(0, len(found) - MOST_FINDINGS))


def _line(one: Finding) -> str:
    return texts.line(one.sheet, one.kind, one.address, one.written, one.expected, one.why)


def _refuse(content: bytes) -> str:
    """Why the file is no table that can be read here; empty when it may be one."""
    if not content.strip():
        return texts.EMPTY
    if content.startswith(OLD_EXCEL):
        return texts.LOCKED if LOCKED_INSIDE in content else texts.OLD
    if content.startswith(b"PK"):
        return _refuse_packed(content)
    if content.startswith(OTHERS_BEGIN) or (b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return texts.NO_TABLE
    return texts.TOO_LONG if len(content) > MOST_BYTES else ""


def _refuse_packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return texts.DAMAGED
    if not any(name.startswith("xl/") for name in sizes):
        return texts.NO_TABLE
    # The sizes stand in the file's own list; what is unpacked beyond them the library refuses.
    read = sum(size for name, size in sizes.items() if name.endswith(".xml"))
    return texts.TOO_LONG if read > MOST_BYTES else ""
