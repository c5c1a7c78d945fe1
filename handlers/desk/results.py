"""Results in the hands of staff: ask for them, get the files to pass on, send them once more, see what went where."""

from itertools import groupby

from handlers.conversation import Replies, Turn, say
from handlers.desk.choosing import choose_round, do_with_round, name_round
from handlers.messages import Kind
from handlers.results.forwarding import PART, RAW_ROLES, RESULTS, TO_PASS_ON, plan_again, plan_for_asker, targets_of
from handlers.texts import results as texts
from handlers.texts import rounds as round_texts
from handlers.texts.times import clock_time
from storage import forwards, members, surveys
from storage.forwards import Forward
from storage.surveys import Round

MOST_ROUNDS = 6
LOGGED = 10
OF_PART = "/ketqua"
LONGEST_NAME = 80  # characters of a sector's or place's name
CANCEL = ("result:cancel", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("result")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    word, _, rest = turn.text.partition(" ")
    if word.lower() == OF_PART and rest.strip():
        return _ask_for_part(turn, " ".join(rest.split())[:LONGEST_NAME])
    command = COMMANDS.get(turn.text.lower())
    return None if command is None else command(turn)


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    return say(round_texts.CANCELLED) if parts == ["cancel"] else do_with_round(turn, parts, FOR_ONE)


def ask_for_results(turn: Turn, this: Round) -> Replies:
    """How a round stands, with its workbook: made after this turn, so that nobody waits for it to end."""
    return _ask(turn, this, RESULTS)


def _ask_for_files(turn: Turn, this: Round) -> Replies:
    return _ask(turn, this, TO_PASS_ON)


def _ask_for_part(turn: Turn, words: str) -> Replies:
    """One sector or place of the newest round."""
    newest = surveys.rounds(turn.unit)[:1]
    return _ask(turn, newest[0], PART, words) if newest else say(round_texts.NO_ROUND_YET)


def _ask(turn: Turn, this: Round, what: str, words: str = "") -> Replies:
    is_raw = members.staff_role(turn.unit, turn.person.id) in RAW_ROLES
    event = turn.incoming.external_id
    plan_for_asker(turn.unit, this.id, turn.contact.id, event, what, is_raw=is_raw, now=turn.now, words=words)
    return say(texts.MAKING)


def _start_files(turn: Turn) -> Replies:
    return _choose(turn, "files", surveys.rounds(turn.unit)[:MOST_ROUNDS], round_texts.NO_ROUND_YET)


def _start_again(turn: Turn) -> Replies:
    return _choose(turn, "ask-again", surveys.rounds(turn.unit, "closed")[:MOST_ROUNDS], texts.NOTHING_SENT_YET)


def _choose(turn: Turn, what: str, offered: list[Round], nothing: str) -> Replies:
    return choose_round(turn, "result", what, offered, nothing, FOR_ONE)


def _confirm_again(turn: Turn, this: Round) -> Replies:
    targets = targets_of(turn.unit, turn.world, this)
    if not targets:
        return say(texts.NO_TARGET)
    question = texts.confirm_again(*name_round(turn, this), [texts.target_name(target) for target in targets])
    return say(question, (f"result:again:{this.id}", texts.SEND_AGAIN), CANCEL)


def _again(turn: Turn, this: Round) -> Replies:
    if this.state != "closed":
        return say(texts.NOTHING_SENT_YET)
    return say(texts.sending_again(len(plan_again(turn.unit, turn.world, this, turn.now))))


def _log(turn: Turn) -> Replies:
    found = forwards.recent(turn.unit, LOGGED)
    if not found:
        return say(texts.NOTHING_SENT_YET)
    lines = [texts.LOG_HEADING]
    for round_id, items in groupby(found, key=lambda item: item.round_id):
        this = surveys.find_round(turn.unit, round_id)
        lines += [texts.log_round(*name_round(turn, this))] if this is not None else []
        lines += [texts.log_line(texts.target_name(item.target), _what_became(turn, item)) for item in items]
    return say("\n".join(lines))


def _what_became(turn: Turn, item: Forward) -> str:
    tries = forwards.tries_of(turn.unit, item.id)
    count = max(len(tries), item.attempts if item.state != "claimed" else 0)
    answer = texts.say_answer(item.reason) if item.reason else ""
    if item.state == "done" and item.done_at is not None:
        return texts.log_done(clock_time(item.done_at), answer, count)
    if item.state == "failed":
        return texts.log_failed(count, answer)
    return texts.log_waiting(count, answer, clock_time(item.next_at))


COMMANDS = {"/baocao": _start_files, "/guilai": _start_again, "/nhatky": _log}
FOR_ONE = {"files": _ask_for_files, "ask-again": _confirm_again, "again": _again}
