"""Points that are labelled by a curve somebody types: class 1 where x2 > sin(3 x1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.parser import MOST_CHARACTERS, parse
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.tree import Node, X, Y
from lrgui.core.expressions.unknowns import Unknowns
from lrgui.core.expressions.writing import numpy_code
from lrgui.core.model.types import Array
from lrgui.core.problems.generated import Labelled, Maker
from lrgui.core.problems.own_data.faults import DataFault

OF_LABELS = Unknowns(("x", "y"), "data", "sin(3 x1)")  # a side of a rule: x1 and x2 are x and y in it
_SIGNS = re.compile("<=|>=|[<>≤≥＜＞]")
_X1, _X2 = re.compile("[xX][1₁](?![0-9])"), re.compile("[xX][2₂](?![0-9])")
_OTHERS = re.compile("[xX][0-9₀-₉]+")
_POINTS = 1000
_GRID = 60  # places along each axis at which a rule is tried


@dataclass(frozen=True)
class Rule:
    """Class 1 is where `larger` > `smaller`; text: as it was typed."""

    text: str
    larger: Node
    smaller: Node

    @cached_property
    def _program(self) -> Program:
        return Program(self.larger, self.smaller, variables=(X, Y))

    def height(self, x1: Array, x2: Array) -> Array:
        """Above 0 where class 1 is; nan where a side has no value, which is class 0."""
        larger, smaller = self._program.values(x1, x2)
        with np.errstate(all="ignore"):
            return np.asarray(larger - smaller)

    def labels(self, x1: Array, x2: Array) -> Array:
        """1 where class 1 is, else 0."""
        larger, smaller = self._program.values(x1, x2)
        return np.asarray((larger > smaller).astype(np.float64))


def is_rule(text: str) -> bool:
    """Whether this is meant as a rule and not as a name."""
    return _SIGNS.search(text) is not None


@lru_cache(maxsize=64)
def rule(text: str) -> Rule:
    """The rule that somebody typed. Raises `InvalidExpression` with the place of what is wrong, and `DataFault`."""
    text = text.strip()
    if len(text) > 2 * MOST_CHARACTERS:
        raise InvalidExpression("data", text, "too_long", high=2 * MOST_CHARACTERS)
    signs = list(_SIGNS.finditer(text))
    if len(signs) != 1:
        raise DataFault("data", text, "no_rule")
    sign = signs[0]
    left = _side(text, text[: sign.start()])
    right = _side(text, " " * sign.end() + text[sign.end() :])  # so that places are those of the whole
    larger, smaller = (left, right) if sign[0] in (">", ">=", "≥", "＞") else (right, left)
    found = Rule(text, larger, smaller)
    axis = np.linspace(-1, 1, _GRID)
    x1, x2 = (part.ravel() for part in np.meshgrid(axis, axis))
    if len(set(found.labels(x1, x2).tolist())) < 2:
        raise DataFault("data", text, "one_side")
    return found


def _side(text: str, part: str) -> Node:
    plain = _X2.sub("y ", _X1.sub("x ", part))
    if other := _OTHERS.search(plain):
        raise _unknown(text, other[0], other.start() + 1)
    try:
        return parse(plain, OF_LABELS, constant=True)
    except InvalidExpression as error:
        limits = {**error.limits, "variables": ("x1", "x2")} if "variables" in error.limits else error.limits
        raise error.renamed("data", text, limits) from None


def _unknown(text: str, found: str, position: int) -> InvalidExpression:
    choices = ("sin", "cos", "exp", "log", "sqrt", "abs")
    return InvalidExpression(
        "data", text, "unknown_name", position=position, found=found, variables=("x1", "x2"), choices=choices
    )


@lru_cache(maxsize=64)
def maker(text: str) -> Maker:
    """How the points that a rule labels are made. Raises as `rule`."""
    found = rule(text)

    def make(seed: int, _distance: float) -> Labelled:
        points = np.random.RandomState([seed, 0, 1]).uniform(-1, 1, size=(_POINTS, 2))
        return points, found.labels(points[:, 0].copy(), points[:, 1].copy())

    return Maker(
        found.text,
        f"1,000 points in a square; those with {found.text} are of class 1",
        make,
        lambda _distance: None,
        (
            "random = np.random.RandomState([SEED, 0, 1])",
            f"points = random.uniform(-1, 1, size=({_POINTS}, 2))",
            "x, y = points[:, 0].copy(), points[:, 1].copy()",
            f"larger = {numpy_code(found.larger)}",
            f"smaller = {numpy_code(found.smaller)}",
            "labels = (larger > smaller) * np.ones(len(points))",
        ),
    )
