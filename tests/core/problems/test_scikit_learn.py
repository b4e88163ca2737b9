"""The same boundary as scikit-learn's logistic regression, which minimises the same loss in another way."""

import numpy as np
import pytest

from lrgui.core.analysis.optimum import minimum
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")  # an older one beside a newer SciPy


def theirs(model, decay):
    """w₁, w₂ and b: their C counts the sum of the losses against half the squares of the weights, b left out."""
    linear_model = pytest.importorskip("sklearn.linear_model")  # here: it takes long, and not every process needs it
    classifier = linear_model.LogisticRegression(C=1 / (decay * len(model.train_y)), tol=1e-10, max_iter=10_000)
    classifier.fit(model.train_x[:, :2], model.train_y)
    return np.append(classifier.coef_[0], classifier.intercept_)


@pytest.mark.parametrize(
    ("settings", "rate", "epochs"),
    [
        ({"data": "clouds", "distance": 2.0, "weight_decay": 0.01}, 1.0, 1500),
        ({"data": "badly-scaled", "standardised": True, "weight_decay": 0.05}, 2.0, 500),
        *(
            pytest.param(*each, marks=pytest.mark.exhaustive)
            for each in (
                ({"data": "label-noise", "weight_decay": 0.1}, 1.0, 400),
                ({"data": "imbalanced", "weight_decay": 0.02, "seed": 4}, 1.0, 2500),
                ({"data": "school-district", "weight_decay": 0.01}, 4.0, 3000),
            )
        ),
    ],
    ids=str,
)
def test_a_full_batch_run_ends_at_the_same_boundary(settings, rate, epochs):
    experiment = Experiment(
        problem="classifier", evaluations="logarithmic", epochs=epochs, runs=(Run(rate),), **settings
    )
    experiment = experiment.edited(batch_size=experiment.training_size)
    history = History(experiment).complete()
    model, ours = history.model, history.classifier.at(epochs)[0]
    found = theirs(model, settings["weight_decay"])
    assert ours / ours[1] == pytest.approx(found / found[1], abs=1e-3)
    assert minimum(model) == pytest.approx(found, abs=1e-3)
