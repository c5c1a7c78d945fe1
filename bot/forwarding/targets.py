"""Which targets the settings turn on."""

from collections.abc import Mapping

from bot.forwarding.folder import FolderTarget
from bot.forwarding.parcel import Target
from bot.forwarding.post import PostTarget
from bot.forwarding.staff import StaffTarget
from bot.settings import Settings
from handlers.world import World


def target_names(settings: Settings) -> tuple[str, ...]:
    """The names of the targets that are on, in the order in which they are tried."""
    on = {
        "folder": settings.forward_folder is not None,
        "post": bool(settings.forward_url),
        "staff": settings.forward_to_staff,
    }
    return tuple(name for name, is_on in on.items() if is_on)


def build_targets(settings: Settings, world: World) -> Mapping[str, Target]:
    """The targets that are on, by name."""
    targets: list[Target] = []
    if settings.forward_folder is not None:
        targets.append(FolderTarget(settings.forward_folder))
    if settings.forward_url:
        targets.append(PostTarget(settings.forward_url, settings.forward_secret.get_secret_value()))
    if settings.forward_to_staff:
        targets.append(StaffTarget())
    return {target.name: target for target in targets}
