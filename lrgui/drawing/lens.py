"""One update of the selected run as arrows: what every sample pulls at, their mean, and the step that is made."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.anatomy import Anatomy, anatomy
from lrgui.core.analysis.update_vectors import directions
from lrgui.core.analysis.worked_update import MOST_SAMPLES
from lrgui.core.files.view import View
from lrgui.core.model.types import Floats
from lrgui.drawing.arrows import GRADIENT, STEP, VELOCITY, Entry, words
from lrgui.drawing.colours import MIDDLE, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import Arrow
from lrgui.text.headings import letter
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

_NEAR = 24.0  # pixels around the tip of an arrow in which it is meant
_APART = 15.0  # pixels between two numbers at tips
_ROOM = 1.15  # the view beyond the longest arrow
_LEAST, _MOST = 1e-300, 1e300  # for how far the view reaches: an axis has no room for other numbers
_LOOSE = 4.0  # a view that is so many times too large stays
_UNLIKE = 4.0  # a step so many times longer, or shorter, than the pulls is drawn in a scale of its own
_BEYOND = 1e300  # and one that is so many times longer or shorter in none
_Z = 40.0


@dataclass(frozen=True)
class _Tip:
    """Where an arrow ends, in what is drawn, and what it is."""

    end: Floats
    colour: str
    texts: tuple[str, ...]


def update_of(scene: Scene, problem: str) -> int | None:
    """The update that is looked at: the next one, or where there is none to be known the last one made; else None."""
    at, trace, run = scene.update_of(problem), scene.history.traces[problem], scene.selected
    if at < trace.until and trace.following(run, at) is not None:
        return at
    made = trace.made(run, at)
    return trace.clock.moment_of(run, made) - 1 if made else None


def taken_apart(scene: Scene, problem: str) -> Anatomy | None:
    """That update of the selected run."""
    update = update_of(scene, problem)
    return None if update is None else anatomy(scene.history.traces[problem], scene.selected, update)


class LensDrawing(Drawing):
    """Changes of the first two parameters, 0 where the update begins. A sample's arrow is where it alone would lead.

    problem: whose update it is, None for the last one of the experiment. chosen: the sample whose arrow is thick.
    entries: what the arrows mean.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.problem: str | None = None
        self.chosen: int | None = None
        self.entries: list[Entry] = []
        self.plot.set_shape("equal")
        canvas = self.plot.canvas
        self._samples = [Arrow(canvas, MIDDLE, 1.6, "solid", _Z - i / 100) for i in range(MOST_SAMPLES)]
        self._main = {
            "gradient": Arrow(canvas, GRADIENT, 2.6, "dashed" if style.grey else "solid", _Z + 3),
            "velocity": Arrow(canvas, VELOCITY, 2.6, "dotted" if style.grey else "solid", _Z + 2),
            "step": Arrow(canvas, STEP, 4.4, "solid", _Z + 1),
        }
        self._numbers = self.plot.add_points("circle", TEXT, 1.0, z=_Z + 4)
        self._numbers.set_style("circle", None, 1.0)
        self._reach = 0.0
        self._of: object = None
        self._tips: list[_Tip] = []
        self._hover = self.plot.set_hover(self._read)

    def choose_problem(self, view: View, scene: Scene) -> None:
        """The problem whose update a view wants to see."""
        self.problem = view.problem_of_lens(scene.experiment)

    def problem_in(self, scene: Scene) -> str:
        """The problem whose update is drawn."""
        return self.problem if self.problem in scene.history.traces else scene.experiment.problems[-1]

    def forget(self) -> None:
        self._reach = 0.0
        self._of = None
        self._tips = []

    def retitle(self) -> None:
        self.plot.set_name(translate("Lens", "One update as arrows: every sample's pull, their mean, the step"))

    def draw_history(self, scene: Scene) -> None:
        problem = self.problem_in(scene)
        of = problem, scene.selected
        if of != self._of:
            self._of, self._reach = of, 0.0
        names = [letter(name) for name in scene.history.traces[problem].problem.parameters[:2]]
        if len(names) == 2:
            self.plot.set_titles(*(translate("Lens", "change of {0}").format(name) for name in names))

    def fit(self, scene: Scene) -> None:
        self.draw_position(scene)

    def draw_position(self, scene: Scene) -> None:
        self._tips = []
        self.entries = []
        update = taken_apart(scene, self.problem_in(scene)) if scene.selected_is_drawn else None
        if update is None or len(update.parameters) < 2 or not np.isfinite(update.step).all():
            for arrow in (*self._samples, *self._main.values()):
                arrow.hide()
            self._numbers.set_data([], [])
            return
        with np.errstate(all="ignore"):
            samples = self._sample_tips(update)
            main = self._main_tips(scene, update, samples)
        self._set_reach([tip.end for tip in (*samples, *main.values())])
        for i, arrow in enumerate(self._samples):
            if i < len(samples) and np.isfinite(samples[i].end).all():
                arrow.set_style(samples[i].colour, 3.6 if i == self.chosen else 1.6)
                arrow.show((0.0, 0.0), _place(samples[i].end))
            else:
                arrow.hide()
        for part, mark in self._main.items():
            if part in main:
                mark.show((0.0, 0.0), _place(main[part].end))
            else:
                mark.hide()
        self._tips = [*main.values(), *samples]
        self._number(samples)
        self._hover.refresh()

    def _sample_tips(self, update: Anatomy) -> list[_Tip]:
        batch = update.batch
        if batch is None or batch.pulls is None:
            return self._components(update)
        tips = []
        for i in range(min(batch.size, MOST_SAMPLES)):
            colour = MIDDLE if batch.p is None else "class_1" if batch.y[i] > 0.5 else "class_0"
            features = ", ".join(format_number(value, 4) for value in (*batch.x[i, :-1], batch.y[i]))
            where = "(x, y)" if batch.p is None else "(x₁, x₂, y)"
            name, error = ("ŷ − y" if batch.p is None else "p − y"), format_number(float(batch.errors[i]), 4)
            head = translate("Lens", "sample {0}").format(format_count(i + 1))
            texts = (
                head,
                f"{where} = ({features})",
                f"{name} = {error}",
                _pair("−η·pull", -update.rate * batch.pulls[i]),
            )
            tips.append(_Tip(-update.rate * batch.pulls[i][:2], colour, texts))
        return tips

    def _components(self, update: Anatomy) -> list[_Tip]:
        """Of a function without data: what each slope alone would do."""
        tips = []
        for axis in np.eye(2) if len(update.parameters) == 2 else ():
            end = -update.rate * update.gradient[:2] * axis
            name = letter(update.parameters[int(axis[1])])
            tips.append(_Tip(end, MIDDLE, (_pair(f"−η·∂f/∂{name}", end),)))
        return tips

    def _main_tips(self, scene: Scene, update: Anatomy, samples: list[_Tip]) -> dict[str, _Tip]:
        problem = self.problem_in(scene)
        found = directions(scene.history.traces[problem], scene.selected, update.moment)
        spoken = words(update.optimizer.key)
        if update.optimizer.plain:  # then the step is the mean of what the samples want
            spoken = {"step": ("−η·g", spoken["step"][1])}
            vectors = {"step": update.step}
        else:
            vectors = {"gradient": -update.rate * update.gradient, "step": update.step}
        if found is not None and found.velocity is not None:
            vectors["velocity"] = found.velocity
        lengths = [float(np.hypot(*tip.end)) for tip in samples]
        lengths.append(update.rate * float(np.hypot(*update.gradient[:2])))
        scale = _own_scale(float(np.hypot(*update.step[:2])), max(lengths)) if update.optimizer.rescales else 1.0
        colours = {"gradient": GRADIENT, "velocity": VELOCITY, "step": STEP}
        if samples:
            alone = translate("Lens", "a sample alone") if update.batch else translate("Lens", "one slope alone")
            self.entries.append(Entry("", alone, samples[0].colour, "solid", 1.0))
        tips = {}
        for part, vector in vectors.items():
            own = scale if part == "step" else 1.0
            symbol, word = spoken.get(part, ("", part))
            pattern = {"gradient": "dashed", "velocity": "dotted"}.get(part, "solid") if self.style.grey else "solid"
            entry = Entry(symbol, word, colours[part], pattern, own)
            self.entries.append(entry)
            if np.isfinite(vector[:2]).all():
                tips[part] = _Tip(own * vector[:2], colours[part], (entry.text, _pair(symbol or word, vector)))
        return tips

    def _set_reach(self, ends: list[Floats]) -> None:
        """The view around 0: that of before, while the arrows have their place in it."""
        longest = max((float(np.abs(end).max()) for end in ends if np.isfinite(end).all()), default=0.0)
        longest = min(max(longest, _LEAST), _MOST) * _ROOM if longest else self._reach or 1.0
        if not longest <= self._reach <= _LOOSE * longest:
            power = 10.0 ** math.floor(math.log10(longest))
            self._reach = next(m * power for m in (1, 1.5, 2, 3, 5, 7, 10) if m * power >= longest * (1 - 1e-9))
            self.plot.set_ranges((-self._reach, self._reach), (-self._reach, self._reach))

    def _number(self, samples: list[_Tip]) -> None:
        """Numbers at the tips, but none over another; the chosen one first."""
        order = sorted(range(len(samples)), key=lambda i: i != self.chosen)
        view = self.plot.view
        free: list[tuple[int, float, float]] = []
        for i in order if len(samples) > 1 else ():
            x, y = float(view.x_pixels(samples[i].end[0])), float(view.y_pixels(samples[i].end[1]))
            away = math.hypot(x - float(view.x_pixels(0.0)), y - float(view.y_pixels(0.0)))
            if away >= _APART and all(math.hypot(x - a, y - b) >= _APART for _, a, b in free):
                free.append((i, x, y))
        ends = [samples[i].end for i, _, _ in free]
        names = [str(i + 1) if samples[i].texts[0][0] != "−" else "" for i, _, _ in free]
        self._numbers.set_data([end[0] for end in ends], [end[1] for end in ends], names)

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        """What the arrow is whose tip is nearest to the mouse."""
        view = self.plot.view
        mouse = float(view.x_pixels(x)), float(view.y_pixels(self._hover.y))
        near = []
        for tip in self._tips:
            away = math.hypot(float(view.x_pixels(tip.end[0])) - mouse[0], float(view.y_pixels(tip.end[1])) - mouse[1])
            if away <= _NEAR:
                near.append((away, tip))
        if not near:
            return []
        tip = min(near, key=lambda found: found[0])[1]
        return [(tip.colour, tip.texts[0]), *((None, text) for text in tip.texts[1:])]


def _place(end: Floats) -> tuple[float, float]:
    return float(end[0]), float(end[1])


def _pair(name: str, vector: Floats) -> str:
    return f"{name} = ({', '.join(format_number(float(value), 4) for value in vector)})"


def _own_scale(step: float, pulls: float) -> float:
    """How many times as long a step is drawn that has a scale of its own: 1, 2, 5, 10 … or 0.5, 0.2, 0.1 …"""
    wanted = pulls / step if step else math.inf
    if not 1 / _BEYOND <= wanted <= _BEYOND or 1 / _UNLIKE <= wanted <= _UNLIKE:
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return float(f"{power * max(m for m in (1, 2, 5) if m * power <= wanted * (1 + 1e-9)):.1g}")
