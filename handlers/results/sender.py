"""Who a report is from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """Who reports to whom. `recipients` empty: those an alliance usually reports to."""

    alliance: str
    province: str = ""
    recipients: tuple[str, ...] = ()
    signer: str = ""
