"""Reading the lines of an official text from a file: docx, html, pdf (with text in it), txt or md."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from knowledge.lawtext import Line

MOST_ALIKE = 3
"""A line on so many pages, and on half of all, is what is printed at the top or foot of each."""


class WrongFile(ValueError):
    """A file that cannot be read; the text is one sentence."""


def read_lines(path: Path) -> tuple[list[Line], bool]:
    """The lines of a file, and whether they end where the page does. Raises WrongFile."""
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise WrongFile(f"{path.name}: {suffix or 'no ending'} is not read; give docx, html, pdf, txt or md")
    try:
        texts = list(_READERS[suffix](path))
    except WrongFile:
        raise
    except OSError as error:
        raise WrongFile(f"{path.name}: {error.strerror or error}") from error
    except Exception as error:  # the libraries raise whatever a broken file makes them stumble over
        raise WrongFile(f"{path.name} cannot be read as {suffix[1:]}: {error or type(error).__name__}") from error
    if not any(text.strip() for text in texts):
        raise WrongFile(f"{path.name} holds no text; a scanned PDF must be made into text first")
    return [Line(number, text) for number, text in enumerate(texts, 1)], suffix == ".pdf"


def _read_text(path: Path) -> Iterator[str]:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        yield from raw.decode(encoding).splitlines()
    except UnicodeDecodeError as error:
        raise WrongFile(f"{path.name} is not in UTF-8; save it as UTF-8 text") from error


def _read_docx(path: Path) -> Iterator[str]:
    import docx
    from docx.table import Table

    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield _row(cell.text for cell in row.cells)
        else:
            yield from block.text.splitlines() or [""]


def _read_html(path: Path) -> Iterator[str]:
    from lxml import html

    raw = path.read_bytes()
    # Files that say nothing of their letters are nearly always UTF-8; others are left to what they declare.
    parser = html.HTMLParser(encoding="utf-8") if _is_utf8(raw) else html.HTMLParser()
    tree = html.fromstring(raw, parser=parser)
    for gone in tree.xpath("//script | //style | //head"):
        gone.drop_tree()
    for row in tree.xpath("//tr"):
        cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")]
        for child in list(row):
            row.remove(child)
        row.text = f"\n{_row(iter(cells))}\n"
    for block in tree.xpath("//br | //p | //div | //li | //h1 | //h2 | //h3 | //h4 | //h5 | //h6"):
        # A line of the source is no line of the text: only blocks and <br> end one.
        block.tail = f"\n{block.tail or ''}"
        if block.tag != "br":
            block.text = f"\n{block.text or ''}"
    yield from tree.text_content().splitlines()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _row(cells: Iterator[str]) -> str:
    """A table's row as one line; a cell that spans columns once."""
    texts = [" ".join(cell.split()) for cell in cells]
    return " | ".join(text for at, text in enumerate(texts) if text and (at == 0 or text != texts[at - 1]))


def _read_pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    pages = [(page.extract_text() or "").splitlines() for page in PdfReader(path).pages]
    counted = Counter(text for page in pages for text in {line.strip() for line in page})
    printed = {text for text, count in counted.items() if count >= MOST_ALIKE and count * 2 >= len(pages)}
    for page in pages:
        yield from ("" if line.strip() in printed else line for line in page)


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".docx": _read_docx,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".txt": _read_text,
    ".md": _read_text,
}
