"""Copy as code: one run of an experiment as a script to read, to run and to get the same numbers from.

A script holds only what its run needs: a constant learning rate has no schedule, plain gradient descent no
velocity. The NumPy script makes the same floating-point operations in the same order as the program does for
this run alone, so that its numbers agree to the last bit. The others leave the update to their library where it
defines the optimizer as the program does, and agree up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable

from lrgui.core.codegen.keras_script import classifier as keras_classifier
from lrgui.core.codegen.keras_script import descent as keras_descent
from lrgui.core.codegen.keras_script import regression as keras_regression
from lrgui.core.codegen.keras_script import surface as keras_surface
from lrgui.core.codegen.numpy_script import classifier as numpy_classifier
from lrgui.core.codegen.numpy_script import descent as numpy_descent
from lrgui.core.codegen.numpy_script import regression as numpy_regression
from lrgui.core.codegen.numpy_script import surface as numpy_surface
from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.pytorch_script import classifier as pytorch_classifier
from lrgui.core.codegen.pytorch_script import descent as pytorch_descent
from lrgui.core.codegen.pytorch_script import regression as pytorch_regression
from lrgui.core.codegen.pytorch_script import surface as pytorch_surface
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent

LIBRARIES = ("numpy", "pytorch", "keras")

_MAKERS: dict[tuple[str, str], Callable[[Plan], str]] = {
    ("numpy", Descent.code): numpy_descent,
    ("numpy", LogisticRegression.code): numpy_classifier,
    ("numpy", SurfaceDescent.code): numpy_surface,
    ("numpy", LineFit.code): numpy_regression,
    ("pytorch", Descent.code): pytorch_descent,
    ("pytorch", LogisticRegression.code): pytorch_classifier,
    ("pytorch", SurfaceDescent.code): pytorch_surface,
    ("pytorch", LineFit.code): pytorch_regression,
    ("keras", Descent.code): keras_descent,
    ("keras", LogisticRegression.code): keras_classifier,
    ("keras", SurfaceDescent.code): keras_surface,
    ("keras", LineFit.code): keras_regression,
}


def code(experiment: Experiment, problem: str, run: int, library: str, average: float | None = None) -> str:
    """The script of run number `run` (from 0) on `problem`, one of `PROBLEMS`, for one of `LIBRARIES`.

    "From here on" edits of the run are part of it. average: the factor of averaged weights, which it tells at the end.
    Raises `InvalidValue`.
    """
    plan = _plan(experiment, problem, run, library, average)
    for stretch in plan.stretches:
        rule = stretch.optimizer
        if library == "keras" and rule.keras.library is None and rule.keras.own is None:
            raise InvalidValue("optimizer", rule.code, "no_script")
    return _MAKERS[library, problem](plan)


def suggested_name(experiment: Experiment, problem: str, run: int, library: str) -> str:
    """A file name for the script: what sets this run apart, such as `descent_eta_0.3.py`. Raises `InvalidValue`."""
    plan = _plan(experiment, problem, run, library)
    first = plan.rates[0].run
    parts = [problem, "eta", f"{first.learning_rate:g}"]
    if not first.pace.constant:
        parts.append(first.schedule)
    optimizer = plan.stretches[0].optimizer
    if not optimizer.plain:
        parts.append(optimizer.code)
    if plan.edited:
        parts.append("edited")
    if library != "numpy":
        parts.append(library)
    return "_".join(parts) + ".py"


def _plan(experiment: Experiment, problem: str, run: int, library: str, average: float | None = None) -> Plan:
    if library not in LIBRARIES:
        raise InvalidValue("library", library, "one_of", choices=LIBRARIES)
    if (library, problem) not in _MAKERS:
        raise InvalidValue("problem", problem, "one_of", choices=tuple(p for of, p in _MAKERS if of == library))
    if not 0 <= run < len(experiment.runs):
        raise InvalidValue("run", run, "between", low=0, high=len(experiment.runs) - 1)
    return Plan(experiment, problem, run, average)
