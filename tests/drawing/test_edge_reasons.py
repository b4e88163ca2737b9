"""The words at the edge: when a run left, and the reason that theory gives, if it gives one."""

import math

import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing import edge_reasons
from lrgui.text.numbers import format_number


def said(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def leaving(run, step, value, updates=50, **settings):
    history = History(Experiment(problem="descent", updates=updates, runs=(run,), **settings)).complete()
    return said(edge_reasons.leaving_text(history.descent, 0, step, value))


@pytest.mark.parametrize(("rate", "factor"), [(1.02, "1.04"), (1.5, "2"), (3.0, "5")])
def test_too_high_a_rate_is_the_reason(qapp, rate, factor):
    assert leaving(Run(rate), 7, 100.0) == f"step 7: |1 − ηL| = {factor} > 1"


def test_a_rate_that_converges_is_no_reason(qapp):
    assert leaving(Run(0.4), 7, 100.0) == "step 7"


def test_momentum_has_a_radius_of_its_own(qapp):
    text = leaving(Run(3.0, optimizer="momentum", momentum=0.2), 3, 100.0)
    assert text.startswith("step 3: ρ = ")
    assert float(text.split()[4]) > 1


def test_what_is_no_number_is_said(qapp):
    assert leaving(Run(1.5), 7, math.nan) == "step 7: |1 − ηL| = 2 > 1 · now nan"
    assert leaving(Run(1.5), 7, math.inf).endswith(f"now {format_number(math.inf)}")


def test_the_rate_is_that_of_the_update_that_left(qapp):
    """A schedule lowers it: at the step that left it was lower than at the start."""
    run = Run(1.5, schedule="inverse-time", decay_rate=1.0, decay_epochs=10.0)
    assert leaving(run, 1, 100.0) == "step 1: |1 − ηL| = 2 > 1"
    later = leaving(run, 3, 100.0)
    assert float(later.split(" = ")[1].split()[0]) < 2


def test_after_an_edit_the_reason_is_that_of_the_new_settings(qapp):
    experiment = Experiment(problem="descent", updates=50, runs=(Run(0.3),)).with_change(10, 0, learning_rate=1.5)
    history = History(experiment).complete()
    assert said(edge_reasons.leaving_text(history.descent, 0, 10, 100.0)) == "step 10"
    assert said(edge_reasons.leaving_text(history.descent, 0, 11, 100.0)) == "step 11: |1 − ηL| = 2 > 1"


def test_after_an_edit_of_the_optimizer_too(qapp):
    experiment = Experiment(problem="descent", updates=50, runs=(Run(3.0),))
    history = History(experiment.with_change(10, 0, optimizer="momentum", momentum=0.2)).complete()
    assert said(edge_reasons.leaving_text(history.descent, 0, 10, 100.0)) == "step 10: |1 − ηL| = 5 > 1"
    assert said(edge_reasons.leaving_text(history.descent, 0, 11, 100.0)).startswith("step 11: ρ = ")


def test_the_other_words(qapp):
    assert said(edge_reasons.value_text(12, 1234.5)).startswith("step 12: 1")
    assert said(edge_reasons.nan_text(1600)) == "step 1 600: loss is nan (0·log 0)"
    assert said(edge_reasons.not_finite_text(3)) == "step 3: parameters are not finite"


def test_while_theory_is_concealed_no_reason_is_told():
    experiment = Experiment(problem="descent", runs=(Run(1.02),))
    trace = History(experiment).complete().descent
    assert edge_reasons.leaving_text(trace, 0, 5, 7.0, told=False) == "step 5"
    assert "> 1" in said(edge_reasons.leaving_text(trace, 0, 5, 7.0))
    assert edge_reasons.nan_text(32, told=False) == "step 32: loss is nan"
