"""What a message has to say besides on the channel it goes to. Pure.

Texts speak of what can be chosen or sent, never of how a hand does it: buttons speak for themselves, numbered lines say
how to choose (bot.channels.numbered), and how a file is sent is said here. Nothing above knows which channel it is.
"""

from dataclasses import replace

from bot.channels.channel import Capabilities
from handlers.messages import Outgoing
from handlers.texts.attached import HOW_TO_SEND


def fit(outgoing: Outgoing, capabilities: Capabilities) -> Outgoing:
    """The message as it is said on a channel with these capabilities."""
    how = HOW_TO_SEND.get(capabilities.takes_files, "") if outgoing.file_input else ""
    return replace(outgoing, text=f"{outgoing.text}\n{how}") if how else outgoing
