"""A curve that is typed is one as those of the program."""

import numpy as np
import pytest

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.codegen import code
from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.curve import CURVES, named
from lrgui.core.training.history import History
from tests.optimizers import EVERYWHERE


def descent(curve, *rates, start=5.0, updates=60, **settings):
    runs = [Run(rate, **settings) for rate in rates]
    return History(Experiment(problem="descent", curve=curve, start=start, updates=updates, runs=runs)).complete()


@pytest.mark.parametrize("optimizer", EVERYWHERE)
@pytest.mark.parametrize("text", ["(w+1)^2", "(w + 1)**2", "(1+w)²"])
def test_the_parabola_typed_is_the_parabola_to_the_last_bit(text, optimizer):
    own, typed = (descent(c, 0.3, 0.05, 1.1, optimizer=optimizer).descent for c in ("parabola", text))
    assert typed.states(0, 60).tobytes() == own.states(0, 60).tobytes()
    assert [verdict(descent(text, 0.3), "descent", 0, 60)] == [verdict(descent("parabola", 0.3), "descent", 0, 60)]


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_every_curve_can_be_typed_as_it_is_read(curve):
    typed = named(curve.formula)
    w = np.linspace(-2, 3, 101)
    for own, other in zip(curve.programs, typed.programs, strict=True):
        assert other(w) == pytest.approx(own(w), rel=1e-13, abs=1e-13)
    assert typed.minima() == pytest.approx(curve.minima(), abs=1e-9)
    assert typed.curvature == curve.curvature


def test_spaces_around_do_not_count_and_the_text_stays_as_it_was_typed():
    experiment = Experiment(curve="  sin(3w) + 0.1 w^2 ")
    assert experiment.curve == "sin(3w) + 0.1 w^2"
    assert Experiment.from_dict(experiment.to_dict()) == experiment


@pytest.mark.parametrize("wrong", ["w+", "x^2", 3, None, "", "quartik", "(-1)^w", ["w"]])
def test_what_is_no_curve_is_refused(wrong):
    with pytest.raises(InvalidExpression) as caught:
        Experiment(curve=wrong)
    assert caught.value.field == "curve"
    assert wrong != "quartik" or "must be one of parabola, quartic," in str(caught.value)


def test_a_run_ends_where_there_is_no_loss_and_says_so():
    below = descent("-ln(w) + w^2", 0.9, start=1.5)  # f′(1.5) = 2.33: w becomes −0.6, where there is no logarithm
    assert below.descent.at(1)[0, 0] == pytest.approx(1.5 - 0.9 * (3 - 1 / 1.5))
    assert np.isnan(below.descent.at(2)).all()
    assert str(verdict(below, "descent", 0, 1)) == str(verdict(below, "descent", 0, 60)) == "undefined from step 1"
    nowhere = descent("log(w)", 0.1, start=-1.0)
    assert str(verdict(nowhere, "descent", 0, 60)) == "undefined from step 0"
    # A fourth power that is too large is something else.
    assert str(verdict(descent("w^4 - 3w^2", 0.5), "descent", 0, 60)) == "diverged at step 1"


@pytest.mark.parametrize("text", ["sin(3w) + 0.1w^2", "|w - 1| + e^(-w^2)", "w - 3ln(w)", "w^w"])
def test_the_numpy_script_has_the_same_numbers(text, capsys):
    history = descent(text, 0.1, start=1.7)
    script = code(history.experiment, "descent", 0, "numpy")
    exec(script, {})
    last = capsys.readouterr().out.splitlines()[-1]
    w = history.descent.at(60)[0, 0]
    assert f"w = {w}," in last
    for library in ("pytorch", "keras"):
        compile(code(history.experiment, "descent", 0, library), library, "exec")
