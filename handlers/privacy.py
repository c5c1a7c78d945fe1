"""A person's own data: see it, erase it, withdraw consent (Law 91/2025/QH15, Điều 4)."""

import json
from typing import Any

from handlers.conversation import Replies, Turn, say
from handlers.guides import kept
from handlers.messages import Attachment, Kind, Outgoing
from handlers.texts import general, links
from handlers.texts import privacy as texts
from storage import (
    answer_files,
    cooperatives,
    follow_ups,
    gatherings,
    guides,
    inbox,
    incoming,
    linking,
    members,
    outbox,
    own_data,
    people,
    surveys,
    topics,
    webchat,
)
from storage.inbox import Asked
from storage.people import Contact


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("erase")) is not None:
        return _erase(turn) if parts[0] == "yes" else say(texts.NOT_ERASED)
    if turn.incoming.kind is Kind.WITHDRAWN:
        return _withdrawn_elsewhere(turn)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    command = COMMANDS.get(turn.text.lower())
    return None if command is None else command(turn)


def _show(turn: Turn) -> Replies:
    known = collect(turn)
    content = json.dumps(known, ensure_ascii=False, indent=2).encode()
    text = texts.your_data(
        known["ten"],
        known["hop_tac_xa"],
        sorted({links.place(item["kenh"]) for item in known["dia_chi"]}),
        len(known["cau_hoi"]),
        len(known["so_lieu_da_gui"]),
    )
    return [Outgoing(text, attachments=(Attachment(texts.DATA_FILE_NAME, "application/json", content),))]


def collect(turn: Turn) -> dict[str, Any]:
    """Everything stored that belongs to the person, as plain data."""
    contacts = people.contacts_of(turn.unit, turn.person.id)
    joined = cooperatives.find_all(turn.unit, members.cooperatives_of(turn.unit, turn.person.id))
    return {
        "luc_xuat": turn.now.isoformat(),
        "ten": turn.person.name,
        "dong_y": [
            {"lua_chon": choice, "ban_thong_bao": version, "luc": given_at.isoformat()}
            for choice, version, given_at in people.consents_of(turn.unit, turn.person.id)
        ],
        "vai_tro": members.staff_role(turn.unit, turn.person.id),
        "dia_chi": [{"kenh": item.channel, "ma": item.address, "trang_thai": item.state} for item in contacts],
        "hop_tac_xa": [item.name for item in joined],
        "cau_hoi": [item.text for item in inbox.questions_by(turn.unit, [item.id for item in contacts])],
        "cau_tra_loi": [_tell(item) for item in inbox.questions_by(turn.unit, [item.id for item in contacts])],
        "thu_tuc_dang_xem": kept.collect(turn),
        "so_lieu_da_gui": [
            {"hop_tac_xa": home, "cau": question, "gia_tri": value, "luc": at.isoformat()}
            for home, question, value, at in own_data.answers_by(turn.unit, turn.person.id)
        ],
        "hen_nhac": [
            {"dot": number, "trang_thai": state, "luc": at and at.isoformat()}
            for number, state, at in own_data.follow_ups_of(turn.unit, turn.person.id)
        ],
        "thong_bao_da_nhan": [
            {"thong_bao": number, "doc_luc": at and at.isoformat()}
            for number, at in own_data.receipts_of(turn.unit, turn.person.id)
        ],
        "chu_de_khong_nhan": sorted(topics.left(turn.unit, turn.person.id)),
        "tra_loi_loi_moi": [
            {"thong_bao": number, "tra_loi": state, "so_nguoi": people_count, "luc": at.isoformat()}
            for number, state, people_count, at in gatherings.answered_by(turn.unit, turn.person.id)
        ],
    }


def _tell(asked: Asked) -> dict[str, Any]:
    """What was answered, from which version of which entry, and what the person thought of it."""
    return {
        "cau_hoi": asked.text,
        "luc": asked.asked_at.isoformat(),
        "muc": asked.entry,
        "ban": asked.entry_version,
        "can_cu": list(asked.citations or ()),
        "huu_ich": asked.useful,
        "ly_do": asked.reason_text or asked.reason,
    }


def _ask_to_erase(turn: Turn) -> Replies:
    several = len(people.contacts_of(turn.unit, turn.person.id)) > 1
    return say(texts.confirm_erase(several=several), ("erase:yes", texts.ERASE), ("erase:no", texts.KEEP))


def _erase(turn: Turn) -> Replies:
    contacts = people.contacts_of(turn.unit, turn.person.id)
    for contact in contacts:
        outbox.cancel_waiting(turn.unit, contact.id, "erased at the person's wish", turn.now)
    _erase_words(turn, contacts)
    answer_files.forget_person(turn.unit, turn.person.id)
    surveys.forget_person(turn.unit, turn.person.id)
    follow_ups.forget_person(turn.unit, turn.person.id)
    guides.forget(turn.unit, turn.person.id)
    topics.forget_person(turn.unit, turn.person.id)
    own_data.forget_receipts(turn.unit, turn.person.id)
    people.forget(turn.unit, turn.person.id, turn.now)
    people.record_consent(turn.unit, turn.person.id, "withdrawn", general.CONSENT_VERSION, turn.now)
    _part(turn, contacts)
    turn.talk.end()
    turn.talk.last_entry = None
    return say(texts.ERASED)


def _withdrawn_elsewhere(turn: Turn) -> Replies:
    """The person took consent back on the platform: all is erased and nothing is said, for nothing may be sent."""
    _erase(turn)
    people.mark_blocked(turn.unit, turn.contact.id)
    return []


def _part(turn: Turn, contacts: list[Contact]) -> None:
    """That these addresses are one person's is known no longer."""
    linking.forget(turn.unit, [item.id for item in contacts])
    for item in contacts:
        if item.id != turn.contact.id:
            linking.split(turn.unit, item.id, turn.now)


def _erase_words(turn: Turn, contacts: list[Contact]) -> None:
    """What the person wrote and what was written to them, wherever it is kept."""
    ids = [item.id for item in contacts]
    inbox.forget_questions(turn.unit, ids)
    own_data.forget_files(turn.unit, ids, texts.DATA_FILE_NAME)
    outbox.blank(turn.unit, ids)
    webchat.forget(turn.unit, [item.address for item in contacts if item.channel == "web"])
    for item in contacts:
        incoming.blank(turn.unit, item.channel, item.address)


def _withdraw(turn: Turn) -> Replies:
    people.forget(turn.unit, turn.person.id, turn.now)
    people.record_consent(turn.unit, turn.person.id, "withdrawn", general.CONSENT_VERSION, turn.now)
    turn.talk.end()
    return say(texts.WITHDRAWN)


COMMANDS = {"/dulieu": _show, "/xoa": _ask_to_erase, "/rutdongy": _withdraw}
