"""The options of what is gone down: a curve or a surface, and where a descent starts."""

from __future__ import annotations

from typing import Any

from lrgui.cli.options.values import typed_pair, typed_value
from lrgui.core.problems.curve import CURVES, Descent
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.core.problems.surface import named as named_surface

_STARTS = {SurfaceDescent.code: ("start_x", "start_y"), LineFit.code: ("start_w", "start_b")}


def of_its_name(wide: dict[str, Any]) -> dict[str, Any]:
    """What follows from the name of a curve or a surface: the problem, and where it is worth starting from."""
    if "surface" in wide:
        start = dict(zip(("start_x", "start_y"), named_surface(wide["surface"].strip()).start, strict=True))
        return {"problem": SurfaceDescent.code, **start}
    if "curve" not in wide:
        return {}
    start = {"start": CURVES[wide["curve"]].start} if wide["curve"] in CURVES else {}
    return {"problem": Descent.code, **start}


def start_of(text: str, problem: str) -> dict[str, float]:
    """Of a curve one number, of a surface and of a line two."""
    names = _STARTS.get(problem)
    return {"start": typed_value("start", text)} if names is None else typed_pair("start", text, names, "-1.2,1")
