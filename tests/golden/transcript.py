"""Conversations as text that people can read: what is said is played, what comes back is written under it.

    # a comment, kept                      day 2026-11-20 09:00           the time it begins, in Vietnam
    staff hoa                              someone who works for the alliance
    cooperative HTX Rau | Xã Mường So | agriculture | ABC234              with its invite code
    lan> 35                                lan types
    lan* Gửi báo cáo                       lan presses the newest button of that label
    lan! sticker                           lan sends what cannot be read
    lan! file giay-moi.pdf                 lan sends a file (tests.samples has one of each kind)
    web> {code of lan}                     web types the code that lan was shown last; codes are written as ······
    lan~ 53 : 35                           lan edits the newest message that said 35, to 53
    lan~ 53 : 35 : 20s                     the same, written 20 seconds ago and come only now
    lan~ 53 : 35 : first                   lan typed 35 and edited it to 53; the change comes first, then the message
    survey monthly_2                       a survey of tests/golden/surveys, put into the program by its administrator
    answers 2025-H2 | Tên HTX; Thành viên | HTX Rau; 35        a table of earlier answers, loaded whole as by command
    dissolved HTX Rau                      the alliance's list does not have it any more
    law 17/2023/QH15 | Luật … | 2024-07-01 | source         the invented official text under that number
    advance 36h                            time passes (h, m, d)
    restart                                the process ends, another begins on the same database
    receiver 503 500*40                    what the address on the network will answer next: 503, then 40 times 500
    forwarded                              what lies in the folder and what the address on the network took
    otherwise                              who cannot do the line above on their channel does nothing instead
    otherwise lan> 2 ; lan> 53             or this, one after the other; the last answer ends as it is written above

Nobody types a number for a button that was shown long ago, and few channels let people edit: for a press or an edit
that only some can do, `otherwise` says what the others do.

Everything else is what the product said, and is written anew at each run:

    bot→lan: text
      more of the text
      [button] [button]
      {file name}

People speak over a line (tests.golden.lines): the terminal, or a channel over HTTP. The transcripts are written by the
terminal; `compare` plays one on another line and says where it went another way.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.directory.gazetteer import load_gazetteer
from handlers.survey.catalogue import publish
from handlers.survey.load import load_definition
from handlers.world import ZONE
from knowledge.lawtext import split_law
from knowledge.lawtext_files import read_lines
from scripts import import_answers
from scripts.import_law import as_article
from storage import cooperatives, laws
from storage.tables.people import InviteRow
from tests.fakes.receiver import FakeReceiver
from tests.golden.lines import Heard, Line, TerminalLine, any_place
from tests.stage import Stage

SPEECH = re.compile(r"(?P<who>[^\s>*!~:]+)(?P<how>[>*!~]) ?(?P<what>.*)")
COMMANDS = (
    "day", "staff", "cooperative", "law", "survey", "answers", "dissolved", "advance", "restart",
    "receiver", "forwarded",
)  # fmt: skip
SURVEYS = Path(__file__).parent / "surveys"
SHOWN_CODE = re.compile(r"Mã của bạn: ([A-Z0-9]{6})")
CODE_OF = re.compile(r"\{code of ([^}]+)\}")
INVENTED_LAW = Path(__file__).parent / "laws" / "invented.txt"
CHANGED = " (sửa tin cũ)"
OTHERWISE = "otherwise"
SPANS = {"d": "days", "h": "hours", "m": "minutes"}
TOLD = ("state", "members", "workers", "revenue", "difficulty")


def name_no_channel(lines: list[str]) -> list[str]:
    """The lines without the channel's own name, where staff read how many people are on it."""
    return [re.sub(r"\((?:màn hình|Telegram|Zalo|Zalo OA|trang web) (\d+)\)", r"(\1)", line) for line in lines]


def read_script(text: str) -> list[str]:
    """The lines that are played, with comments and blank lines; what the product said is left out."""
    return [line for line in text.splitlines() if not line.startswith(("bot→", "  "))]


@dataclass(frozen=True)
class Step:
    """A line that is played, what is written under it, and what is done instead where it cannot be done."""

    line: str
    expected: list[str]
    otherwise: list[str] | None = None

    @property
    def changes_the_course(self) -> bool:
        """A press, an edit, a file, a block: without it what follows makes no sense."""
        said = SPEECH.fullmatch(self.line)
        return said is not None and (said["how"] in "*~" or " " in said["what"] or said["what"] == "blocked")


class Player:
    """Plays a script's lines on a database and writes down what comes back.

    `forgetful`: the process ends before everything that people do, so that only what is stored is known.
    """

    forgetful = False

    def __init__(self, url: str, folder: Path, receiver: FakeReceiver, secret: str, line: Line | None = None) -> None:
        self._url = url
        self._settings = {"forward_folder": folder, "forward_url": receiver.url, "forward_secret": secret}
        self._folder = folder
        self._receiver = receiver
        self._line = line or TerminalLine()
        self._stage: Stage | None = None
        self._codes: dict[str, str] = {}

    @property
    def stage(self) -> Stage:
        assert self._stage is not None
        return self._stage

    async def close(self) -> None:
        if self._stage is not None:
            await self._line.hang_up()
            self._stage.close()

    async def play(self, script: str) -> str:
        """The whole transcript."""
        written: list[str] = []
        for line, heard in [(line, await self._play_line(line)) for line in read_script(script)]:
            written += [line, *heard]
        return "\n".join(written).rstrip("\n") + "\n"

    async def compare(self, transcript: str) -> list[str]:
        """Where a conversation goes another way on this line; empty when it does not.

        Of each answer the words, buttons and files count, for each person in their order; not how they were divided
        into messages, and not who was served first.
        """
        wrong: list[str] = []
        for step in read_steps(transcript):
            wrong += await self._compare(step)
        return wrong

    async def _compare(self, step: Step) -> list[str]:
        written = _by_person(name_no_channel(step.expected))
        if self._line.can(step.line, only_some=step.otherwise is not None):
            played = await self._play_line(step.line)
            same = _by_person(name_no_channel(played)) == written
        elif step.otherwise is None:
            return [f"{step.line}: nobody can do this here, and no `otherwise`"] if step.changes_the_course else []
        else:
            played = []
            for line in step.otherwise:
                played = await self._play_line(line)
            heard = _by_person(name_no_channel(played))
            same = all(written.get(who, "").endswith(words) for who, words in heard.items())
        return [] if same else [step.line, "  written:", *step.expected, "  played:", *played]

    async def _play_line(self, line: str) -> list[str]:
        if not line.strip() or line.startswith(("#", OTHERWISE)):
            return []
        word, _, rest = line.partition(" ")
        if word == "day":
            await self._begin(Stage(self._url, datetime.fromisoformat(rest).replace(tzinfo=ZONE), **self._settings))
            return []
        if self._stage is None:
            await self._begin(Stage(self._url, **self._settings))
        if word in COMMANDS:
            return await self._command(word, rest.strip())
        said = SPEECH.fullmatch(line)
        assert said, f"this line of the transcript means nothing: {line!r}"
        if self.forgetful:
            self.stage.restart()
        await self._line.act(said["who"], said["how"], CODE_OF.sub(lambda one: self._codes[one[1]], said["what"]))
        return await self._written() or ["bot→: (nothing)"]

    async def _begin(self, stage: Stage) -> None:
        self._stage = stage
        await self._line.pick_up(stage)

    async def _written(self) -> list[str]:
        return [part for heard in await self._line.hear() for part in write_message(self._without_code(heard))]

    def _without_code(self, heard: Heard) -> Heard:
        """Codes are new at each run: they are kept for who types them, and not written down."""
        found = SHOWN_CODE.search(heard.text)
        if found is None:
            return heard
        self._codes[heard.to] = found[1]
        return replace(heard, text=heard.text.replace(found[1], "······"))

    async def _command(self, word: str, rest: str) -> list[str]:
        if word == "staff":
            await self._line.let_in(rest)
        elif word == "cooperative":
            self._add_cooperative(*(part.strip() for part in rest.split("|")))
        elif word == "receiver":
            for plan in rest.split():
                status, _, times = plan.partition("*")
                self._receiver.plan(*[status] * int(times or 1))
        elif word == "law":
            self._load_law(*(part.strip() for part in rest.split("|")))
        elif word == "survey":
            with self.stage.database.unit() as unit:
                publish(unit, load_definition(SURVEYS / f"{rest}.toml"), self.stage.now)
        elif word == "answers":
            self._load_answers(*(part.strip() for part in rest.split("|")))
        elif word == "dissolved":
            self._dissolve(rest)
        elif word == "restart":
            await self._line.hang_up()
            self.stage.restart()
            await self._line.pick_up(self.stage)
        elif word == "advance":
            span = timedelta(**{SPANS[rest[-1]]: int(rest[:-1])})
            await self._line.wait(span)
            return await self._written()
        else:
            return self._forwarded()
        return []

    def _load_law(self, number: str, title: str, start: str, source: str) -> None:
        pieces = split_law(read_lines(INVENTED_LAW)[0])
        with self.stage.database.unit() as unit:
            text = laws.LawText(number, title, start, None, source)
            laws.load(unit, text, "invented", [as_article(piece) for piece in pieces], self.stage.now)

    def _load_answers(self, period: str, *rows: str) -> None:
        table = "\n".join(rows).encode()
        read = ("half_year", period, load_gazetteer(), "Lai Châu", self.stage.now)
        assert import_answers.run(self.stage.database, table, *read, agree=lambda: True) == import_answers.DONE

    def _dissolve(self, name: str) -> None:
        with self.stage.database.unit() as unit:
            (home,) = (one for one in cooperatives.directory(unit) if one.name == name)
            cooperatives.change(unit, home.id, {"state": "dissolved"}, self.stage.now)

    def _add_cooperative(self, name: str, ward: str, sector: str, code: str) -> None:
        # Wards get codes of their own by their order, which nothing shows.
        home = self.stage.cooperative(name, ward_name=ward, ward_code=sum(map(ord, ward)), sector=sector)
        with self.stage.database.unit() as unit:
            unit.add(
                InviteRow(code=code, purpose="cooperative", cooperative_id=home, uses_left=3, created_at=self.stage.now)
            )

    def _forwarded(self) -> list[str]:
        names = sorted(path.name for path in self._folder.iterdir()) if self._folder.exists() else []
        lines = [f"bot→folder: {name}" for name in names]
        for name in names:
            if name.endswith(".json"):
                lines += _tell(json.loads((self._folder / name).read_bytes()))
        for key, report in sorted(self._receiver.reports.items()):
            lines += [f"bot→address: signed, idempotency key {key}", *_tell(report)]
        return [*lines, *(f"bot→address: refused: {reason}" for reason in self._receiver.refused)]


def _tell(report: dict[str, Any]) -> list[str]:
    this, counts = report["round"], report["counts"]
    head = f"  {this['period']}, {this['state']}: {counts['submitted']} of {counts['asked']} sent"
    return [head, *(f"  {key}: {_figure(report['figures'][key])}" for key in TOLD if key in report["figures"])]


def _figure(figure: dict[str, Any]) -> str:
    if figure["hidden"]:
        return f"{figure['answered']} answered, hidden"
    if "options" in figure:
        chosen = {key: option["count"] for key, option in figure["options"].items() if option["count"]}
        return ", ".join(f"{key} {count}" for key, count in chosen.items())
    return f"{figure['answered']} answered, sum {figure['sum']}, median {figure['median']}"


def write_message(heard: Heard) -> list[str]:
    """A message as lines; a change of an earlier one is marked."""
    first, *more = heard.text.split("\n")
    lines = [
        f"bot→{heard.to}{CHANGED if heard.is_change else ''}: {first}",
        *(f"  {line}" if line else "  ·" for line in more),
    ]
    if heard.labels:
        lines.append("  " + " ".join(f"[{label}]" for label in heard.labels))
    return lines + [f"  {{{name}}}" for name in heard.files]


def read_steps(transcript: str) -> list[Step]:
    """What is played, in its order."""
    steps: list[Step] = []
    for line in transcript.splitlines():
        if line.startswith(("bot→", "  ")):
            steps[-1].expected.append(line)
        elif line.startswith(OTHERWISE):
            instead = [part.strip() for part in line.removeprefix(OTHERWISE).split(" ; ")]
            steps[-1] = replace(steps[-1], otherwise=[part for part in instead if part])
        elif line.strip() and not line.startswith("#"):
            steps.append(Step(line, []))
    return steps


def _by_person(written: list[str]) -> dict[str, str]:
    """What each person got, as one run of words. What was changed in place is not told again everywhere."""
    words: dict[str, list[str]] = {}
    who = ""
    for line in written:
        if line.startswith("bot→"):
            who, _, line = line.partition(":")
        if who.endswith(CHANGED):
            continue
        words.setdefault(who, []).extend(any_place(line).replace("·", " ").split())
    return {who: " ".join(said) for who, said in words.items()}
