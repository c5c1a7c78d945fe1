"""The pages for maintainers say what is true: commands and options that exist, links that lead somewhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMED = re.compile(r"scripts[./](?!py\b)(\w+)(?:\.py)?\b((?:\\\n|[^`\n|#])*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
VERBS = re.compile(r"(?<=[ ])[a-z][a-z-]+(?: / [a-z][a-z-]*)+")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def named() -> list[tuple[str, str, str]]:
    """(page, command, what stands after it) for every command that a page names."""
    return [
        (name_of(page), match[1], match[2])
        for page in PAGES
        for match in NAMED.finditer(page.read_text(encoding="utf-8"))
    ]


@cache
def words_of(command: str) -> frozenset[str]:
    """Every text constant in a command's module and its parts: its options and verbs are among them."""
    nodes = list(ast.walk(ast.parse((ROOT / "scripts" / f"{command}.py").read_text(encoding="utf-8"))))
    own = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    parts = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return frozenset(own).union(*(words_of(part[8:]) for part in parts if part.startswith("scripts.")))


def test_every_command_that_a_page_names_is_there() -> None:
    assert [(page, name) for page, name, _ in named() if not (ROOT / "scripts" / f"{name}.py").exists()] == []


def test_every_option_that_a_page_names_is_there() -> None:
    said = [(page, name, option) for page, name, rest in named() for option in OPTION.findall(rest)]
    assert len(said) > 20
    assert [one for one in said if one[2] not in words_of(one[1])] == []


def test_every_verb_on_the_page_of_commands_is_there() -> None:
    said = [
        (name, verb)
        for page, name, rest in named()
        if page == "docs/commands.md"
        for listed in VERBS.findall(rest)
        for verb in listed.split(" / ")
    ]
    assert len(said) > 10
    assert [one for one in said if one[1] not in words_of(one[0])] == []


def test_every_command_stands_on_the_page_of_commands() -> None:
    modules = (ROOT / "scripts").glob("*.py")
    commands = {path.stem for path in modules if '__name__ == "__main__"' in path.read_text(encoding="utf-8")}
    assert commands - {name for page, name, _ in named() if page == "docs/commands.md"} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target.strip()).exists()] == []
