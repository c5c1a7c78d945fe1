"""Small files of every kind that people send, real enough for whoever looks inside."""

import io
import struct
import zipfile
import zlib

from handlers.messages import Attachment

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\x20\x80\x40" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF\x00" + b"\x00" * 12 + b"\xff\xd9"


def docx(*more: str) -> bytes:
    """A Word file; `more` are further parts, e.g. word/vbaProject.bin."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", "<w:document/>")
        for name in more:
            archive.writestr(name, "x")
    return kept.getvalue()


CONTENTS = {".pdf": pdf, ".png": png, ".jpg": jpeg, ".docx": docx}


def sample(name: str) -> Attachment:
    """A file of the kind its name says; of any other kind a program for Windows."""
    ending = name[name.rfind(".") :].lower()
    content = CONTENTS[ending]() if ending in CONTENTS else b"MZ\x90\x00 not for you"
    return Attachment(name, "application/octet-stream", content)
