"""The window looks as it should wherever the program is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lrgui

ROOT = Path(lrgui.__file__).parents[1]
# Prints what a checked box and a drop-down list look like, pixel for pixel.
LOOK = """
import sys, zlib
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox
import lrgui
from lrgui.ui import theme
app = QApplication([])
theme.apply(app)
theme.apply_style_sheet(app)
for widget in (QCheckBox("η"), QComboBox()):
    widget.resize(120, 40)
    if isinstance(widget, QCheckBox):
        widget.setChecked(True)
    image = widget.grab().toImage()
    print(type(widget).__name__, zlib.crc32(bytes(image.constBits())))
print(lrgui.__file__, file=sys.stderr)
"""


def look(project: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-c", LOOK],
        env=os.environ | {"PYTHONPATH": str(project), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.stderr == f"{project / 'lrgui' / '__init__.py'}\n", done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="names there have no quotes")
@pytest.mark.parametrize("name", ["it's (here)", 'so "called" [half', "a {b} c} ;%20#?&\\ 学习率"])
def test_any_folder_will_do(tmp_path: Path, name: str) -> None:
    plain, odd = tmp_path / "plain", tmp_path / name
    for folder in (plain, odd):
        for part in ("lrgui", "resources"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.qm"))
    assert look(odd) == look(plain)
