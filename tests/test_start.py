"""`python3 start.py`, as a program of its own on machines that are made up here: what they lack, and who uses them.

Each test has a copy of the few files that start.py reads, and an environment whose Python only notes what it is asked.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lrgui import preflight

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the made-up machines are Linux")

ROOT = Path(preflight.__file__).parents[1]
READ = ("start.py", "pyproject.toml", "lrgui/__init__.py", "lrgui/preflight.py", "lrgui/cli/commands.py")
# Runs start.py where some things are other than on this machine.
RUNNER = """
import ctypes, importlib.util, json, os, runpy, sys, tempfile
made_up = json.loads(os.environ["MADE_UP"])
def load(name, *_):
    if name in made_up["lacks"] and not os.path.exists(made_up["installed"]):
        raise OSError(name + ": cannot open shared object file: No such file or directory")
ctypes.CDLL = load
os.geteuid = lambda: 0 if made_up["root"] else 1000
if "version" in made_up:
    sys.version_info, sys.version = tuple(made_up["version"]), ".".join(map(str, made_up["version"])) + " (made up)"
find, write = importlib.util.find_spec, tempfile.TemporaryFile
importlib.util.find_spec = lambda name: None if name in made_up["no_modules"] else find(name)
def only_elsewhere(dir):
    if dir in made_up["read_only"]:
        raise PermissionError(13, "Permission denied", dir)
    return write(dir=dir)
tempfile.TemporaryFile = only_elsewhere
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Machine:
    """A made-up machine: `start("run")` is `python3 start.py run` there."""

    def __init__(self, folder: Path) -> None:
        self.project, self.programs, self.notes = folder / "project", folder / "programs", folder / "notes"
        for name in READ:
            (self.project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.project / name)
        (self.project / "lrgui" / "cli" / "__init__.py").touch()
        self.programs.mkdir()
        self.made_up: dict[str, Any] = {
            "lacks": [],
            "installed": str(folder / "installed"),
            "root": False,
            "no_modules": [],
            "read_only": [],
        }
        self.variables = {"PATH": str(self.programs), "HOME": str(folder / "home"), "DISPLAY": ":0"}
        self.add_program("Xvfb", "")
        self.add_environment(self.project / ".venv")

    def add_program(self, name: str, script: str) -> None:
        """A shell script; `note` writes its name and arguments down."""
        path = self.programs / name
        path.write_text(f'#!/bin/sh\nnote() {{ echo "$(/usr/bin/basename "$0")" "$@" >>"{self.notes}"; }}\n{script}\n')
        path.chmod(0o755)

    def add_apt(self) -> None:
        """Debian's programs, on a system in which libglib2.0-0 is called otherwise."""
        done = f'case "$*" in *install*) : >"{self.made_up["installed"]}";; esac'
        self.add_program("apt-get", f'note "$@"\n{done}')
        self.add_program("sudo", f'note "$@"\n{done}')
        self.add_program(
            "apt-cache", 'case "$2" in libglib2.0-0) echo "Candidate: (none)";; *) echo "Candidate: 1";; esac'
        )

    def add_environment(self, folder: Path, version: str = "3.13.1") -> None:
        (folder / "bin").mkdir(parents=True)
        (folder / "pyvenv.cfg").touch()
        script = f'case "$*" in *version_info*) echo {version};; *"import pip"*) ;; *) note "$@"; exit $CODE;; esac'
        self.add_program("python", script)
        (self.programs / "python").rename(folder / "bin" / "python")

    def start(self, *words: str, terminal: bool = False, **variables: str) -> "subprocess.CompletedProcess[str]":
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        ends: list[int] = []
        if terminal:
            ends = list(os.openpty())
            streams = {"stdin": ends[1], "stderr": ends[1]}
        try:
            return subprocess.run(
                [sys.executable, "-c", RUNNER, str(self.project / "start.py"), *words],
                env={**self.variables, "MADE_UP": json.dumps(self.made_up), "CODE": "0", **variables},
                stdout=subprocess.PIPE,
                text=True,
                timeout=60,
                check=False,
                **streams,
            )
        finally:
            for end in ends:
                os.close(end)

    def noted(self) -> list[str]:
        """What was called since this was asked last, one line each."""
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        self.notes.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """Why start.py stopped."""
    assert done.returncode == 1
    assert done.stderr.startswith("start.py: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.strip()


INSTALL = "python -I -m pip install --disable-pip-version-check --quiet --editable ."


# Starting


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ([], "-m lrgui"),
        (["a b.lrgui"], "-m lrgui a b.lrgui"),
        (["run", "--problem", "descent"], "-m lrgui run --problem descent"),
        (["test", "-k", "schedules", "tests/core"], "-m pytest -k schedules tests/core"),
    ],
)
def test_words_are_passed_on(machine: Machine, typed: list[str], called: str) -> None:
    done = machine.start(*typed, CODE="0")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert machine.noted()[-1] == f"python -P {called}"


def test_the_exit_code_is_passed_on(machine: Machine) -> None:
    machine.start("setup")
    assert machine.start("run", CODE="3").returncode == 3


def test_it_installs_once_and_again_when_the_project_has_changed(machine: Machine) -> None:
    machine.start()
    assert machine.noted() == [INSTALL, "python -P -m lrgui"]
    machine.start()
    assert machine.noted() == ["python -P -m lrgui"]
    with (machine.project / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    machine.start()
    assert machine.noted() == [INSTALL, "python -P -m lrgui"]


def test_the_tests_need_more(machine: Machine) -> None:
    machine.start()
    machine.noted()
    machine.start("test")
    assert machine.noted() == [f"{INSTALL}[test]", "python -P -m pytest"]
    machine.start()
    assert machine.noted() == ["python -P -m lrgui"]


def test_what_failed_to_install_is_not_started(machine: Machine) -> None:
    done = machine.start(CODE="1")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "start.py: lrgui could not be installed: pip says above why."
    assert machine.noted() == [INSTALL]
    machine.start()
    assert machine.noted() == [INSTALL, "python -P -m lrgui"]


def test_a_read_only_folder_has_its_environment_in_the_cache(machine: Machine, tmp_path: Path) -> None:
    shutil.rmtree(machine.project / ".venv")
    machine.made_up["read_only"] = [str(machine.project)]
    machine.made_up["no_modules"] = ["ensurepip"]  # it stops before it makes one
    machine.start()
    environments = list((tmp_path / "home" / ".cache" / "lrgui").iterdir())
    assert len(environments) == 1
    assert not (machine.project / ".venv").exists()


def test_nowhere_to_write(machine: Machine, tmp_path: Path) -> None:
    shutil.rmtree(machine.project / ".venv")
    machine.made_up["read_only"] = [str(machine.project)]
    (tmp_path / "home").touch()
    assert "LRGUI_VENV" in sentence(machine.start())


def test_a_folder_that_is_no_environment_is_left_alone(machine: Machine) -> None:
    shutil.rmtree(machine.project / ".venv")
    (machine.project / ".venv").mkdir()
    (machine.project / ".venv" / "thesis.txt").touch()
    assert "no virtual environment" in sentence(machine.start())
    assert (machine.project / ".venv" / "thesis.txt").exists()


def test_an_environment_of_another_python_is_left_alone(machine: Machine) -> None:
    shutil.rmtree(machine.project / ".venv")
    machine.add_environment(machine.project / ".venv", "3.9.2")
    assert "holds Python 3.9.2" in sentence(machine.start())
    assert (machine.project / ".venv" / "bin" / "python").exists()


# Python


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 1), (3, 99, 0)])
def test_a_python_that_does_not_do(machine: Machine, version: tuple[int, ...]) -> None:
    machine.made_up["version"] = version
    said = sentence(machine.start())
    assert re.search(r"needs Python 3\.\d+ to 3\.\d+, and this is Python " + ".".join(map(str, version)), said)


def test_another_python_that_does(machine: Machine) -> None:
    machine.made_up["version"] = (3, 10, 1)
    machine.add_program("python3.12", '[ "$1" = -c ] || note "$@"')
    assert machine.start("run", "--problem", "descent").returncode == 0
    assert machine.noted() == [f"python3.12 {machine.project}/start.py run --problem descent"]


def test_an_old_python_can_read_it() -> None:
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 6))
    assert not [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]


def test_a_real_old_python_says_so(machine: Machine) -> None:
    names = [name for name in map("python3.{}".format, range(6, 11)) if works(name)]
    if not names:
        pytest.skip("needs a Python older than 3.11")
    python = subprocess.check_output([names[0], "-c", "import sys; print(sys.executable)"], text=True).strip()
    command = [python, str(machine.project / "start.py")]
    done = subprocess.run(command, env=machine.variables, capture_output=True, text=True, timeout=60, check=False)
    assert f"this is Python {names[0].removeprefix('python')}" in sentence(done)


def works(program: str) -> bool:
    path = shutil.which(program)
    return path is not None and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0


def test_debians_missing_module_is_named(machine: Machine) -> None:
    shutil.rmtree(machine.project / ".venv")
    machine.made_up["no_modules"] = ["ensurepip"]
    assert f"`sudo apt install python3.{sys.version_info[1]}-venv`" in sentence(machine.start())


# System libraries


LACKING = ["libEGL.so.1", "libglib-2.0.so.0", "libxcb-icccm.so.4"]


def test_root_installs_what_is_missing(machine: Machine) -> None:
    machine.add_apt()
    machine.made_up.update(root=True, lacks=LACKING)
    assert machine.start().returncode == 0
    assert machine.noted() == [
        "apt-get -qq update",
        "apt-get -qq install --yes --no-install-recommends libegl1 libglib2.0-0t64 libxcb-icccm4",
        INSTALL,
        "python -P -m lrgui",
    ]


def test_the_tests_get_a_screen_too(machine: Machine) -> None:
    machine.add_apt()
    (machine.programs / "Xvfb").unlink()
    machine.made_up["root"] = True
    machine.start("test")
    assert machine.noted()[1] == "apt-get -qq install --yes --no-install-recommends xvfb"


@pytest.mark.parametrize("word", ["", "test"])
def test_others_are_told(machine: Machine, word: str) -> None:
    machine.add_apt()
    machine.made_up["lacks"] = LACKING
    said = sentence(machine.start(*word.split()))
    icccm = " libxcb-icccm4" if word == "" else ""  # the tests get along without
    assert said.endswith(f"run `sudo apt install libegl1 libglib2.0-0t64{icccm}`.")
    assert machine.noted() == []


def test_on_a_terminal_sudo_asks(machine: Machine) -> None:
    machine.add_apt()
    machine.made_up["lacks"] = LACKING
    assert machine.start(terminal=True).returncode == 0
    first, second, *_ = machine.noted()
    assert first == "sudo DEBIAN_FRONTEND=noninteractive apt-get -qq update"
    assert second.endswith("libegl1 libglib2.0-0t64 libxcb-icccm4")


def test_nobody_is_asked_for_what_is_not_needed(machine: Machine) -> None:
    machine.add_apt()
    machine.made_up["lacks"] = ["libwayland-cursor.so.0"]
    machine.start(terminal=True)
    assert not [line for line in machine.noted() if "apt-get" in line]
    machine.start(terminal=True, WAYLAND_DISPLAY="wayland-0")
    assert machine.noted()[1].endswith("libwayland-cursor0")


def test_a_command_needs_no_window(machine: Machine) -> None:
    machine.add_apt()
    machine.made_up["lacks"] = LACKING
    assert machine.start("run").returncode == 0
    assert not [line for line in machine.noted() if "apt-get" in line]


def test_what_cannot_be_installed_is_named(machine: Machine) -> None:
    machine.add_program("apt-get", "exit 100")
    machine.made_up.update(root=True, lacks=LACKING)
    done = machine.start()
    assert done.returncode == 1
    assert "They could not be installed." in done.stderr
    assert done.stderr.splitlines()[-1].endswith("`sudo apt install libegl1 libglib2.0-0 libxcb-icccm4`.")


def test_the_checks_set_up_by_it() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert '"$python" start.py setup' in script
    assert '"$python" start.py test' in script
    assert not re.search(r"apt|lib\w+\.so", script)
