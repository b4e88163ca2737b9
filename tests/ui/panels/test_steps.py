"""The panel of steps: every update in numbers, the playhead's row marked, and a way there."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.run_figures import rate_text
from lrgui.drawing.scene import Scene
from lrgui.text.numbers import format_number, parse_number
from lrgui.ui import theme
from lrgui.ui.widgets.steps_model import StepsModel

DESCENT = Experiment(problem="descent", runs=(Run(0.2),), updates=40)


def open_steps(user, experiment=None, position=0):
    if experiment is not None:
        user.session.load(experiment)
    user.settle()
    user.menu("View", "Steps").trigger()
    user.session.seek(position)
    settle(user)
    return user.panel("steps")


def settle(user):
    user.settle()
    user.wait(lambda: not user.panel("steps").pending)


def row_texts(panel, row):
    model = panel.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def click_row(user, panel, row):
    panel.table.scrollTo(panel.model.index(row, 0))
    user.click(panel.table.viewport(), panel.table.visualRect(panel.model.index(row, 0)).center())
    settle(user)


def seen_rows(panel):
    table = panel.table
    return range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1 or panel.model.rowCount())


def test_hidden_at_first_and_in_the_view_menu(user):
    dock = user.window.docks["steps"]
    assert not dock.isVisible()
    before = user.window.docks["runs"].height()
    panel = open_steps(user)
    assert dock.isVisible()
    assert panel.table.viewport().height() > 60
    for name in ("descent", "boundary", "curves", "runs"):
        assert user.window.docks[name].isVisible()
    assert user.window.width() == 1440
    user.menu("View", "Steps").trigger()
    user.settle()
    assert not dock.isVisible()
    user.wait(lambda: user.window.docks["runs"].height() >= before - 3)


def test_the_numbers_of_the_hand_written_table(user):
    """5 → 2.6 → 1.16 → 0.296, as the tutorial writes it."""
    panel = open_steps(user, DESCENT)
    headings = [panel.model.headerData(i, Qt.Orientation.Horizontal) for i in range(panel.model.columnCount())]
    assert headings == ["step", "w before", "gradient", "w after", "loss before", "loss after"]
    assert [row_texts(panel, row) for row in range(3)] == [
        ["1", "5", "12", "2.6", "36", "12.96"],
        ["2", "2.6", "7.2", "1.16", "12.96", "4.6656"],
        ["3", "1.16", "4.32", "0.296", "4.6656", "1.67962"],
    ]
    assert panel.model.rowCount() == 40
    assert panel.subtitle == "η = 0.2"
    tip = panel.model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "w before: 2.5999999999999996"


def test_the_marked_row_follows_the_keys(user):
    panel = open_steps(user, DESCENT)
    assert not panel.table.selectionModel().hasSelection()
    coming = theme.seen("muted")
    assert panel.model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) == coming
    for step in (1, 2, 3):
        user.key("Right", user.window)
        settle(user)
        assert panel.table.currentIndex().row() == step - 1
        assert panel.model.index(step - 1, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert [panel.model.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) for row in (1, 2, 3)] == [None, None, coming]
    user.key("End", user.window)
    settle(user)
    assert panel.table.currentIndex().row() == 39
    assert 39 in seen_rows(panel)
    user.key("Home", user.window)
    settle(user)
    assert not panel.table.selectionModel().hasSelection()
    assert user.session.position == 0


def test_a_click_goes_there(user):
    panel = open_steps(user, DESCENT)
    user.session.toggle_play()
    click_row(user, panel, 2)
    assert user.session.position == 3
    assert not user.session.player.playing
    assert user.panel("descent").subtitle.startswith("step 3 · w = 0.296")


def test_keys_in_the_table(user):
    panel = open_steps(user, DESCENT)
    panel.table.setFocus(Qt.FocusReason.TabFocusReason)
    assert user.session.position == 0  # to get there is no move
    for key, position in (("Down", 1), ("Down", 2), ("Up", 1), ("Right", 2)):
        user.key(key, panel.table)
        settle(user)
        assert user.session.position == position
        assert panel.table.currentIndex().row() == position - 1
    page = len(seen_rows(panel))
    user.key("PgDown", panel.table)
    settle(user)
    assert user.session.position > 2 + page // 2
    assert panel.table.currentIndex().row() in seen_rows(panel)


def test_rows_rest_while_the_mark_moves(user):
    panel = open_steps(user, DESCENT)
    tops = []
    for _ in range(40):
        user.session.step(1)
        settle(user)
        tops.append(panel.table.verticalScrollBar().value())
        assert panel.table.currentIndex().row() in seen_rows(panel)
    page = panel.table.viewport().height() // panel.table.verticalHeader().defaultSectionSize()
    assert tops == sorted(tops)
    assert len(set(tops)) <= 2 + 40 // max(1, page // 2)


def test_scrolled_away_it_stays_until_the_playhead_moves(user):
    panel = open_steps(user, DESCENT, 1)
    panel.table.verticalScrollBar().setValue(20)
    user.window._on_shown()
    settle(user)
    assert panel.table.verticalScrollBar().value() == 20
    user.key("Right", user.window)
    settle(user)
    assert 1 in seen_rows(panel)


def test_the_classifier_at_its_checkpoints(user):
    panel = open_steps(user)
    user.click(panel.problem.buttons[1])
    settle(user)
    model, checkpoints = panel.model, user.session.shown.records.groups[0]
    assert model.rowCount() == checkpoints.count == 117
    assert model.headerData(0, Qt.Orientation.Horizontal) == "step"
    assert row_texts(panel, 0)[:3] == ["0", "0", ""]
    assert row_texts(panel, 1)[:3] == ["16", "0.1", "0.2"]
    assert row_texts(panel, 2)[7] == f"{100 * checkpoints.at(2).train_accuracy[0]:.2f}\u202f%"
    assert panel.table.currentIndex().row() == 0
    user.session.seek(40)
    settle(user)
    assert panel.table.currentIndex().row() == 2
    click_row(user, panel, 2)  # the same row again: back to its checkpoint
    assert user.session.position == 32
    click_row(user, panel, 3)
    assert user.session.position == 48


def test_a_learning_rate_that_changes_has_a_column(user):
    run = Run(0.4, schedule="exponential", decay_rate=0.5, decay_epochs=1.0)
    panel = open_steps(user, Experiment(problem="descent", runs=(run,), updates=10), 2)
    assert [row_texts(panel, row)[1] for row in range(3)] == ["0.4", "0.2", "0.1"]
    assert panel.subtitle.split(" · ")[0] == "η = 0.4 → 0.1"


def test_the_selected_run_is_shown(user):
    runs = tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.2, 1.05)))
    panel = open_steps(user, Experiment(problem="descent", runs=runs, updates=40), 2)
    user.key("Alt+Down", user.window)
    settle(user)
    assert panel.subtitle == "η = 1.05 · run 2"
    assert row_texts(panel, 0)[3] == "\u22127.6"
    assert panel.table.currentIndex().row() == 1


def test_what_is_no_number_is_said(user):
    panel = open_steps(user, Experiment(problem="descent", runs=(Run(1e200),), updates=5))
    assert row_texts(panel, 1)[-1] == "∞"
    assert "nan" in row_texts(panel, 4)
    assert math.isnan(user.session.shown.descent.at(5)[0, 0])


def test_a_long_run_is_never_built(user):
    """Two hundred thousand rows: only those that can be seen are asked for."""
    panel = open_steps(user, Experiment(problem="descent", runs=(Run(1e-6),), updates=200_000))
    asked = []
    model, table = panel.model, panel.table
    assert model.rowCount() == 200_000
    made = model._row
    model._row = lambda row: (asked.append(row), made(row))[1]
    for place in (0, 200_000, 100_000, 50_000, 150_000):
        table.verticalScrollBar().setValue(place)
        table.viewport().repaint()
    assert 0 < len(set(asked)) < 5 * (table.viewport().height() // table.rowHeight(0) + 3)
    assert len(model._blocks) <= 4
    user.session.seek(176_543)
    settle(user)
    assert table.currentIndex().row() == 176_542
    assert row_texts(panel, 176_542)[0] == "176\u202f543"


def test_rows_come_as_they_are_computed(qapp):
    history = History(DESCENT)
    model = StepsModel(lambda: Scene(DESCENT, history, 0))
    model.refresh("descent")
    assert model.rowCount() == history.descent.computed == 0
    history.descent.advance(10)
    assert not model.refresh("descent")
    assert model.rowCount() == 10
    assert model.index(9, 0).data() == "10"
    history.descent.advance(10)
    model.refresh("descent")
    assert model.index(10, 0).data() == "11"


def test_a_hidden_panel_asks_for_nothing(user, monkeypatch):
    panel = user.panel("steps")
    refreshed = []
    monkeypatch.setattr(panel.model, "refresh", lambda *_: refreshed.append(1))
    user.key("Right")
    user.settle()
    assert not refreshed


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_it_fits_beside_the_others(window, qtbot, size):
    window.resize(*size)
    window.panel_layout.want("steps", True)
    for lesson in (None, "eta-0.2"):
        if lesson:
            window.lessons.open(lesson)
        qtbot.wait(50)
        assert (window.width(), window.height()) == size
        table = window.docks["steps"].panel.table
        assert table.viewport().height() >= 3 * table.verticalHeader().defaultSectionSize()


def test_maximised_by_key_and_back(user):
    user.key("Ctrl+5")
    user.settle()
    dock = user.window.docks["steps"]
    user.wait(lambda: dock.width() > 0.9 * user.window.width())
    assert not user.window.docks["runs"].isVisible()
    user.key("Ctrl+5")
    user.settle()
    assert user.window.docks["runs"].isVisible()


def test_places_remembered_before_there_was_the_panel(user, open_window, store):
    window = user.window
    window.resizeDocks([window.docks["descent"]], [400], Qt.Orientation.Horizontal)
    user.wait(lambda: window.docks["descent"].width() < 500)
    width = window.docks["descent"].width()
    steps = window.docks["steps"]
    window.removeDockWidget(steps)
    state = window.saveState(1)
    window.close()
    store.setValue("state/both", state)
    store.remove("panel/steps")
    again = open_window()
    assert abs(again.docks["descent"].width() - width) <= 6
    assert not again.docks["steps"].isVisible()
    again.panel_layout.want("steps", True)
    QTest.qWait(20)
    runs, steps = again.docks["runs"].geometry(), again.docks["steps"].geometry()
    assert steps.top() > runs.bottom()
    assert steps.left() == runs.left()


def test_reset_layout_hides_it_again(user):
    open_steps(user)
    user.menu("View", "Reset layout").trigger()
    user.settle()
    assert not user.window.docks["steps"].isVisible()


def test_it_is_written_into_the_view(user):
    open_steps(user)
    assert "steps" in user.session.view.panels


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "adam"])
def test_who_calculates_by_hand_gets_what_is_shown(qapp, optimizer, precision):
    """With the rate of the row, or where there is none with the one beside the title."""
    rates = (0.2, 0.123456, 1 / 3, 1 / 7, 0.9, 1.02)
    for start in (5.0, -3.217, -0.9931):
        runs = tuple(Run(rate, optimizer=optimizer) for rate in rates)
        experiment = Experiment(problem="descent", runs=runs, start=start, updates=30, precision=precision)
        history = History(experiment).complete()
        for run in range(len(rates)):
            scene = Scene(experiment, history, 0, run)
            model = StepsModel(lambda scene=scene: scene)
            model.refresh("descent")
            headings = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
            for row in range(30):
                texts = dict(zip(headings, (model.index(row, i).data() for i in range(len(headings))), strict=True))
                told = rate_text(scene, "descent", run).split()[0]
                taken = texts.get("direction", texts["gradient"])
                numbers = (texts["w before"], texts.get("η", told), taken)
                w, eta, direction = (Fraction(repr(parse_number(text))) for text in numbers)
                digits = max(1, len(re.sub(r"\D", "", texts["w after"].partition("×")[0]).lstrip("0")))
                places = [
                    format_number(float(value), count) for value in (w - eta * direction,) for count in (digits, 7)
                ]
                assert texts["w after"] in places, texts


def test_a_shorter_experiment_has_no_rows_beyond_its_end(qapp):
    """The row of the playhead was one that is not there any more: whoever hears of changes is told none of it."""
    shown = [Scene(e, History(e).complete(), e.length, 0) for e in (DESCENT, DESCENT.edited(updates=3))]
    model = StepsModel(lambda: shown[0])
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.isValid(), last.isValid())))
    model.refresh("descent")
    del shown[0]
    model.refresh("descent")
    assert model.rowCount() == 3
    assert told
    assert all(all(valid) for valid in told)


def test_another_problem_while_the_steps_are_hidden(user):
    panel = open_steps(user, DESCENT, 3)
    user.menu("View", "Steps").trigger()
    user.session.load(Experiment(problem="classifier", epochs=2))
    user.settle()
    panel.table.viewport().resize(200, 100)
    user.menu("View", "Steps").trigger()
    settle(user)
    assert panel.model.problem == "classifier"


def test_a_run_of_larger_batches_counts_updates_of_its_own(user):
    runs = (Run(batch_size=1600), Run(colour=COLOURS[1]))
    panel = open_steps(user, Experiment(problem="classifier", runs=runs, epochs=3), 400)
    assert panel.model.rowCount() == 4
    assert [row_texts(panel, row)[:2] for row in range(4)] == [["0", "0"], ["1", "1"], ["2", "2"], ["3", "3"]]
    assert panel.table.currentIndex().row() == 2
    click_row(user, panel, 1)  # its first update is there when the other has made all of an epoch
    assert user.session.position == 160
    user.session.select(1)
    settle(user)
    assert panel.table.currentIndex().row() == 10
    assert row_texts(panel, 10)[:2] == ["160", "1"]
