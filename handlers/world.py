"""What handlers are given besides the turn: facts that do not change while the program runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.knowledge_base import KnowledgeBase

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the Vietnamese day in which the bot starts nothing itself, e.g. 21 to 7. Equal hours: never quiet."""

    start: int = 21
    end: int = 7

    def allow(self, moment: datetime) -> datetime:
        """The first moment from `moment` on that is not quiet (UTC in, UTC out)."""
        local = moment.astimezone(ZONE)
        if not self._quiet(local.hour):
            return moment
        ends = datetime.combine(local.date(), time(self.end), ZONE)
        if ends <= local:
            ends += timedelta(days=1)
        return ends.astimezone(moment.tzinfo)

    def _quiet(self, hour: int) -> bool:
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


def join_link(web_url: str, code: str) -> str:
    """The web chat's link that carries an invite code; the page reads it."""
    return f"{web_url}/?ma={code}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a channel's plan lets through. Zero: no such limit. `open_for`: how long after a person's word."""

    channel: str
    per_month: int = 0  # messages
    people: int = 0
    open_for: timedelta | None = None


def zalo_link(oa_id: str) -> str:
    """The address that opens an Official Account in Zalo. It carries nothing: whoever comes has to type."""
    return f"https://zalo.me/{oa_id}"


@dataclass(frozen=True, slots=True)
class World:
    """The knowledge base, the alliance's own facts, and how links are made."""

    knowledge: KnowledgeBase
    shipped: KnowledgeBase | None = None  # without what the staff approved; None while that is nothing
    alliance_name: str = "Liên minh Hợp tác xã tỉnh"
    alliance_phone: str = ""
    province: str = ""
    web_url: str = "http://127.0.0.1:8080"
    telegram_name: str = ""  # the bot's user name; empty while Telegram is off
    zalo_bot_name: str = ""  # as people find it in Zalo; empty while it is off
    zalo_oa_id: str = ""  # the Official Account's number; empty while it is off
    plans: tuple[Plan, ...] = ()  # of channels that limit what is sent
    leading_law: Literal["auto", "2012", "2023"] = "auto"
    quiet: QuietHours = QuietHours()
    text_limits: Mapping[str, int] = field(default_factory=dict)  # characters of one message, by channel
    forward_targets: tuple[str, ...] = ()  # where results go: of folder, post, email:address, staff those that are on
    forward_routes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # see targets_for
    report_recipients: tuple[str, ...] = ()  # whom the Word report names; empty: those an alliance reports to
    report_signer: str = ""

    def targets_for(self, survey: str, frequency: str = "") -> tuple[str, ...]:
        """Where the results of a survey go; `frequency` is that of the calendar that opened the round, if one did.

        A route is named by the survey and its calendar (half_year/year), or by the survey alone; without one all go.
        """
        kinds = self.forward_routes.get(f"{survey}/{frequency}", self.forward_routes.get(survey))
        return tuple(name for name in self.forward_targets if kinds is None or name.partition(":")[0] in kinds)

    def join_link(self, code: str) -> str:
        """The web link that lets a person in by a code; its QR is what gets printed."""
        return join_link(self.web_url, code)

    def telegram_link(self, code: str) -> str | None:
        return f"https://t.me/{self.telegram_name}?start={code}" if self.telegram_name else None
