"""Points that are labelled by a typed rule."""

import numpy as np
import pytest

from lrgui.core.codegen import code
from lrgui.core.files.document import Document, read, write
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.datasets import built_in, maker_named
from lrgui.core.problems.labelled import rule
from lrgui.core.training.history import History

SINE = "x2 > sin(3 x1)"


@pytest.mark.parametrize(
    "text", [SINE, "x₂ ≥ sin(3x₁)", "sin(3x1) < x2", " y > sin(3 x) ", "x2>=sin(3*x1)", "x2 ＞ sin(3 x1)"]
)
def test_a_rule_as_people_type_it(text):
    data = built_in(text.strip(), seed=5)
    x1, x2 = data.points.T
    assert np.array_equal(data.labels, x2 > np.sin(3 * x1))
    assert np.abs(data.points).max() <= 1
    assert data.size == 1000


def test_where_there_is_no_value_there_is_class_0():
    data = built_in("log(x1) > x2", seed=2)
    assert not data.labels[data.points[:, 0] <= 0].any()
    assert data.labels.sum() > 10


WRONG = {
    "x2 > ": "must be an expression in x1, x2, such as sin(3 x1)",
    "> x1": "must be an expression in x1, x2",
    "x2 > sin(3 x1": "position 9 is not closed",
    "x2 > x3": "“x3” at position 6 is not known; known are x1, x2, π, e",
    "x2 > foo(x1)": "“foo” at position 6 is not known; known are x1, x2, π, e",
    "x1 < x2 < 1": "must have one sign < or > between two expressions",
    "x2 > 5": "has all points of the square −1 … 1 on one side",
    "1 > 2": "has all points of the square −1 … 1 on one side",
    "x2 > __import__('os')": "“__import__” at position 6 is not known",
    "x2 > 9**9**9**9": "position",
    "x2 > " + "x1+" * 400 + "1": "must not be longer than 400 characters",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda t: t[:20])
def test_what_is_wrong_is_said_with_its_place(text):
    with pytest.raises(InvalidValue) as caught:
        Experiment(data=text)
    assert WRONG[text] in str(caught.value)
    assert caught.value.field == "data"


def test_no_rule_is_no_name():
    with pytest.raises(InvalidValue, match="must be one of school-district"):
        Experiment(data="x2 sin(3 x1)")


def test_files_and_scripts_know_it():
    experiment = Experiment(problem="classifier", data=SINE, epochs=3, seed=4)
    assert read(write(Document(experiment))).experiment == experiment
    assert rule(experiment.data).text == SINE
    names = {"np": np, "SEED": 4}
    exec("\n".join(maker_named(SINE).script), names)
    assert np.array_equal(names["points"], built_in(SINE, 4).points)
    assert np.array_equal(names["labels"], built_in(SINE, 4).labels)
    assert SINE in code(experiment, "classifier", 0, "numpy")


def test_hidden_units_learn_what_a_line_cannot():
    settings = Experiment(problem="classifier", data="x1^2 + x2^2 < 0.5", epochs=80)
    line = History(settings).complete().evaluation(80 * 80).train_accuracy[0]
    bent = History(settings.edited(hidden_units=3)).complete().evaluation(80 * 80).train_accuracy[0]
    assert bent > 0.95 > 0.75 > line
