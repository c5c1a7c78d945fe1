"""Handing out invite codes: staff type a cooperative's name and get the code, the link and its QR picture."""

import io

import segno

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.choosing import choose_cooperative
from handlers.messages import Attachment, Kind, Outgoing
from handlers.texts import desk as texts
from handlers.texts import zalo
from handlers.world import World, zalo_link
from storage import cooperatives, members
from storage.cooperatives import Cooperative

USES = 3
COMMAND = "/moi"


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("desk")) is not None and parts[0] == "invite":
        number = read_number(parts[-1])
        found = None if number is None else cooperatives.find(turn.unit, number)
        return say(texts.NO_SUCH_COOPERATIVE) if found is None else [invitation(turn, found)]
    command, _, name = turn.text.partition(" ")
    if turn.incoming.kind is not Kind.TEXT or command.lower() != COMMAND:
        return None
    return choose_cooperative(turn, name.strip(), "desk:invite", _invite) if name.strip() else say(texts.INVITE_HOW)


def _invite(turn: Turn, cooperative: Cooperative) -> Replies:
    return [invitation(turn, cooperative)]


def invitation(turn: Turn, cooperative: Cooperative) -> Outgoing:
    """The code, the links and a QR picture for one cooperative."""
    found = members.invite_of(turn.unit, cooperative.id)
    code = (
        found.code
        if found
        else members.invite(turn.unit, "cooperative", turn.now, uses=USES, cooperative_id=cooperative.id)
    )
    link = turn.world.join_link(code)
    text = texts.invite(cooperative.name, code, link, turn.world.telegram_link(code), zalo_ways(turn.world, code))
    pictures = [Attachment(f"ma-moi-{code}.png", "image/png", draw_qr(link))]
    if turn.world.zalo_oa_id:
        pictures.append(Attachment("mo-zalo.png", "image/png", draw_qr(zalo_link(turn.world.zalo_oa_id))))
    return Outgoing(text, attachments=tuple(pictures))


def zalo_ways(world: World, code: str) -> list[str]:
    """How to come in by Zalo, where the code has to be typed."""
    ways = [zalo.open_account(zalo_link(world.zalo_oa_id), code)] if world.zalo_oa_id else []
    return [*ways, zalo.find_bot(world.zalo_bot_name, code)] if world.zalo_bot_name else ways


def draw_qr(link: str) -> bytes:
    """A PNG of a link, large enough to be read from a printed page."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()
