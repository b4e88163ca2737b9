"""What is said of the sum of the learning rates."""

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.text.rate_sum import rate_sum_words

HALVED = Experiment(problem="descent", runs=(Run(0.2), Run(0.2, schedule="exponential", decay_rate=0.5)))


def test_it_is_told_at_the_playhead_and_whether_it_has_a_bound(qapp):
    assert rate_sum_words(History(HALVED), "descent", 0, 10) == "Σ η = 2 so far · without bound"
    assert rate_sum_words(History(HALVED), "descent", 1, 1) == "Σ η = 0.2 so far · at most 0.4, even beyond its end"


def test_a_later_change_is_not_known_yet(qapp):
    changed = HALVED.with_change(20, 0, schedule="exponential", decay_rate=0.5, schedule_from=20)
    assert rate_sum_words(History(changed), "descent", 0, 10) == "Σ η = 2 so far · without bound"
    assert rate_sum_words(History(changed), "descent", 0, 30) == "Σ η = 4.4 so far · at most 4.4, even beyond its end"


def test_rates_at_the_end_of_the_numbers(qapp):
    huge = Experiment(problem="descent", runs=(Run(1e308), Run(1e308, schedule="exponential", decay_rate=0.5)))
    assert rate_sum_words(History(huge), "descent", 0, 10) == "Σ η = ∞ so far · without bound"
    assert rate_sum_words(History(huge), "descent", 1, 1) == "Σ η = 1×10³⁰⁸ so far · without bound"


def test_where_the_loss_decides_nothing_is_said_of_what_comes(qapp):
    runs = (Run(0.2, schedule="plateau", patience=1, factor=0.5, threshold=100.0),)
    history = History(Experiment(problem="descent", runs=runs)).complete()
    assert rate_sum_words(history, "descent", 0, 4) == "Σ η = 0.55 so far · the loss decides how it goes on"
