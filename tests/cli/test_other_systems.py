"""What files may be called, and how output is written, on systems that these tests do not run on."""

import io
import sys
from pathlib import Path

import pytest

from lrgui.cli import main as cli


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "win32")


RUN = ["run", "--epochs", "1", "--problem", "descent", "--updates", "3"]


@pytest.mark.parametrize(
    ("name", "allowed"), [("学" * 120, True), ("学" * 255, True), ("学" * 256, False), ("𝜂" * 128, False)]
)
def test_names_on_windows_are_counted_in_characters(
    windows: None, capsys: pytest.CaptureFixture[str], name: str, allowed: bool
) -> None:
    """Where the name is allowed, it is this system that refuses it in the end."""
    cli.main([*RUN, "--steps-csv", name])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert ("longer than 255 characters" in said) is not allowed


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_two_names_of_one_file(
    windows: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert cli.main([*RUN, "--steps-csv", "A.csv", "--table", "a.csv"]) == 2
    assert "names the same file" in capsys.readouterr().err


@pytest.mark.parametrize(("platform", "encoding"), [("win32", "utf-8"), ("linux", "cp1252")])
def test_redirected_output_is_unicode_on_windows(monkeypatch: pytest.MonkeyPatch, platform: str, encoding: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    file = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(file, encoding="cp1252"))
    assert cli.main(["lessons", "--language", "zh_CN"]) == 0
    sys.stdout.flush()
    assert ("学习率" in file.getvalue().decode("utf-8", "replace")) is (encoding == "utf-8")
