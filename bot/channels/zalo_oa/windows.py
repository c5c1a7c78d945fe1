"""How long after a person's word an Official Account's messages pass."""

from datetime import timedelta

FREE = timedelta(hours=48)
TAKEN = timedelta(days=7)
"""From FREE to TAKEN Zalo charges for each message; after that it takes none."""
