"""What of a loss is known before a run, as a constant of its script."""

from __future__ import annotations

import math

from lrgui.core.codegen.plan import Plan
from lrgui.core.codegen.text import Constants
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import make_problem
from lrgui.core.training.script_parts import number

_COMMENTS = {"lowest": "the lowest loss", "hessian": "the second derivatives of the loss"}


def known(plan: Plan, constants: Constants, what: str, start: int = 0, *, matrix: bool = False) -> str:
    """The name of the constant: the "lowest" loss, or the "hessian" of a quadratic one.

    start: the update from which it is needed. matrix: whether one number is a matrix, too.
    """
    problem = make_problem(plan.problem, plan.experiment)
    if what == "lowest":
        lowest = problem.lowest_known
        text = 'float("-inf")' if math.isinf(lowest) else number(lowest)
    else:
        assert isinstance(problem, Function)
        rows = problem.hessian.tolist()
        text = repr(rows if matrix or len(rows) > 1 else rows[0][0])
    return constants.name(what.upper(), text, _COMMENTS[what], start)
