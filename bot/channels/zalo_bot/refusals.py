"""What the Zalo Bot platform's refusals mean for a message, by its error_code.

Its codes are few and its words change ("403 Internal server error"), so only what is sure ends a message; everything
that may pass is tried again, for as long as delivery tries (a day).
"""

from bot.channels.channel import SendError

PLATFORM = "Zalo"
TOKEN_PAUSE = 300.0  # seconds, when the token is refused: nothing is lost while someone corrects it
QUOTA_PAUSE = 60.0  # seconds; the platform names none, and delivery lets it grow
FAILED_PAUSE = 15.0


class Flooded(SendError):
    """The plan's limit, or its pace, is used up: everything that uses this token pauses."""

    def __init__(self) -> None:
        super().__init__("Zalo takes no more messages just now (plan limit or pace)", retry_after=QUOTA_PAUSE)


def is_token_refusal(code: int) -> bool:
    """401; and 404, which is what an address with a token of nobody gets."""
    return code in (401, 404)


def explain(code: int, description: str) -> SendError:
    """The answer to a refused message."""
    if is_token_refusal(code):
        return SendError("Zalo refuses the bot's token", retry_after=TOKEN_PAUSE)
    if code == 429:
        return Flooded()
    if code in (403, 408) or code >= 500:
        return SendError(f"Zalo failed ({code})", retry_after=FAILED_PAUSE)
    return SendError(f"Zalo refused the message ({code}: {_first_line(description)})", permanent=True)


def _first_line(description: str) -> str:
    lines = description.splitlines()
    return lines[0][:100] if lines else "no reason given"
