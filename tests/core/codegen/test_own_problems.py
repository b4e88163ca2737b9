"""Scripts of curves, surfaces, lines through points and classifiers of one's own give the numbers of the run."""

import itertools

import pytest

from lrgui.core.codegen import code
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from tests.core.codegen.comparing import TOLERANCE, compare, executed, expected, keras_tolerance, where
from tests.optimizers import EVERYWHERE

# Problems of one's own, each with another optimizer.
OWN = [
    ("descent", {"curve": curve, "start": 1.5}, 0.05)
    for curve in ("quartic", "plateau", "absolute", "ripples", "cubic", "sin(3w) + 0.1w^2", "|w|^1.5 + ln(1 + w^2)",
                  "tanh(w)^2 + arctan(w)/3", "sqrt(w^2 + 1) + cosh(w)/9", "arcsin(w/9)^2", "2^w + 1/(1 + w^2)",
                  "π^w + sgn(w) w")
] + [
    ("surface", {"surface": surface, "start_x": 0.7, "start_y": 0.4}, 0.001)
    for surface in ("bowl", "saddle", "rosenbrock", "himmelblau", "beale", "hyperbola", "|x| + ln(1 + y^2)",
                    "sin(x)cos(y) + 0.1x^2 + 0.1y^2")
] + [
    ("regression", {"points": points, "loss_scale": scale}, 0.0001 if scale == "sum" else 0.001)  # below 2/λ
    for points, scale in (("four", "mean"), ("eight", "sum"), ("fifty", "half-mean"), ("fifty", "sum"))
] + [
    ("classifier", {"hidden_units": units, "weight_decay": decay, "standardised": scaled, "data": data,
                    "start_spread": 0.5, "epochs": 2, "batch_size": 7 if data == "ten-points" else 37}, 0.05)
    for units, decay, scaled, data in ((0, 0.05, True, "badly-scaled"), (0, 0.0, True, "ten-points"),
                                       (1, 0.0, False, "xor"), (2, 0.05, True, "circles"), (4, 0.05, False, "xor"))
]  # fmt: skip


def cases(optimizers):
    return [
        pytest.param(
            Experiment(
                updates=60, precision=precision, runs=(Run(rate, optimizer=optimizer),), problem=problem, **settings
            ),
            id=f"{problem}, {next(iter(settings.values()))}, {optimizer}, {precision}",
        )
        for precision in ("float64", "float32")
        for (problem, settings, rate), optimizer in zip(OWN, itertools.cycle(optimizers))
    ]


IN_LIBRARIES = [name for name in EVERYWHERE if name not in ("polyak", "armijo")]  # others look at the loss


@pytest.mark.parametrize("experiment", cases(EVERYWHERE))
def test_numpy_scripts_agree_to_the_last_digit(experiment):
    assert executed(code(experiment, experiment.problem, 0, "numpy")) == expected(experiment, experiment.problem)


@pytest.mark.parametrize("experiment", where("pytorch", cases(IN_LIBRARIES)))
def test_pytorch_scripts_give_the_same_numbers(experiment):
    compare("pytorch", experiment, experiment.problem, TOLERANCE[experiment.precision])


@pytest.mark.parametrize("experiment", where("keras", cases(IN_LIBRARIES)))
def test_keras_scripts_give_the_same_numbers(experiment):
    compare("keras", experiment, experiment.problem, keras_tolerance(experiment.precision))
