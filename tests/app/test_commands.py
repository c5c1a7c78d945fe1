"""The two commands: what they install, when they install again, and what they run. Nothing here reaches a network."""

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from scripts import environment
from scripts.environment import UNFINISHED
from scripts.test import SIDE_BY_SIDE, STATIC_CHECKS, Result, read_arguments, steps, summary

ROOT = Path(__file__).parents[2]
PROJECT = """
[project]
dependencies = ["alpha>=1", "beta"]
[project.optional-dependencies]
test = ["gamma"]
"""


class Installers:
    """Stands in for uv, venv and pip: writes down what it is asked, and does what they would do on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commands: list[list[str]] = []
        self.failing: set[str] = set()

    def run(self, command: list[str], folder: Path, signs_of_life: bool = False) -> int:
        self.commands.append(command)
        failed = bool(self.failing & {Path(command[0]).name, *command})
        if "venv" in command and not failed:
            make_environment(self.root)
        return int(failed)

    def asked(self) -> list[str]:
        """What was asked for, in short."""
        kinds = ("venv", "ensurepip", "pip")
        tools = ["uv" if Path(command[0]).name == "uv" else "python" for command in self.commands]
        return [
            f"{tool} {next(kind for kind in kinds if kind in command)}"
            for tool, command in zip(tools, self.commands, strict=True)
        ]


def make_environment(root: Path, version: str = "3.12.1") -> None:
    python = environment.interpreter(root)
    python.parent.mkdir(parents=True)
    python.touch()
    facts = f"home = {root}\nversion = {version}\n"
    (root / ".venv" / "pyvenv.cfg").write_text(facts, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("alpha==1.2\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def installers(project: Path, monkeypatch: pytest.MonkeyPatch) -> Installers:
    """As on a computer with pip and without uv."""
    stand_in = Installers(project)
    monkeypatch.setattr(environment, "run", stand_in.run)
    monkeypatch.setattr(environment, "has_pip", lambda root: True)
    monkeypatch.setattr("shutil.which", lambda name: None)
    return stand_in


@pytest.fixture
def with_uv(installers: Installers, monkeypatch: pytest.MonkeyPatch) -> Installers:
    monkeypatch.setattr("shutil.which", lambda name: f"/tools/{name}")
    return installers


# The Python it runs on


@pytest.mark.parametrize("version", [(3, 7, 16), (3, 8, 18), (3, 10, 13)])
def test_old_python_is_told_which_one_is_needed(version: tuple[int, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        environment.require_python(version)
    assert ended.value.code == environment.PYTHON_TOO_OLD
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert ".".join(map(str, version)) in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_new_enough_python_goes_on_silently(version: tuple[int, ...], capsys: pytest.CaptureFixture[str]) -> None:
    environment.require_python(version)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["environment", "run", "test"])
def test_an_old_python_can_read_the_commands(name: str) -> None:
    """Else it would print a syntax error instead of the sentence."""
    compile_as_old = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 8))"
    source = (ROOT / "scripts" / f"{name}.py").read_text(encoding="utf-8")
    ended = subprocess.run([sys.executable, "-c", compile_as_old], input=source, text=True, encoding="utf-8")
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("version", "enough"), [("3.11.0", True), ("3.12", True), ("3.9.1", False), ("", False), ("3.x", False)]
)
def test_version_of_an_environment_is_judged(version: str, enough: bool) -> None:
    assert environment.is_new_enough(version) is enough


@pytest.mark.parametrize(("windows", "place"), [(False, ".venv/bin/python"), (True, ".venv/Scripts/python.exe")])
def test_interpreter_is_where_this_system_has_it(windows: bool, place: str) -> None:
    assert environment.interpreter(Path("x"), windows) == Path("x") / place


# What is installed, and when


def test_requirements_are_those_of_pyproject_and_of_the_extras(project: Path) -> None:
    assert environment.requirements(project, ()) == ["alpha>=1", "beta"]
    assert environment.requirements(project, ("test",)) == ["alpha>=1", "beta", "gamma"]


def test_first_start_makes_the_environment_and_installs(project: Path, installers: Installers) -> None:
    assert environment.prepare(root=project) == environment.interpreter(project)
    assert installers.asked() == ["python venv", "python pip"]
    assert installers.commands[-1][-4:] == ["-c", str(project / "constraints.txt"), "alpha>=1", "beta"]


def test_second_start_installs_nothing(project: Path, installers: Installers) -> None:
    environment.prepare(root=project)
    installers.commands.clear()
    environment.prepare(root=project)
    assert installers.commands == []


def test_tests_after_a_start_add_only_their_extra(project: Path, installers: Installers) -> None:
    environment.prepare(root=project)
    installers.commands.clear()
    environment.prepare("test", root=project)
    assert installers.asked() == ["python pip"]
    assert installers.commands[-1][-1] == "gamma"


def test_start_after_the_tests_installs_nothing(project: Path, installers: Installers) -> None:
    environment.prepare("test", root=project)
    installers.commands.clear()
    environment.prepare(root=project)
    assert installers.commands == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", PROJECT.replace("beta", "beta>=2")),
        ("constraints.txt", "alpha==1.3\n"),
        (".venv/pyvenv.cfg", "version = 3.13.0"),
    ],
)
def test_whatever_decides_the_result_makes_it_install_again(
    project: Path, installers: Installers, file: str, text: str
) -> None:
    environment.prepare(root=project)
    (project / file).write_text(f"{text}\nhome = {project}\n" if "cfg" in file else text, encoding="utf-8")
    installers.commands.clear()
    environment.prepare(root=project)
    assert installers.asked() == ["python pip"]


def test_environment_made_by_hand_is_kept(project: Path, installers: Installers) -> None:
    make_environment(project)
    environment.prepare(root=project)
    assert installers.asked() == ["python pip"]


def test_environment_of_an_old_python_is_made_anew(project: Path, installers: Installers) -> None:
    make_environment(project, version="3.9.2")
    environment.prepare(root=project)
    assert installers.asked() == ["python venv", "python pip"]


def test_environment_whose_python_is_gone_is_made_anew(project: Path, installers: Installers) -> None:
    environment.prepare(root=project)
    environment.interpreter(project).unlink()
    installers.commands.clear()
    environment.prepare(root=project)
    assert installers.asked() == ["python venv", "python pip"]


def test_killed_installation_is_begun_anew(
    project: Path, installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(command: list[str], folder: Path, signs_of_life: bool = False) -> int:
        if "install" in command:
            raise SystemExit(-signal.SIGINT)
        return installers.run(command, folder)

    monkeypatch.setattr(environment, "run", killed)
    with pytest.raises(SystemExit):
        environment.prepare(root=project)
    assert environment.read_stamp(project) == [UNFINISHED]
    monkeypatch.setattr(environment, "run", installers.run)
    installers.commands.clear()
    environment.prepare(root=project)
    assert installers.asked() == ["python venv", "python pip"]


# When installing fails


def test_failed_installation_says_what_to_do(
    project: Path, installers: Installers, capsys: pytest.CaptureFixture[str]
) -> None:
    installers.failing = {"install"}
    with pytest.raises(SystemExit) as ended:
        environment.prepare(root=project)
    assert ended.value.code == environment.NOT_INSTALLED
    said = capsys.readouterr().err
    assert "could not be installed" in said
    assert "run the same command again" in said


def test_failed_installation_of_the_extra_leaves_the_program_startable(project: Path, installers: Installers) -> None:
    environment.prepare(root=project)
    installers.failing = {"install"}
    with pytest.raises(SystemExit):
        environment.prepare("test", root=project)
    assert environment.is_ready(project, ())


def test_environment_that_could_not_be_made_leaves_nothing(project: Path, installers: Installers) -> None:
    installers.failing = {"venv"}
    with pytest.raises(SystemExit) as ended:
        environment.prepare(root=project)
    assert ended.value.code == environment.NOT_INSTALLED
    assert not (project / ".venv").exists()


def test_uv_is_used_where_it_is_there(project: Path, with_uv: Installers) -> None:
    environment.prepare(root=project)
    assert with_uv.asked() == ["uv venv", "uv pip"]
    assert ["--python", str(environment.interpreter(project))] == with_uv.commands[1][5:7]


def test_pip_installs_where_uv_does_not_manage_to(project: Path, with_uv: Installers) -> None:
    with_uv.failing = {"uv"}
    environment.prepare(root=project)
    assert with_uv.asked() == ["uv venv", "python venv", "python pip"]
    assert environment.is_ready(project, ())


def test_pip_is_fetched_into_an_environment_that_uv_made(
    project: Path, installers: Installers, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_environment(project)
    monkeypatch.setattr(environment, "has_pip", lambda root: False)
    environment.prepare(root=project)
    assert installers.asked() == ["python ensurepip", "python pip"]


# Running


def calling(function: str, arguments: list[str], folder: Path, more: str = "") -> list[str]:
    """The command of a Python that runs another one by `run` or `become`."""
    python = f"[sys.executable, *{arguments!r}]" if function == "run" else f"Path(sys.executable), {arguments!r}"
    call = f"environment.{function}({python}, Path({str(folder)!r}), {more})"
    return [sys.executable, "-c", f"import sys; from pathlib import Path; from scripts import environment; {call}"]


def test_exit_code_of_what_is_run_is_passed_on(tmp_path: Path) -> None:
    assert environment.run([sys.executable, "-c", "raise SystemExit(7)"], tmp_path) == 7


def test_command_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert environment.run([str(tmp_path / "nothing")], tmp_path) == environment.NOT_INSTALLED
    assert f"{tmp_path / 'nothing'} could not be started" in capsys.readouterr().err


def test_long_installation_gives_signs_of_life(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gate = tmp_path / "gate"
    waiting = f"import pathlib, time\nwhile not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.01)"
    process = subprocess.Popen([sys.executable, "-c", waiting])

    class Reader:
        """Lets the command end once it has said that it goes on."""

        def __init__(self, real: subprocess.Popen[bytes]) -> None:
            self.real, self.poll = real, real.poll

        def wait(self, timeout: float | None) -> int:
            try:
                return self.real.wait(timeout)
            finally:
                gate.touch()

    assert environment.wait(Reader(process), 0.05) is False  # type: ignore[arg-type]
    assert "still at it" in capsys.readouterr().err


def heed_interrupts() -> None:
    """As in a terminal: what is started in the background of a shell ignores Ctrl-C, and so do its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_interrupted_command_ends_in_good_order_first(tmp_path: Path) -> None:
    """Ctrl-C reaches both; the program waits for the command and ends with its code."""
    child = (
        "import signal, sys, pathlib\n"
        "signal.signal(signal.SIGINT, lambda *_: (pathlib.Path('goodbye').touch(), sys.exit(5)))\n"
        "pathlib.Path('ready').touch()\n"
        "signal.pause()\n"
    )
    process = subprocess.Popen(
        calling("run", ["-c", child], tmp_path), cwd=ROOT, start_new_session=True, preexec_fn=heed_interrupts
    )
    while not (tmp_path / "ready").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait() == 5
    assert (tmp_path / "goodbye").exists()


@pytest.mark.parametrize("windows", [False, True])
def test_becoming_the_program_starts_it_in_the_project_folder_and_passes_its_code(
    tmp_path: Path, windows: bool
) -> None:
    program = "import os, sys; print(os.getcwd(), sys.argv[1:]); raise SystemExit(4)"
    command = calling("become", ["-c", program, "x y"], tmp_path, f"windows={windows}")
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.stdout.split("\n")[0] == f"{tmp_path} ['x y']"
    assert ended.returncode == 4


def test_programs_print_vietnamese_whatever_the_system_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    assert environment.variables()["PYTHONUTF8"] == "1"
    assert "PYTHONHOME" not in environment.variables()


# scripts/test.py


def test_every_check_runs_and_the_tests_come_last() -> None:
    assert list(steps(read_arguments([]))) == [*STATIC_CHECKS, "tests (pytest)"]


PYTEST = ["-m", "pytest", *SIDE_BY_SIDE]


def test_fast_leaves_out_browser_and_faults() -> None:
    assert steps(read_arguments(["--fast"]))["tests (pytest)"] == [*PYTEST, "-m", "not (browser or faults)"]


def test_what_stands_after_two_dashes_goes_to_pytest() -> None:
    options = read_arguments(["--", "-k", "survey", "--lf"])
    assert options == Namespace(fast=False, pytest=["-k", "survey", "--lf"])
    assert steps(options)["tests (pytest)"] == [*PYTEST, "-k", "survey", "--lf"]


def test_summary_names_what_failed() -> None:
    lines = summary([Result("types", 0, 1.5), Result("tests", 2, 60)]).splitlines()
    assert lines[1].split() == ["ok", "types", "1.5", "s"]
    assert lines[2].split() == ["FAILED", "tests", "60.0", "s"]
    assert lines[-1] == "steps: 1 passed, 1 failed"


# The commands as people type them


@pytest.mark.parametrize("folder", [".", "scripts"])
def test_test_command_explains_itself(folder: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "test.py"), "--help"]
    ended = subprocess.run(command, cwd=ROOT / folder, capture_output=True, text=True)
    assert ended.returncode == 0
    assert "--fast" in ended.stdout


def test_run_command_starts_the_program_with_its_arguments(project: Path) -> None:
    """In a project of its own, whose environment is already there and whose program only says what it got."""
    (project / "scripts").mkdir()
    for name in ("__init__.py", "environment.py", "run.py"):
        (project / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    (project / "bot").mkdir()
    (project / "bot" / "__main__.py").write_text("import os, sys; print(os.getcwd(), sys.argv[1:])", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    environment.write_stamp(project, [environment.fingerprint(project, ())])
    command = [sys.executable, "scripts/run.py", "--port", "9000"]
    ended = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert ended.stderr == ""
    assert ended.stdout == f"{project} ['--port', '9000']\n"
