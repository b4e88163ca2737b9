"""An update worked out by hand: the lines of a rule, and what a rule that looks at the loss has seen before them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lrgui.core.model.types import Floats

# What a line gives: a number of each parameter, one number for all, the sum of a number of each, or a matrix' product.
EACH, ONCE, SUM, PRODUCT = "each", "once", "sum", "product"


@dataclass(frozen=True)
class Line:
    """One line of an update as it is worked out by hand: `letter` ← `formula`.

    calculate(…): of single numbers, floats and `Decimal`s alike, what the names in `needs` stand for: "g" the gradient,
    "w" the parameter before the update, "η" its rate, the letters of lines before it, of settings, of constants and of
    what was seen, and "v₀" for what a remembered v was before. kind: EACH; ONCE, where `needs` are single numbers; SUM,
    whose formula is that of a summand; PRODUCT, where it is given whole lists.
    """

    letter: str
    formula: str
    needs: tuple[str, ...]
    calculate: Callable[..., Any]
    kind: str = EACH

    @property
    def single(self) -> bool:
        """Whether it gives one number for all parameters."""
        return self.kind in (ONCE, SUM)

    @property
    def written(self) -> str:
        """The formula among others."""
        return f"Σ {self.formula}" if self.kind == SUM else self.formula

    def found(self, operands: Sequence[Sequence[Any]], count: int) -> list[Any]:
        """What it gives of `count` parameters; operands: what it needs, lists of so many numbers or of one."""
        if self.kind == PRODUCT:
            return list(self.calculate(*operands))
        rows = range(1 if self.kind == ONCE else count)
        each = [self.calculate(*(some[i if len(some) > 1 else 0] for some in operands)) for i in rows]
        return [sum(each)] if self.kind == SUM else each


@dataclass(frozen=True, eq=False)
class Tries:
    """The rates that a search tried, the loss with each and what it must not exceed: (k,). taken: whether the last."""

    rates: Floats
    losses: Floats
    bounds: Floats
    taken: bool


@dataclass(frozen=True, eq=False)
class Look:
    """What a rule has seen before an update: numbers by their letters, single ones (1,), of parameters (d,) or (d·d,).

    lines: of this update; pace: the letter of what its direction is multiplied with.
    """

    numbers: dict[str, Floats]
    lines: tuple[Line, ...]
    pace: str = "r"
    tries: Tries | None = None


def root(x: Any) -> Any:
    """√x of a float or a `Decimal`."""
    return x.sqrt() if isinstance(x, Decimal) else math.sqrt(x)


# ‖g‖² and ‖g‖ of the gradient, of all parameters together.
SQUARE = Line("‖g‖²", "g²", ("g",), lambda g: g * g, SUM)
LENGTH = Line("‖g‖", "√‖g‖²", ("‖g‖²",), root, ONCE)
