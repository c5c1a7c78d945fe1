"""Writes the workbook and the JSON report into a folder, each whole or not at all."""

import asyncio
import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.results.report_json import write_report
from handlers.results.workbook import build_workbook, file_stem


class FolderTarget:
    """A folder, made when it is not there. A round's files keep their names: sent again, they are replaced."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def deliver(self, parcel: Parcel) -> str:
        return await asyncio.to_thread(self._write, parcel)

    def _write(self, parcel: Parcel) -> str:
        stem = file_stem(parcel.results)
        files = {f"{stem}.xlsx": build_workbook(parcel.results), f"{stem}.json": write_report(parcel.results)}
        try:
            write_whole(self._folder, files)
        except OSError as error:
            raise NotDelivered(f"the folder cannot be written: {error.strerror or error}") from error
        return f"wrote {' and '.join(files)}"


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
