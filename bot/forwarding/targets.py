"""Which targets the settings turn on. Those that need a network library load it only when they are on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.forwarding.folder import FolderTarget
from bot.forwarding.parcel import Target
from bot.forwarding.staff import AskerTarget, StaffTarget
from bot.settings import Settings
from handlers.world import World

if TYPE_CHECKING:
    from bot.forwarding.email import Mailer


def target_names(settings: Settings) -> tuple[str, ...]:
    """The names of the targets that are on, in the order in which they are tried."""
    on = {
        "folder": settings.forward_folder is not None,
        "post": bool(settings.forward_url),
        **{f"email:{address}": True for address in settings.mailboxes},
        "staff": settings.forward_to_staff,
    }
    return tuple(name for name, is_on in on.items() if is_on)


def build_targets(settings: Settings, world: World) -> Mapping[str, Target]:
    """The targets that are on, by name, and the one for what staff ask for, which always is."""
    targets: list[Target] = [AskerTarget()]
    if settings.forward_folder is not None:
        targets.append(FolderTarget(settings.forward_folder, raw=settings.forward_folder_raw))
    if settings.forward_url:
        from bot.forwarding.post import PostTarget

        targets.append(PostTarget(settings.forward_url, settings.forward_secret.get_secret_value()))
    if settings.mailboxes:
        from bot.forwarding.email import EmailTarget

        targets += [EmailTarget(address, build_mailer(settings)) for address in settings.mailboxes]
    if settings.forward_to_staff:
        targets.append(StaffTarget())
    return {target.name: target for target in targets}


def build_mailer(settings: Settings) -> "Mailer":
    """How mail goes out by the settings."""
    from bot.forwarding.email import Mailer

    return Mailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_from or settings.smtp_user,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )
