"""Everything a change must pass: `python3 scripts/test.py [--fast] [-- pytest arguments]`.

The environment is set up as for `scripts/run.py`, with the test tools. All steps run even when an early one fails;
the exit code is 0 only when all passed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a file, Python looks in scripts/ only

from scripts.environment import ROOT, prepare, run, say  # noqa: E402

# Modules, not the commands in .venv/bin: those stop working when the folder is moved.
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
STATIC_CHECKS = {
    "style (ruff)": ["-m", "ruff", "check", "."],
    "types (mypy)": ["-m", "mypy"],
    "import directions": ["-c", LINT_IMPORTS],
    "knowledge base": ["-m", "scripts.check_knowledge"],
}
SLOW_TESTS = "browser or faults"
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]  # a PostgreSQL and a browser for each


@dataclass(frozen=True)
class Result:
    step: str
    code: int
    seconds: float

    @property
    def passed(self) -> bool:
        return self.code == 0


def main() -> int:
    options = read_arguments(sys.argv[1:])
    python = str(prepare("test"))
    # python-telegram-bot warns about a change to come otherwise, and warnings are errors here.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    results = [run_step(name, [python, *command]) for name, command in steps(options).items()]
    print(summary(results), flush=True)
    return 0 if all(result.passed for result in results) else 1


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/test.py", description="Run everything a change must pass.")
    parser.add_argument("--fast", action="store_true", help="leave out the browser and the fault tests")
    parser.add_argument("pytest", nargs="*", metavar="-- pytest arguments", help="passed on to pytest")
    return parser.parse_args(arguments)


def steps(options: argparse.Namespace) -> dict[str, list[str]]:
    """The name of each step, and what the environment's Python is called with."""
    left_out = ["-m", f"not ({SLOW_TESTS})"] if options.fast else []
    return {**STATIC_CHECKS, "tests (pytest)": ["-m", "pytest", *SIDE_BY_SIDE, *left_out, *options.pytest]}


def run_step(name: str, command: Sequence[str]) -> Result:
    say(f"\n=== {name}")
    started = time.monotonic()
    code = run(command, ROOT)
    return Result(name, code, time.monotonic() - started)


def summary(results: Sequence[Result]) -> str:
    lines = [f"{'ok' if result.passed else 'FAILED':8}{result.step:24}{result.seconds:7.1f} s" for result in results]
    passed = sum(result.passed for result in results)
    return "\n".join(["", *lines, "", f"steps: {passed} passed, {len(results) - passed} failed"])


if __name__ == "__main__":
    raise SystemExit(main())
