"""What Telegram's refusals mean for a message, by the words and numbers of the Bot API.

The reasons are our own short words: a library's message may hold the address of the request, and so the token.
"""

from bot.channels.channel import SendError

UNREACHABLE_PAUSE = 10.0  # seconds, when no connection could be made
SERVER_PAUSE = 5.0  # seconds, when Telegram says it failed itself
TOKEN_PAUSE = 300.0  # seconds, when the token is refused: nothing is lost while someone corrects it


class Flooded(SendError):
    """Telegram asks everything that uses this token for a pause."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks for a pause of {seconds:g} s", retry_after=float(seconds))
        self.seconds = seconds


def explain_status(status: int, description: str) -> SendError:
    """The answer to a refusal with this HTTP status and Telegram's description."""
    words = description.lower()
    if status in (401, 404):
        return SendError("Telegram refuses the bot's token", retry_after=TOKEN_PAUSE)
    if status == 403:
        return SendError(_why_forbidden(words), stopped=True)
    if status >= 500:
        return SendError(f"Telegram failed (status {status})", retry_after=SERVER_PAUSE)
    if "chat not found" in words:
        return SendError("Telegram does not know this person", permanent=True)
    if "too long" in words or "too big" in words or status == 413:
        return SendError("too long or too large for Telegram", permanent=True)
    return SendError(f"Telegram refused the message ({status}: {_first_line(description)})", permanent=True)


def explain_unreachable() -> SendError:
    """No connection: the message was surely not sent."""
    return SendError("Telegram cannot be reached", retry_after=UNREACHABLE_PAUSE)


def explain_lost_answer() -> SendError:
    """The request went out, and what became of it is unknown."""
    return SendError("Telegram gave no answer after the message was sent", uncertain=True)


def _why_forbidden(words: str) -> str:
    if "deactivated" in words:
        return "this person's account is closed"
    if "initiate" in words:
        return "this person has never started the bot"
    return "this person blocked the bot"


def _first_line(description: str) -> str:
    lines = description.splitlines()
    return lines[0].removeprefix("Bad Request: ")[:100] if lines else "no reason given"
