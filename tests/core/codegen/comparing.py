"""Scripts, executed, beside what the run that they were made of has come to."""

import contextlib
import importlib.util
import io
import re
import warnings

import numpy as np
import pytest

from lrgui.core.codegen import code
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History

# How far the numbers of other libraries may be away, as a share of the number or of 1.
TOLERANCE = {"float64": 1e-9, "float32": 2e-5}
NUMBER = re.compile(r"(?<![\w.])-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)(?!\w)")


def executed(script: str) -> str:
    """What the script prints, executed in this process."""
    out = io.StringIO()
    before = np.geterr()
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            # A library may be behind another's news; what NumPy says of numbers is the script's business.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", RuntimeWarning)
            exec(compile(script, "script.py", "exec"), {"__name__": "__main__"})
    finally:
        np.seterr(**before)
    return out.getvalue()


def text(value) -> str:
    return str(value.item() if isinstance(value, np.float64) else value)


def expected(experiment: Experiment, problem: str) -> str:
    """What the script of the experiment's only run has to print, with numbers to the last digit."""
    trace = (history := History(experiment.edited(problem=problem)).complete()).traces[problem]
    if problem != "classifier":
        every = 1 if trace.total <= 100 else round(trace.total / 20)
        steps = sorted({*range(0, trace.total + 1, every), trace.total})
        lines = []
        for step in steps:
            here = trace.at(step)[0]
            places = [f"{n} = {text(v)}" for n, v in zip(trace.problem.parameters, here, strict=True)]
            lines.append(f"Step {step}: {', '.join(places)}, loss = {text(trace.problem.loss(here[None])[0])}\n")
        return "".join(lines)
    lines, every = [], -(-experiment.epochs // 50)
    for epoch in sorted({*range(every, experiment.epochs + 1, every), experiment.epochs}):
        figures = history.evaluation(epoch * experiment.iterations_per_epoch)
        cast = trace.problem.dtype.type
        a, b, c, d = (values[0] for values in figures)
        lines.append(
            f"Epoch {epoch}: training loss = {text(cast(a))}, accuracy = {text(b)}; "
            f"validation loss = {text(cast(c))}, accuracy = {text(d)}"
        )
    parameters, units = trace.at(trace.total)[0], experiment.hidden_units
    w1, w2, b = parameters[:3]
    if units:
        lines.append("After the last update:")
        each = enumerate(parameters[: 3 * units].reshape(units, 3), 1)
        lines += [f"Unit {i}: w1 = {text(w1)}, w2 = {text(w2)}, b = {text(b)}" for i, (w1, w2, b) in each]
    else:
        lines.append(f"After the last update: w1 = {text(w1)}, w2 = {text(w2)}, b = {text(b)}")
    predictions = history.model.predict(trace.at(trace.total), history.model.data.samples)[0]
    lines += [f"Sample {i + 1}, by these weights: p = {text(p)}" for i, p in enumerate(predictions)]
    return "\n".join(lines) + "\n"


def deviation(theirs: str, ours: str) -> float:
    """The largest difference between the numbers of two texts, as a share of the number or of 1."""
    assert NUMBER.sub("#", theirs) == NUMBER.sub("#", ours)
    a, b = (np.array(NUMBER.findall(t), dtype=float) for t in (theirs, ours))
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        difference = np.where(same, 0.0, np.abs(a - b) / np.maximum(1.0, np.abs(b)))
    return float(difference.max())


def compare(library: str, experiment: Experiment, problem: str, tolerance: float) -> None:
    script = code(experiment, problem, 0, library)
    assert ":.7g}" in script
    out = executed(script.replace(":.7g}", ":.17g}"))
    assert deviation(out, expected(experiment, problem)) <= tolerance


def where(library: str, cases: list) -> list:
    """Cases for a parameter, of a test that needs a library; where there is none a single one, which says so."""
    module = {"pytorch": "torch", "keras": "keras"}[library]
    if importlib.util.find_spec(module) is not None:
        return cases
    return [pytest.param(None, marks=pytest.mark.skip(reason=f"{module} is not installed, the program needs none"))]


def keras_tolerance(precision: str) -> float:
    """The scripts are meant for TensorFlow; above PyTorch, Keras rounds what a model is given to float32."""
    import keras

    keras.config.set_floatx("float32")
    return TOLERANCE[precision if keras.backend.backend() == "tensorflow" else "float32"]
