"""What expressions depend on: curves on w, surfaces on x and y."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unknowns:
    """The variables of an expression.

    names: of them, as they are typed; field: of the experiment that holds such expressions, by which errors name it;
    example: one of them.
    """

    names: tuple[str, ...]
    field: str
    example: str


OF_CURVES = Unknowns(("w",), "curve", "sin(3w) + 0.1w^2")
OF_SURFACES = Unknowns(("x", "y"), "surface", "x^2 + 10y^2")
