"""The chat page: one template, filled, and the few files it loads."""

import json
from hashlib import sha256
from os import PathLike, stat_result
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader
from starlette.responses import Response
from starlette.types import Scope

from handlers.texts import webchat as texts

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Page:
    """Renders the page. The names of its files change with their content, so that browsers may keep them for ever."""

    def __init__(self) -> None:
        templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
        self._template = templates.get_template("chat.html")
        self._version = sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))).hexdigest()[:8]

    def render(self, alliance: str, trial: list[tuple[str, str]]) -> str:
        """HTML; `trial` holds (name, code) of the invented people one can try, nothing outside trial mode."""
        script = json.dumps(texts.SCRIPT, ensure_ascii=False).replace("<", "\\u003c")
        return self._template.render(
            alliance=alliance, trial=trial, words=texts.PAGE, script_words=script, version=self._version
        )


class LastingFiles(StaticFiles):
    """Files that browsers keep: their addresses hold a version."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
