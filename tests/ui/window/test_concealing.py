"""Nothing in the window tells what is concealed: two experiments that differ in nothing else look alike."""

import re

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lrgui.core.files.view import FACTS, View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import figure_bytes
from lrgui.plot import Plot
from lrgui.plot.records import HoverRecord
from lrgui.ui.controls.stability_ruler import StabilityRuler

AT = 3
SAID = ("text", "toolTip", "accessibleName", "accessibleDescription", "statusTip", "whatsThis", "windowTitle", "title")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


def futures(problem="both"):
    """Two experiments with the same past."""
    begun = Experiment(problem=problem, runs=(Run(0.3), Run(0.9)), epochs=2, batch_size=100)
    calm = begun.with_change(AT + 1, 0, learning_rate=0.1)
    wild = begun.with_change(AT + 1, 0, learning_rate=1.4).with_change(AT + 2, 1, optimizer="momentum", momentum=0.5)
    return calm, wild


def said(user):
    """Every text of the window, be it seen, hovered or spoken."""
    window, found = user.window, []
    for thing in (*window.findChildren(QWidget), *window.findChildren(QAction)):
        name = f"{type(thing).__name__} {thing.objectName()}"
        found += [(name, what, getattr(thing, what)()) for what in SAID if callable(getattr(thing, what, None))]
        found.append((name, thing.isEnabled(), thing.isVisible()))
        if isinstance(thing, QAbstractItemView) and thing.model() is not None:
            model = thing.model()
            for row in range(model.rowCount(QModelIndex())):
                for column in range(model.columnCount(QModelIndex())):
                    found += [(name, row, column, model.index(row, column).data(role)) for role in ROLES]
        if isinstance(thing, Plot):
            found.append((name, thing.home, [edge.text for edge in thing.marks().edges]))
            for x in range(0, thing.width() if thing.isVisible() else 0, 120):
                user.move(thing.viewport(), QPoint(x, thing.height() // 2), held=False)
                found.append((name, x, [box.lines for box in thing.marks().of(HoverRecord)]))
        if isinstance(thing, StabilityRuler):
            found += [(name, x, thing.text_at(x)) for x in range(0, thing.width(), 5)]
    return found


def lasting(file):
    """A file without the names of its parts, which come from chance, and the outlines of its letters: Qt rounds them
    now so, now so, and each text stands beside them."""
    return re.sub(rb'(aria-label="[^"]*") d="[^"]*"', rb"\1", re.sub(rb"\bf[0-9a-f]{8}-", b"", file))


def copied(user):
    """What each panel and table gives to the clipboard."""
    clipboard, found = QApplication.clipboard(), []
    for name in ("descent", "curves"):
        user.window.exporting.copy_panel(name)
        data = clipboard.mimeData()
        kinds = [kind for kind in data.formats() if not kind.startswith("application/")]
        found += [(name, kind, lasting(bytes(data.data(kind)))) for kind in kinds]
        found.append((name, bytes(clipboard.image().constBits())))
    for kind in ("runs", "steps"):
        for form in ("tsv", "csv", "md", "latex"):
            user.window.tables.copy(kind, form)
            found.append((kind, form, clipboard.text()))
    return found


def drawn(user):
    """Every figure as a file, with the experiment that it carries."""
    source = user.window.exporting.source
    found = []
    for plot in source.available():
        choices = source.choices
        figure = Figure((plot,), choices.options("en", 1), source.view, source.scene())
        found.append((plot, lasting(figure_bytes(figure, "x.svg", figure.file(source.document())))))
        figure.close()
    return found


def everything(user):
    user.settle()
    picture = user.window.grab().toImage()
    return said(user), copied(user), drawn(user), bytes(picture.constBits())


def load(user, experiment, concealed=frozenset(FACTS)):
    panels = ("controls", "descent", "boundary", "curves", "runs", "steps", "weights", "sweep")
    panels = tuple(n for n in panels)
    user.session.load(experiment, view=View(position=AT, panels=panels, concealed=concealed, future=True, speed=40.0))
    user.settle()
    user.wait(lambda: user.panel("weights").resting)


def test_nothing_tells_what_is_concealed(user):
    calm, wild = futures()
    load(user, wild)
    load(user, calm)  # the same has happened before both
    load(user, wild)
    first = everything(user)
    load(user, calm)
    second = everything(user)
    for one, other in zip(first, second, strict=True):
        if isinstance(one, list):
            assert [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]] == []
        assert one == other
    # And where nothing is concealed, all of it tells.
    load(user, wild, frozenset())
    assert said(user) != first[0]


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_theory_and_states_are_not_told(user, problem):
    load(user, futures(problem)[0])
    assert {user.cell(i, "state") for i in range(2)} == {"?"}
    assert user.run_box.regime.pill.text() == "What will it do?"
    assert not user.run_box.regime.link.text()
    ruler = user.run_box.ruler
    assert {ruler.text_at(x) for x in range(ruler.width())} == {"concealed until the answer"}
    assert not ruler.best.isVisible()
    assert user.panel("sweep").subtitle == "concealed until the answer"
    assert user.window.sweeps.shown is None
    assert "each step" not in user.panel("descent").ticker.text()
    user.session.set_view(concealed=())
    user.settle()
    assert user.cell(0, "state") != "?"
    assert user.run_box.regime.pill.text() != "What will it do?"


def test_it_is_concealed_and_shown_from_the_menu(user):
    user.session.seek(2)
    user.menu("Run", "Conceal what comes").trigger()
    user.settle()
    assert not user.actions["step"].isEnabled()
    assert "concealed" in user.panel("descent").formula.text()
    user.key("Space")
    assert user.window.statusBar().currentMessage() == "What comes is concealed."
    user.key("Ctrl+Shift+H")
    user.settle()
    assert user.actions["step"].isEnabled()
    user.key("Alt+Right")
    assert user.session.position == 3
