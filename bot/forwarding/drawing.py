"""Has the picture drawn by another process, so that this one stays small."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from handlers.results import chart

log = logging.getLogger(__name__)

SECONDS = 60.0  # the first time on a computer, the library looks through its fonts
PNG = b"\x89PNG\r\n\x1a\n"


def draw_picture(data: dict[str, Any], seconds: float = SECONDS) -> bytes | None:
    """The PNG that `chart.draw` makes of `data`; None, with a line in the log, when it fails or takes too long."""
    # -P: the folder of the script, our own modules in it, is not where the libraries' imports are looked for.
    command = [sys.executable, "-P", "-X", "utf8", str(Path(chart.__file__))]
    try:
        ended = subprocess.run(  # noqa: S603 - our own file, nothing from outside in the command
            command, input=json.dumps(data).encode("utf-8"), capture_output=True, timeout=seconds, check=True
        )
    except subprocess.CalledProcessError as error:
        log.error("the picture was not drawn: %s", error.stderr.decode("utf-8", "replace")[-2000:])
    except (subprocess.TimeoutExpired, OSError) as error:
        log.error("the picture was not drawn: %s", type(error).__name__)
    else:
        if ended.stdout.startswith(PNG):
            return ended.stdout
        log.error("the picture was not drawn: what came is no picture")
    return None
