"""Problems in words: their names, and what is said of each in one line."""

from __future__ import annotations

from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.curve import Descent, curve_of
from lrgui.core.problems.datasets import dataset_of, maker_of
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.names import shortened
from lrgui.core.problems.points import points_of
from lrgui.core.problems.registry import CHOICES
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent, surface_of
from lrgui.text.language import translate
from lrgui.text.names import data_name
from lrgui.text.numbers import format_count, format_number


class Words:
    """What is said of one problem."""

    def name(self) -> str:
        raise NotImplementedError

    def short_name(self) -> str:
        """As narrow as a button."""
        raise NotImplementedError

    def facts(self, experiment: Experiment) -> str:
        """What is trained, in one line for the lecturer who is asked."""
        raise NotImplementedError

    def place(self, experiment: Experiment) -> str:
        """Where runs start."""
        raise NotImplementedError

    def start(self, experiment: Experiment) -> str:
        """The same for a caption; nothing where that need not be said."""
        return self.place(experiment)

    def data(self, experiment: Experiment) -> list[str]:
        """What a caption says of the data, and of what is done to them; nothing of the usual ones."""
        return []


class DescentWords(Words):
    def name(self) -> str:
        return translate("Problems", "1-D descent")

    def short_name(self) -> str:
        return translate("Problems", "1-D")

    def facts(self, experiment: Experiment) -> str:
        curve = curve_of(experiment)
        if curve.curvature is None:
            text = translate("Problems", "1-D descent: loss {0}, derivative {1}")
            return text.format(shortened(curve.formula), shortened(curve.derivative))
        text = translate("Problems", "1-D descent: loss {0}, L = {1}")
        return text.format(curve.formula, format_number(curve.curvature, 4))

    def place(self, experiment: Experiment) -> str:
        return f"w₀ = {format_number(experiment.start)}"


class LogisticWords(Words):
    def name(self) -> str:
        return translate("Problems", "2-D classifier")

    def short_name(self) -> str:
        return translate("Problems", "2-D")

    def facts(self, experiment: Experiment) -> str:
        data = dataset_of(experiment)
        text = translate("Problems", "{0}: {1} to train, {2} to validate, seed {3}")
        sizes = data.training_size, data.size - data.training_size, experiment.seed
        return text.format(data_name(experiment.data), *map(format_count, sizes))

    def data(self, experiment: Experiment) -> list[str]:
        items = []
        if experiment.data != Experiment.data:
            items.append(translate("Problems", "data: {0}").format(data_name(experiment.data)))
        maker = maker_of(experiment)
        if maker is not None and maker.spaced:
            items.append(translate("Problems", "distance {0}").format(format_number(experiment.distance)))
        if experiment.hidden_units:
            text = translate("Problems", "{0} hidden {0:unit|units}")
            items.append(text.format(format_count(experiment.hidden_units)))
        if experiment.standardised:
            items.append(translate("Problems", "standardised"))
        if experiment.weight_decay:
            items.append(translate("Problems", "weight decay λ = {0}").format(format_number(experiment.weight_decay)))
        return items

    def place(self, experiment: Experiment) -> str:
        start = map(format_number, (experiment.start_w1, experiment.start_w2))
        return translate("Problems", "start (w₁, w₂) = ({0}, {1})").format(*start)

    def start(self, experiment: Experiment) -> str:
        return self.place(experiment) if experiment.start_w1 or experiment.start_w2 else ""


class SurfaceWords(Words):
    def name(self) -> str:
        return translate("Problems", "Surface")

    def short_name(self) -> str:
        return translate("Problems", "Surface")

    def facts(self, experiment: Experiment) -> str:
        surface = surface_of(experiment)
        if surface.modes is None:
            return translate("Problems", "Surface: loss {0}").format(shortened(surface.formula))
        text = translate("Problems", "Surface: loss {0}, λ₁ = {1}, λ₂ = {2}")
        return text.format(shortened(surface.formula), *(format_number(value, 4) for value in surface.modes[0]))

    def place(self, experiment: Experiment) -> str:
        start = map(format_number, (experiment.start_x, experiment.start_y))
        return translate("Problems", "start (x, y) = ({0}, {1})").format(*start)


class LineWords(Words):
    def name(self) -> str:
        return translate("Problems", "Line through points")

    def short_name(self) -> str:
        return translate("Problems", "Line")

    def facts(self, experiment: Experiment) -> str:
        modes = LineFit.modes(experiment)
        assert modes is not None
        text = translate("Problems", "Line through {0} {0:point|points}: loss {1}, λ₁ = {2}, λ₂ = {3}")
        count = format_count(len(points_of(experiment.points)))
        return text.format(count, LineFit.formula(experiment), *(format_number(value, 4) for value in modes[0]))

    def data(self, experiment: Experiment) -> list[str]:
        items = [translate("Problems", "{0} {0:point|points}").format(format_count(len(points_of(experiment.points))))]
        if experiment.standardised:
            items.append(translate("Problems", "standardised"))
        return items

    def place(self, experiment: Experiment) -> str:
        start = map(format_number, (experiment.start_w, experiment.start_b))
        return translate("Problems", "start (w, b) = ({0}, {1})").format(*start)


WORDS: dict[str, Words] = {
    Descent.code: DescentWords(),
    LogisticRegression.code: LogisticWords(),
    SurfaceDescent.code: SurfaceWords(),
    LineFit.code: LineWords(),
}


def problem_name(choice: str) -> str:
    """The name of a problem, or of the choice of both."""
    return WORDS[choice].name() if len(CHOICES[choice]) == 1 else translate("Problems", "Both")


def short_problem_name(choice: str) -> str:
    """The same as narrow as a button."""
    return WORDS[choice].short_name() if len(CHOICES[choice]) == 1 else problem_name(choice)
