"""What moves between two updates."""

from __future__ import annotations

import numpy as np


def partway(path: np.ndarray, part: float) -> np.ndarray:
    """A path (updates, …) whose last step is not done yet: its last row lies at the share `part` between the last two.

    part: 0 where the last row is an update as the others are.
    """
    if part == 0:
        return path
    before, after = path[-2], path[-1]
    return np.concatenate([path[:-1], (before + part * (after - before))[None]])
