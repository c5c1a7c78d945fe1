"""What a file is, from its inside; names that can be shown."""

import pytest

from handlers.filekinds import read_kind, show_name
from handlers.media_types import WORD
from tests.samples import docx, jpeg, pdf, png


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "application/pdf"),
        (png(), "image/png"),
        (jpeg(), "image/jpeg"),
        (docx(), WORD),
        (docx("word/vbaProject.bin"), None),
        (b"PK\x03\x04 torn", None),
        (b"MZ\x90", None),
        (b"<html><script>", None),
        (b"", None),
    ],
    ids=["pdf", "png", "jpeg", "docx", "with macros", "torn zip", "program", "page", "nothing"],
)
def test_kind_is_read_from_the_inside(content: bytes, kind: str | None) -> None:
    assert read_kind(content) == kind


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a.pdf", "a.pdf"), ("giấy\u202efdp.exe", "giấyfdp.exe"), ("\x00", "tệp"), ("x" * 200 + ".pdf", "…")],
)
def test_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    found = show_name(name)
    assert found.startswith(shown)
    assert len(found) <= 81
    assert found.isprintable()
