"""`lrgui desktop`: what it installs is what desktops understand, and starts this very program."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from lrgui.cli import main as cli

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there are no such desktops elsewhere")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's data are, in this test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "my data"))
    return tmp_path / "my data"


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*lrgui*") if path.is_file()}


def entry(home: Path) -> dict[str, str]:
    lines = (home / "applications" / "lrgui.desktop").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def validated(*command: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_entry_is_valid(home: Path) -> None:
    assert cli.main(["desktop", "install"]) == 0
    validated("desktop-file-validate", str(home / "applications" / "lrgui.desktop"))


def test_the_metadata_are_valid(home: Path) -> None:
    assert cli.main(["desktop", "install"]) == 0
    validated("appstreamcli", "validate", "--no-net", str(next((home / "metainfo").iterdir())))


def test_a_double_click_opens_the_program(home: Path) -> None:
    """The desktop knows the type of the file, and the program for it."""
    if shutil.which("update-mime-database") is None or shutil.which("update-desktop-database") is None:
        pytest.skip("needs shared-mime-info and desktop-file-utils")
    assert cli.main(["desktop", "install"]) == 0
    assert "application/x-lrgui+json:*.lrgui" in (home / "mime" / "globs").read_text("utf-8")
    assert "application/x-lrgui+json=lrgui.desktop" in (home / "applications" / "mimeinfo.cache").read_text("utf-8")
    mime = ElementTree.parse(home / "mime" / "packages" / "lrgui.xml").getroot()
    assert "application/x-lrgui-lesson+json:*.lrlesson" in (home / "mime" / "globs").read_text("utf-8")
    assert "".join(f"{kind.attrib['type']};" for kind in mime) == entry(home)["MimeType"]


def test_the_entry_starts_this_program(home: Path) -> None:
    assert cli.main(["desktop", "install"]) == 0
    command = shlex.split(entry(home)["Exec"].replace("%f", "--version"))
    assert os.path.isabs(command[0])
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.stdout.startswith("lrgui "), done.stderr
    icon = home / "icons" / "hicolor" / "scalable" / "apps" / f"{entry(home)['Icon']}.svg"
    assert icon.exists()


@pytest.mark.parametrize("folder", ["a b", 'it\'s "so"', "50 % $HOME `x`", "back\\slash", "学习率"])
def test_odd_paths_are_quoted(home: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setattr(sys, "executable", f"/opt/{folder}/bin/python")
    assert cli.main(["desktop", "install"]) == 0
    validated("desktop-file-validate", str(home / "applications" / "lrgui.desktop"))
    # First the escapes of values are undone, then those of quoted words, then the percent signs.
    value = entry(home)["Exec"].replace("\\\\", "\\")
    word = re.match(r'(?:/usr/bin/env )?"((?:[^"\\]|\\.)*)" ', value)
    assert word is not None
    assert re.sub(r"\\(.)", r"\1", word[1]).replace("%%", "%") == f"/opt/{folder}/bin/python"


def test_a_bundle_starts_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/lrgui/lrgui")
    assert cli.main(["desktop", "install"]) == 0
    assert entry(home)["Exec"] == '"/opt/lrgui/lrgui" %f'


def test_removing_leaves_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = home / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\nType=Application\nName=other\nExec=other\n")
    assert cli.main(["desktop", "install"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 4
    assert all(Path(name).is_file() for name in told)
    assert cli.main(["desktop", "remove"]) == 0
    assert files(home) == set()
    assert other.exists()
    assert cli.main(["desktop", "remove"]) == 0
    assert f"nothing of lrgui is in {home}" in capsys.readouterr().err


def test_missing_programs_are_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["desktop", "install"]) == 0
    said = capsys.readouterr().err
    assert "shared-mime-info" in said
    assert "desktop-file-utils" in said


def test_a_folder_that_cannot_be(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.touch()
    assert cli.main(["desktop", "install"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["instal"], ["install", "twice"]])
def test_what_cannot_be_meant(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desktop", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_elsewhere_it_says_so(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert cli.main(["desktop", "install"]) == 2
    assert "desktops of Linux" in capsys.readouterr().err
    assert not home.exists()
