"""What the project says of itself in several files says the same in each."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import lrgui

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def supported() -> list[str]:
    found = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in PROJECT["classifiers"])
    return [match[1] for match in found if match]


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["dynamic"]
    assert importlib.metadata.version("lrgui") == lrgui.__version__


def test_there_is_a_program_with_a_terminal_and_one_without():
    assert PROJECT["scripts"] == {"lrgui": "lrgui.__main__:main"}
    assert set(PROJECT["gui-scripts"].values()) == set(PROJECT["scripts"].values())


def test_every_supported_python_is_tried_on_every_system():
    ci = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    tried = re.search(r"^ +python: \[(.*)\]$", ci, re.MULTILINE)
    assert tried is not None
    assert re.findall(r"3\.\d+", tried[1]) == supported()
    first, last = (version.split(".")[1] for version in (supported()[0], supported()[-1]))
    assert PROJECT["requires-python"] == f">=3.{first},<3.{int(last) + 1}"
    systems = re.search(r"^ +os: \[(.*)\]$", ci, re.MULTILINE)
    assert systems is not None
    assert {name.split("-")[0] for name in systems[1].split(", ")} == {"ubuntu", "macos", "windows"}
    assert "- run: .ci/run\n" in ci
