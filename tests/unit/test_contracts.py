"""The rules of the house that a machine can check."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from scripts.test import STATIC_CHECKS

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "knowledge", "storage", "scripts")
LONGEST_MODULE = 400
LONG_FUNCTION = 25
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
ELSEWHERE = re.compile(r"https?://(?!127\.0\.0\.1\b|localhost\b|\[::1\])")
# What a page loads by itself; a link that a person may follow is another matter.
LOADS = re.compile(
    r"""(?:\bsrc\s*=|<link\b[^>]*\bhref\s*=|\burl\(|@import|\bfrom|\bimport)\s*\(?["']?\s*(?:https?:)?//"""
)
PERSONAL_FOLDERS = re.compile(r"(?<![\w.])/(?:home|root|Users)/|\b[A-Z]:\\{1,2}Users")
NOT_OURS = re.compile(r"/(?:\.venv|\.git|data|\.\w+_cache|build)/")
TEXT = {".py", ".toml", ".txt", ".md", ".json", ".csv", ".html", ".css", ".js", ".yaml", ".yml", ".example", ""}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files_of_the_project() -> list[Path]:
    """What is committed or about to be; without git, everything that is not hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not NOT_OURS.search(path.as_posix())]
    return [path for path in found if path.suffix in TEXT and path.is_file()]


def function_lengths() -> list[int]:
    """Lines of every function of the program, without its docstring."""
    lengths = []
    for path in modules(*PACKAGES):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths.append(node.end_lineno - body[0].lineno + 1 if body and node.end_lineno else 1)
    return lengths


def test_imports_go_one_way_and_libraries_stay_behind_their_walls() -> None:
    # In a process of its own: the linter changes how everything after it logs.
    command = [sys.executable, *STATIC_CHECKS["import directions"]]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_import_contracts_cover_every_package() -> None:
    assert set(pyproject()["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)


def test_every_package_is_listed_for_installation() -> None:
    """Automatic discovery refuses this layout, so a package that is not listed is not installed."""
    found = {name_of(path.parent).replace("/", ".") for path in modules(*PACKAGES)}
    assert sorted(pyproject()["tool"]["setuptools"]["packages"]) == sorted(found)


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in modules(*PACKAGES, "tests")}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_no_module_is_too_long_to_read_in_one_sitting() -> None:
    texts = {name_of(path): path.read_text(encoding="utf-8") for path in modules(*PACKAGES, "tests")}
    lengths = {name: len(text.splitlines()) for name, text in texts.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nine_functions_in_ten_are_short() -> None:
    assert quantiles(function_lengths(), n=10)[-1] <= LONG_FUNCTION


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in modules(*PACKAGES, "tests") if path.stem in VAGUE_NAMES] == []


def test_messages_are_put_in_the_outbox_in_one_place() -> None:
    makes = re.compile(r"\bNewMessage\(|\boutbox\.put\(")
    makers = {name_of(path) for path in modules("bot", "handlers") if makes.search(path.read_text(encoding="utf-8"))}
    assert makers == {"handlers/post.py"}


def test_pages_load_nothing_from_elsewhere() -> None:
    pages = [path for kind in ("html", "css", "js") for path in (ROOT / "bot").rglob(f"*.{kind}")]
    assert [name_of(path) for path in pages if LOADS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<script src="https://cdn.example/x.js">', True),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', True),
        ("@import 'https://cdn.example/x.css'", True),
        ("background: url(https://cdn.example/x.png)", True),
        ('import x from "https://cdn.example/x.js"', True),
        ('await import("https://cdn.example/x.js")', True),
        ('<script src="/static/x.js">', False),
        ('<a href="https://law.example/23-2012">', False),
        ("background: url(/static/x.png)", False),
    ],
)
def test_rule_on_pages_tells_loading_from_linking(source: str, found: bool) -> None:
    assert bool(LOADS.search(source)) is found


def test_set_up_names_no_address() -> None:
    """Where packages come from is the business of the computer that installs them."""
    setting_up = [ROOT / name for name in ("constraints.txt", "pyproject.toml", ".ci/run")]
    addresses = {
        name_of(path): [line for line in path.read_text(encoding="utf-8").splitlines() if ELSEWHERE.search(line)]
        for path in [*setting_up, *modules("scripts")]
    }
    assert {name: lines for name, lines in addresses.items() if lines} == {}


def test_no_file_names_a_folder_of_someones_computer() -> None:
    texts = {name_of(path): path.read_text(encoding="utf-8", errors="replace") for path in files_of_the_project()}
    assert [name for name, text in texts.items() if PERSONAL_FOLDERS.search(text)] == []


def test_every_requirement_is_pinned() -> None:
    project = pyproject()["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = {normal(str(requirement)) for group in groups for requirement in group}
    assert sorted(wanted - pins()) == []


def pins() -> set[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(line) for line in lines if "==" in line}


def normal(requirement: str) -> str:
    """The package's name as installers compare it: "SQLAlchemy==2" and "sqlalchemy[asyncio]>=2" are the same."""
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
