"""Writes a round's files into a folder, each whole or not at all."""

import asyncio
import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.results.files import RAW_MARK, attach_workbook, files_to_pass_on, stem
from handlers.texts.photos import FOLDER


class FolderTarget:
    """A folder, made when it is not there. A round's files keep their names: sent again, they are replaced.

    They are those that may be passed on; with `raw` also the workbook that holds everybody's answers,
    and a folder with the photos and files that are answers.
    """

    name = "folder"

    def __init__(self, folder: Path, *, raw: bool = False) -> None:
        self._folder = folder
        self._raw = raw

    async def deliver(self, parcel: Parcel) -> str:
        return await asyncio.to_thread(self._write, parcel)

    def _write(self, parcel: Parcel) -> str:
        attached = files_to_pass_on(parcel.results, parcel.sender)
        attached += (attach_workbook(parcel.results),) if self._raw else ()
        files = {item.name: item.content for item in attached}
        try:
            write_whole(self._folder, files)
            for photo in parcel.photos() if self._raw else ():
                write_whole(self._folder / f"{stem(parcel.results)}{RAW_MARK}-{FOLDER}", {photo.name: photo.content})
        except OSError as error:
            raise NotDelivered(f"the folder cannot be written: {error.strerror or error}") from error
        return f"wrote {', '.join(files)}"


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files in a folder so that nobody ever sees half of one. Raises OSError, leaving what was there before.

    Everything is written and on the disk under other names first: a full disk is met before any file is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drafts = {folder / f".{name}.part": folder / name for name in files}
    try:
        for draft, content in zip(drafts, files.values(), strict=True):
            _write_to_disk(draft, content)
        for draft, final in drafts.items():
            os.replace(draft, final)
    finally:
        for draft in drafts:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    _settle_names(folder)


def _write_to_disk(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle_names(folder: Path) -> None:
    """Put the new names on the disk too; Windows has no way to and needs none."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
