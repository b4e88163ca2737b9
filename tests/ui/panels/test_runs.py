"""The table of runs: add, duplicate, remove, recolour, select; and that selecting one selects it everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.ui import theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
RACE = Experiment(runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.2, 0.5, 1.05))), epochs=5)


@pytest.fixture
def race(user):
    user.session.load(RACE)
    user.settle()
    return user


def click_row(user, row):
    table = user.panel("runs").table
    place = table.visualRect(table.model().index(row, 1)).center()
    user.click(table.viewport(), place)


def click_in_menu(user, button, text):
    """Opens the menu of a button, and clicks the line that says `text`."""
    user.click(button)
    return click_line(text)


def click_line(text):
    """Clicks a line of the menu that is open; returns what all of its lines say."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = menu.actions()
    action = next(action for action in actions if action.text() == text)
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
    return [action.text() for action in actions]


def test_adding(user):
    user.click(user.panel("runs").add)
    user.settle()
    assert len(user.session.experiment.runs) == 2
    assert user.session.selected == 1
    assert user.panel("runs").table.model().rowCount() == 2
    assert user.panel("runs").table.currentIndex().row() == 1
    assert user.cell(1, "learning_rate") == user.run_box.rate.text() != "0.2"


def test_adding_by_key_up_to_more_than_there_are_colours(user):
    user.session.edit(epochs=5)
    for _ in range(8):
        user.key("Ctrl+N")
        user.settle()
    assert len(user.session.shown_experiment.runs) == 9
    assert len({run.colour for run in user.session.experiment.runs}) == 9 > len(COLOURS)


def test_duplicating(race):
    click_row(race, 1)
    race.click(race.panel("runs").duplicate)
    race.settle()
    assert [run.learning_rate for run in race.session.experiment.runs] == [0.2, 0.5, 1.05, 0.5]
    assert race.session.selected == 3
    race.key("Ctrl+D")
    race.settle()
    assert len(race.session.experiment.runs) == 5


def test_removing(race):
    click_row(race, 1)
    race.click(race.panel("runs").remove)
    race.settle()
    assert [run.learning_rate for run in race.session.shown_experiment.runs] == [0.2, 1.05]
    race.key("Ctrl+Backspace")
    race.settle()
    assert not race.panel("runs").remove.isEnabled()
    assert not race.actions["remove"].isEnabled()
    race.key("Ctrl+Backspace")
    assert len(race.session.experiment.runs) == 1
    race.key("Ctrl+Z")
    race.key("Ctrl+Z")
    race.settle()
    assert race.session.experiment == RACE


def swatch_colour(user, row):
    """The middle of the coloured cell before a run's numbers."""
    table = user.panel("runs").table
    column = table.model().columns.index("colour")
    icon = table.model().index(row, column).data(Qt.ItemDataRole.DecorationRole)
    image = icon.pixmap(14, 14).toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_removed_runs_leave_nothing_in_the_plots(race):
    race.key("End")
    race.settle()
    assert race.edge_texts(race.panel("descent").plot)
    for row in (2, 1):
        click_row(race, row)
        race.key("Ctrl+Backspace")
        race.settle()
    descent = race.panel("descent")
    gone = {run.colour.lower() for run in RACE.runs[1:]}
    assert COLOURS[0].lower() in {c.colour for c in descent.plot.marks().curves}
    assert race.edge_texts(descent.plot) == []
    for plot in (descent.plot, race.panel("boundary").plot, race.panel("curves").charts["descent-loss"].plot):
        marks = plot.marks()
        assert not gone & {record.colour for record in (*marks.curves, *marks.points)}


def test_selecting_a_row_selects_it_everywhere(race):
    race.key("End")
    for row, rate in ((2, "1.05"), (0, "0.2"), (1, "0.5")):
        click_row(race, row)
        race.settle()
        assert race.session.selected == row
        assert race.run_box.rate.text() == rate
        descent = race.panel("descent")
        trace = race.session.shown.descent
        [here] = [p for p in descent.plot.marks().points if p.size == 11]
        assert here.x.tolist() == pytest.approx([trace.at(40)[row, 0]])
        samples = race.panel("boundary").plot.marks().texts
        model, parameters = race.session.shown.model, race.session.shown.classifier.at(800)
        wanted = model.predict(parameters[row : row + 1], model.data.samples)[0]
        assert [float(text.split("→")[1]) for text in samples] == pytest.approx(wanted, abs=0.006)


def test_selecting_by_keys(race):
    assert not race.actions["previous-run"].isEnabled()
    race.key("Alt+Down")
    race.key("Alt+Down")
    race.key("Alt+Down")
    race.settle()
    assert race.session.selected == 2
    assert race.panel("runs").table.currentIndex().row() == 2
    race.key("Alt+Up")
    assert race.session.selected == 1


def test_arrow_keys_in_the_table(race):
    click_row(race, 0)
    race.key("Down", race.panel("runs").table)
    race.settle()
    assert race.session.selected == 1
    assert race.session.position == 0


def test_the_table_does_not_take_the_keys_of_the_playhead(race):
    click_row(race, 1)
    race.key("Right")
    assert race.session.position == 20
    race.key("Home")
    assert race.session.position == 0
    race.key("Space")
    assert race.session.player.playing


def test_recolouring_with_the_palette(race):
    history = race.session.shown
    click_row(race, 1)
    seen = click_in_menu(race, race.panel("runs").recolour, COLOURS[5])
    race.settle()
    assert race.session.experiment.runs[1].colour == COLOURS[5]
    assert seen[: len(COLOURS)] == list(COLOURS)
    assert race.session.shown is history  # nothing was computed
    assert race.session.shown_experiment.runs[1].colour == COLOURS[5]
    assert swatch_colour(race, 1) == COLOURS[5].lower()


def test_recolouring_through_the_session_reaches_every_panel(race):
    race.session.edit_run(0, colour="#123456")
    race.settle()
    race.session.seek(5)
    race.settle()
    chart = race.panel("curves").charts["descent-loss"]
    for plot in (race.panel("descent").plot, race.panel("boundary").plot, chart.plot):
        assert plot.isVisible()
        assert "#123456" in {curve.colour for curve in plot.marks().curves}
    assert swatch_colour(race, 0) == "#123456"


def test_the_context_menu_offers_the_same(race):
    table = race.panel("runs").table
    table.customContextMenuRequested.emit(table.rect().center())
    menu = QApplication.activePopupWidget()
    seen = [(action.text(), action.isEnabled()) for action in menu.actions()]
    click_line(seen[0][0])
    assert {"Copy picture", "Export figure…"} <= {text for text, _ in seen[4:]}
    assert all(enabled for _, enabled in seen)
    assert len(race.session.experiment.runs) == 4


def test_a_menu_outlives_what_was_chosen_in_it(race):
    """The lines of “Copy table” belong to another menu than the one that was opened."""
    table = race.panel("runs").table
    for _ in range(2):
        table.customContextMenuRequested.emit(table.rect().center())
        click_line("Copy table")
        race.wait(lambda: QApplication.activePopupWidget().title() == "Copy table")
        click_line("CSV")
        race.wait(lambda: not [menu for menu in race.panel("runs").findChildren(QMenu) if not menu.title()])
        assert QApplication.clipboard().text().startswith("run,")
    race.window.use_language("zh_CN")
    race.settle()


@pytest.mark.parametrize(
    ("button", "columns"), [(0, {"w", "loss"}), (1, {"train_loss", "train_accuracy", "weights", "sample2"})]
)
def test_the_figures_of_one_or_the_other_problem(race, button, columns):
    panel = race.panel("runs")
    race.click(panel.problem.buttons[button])
    race.settle()
    assert columns < set(panel.model.columns)
    assert panel.problem.isVisible()


def test_every_cell_can_be_heard_with_its_heading(race):
    race.key("End")
    race.settle()
    model = race.panel("runs").model
    for column in range(2, model.columnCount()):  # after the eye and the colour
        said = model.index(2, column).data(Qt.ItemDataRole.AccessibleTextRole)
        assert str(model.index(2, column).data()) in said
        assert ":" in said


def test_a_changed_run_is_told_as_one_in_the_table(user):
    user.session.load(Experiment(runs=(Run(0.3), Run(0.1)), epochs=1).with_change(20, 0, learning_rate=0.05))
    user.session.seek(19)
    user.settle()
    model = user.panel("runs").model
    column = model.columns.index("learning_rate")
    user.wait(lambda: model.index(0, column).data() == "0.3")
    user.session.seek(20)
    user.wait(lambda: model.index(0, column).data() == "0.3 → 0.05 at step 20")
    assert model.index(1, column).data() == "0.1"


def test_the_classifier_says_whose_shading_it_has(user):
    user.session.load(Experiment(runs=(Run(0.3), Run(0.1)), epochs=1))
    user.session.seek(20)
    user.session.select(1)
    user.settle()
    user.wait(lambda: "η = 0.1" in user.panel("boundary").subtitle)
    user.session.select(0)
    user.wait(lambda: "η = 0.3" in user.panel("boundary").subtitle)
    user.session.load(Experiment(runs=(Run(0.3),), epochs=1))
    user.wait(lambda: "η" not in user.panel("boundary").subtitle)


# Hidden runs


def eye(user, row):
    table = user.panel("runs").table
    column = user.panel("runs").model.columns.index("eye")
    return table.visualRect(user.panel("runs").model.index(row, column)).center()


def colours_drawn(user):
    curves = user.panel("descent").plot.marks().curves
    return {curve.colour for curve in curves} & {run.colour.lower() for run in user.session.experiment.runs}


def test_the_eye_hides_a_run_and_shows_it(race):
    user, panel = race, race.panel("runs")
    runs = [run.colour.lower() for run in user.session.experiment.runs]
    assert colours_drawn(user) == set(runs)
    before = user.session.experiment
    user.click(panel.table.viewport(), eye(user, 0))
    user.settle()
    assert colours_drawn(user) == set(runs[1:])
    assert user.session.experiment == before
    texts = [panel.model.index(0, i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(3)]
    assert texts[0] == "hidden"
    assert user.cell(0, "learning_rate")  # listed as before, and pale
    assert panel.model.index(0, 3).data(Qt.ItemDataRole.ForegroundRole) == theme.seen("disabled")
    assert panel.model.index(1, 3).data(Qt.ItemDataRole.ForegroundRole) is None
    user.click(panel.table.viewport(), eye(user, 0))
    user.settle()
    assert colours_drawn(user) == set(runs)


def test_one_run_alone_by_eye_by_key_and_by_menu(race):
    user, panel = race, race.panel("runs")
    runs = [run.colour.lower() for run in user.session.experiment.runs]
    user.click(panel.table.viewport(), eye(user, 1), Qt.KeyboardModifier.ShiftModifier)
    user.settle()
    assert colours_drawn(user) == {runs[1]}
    user.key("Shift+F7")
    user.settle()
    assert colours_drawn(user) == set(runs)
    user.key("F7")
    user.settle()
    assert colours_drawn(user) == set(runs) - {runs[1]}
    menu = QMenu()
    panel.eyes.fill(menu)
    assert [action.text() for action in menu.actions()] == ["Show the run", "Show this run only"]
    menu.actions()[0].trigger()
    menu.actions()[1].trigger()
    user.settle()
    assert colours_drawn(user) == {runs[1]}


def test_a_single_run_has_no_eye(user):
    assert "eye" not in user.panel("runs").model.columns
    assert not user.window.actions_by_name["hide"].isEnabled()
    user.session.add_run()
    user.settle()
    assert user.panel("runs").model.columns[0] == "eye"


def test_a_frame_between_an_edit_and_its_history_draws_what_was_seen(user):
    """Only one run was; with a new one, whose history is still to come, all will be."""
    session = user.session
    session.load(Experiment("classifier", epochs=2, runs=(Run(0.1), Run(0.2), Run(0.3))))
    session.solo(1)
    user.settle()
    session.duplicate_run(0)
    session.seek(1)
    assert len(session.shown_experiment.runs) == 3
    user.window.frames.due.emit()
    colours = [run.colour.lower() for run in session.experiment.runs]

    def drawn():
        return {curve.colour for curve in user.panel("boundary").plot.marks().curves if len(curve.x)} & set(colours)

    assert drawn() == {colours[1]}
    user.settle()
    assert len(session.shown_experiment.runs) == 4
    assert drawn() == set(colours)
    session.remove_run(0)
    assert session.shown_selected == 3, "until the three that are left are shown"
    user.settle()
    assert session.shown_selected == 2
