"""The documents say what is so: files that they name exist, and examples do what they show."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
NAMED = re.compile(r"`((?:lrgui|tests|resources|docs|\.ci|\.github)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)\)")


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_named_is_there(document):
    text = document.read_text(encoding="utf-8")
    missing = [name for name in NAMED.findall(text) if not (ROOT / name).exists()]
    missing += [name for name in LINK.findall(text) if not (document.parent / name).exists()]
    assert not missing


def test_something_is_named():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) > 30
    assert set(re.findall(r"lrgui/\w+", text)) >= {
        f"lrgui/{room.parent.name}" for room in ROOT.glob("lrgui/*/__init__.py")
    }


# Examples


@pytest.mark.parametrize("number", range(len(blocks("notebook.md", "python"))))
def test_the_notebook_runs(tmp_path, number):
    script = blocks("notebook.md", "python")[number]
    environment = {**os.environ, "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    if "savefig" in script:
        assert len([line for line in script.splitlines() if line.strip()]) <= 10
        assert (tmp_path / "race.png").read_bytes().startswith(b"\x89PNG")
    if "learning_rates" in script:
        assert done.stdout == "[0.9 0.5]\n[0.00478522 0.        ]\n"
    if "sweep" in script:
        assert re.fullmatch(r"lowest validation loss at η = [\d.]+\n", done.stdout)


def test_the_notebook_has_examples():
    assert len(blocks("notebook.md", "python")) == 3
