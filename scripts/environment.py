"""The project's own Python environment: made on the first start, checked in milliseconds on every later one.

Standard library only, since it runs before anything is installed, and without syntax that an old Python cannot read,
so that an old one can say which one is needed. It ends the program with

    2  when this Python is too old
    3  when the environment could not be made or the packages could not be installed
"""

from __future__ import annotations

import compileall
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
PYTHON_TOO_OLD = 2
NOT_INSTALLED = 3
UNFINISHED = "unfinished"
OWN_CODE = ("bot", "handlers", "knowledge", "scripts", "storage")
SIGN_OF_LIFE_SECONDS = 15.0


def require_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Stop with one plain sentence when this Python cannot run the program."""
    if version[:2] < OLDEST_PYTHON:
        needed = ".".join(map(str, OLDEST_PYTHON))
        found = ".".join(map(str, version))
        stop(PYTHON_TOO_OLD, f"This program needs Python {needed} or newer, and this is Python {found}.")


def prepare(*extras: str, root: Path = ROOT) -> Path:
    """The environment's Python, with the packages of pyproject.toml and of these extras installed.

    Installs only when something that decides the result has changed since the last time.
    """
    require_python()
    if not is_ready(root, extras):
        install(root, extras)
    return interpreter(root)


def become(python: Path, arguments: Sequence[str], root: Path = ROOT, windows: bool = os.name == "nt") -> NoReturn:
    """Go on as the environment's Python, from the project's folder."""
    command = [str(python), *arguments]
    if windows:  # there, a process that replaces itself gives the prompt back at once
        raise SystemExit(run(command, root))
    os.chdir(root)
    sys.stdout.flush()
    os.execve(command[0], command, variables())


def interpreter(root: Path, windows: bool = os.name == "nt") -> Path:
    """Where the environment's Python is, on this system."""
    return root / ".venv" / ("Scripts/python.exe" if windows else "bin/python")


# What is to be installed


def requirements(root: Path, extras: Sequence[str]) -> list[str]:
    """The requirements in pyproject.toml: the program's own, then those of the extras."""
    tomllib = importlib.import_module("tomllib")  # a Python that is too old has none
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return wanted


def fingerprint(root: Path, extras: Sequence[str]) -> str:
    """Differs whenever an environment made now would not be like one made earlier."""
    pins = (root / "constraints.txt").read_text(encoding="utf-8")
    decisive = [python_version(root), pins, *requirements(root, extras)]
    return hashlib.sha256("\n".join(decisive).encode()).hexdigest()


def python_version(root: Path) -> str:
    """The version of the environment's Python by its own file, e.g. "3.12.1"; "" where there is no environment."""
    facts = venv_facts(root)
    return facts.get("version") or facts.get("version_info", "")  # venv and uv name it differently


def venv_facts(root: Path) -> dict[str, str]:
    try:
        lines = (root / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


# What is installed: the stamp holds the fingerprints it answers to, or says that an installation never ended


def stamp(root: Path) -> Path:
    return root / ".venv" / "installed"


def read_stamp(root: Path) -> list[str]:
    try:
        return stamp(root).read_text(encoding="utf-8").split()
    except OSError:
        return []


def write_stamp(root: Path, words: Sequence[str]) -> None:
    stamp(root).write_text("\n".join(words) + "\n", encoding="utf-8")


def is_ready(root: Path, extras: Sequence[str]) -> bool:
    return is_usable(root) and fingerprint(root, extras) in read_stamp(root)


def is_usable(root: Path) -> bool:
    """Whether there is an environment to install into: complete, and of a Python that is still here and new enough."""
    return (
        interpreter(root).exists()
        and Path(venv_facts(root).get("home", "")).is_dir()
        and is_new_enough(python_version(root))
        and UNFINISHED not in read_stamp(root)
    )


def is_new_enough(version: str) -> bool:
    """`version` as in "3.12.1"; anything else is not new enough."""
    numbers = version.split(".")[:2]
    return all(number.isdigit() for number in numbers) and tuple(map(int, numbers)) >= OLDEST_PYTHON


# Installing


def install(root: Path, extras: Sequence[str]) -> None:
    """Install with uv where it is there, else with pip; with pip also where uv does not manage to."""
    wanted = requirements(root, extras)
    say(f"Installing {len(wanted)} packages and what they need into .venv; this one time it takes a minute or two.")
    uv = shutil.which("uv")
    for tool in [uv, None] if uv else [None]:
        if make(tool, root) and install_packages(tool, root, wanted):
            # With the extras in place, the program without them has what it needs too.
            write_stamp(root, sorted({fingerprint(root, ()), fingerprint(root, extras)}))
            compile_own(root)
            return
        if tool:
            say("uv did not manage to; trying pip.")
    stop(
        NOT_INSTALLED,
        "The packages could not be installed; the reason stands above. Most often it is the network, which pip also "
        "calls a conflict: check the connection (and the proxy, where there is one), then run the same command again.",
    )


def make(uv: str | None, root: Path) -> bool:
    """Make the environment, unless there is one to install into. Whether it is there now."""
    if is_usable(root):
        return uv is not None or has_pip(root) or run([str(interpreter(root)), "-m", "ensurepip"], root) == 0
    remove(root)
    if run(make_command(uv, root), root) == 0:
        return True
    remove(root)
    return False


def has_pip(root: Path) -> bool:
    return subprocess.run([str(interpreter(root)), "-m", "pip", "--version"], capture_output=True).returncode == 0


def remove(root: Path) -> None:
    try:
        if (root / ".venv").exists():
            shutil.rmtree(root / ".venv")
    except OSError as error:
        stop(NOT_INSTALLED, f"The folder .venv is in use ({error}). Close what uses it and run the same command again.")


def install_packages(uv: str | None, root: Path, wanted: Sequence[str]) -> bool:
    """Whether they are all there now. An installation that is killed leaves word, so that the next one begins anew."""
    held = read_stamp(root)
    write_stamp(root, [UNFINISHED])
    if run(install_command(uv, root, wanted), root, signs_of_life=True) == 0:
        return True
    write_stamp(root, held)  # the installer ended by itself, and leaves what was there before as it was
    return False


def compile_own(root: Path) -> None:
    """Compile the program's own code, so that the first start is as quick as the others; it runs without that too."""
    for package in OWN_CODE:
        compileall.compile_dir(root / package, quiet=2)


def make_command(uv: str | None, root: Path) -> list[str]:
    python = getattr(sys, "_base_executable", None) or sys.executable  # the real one, also from within an environment
    if uv:
        return [uv, "venv", "--quiet", "--python", python, str(root / ".venv")]
    return [python, "-m", "venv", str(root / ".venv")]


def install_command(uv: str | None, root: Path, wanted: Sequence[str]) -> list[str]:
    python = str(interpreter(root))
    pins = ["-c", str(root / "constraints.txt")]
    if uv:
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *pins, *wanted]
    return [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *pins, *wanted]


# Running


def run(command: Sequence[str], folder: Path, signs_of_life: bool = False) -> int:
    """Run to its end and return its exit code; NOT_INSTALLED when it cannot be started.

    Ctrl-C reaches the command too: it is given the time to end in good order, then the program ends with its code.
    """
    try:
        process = subprocess.Popen(list(command), cwd=folder, env=variables())
    except OSError as error:
        say(f"{command[0]} could not be started: {error}")
        return NOT_INSTALLED
    interrupted = wait(process, SIGN_OF_LIFE_SECONDS if signs_of_life else None)
    if interrupted:
        raise SystemExit(process.returncode)
    return process.returncode


def wait(process: subprocess.Popen[bytes], sign_of_life: float | None) -> bool:
    """Wait for the end, saying every so many seconds that it goes on. Whether Ctrl-C was pressed meanwhile."""
    started = time.monotonic()
    interrupted = False
    while process.poll() is None:
        try:
            process.wait(sign_of_life)
        except subprocess.TimeoutExpired:
            say(f"  still at it after {time.monotonic() - started:.0f} seconds …")
        except KeyboardInterrupt:
            interrupted = True
    return interrupted


def variables() -> dict[str, str]:
    """The environment variables the program runs with."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    return {"PYTHONUTF8": "1", **kept}  # what it prints is Vietnamese, whatever the system's own encoding is


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def stop(code: int, sentence: str) -> NoReturn:
    say(sentence)
    raise SystemExit(code)
