"""The window looks as it should wherever the program is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import lrgui
from lrgui.core.model.run import COLOURS, MORE_COLOURS
from lrgui.ui import theme
from lrgui.ui.widgets.steps_model import COMING

ROOT = Path(lrgui.__file__).parents[1]
# Prints what a checked box and a drop-down list look like, pixel for pixel.
LOOK = """
import sys, zlib
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox
from PySide6.QtGui import QColor

import lrgui
from lrgui.core.model.run import COLOURS, MORE_COLOURS
from lrgui.ui import theme
from lrgui.ui.widgets.steps_model import COMING
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


# Contrast: WCAG 2.1, 1.4.3 and 1.4.11


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str | QColor, b: str | QColor) -> float:
    light, dark = sorted((luminance(QColor(a)), luminance(QColor(b))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS, *MORE_COLOURS])
def test_the_line_of_every_run_is_seen_on_white(colour: str) -> None:
    assert contrast(colour, theme.CARD) >= 3


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(
            (text, ground)
            for text in (theme.TEXT, theme.MUTED, COMING)
            for ground in (theme.CARD, theme.WINDOW, theme.HOVER)
        ),
        *((theme.GOOD, theme.GOOD_BACK), (theme.WARN, theme.WARN_BACK), (theme.BAD, theme.BAD_BACK)),
        ("#FFFFFF", theme.ACCENT),
        (theme.TEXT, theme.NEUTRAL_BACK),
    ],
)
def test_every_text_is_read_on_its_ground(text: str | QColor, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_the_entry_under_the_mouse_is_read(user) -> None:
    combo = user.run_box.schedule
    combo.showPopup()
    view = combo.view()
    user.wait(view.isVisible)
    view.setCurrentIndex(view.model().index(2, 0))
    user.settle()
    image, row = view.viewport().grab().toImage(), view.visualRect(view.model().index(2, 0))
    place = row.intersected(image.rect()).adjusted(3, 2, -3, -2)
    columns = range(place.left(), place.right())
    pixels = [image.pixelColor(x, y) for x in columns for y in range(place.top(), place.bottom())]
    names = [pixel.name() for pixel in pixels]
    ground = max(set(names), key=names.count)
    combo.hidePopup()
    assert max(contrast(pixel, ground) for pixel in pixels) >= 4.5
