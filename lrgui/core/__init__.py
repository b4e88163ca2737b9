"""The mathematics and the experiment: the standard library, NumPy, and SymPy for curves that are typed; no Qt.

A library of its own, for scripts and notebooks (see docs/notebook.md):

>>> from lrgui.core import Experiment, Run, train
>>> history = train(Experiment(problem="descent", updates=3, runs=[Run(0.25), Run(1.5)]))
>>> history.curves("descent").loss.tolist()
[[36.0, 36.0], [9.0, 144.0], [2.25, 576.0], [0.5625, 2304.0]]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrgui.core.library import sweep as sweep
    from lrgui.core.library import train as train
    from lrgui.core.model.errors import InvalidValue as InvalidValue
    from lrgui.core.model.experiment import Experiment as Experiment
    from lrgui.core.model.run import Run as Run
    from lrgui.core.sweeps.sweep import Sweep as Sweep
    from lrgui.core.training.curves import Curves as Curves
    from lrgui.core.training.history import History as History

# Imported when they are first asked for: whoever needs one module only does not wait for all.
_HOMES = {
    "Curves": "lrgui.core.training.curves",
    "Experiment": "lrgui.core.model.experiment",
    "History": "lrgui.core.training.history",
    "InvalidValue": "lrgui.core.model.errors",
    "Run": "lrgui.core.model.run",
    "Sweep": "lrgui.core.sweeps.sweep",
    "sweep": "lrgui.core.library",
    "train": "lrgui.core.library",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
