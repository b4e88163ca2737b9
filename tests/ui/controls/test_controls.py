"""The controls at the left, with real clicks and keys: what they edit, what they refuse, and what they show."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from lrgui.core.model import experiment
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES
from lrgui.text.names import optimizer_name, schedule_name
from tests.optimizers import EVERYWHERE

# Typing a learning rate


READ = [("0.5", 0.5), ("3e-4", 3e-4), ("1/3", 1 / 3), ("0,3", 0.3), (" .25 ", 0.25), ("10^-3", 1e-3), ("1e300", 1e300)]


class Events(QObject):
    """Counts the events of a kind."""

    def __init__(self, kind):
        super().__init__()
        self.kind, self.count = kind, 0

    def eventFilter(self, watched, event):
        self.count += event.type() == self.kind
        return False


def test_a_field_of_what_may_be_missing_is_empty_and_says_so(user):
    warm_up, clip = user.run_box.of_schedule.numbers["warmup_epochs"], user.run_box.constants.numbers["clip_norm"]
    for field in (warm_up, clip):
        assert (field.text(), field.placeholderText()) == ("", "none")
    user.enter(warm_up, "2")
    assert (user.session.run.warmup_epochs, warm_up.text()) == (2, "2")
    user.enter(warm_up, " ")
    assert (user.session.run.warmup_epochs, warm_up.text()) == (0, "")
    user.enter(warm_up, "0")
    assert (user.session.run.warmup_epochs, warm_up.text()) == (0, "")
    assert not warm_up.property("invalid")
    user.window.use_language("zh_CN")
    user.wait(lambda: clip.placeholderText() == "无")


def test_undoing_while_something_is_typed_takes_it_for_nothing(user):
    user.session.load(Experiment(epochs=2))
    user.session.edit_run(optimizer="momentum")
    user.settle()
    before, field = user.session.experiment, user.run_box.constants.numbers["momentum"]
    user.enter(field, "0.5", end="")
    user.session.undo()  # the field goes
    assert user.session.run.optimizer == "gradient-descent"
    user.session.redo()
    assert user.session.experiment == before
    assert field.text() == "0.9"
    user.session.edit(problem="descent")
    user.settle()
    line = user.window.controls.experiment_box.expression.line
    user.enter(line, "w^4", end="")
    user.session.undo()
    user.session.edit(problem="surface")
    user.session.undo()
    assert user.session.experiment == before
    user.enter(user.window.column.rate, "0.7", end="")
    user.actions["fold"].trigger()
    assert user.session.experiment == before


def test_typing_a_learning_rate(user):
    user.session.load(Experiment(epochs=2))
    for text, value in READ:
        user.enter(user.run_box.rate, text)
        assert user.session.run.learning_rate == value
        assert not user.run_box.rate.property("invalid")
        user.settle()
        assert user.session.shown_experiment.runs[0].learning_rate == value
        user.session.undo()
        assert user.session.run.learning_rate == 0.2


REFUSED = [
    ("quick", "“quick” is not a number; write it like 0.3, 3e-4 or 1/3."),
    ("", "A number is missing here."),
    ("1/0", "1/0"),
    ("0", "must be greater than 0"),
    ("-1", "must be greater than 0"),
    ("nan", "must be a finite number"),
    ("inf", "must be a finite number"),
]


@pytest.mark.parametrize("end", ["Return", "Tab"])
def test_a_learning_rate_that_is_none(user, end):
    """Said under the field, marked, kept for mending; the old value stays, and Escape brings it back."""
    field = user.run_box.rate
    for text, said in REFUSED:
        user.click(field)
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        user.key(end, field)
        assert said in field.accessibleDescription(), text
        assert QToolTip.text() == field.accessibleDescription()
        assert field.property("invalid") is True
        assert field.text() == text
        assert user.session.experiment == Experiment()
        assert not user.session.can_undo
        user.click(field)
        user.key("Escape", field)
        assert field.text() == "0.2"
        assert field.property("invalid") is False
        assert field.accessibleDescription() == ""


def test_a_refused_value_can_be_mended(user):
    field = user.run_box.rate
    user.enter(field, "0")
    assert field.property("invalid") is True
    user.enter(field, "0.4")
    assert field.property("invalid") is False
    assert user.session.run.learning_rate == 0.4
    assert field.text() == "0.4"


def test_leaving_the_field_takes_the_value(user):
    user.enter(user.run_box.rate, "0.35", end="Tab")
    assert user.session.run.learning_rate == 0.35


def test_ctrl_l_goes_to_the_learning_rate(user):
    user.key("Ctrl+L")
    field = user.run_box.rate
    assert QApplication.focusWidget() is field
    assert field.selectedText() == field.text()
    QTest.keyClicks(field, "0.6")
    user.key("Return", field)
    assert user.session.run.learning_rate == 0.6
    assert QApplication.focusWidget() is not field  # the keys belong to the playhead again
    user.key("Right")
    assert user.session.position == 200


def test_arrow_keys_step_the_learning_rate(user):
    field = user.run_box.rate
    user.click(field)
    user.key("Up", field)
    assert user.session.run.learning_rate == 0.21
    user.key("Down", field)
    user.key("Down", field)
    assert user.session.run.learning_rate == 0.195


def test_undo_and_redo_keys(user):
    user.enter(user.run_box.rate, "0.5")
    user.enter(user.run_box.rate, "0.6")
    user.key("Ctrl+Z")
    assert user.session.run.learning_rate == 0.5
    user.key("Ctrl+Z")
    assert user.session.run.learning_rate == 0.2
    user.key("Ctrl+Shift+Z")
    assert user.session.run.learning_rate == 0.5
    user.key("Ctrl+Y")
    assert user.session.run.learning_rate == 0.6
    assert not user.actions["redo"].isEnabled()


def test_undo_key_while_a_number_field_has_the_focus(user):
    field = user.run_box.rate
    user.enter(field, "0.5")
    user.click(field)
    assert QApplication.focusWidget() is field
    user.key("Ctrl+Z", field)
    assert user.session.run.learning_rate == 0.2
    assert field.text() == "0.2"
    user.key("Ctrl+Shift+Z", field)
    assert user.session.run.learning_rate == 0.5
    assert field.text() == "0.5"


def test_undo_key_while_typing_undoes_the_typing(user):
    field = user.run_box.rate
    user.enter(field, "0.5")
    user.enter(field, "0.77", end="")
    user.key("Ctrl+Z", field)
    assert user.session.run.learning_rate == 0.5


# The slider


def test_dragging_the_slider_is_one_undo_step(user):
    slider = user.run_box.slider
    rates = []
    user.session.experiment_changed.connect(lambda: rates.append(user.session.run.learning_rate))
    user.drag(slider, user.handle(slider), user.handle(slider, 1100), moves=20)
    assert len(rates) >= 15
    assert rates == sorted(rates)
    last = user.session.run.learning_rate
    assert last > 1
    user.settle()
    assert user.session.shown_experiment.runs[0].learning_rate == last
    user.key("Ctrl+Z")
    assert user.session.run.learning_rate == 0.2
    assert not user.session.can_undo
    user.settle()
    user.drag(slider, user.handle(slider), user.handle(slider, 400), moves=20)
    user.drag(slider, user.handle(slider), user.handle(slider, 600), moves=20)
    user.session.undo()
    user.session.undo()
    assert user.session.run.learning_rate == 0.2


def test_field_and_regime_follow_the_dragged_slider(user):
    slider = user.run_box.slider
    start = user.handle(slider)
    user.press(slider, start)
    for value in (850, 900, 1000):
        user.move(slider, user.handle(slider, value))
        assert user.run_box.rate.text() == f"{user.session.run.learning_rate:g}"
    assert "diverges" in user.run_box.regime.pill.text()
    user.release(slider, user.handle(slider, 1000))


def test_arrow_keys_on_the_slider_move_it_and_not_the_playhead(user):
    slider = user.run_box.slider
    slider.setFocus()
    user.key("Right", slider)
    assert user.session.run.learning_rate > 0.2
    assert user.session.position == 0
    user.key("Left", slider)
    assert user.session.run.learning_rate == pytest.approx(0.2)


def test_the_link_sets_the_rate_to_1_over_l(user):
    link = user.run_box.regime.link
    assert "1/L" in link.text()
    link.setFocus(Qt.FocusReason.TabFocusReason)
    user.key("Return", link)
    assert user.session.run.learning_rate == 0.5
    assert "one step to the minimum" in user.run_box.regime.pill.text()
    assert "1/L" not in link.text()


REGIMES = [
    ("0.01", "crawls: |1 − ηL| = 0.98"),
    ("0.2", "approaches from one side: |1 − ηL| = 0.6"),
    ("0.5", "one step to the minimum: η = 1/L"),
    ("0.7", "overshoots, converges: |1 − ηL| = 0.4"),
    ("1", "bounces for ever: |1 − ηL| = 1"),
    ("1.05", "diverges: |1 − ηL| = 1.1 > 1"),
]


def test_the_regime_under_the_slider(user):
    for rate, said in REGIMES:
        user.enter(user.run_box.rate, rate)
        assert user.run_box.regime.pill.text() == said


# Schedule and optimizer


def rows_seen(box) -> set[str]:
    constants = {**box.constants.numbers, "bias_correction": box.constants.correction}
    schedule = box.of_schedule
    lists = {"milestones": schedule.milestones, "rate_points": schedule.points}
    fields = {**schedule.numbers, **lists, **constants}
    found = {name for name, field in fields.items() if field.isVisible()}
    return found | ({"staircase"} if box.of_schedule.staircase.isVisible() else set())


def test_nothing_is_laid_out_at_rest(user, qapp, qtbot):
    """What asked for a layout because it had been laid out kept a processor busy for ever."""
    user.choose(user.run_box.schedule, 1)  # fields come
    user.settle()
    asked = Events(QEvent.Type.LayoutRequest)
    qapp.installEventFilter(asked)
    qtbot.wait(150)
    qapp.removeEventFilter(asked)
    assert asked.count < 30  # the last of what came; else some thousands


def test_every_schedule_shows_exactly_its_fields(user):
    box = user.run_box
    user.session.edit(epochs=2)
    user.session.edit_run(factor=2.0)  # as milestones may have it, and a plateau may not
    for i, code in enumerate(SCHEDULES):
        user.choose(box.schedule, i)
        assert user.session.run.schedule == code
        assert (user.session.run.factor < 1) == ("plateau" in list(SCHEDULES)[: i + 1])
        assert box.schedule.currentText() == schedule_name(code)
        assert rows_seen(box) == {*SCHEDULES[code].fields, "clip_norm"}
        assert box.preview.isVisible() == (code != "constant")
        assert box.of_schedule.period.isVisible() == ("decay_epochs" in SCHEDULES[code].fields)
        user.settle()
        assert user.session.shown_experiment.runs[0].schedule == code


def pixel(plot, x: float, y: float) -> QPoint:
    inside = QPointF(float(plot.view.x_pixels(x)), float(plot.view.y_pixels(y)))
    return plot.mapFromScene(plot.canvas.mapToScene(inside))


def test_a_schedule_is_drawn_by_hand(user):
    """On the small plot and on the chart of η; one drag is one edit, and the list can be typed."""
    box, session = user.run_box, user.session
    session.edit(problem="classifier", epochs=40, batch_size=160)
    session.edit_run(schedule="drawn", learning_rate=2.0, rate_points=((0, 1), (20, 0.5)))
    session.set_view(charts={"classifier": ("loss", "rate")})
    user.settle()
    preview, chart = box.preview, user.window.curves.charts["rate"].plot
    assert 5 < float(preview.view.x_pixels(0.0)) < float(preview.view.x_pixels(40.0)) < preview.view.width - 5, "whole"
    user.drag(preview.viewport(), pixel(preview, 0, 2.0), pixel(preview, -0.5, 1.0), moves=3)
    assert session.run.rate_points[0][0] == 0, "there is nothing before the run"
    session.undo()
    user.settle()
    for number, plot in enumerate((preview, chart)):
        home = plot.home
        user.drag(plot.viewport(), pixel(plot, 20, 1.0), pixel(plot, 30, 0.4), moves=5)
        (_, first), (epoch, share) = session.run.rate_points
        assert (first, epoch, share) == pytest.approx((1, 30, 0.2), abs=0.6), number
        user.settle()
        assert plot.home == home
        user.key("Ctrl+Z")
        assert session.run.rate_points == ((0, 1), (20, 0.5)), "one drag is one edit"
        user.settle()
        user.click(plot.viewport(), pixel(plot, 10, 0.4), Qt.KeyboardModifier.ShiftModifier)
        user.settle()
        assert session.run.rate_points[1] == pytest.approx((10, 0.2), abs=0.6)
        x, added = session.run.rate_points[1]
        user.drag(plot.viewport(), pixel(plot, x, 2 * added), pixel(plot, 39, 0.4), moves=3)
        assert session.run.rate_points[1][0] < 20, "it stays before the next one"
        session.undo()
        user.settle()
        user.click(plot.viewport(), pixel(plot, x, 2 * added), Qt.KeyboardModifier.ShiftModifier)
        user.settle()
        assert session.run.rate_points == ((0, 1), (20, 0.5))
    # Beside a run of other batches, by whatever they are compared, the points lie on its curve, in epochs of its own.
    session.duplicate_run(0)
    session.edit_run(batch_size=40)
    for aligned, per_unit in (("epochs", 1), ("updates", 1 / 40), ("samples", 1 / 1600)):
        session.edit(aligned=aligned)
        user.settle()
        user.drag(chart.viewport(), pixel(chart, 20 / per_unit, 1.0), pixel(chart, 10 / per_unit, 1.6), moves=3)
        assert session.run.rate_points[1] == pytest.approx((10, 0.8), abs=0.6), aligned
        user.settle()
        assert chart.marks().points[-1].x[1] * per_unit == pytest.approx(session.run.rate_points[1][0])
        guide = next(curve for curve in chart.marks().curves if len(curve.x) == 3)
        assert guide.x[-1] * per_unit == pytest.approx(40), "it ends with its run"
        session.undo()
    user.enter(box.of_schedule.points, "0: 1, 5: 1/4")
    assert session.run.rate_points == ((0, 1), (5, 0.25))
    assert box.of_schedule.points.text() == "0: 1, 5: 0.25"
    user.enter(box.of_schedule.points, "5: 1, 0: 2")
    assert "each is later than the last" in box.of_schedule.points.accessibleDescription()


def test_milestones_are_typed_with_commas(user):
    box = user.run_box
    user.session.edit_run(schedule="piecewise")
    user.enter(box.of_schedule.milestones, "10, 20")
    assert user.session.run.milestones == (10.0, 20.0)
    user.enter(box.of_schedule.milestones, "20,10")
    assert user.session.run.milestones == (10.0, 20.0)
    assert "each greater than the last" in box.of_schedule.milestones.accessibleDescription()
    user.enter(box.of_schedule.milestones, "15")
    assert user.session.run.milestones == (15.0,)
    user.session.undo()
    assert box.of_schedule.milestones.text() == "10, 20"
    user.click(box.of_schedule.milestones)
    box.of_schedule.milestones.selectAll()
    user.key("Del", box.of_schedule.milestones)
    user.key("Return", box.of_schedule.milestones)
    assert user.session.run.milestones == ()


def test_every_optimizer_shows_exactly_its_fields(user):
    box = user.run_box
    for i, code in enumerate(EVERYWHERE):
        user.choose(box.optimizer, i)
        assert user.session.run.optimizer == code
        assert box.optimizer.currentText() == optimizer_name(code)
        clips = {"clip_norm"} if OPTIMIZERS[code].clippable else set()
        assert rows_seen(box) == {*OPTIMIZERS[code].fields, *clips, "warmup_epochs"}


def test_an_exact_line_search_is_refused_where_there_is_none_and_the_method_stays(user):
    box, said = user.run_box, []
    box.message.connect(said.append)
    index = list(OPTIMIZERS).index("line-search")
    user.choose(box.optimizer, index)
    assert "needs a parabola, a bowl or a line through points" in said[0]
    assert (user.session.run.optimizer, box.optimizer.currentText()) == ("gradient-descent", "Gradient descent")
    user.session.edit(problem="descent")
    user.choose(box.optimizer, index)
    assert user.session.run.optimizer == "line-search"
    assert rows_seen(box) == {"warmup_epochs"}


def test_the_lists_say_how_each_is_defined(user):
    box = user.run_box
    for combo, index, formula, source in (
        (box.optimizer, 5, "w ← w − η·m̂/(√v̂ + ε)", "torch.optim.Adam"),
        (box.schedule, 1, "η·r^(t/d)", "keras.optimizers.schedules.ExponentialDecay"),
    ):
        assert combo.itemData(index, Qt.ItemDataRole.ToolTipRole) == f"{formula}\n{source}"


def test_the_fields_of_a_schedule_are_edited(user):
    box = user.run_box
    user.choose(box.schedule, tuple(SCHEDULES).index("exponential"))
    user.enter(box.of_schedule.numbers["decay_rate"], "0.5")
    user.enter(box.of_schedule.numbers["decay_epochs"], "2")
    assert (user.session.run.decay_rate, user.session.run.decay_epochs) == (0.5, 2.0)
    assert box.of_schedule.period.text() == "= 2 | 320 updates"
    user.click(box.of_schedule.staircase, QPoint(8, box.of_schedule.staircase.height() // 2))
    assert user.session.run.staircase is True
    assert box.of_schedule.staircase.isChecked()
    user.session.undo()
    assert not box.of_schedule.staircase.isChecked()


def test_a_label_takes_one_to_its_field(user):
    """With a click, for whom the field is small."""
    box = user.run_box
    user.choose(box.optimizer, tuple(OPTIMIZERS).index("momentum"))
    label = box.optimizer_section.labels[box.constants.numbers["momentum"]]
    assert label.buddy() is box.constants.numbers["momentum"]
    user.enter(box.constants.numbers["momentum"], "1")
    assert "at least 0 and less than 1" in box.constants.numbers["momentum"].accessibleDescription()


# The whole experiment


def test_what_all_runs_share(user):
    for name, text, value in (
        ("epochs", "20", 20),
        ("batch_size", "100", 100),
        ("seed", "7", 7),
        ("updates", "100", 100),
        ("start", "-3.5", -3.5),
    ):
        user.enter(user.experiment_box.fields[name], text)
        assert getattr(user.session.experiment, name) == value
        user.settle()
        assert user.session.shown_experiment == user.session.experiment


def test_what_is_not_allowed_is_said_under_the_field(user):
    for name, text, said in (
        ("batch_size", "2000", "must not be larger than the 1600 training samples"),
        ("batch_size", "0", "must be between 1 and"),
        ("epochs", "2.5", "must be a whole number"),
        ("epochs", "100000000", "must be"),
        ("seed", "-1", "must be between 0 and"),
        ("start", "inf", "must be a finite number"),
    ):
        field = user.experiment_box.fields[name]
        user.enter(field, text)
        sentence = field.accessibleDescription()
        assert said in sentence.replace("\u202f", "").replace("1,600", "1600")
        assert QToolTip.text() == sentence
        assert user.window.statusBar().currentMessage() == sentence
        assert user.session.experiment == Experiment()
        user.click(field)
        user.key("Escape", field)
        assert field.property("invalid") is False


def test_iterations_in_an_epoch_follow_the_batch_size(user):
    user.enter(user.experiment_box.fields["batch_size"], "1")
    assert user.experiment_box.epoch_size.text().startswith("1\u202f600")
    user.session.load(Experiment())


def test_choices_of_the_experiment(user):
    for name, code in (("loss_form", "textbook"), ("precision", "float32")):
        user.choose(user.experiment_box.choices[name], 1)
        assert getattr(user.session.experiment, name) == code


def test_the_problem_decides_which_panels_and_fields_are_seen(user):
    box, window = user.experiment_box, user.window
    for i, (problem, panels, fields) in enumerate(
        (
            ("descent", {"descent", "curves", "runs"}, {"updates", "start"}),
            (
                "classifier",
                {"boundary", "curves", "runs"},
                {"epochs", "batch_size", "seed", "weight_decay", "hidden_units"},
            ),
            ("surface", {"surface", "curves", "runs"}, {"updates", "condition", "start_x", "start_y"}),
            ("regression", {"line", "bowl", "curves", "runs"}, {"updates", "start_w", "start_b"}),
            (
                "both",
                {"descent", "boundary", "curves", "runs"},
                {"updates", "start", "epochs", "batch_size", "seed", "weight_decay", "hidden_units"},
            ),
        )
    ):
        user.click(box.problem.buttons[i])
        user.settle()
        assert user.session.experiment.problem == problem
        assert {name for name, dock in window.docks.items() if dock.isVisible()} == panels
        assert {name for name, field in box.fields.items() if field.isVisible()} == fields
        assert window.menus.maximise["descent"].isEnabled() == ("descent" in panels)
        assert ("1-D" in window.status_data.text()) == ("descent" in panels)


# From here on


def test_an_edit_from_here_on_changes_only_what_comes(user):
    before = user.session.shown
    user.session.seek(1000)
    user.click(user.run_box.apply.buttons[1])
    user.enter(user.run_box.rate, "0.01")
    user.settle()
    after = user.session.shown
    assert after.classifier.states(0, 1000).tobytes() == before.classifier.states(0, 1000).tobytes()
    assert after.classifier.at(1001).tobytes() != before.classifier.at(1001).tobytes()
    assert after.descent.states(0, 5).tobytes() == before.descent.states(0, 5).tobytes()  # by its own clock
    assert after.descent.at(6).tobytes() != before.descent.at(6).tobytes()
    assert user.run_box.rate.text() == "0.01"
    assert user.run_box.preview.isVisible()
    user.key("Left")
    user.settle()
    assert user.run_box.rate.text() == "0.2"
    assert user.cell(0, "learning_rate") == "0.2"
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.experiment == Experiment()


def test_from_the_start_again(user):
    user.session.seek(1000)
    user.click(user.run_box.apply.buttons[1])
    user.click(user.run_box.apply.buttons[0])
    user.enter(user.run_box.rate, "0.01")
    assert user.session.experiment.changes == ()


# What is shown belongs to the selected run


def test_the_controls_follow_the_selected_run(user):
    race = (
        Run(learning_rate=0.3),
        Run(learning_rate=2.0, schedule="cosine", optimizer="nesterov", momentum=0.7, colour=COLOURS[3]),
    )
    user.session.load(Experiment(runs=race))
    user.settle()
    user.session.select(1)
    box = user.run_box
    assert box.rate.text() == "2"
    assert (box.schedule.currentText(), box.optimizer.currentText()) == ("Cosine decay", "Nesterov momentum")
    assert rows_seen(box) == {"alpha", "warmup_epochs", "momentum", "clip_norm"}
    assert box.constants.numbers["momentum"].text() == "0.7"
    user.session.select(0)
    assert box.rate.text() == "0.3"
    assert rows_seen(box) == {"clip_norm", "warmup_epochs"}


def test_constants_of_adam_are_edited_in_their_fields(user):
    box = user.run_box
    user.choose(box.optimizer, list(OPTIMIZERS).index("adamw"))
    for field, text, value in (
        ("beta1", "0.8", 0.8), ("beta2", "0.99", 0.99), ("epsilon", "1e-6", 1e-6),
        ("decoupled_decay", "0.1", 0.1), ("clip_norm", "2", 2.0),
    ):  # fmt: skip
        user.enter(box.constants.numbers[field], text)
        assert getattr(user.session.run, field) == value
    user.click(box.constants.correction)
    assert user.session.run.bias_correction is False
    user.enter(box.constants.numbers["beta1"], "1")
    assert "at least 0 and less than 1" in box.constants.numbers["beta1"].accessibleDescription()
    assert user.session.run.beta1 == 0.8


def test_every_label_of_a_field_has_a_tip(user):
    for choice in range(len(SCHEDULES)):
        user.run_box.schedule.chosen.emit(list(SCHEDULES)[choice])
        for widget in (*user.run_box.of_schedule.numbers.values(), *user.experiment_box.fields.values()):
            assert widget.toolTip()
    assert all(isinstance(label, QLabel) for label in user.run_box.rate_section.labels.values())


def test_a_click_at_the_rim_of_a_slider_lets_go(user):
    user.session.load(Experiment(epochs=2))
    slider = user.run_box.slider
    for y in (0, 1, slider.height() - 1):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 3, y))
        assert not slider.isSliderDown()
    user.settle()


def test_what_was_refused_belongs_to_its_run(user):
    user.enter(user.run_box.rate, "abc")
    user.window.session.add_run()
    user.settle()
    assert user.run_box.rate.text() == "0.5"
    assert not user.run_box.rate.property("invalid")


def test_from_here_on_at_the_end_is_refused(user):
    user.key("End")
    user.settle()
    user.session.set_from_here(True)
    user.enter(user.run_box.rate, "0.7")
    assert user.session.experiment.changes == ()
    assert user.run_box.rate.property("invalid")


def test_extreme_starts_and_rates_on_a_logarithmic_axis(user):
    user.session.edit(start=1e6)
    user.session.edit_run(learning_rate=5e-324)
    user.settle()
    for _ in range(2):
        user.window.curves.log.click()
        user.settle()
    assert user.session.run.learning_rate == 5e-324


def test_another_curve_begins_where_it_is_worth_seeing_and_is_one_step_of_undo(user):
    user.session.load(Experiment(problem="descent"))
    user.choose(user.experiment_box.choices["curve"], 1)
    user.settle()
    assert (user.session.experiment.curve, user.session.experiment.start) == ("quartic", 1.5)
    assert "w⁴ − 3w² + w" in user.experiment_box.choices["curve"].currentText()
    user.session.undo()
    assert (user.session.experiment.curve, user.session.experiment.start) == ("parabola", 5)


def test_a_curve_is_typed(user):
    user.session.load(Experiment(problem="descent"))
    field, session = user.experiment_box.expression, user.session
    assert field.line.text() == "(w + 1)²"
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, "sin(3x")
    assert field.sentence.isVisible()
    assert field.sentence.text().startswith("“x” at position 6 is not known")
    user.settle()
    assert field.sentence.height() >= field.sentence.heightForWidth(field.sentence.width())  # all of it
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert (session.experiment.curve, field.line.text()) == ("parabola", "sin(3x")  # the old curve stays, the text too
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(field.line, "w)+0.1w^2")
    assert not field.sentence.isVisible()
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    user.settle()
    assert session.experiment.curve == "sin(3w)+0.1w^2"
    assert session.shown.curve.curve.derivative == "0.2w + 3cos(3w)"
    session.undo()
    field.line.clearFocus()
    user.settle()
    assert (session.experiment.curve, field.line.text()) == ("parabola", "(w + 1)²")


def test_a_curve_without_a_derivative_is_said_so_and_escape_gives_it_up(user):
    user.session.load(Experiment(problem="descent"))
    field = user.experiment_box.expression
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, "(-1)^w")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.sentence.text() == "has no derivative that is a real number"
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert (user.session.experiment.curve, field.line.text()) == ("parabola", "(w + 1)²")
    assert not field.sentence.isVisible()


def test_other_data_take_a_batch_that_they_have_and_are_one_step_of_undo(user):
    box, session = user.experiment_box, user.session
    session.load(Experiment(problem="classifier", epochs=2))
    assert not box.fields["distance"].isVisible()
    user.choose(box.choices["data"], 1)
    user.settle()
    assert (session.experiment.data, session.experiment.batch_size) == ("ten-points", 8)
    session.undo()
    assert (session.experiment.data, session.experiment.batch_size) == ("school-district", 10)
    user.choose(box.choices["data"], 2)
    assert box.fields["distance"].isVisible()
    user.enter(box.fields["distance"], "2.5")
    user.enter(box.fields["weight_decay"], "0,01")
    user.click(box.standardised)
    user.settle()
    shown = session.shown_experiment
    assert (shown.data, shown.distance, shown.weight_decay, shown.standardised) == ("clouds", 2.5, 0.01, True)


def test_hidden_units_bend_the_boundary(user):
    box, session = user.experiment_box, user.session
    session.load(Experiment(problem="classifier", data="xor", epochs=40, runs=(Run(0.5),)))
    session.set_view(panels=("controls", "boundary", "weights", "runs"))
    assert not box.fields["start_spread"].isVisible()
    user.enter(box.fields["hidden_units"], "5")
    assert "must be between 0 and 4" in box.fields["hidden_units"].accessibleDescription()
    user.enter(box.fields["hidden_units"], "4")
    assert box.fields["start_spread"].isVisible()
    user.settle()
    session.to_end()
    user.settle()
    plot = user.window.docks["boundary"].panel.plot
    [line] = [c for c in plot.marks().curves if c.colour == COLOURS[0].lower()]
    assert len(line.x) > 50
    assert "too many weights" in str([p.texts for p in user.window.docks["weights"].panel.plot.marks().points])
    user.enter(box.fields["hidden_units"], "0")
    user.settle()
    [line] = [c for c in plot.marks().curves if c.colour == COLOURS[0].lower()]
    assert len(line.x) == 2


def test_a_rule_labels_points(user):
    box, session = user.experiment_box, user.session
    session.load(Experiment(problem="classifier", epochs=2, batch_size=1600))
    field = box.rule
    assert (field.isVisible(), field.line.text()) == (True, "")
    field.line.setFocus()
    QTest.keyClicks(field.line, "x2 > sin(3 x1")
    assert field.sentence.text() == "what is opened at position 9 is not closed"
    QTest.keyClicks(field.line, ")")
    assert not field.sentence.isVisible()
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    user.settle()
    assert (session.experiment.data, session.experiment.batch_size) == ("x2 > sin(3 x1)", 800)
    assert box.choices["data"].placeholderText() == "x2 > sin(3 x1)"
    [truth] = [c for c in user.window.docks["boundary"].panel.plot.marks().curves if c.pattern == "dotted"]
    assert truth.y == pytest.approx(np.sin(3 * truth.x), abs=0.01)
    session.undo()
    assert (session.experiment.data, field.line.text()) == ("school-district", "")


# What a run has of its own


def test_a_run_gets_a_start_of_its_own_and_gives_it_to_all(user):
    box, session = user.window.controls.experiment_box, user.session
    session.edit(problem="descent", runs=(Run(0.1), Run(0.3, colour=COLOURS[1])))
    user.settle()
    start, switch = box.fields["start"], box.own.buttons["start"]
    assert not switch.isChecked()
    user.enter(start, "4")  # of both
    assert session.experiment.start == 4.0
    assert not session.experiment.apart
    user.click(switch)
    user.enter(start, "-3")
    user.settle()
    assert session.experiment.start == 4.0
    assert [run.own for run in session.experiment.runs] == [{"start": -3.0}, {}]
    assert session.shown.descent.at(0)[:, 0].tolist() == [-3.0, 4.0]
    session.select(1)
    assert (start.text(), switch.isChecked()) == ("4", False)
    session.select(0)
    assert (start.text(), switch.isChecked()) == ("−3", True)
    user.click(switch)
    assert session.experiment.start == -3.0
    assert not session.experiment.apart
    session.undo()
    assert session.experiment.apart


def test_one_run_shares_with_nobody(user):
    assert not user.window.controls.experiment_box.own.isVisibleTo(user.window)


def test_batch_sizes_of_their_own_are_compared_as_one_likes(user):
    box, session = user.window.controls.experiment_box, user.session
    session.edit(problem="classifier", epochs=2, runs=(Run(0.1), Run(0.1, colour=COLOURS[1])))
    user.settle()
    aligned = box.choices["aligned"]
    assert not aligned.isVisibleTo(user.window)
    user.click(box.own.buttons["batch_size"])
    user.enter(box.fields["batch_size"], "1600")
    user.settle()
    assert session.experiment.batch_sizes == (1600, 10)
    assert aligned.isVisibleTo(user.window)
    assert box.epoch_size.text() == "1 it"
    assert not user.panel("curves").iterations.isEnabled()
    user.choose(aligned, 1)
    user.settle()
    assert session.experiment.aligned == "updates"
    session.seek(200)
    user.settle()
    assert user.window.transport.position.text() == "iteration 200 / 320"
    session.edit(problem="both")
    user.settle()
    assert user.window.transport.position.text() == "step 25 / 40 · iteration 200 / 320"
    session.undo()
    user.choose(aligned, 2)
    user.settle()
    assert user.window.transport.position.text() == "2\u202f000 / 3\u202f200 samples"
    # A seed of its own is that of the order.
    user.click(box.own.buttons["seed"])
    user.enter(box.fields["seed"], "7")
    assert session.experiment.runs[0].own == {"batch_size": 1600, "seed": 7}
    assert session.experiment.seed == 0
    user.click(box.own.buttons["batch_size"])
    assert session.experiment.batch_sizes == (1600, 1600)
    user.settle()
    assert not aligned.isVisibleTo(user.window)
    assert user.panel("curves").iterations.isEnabled()


def test_a_whole_number_is_never_cut(user):
    user.session.load(Experiment(problem="descent", updates=1_000_000))
    user.look()  # all of it is not waited for
    field = user.experiment_box.fields["updates"]
    assert field.text() == "1\u202f000\u202f000"
    assert field.width() >= field.fontMetrics().horizontalAdvance(field.text()) + 20  # and the frame


def test_what_one_cannot_give_to_a_run_or_to_all_is_said(user, monkeypatch):
    seed, session = user.window.controls.experiment_box.own.buttons["seed"], user.session
    runs = (Run(0.1, schedule="cosine"), Run(0.3, colour=COLOURS[1]))
    session.edit(problem="classifier", epochs=2, runs=runs)
    user.settle()
    before = session.experiment
    monkeypatch.setattr(experiment, "MAX_HISTORY_MB", 0)
    for attempt in (lambda: user.click(seed), lambda: user.run_box.spread_schedule.linkActivated.emit("all")):
        user.window.statusBar().clearMessage()
        attempt()
        user.settle()
        assert user.window.statusBar().currentMessage().endswith("at most 0 MB are allowed")
        assert session.experiment == before
        assert not seed.isChecked()


def test_one_click_gives_a_method_and_a_schedule_to_all_runs(user):
    box, session = user.run_box, user.session
    assert box.spread_method.isHidden()
    assert box.spread_schedule.isHidden()
    runs = (Run(0.1, optimizer="momentum", momentum=0.5, schedule="cosine"), Run(0.3, colour=COLOURS[1], name="other"))
    session.edit(problem="descent", runs=runs)
    user.settle()
    assert box.spread_method.isVisibleTo(user.window)
    assert box.spread_schedule.isVisibleTo(user.window)
    box.spread_method.linkActivated.emit("all")
    user.settle()
    assert [(run.optimizer, run.momentum) for run in session.experiment.runs] == [("momentum", 0.5)] * 2
    assert [(run.learning_rate, run.schedule, run.name) for run in session.experiment.runs] == [
        (0.1, "cosine", ""), (0.3, "constant", "other")
    ]  # fmt: skip
    assert box.spread_method.isHidden()
    box.spread_schedule.linkActivated.emit("all")
    user.settle()
    assert [run.schedule for run in session.experiment.runs] == ["cosine", "cosine"]
    assert box.spread_schedule.isHidden()
    session.undo()
    session.undo()
    assert session.experiment.runs == runs
