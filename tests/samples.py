"""Small files of every kind that people send, real enough for whoever looks inside."""

import io
import struct
import zipfile
import zlib

from openpyxl import Workbook

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


def xlsx(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bảng"
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def locked_xlsx() -> bytes:
    """What Excel makes of a workbook with a password: an old container around what cannot be read."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64


MEMBERS: list[list[object]] = [
    ["Lĩnh vực", "Số HTX", "Thành viên", "Tỷ lệ (%)"],
    ["Công nghiệp", 114, "1.247", "50,7%"],
    ["Vận tải", 29, "304", "12,4%"],
    ["Thương mại", 70, "687", "37,9%"],
    ["Môi trường", 28, "223", "9,1%"],
    ["Tổng cộng", 241, "2.304", "100%"],
]
RIGHT: list[list[object]] = [["Lĩnh vực", "Số HTX"], ["Nông nghiệp", 9], ["Vận tải", 8], ["Tổng cộng", 17]]
GRADES = "Phân loại;Số HTX;Tỷ lệ (%)\nTốt;27;46,6\nKhá;24;36,2\nTrung bình;7;12,1\n"
TABLES = {
    "thanh-vien.xlsx": lambda: xlsx(MEMBERS),
    "da-sua.xlsx": lambda: xlsx(RIGHT),
    "xep-loai.csv": lambda: "Phân loại;Số HTX;Tỷ lệ (%)\nTốt;27;46,6\nKhá;24;36,2\nTrung bình;7;12,1\n".encode(
        "utf-8-sig"
    ),
    "mat-khau.xlsx": locked_xlsx,
    "cu.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "hong.xlsx": lambda: xlsx(MEMBERS)[:900],
    "trong.xlsx": lambda: xlsx([["Ghi chú"], ["Chưa có gì"]]),
    "rong.csv": lambda: b"",
}
"""Tables that staff send, by their names."""
CONTENTS = {".pdf": pdf, ".png": png, ".jpg": jpeg, ".docx": docx}


def sample(name: str) -> Attachment:
    """A file of the kind its name says; of any other kind a program for Windows."""
    if name in TABLES:
        return Attachment(name, "application/octet-stream", TABLES[name]())
    ending = name[name.rfind(".") :].lower()
    content = CONTENTS[ending]() if ending in CONTENTS else b"MZ\x90\x00 not for you"
    return Attachment(name, "application/octet-stream", content)
