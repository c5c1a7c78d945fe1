"""What the Official Account interface's refusals mean for a message, by its `error` (a negative number, HTTP 200).

The codes are those of the platform's published table. What concerns the account as a whole (money, package,
rights, key) is tried again with long pauses: nothing is lost while someone puts it right, for the day delivery tries.
"""

from bot.channels.channel import SendError

PLATFORM = "Zalo OA"
RATE_PAUSE = 30.0  # the limit counts requests a minute
ACCOUNT_PAUSE = 300.0
NIGHT_PAUSE = 1800.0
FAILED_PAUSE = 15.0

STALE_KEY = frozenset({-216, -220})
WINDOW_CLOSED = frozenset({-230, -232})
GONE = {-213: "this person does not follow the account", -227: "this person's account is closed or long unused"}
PERMANENT = {
    -201: "Zalo cannot read the message",
    -210: "too long for Zalo",
    -218: "this person takes no more messages today",
    -244: "this person does not take messages of this kind",
    -248: "against Zalo's rules",
}
ACCOUNT = {
    -204: "the account was deleted",
    -205: "there is no such account",
    -209: "the app is not active",
    -211: "the plan's messages are used up",
    -212: "the app has no right to this interface",
    -219: "the app was removed",
    -221: "the account is not verified",
    -223: "the app lacks the right to send",
    -224: "the account's package does not include this",
    -242: "the app secret is refused",
    -320: "no Zalo Cloud Account is linked",
    -321: "the Zalo Cloud Account has no money",
}


class Flooded(SendError):
    """Too many requests: everything of this app pauses."""

    def __init__(self) -> None:
        super().__init__("Zalo OA asks for a pause (too many requests)", retry_after=RATE_PAUSE)


class StaleKey(SendError):
    """The access key is not taken: a newer one has to be fetched."""

    def __init__(self) -> None:
        super().__init__("Zalo OA refuses the access key", retry_after=ACCOUNT_PAUSE)


class Unreadable(SendError):
    """The form of the message is refused; surely not sent."""

    def __init__(self) -> None:
        super().__init__(PERMANENT[-201], permanent=True)


def explain(code: int, message: str) -> SendError:
    """The answer to a refused message."""
    if code == -32:
        return Flooded()
    if code in STALE_KEY:
        return StaleKey()
    if code == -201:
        return Unreadable()
    if code in WINDOW_CLOSED:
        return SendError("waits for this person's next word", held=True)
    if code in GONE:
        return SendError(GONE[code], stopped=True)
    if code in PERMANENT:
        return SendError(PERMANENT[code], permanent=True)
    if code in ACCOUNT:
        return SendError(f"Zalo OA: {ACCOUNT[code]} ({code})", retry_after=ACCOUNT_PAUSE)
    if code == -234:
        return SendError("Zalo OA sends nothing of this kind at night", retry_after=NIGHT_PAUSE)
    return SendError(
        f"Zalo OA failed ({code}: {message.splitlines()[0][:100] if message else ''})", retry_after=FAILED_PAUSE
    )
