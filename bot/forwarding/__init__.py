"""Takes closed rounds' results to where the alliance wants them: a folder, an address on the network, staff's chats."""

from bot.forwarding.forwarding import Forwarding
from bot.forwarding.targets import build_targets, target_names

__all__ = ["Forwarding", "build_targets", "target_names"]
