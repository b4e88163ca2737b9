"""The types of numbers that modules hand to each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]  # of the experiment's precision
Floats = NDArray[np.float64]
Integers = NDArray[np.integer]
Flags = NDArray[np.bool_]

Range = tuple[float, float]  # from a lower to a higher number
Axes = tuple[Range, Range]  # of x and of y
