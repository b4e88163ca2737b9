"""The names of what the program brings along, for the value `list` of an option."""

from __future__ import annotations

import argparse

from lrgui.core.model.counted import counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.curve import CURVES
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.points import POINT_SETS
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SURFACES, Surface
from lrgui.core.problems.surface import named as named_surface


def names_listed(typed: argparse.Namespace) -> bool:
    """Whether the names of curves, of surfaces, of points or of data were asked for, which are printed."""
    if typed.curve == "list":
        lines = {curve.code: f"{curve.formula}, from w = {curve.start:g}" for curve in CURVES.values()}
    elif typed.surface == "list":
        lines = {surface.code: _described(surface) for surface in map(named_surface, SURFACES)}
    elif typed.regression == "list":
        lines = {code: _best_line(code) for code in POINT_SETS}
    elif typed.data == "list":
        lines = {maker.code: maker.about for maker in MAKERS.values()}
    else:
        return False
    width = max(map(len, lines))
    for code, text in lines.items():
        print(f"{code:{width}}  {text}")
    return True


def _described(surface: Surface) -> str:
    x, y = surface.start
    return f"{surface.formula}, from (x, y) = ({x:g}, {y:g})"


def _best_line(code: str) -> str:
    line = LineFit(Experiment(LineFit.code, points=code))
    return f"{counted(len(line.x), 'point|points')}, best line y = {line.best[0]:.6g}x + {line.best[1]:.6g}"
