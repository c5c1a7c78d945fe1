"""Splitting an official text into chương / mục / điều / khoản / điểm, and turning an article into pages.

Takes lines of text, whatever file they come from. What it cannot split it refuses, naming the line: half a law is worse
than none. What stands inside “…” is quoted (a law that amends another quotes its new articles) and is not split.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from knowledge.vietnamese import nfc

POINTS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points in their order: đ stands after d; there is no f, j, w, z."""

_PART = re.compile(r"(?:Phần|PHẦN)\s+(?:thứ\s+)?[\wÀ-ỹ]+\b\.?\s*(.*)")
_CHAPTER = re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+|\d+)\b\s*[.:–-]?\s*(.*)")
_SECTION = re.compile(r"(?:Mục|MỤC)\s+(\d+|[IVXLC]+)\b\s*[.:–-]?\s*(.*)")
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(\d+[a-zđ]?)(?:\s*[.:]\s*(.*)|\s*)$")
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+|SỐ\s+)?([IVXLC]+|\d+)([A-Z]?))?\s*[.:–-]?\s*(.*)")
_CLAUSE = re.compile(r"(\d+[a-zđ]?)\.\s*([^\s\d].*)")
_POINT = re.compile(r"([a-zđ]{1,2}\d?)\)\s*(\S.*)")
_FOOTER = re.compile(r"(?:\d{1,4}|-\s*\d+\s*-|Trang\s+\d+(?:\s*/\s*\d+)?|CÔNG BÁO\s*/.*)")
_SIGNED = re.compile(
    r"(?:Nơi nhận\s*:|TM\.|KT\.|Q\.|CHỦ TỊCH QUỐC HỘI|CHỦ TỊCH NƯỚC|THỦ TƯỚNG|BỘ TRƯỞNG|TỔNG BÍ THƯ"
    r"|(?:Luật|Bộ luật|Nghị quyết) này (?:đã )?được Quốc hội .*thông qua)"
)
_MARKS = re.compile(r"^[#>_\s]+|\*+|_+$")
_SENTENCE_ENDS = (".", ";", ":", "!", "?", "”", '"', ")")

Kind = Literal["article", "appendix"]


class SplitError(ValueError):
    """A text that cannot be split: the line, what stands there, and what was expected."""

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(f"line {line}: found {found!r}; expected {expected}")
        self.line, self.found, self.expected = line, found, expected


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text, with the clause and the point it belongs to (None: before any)."""

    clause: str | None
    point: str | None
    text: str


@dataclass(slots=True)
class Piece:
    """An article or an appendix. `chapter` and `section` are as written: 'Chương II. Thành lập'."""

    kind: Kind
    number: str
    heading: str
    chapter: str
    section: str
    body: list[Paragraph] = field(default_factory=list)


def split_law(lines: Iterable[Line], *, wrapped: bool = False) -> list[Piece]:
    """The articles and appendices of a text, in order. `wrapped`: lines end where the page does, as in a PDF.

    Numbers may have gaps (a repealed article leaves one); they may not go back. Raises SplitError.
    """
    splitter = _Splitter(wrapped)
    last = 1
    for line in lines:
        last = line.number
        text = " ".join(_MARKS.sub("", nfc(line.text)).split())
        if text and not _FOOTER.fullmatch(text):
            splitter.take(line.number, text)
    splitter.finish()
    if not splitter.pieces:
        raise SplitError(last, "the end of the text", "'Điều 1.' at the beginning of a line")
    for piece in splitter.pieces:
        if not piece.body and not piece.heading:
            raise SplitError(last, f"Điều {piece.number} without any text", "the text of the article")
    return splitter.pieces


def gaps(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    """Neighbouring articles between which numbers are missing: for a person to look at."""
    numbers = [piece.number for piece in pieces if piece.kind == "article"]
    return [(a, b) for a, b in pairwise(numbers) if _value(b)[0] > _value(a)[0] + 1]


def _value(number: str) -> tuple[int, int]:
    """For comparing: 5 < 5a < 5đ < 6."""
    digits = re.match(r"\d+", number)
    assert digits is not None
    letter = number[digits.end() :]
    return int(digits[0]), POINTS.find(letter) + 1 if letter else 0


class _Splitter:
    """Reads line by line; knows where it stands."""

    def __init__(self, wrapped: bool) -> None:
        self.pieces: list[Piece] = []
        self._wrapped = wrapped
        self._chapter = self._section = ""
        self._titled: str | None = None  # "chapter" or "section" whose title stands on the next line
        self._quotes = 0
        self._quoted_from: tuple[int, str] = (0, "")
        self._signed = False
        self._previous = ""

    def take(self, number: int, text: str) -> None:
        if self._quotes or text.startswith(("“", '"')):
            self._take_quoted(number, text)
        elif not self._take_heading(number, text) and not self._signed:
            self._take_text(text)
        self._previous = text

    def _take_quoted(self, number: int, text: str) -> None:
        """A line of a quotation that began a line; it ends where its marks are even again."""
        if not self._quotes:
            self._quoted_from = (number, text)
        self._quotes = max(self._quotes + text.count("“") - text.count("”"), 0)
        self._add(text)

    def finish(self) -> None:
        """Refuse a quotation that swallowed the rest of the text."""
        if self._quotes:
            line, text = self._quoted_from
            raise SplitError(line, text[:60], "the ” that ends this quotation")

    def _take_heading(self, number: int, text: str) -> bool:
        if self._in_appendix:
            return self._take_appendix(text)
        if (found := _ARTICLE.fullmatch(text)) is not None and not self._is_reference(found[1]):
            self._begin_article(number, found[1], (found[2] or "").strip())
            return True
        if (found := _CHAPTER.fullmatch(text)) is not None and self._is_title(found[2]):
            self._chapter, self._section = _joined(f"Chương {found[1]}", found[2]), ""
            self._titled = None if found[2] else "chapter"
            return True
        if (found := _SECTION.fullmatch(text)) is not None and self._is_title(found[2]):
            self._section = _joined(f"Mục {found[1]}", found[2])
            self._titled = None if found[2] else "section"
            return True
        if _PART.fullmatch(text) and text.isupper():
            return True
        if self.pieces and _SIGNED.match(text):
            self._signed = True
            return True
        return bool(self.pieces) and self._take_appendix(text)

    @property
    def _in_appendix(self) -> bool:
        return bool(self.pieces) and self.pieces[-1].kind == "appendix"

    @staticmethod
    def _is_title(rest: str) -> bool:
        """What follows a chapter's number is a title and no sentence: 'Mục 2 Chương này' is a reference."""
        return not rest or (rest[0].isupper() and not rest.endswith((".", ";", ",")) and "này" not in rest.lower())

    def _is_reference(self, article: str) -> bool:
        """A reference may begin a wrapped line: its number is not the next one, and no sentence ended before it."""
        if not self.pieces:
            return False
        last = _value(self.pieces[-1].number)
        likely = last < _value(article) and _value(article)[0] <= last[0] + 1
        return self._wrapped and not likely and not self._previous.endswith(_SENTENCE_ENDS)

    def _begin_article(self, line: int, article: str, heading: str) -> None:
        last = self.pieces[-1].number if self.pieces else "0"
        if self._is_said_again(article, heading):
            return
        if _value(article) <= _value(last):
            expected = f"an article after Điều {last}" if self.pieces else "Điều 1"
            raise SplitError(line, f"Điều {article}", f"{expected}, or quotation marks “…” around what is quoted")
        heading = re.sub(rf"^{re.escape(article)}\.\s+", "", heading)  # 'Điều 4. 4. Heading' of codified texts
        self._titled, self._signed = None, False
        self.pieces.append(Piece("article", article, heading, self._chapter, self._section))

    def _is_said_again(self, article: str, heading: str) -> bool:
        """Some copies write an article's heading twice, one right after the other."""
        if not self.pieces:
            return False
        last = self.pieces[-1]
        return (last.number, last.heading, last.body) == (article, heading, [])

    def _take_appendix(self, text: str) -> bool:
        found = _APPENDIX.fullmatch(text)
        if found is None or not (text.startswith("PHỤ LỤC") or not found[3]):
            return False
        known = {piece.number for piece in self.pieces if piece.kind == "appendix"}
        number = (found[1] or "") + (found[2] or "") or str(len(known) + 1)
        if number in known:
            return False
        self._signed = False
        self.pieces.append(Piece("appendix", number, found[3].strip(), "", ""))
        return True

    def _take_text(self, text: str) -> None:
        if self._titled is not None:
            if self._titled == "chapter":
                self._chapter = _joined(self._chapter, text)
            else:
                self._section = _joined(self._section, text)
            self._titled = self._titled if text.isupper() and self._wrapped else None
            return
        if not self.pieces:
            return  # title, grounds and the like
        if not self._in_appendix and self._take_numbered(text):
            return
        self._add(text)

    def _take_numbered(self, text: str) -> bool:
        body = self.pieces[-1].body
        clause = next((p.clause for p in reversed(body) if p.clause is not None), None)
        point = body[-1].point if body else None
        if (found := _CLAUSE.fullmatch(text)) is not None and _follows(found[1], clause):
            body.append(Paragraph(found[1], None, found[2]))
            return True
        if (found := _POINT.fullmatch(text)) is not None and _comes_after(found[1], point):
            body.append(Paragraph(clause, found[1], found[2]))
            return True
        return False

    def _add(self, text: str) -> None:
        """More text of the paragraph that is open; where there is none, or in an appendix, a paragraph of its own."""
        if not self.pieces:
            return
        body = self.pieces[-1].body
        if self._wrapped and not body and not self._in_appendix and self._goes_on_heading(text):
            self.pieces[-1].heading = _joined(self.pieces[-1].heading, text, " ")
        elif not body or (self._in_appendix and not self._wrapped):
            body.append(Paragraph(None, None, text))
        else:
            last = body[-1]
            glue = " " if self._wrapped and not self._previous.endswith((".", ";", ":")) else "\n"
            body[-1] = Paragraph(last.clause, last.point, f"{last.text}{glue}{text}")

    def _goes_on_heading(self, text: str) -> bool:
        heading = self.pieces[-1].heading
        return bool(heading) and not heading.endswith(_SENTENCE_ENDS) and text[0].islower()


def _joined(one: str, other: str, glue: str = ". ") -> str:
    return f"{one}{glue}{other}" if one and other else one or other


def _follows(number: str, last: str | None) -> bool:
    """A clause comes after the last one, with a gap at most as wide as a few repealed ones; the first is 1 or 2."""
    if last is None:
        return _value(number)[0] <= 2
    return _value(last) < _value(number) and _value(number)[0] <= _value(last)[0] + 5


def _comes_after(point: str, last: str | None) -> bool:
    if any(letter not in POINTS + "0123456789" for letter in point):
        return False
    return last is None or _order(point) > _order(last)


def _order(point: str) -> tuple[int, ...]:
    """For comparing: a < b < … < d < đ < e; a < a1 < b."""
    return tuple(POINTS.find(c) if c in POINTS else 100 + int(c) for c in point)


def write_paragraphs(body: Iterable[Paragraph]) -> Iterator[str]:
    """The paragraphs of an article as they are read, numbers and letters before them."""
    clause = None
    for paragraph in body:
        if paragraph.point is not None:
            yield f"{paragraph.point}) {paragraph.text}"
        elif paragraph.clause is not None and paragraph.clause != clause:
            yield f"{paragraph.clause}. {paragraph.text}"
        else:
            yield paragraph.text
        clause = paragraph.clause


def paginate(paragraphs: Iterable[str], size: int) -> list[str]:
    """Pages of at most `size` characters, cut between paragraphs, else between lines, sentences or words."""
    pages: list[str] = []
    for part in (part for paragraph in paragraphs for part in _cut(paragraph, size)):
        if pages and len(pages[-1]) + 1 + len(part) <= size:
            pages[-1] += f"\n{part}"
        else:
            pages.append(part)
    return pages or [""]


def _cut(text: str, size: int) -> Iterator[str]:
    while len(text) > size:
        at = max((text.rfind(mark, size // 2, size) for mark in ("\n", ". ", "; ")), default=-1)
        at = at if at > 0 else text.rfind(" ", 1, size)
        at = at + 1 if at > 0 else size
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    yield text
