"""Start the assistant: `python3 scripts/run.py`. Everything it needs is installed on the first start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a file, Python looks in scripts/ only

from scripts.environment import become, prepare  # noqa: E402


def main() -> NoReturn:
    become(prepare(), ["-m", "bot", *sys.argv[1:]])


if __name__ == "__main__":
    main()
