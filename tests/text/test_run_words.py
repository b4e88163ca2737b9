"""Captions of runs that were changed on their way."""

import pytest

from lrgui.core.model.edits import Change
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.text.language import speaking
from lrgui.text.numbers import format_rate, parse_pairs
from lrgui.text.run_words import changes_text, on_its_way, points_words, schedule_words, short_names

CHANGED = Experiment(
    runs=(Run(0.3), Run(0.1)),
    changes=(
        Change(20, 0, (("learning_rate", 0.05),)),
        Change(25, 1, (("learning_rate", 2.0),)),
        Change(30, 0, (("optimizer", "adam"),)),
        Change(35, 0, (("learning_rate", 0.5),)),
    ),
)


def rate(run):
    return format_rate(run.learning_rate)


@pytest.mark.parametrize(
    ("run", "position", "said"),
    [
        (0, 19, "0.3"),
        (0, 20, "0.3 → 0.05 at step 20"),
        (0, 34, "0.3 → 0.05 at step 20"),
        (0, 40, "0.3 → 0.05 at step 20 → 0.5 at step 35"),
        (1, 24, "0.1"),
        (1, 40, "0.1 → 2 at step 25"),
    ],
)
def test_a_rate_with_the_steps_at_which_it_was_changed(run, position, said):
    assert on_its_way(CHANGED, "descent", run, position, rate) == said


def test_so_is_an_optimizer():
    assert on_its_way(CHANGED, "descent", 0, 40, lambda run: run.optimizer) == "gradient-descent → adam at step 30"


def test_in_chinese(qapp):
    with speaking("zh_CN"):
        assert on_its_way(CHANGED, "descent", 0, 20, rate) == "0.3 → 0.05（从第 20 步起）"


def test_in_brief_the_last_change_counts():
    assert on_its_way(CHANGED, "descent", 0, 40, rate, brief=True) == "0.3 → … → 0.5 at step 35"
    assert on_its_way(CHANGED, "descent", 0, 34, rate, brief=True) == "0.3 → 0.05 at step 20"
    assert on_its_way(CHANGED, "descent", 0, 19, rate, brief=True) == "0.3"


def test_all_changes_of_a_run():
    assert changes_text(CHANGED, "descent", 0, 19) == ""
    assert (
        changes_text(CHANGED, "descent", 0, 40)
        == "0.3 → 0.05 at step 20 → 0.5 at step 35; gradient descent → Adam at step 30"
    )
    momentum = Experiment(runs=(Run(0.3, optimizer="momentum"),)).with_change(7, 0, momentum=0.5)
    assert changes_text(momentum, "descent", 0, 9) == "momentum (μ = 0.9) → momentum (μ = 0.5) at step 7"


def test_short_names_tell_runs_apart():
    runs = (Run(0.1), Run(0.1, optimizer="adam"), Run(0.5), Run(0.5), Run(0.2, name="mine"))
    assert short_names(runs, [[]] * 4 + [["w₀ = 3"]]) == [
        ("η = 0.1, gradient descent", "0.1, gradient descent"),
        ("η = 0.1, Adam", "0.1, Adam"),
        ("η = 0.5, 3", "0.5, 3"),
        ("η = 0.5, 4", "0.5, 4"),
        ("mine", "mine"),
    ]


def test_points_and_epochs_are_told_as_they_are():
    """Those of a drawn schedule are read again from their words, and of no whole number a digit is lost."""
    points = ((0.0, 1.0), (12345.0, 0.25), (99_999.125, 0.001), (999_999.999, 1000.0))
    assert parse_pairs(points_words(points)) == list(points)
    with speaking("en"):
        told = schedule_words(Run(schedule="piecewise", milestones=(1 / 3, 12345.0), warmup_epochs=23456.0))
    assert "0.3333, 12\u202f345" in told
    assert "23\u202f456" in told
