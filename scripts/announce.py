"""Announcements from the command line: write, aim, count, send now or later, see what became of them, stop.

python -m scripts.announce new --text FILE [--to "nong nghiep xa Muong So"] [--attach FILE …] [--topic training]
                               [--ask-read] [--test NAME] [--at "8h sáng mai"] [--send]
python -m scripts.announce list
python -m scripts.announce report NUMBER
python -m scripts.announce stop NUMBER

Without --send or --at nothing is sent: the draft is kept, and staff find it in chat by /thongbao. --test sends it to
the member of staff of that name, as people will get it. `-` reads the text from standard input.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.settings import Settings
from bot.zalo import zalo_plans
from handlers import post
from handlers.announcements.attaching import MOST
from handlers.announcements.audience import Audience, gather, lexicon, name_missed
from handlers.announcements.composing import compose_trial, words
from handlers.announcements.reading import read_segment
from handlers.announcements.reports import WANTED
from handlers.announcements.segments import describe
from handlers.announcements.sending import enqueue
from handlers.envelope import pack
from handlers.filekinds import read_kind
from handlers.labels import is_label
from handlers.limits import tell_limits
from handlers.messages import LARGEST_FILE
from handlers.texts import announce as texts
from handlers.texts import announce_reports
from handlers.texts.times import clock_time
from handlers.world import ZONE, Plan, QuietHours
from knowledge.moments import refuse_doubt
from scripts.command import end_with, on_database
from storage import broadcasts, copies, files, members, people
from storage.broadcasts import Broadcast
from storage.engine import Database
from storage.unit import Unit

WHY_MISSED = {"nobody": "nobody joined", "blocked": "blocked", "stopped": "said stop", "left": "left the topic"}


class Refused(Exception):
    """What was asked cannot be done; the text is one sentence."""


def prepare(unit: Unit, options: argparse.Namespace, text: str, now: datetime) -> tuple[Broadcast, Audience]:
    """The draft that the options describe, and whom it reaches. Raises Refused."""
    segment = read_segment(options.to, lexicon(unit)) if options.to else {}
    if isinstance(segment, str):
        raise Refused(segment)
    if not text.strip() or len(text) > texts.LONGEST:
        raise Refused(f"The text must have 1 to {texts.LONGEST} characters; it has {len(text.strip())}.")
    kept = [keep_file(unit, Path(name), now) for name in options.attach]
    number = broadcasts.draft(unit, text.strip(), segment, None, now)
    broadcasts.revise(unit, number, 0, None, files=kept, topic=options.topic, asks_read=options.ask_read)
    draft = broadcasts.find(unit, number)
    assert draft is not None
    return draft, gather(unit, segment, options.topic)


def keep_file(unit: Unit, path: Path, now: datetime) -> int:
    """The id of a file that may be sent. Raises Refused."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).") from None
    kind = read_kind(content)
    if kind is None or len(content) > LARGEST_FILE:
        raise Refused(f"{path} is no PDF, Word file or picture of at most 10 MB.")
    return files.keep(unit, path.name, kind, content, now)


def preview(unit: Unit, draft: Broadcast, audience: Audience, told: Sequence[str]) -> str:
    """Whom a draft reaches and whom not, `told` of the plans' limits, and what people will read."""
    lines = [
        f"Announcement {draft.id}, to: {describe(draft.segment)}",
        f"Reaches {audience.people} people of {len(audience.reached)} cooperatives; {len(audience.missed)} get none.",
        f"Channels: {texts.channels(audience.channels) or 'none'}",
        *(_line_of_missed(*one) for one in name_missed(unit, audience)),
        *told,
        "",
        words(unit, draft),
        *(f"[file: {files.read(unit, file_id).name}]" for file_id in draft.files),
    ]
    return "\n".join(lines)


def _line_of_missed(why: str, names: Sequence[str], more: int) -> str:
    rest = f" and {more} more" if more else ""
    return f"Not reached ({WHY_MISSED[why]}): {', '.join(names)}{rest}"


def try_out(unit: Unit, draft: Broadcast, name: str, now: datetime) -> str:
    """Send a draft to the staff of that name only; what to print. Raises Refused."""
    named = [one.person_id for one in members.all_staff(unit) if is_label(name, _name_of(unit, one.person_id))]
    contacts = [contact for person_id in named if (contact := members.reachable(unit, person_id)) is not None]
    if not contacts:
        raise Refused(f"Nobody of the staff is called {name} and can be reached.")
    for contact in contacts:
        trial = post.address(contact, pack(unit, compose_trial(unit, draft), now), now, now, "staff", lane="reply")
        post.put(unit, [trial])
    return f"Sent to {name} to try out, while the program runs."


def _name_of(unit: Unit, person_id: int) -> str:
    found = people.find_person(unit, person_id)
    return (found.name if found else None) or ""


def new(
    unit: Unit, options: argparse.Namespace, text: str, quiet: QuietHours, plans: Sequence[Plan], now: datetime
) -> str:
    """Keep a draft and do with it what the options say; what to print. Raises Refused."""
    draft, audience = prepare(unit, options, text, now)
    shown = preview(unit, draft, audience, tell_limits(unit, plans, audience.contacts, now))
    if options.test:
        shown = f"{shown}\n\n{try_out(unit, draft, options.test, now)}"
    if not options.send and not options.at:
        return f"{shown}\n\nKept as a draft; nothing is sent. Send it: --send, --at, or /thongbao in chat."
    if not audience.people:
        raise Refused(f"Nobody would get it ({describe(draft.segment)}).")
    if options.at:
        moment = refuse_doubt(options.at, now.astimezone(ZONE))
        if not isinstance(moment, datetime):
            raise Refused(f"The time {options.at!r} is not clear ({moment.kind}); write e.g. 8h sáng 25/11.")
        due_at = quiet.allow(moment)
        broadcasts.settle(unit, draft.id, "scheduled", now, due_at=due_at, expected=audience.people)
        return f"{shown}\n\nIt will be sent at {clock_time(due_at)}."
    due_at = quiet.allow(now)
    broadcasts.settle(unit, draft.id, "confirmed", now)
    count = enqueue(unit, draft, due_at, now)
    when = f"at {clock_time(due_at)} (quiet hours)" if due_at > now else "now"
    return f"{shown}\n\nSending to {count} people {when}, while the program runs."


def list_all(unit: Unit) -> str:
    found = sorted(broadcasts.unfinished(unit, 20) + broadcasts.latest(unit, 20), key=lambda item: -item.id)
    rows = [f"{item.id:<6}{item.state:<11}{texts.first_words(item.text)}" for item in found]
    return "\n".join(rows) or "No announcements yet."


def report(unit: Unit, number: int) -> str:
    """The counts of an announcement, and by name whom it may not have reached and why. Raises Refused."""
    found = broadcasts.find(unit, number)
    if found is None:
        raise Refused(f"There is no announcement {number}.")
    counts = copies.count(unit, number)
    why = announce_reports.waits(copies.waiting_reasons(unit, number))
    lines = [f"{announce_reports.STATES[state]}: {count}" for state, count in counts.items()]
    lines += [f"waiting for: {why}"] if why else []
    missed = copies.copies(unit, number, WANTED)
    lines += [announce_reports.recipient(one.state, one.person, one.cooperative, one.reason) for one in missed]
    return "\n".join([f"Announcement {number} ({found.state}): {texts.first_words(found.text)}", *lines])


def stop(unit: Unit, number: int, now: datetime) -> str:
    """Cancel what has not gone out. Raises Refused."""
    if broadcasts.settle(unit, number, "cancelled", now, was=("draft", "scheduled")):
        return f"Announcement {number} is cancelled; nobody gets it."
    if not broadcasts.settle(unit, number, "stopped", now, was=("confirmed",)):
        raise Refused(f"Announcement {number} cannot be stopped: it is over, or there is none.")
    return f"Stopped; {copies.stop(unit, number, now)} people do not get it."


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.announce", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    writing = what.add_parser("new", help="write, aim and perhaps send one")
    writing.add_argument("--text", required=True, metavar="FILE", help="UTF-8 text; - for standard input")
    writing.add_argument("--to", default="", help="one line in Vietnamese; without it: all cooperatives")
    writing.add_argument("--attach", action="append", default=[], metavar="FILE", help=f"at most {MOST}")
    writing.add_argument("--topic", choices=tuple(texts.TOPICS), help="people who left it do not get it")
    writing.add_argument("--ask-read", action="store_true", help="ask who has read it")
    writing.add_argument("--test", default="", metavar="NAME", help="send it to the staff of that name first")
    writing.add_argument("--at", default="", help="when, in Vietnamese, e.g. 8h sáng mai")
    writing.add_argument("--send", action="store_true", help="send it now")
    what.add_parser("list", help="the last ones")
    for name, about in (("report", "what became of one"), ("stop", "cancel what has not gone out")):
        what.add_parser(name, help=about).add_argument("number", type=int, metavar="NUMBER")
    options = parser.parse_args(arguments)
    if options.what == "new" and len(options.attach) > MOST:
        parser.error(f"at most {MOST} files")
    return options


def read_text(source: str) -> str:
    """The text of a file or of standard input. Raises Refused."""
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{source} cannot be read as UTF-8 text.") from None


def run(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    quiet = QuietHours(settings.quiet_from, settings.quiet_until)
    try:
        with database.unit() as unit:
            if options.what == "new":
                print(new(unit, options, read_text(options.text), quiet, zalo_plans(settings), now))
            elif options.what == "list":
                print(list_all(unit))
            elif options.what == "report":
                print(report(unit, options.number))
            else:
                print(stop(unit, options.number, now))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    return on_database(partial(run, parse(arguments)))


if __name__ == "__main__":
    end_with(main)
