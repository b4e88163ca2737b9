"""What a figure says around its plots: title, legend and caption, in the language that is spoken."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from lrgui.core.analysis.loss_surface import points_looked_at
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import PROBLEMS, SHOWN
from lrgui.drawing import sweep_texts
from lrgui.drawing.boundary import shown_points
from lrgui.drawing.scene import Scene
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number, format_rate
from lrgui.text.own_words import batch_words, own_words, seed_words, shared_batches, shared_start
from lrgui.text.problems import WORDS, problem_name
from lrgui.text.run_words import called, on_its_way, optimizer_words, rate_words, schedule_words

_FIGURE_SPACE = "\u2007"
_MOST_RATES = 8  # of more runs a caption names the lowest and the highest


def panel_title(panel: str) -> str:
    """What a figure of one panel is called."""
    titles = {
        "weights": translate("Figure", "Weight space of the classifier"),
        "descent-loss": translate("Figure", "Loss of the 1-D descent"),
        "cut": translate("Figure", "Loss along the next step"),
        "surface-loss": translate("Figure", "Loss of the descent on a surface"),
        "bowl": translate("Figure", "Loss over w and b"),
        "regression-loss": translate("Figure", "Loss of the line"),
        "regression-split": translate("Figure", "Loss of the line, split by direction"),
        "loss": translate("Figure", "Loss of the classifier"),
        "accuracy": translate("Figure", "Accuracy of the classifier"),
        "rate": translate("Figure", "Learning rate"),
        "lens": translate("Figure", "One update"),
        "batch-loss": translate("Figure", "Loss of the batches"),
        "gradient-norm": translate("Figure", "Length of the gradients"),
        "cosine": translate("Figure", "Batch gradient and gradient of all data"),
        "border": translate("Figure", "2/λ of the batches and of all data"),
        "noise-scale": translate("Figure", "Noise scale"),
        "sweep": translate("Figure", "Sweep of learning rates"),
        "runs": translate("Figure", "Runs"),
    }
    return titles.get(panel) or problem_name(SHOWN[panel])


def title(panels: Sequence[str], experiment: Experiment) -> str:
    """The usual title: the panel's, or the problem's where there are several."""
    if len(panels) == 1:
        return panel_title(panels[0])
    names = [problem_name(problem) for problem in experiment.problems]
    return translate("Figure", "{0} and {1}").format(*names) if len(names) == 2 else names[0]


_PARTS: tuple[Callable[[Run], str], ...] = (schedule_words, optimizer_words)


def _on_its_way(scene: Scene, problem: str, run: int, words: Callable[[Run], str]) -> str:
    return on_its_way(scene.experiment, problem, run, scene.update_of(problem), words)


def _said(scene: Scene, problem: str, words: Callable[[Run], str]) -> list[str]:
    """What `words` says of the runs that are drawn, each text once."""
    return list(dict.fromkeys(_on_its_way(scene, problem, i, words) for i in sorted(scene.draw_order())))


def _differing(scene: Scene, problem: str) -> list[Callable[[Run], str]]:
    """Which of schedule and optimizer tell runs apart."""
    return [part for part in _PARTS if len(_said(scene, problem, part)) > 1]


def _within(scene: Scene, panels: Sequence[str]) -> tuple[Scene, str]:
    """The scene as far as the problems of these panels go, since what is changed later has not changed what they show;
    and the problem whose steps are told."""
    experiment = scene.experiment
    shown = [problem for problem in experiment.problems if problem in {SHOWN.get(panel) for panel in panels}]
    ends = [experiment.place_of(problem, experiment.total_updates(problem)) for problem in shown]
    problem = (shown or experiment.problems)[-1]
    return (scene.at(min(scene.position, max(ends) - 1)) if ends else scene), problem


def legend(scene: Scene, panels: Sequence[str] = ()) -> list[str]:
    """What each run is called in a figure of `panels`: its learning rate, and what else tells it from the others."""
    scene, problem = _within(scene, panels)
    parts = _differing(scene, problem)
    said = [
        [_on_its_way(scene, problem, i, w) for w in (rate_words, *parts)] for i in range(len(scene.experiment.runs))
    ]
    runs, own = scene.experiment.runs, own_words(scene.experiment, problem)
    return [
        called(run, ", ".join([f"η = {words[0]}", *words[1:], *more]))
        for run, words, more in zip(runs, said, own, strict=True)
    ]


def _of_one_run(scene: Scene, panels: Sequence[str], view: View) -> list[str]:
    """What the figure shows of the selected run only, and of which weights, where it could be taken for another's."""
    items, name = [], legend(scene, panels)[scene.selected]
    if "boundary" in panels and scene.selected_is_drawn and len(scene.draw_order()) > 1:
        items.append(translate("Figure", "shading and samples: {0}").format(name))
    trace = scene.history.classifier
    if "boundary" in panels and trace is not None:
        shown, size = len(shown_points(scene.history.model)), scene.history.model.data.training_size
        if shown < size:
            text = translate("Figure", "{0} of {1} {1:training sample|training samples} shown")
            items.append(text.format(format_count(shown), format_count(size)))
    logistic = scene.history.logistic
    if "weights" in panels and trace is not None and logistic is not None:
        looked_at, size = points_looked_at(logistic), logistic.data.training_size
        if looked_at < size:
            text = translate("Figure", "contours of {0} of {1} {1:training sample|training samples}")
            items.append(text.format(format_count(looked_at), format_count(size)))
        b = float(trace.at(scene.update_of(trace.problem_name))[scene.selected, 2])
        if view.best_b or not math.isfinite(b):
            items.append(translate("Figure", "contours: lowest loss over b"))
        else:
            items.append(translate("Figure", "contours: b = {0} of {1}").format(format_number(b, 3), name))
    return items


def caption(scene: Scene, problem: str, panels: Sequence[str], view: View) -> list[str]:
    """η, schedule, optimizer, batch, seed and update, as items that may be broken into lines between them.

    problem: the one whose updates the figure counts. panels: what it shows, as `view` has it; of several runs one is
    shaded.
    """
    experiment, position = scene.experiment, scene.position
    scene, told = _within(scene, panels)
    runs = experiment.runs_at(scene.update_of(told), told)
    drawn = sorted(scene.draw_order())
    rates = [runs[i].learning_rate for i in drawn]
    if not rates:
        items = []
    elif len(rates) <= _MOST_RATES:
        items = ["η = " + ", ".join(_said(scene, told, rate_words))]
    else:
        text = translate("Figure", "η = {0} … {1} ({2} {2:run|runs})")
        items = [text.format(format_rate(min(rates)), format_rate(max(rates)), format_count(len(rates)))]
    differing = _differing(scene, told)
    items += [_on_its_way(scene, told, drawn[0], part) for part in _PARTS if part not in differing and drawn]
    items += _of_one_run(scene.at(position), panels, view)
    total = experiment.total_updates(problem)
    if PROBLEMS[problem].on_data:
        items += shared_batches(experiment, problem)
    items += WORDS[problem].data(experiment)
    items += shared_start(experiment, problem)
    if "runs" in panels and view.best and PROBLEMS[view.problem_of_runs(experiment)].on_data:
        items.append(translate("Figure", "best: weights of the lowest validation loss so far"))
    here = experiment.update_at(problem, position)
    if not experiment.clock(problem).uniform and not experiment.counted_by_updates(problem):
        epochs = (format_number(updates / experiment.updates_per_epoch(problem), 6) for updates in (here, total))
        return [*items, translate("Figure", "epoch {0} of {1}").format(*epochs)]
    text = translate("Figure", "update {0} of {1}")
    if "boundary" in panels:
        text = translate("Figure", "weights after update {0} of {1}")
    items.append(text.format(format_count(here), format_count(total)))
    return items


def counter(scene: Scene, problem: str) -> str:
    """Which step, or on data which epoch, of how many; with as many digits in every frame of a film.

    problem: the one whose updates are counted.
    """
    experiment = scene.experiment
    total = experiment.total_updates(problem)
    here = scene.update_of(problem)
    if not PROBLEMS[problem].on_data or experiment.counted_by_updates(problem):
        step, steps = format_count(here), format_count(total)
        on_data = PROBLEMS[problem].on_data
        text = translate("Figure", "update {0} of {1}") if on_data else translate("Figure", "step {0} of {1}")
        return text.format(_padded(step, steps), steps)
    per = experiment.updates_per_epoch(problem)
    decimals = min(len(str(per - 1)), 3) if per > 1 else 0  # so that every update is seen
    epoch, epochs = (f"{updates / per:.{decimals}f}" for updates in (here, total))
    return translate("Figure", "epoch {0} of {1}").format(_padded(epoch, epochs), format_number(total / per, 6))


def _padded(text: str, longest: str) -> str:
    """With blanks as wide as digits before it, up to the length of the longest."""
    return "".join(_FIGURE_SPACE if c.isdigit() else c for c in longest[: len(longest) - len(text)]) + text


def sweep_caption(scene: Scene) -> list[str]:
    """Of a figure that shows nothing but a sweep: what was trained, and what came out."""
    swept = scene.sweep
    assert swept is not None
    job = swept.job
    items = [part(job.template) for part in _PARTS]
    if PROBLEMS[job.problem].on_data:
        if job.question.view != "map":
            items.append(batch_words(job.experiment.batch_size))
        items.append(seed_words(job.experiment.seed, job.template.seed))
        items += WORDS[job.problem].data(job.experiment)
    elif job.question.view != "starts":
        items.append(WORDS[job.problem].start(job.experiment))
    return [*items, *sweep_texts.subtitle(swept).split(" · ")]
