"""Print the cooperatives' invitations: a page of cards to cut (HTML for A4) and a table (csv).

    python -m scripts.invites [--out FOLDER] [--cooperative ID|all]

Each cooperative gets a code for 3 people unless it has one that still works. Default folder: invites in DATA_DIR.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.forwarding.folder import write_whole
from bot.settings import Settings
from handlers.directory.cards import Invitation, draw_page, write_table
from handlers.texts import zalo
from handlers.texts.directory import card_help
from handlers.world import join_link, zalo_link
from scripts.command import end_with, on_database
from storage import cooperatives, invites, members
from storage.cooperatives import Cooperative
from storage.engine import Database

USES = 3
PAGE, TABLE = "giay-moi.html", "giay-moi.csv"


def collect(database: Database, settings: Settings, only: int | None, now: datetime) -> list[Invitation]:
    """The invitations of all cooperatives that were not dissolved, or of one; missing codes are made."""
    with database.unit() as unit:
        unit.serialise("invites")
        wanted = [item for item in cooperatives.directory(unit) if only is None or item.id == only]
        codes = invites.usable_codes(unit, [item.id for item in wanted], now)
        for item in wanted:
            if item.id not in codes:
                codes[item.id] = members.invite(unit, "cooperative", now, uses=USES, cooperative_id=item.id)
    return [_invitation(item, codes[item.id], settings) for item in wanted]


def _invitation(item: Cooperative, code: str, settings: Settings) -> Invitation:
    return Invitation(item.name, item.place, item.phone or "", code, join_link(settings.web_url, code))


def zalo_lines(settings: Settings) -> list[str]:
    """How to come in by Zalo, for the cards."""
    lines = [zalo.card_account(zalo_link(settings.zalo_oa_id))] if settings.has_zalo_oa else []
    return [*lines, zalo.card_bot(settings.zalo_bot_name)] if settings.zalo_bot_name else lines


def write(folder: Path, invitations: Sequence[Invitation], settings: Settings) -> tuple[Path, Path]:
    """Write page and table; where they are."""
    help_line = " ".join([*zalo_lines(settings), card_help(settings.alliance_name, settings.alliance_phone)])
    page = draw_page(invitations, USES, help_line).encode()
    write_whole(folder, {PAGE: page, TABLE: write_table(invitations)})
    return folder / PAGE, folder / TABLE


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.invites", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="default: invites in DATA_DIR")
    parser.add_argument("--cooperative", type=_which, default=None, metavar="ID|all", help="default: all")
    return parser.parse_args(arguments)


def _which(text: str) -> int | None:
    return None if text == "all" else int(text)


def run(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    invitations = collect(database, settings, options.cooperative, now)
    if not invitations:
        print(
            "There is no such cooperative. Load the list: python -m scripts.import_cooperatives FILE", file=sys.stderr
        )
        return 1
    try:
        page, table = write(options.out or settings.data_dir / "invites", invitations, settings)
    except OSError as error:
        print(f"The invitations cannot be written: {error.strerror}: {error.filename}", file=sys.stderr)
        return 1
    print(f"{len(invitations)} invitations:\n  {page}   open it in a browser and print it\n  {table}")
    if not settings.public_url:
        print("The links lead to this computer only. Set PUBLIC_URL before you print for others.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    return on_database(partial(run, parse(arguments)))


if __name__ == "__main__":
    end_with(main)
