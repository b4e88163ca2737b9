"""The panel of one update: numbers that follow the playhead, sample by sample, and nothing of what is concealed."""

import pytest
from PySide6.QtCore import Qt

from lrgui.core.files.view import FUTURE
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.text.numbers import parse_number

CLASSIFIER = Experiment(problem="classifier", epochs=1, runs=(Run(0.3, optimizer="momentum"),))


def open_lens(user, experiment=CLASSIFIER, position=0):
    user.session.load(experiment)
    user.settle()
    user.menu("View", "One update").trigger()
    user.session.seek(position)
    user.settle()
    return user.panel("lens")


def rows(table):
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_numbers_lead_from_the_samples_to_the_new_weights(user):
    panel = open_lens(user, position=40)
    samples, parameters = rows(panel.sheet.samples), rows(panel.sheet.parameters)
    assert [row[0] for row in samples] == [*map(str, range(1, 11)), "mean of 10"]
    trace = user.session.shown.classifier
    after = [parse_number(row[-1]) for row in parameters]
    assert [row[0] for row in parameters] == ["w₁", "w₂", "b"]
    assert after == pytest.approx(trace.at(41)[0].tolist(), abs=1e-4)
    mean = [sum(parse_number(row[column]) for row in samples[:10]) / 10 for column in (-3, -2, -1)]
    assert mean == pytest.approx([parse_number(text) for text in samples[-1][-3:]], abs=1e-4)
    assert panel.sheet.chain.text().startswith("z\u00a0=\u00a0w₁x₁")
    assert "v\u00a0←\u00a0μ·v\u00a0+\u00a0g" in panel.sheet.chain.text()
    assert panel.subtitle.startswith("update 41 · 10 samples · η = 0.3")
    user.session.seek(41)
    user.settle()
    assert [row[1] for row in rows(panel.sheet.parameters)] != [row[1] for row in parameters]
    assert panel.subtitle.startswith("update 42")


def test_of_a_large_batch_the_first_ten_and_the_sum_of_the_others(user):
    panel = open_lens(user, CLASSIFIER.edited(batch_size=1600, epochs=9), 2)
    heads = [row[0] for row in rows(panel.sheet.samples)]
    assert heads[9:] == ["10", "1\u202f590 more: sum", "mean of 1\u202f600"]


def test_a_sample_that_is_selected_is_told_in_figures_and_its_arrow_is_thick(user):
    panel = open_lens(user, position=40)
    user.window.panel_layout.maximise("lens")
    user.settle()
    assert "sample 1:" in panel.sheet.sample.text()
    panel.sheet.samples.scrollTo(panel.sheet.samples.model().index(2, 0))
    user.click(
        panel.sheet.samples.viewport(), panel.sheet.samples.visualRect(panel.sheet.samples.model().index(2, 1)).center()
    )
    user.settle()
    assert "sample 3:" in panel.sheet.sample.text()
    widths = sorted(arrow.width for arrow in panel.plot.marks().arrows)
    assert widths.count(3.6) == 1
    assert widths.count(1.6) == 9


def test_what_is_concealed_is_not_taken_apart(user):
    panel = open_lens(user, position=0)
    user.session.set_view(concealed=(FUTURE,))
    user.settle()
    assert panel.sheet.chain.text() == "The next update is concealed."
    assert not panel.sheet.samples.isVisible()
    assert not panel.sheet.parameters.isVisible()
    assert not panel.plot.marks().arrows
    assert panel.subtitle == ""
    user.session.set_view(concealed=())
    user.session.seek(12)
    user.session.set_view(concealed=(FUTURE,))
    user.settle()
    assert panel.subtitle.startswith("update 12, which was the last")
    after = [parse_number(row[-1]) for row in rows(panel.sheet.parameters)]
    assert after == pytest.approx(user.session.shown.classifier.at(12)[0].tolist(), abs=1e-4)


def test_with_two_problems_one_is_chosen_and_kept_in_the_view(user):
    panel = open_lens(user, Experiment(epochs=1, runs=(Run(0.2), Run(0.5, colour=COLOURS[1]))), 8)
    assert panel.sheet.samples.isVisible()
    user.click(panel.problem.buttons[0])
    user.settle()
    assert user.session.view.lens_problem == "descent"
    assert not panel.sheet.samples.isVisible()
    assert rows(panel.sheet.parameters)[0][0] == "w"
    assert panel.sheet.chain.text().startswith("g\u00a0=\u00a0f′(w)\u00a0=\u00a02w\u00a0+\u00a02 →")
    assert panel.subtitle.endswith("run 1")


def test_hidden_units_have_errors_and_a_sentence(user):
    panel = open_lens(user, CLASSIFIER.edited(hidden_units=2), 4)
    assert "With hidden units" in panel.sheet.chain.text()
    assert len(rows(panel.sheet.samples)) == 10
    assert not panel.sheet.parameters.isVisible()
    assert not panel.plot.isVisible()


def test_the_tries_of_a_search_are_shown_with_the_bounds_that_they_have_to_meet(user):
    panel = open_lens(user, Experiment(problem="descent", runs=(Run(3.0, optimizer="armijo"),)), 0)
    tries = rows(panel.sheet.tries)
    assert [row[0] for row in tries] == ["1", "2", "3", "4"]
    assert [row[-1] for row in tries] == ["no", "no", "no", "yes"]
    for row in tries:
        loss, bound = map(parse_number, row[-3:-1])
        assert (loss <= bound) == (row[-1] == "yes")
    assert "r\u00a0= 3/2³ = 0.375" in panel.sheet.rule.text()
    user.session.edit_run(0, optimizer="polyak")
    user.settle()
    assert not panel.sheet.tries.isVisible()
    assert "r\u00a0= min(3,\u00a00.25" in panel.sheet.rule.text()


def test_where_the_columns_of_a_rule_have_no_room_they_become_rows(user):
    panel = open_lens(user, CLASSIFIER.edited(runs=(Run(0.3, optimizer="nadam"),)), 3)
    table = panel.sheet.parameters
    lines = {row[0]: [parse_number(text) for text in row[1:]] for row in rows(table)}
    assert list(lines)[:4] == ["before", "g", "m before", "m"]
    assert lines["after"] == pytest.approx(user.session.shown.classifier.at(4)[0].tolist(), abs=1e-4)
    of_m = table.model().index(list(lines).index("m"), 1)
    assert of_m.data(Qt.ItemDataRole.ToolTipRole) == "m ← β₁·m + (1 − β₁)·g"
    user.session.edit_run(0, optimizer="gradient-descent")
    user.settle()
    assert [row[0] for row in rows(table)] == ["w₁", "w₂", "b"]
