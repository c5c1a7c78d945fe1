"""Joining: a code lets a person report for a cooperative, or work for the alliance."""

import re

from handlers.cleaning import clean_name, write_name
from handlers.conversation import Replies, Turn, say
from handlers.labels import is_label
from handlers.messages import Choice, Kind, Outgoing
from handlers.survey.commands import looks_like_question, says_no
from handlers.survey.rounds import definition_of, prompt_for
from handlers.texts import general
from handlers.texts import members as texts
from storage import cooperatives, members, people, surveys, trial
from storage.members import Invite, Refusal

LONGEST_NAME = 60
CONSENT_CHOICES = (Choice("consent:full", general.AGREE), Choice("consent:ask_only", general.ASK_ONLY))
MISREAD = re.compile(r"(?!dieu|luat|htx)(?=.*\d)(?=.*[a-z])[a-z0-9]{6}", re.IGNORECASE | re.ASCII)
"""Six letters and digits: a code, as somebody read it. Those that can be one are looked up before."""
REFUSALS = {
    Refusal.UNKNOWN: texts.CODE_UNKNOWN,
    Refusal.USED_UP: texts.CODE_USED_UP,
    Refusal.EXPIRED: texts.CODE_EXPIRED,
}


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("join")) is not None:
        return _confirmed(turn, parts[0]) if parts[0] else say(texts.NOT_JOINED)
    if turn.pressed("name") is not None:
        return _named(turn, None)
    if turn.incoming.kind in (Kind.TEXT, Kind.START) and members.looks_like_code(turn.text):
        return _code(turn, turn.text)
    if turn.incoming.kind is not Kind.TEXT or turn.text.startswith("/"):
        return None
    if turn.talk.flow == "name" and not looks_like_question(turn.text):
        return _named(turn, turn.text)
    return _code_in_words(turn) if turn.talk.flow in (None, "join") else None


def go_on_joining(turn: Turn) -> Replies | None:
    """After consent: take up the code that was typed before it."""
    code = turn.talk.data.get("code") if turn.talk.flow == "join" else None
    return None if code is None else _offer(turn, code)


def _code(turn: Turn, text: str) -> Replies | None:
    found = members.find_invite(turn.unit, text)
    if found is None:
        # In the middle of questions six letters and digits may well be an answer ("500TR2").
        return None if turn.talk.flow in ("survey", "policy-ask") else say(texts.CODE_UNKNOWN)
    if turn.person.consent != "full":
        turn.talk.begin("join", code=found.code)
        notice = general.DATA_NOTICE
        if turn.person.consent is None and not turn.talk.greeted:
            turn.talk.greeted = True
            notice = general.welcome(turn.world.alliance_name)
        return [Outgoing(f"{notice}\n\n{general.NEEDS_CONSENT}", CONSENT_CHOICES)]
    return _offer(turn, found.code)


def _code_in_words(turn: Turn) -> Replies | None:
    """A code inside a short sentence ("mã của tôi là ABC234"), or one copied with a sign that no code has."""
    for word in turn.text.split() if len(turn.text) <= LONGEST_NAME else ():
        if members.looks_like_code(word) and members.find_invite(turn.unit, word) is not None:
            return _code(turn, word)
    return say(texts.CODE_MISREAD) if MISREAD.fullmatch(turn.text) else None


def _offer(turn: Turn, code: str) -> Replies:
    found = members.find_invite(turn.unit, code)
    turn.talk.end()
    if found is None:
        return say(texts.CODE_UNKNOWN)
    if found.cooperative_id is None:
        return _become_staff(turn, found)
    cooperative = cooperatives.find(turn.unit, found.cooperative_id)
    assert cooperative is not None
    if cooperative.id in members.cooperatives_of(turn.unit, turn.person.id):
        return say(texts.already_joined(cooperative.name))
    question = texts.confirm_join(cooperative.name, cooperative.place)
    return say(question, (f"join:{found.code}", texts.JOIN), ("join:", texts.NOT_MINE))


def _become_staff(turn: Turn, found: Invite) -> Replies:
    used = members.use_invite(turn.unit, found.code, turn.now)
    if isinstance(used, Refusal):
        return say(REFUSALS[used])
    role = used.role or "officer"
    trial.remember_staff(turn.unit, turn.person.id, used.code)
    members.make_staff(turn.unit, turn.person.id, role, turn.now)
    return [Outgoing(texts.staff_welcome(role)), *_ask_name(turn)]


def _confirmed(turn: Turn, code: str) -> Replies:
    found = members.find_invite(turn.unit, code)
    if found is None or found.cooperative_id is None:
        return say(texts.CODE_UNKNOWN)
    cooperative = cooperatives.find(turn.unit, found.cooperative_id)
    assert cooperative is not None
    if turn.person.consent != "full":
        turn.talk.begin("join", code=found.code)
        return [Outgoing(f"{general.DATA_NOTICE}\n\n{general.NEEDS_CONSENT}", CONSENT_CHOICES)]
    if cooperative.id in members.cooperatives_of(turn.unit, turn.person.id):
        return say(texts.already_joined(cooperative.name))
    used = members.use_invite(turn.unit, code, turn.now)
    if isinstance(used, Refusal):
        return say(REFUSALS[used])
    members.join(turn.unit, turn.person.id, cooperative.id, turn.now)
    return [Outgoing(texts.joined(cooperative.name)), *(_ask_name(turn) or _what_is_open(turn))]


def _ask_name(turn: Turn) -> list[Outgoing]:
    person = people.find_person(turn.unit, turn.person.id)
    if person is None or person.name is not None:
        return []
    turn.talk.begin("name")
    return say(texts.ASK_NAME, ("name:skip", texts.SKIP), free_input=True)


def _named(turn: Turn, name: str | None) -> Replies:
    if name is not None and (is_label(name, texts.SKIP) or says_no(name)):
        name = None  # the button may have been under an older message
    if name is not None and len(name) > LONGEST_NAME:
        return say(texts.NAME_TOO_LONG, ("name:skip", texts.SKIP), free_input=True)
    plain = write_name(clean_name(name))
    if name is not None and plain is None:
        return say(texts.NAME_UNREADABLE, ("name:skip", texts.SKIP), free_input=True)
    name = plain
    turn.talk.end()
    people.set_name(turn.unit, turn.person.id, name)
    greeting = Outgoing(texts.NO_NAME if name is None else texts.nice_to_meet(name))
    return [greeting, *_what_is_open(turn)]


def _what_is_open(turn: Turn) -> list[Outgoing]:
    """The surveys that wait for the person's cooperatives."""
    joined = members.cooperatives_of(turn.unit, turn.person.id)
    prompts = [
        prompt_for(this, definition_of(turn.unit, this), cooperative)
        for this in surveys.rounds(turn.unit, "open")
        for cooperative in cooperatives.find_all(turn.unit, joined)
    ]
    return prompts or (say(texts.NOTHING_TO_ANSWER) if joined else [])


__all__ = ["LONGEST_NAME", "go_on_joining", "handle"]
