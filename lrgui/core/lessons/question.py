"""What a stage asks, before it shows: choices, or something to be placed or drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lrgui.core.analysis.theory import regime
from lrgui.core.lessons.blank import KEYS, Blank, read_blank
from lrgui.core.lessons.faults import LessonFault
from lrgui.core.lessons.texts import LONGEST_CHOICE, Texts, read_texts
from lrgui.core.model.checks import checked_keys, choice, integer, number, positive
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS, kind_of
from lrgui.core.training.history import History

CHOICES, NEXT_W, RATE, CURVE, BLANK = KINDS = ("choices", "next-w", "rate", "curve", "blank")
FEWEST, MOST = 2, 6  # choices
_KEYS = {
    CHOICES: ("kind", "choices", "right"),
    NEXT_W: ("kind",),
    RATE: ("kind", "right"),
    CURVE: ("kind", "chart"),
    BLANK: KEYS,
}


@dataclass(frozen=True)
class Ask:
    """A question; the text of its stage asks it.

    kind: one of `KINDS`. Of choices: the texts, and the number of the right one, from 0. Of a rate: the right one, None
    for the rate from which the first problem diverges by theory. Of a curve: the chart that it is drawn into. blank:
    the number of the next update that is to be worked out.
    """

    kind: str
    choices: tuple[Texts, ...] = ()
    right: float | None = None
    chart: str = ""
    blank: Blank | None = None

    def truth(self, history: History, run: int, place: int) -> float | None:
        """What happened from a place on the timeline on: the next w, the rate; None of others, and if nobody knows."""
        descent = history.descent
        if self.kind == NEXT_W and descent is not None:
            following = history.experiment.update_at(descent.problem_name, place) + 1
            return float(descent.at(following)[run, 0]) if following <= descent.computed else None
        if self.blank is not None:
            return self.blank.value(history, run, place)
        if self.kind == RATE:
            return self.right if self.right is not None else border(history.experiment, run)
        return None

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = {"kind": self.kind}
        if self.kind == CHOICES:
            data |= {"choices": [dict(texts) for texts in self.choices], "right": int(self.right or 0)}
        elif self.kind == RATE and self.right is not None:
            data["right"] = self.right
        elif self.kind == CURVE:
            data["chart"] = self.chart
        elif self.blank is not None:
            data |= self.blank.to_dict()
        return data


def border(experiment: Experiment, run: int) -> float | None:
    """The learning rate from which a run of the first problem diverges, or may do so, by theory.

    None where no rate does, as on a straight slope, and where theory knows none.
    """
    settings = experiment.runs[run]
    alone = experiment.alone(run)  # of a curve that is no parabola it depends on the start
    curvature = kind_of(experiment.problems[0], alone).curvature_bound(alone)
    if not curvature > 0:
        return None
    bound = regime(1.0, curvature, settings.rule.key, settings.momentum).bound
    return bound if math.isfinite(bound) else None


def read_ask(data: Any, languages: tuple[str, ...] | None, experiment: Experiment | None) -> Ask:
    """The question that a file describes. Raises `InvalidValue`."""
    if not isinstance(data, Mapping):
        raise LessonFault("ask", data, "structure", expected="an object of named fields")
    if "kind" not in data:
        raise LessonFault("ask.kind", None, "needed")
    kind = choice("ask.kind", data["kind"], KINDS)
    values = checked_keys("ask", data, _KEYS[kind])
    if kind == CHOICES:
        listed = values.get("choices")
        if not isinstance(listed, list) or not FEWEST <= len(listed) <= MOST:
            raise LessonFault("ask.choices", listed, "count", low=FEWEST, high=MOST)
        texts = tuple(
            read_texts(f"ask.choices[{i}]", text, languages, LONGEST_CHOICE, None) for i, text in enumerate(listed)
        )
        if "right" not in values:
            raise LessonFault("ask.right", None, "needed")
        return Ask(kind, texts, integer("ask.right", values["right"], 0, len(texts) - 1))
    if kind == BLANK:
        return Ask(kind, blank=read_blank(values, experiment))
    if kind == RATE:
        right = values.get("right")
        if (
            right is None
            and experiment is not None
            and not any(border(experiment, run) for run in range(len(experiment.runs)))
        ):
            raise LessonFault("ask.right", None, "needed")
        return Ask(kind, right=None if right is None else positive("ask.right", number("ask.right", right)))
    if experiment is not None and "descent" not in experiment.problems and kind == NEXT_W:
        raise LessonFault("ask.kind", kind, "no_descent")
    if kind == CURVE:
        charts = tuple(name for problem in PROBLEMS.values() for name in problem.charts)
        if experiment is not None:
            charts = tuple(name for problem in experiment.problems for name in PROBLEMS[problem].charts)
        return Ask(kind, chart=choice("ask.chart", values.get("chart", charts[0]), charts))
    return Ask(kind)
