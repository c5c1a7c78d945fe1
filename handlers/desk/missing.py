"""The board of the missing in chat, and the list of those who have to be called."""

from collections import Counter, defaultdict

from handlers.conversation import Replies, Turn, say
from handlers.media_types import WORKBOOK
from handlers.messages import Attachment, Choice, Outgoing
from handlers.results.book import Book
from handlers.survey.board import NOT_REACHED, Board, Line, Standing, read_board
from handlers.survey.periods import say_period
from handlers.texts import board as texts
from handlers.texts import rounds as words
from handlers.texts.sectors import SECTORS
from handlers.texts.times import clock_time
from storage.surveys import Round

OFTEN = 5  # cooperatives in the same standing
LISTED = 60  # cooperatives in one message


def show(turn: Turn, this: Round) -> Replies:
    """Who has not sent, by place, with where each stands."""
    board = read_board(turn.unit, this)
    missing = [line for line in board.lines if line.standing is not Standing.DONE]
    if not missing:
        return say(words.EVERYBODY_ANSWERED)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    usual = _usual(missing)
    for line in missing[:LISTED]:
        note = "" if line.standing is usual else f" ({describe(line)})"
        groups[line.cooperative.place or "—"].append(f"• {line.cooperative.name}{note}")
    heading = words.MISSING if usual is None else texts.missing_mostly(texts.STANDINGS[usual])
    lines = [_head(board), *_counts(board), heading]
    for place, names in sorted(groups.items()):
        lines += [f"\n{place}:", *names]
    if len(missing) > LISTED:
        lines.append(words.and_more(len(missing) - LISTED))
    return [Outgoing("\n".join(lines), _buttons(this))]


def _usual(missing: list[Line]) -> Standing | None:
    """What most of a long list have in common is said once: thirty times the same words are no help on a phone."""
    plain = Counter(line.standing for line in missing if line.standing in (*NOT_REACHED, Standing.NOT_OPENED))
    most = plain.most_common(1)
    return most[0][0] if most and most[0][1] >= OFTEN and most[0][1] * 2 > len(missing) else None


def _buttons(this: Round) -> tuple[Choice, ...]:
    offered = (("by-sector", texts.BY_SECTOR), ("by-place", texts.BY_PLACE), ("calls", texts.CALL_LIST))
    return tuple(Choice(f"round:{what}:{this.id}", label) for what, label in offered)


def _head(board: Board) -> str:
    return texts.head(board.title, say_period(board.round.period), board.count(Standing.DONE), len(board.lines))


def _counts(board: Board) -> list[str]:
    return [texts.counted(one, count) for one in Standing if one != Standing.DONE and (count := board.count(one))]


def describe(line: Line) -> str:
    """Where a cooperative stands, in a few words."""
    if line.standing is Standing.STUCK and line.question is not None:
        return texts.stuck_at(*line.question)
    if line.standing is Standing.SNOOZED and line.until is not None:
        return texts.until(clock_time(line.until))
    return texts.STANDINGS[line.standing]


def by_sector(turn: Turn, this: Round) -> Replies:
    board = read_board(turn.unit, this)
    return _grouped(board, board.by_sector())


def by_place(turn: Turn, this: Round) -> Replies:
    board = read_board(turn.unit, this)
    return _grouped(board, board.by_place())


def _grouped(board: Board, groups: list[tuple[str, Counter[Standing]]]) -> Replies:
    lines = [_head(board)]
    for name, counts in groups:
        shown = {"call": sum(counts[one] for one in NOT_REACHED)} | {
            key: counts[Standing(key)] for key in ("not_opened", "stuck", "snoozed", "done")
        }
        lines.append(texts.group(name, shown))
    return say("\n".join(lines))


def calls(turn: Turn, this: Round) -> Replies:
    """The call list as a file; nobody on it is told so."""
    board = read_board(turn.unit, this)
    if not any(line.needs_call for line in board.lines):
        return say(texts.NOBODY_TO_CALL)
    name = f"can-goi-{this.survey}-{this.period}.xlsx"
    return [Outgoing(texts.CALL_LIST_HERE, attachments=(Attachment(name, WORKBOOK, write_calls(board)),))]


def write_calls(board: Board) -> bytes:
    """The xlsx: those only a phone call will reach, with their numbers."""
    book = Book()
    sheet = book.sheet(texts.SHEET, [44, 16, 22, 18, 22, 34, 30])
    sheet.header(0, texts.HEADER)
    sheet.freeze(1, 1)
    called = [line for line in board.lines if line.needs_call]
    for row, line in enumerate(called, 1):
        sheet.wrapped(row, _cells(line))
    return book.close()


def _cells(line: Line) -> tuple[str, ...]:
    item = line.cooperative
    stuck = texts.stuck_at(*line.question) if line.question else ""
    sector = SECTORS.get(item.sector, item.sector)
    why = texts.STANDINGS[line.standing]
    return item.name, item.phone or "", item.place, sector, why, stuck, ", ".join(line.people)
