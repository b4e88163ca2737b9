"""The window looks as it should wherever the program is installed."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import lrgui
from lrgui.colours.contrast import contrast
from lrgui.colours.themes import DARK, LIGHT, THEMES
from lrgui.core.model.run import Run
from lrgui.ui import theme
from tests.campaigns.contrasts import pixels

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
def test_any_folder_will_do(tmp_path: Path) -> None:
    plain = look(ROOT)
    for name in ("it's (here)", 'so "called" [half', "a {b} c} ;%20#?&\\ 学习率"):
        for part in ("lrgui", "resources"):
            shutil.copytree(ROOT / part, tmp_path / name / part, ignore=shutil.ignore_patterns("__pycache__", "*.qm"))
        assert look(tmp_path / name) == plain


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
    assert max(contrast(name, ground) for name in set(names)) >= 4.5


# Switching


def colours_of(widget):
    """The colours that a widget consists of, the commonest first."""
    image = widget.grab().toImage()
    counts = Counter(pixels(image)[::3, ::3].ravel().tolist())
    return [f"#{colour:06x}" for colour, _ in counts.most_common()]


def use(user, text):
    user.menu("Theme", text).trigger()
    user.settle()


def pictures(user):
    return [widget.grab().toImage() for widget in (user.window, user.panel("descent"), user.panel("runs"))]


def test_there_and_back_leaves_no_trace(user):
    app = QApplication.instance()
    user.session.add_run()
    user.settle()
    sheet, before = app.styleSheet(), pictures(user)
    for name in ("Dark", "High contrast", "Projector", "Light"):
        use(user, name)
        assert app.styleSheet() != sheet or name == "Light"
        assert (pictures(user) != before) == (name != "Light")
    assert app.styleSheet() == sheet
    assert pictures(user) == before


@pytest.mark.parametrize("name", ["dark", "contrast", "projector"])
def test_everything_has_the_colours_of_the_theme(user, name):
    chosen = THEMES[name]
    user.window.theme.use(name)
    user.settle()
    for panel in ("descent", "boundary", "curves", "runs"):
        assert colours_of(user.panel(panel))[0] in (chosen.paper.lower(), chosen.seen("class_0_back")), panel
    run = user.session.run
    curve = max(user.panel("descent").plot.marks().curves, key=lambda c: c.width)
    assert chosen.seen(run.colour) in {c.colour for c in user.panel("descent").plot.marks().curves}, curve
    assert chosen.seen(run.colour) != run.colour.lower()
    assert chosen.accent in user.run_box.regime.link.text()
    assert chosen.seen(run.colour) in colours_of(user.run_box.swatch)
    play = user.buttons["play"]
    assert chosen.fill.lower() in colours_of(play)[:2]
    assert LIGHT.seen("text") not in colours_of(user.buttons["step"]) or name == "projector"
    assert user.session.experiment.runs[0] == Run()


def test_the_theme_is_remembered(user, open_window):
    assert [a.text() for a in user.menu_called("Theme").actions()] == [
        *("As the system", "Light", "Dark", "High contrast", "Projector")
    ]
    assert user.menu("Theme", "As the system").isChecked()
    use(user, "Dark")
    user.window.close()
    again = open_window()
    assert theme.now() is DARK
    assert again.theme.name == "dark"
    assert colours_of(again.docks["runs"])[0] == DARK.paper.lower()


def test_the_desktop_decides_until_somebody_has_chosen(user, monkeypatch):
    hints = QGuiApplication.styleHints()
    scheme = [Qt.ColorScheme.Dark]
    monkeypatch.setattr(theme, "_desktop_is_dark", lambda: scheme[0] == Qt.ColorScheme.Dark)
    assert theme.now() is LIGHT
    hints.colorSchemeChanged.emit(scheme[0])
    user.settle()
    assert theme.now() is DARK
    scheme[0] = Qt.ColorScheme.Light
    hints.colorSchemeChanged.emit(scheme[0])
    assert theme.now() is LIGHT
    use(user, "Light")
    scheme[0] = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit(scheme[0])
    assert theme.now() is LIGHT
    use(user, "As the system")
    assert theme.now() is DARK


def test_a_damaged_memory_is_as_good_as_none(store, open_window):
    store.setValue("theme", "purple")
    assert open_window().theme.name == "system"
    assert theme.now() is LIGHT
